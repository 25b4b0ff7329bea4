//! How often may a store text a contact, how late, and with what consent and wording? Packs by country, in
//! `data/packs.toml`.

mod judge;
mod packs;

use crate::{place::Code, quiet_hours::Purpose};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

pub use crate::reason::Cap;
pub use judge::judge;
pub(crate) use judge::{Held, expiry, held, never};
pub use packs::{pack, packs, version};

/// What a text is for. The names are those of the messages in the log.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PolicyKind))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Cart,
    Campaign,
    Order,
    /// Written by a person.
    Reply,
    /// Written by a keyword rule or the AI.
    AutoReply,
    /// The confirmation of an opt-out or opt-in, and the answer to HELP.
    Consent,
}

impl Kind {
    pub fn is_marketing(self) -> bool {
        matches!(self, Self::Cart | Self::Campaign)
    }

    /// Sent by the store's own accord, not as an answer.
    pub fn is_automated(self) -> bool {
        matches!(self, Self::Cart | Self::Campaign | Self::Order)
    }

    pub fn purpose(self) -> Purpose {
        if self.is_marketing() {
            Purpose::Marketing
        } else {
            Purpose::Service
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cart => "a cart reminder",
            Self::Campaign => "a campaign's text",
            Self::Order => "news of an order",
            Self::Reply => "a reply",
            Self::AutoReply => "an automatic answer",
            Self::Consent => "a confirmation",
        })
    }
}

/// What one country allows. A store may be stricter, never looser: [`Pack::stricter`].
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pack {
    /// None for the pack of all other countries.
    pub country: Option<Code>,
    /// In English, as it stands after "in".
    pub name: String,
    /// Further countries where it holds.
    pub also: Vec<Code>,
    pub limits: Vec<Limit>,
    pub minimum_gap: MinimumGap,
    pub cart: CartRule,
    pub stale_after: StaleAfter,
    pub live_exchange: LiveExchange,
    pub marketing_consent: MarketingConsent,
    pub consent_source: String,
    /// What the first marketing text must say.
    pub first_message: Vec<Disclosure>,
    pub first_message_source: String,
    /// What every marketing text must say, in plain words.
    pub footer: Option<String>,
    pub note: Option<String>,
    /// False where a figure or its citation stands on secondary sources, or on a strict reading.
    pub sure: bool,
}

/// At most so many texts to one contact.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Limit {
    pub of: TextsOf,
    pub at_most: u16,
    pub per: Period,
    /// Only where the recipient may be in one of these states; everywhere if none is listed.
    #[serde(default)]
    pub regions: Vec<Code>,
    pub source: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TextsOf {
    /// Cart reminders and campaigns.
    Marketing,
    /// Those and news of orders.
    Automated,
}

impl TextsOf {
    pub fn counts(self, kind: Kind) -> bool {
        match self {
            Self::Marketing => kind.is_marketing(),
            Self::Automated => kind.is_automated(),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Period {
    /// A day of the recipient's calendar.
    #[serde(rename = "day")]
    Day,
    /// Any 24 hours.
    #[serde(rename = "24_hours")]
    Hours24,
    /// Any 7 days of the recipient's calendar.
    #[serde(rename = "week")]
    Week,
    /// Any 30 days of the recipient's calendar.
    #[serde(rename = "month")]
    Month,
}

/// Minutes that must have passed since the last automated text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MinimumGap {
    /// Before a cart reminder or a campaign.
    pub marketing: u32,
    /// Before news of an order.
    pub order: u32,
    pub source: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CartRule {
    /// Texts about one cart, ever.
    pub at_most: u16,
    /// Hours after it was abandoned.
    pub within_hours: u32,
    /// The words the contact agreed to must name reminders of carts.
    pub consent_must_name_carts: bool,
    pub source: String,
}

/// Minutes after the moment it was meant for; later a text makes no sense and is dropped.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StaleAfter {
    pub cart: u32,
    pub campaign: u32,
    pub order: u32,
    pub reply: u32,
    pub auto_reply: u32,
    pub source: String,
}

/// Minutes since the contact's last text in which an answer to it may come at any hour.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LiveExchange {
    /// By a person.
    pub reply: u32,
    pub source: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MarketingConsent {
    /// In writing or by a tick or a text, with the disclosures of 47 CFR 64.1200(f)(9).
    ExpressWritten,
    Express,
}

/// Something that a text must say.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Disclosure {
    StoreName,
    /// Offers, reminders of carts, news of orders.
    WhatToExpect,
    /// "up to 6 msgs/week".
    Frequency,
    /// "Msg & data rates may apply".
    MessageAndDataRates,
    HowToGetHelp,
    HowToStop,
}

/// What a store wants beyond the pack. Whatever is looser than the pack has no effect.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct StoreCaps {
    pub marketing_per_day: Option<u16>,
    pub marketing_per_week: Option<u16>,
    pub automated_per_day: Option<u16>,
    pub automated_per_week: Option<u16>,
    pub texts_per_cart: Option<u16>,
    /// Hours after the cart was abandoned.
    pub cart_within_hours: Option<u32>,
    /// Minutes between an automated text and the next marketing text.
    pub minimum_gap_minutes: Option<u32>,
}

