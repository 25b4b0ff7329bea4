//! May it leave at this hour, after so many others, and does it still make sense? Asked of the tables in `policy`, when a
//! message comes due and once more at the claim.

use super::Decision;
use crate::{
    MessageId,
    conversation::{
        Because, Conversation, HoldReason, Message, SuppressionReason,
        event::{Judged, MessageHeld, MessageSuppressed},
    },
    message::{DeliveryState, MessageKind, Outgoing},
    store::StoreRules,
};
use jiff::Timestamp;
use policy::{
    Candidate, Kind, Known, Place, Reason, SentText, Verdict,
    leave::{Ask, may_leave},
    place::Basis,
};

/// What else may become of a message that could leave otherwise.
pub(super) enum Leaving {
    Now,
    Held(MessageHeld),
    Dropped(MessageSuppressed),
}

impl Decision {
    pub(super) fn leaving(&self, id: MessageId, message: &Message, outgoing: &Outgoing, rules: &StoreRules) -> Leaving {
        let verdict = self.state.verdict(id, message, outgoing, rules, self.now);
        match verdict {
            Verdict::Allowed => Leaving::Now,
            Verdict::Held { until, because } => Leaving::Held(MessageHeld {
                message: id,
                until,
                reason: hold_reason(&because),
                because: Some(told(&because)),
            }),
            Verdict::Dropped { because } => Leaving::Dropped(MessageSuppressed {
                message: id,
                reason: suppression_reason(&because),
                because: Some(told(&because)),
            }),
        }
    }
}

impl Conversation {
    /// Where the contact may be, by the best that is known.
    pub fn place(&self) -> Place {
        let number = self.started.as_ref().map_or("", |started| started.address.as_str());
        policy::place::locate(&Known {
            number,
            zone: self.contact.time_zone.as_deref(),
            country: self.contact.country.as_deref(),
            region: self.contact.region.as_deref(),
            postal_code: self.contact.postal_code.as_deref(),
        })
    }

    fn verdict(
        &self,
        id: MessageId,
        message: &Message,
        outgoing: &Outgoing,
        rules: &StoreRules,
        now: Timestamp,
    ) -> Verdict {
        let place = self.place();
        let pack = policy::caps::pack(place.country).stricter(&rules.sending.caps);
        let cart = outgoing.about.as_deref().filter(|_| outgoing.kind == MessageKind::Cart);
        let history: Vec<_> = self.texts_that_left(id).collect();
        let kind = kind(outgoing.kind);
        let store_opens = |at: Timestamp| rules.hours.next_opening(at);
        may_leave(&Ask {
            place: &place,
            pack: &pack,
            history: &history,
            candidate: Candidate {
                kind,
                now,
                due: message.due.unwrap_or(now),
                cart,
                abandoned_at: cart.and_then(|cart| self.carts.get(cart)?.changed_at),
                consent_names_carts: self.consent.agreed.as_ref().is_some_and(|agreed| agreed.names_carts()),
                last_inbound_at: self.last_inbound_at,
            },
            // The store's own hours are for what it sends of its own accord.
            store_opens: kind.is_automated().then_some(&store_opens),
        })
    }

    /// What the contact has got, or may have got: all but this one, and what the carrier refused.
    fn texts_that_left(&self, but: MessageId) -> impl Iterator<Item = SentText<'_>> {
        let others = self.messages.iter().filter(move |(id, _)| **id != but);
        others.filter_map(|(_, message)| {
            let at = message.left_at.filter(|_| message.state != DeliveryState::Failed)?;
            Some(SentText {
                at,
                kind: kind(message.kind),
                cart: message.about.as_deref().filter(|_| message.kind == MessageKind::Cart),
            })
        })
    }
}

impl Conversation {
    pub(super) fn judged(&self) -> Judged {
        let place = self.place();
        Judged {
            version: version(),
            zones: place.zones.iter().map(|zone| zone.name().to_owned()).collect(),
            basis: match place.basis {
                Basis::ContactZone => "contact_zone",
                Basis::PostalCode => "postal_code",
                Basis::Region => "region",
                Basis::AreaCode => "area_code",
                Basis::Country => "country",
                Basis::Unknown => "unknown",
            }
            .to_owned(),
        }
    }
}

fn version() -> String {
    format!(
        "hours {}, limits {}",
        policy::quiet_hours::version(),
        policy::caps::version()
    )
}

fn kind(kind: MessageKind) -> Kind {
    match kind {
        MessageKind::Cart => Kind::Cart,
        MessageKind::Campaign => Kind::Campaign,
        MessageKind::Order => Kind::Order,
        MessageKind::Reply => Kind::Reply,
        MessageKind::AutoReply => Kind::AutoReply,
        MessageKind::Consent => Kind::Consent,
    }
}

fn told(reason: &Reason) -> Because {
    Because {
        rule: reason.code().to_owned(),
        says: reason.to_string(),
        source: reason.source().map(str::to_owned),
        version: version(),
    }
}

fn hold_reason(reason: &Reason) -> HoldReason {
    match reason {
        Reason::StoreHours { .. } => HoldReason::OutsideHours,
        Reason::DailyCap(_) | Reason::WeeklyCap(_) | Reason::MonthlyCap(_) => HoldReason::Cap,
        Reason::MinimumGap { .. } => HoldReason::MinimumGap,
        _ => HoldReason::QuietHours,
    }
}

fn suppression_reason(reason: &Reason) -> SuppressionReason {
    match reason {
        Reason::CartCap { .. } => SuppressionReason::CartCap,
        Reason::CartConsent { .. } => SuppressionReason::CartConsent,
        Reason::DailyCap(_) | Reason::WeeklyCap(_) | Reason::MonthlyCap(_) => SuppressionReason::Cap,
        Reason::NoWindow { .. } | Reason::UnknownPlace => SuppressionReason::NoLawfulTime,
        _ => SuppressionReason::Stale,
    }
}
