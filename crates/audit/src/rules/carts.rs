//! What holds for reminders of carts alone.

use crate::{
    claim::Claim,
    thread::Agreed,
    violation::{Code, Finding},
    wall_clock::told_there,
};
use domain::message::MessageKind;

/// In some countries the words of the consent have to speak of carts.
pub(crate) fn consent(claim: &Claim) -> Option<Finding> {
    let rule = &claim.pack.cart;
    if claim.kind != MessageKind::Cart || !rule.consent_must_name_carts {
        return None;
    }
    // Without any consent something else is wrong, and told.
    let silent = claim.thread.consent.agreed == Agreed::Yes { names_carts: false };
    silent.then(|| {
        let says = format!(
            "A cart reminder left at {} under a consent whose words do not speak of carts.",
            told_there(&claim.place, claim.at)
        );
        Finding::new(Code::CartConsent, claim.thread.consent.since, says).by(&rule.source)
    })
}

/// Nobody is reminded of what they have bought.
pub(crate) fn ordered(claim: &Claim) -> Option<Finding> {
    let about = claim
        .text
        .about
        .as_deref()
        .filter(|_| claim.kind == MessageKind::Cart)?;
    let order = claim.thread.cart(about)?.ordered?;
    let says = format!(
        "A cart reminder left at {} after the cart had become an order.",
        told_there(&claim.place, claim.at)
    );
    Some(Finding::new(Code::CartOrdered, order, says))
}
