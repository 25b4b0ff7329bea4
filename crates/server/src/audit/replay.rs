//! The whole log folded anew.

use super::progress;
use event_log::EventLog;
use jiff::Timestamp;
use projections::ViewError;
use serde::Serialize;
use std::time::Instant;

#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ReplayReport {
    pub events: u64,
    pub events_per_second: u64,
    /// BLAKE3 over everything the views hold, in hexadecimal digits: the same log gives the same one everywhere.
    pub state_hash: String,
    /// Position of the newest event in the log.
    pub head: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

pub async fn replay(log: &dyn EventLog, until: Option<Timestamp>) -> Result<ReplayReport, ViewError> {
    let head = log.head().0;
    let bar = progress::bar("Replaying", head);
    let started = Instant::now();
    let replayed = projections::replay(log, until, |position| bar.set_position(position.0)).await?;
    let micros = started.elapsed().as_micros().max(1);
    bar.finish_and_clear();
    Ok(ReplayReport {
        events: replayed.events,
        events_per_second: u64::try_from(u128::from(replayed.events) * 1_000_000 / micros).unwrap_or(u64::MAX),
        state_hash: replayed.state_hash.to_string(),
        head,
        until,
    })
}
