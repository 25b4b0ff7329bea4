//! The whole log folded from zero, beside the running views: the auditor's proof that they say what the log says.

use crate::{
    StateHash, ViewError,
    fold::{BATCH, Folder},
    state_hash::state_hash,
    views,
};
use event_log::{EventLog, LogPosition};
use jiff::Timestamp;

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
    let mut folder = Folder::new(views::temporary()?);
    let mut events = 0;
    loop {
        let mut batch = log.read(folder.checkpoint()?, BATCH).await?;
        let wanted = batch
            .iter()
            .take_while(|recorded| until.is_none_or(|until| recorded.header.time <= until));
        batch.truncate(wanted.count());
        if batch.is_empty() {
            return Ok(Replayed {
                events,
                state_hash: state_hash(&folder.db)?,
            });
        }
        folder.prepare(log, &batch).await?;
        folder.apply(&batch)?;
        events += batch.len() as u64;
        progress(folder.checkpoint()?);
    }
}
