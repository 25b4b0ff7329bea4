//! Every send of the log judged a second time.

use super::progress;
use ::audit::{Audit, AuditError, Report};
use event_log::{EventLog, LogPosition, ReadError};
use jiff::Timestamp;

const PAGE: usize = 1_000;

#[derive(thiserror::Error, Debug)]
pub enum SendingError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("the log cannot be judged to its end: {0}")]
    Audit(#[from] AuditError),
}

/// Reads the log once, page by page. What left before `since` is not judged, but still counts for what left later.
pub async fn sending(log: &dyn EventLog, since: Option<Timestamp>, strict: bool) -> Result<Report, SendingError> {
    let bar = progress::bar("Auditing", log.head().0);
    let mut audit = Audit::default().since(since).strict(strict);
    let mut after = LogPosition(0);
    loop {
        let page = log.read(after, PAGE).await?;
        let Some(last) = page.last() else { break };
        for recorded in &page {
            audit.record(recorded)?;
        }
        after = last.header.position;
        bar.set_position(after.0);
    }
    bar.finish_and_clear();
    Ok(audit.report())
}
