//! The whole log folded from zero, beside the running views: the auditor's proof that they say what the log says.

use crate::{
    StateHash, ViewError, file,
    fold::{BATCH, Threads, apply},
    state_hash::state_hash,
    view::View,
};
use event_log::{EventLog, LogPosition};
use jiff::Timestamp;
use std::collections::HashSet;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Replayed {
    pub events: u64,
    pub state_hash: StateHash,
}

/// Folds the log from its beginning into a database of its own, up to its end or to the first event after `until`.
/// `progress` is told the position after each batch.
pub async fn replay(
    log: &dyn EventLog,
    until: Option<Timestamp>,
    mut progress: impl FnMut(LogPosition),
) -> Result<Replayed, ViewError> {
    let (mut db, mut threads) = (file::temporary()?, Threads::default());
    let (mut events, mut after) = (0, LogPosition(0));
    let mut erased = HashSet::new();
    loop {
        let mut batch = log.read(after, BATCH).await?;
        let wanted = batch
            .iter()
            .take_while(|recorded| until.is_none_or(|until| recorded.header.time <= until));
        batch.truncate(wanted.count());
        let Some(last) = batch.last() else {
            return Ok(Replayed {
                events,
                state_hash: state_hash(&db)?,
            });
        };
        threads.prepare(log, after, &batch, &erased).await?;
        apply(&mut db, &mut threads, &mut erased, &View::ALL, &batch).map_err(|stopped| stopped.error)?;
        after = last.header.position;
        events += batch.len() as u64;
        progress(after);
    }
}
