//! The hours of the law where the contact may be, and those of the store.

use crate::{
    claim::{Claim, named},
    store::{self, Settings},
    violation::{Code, Finding},
    wall_clock::{Quiet, quiet, told},
};

pub(crate) fn check(claim: &Claim) -> Option<Finding> {
    let kind = named(claim.kind);
    match quiet(&claim.place, claim.is_marketing(), claim.at)? {
        Quiet::Closed(closed) => {
            let when = told(closed.local, closed.zone);
            let may_be = if claim.place.zones.len() > 1 || claim.place.regions.len() > 1 {
                "may have been"
            } else {
                "was"
            };
            let (name, said) = (&closed.row.name, closed.said());
            let says = format!("{kind} left when it {may_be} {when} where the contact is; in {name} {said}.");
            Some(Finding::new(Code::QuietHours, None, says).by(&closed.row.source))
        }
        Quiet::Nowhere => {
            let says = format!("{kind} left, and nobody knew where the contact was and so what time it was there.");
            Some(Finding::new(Code::QuietHours, None, says))
        }
    }
}

/// For what the store sends of its own accord.
pub(crate) fn of_store(claim: &Claim, settings: &Settings) -> Option<Finding> {
    let (hours, position) = settings.hours.as_ref().filter(|_| claim.is_unasked())?;
    let shown = store::is_open(hours, claim.at).err()?;
    let says = format!("{} left outside the store's own hours: {shown}.", named(claim.kind));
    Some(Finding::new(Code::StoreHours, *position, says).by("the store's own settings"))
}
