//! Sealed records and their proof, for who does not trust the keeper of the log.

use super::progress;
use event_log::{BundleError, EventLog, ProvableLog, SledLog};
use std::io::Write;

/// Writes the records after the first `from`, up to `to` or the log's end; returns how many.
pub fn bundle(log: &SledLog, from: u64, to: Option<u64>, mut out: impl Write) -> Result<u64, BundleError> {
    let last = to.unwrap_or(log.head().0);
    let bar = progress::bar("Bundling", last.saturating_sub(from));
    let written = log.write_bundle(from, to, &mut out, &mut |position| bar.set_position(position - from));
    bar.finish_and_clear();
    written
}
