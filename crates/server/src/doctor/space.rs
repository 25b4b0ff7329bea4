//! Room on the disk: a log on a full one takes no writes.

use super::Findings;
use std::path::Path;

const LITTLE: u64 = 1 << 30;
const NONE: u64 = 64 << 20;

pub(super) fn examine(directory: &Path, findings: &mut Findings) {
    let found = match rustix::fs::statvfs(directory) {
        Ok(found) => found,
        Err(error) => {
            let says = format!("how much room is on the disk cannot be told: {error}");
            findings.notice("space", says, "look with `df`");
            return;
        }
    };
    let free = found.f_bavail.saturating_mul(found.f_frsize);
    let says = format!("{} are free on the disk", in_words(free));
    match free {
        0..NONE => findings.wrong("space", says, "make room: a log on a full disk takes no writes"),
        NONE..LITTLE => findings.notice("space", says, "make room soon: a log on a full disk takes no writes"),
        _ => findings.well("space", says),
    }
}

pub(super) fn in_words(bytes: u64) -> String {
    indicatif::HumanBytes(bytes).to_string()
}
