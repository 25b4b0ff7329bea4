//! Keeps the views up with the log. Being woken and catching up take the same path: read after the checkpoint, fold,
//! commit, tell.

use crate::{
    ViewError, Views,
    fold::{BATCH, Folder},
    sql,
    views::Progress,
};
use event_log::{EventLog, LogPosition, Recorded};
use rusqlite::{OptionalExtension, params};
use std::{fmt, future::Future, path::Path, pin::pin, sync::Arc};

/// The one who writes the views. There is one for each file.
pub struct Follower {
    log: Arc<dyn EventLog>,
    /// Away while a batch is being written.
    folder: Option<Folder>,
    progress: Progress,
    batch: usize,
}

impl fmt::Debug for Follower {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Follower")
            .field("log", &self.log)
            .finish_non_exhaustive()
    }
}

/// Opens the views in this file, or starts them anew if it is missing, damaged, of another version or of another log.
pub async fn open(path: &Path, log: Arc<dyn EventLog>) -> Result<(Views, Follower), ViewError> {
    let (views, writer, progress) = Views::open(path)?;
    let mut folder = Folder::new(writer);
    if !belongs(&mut folder, log.as_ref()).await? {
        tracing::warn!("the views belong to another log and are built anew");
        folder.clear()?;
        progress.position.send_replace(folder.checkpoint()?);
    }
    Ok((
        views,
        Follower {
            log,
            folder: Some(folder),
            progress,
            batch: BATCH,
        },
    ))
}

impl Follower {
    /// Folds at most so many events in one transaction.
    pub fn with_batch(mut self, events: usize) -> Self {
        self.batch = events.max(1);
        self
    }

    /// Follows the log until `shutdown` is there. A failure is told in the views' health; they stand still then, at
    /// their checkpoint, until the next start.
    pub async fn run(mut self, shutdown: impl Future<Output = ()>) {
        let mut shutdown = pin!(shutdown);
        let mut head = self.log.watch();
        loop {
            head.borrow_and_update();
            loop {
                match self.step().await {
                    Ok(true) => {}
                    Ok(false) => break,
                    Err(error) => {
                        tracing::error!(%error, checkpoint = self.progress.position.borrow().0, "the views stand still");
                        self.progress.failure.send_replace(Some(error.to_string()));
                        return shutdown.await;
                    }
                }
                tokio::select! {
                    biased;
                    () = &mut shutdown => return,
                    () = std::future::ready(()) => {}
                }
            }
            tokio::select! {
                () = &mut shutdown => return,
                changed = head.changed() => if changed.is_err() { return },
            }
        }
    }

    /// Folds everything up to the end of the log, and tells how far that was.
    pub async fn catch_up(&mut self) -> Result<LogPosition, ViewError> {
        while self.step().await? {}
        Ok(*self.progress.position.borrow())
    }

    /// Folds the next batch; `false` if there is none.
    async fn step(&mut self) -> Result<bool, ViewError> {
        let mut folder = self.folder.take().ok_or(ViewError::Stopped)?;
        let batch = match next_batch(&mut folder, self.log.as_ref(), self.batch).await {
            Ok(batch) => batch,
            Err(error) => {
                self.folder = Some(folder);
                return Err(error);
            }
        };
        let writing = tokio::task::spawn_blocking(move || {
            let applied = if batch.is_empty() {
                Ok(false)
            } else {
                folder.apply(&batch).map(|()| true)
            };
            (folder, applied)
        });
        let (folder, applied) = writing.await.map_err(|_| ViewError::Stopped)?;
        // Also after a failure: what was folded before it can be seen.
        self.progress.position.send_replace(folder.checkpoint()?);
        self.folder = Some(folder);
        applied
    }
}

/// Reads what comes after the checkpoint, with the conversations that it continues.
async fn next_batch(folder: &mut Folder, log: &dyn EventLog, limit: usize) -> Result<Vec<Recorded>, ViewError> {
    let batch = log.read(folder.checkpoint()?, limit).await?;
    folder.prepare(log, &batch).await?;
    Ok(batch)
}

/// Whether the event at the checkpoint is the one that was folded: a log that was restored from an older backup, or
/// begun anew, would otherwise be mixed with what the old one said.
async fn belongs(folder: &mut Folder, log: &dyn EventLog) -> Result<bool, ViewError> {
    let checkpoint = folder.checkpoint()?;
    if checkpoint == LogPosition(0) {
        return Ok(true);
    }
    let recorded = log.read(LogPosition(checkpoint.0 - 1), 1).await?;
    let Some(header) = recorded.first().map(|recorded| &recorded.header) else {
        return Ok(false);
    };
    let mut same = folder.db.prepare_cached(
        "SELECT 1 FROM event WHERE position = ?1 AND stream = ?2 AND version = ?3 AND type = ?4 AND at = ?5",
    )?;
    let found = same
        .query_row(
            params![
                sql::integer(checkpoint.0),
                header.stream.0,
                sql::integer(header.version.0),
                header.event_type,
                sql::nanos(header.time)
            ],
            |_| Ok(()),
        )
        .optional()?;
    Ok(found.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_follower_can_run_on_any_thread() {
        fn runs_anywhere<T: Send>(_: impl FnOnce(Follower) -> T) {}
        runs_anywhere(|follower| follower.run(std::future::pending()));
    }
}
