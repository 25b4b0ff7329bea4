//! The views: nothing in them can be lost, but a start may have to fold.

use super::Findings;
use event_log::LogPosition;
use projections::ViewsFound;
use std::path::Path;

/// A running server's views are never further behind for long.
const BEHIND: u64 = 10_000;

pub(super) fn examine(file: &Path, head: LogPosition, in_use: bool, findings: &mut Findings) {
    let anew = "nothing is lost: the next start builds them from the log";
    match projections::inspect(file) {
        Ok(None) => findings.notice("views", "there are no views yet", anew),
        Ok(Some(ViewsFound { current: false, .. })) => {
            findings.notice("views", "the views were written by another version", anew);
        }
        Ok(Some(ViewsFound { checkpoint, .. })) if checkpoint > head && !in_use => {
            findings.notice("views", "the views know more than the log", anew);
        }
        Ok(Some(ViewsFound { checkpoint, .. })) => {
            let behind = head.0.saturating_sub(checkpoint.0);
            let says = format!("the views are {behind} events behind the log");
            match (behind, in_use) {
                (0, _) => findings.well("views", "the views show the whole log"),
                (BEHIND.., true) => {
                    findings.notice("views", says, "look at /readyz, which says whether they stand still");
                }
                (_, true) => findings.well("views", says),
                (_, false) => findings.notice("views", says, "the next start catches up"),
            }
        }
        Err(error) => findings.notice("views", format!("the views cannot be read: {error}"), anew),
    }
}
