//! May this text leave now, and if not when? Hours, caps, gaps, staleness and the store's own hours at once.

use crate::{
    caps::{self, Candidate, Held, Kind, Pack, SentText, Verdict},
    place::Place,
    quiet_hours::{self, Timing},
    reason::Reason,
};
use jiff::{SignedDuration, Timestamp};

/// Everything that is asked for one text.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    pub place: &'a Place,
    pub pack: &'a Pack,
    /// The texts that left to this contact, in any order.
    pub history: &'a [SentText<'a>],
    pub candidate: Candidate<'a>,
    /// The store's opening hours: `None` at a moment at which it is open, otherwise its next opening.
    pub store_opens: Option<&'a dyn Fn(Timestamp) -> Option<Timestamp>>,
}

impl std::fmt::Debug for Ask<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ask")
            .field("place", &self.place)
            .field("candidate", &self.candidate)
            .finish_non_exhaustive()
    }
}

/// The verdict at `candidate.now`. A text is held until the first moment that everything allows, told with what holds it now; it is
/// dropped at once when that moment would be too late.
///
/// Consent texts and people's replies within a live exchange are exempt from everything here.
pub fn may_leave(ask: &Ask) -> Verdict {
    let candidate = &ask.candidate;
    if is_exempt(ask.pack, candidate) {
        return Verdict::Allowed;
    }
    if let Some(because) = caps::never(ask.pack, ask.history, candidate) {
        return Verdict::Dropped { because };
    }
    let mut at = candidate.now;
    let mut because: Option<Reason> = None;
    let expiry = caps::expiry(ask.pack, candidate);
    let too_late = |at: Timestamp| expiry.as_ref().is_some_and(|expiry| at > expiry.at);
    // Each round moves to the next moment that one of them allows; past the horizon nothing is looked for.
    loop {
        let before = at;
        match caps::held(ask.pack, ask.place, ask.history, candidate, at) {
            Held::Not => {}
            Held::Until(until, reason) => {
                at = until;
                because.get_or_insert(reason);
            }
            Held::ForEver(because) => return Verdict::Dropped { because },
        }
        match hours(ask, at) {
            Timing::Allowed => {}
            Timing::Held { until, because: reason } => {
                at = until;
                because.get_or_insert(reason);
            }
            Timing::NoWindow { because } => return Verdict::Dropped { because },
        }
        if at == before || too_late(at) {
            break;
        }
    }
    match (because, expiry) {
        (None, _) => Verdict::Allowed,
        (Some(because), Some(expiry)) if at > expiry.at => Verdict::Dropped {
            because: expiry.reason(candidate.kind, Some(because)),
        },
        (Some(because), _) => Verdict::Held { until: at, because },
    }
}

/// Whether hours, caps and gaps do not concern the text: it confirms a consent, or a person answers somebody who wrote a short
/// while ago.
pub fn is_exempt(pack: &Pack, candidate: &Candidate) -> bool {
    match candidate.kind {
        Kind::Consent => true,
        Kind::Reply => candidate.last_inbound_at.is_some_and(|last| {
            let live = SignedDuration::from_mins(i64::from(pack.live_exchange.reply));
            candidate.now.duration_since(last) <= live
        }),
        _ => false,
    }
}

fn hours(ask: &Ask, at: Timestamp) -> Timing {
    let purpose = ask.candidate.kind.purpose();
    match ask.store_opens {
        Some(opens) => quiet_hours::next_allowed_within(ask.place, purpose, at, opens),
        None => quiet_hours::next_allowed(ask.place, purpose, at),
    }
}
