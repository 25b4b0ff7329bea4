//! Whether a contact has had enough, and until when.

use super::{Candidate, Cap, Kind, Limit, Pack, Period, SentText, Verdict};
use crate::{
    place::{Code, Place},
    quiet_hours::start_of_day,
    reason::Reason,
    zone::Zone,
};
use jiff::{SignedDuration, Timestamp, ToSpan};

/// May the candidate leave now, as far as staleness, caps and gaps go? Hours are asked apart, or together with this in
/// [`leave`](crate::leave).
///
/// `history` holds the texts that left, to this contact and in any order; those after `candidate.now` count as well. Days are
/// those of the recipient's calendar, and where several zones are possible every one of them must agree. Texts by people, answers
/// and consent texts are neither limited nor counted.
pub fn judge(pack: &Pack, place: &Place, history: &[SentText], candidate: &Candidate) -> Verdict {
    if let Some(because) = never(pack, history, candidate) {
        return Verdict::Dropped { because };
    }
    match held(pack, place, history, candidate, candidate.now) {
        Held::Not => Verdict::Allowed,
        Held::Until(until, because) => Verdict::Held { until, because },
        Held::ForEver(because) => Verdict::Dropped { because },
    }
}

pub(crate) enum Held {
    Not,
    Until(Timestamp, Reason),
    /// A limit of nought.
    ForEver(Reason),
}

/// Why it must not leave, now or later.
pub(crate) fn never(pack: &Pack, history: &[SentText], candidate: &Candidate) -> Option<Reason> {
    if candidate.kind == Kind::Cart {
        if pack.cart.consent_must_name_carts && !candidate.consent_names_carts {
            let source = pack.cart.source.clone();
            return Some(Reason::CartConsent { source });
        }
        let same_cart =
            |text: &&SentText| text.kind == Kind::Cart && candidate.cart.is_some() && text.cart == candidate.cart;
        if history.iter().filter(same_cart).count() >= usize::from(pack.cart.at_most) {
            return Some(Reason::CartCap {
                at_most: pack.cart.at_most,
                source: pack.cart.source.clone(),
            });
        }
    }
    expiry(pack, candidate)
        .filter(|expiry| candidate.now > expiry.at)
        .map(|expiry| expiry.reason(candidate.kind, None))
}

/// The last moment at which it makes sense.
pub(crate) struct Expiry {
    pub at: Timestamp,
    since: Timestamp,
    minutes: u32,
    source: String,
}

impl Expiry {
    pub(crate) fn reason(self, kind: Kind, held_by: Option<Reason>) -> Reason {
        Reason::Stale {
            kind,
            since: self.since,
            minutes: self.minutes,
            source: self.source,
            held_by: held_by.map(Box::new),
        }
    }
}

pub(crate) fn expiry(pack: &Pack, candidate: &Candidate) -> Option<Expiry> {
    let expiry = |since: Timestamp, minutes: u32, source: &str| Expiry {
        at: after(since, SignedDuration::from_mins(i64::from(minutes))),
        since,
        minutes,
        source: source.to_owned(),
    };
    let by_age = pack
        .stale_after(candidate.kind)
        .map(|minutes| expiry(candidate.due, minutes, &pack.stale_after.source));
    let by_cart = candidate
        .abandoned_at
        .filter(|_| candidate.kind == Kind::Cart)
        .map(|abandoned| expiry(abandoned, pack.cart.within_hours * 60, &pack.cart.source));
    by_age.into_iter().chain(by_cart).min_by_key(|expiry| expiry.at)
}

/// Until when limits and gaps hold a text that would leave at `at`.
pub(crate) fn held(pack: &Pack, place: &Place, history: &[SentText], candidate: &Candidate, at: Timestamp) -> Held {
    if !candidate.kind.is_automated() {
        return Held::Not;
    }
    let mut until = at;
    let mut because: Option<Reason> = None;
    // Waiting for one limit can, near the edge of a day, run into another; each round moves forward or ends.
    loop {
        let before = until;
        let (gap, gap_reason) = gap(pack, history, candidate.kind);
        if gap > until {
            until = gap;
            because = Some(gap_reason);
        }
        for limit in pack.limits.iter().filter(|limit| limit.applies(place, candidate.kind)) {
            match limit.free_from(place, history, until) {
                Some(free) if free > until => {
                    until = free;
                    because = Some(limit.reached());
                }
                Some(_) => {}
                None => return Held::ForEver(limit.reached()),
            }
        }
        if until == before {
            break;
        }
    }
    because.map_or(Held::Not, |because| Held::Until(until, because))
}

fn gap(pack: &Pack, history: &[SentText], kind: Kind) -> (Timestamp, Reason) {
    let minutes = if kind.is_marketing() {
        pack.minimum_gap.marketing
    } else {
        pack.minimum_gap.order
    };
    let automated = history.iter().filter(|text| text.kind.is_automated());
    let last = automated.map(|text| text.at).max();
    let ends = last.map(|last| after(last, SignedDuration::from_mins(i64::from(minutes))));
    let reason = Reason::MinimumGap {
        minutes,
        last: last.unwrap_or(Timestamp::MIN),
        source: pack.minimum_gap.source.clone(),
    };
    (ends.unwrap_or(Timestamp::MIN), reason)
}

impl Limit {
    fn applies(&self, place: &Place, kind: Kind) -> bool {
        let possible = |code: &Code| place.regions.is_empty() || place.regions.contains(code);
        self.of.counts(kind) && (self.regions.is_empty() || self.regions.iter().any(possible))
    }

    fn reached(&self) -> Reason {
        let cap = Cap {
            of: self.of,
            at_most: self.at_most,
            per: self.per,
            source: self.source.clone(),
        };
        match self.per {
            Period::Day | Period::Hours24 => Reason::DailyCap(cap),
            Period::Week => Reason::WeeklyCap(cap),
            Period::Month => Reason::MonthlyCap(cap),
        }
    }

    /// The first moment from `at` on at which one more is allowed in every possible zone; none if never.
    fn free_from(&self, place: &Place, history: &[SentText], at: Timestamp) -> Option<Timestamp> {
        if self.at_most == 0 {
            return None;
        }
        let mut sent: Vec<Timestamp> = history
            .iter()
            .filter(|text| self.of.counts(text.kind))
            .map(|text| text.at)
            .collect();
        sent.sort_unstable_by(|a, b| b.cmp(a));
        // Once this one is a whole period away, fewer than allowed are left within it.
        let Some(last_counted) = sent.get(usize::from(self.at_most) - 1).copied() else {
            return Some(at);
        };
        let days = match self.per {
            Period::Hours24 => return Some(at.max(after(last_counted, SignedDuration::from_hours(24)))),
            Period::Day => 1,
            Period::Week => 7,
            Period::Month => 30,
        };
        let utc = Zone::named("UTC");
        let zones = place
            .zones
            .iter()
            .copied()
            .chain(utc.filter(|_| place.zones.is_empty()));
        zones
            .map(|zone| days_later(zone, last_counted, days))
            .max()
            .map(|free| free.max(at))
    }
}

/// The first moment of the day that comes so many days after that of `at`.
fn days_later(zone: Zone, at: Timestamp, days: i64) -> Timestamp {
    let day = zone.time_zone().to_datetime(at).date();
    let later = day
        .checked_add(days.days())
        .ok()
        .and_then(|later| start_of_day(zone, later));
    later.unwrap_or(Timestamp::MAX)
}

fn after(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}
