//! Too late to make sense: after the moment it was meant for, or after the cart was left.

use crate::{
    claim::{Claim, named, roughly},
    store::Settings,
    violation::{Code, Finding},
    wall_clock::told_there,
};
use domain::message::MessageKind;
use jiff::SignedDuration;

pub(crate) fn check(claim: &Claim, settings: &Settings) -> Option<Finding> {
    let stale = &claim.pack.stale_after;
    let minutes = match claim.kind {
        MessageKind::Cart => stale.cart,
        MessageKind::Campaign => stale.campaign,
        MessageKind::Order => stale.order,
        MessageKind::Reply => stale.reply,
        MessageKind::AutoReply => stale.auto_reply,
        MessageKind::Consent => return None,
    };
    let late = claim.at.duration_since(claim.text.due);
    if late > SignedDuration::from_mins(minutes.into()) {
        let says = format!(
            "{} left at {}, {} after the moment it was meant for; it makes sense for {minutes} minutes.",
            named(claim.kind),
            told_there(&claim.place, claim.at),
            roughly(late)
        );
        return Some(Finding::new(Code::Stale, None, says).by(&stale.source));
    }
    left_too_long_ago(claim, settings)
}

fn left_too_long_ago(claim: &Claim, settings: &Settings) -> Option<Finding> {
    let about = claim
        .text
        .about
        .as_deref()
        .filter(|_| claim.kind == MessageKind::Cart)?;
    let changed_at = claim.thread.cart(about)?.changed_at?;
    let own = settings.caps.as_ref().and_then(|(caps, _)| caps.cart_within_hours);
    let rule = &claim.pack.cart;
    let (hours, source) = match own {
        Some(own) if own < rule.within_hours => (own, "the store's own settings"),
        _ => (rule.within_hours, rule.source.as_str()),
    };
    let since = claim.at.duration_since(changed_at);
    (since > SignedDuration::from_hours(hours.into())).then(|| {
        let says = format!(
            "A cart reminder left at {}, {} after the cart was left; it may within {hours} hours.",
            told_there(&claim.place, claim.at),
            roughly(since)
        );
        Finding::new(Code::Stale, None, says).by(source)
    })
}