/// A text that left.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SentText<'a> {
    pub at: Timestamp,
    pub kind: Kind,
    /// The cart it was about.
    pub cart: Option<&'a str>,
}

/// A text that may be about to leave.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Candidate<'a> {
    pub kind: Kind,
    pub now: Timestamp,
    /// The moment it was meant for, before anything held it.
    pub due: Timestamp,
    /// The cart it is about.
    pub cart: Option<&'a str>,
    pub abandoned_at: Option<Timestamp>,
    /// Whether the words the contact agreed to name reminders of carts.
    pub consent_names_carts: bool,
    /// The contact's last text.
    pub last_inbound_at: Option<Timestamp>,
}

/// May it leave?
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    Allowed,
    /// Not before `until`; ask again then.
    Held {
        until: Timestamp,
        because: crate::Reason,
    },
    /// Never.
    Dropped {
        because: crate::Reason,
    },
}

impl Pack {
    /// The pack with the store's wishes, as far as they are stricter.
    #[must_use]
    pub fn stricter(&self, store: &StoreCaps) -> Self {
        let mut pack = self.clone();
        let wishes = [
            (TextsOf::Marketing, Period::Day, store.marketing_per_day),
            (TextsOf::Marketing, Period::Week, store.marketing_per_week),
            (TextsOf::Automated, Period::Day, store.automated_per_day),
            (TextsOf::Automated, Period::Week, store.automated_per_week),
        ];
        // Every limit must be kept, so one more can only make the pack stricter.
        let wished = wishes.into_iter().filter_map(|(of, per, at_most)| {
            Some(Limit {
                of,
                at_most: at_most?,
                per,
                regions: Vec::new(),
                source: OWN.to_owned(),
            })
        });
        pack.limits.extend(wished);
        if let Some(gap) = store
            .minimum_gap_minutes
            .filter(|gap| *gap > pack.minimum_gap.marketing)
        {
            pack.minimum_gap.marketing = gap;
            pack.minimum_gap.source = OWN.to_owned();
        }
        if let Some(at_most) = store.texts_per_cart.filter(|at_most| *at_most < pack.cart.at_most) {
            pack.cart.at_most = at_most;
            pack.cart.source = OWN.to_owned();
        }
        if let Some(hours) = store.cart_within_hours.filter(|hours| *hours < pack.cart.within_hours) {
            pack.cart.within_hours = hours;
            pack.cart.source = OWN.to_owned();
        }
        pack
    }

    /// Minutes after `due` until a text of that kind is dropped; none for consent texts, which are never late.
    pub fn stale_after(&self, kind: Kind) -> Option<u32> {
        let stale = &self.stale_after;
        match kind {
            Kind::Cart => Some(stale.cart),
            Kind::Campaign => Some(stale.campaign),
            Kind::Order => Some(stale.order),
            Kind::Reply => Some(stale.reply),
            Kind::AutoReply => Some(stale.auto_reply),
            Kind::Consent => None,
        }
    }
}

/// The source of a limit that the store set itself.
const OWN: &str = "the store's own settings";
