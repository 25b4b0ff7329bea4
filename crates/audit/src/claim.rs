//! One claim, and everything that has to be known to judge it.

use crate::{
    message::Text,
    rules,
    store::{Settings, Store},
    thread::Thread,
    violation::Finding,
};
use domain::{MessageId, message::MessageKind};
use jiff::{SignedDuration, Timestamp};
use policy::{Code as Country, Pack, Place, caps::packs};

/// The claim of a text, right before it happened.
pub(crate) struct Claim<'a> {
    pub thread: &'a Thread,
    pub id: MessageId,
    pub kind: MessageKind,
    pub text: &'a Text,
    pub at: Timestamp,
    pub place: Place,
    pub pack: &'static Pack,
}

impl<'a> Claim<'a> {
    pub fn new(thread: &'a Thread, id: MessageId, kind: MessageKind, text: &'a Text, at: Timestamp) -> Self {
        let place = thread.place();
        let pack = pack_of(place.country);
        Self {
            thread,
            id,
            kind,
            text,
            at,
            place,
            pack,
        }
    }

    pub fn findings(&self, store: &Store) -> Vec<Finding> {
        let always = [
            rules::consent::check(self),
            rules::answering::check(self),
            rules::whatsapp::check(self),
            rules::carts::ordered(self),
        ];
        let mut findings: Vec<Finding> = always.into_iter().flatten().collect();
        if !self.leaves_at_any_hour() {
            findings.extend(rules::hours::check(self));
            findings.extend(rules::carts::consent(self));
            // What depends on the store is wrong only if it was by everything the gate may have known of it.
            let by_settings: [fn(&Claim, &Settings) -> Option<Finding>; 4] = [
                rules::hours::of_store,
                rules::caps::check,
                rules::caps::of_cart,
                rules::stale::check,
            ];
            findings.extend(by_settings.into_iter().filter_map(|rule| {
                let mut said = store.settings_at(self.at).map(|settings| rule(self, settings));
                let newest = said.next()??;
                said.all(|said| said.is_some()).then_some(newest)
            }));
        }
        findings
    }

    pub fn is_marketing(&self) -> bool {
        matches!(self.kind, MessageKind::Cart | MessageKind::Campaign)
    }

    /// Of the store's own accord, not as an answer.
    pub fn is_unasked(&self) -> bool {
        self.is_marketing() || self.kind == MessageKind::Order
    }

    /// Texts about consent are for any hour, and so is what a person writes to somebody who wrote a short while ago.
    fn leaves_at_any_hour(&self) -> bool {
        match (self.kind, self.thread.heard) {
            (MessageKind::Consent, _) => true,
            (MessageKind::Reply, Some((heard, _))) => {
                let live = SignedDuration::from_mins(self.pack.live_exchange.reply.into());
                self.at.duration_since(heard) <= live
            }
            _ => false,
        }
    }
}

fn pack_of(country: Option<Country>) -> &'static Pack {
    let own = |pack: &&Pack| country.is_some_and(|code| pack.country == Some(code) || pack.also.contains(&code));
    let rest = |pack: &&Pack| pack.country.is_none();
    let found = packs().iter().find(own).or_else(|| packs().iter().find(rest));
    // The tables are read only whole, and a whole one ends with that of all other countries.
    found.unwrap_or(&packs()[0])
}

/// What a text of that kind is called.
pub(crate) fn named(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Cart => "A cart reminder",
        MessageKind::Campaign => "A campaign's text",
        MessageKind::Order => "News of an order",
        MessageKind::Reply => "A person's reply",
        MessageKind::AutoReply => "An automatic answer",
        MessageKind::Consent => "A text about consent",
    }
}

/// `3 minutes`, `26 hours`, `9 days`: to say how late, not to reckon with.
pub(crate) fn roughly(duration: SignedDuration) -> String {
    let (amount, unit) = match duration.as_secs() {
        seconds @ ..120 => (seconds, "second"),
        seconds @ 120..7_200 => (seconds / 60, "minute"),
        seconds @ 7_200..172_800 => (seconds / 3_600, "hour"),
        seconds => (seconds / 86_400, "day"),
    };
    match amount {
        1 => format!("1 {unit}"),
        amount => format!("{amount} {unit}s"),
    }
}
