//! How a data directory is, in plain words, and what to do. Looks only: a server may have it open, nothing is written.

mod backups;
mod finding;
mod keys;
mod log;
mod space;
mod views;

pub use finding::{Finding, Findings, Health};

use crate::config::{BackupConfig, ConfigError};
use event_log::LogPosition;
use jiff::Timestamp;
use std::path::Path;

/// Never fails itself: what cannot be looked at is a finding.
pub fn examine(directory: &Path, backups: &Result<Option<BackupConfig>, ConfigError>, now: Timestamp) -> Findings {
    let mut findings = Findings::of(directory);
    let inspection = match event_log::inspect(directory) {
        Ok(Some(inspection)) => inspection,
        Ok(None) => {
            let what = format!("there is no log in {}", directory.display());
            findings.wrong(
                "log",
                what,
                "name the data directory with --data; the first start of a server makes one",
            );
            space::examine(directory, &mut findings);
            return findings;
        }
        Err(error) => {
            let what = format!("{} cannot be read: {error}", directory.display());
            findings.wrong("log", what, "look after the disk and the rights of the directory");
            return findings;
        }
    };
    let head = inspection.witnessed.map_or(LogPosition(0), |(position, _)| position);
    log::examine(&inspection, now, &mut findings);
    keys::examine(directory, &mut findings);
    views::examine(&directory.join("views.sqlite3"), head, inspection.in_use, &mut findings);
    space::examine(directory, &mut findings);
    log::leftovers(&inspection, &mut findings);
    backups::examine(backups, head, now, &mut findings);
    findings
}
