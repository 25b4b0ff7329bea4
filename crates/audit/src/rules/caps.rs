//! How many texts a contact may get in a time and about a cart, and how far apart they have to be.

use crate::{
    claim::{Claim, named, roughly},
    store::Settings,
    thread::Left,
    violation::{Code, Finding},
    wall_clock::told_there,
};
use domain::message::MessageKind;
use jiff::{SignedDuration, ToSpan};
use policy::{
    Zone,
    caps::{Period, StoreCaps, TextsOf},
};

const OWN: &str = "the store's own settings";

/// At most so many of those in that time.
struct Cap<'a> {
    of: TextsOf,
    at_most: u16,
    per: Period,
    source: &'a str,
}

pub(crate) fn check(claim: &Claim, settings: &Settings) -> Option<Finding> {
    if !claim.is_unasked() {
        return None;
    }
    let own = settings.caps.as_ref().map(|(caps, _)| &**caps);
    let too_many = caps(claim, own).find_map(|cap| cap.exceeded(claim));
    too_many.or_else(|| too_soon(claim, own))
}

/// The country's, where the contact may be in one of their states; and the store's.
fn caps<'a>(claim: &'a Claim, own: Option<&StoreCaps>) -> impl Iterator<Item = Cap<'a>> {
    let regions = &claim.place.regions;
    let pack = claim.pack.limits.iter().filter(|limit| {
        limit.regions.is_empty() || regions.is_empty() || limit.regions.iter().any(|region| regions.contains(region))
    });
    let pack = pack.map(|limit| Cap {
        of: limit.of,
        at_most: limit.at_most,
        per: limit.per,
        source: &limit.source,
    });
    let wished = own.map(|own| {
        [
            (TextsOf::Marketing, Period::Day, own.marketing_per_day),
            (TextsOf::Marketing, Period::Week, own.marketing_per_week),
            (TextsOf::Automated, Period::Day, own.automated_per_day),
            (TextsOf::Automated, Period::Week, own.automated_per_week),
        ]
    });
    let wished = wished.into_iter().flatten().filter_map(|(of, per, at_most)| {
        Some(Cap {
            of,
            at_most: at_most?,
            per,
            source: OWN,
        })
    });
    pack.chain(wished)
}

/// Texts that left, or may have, other than this one.
fn others<'a>(claim: &'a Claim) -> impl Iterator<Item = &'a Left> {
    let left = claim.thread.left.iter();
    left.filter(|left| left.message != claim.id && !left.refused)
}

impl Cap<'_> {
    fn counts(&self, kind: MessageKind) -> bool {
        match kind {
            MessageKind::Cart | MessageKind::Campaign => true,
            MessageKind::Order => self.of == TextsOf::Automated,
            _ => false,
        }
    }

    fn exceeded(&self, claim: &Claim) -> Option<Finding> {
        if !self.counts(claim.kind) {
            return None;
        }
        // Where the calendar is not certain, there is one in which it was too much if there is any such.
        let utc = Zone::named("UTC").filter(|_| claim.place.zones.is_empty());
        let zones = claim.place.zones.iter().copied().chain(utc);
        let (zone, counted) = zones
            .map(|zone| (zone, self.counted_in(zone, claim)))
            .find(|(_, counted)| counted.len() >= usize::from(self.at_most))?;
        let newest = counted.iter().map(|left| left.position).max();
        let (texts, per) = (self.texts(), self.period());
        let says = format!(
            "{} left at {} as number {} {per}, by the calendar of {zone}; at most {} {texts} may.",
            named(claim.kind),
            told_there(&claim.place, claim.at),
            counted.len() + 1,
            self.at_most
        );
        Some(Finding::new(Code::OverCap, newest, says).by(self.source))
    }

    fn counted_in<'a>(&self, zone: Zone, claim: &'a Claim) -> Vec<&'a Left> {
        let date = |at| zone.time_zone().to_datetime(at).date();
        let days = match self.per {
            Period::Hours24 => {
                let within = |left: &&Left| claim.at.duration_since(left.at) < SignedDuration::from_hours(24);
                return self.of_its_kind(claim).filter(within).collect();
            }
            Period::Day => 1,
            Period::Week => 7,
            Period::Month => 30,
        };
        let Ok(before) = date(claim.at).checked_sub(days.days()) else {
            return Vec::new();
        };
        self.of_its_kind(claim).filter(|left| date(left.at) > before).collect()
    }

    fn of_its_kind<'a>(&self, claim: &'a Claim) -> impl Iterator<Item = &'a Left> {
        others(claim).filter(|left| self.counts(left.kind))
    }

    fn texts(&self) -> &'static str {
        match self.of {
            TextsOf::Marketing => "marketing texts",
            TextsOf::Automated => "automated texts",
        }
    }

    fn period(&self) -> &'static str {
        match self.per {
            Period::Day => "of a day",
            Period::Hours24 => "within 24 hours",
            Period::Week => "within 7 days",
            Period::Month => "within 30 days",
        }
    }
}

fn too_soon(claim: &Claim, own: Option<&StoreCaps>) -> Option<Finding> {
    let gap = &claim.pack.minimum_gap;
    let wished = own.and_then(|own| own.minimum_gap_minutes);
    let (minutes, source) = match (claim.is_marketing(), wished) {
        (false, _) => (gap.order, gap.source.as_str()),
        (true, Some(wished)) if wished > gap.marketing => (wished, OWN),
        (true, _) => (gap.marketing, gap.source.as_str()),
    };
    let last = others(claim).max_by_key(|left| left.at)?;
    let since = claim.at.duration_since(last.at);
    (since < SignedDuration::from_mins(minutes.into())).then(|| {
        let says = format!(
            "{} left at {}, {} after the automated text before; they are at least {minutes} minutes apart.",
            named(claim.kind),
            told_there(&claim.place, claim.at),
            roughly(since)
        );
        Finding::new(Code::OverCap, last.position, says).by(source)
    })
}

/// Texts about one cart, ever.
pub(crate) fn of_cart(claim: &Claim, settings: &Settings) -> Option<Finding> {
    let about = claim
        .text
        .about
        .as_deref()
        .filter(|_| claim.kind == MessageKind::Cart)?;
    let own = settings.caps.as_ref().and_then(|(caps, _)| caps.texts_per_cart);
    let rule = &claim.pack.cart;
    let (at_most, source) = match own {
        Some(own) if own < rule.at_most => (own, OWN),
        _ => (rule.at_most, rule.source.as_str()),
    };
    let about_it: Vec<_> = others(claim)
        .filter(|left| left.cart.as_deref() == Some(about))
        .collect();
    (about_it.len() >= usize::from(at_most)).then(|| {
        let says = format!(
            "A cart reminder left at {} as number {} about its cart; at most {at_most} may.",
            told_there(&claim.place, claim.at),
            about_it.len() + 1
        );
        let newest = about_it.iter().map(|left| left.position).max();
        Finding::new(Code::OverCap, newest, says).by(source)
    })
}
