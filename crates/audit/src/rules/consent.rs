//! Nothing after an opt-out but its one confirmation; no marketing without a yes.

use crate::{
    claim::{Claim, named, roughly},
    thread::{Agreed, Consent},
    violation::{Code, Finding},
    wall_clock::told_there,
};
use domain::message::MessageKind;
use jiff::SignedDuration;

const CONFIRMED_WITHIN: SignedDuration = SignedDuration::from_mins(5);
const ONE_CONFIRMATION: &str = "47 CFR 64.1200(a)(12)";

pub(crate) fn check(claim: &Claim) -> Option<Finding> {
    let Consent {
        agreed,
        since,
        confirmed_by,
    } = claim.thread.consent;
    let (kind, when) = (named(claim.kind), || told_there(&claim.place, claim.at));
    match agreed {
        Agreed::No { confirmable, at } => {
            let after = claim.at.duration_since(at);
            let confirms =
                claim.kind == MessageKind::Consent && confirmable.is_some() && claim.text.in_reply_to == confirmable;
            let forbidden = |says| Some(Finding::new(Code::AfterOptOut, since, says));
            if !confirms {
                return forbidden(format!(
                    "{kind} left {} after the contact had opted out, at {}.",
                    roughly(after),
                    when()
                ));
            }
            if after > CONFIRMED_WITHIN {
                let says = format!(
                    "The confirmation of an opt-out left {} after it, at {}; it may within 5 minutes.",
                    roughly(after),
                    when()
                );
                return forbidden(says).map(|finding| finding.by(ONE_CONFIRMATION));
            }
            let second = confirmed_by.is_some_and(|first| first != claim.id);
            let says = format!("A second confirmation of the same opt-out left at {}.", when());
            second
                .then(|| forbidden(says).map(|finding| finding.by(ONE_CONFIRMATION)))
                .flatten()
        }
        Agreed::Never | Agreed::Asked if claim.is_marketing() => {
            let so_far = match agreed {
                Agreed::Asked => "had been asked to confirm and had not answered",
                _ => "had never agreed to marketing",
            };
            let says = format!("{kind} left at {} to a contact who {so_far}.", when());
            Some(Finding::new(Code::WithoutConsent, since, says).by(&claim.pack.consent_source))
        }
        Agreed::Never | Agreed::Asked | Agreed::Yes { .. } => None,
    }
}
