//! Free text on WhatsApp only within 24 hours of the contact's last text.

use crate::{
    claim::{Claim, named, roughly},
    violation::{Code, Finding},
    wall_clock::told_there,
};
use jiff::SignedDuration;

const WINDOW: SignedDuration = SignedDuration::from_hours(24);

pub(crate) fn check(claim: &Claim) -> Option<Finding> {
    if !claim.text.whatsapp || claim.text.template {
        return None;
    }
    let (kind, when) = (named(claim.kind), || told_there(&claim.place, claim.at));
    let (position, says) = match claim.thread.heard {
        Some((heard, _)) if claim.at.duration_since(heard) < WINDOW => return None,
        Some((heard, position)) => {
            let after = roughly(claim.at.duration_since(heard));
            let says = format!(
                "{kind} without a template left at {}, {after} after the contact's last text.",
                when()
            );
            (Some(position), says)
        }
        None => {
            let says = format!(
                "{kind} without a template left at {} to a contact who had never written.",
                when()
            );
            (None, says)
        }
    };
    Some(Finding::new(Code::WhatsappWindow, position, says).by("WhatsApp Business Platform, customer service window"))
}
