//! Keeps the views up with the log. Being woken and catching up take the same path: read after the checkpoint, fold,
//! commit, tell.

use crate::{
    ViewError, Views,
    checkpoint::{self, Checkpoint},
    file,
    fold::BATCH,
    lanes::Lanes,
    rebuild::{Rebuild, RebuildError},
    view::View,
    views::RebuildAsked,
};
use event_log::{EventLog, LogPosition, Recorded};
use std::{fmt, future::Future, path::Path, pin::pin, sync::Arc, time::Duration};
use tokio::{sync::mpsc, time::Instant};

/// A view that stands still is tried again after so long: the disk may have had no room.
const RETRY_AFTER: Duration = Duration::from_secs(60);

/// The one who writes the views. There is one for each file.
pub struct Follower {
    log: Arc<dyn EventLog>,
    views: Views,
    lanes: Lanes,
    rebuilds: mpsc::Receiver<RebuildAsked>,
    rebuild: Option<Rebuild>,
    /// When failed views are tried again.
    retry_at: Option<Instant>,
    retry_after: Duration,
    batch: usize,
}

impl fmt::Debug for Follower {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Follower")
            .field("log", &self.log)
            .field("lanes", &self.lanes)
            .finish_non_exhaustive()
    }
}

/// Opens the views in this file, or starts them anew if it is missing, damaged, of another version or of another log.
pub async fn open(path: &Path, log: Arc<dyn EventLog>) -> Result<(Views, Follower), ViewError> {
    file::remove_next(path)?;
    let mut writer = file::open_writer(path)?;
    if !belong(checkpoint::all(&writer)?, log.as_ref()).await? {
        tracing::warn!("the views belong to another log and are built anew");
        file::clear(&mut writer)?;
    }
    let (views, rebuilds) = Views::open(path)?;
    let mut follower = Follower {
        log,
        views: views.clone(),
        lanes: Lanes::new(writer, BATCH)?,
        rebuilds,
        rebuild: None,
        retry_at: None,
        retry_after: RETRY_AFTER,
        batch: BATCH,
    };
    follower.tell();
    Ok((views, follower))
}

impl Follower {
    /// Folds at most so many events in one transaction.
    pub fn with_batch(mut self, events: usize) -> Self {
        self.batch = events.max(1);
        self.lanes.set_batch(self.batch);
        self
    }

    /// Tries views that stand still again after so long.
    pub fn with_retry_after(mut self, pause: Duration) -> Self {
        self.retry_after = pause;
        self
    }

    /// Follows the log until `shutdown` is there. A view that fails says so in the health and stands still at its
    /// checkpoint until it is tried again, after a minute; the others go on.
    pub async fn run(mut self, shutdown: impl Future<Output = ()>) {
        let mut shutdown = pin!(shutdown);
        let mut head = self.log.watch();
        loop {
            head.borrow_and_update();
            loop {
                match self.work().await {
                    Ok(true) => {}
                    Ok(false) => break,
                    Err(error) => {
                        tracing::error!(%error, position = self.lanes.front().0, "the views are not followed any more");
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
                () = until(self.retry_at) => {}
                Some(RebuildAsked) = self.rebuilds.recv() => self.begin_rebuild(),
                () = Rebuild::ended(self.rebuild.as_mut()) => {}
            }
        }
    }

    /// Folds everything up to the end of the log, and tells how far that was. If a view fails, the others are brought
    /// there before the error is told.
    pub async fn catch_up(&mut self) -> Result<LogPosition, ViewError> {
        while self.step().await? {}
        let failed = View::ALL
            .into_iter()
            .find_map(|view| Some((view, self.lanes.failure(view)?)));
        match failed {
            Some((view, failure)) => Err(ViewError::Failed {
                view,
                checkpoint: self.lanes.checkpoint(view),
                failure: failure.clone(),
            }),
            None => Ok(self.lanes.front()),
        }
    }

    /// Lets the views that stand still try again now, rather than in a minute.
    pub fn retry(&mut self) {
        self.lanes.retry();
        self.retry_at = None;
    }

    /// Whatever there is to do next; `false` if that is nothing.
    async fn work(&mut self) -> Result<bool, ViewError> {
        if self.retry_at.is_some_and(|at| at <= Instant::now()) {
            self.retry();
        }
        if let Ok(RebuildAsked) = self.rebuilds.try_recv() {
            self.begin_rebuild();
        }
        if let Some(rebuild) = self.rebuild.take_if(|rebuild| rebuild.has_ended()) {
            self.end_rebuild(rebuild).await?;
        }
        self.step().await
    }

    async fn step(&mut self) -> Result<bool, ViewError> {
        let moved = self.lanes.step(self.log.as_ref()).await?;
        if self.lanes.has_failed() && self.retry_at.is_none() {
            self.retry_at = Some(Instant::now() + self.retry_after);
        }
        self.tell();
        Ok(moved)
    }

    /// Whoever waits for the views learns how far they are.
    fn tell(&mut self) {
        let standing = self.lanes.health(self.log.head());
        self.views.tell(|health| health.views = standing);
    }

    fn begin_rebuild(&mut self) {
        tracing::info!("the views are being rebuilt");
        self.rebuild = Some(Rebuild::begin(self.log.clone(), self.views.clone(), self.batch));
    }

    async fn end_rebuild(&mut self, rebuild: Rebuild) -> Result<(), ViewError> {
        let replaced = match rebuild.built().await {
            Ok(next) => self.replace(next).await?,
            Err(error) => Err(error),
        };
        let failed = match replaced {
            Ok(()) => {
                tracing::info!(position = self.lanes.front().0, "the views were rebuilt");
                None
            }
            Err(error) => {
                tracing::error!(%error, "the views could not be rebuilt and stay as they were");
                file::remove_next(self.views.path())?;
                Some(error.to_string())
            }
        };
        self.views.tell(|health| {
            health.rebuild = None;
            health.rebuild_failed = failed;
        });
        Ok(())
    }

    /// Puts new tables in the place of those that are read. Nobody sees less than before: the new ones are taken at
    /// least as far first, while these stand still.
    async fn replace(&mut self, mut next: Lanes) -> Result<Result<(), RebuildError>, ViewError> {
        if let Err(error) = self.overtake(&mut next).await {
            return Ok(Err(error));
        }
        let (next, old) = (next.take_db()?, self.lanes.take_db()?);
        let exchange = move |path: &Path| {
            drop(old);
            file::finish_next(next, path)?;
            file::take_place(path)
        };
        let (writer, exchanged) = self.views.exchange(exchange).await?;
        self.lanes = Lanes::new(writer, self.batch)?;
        self.tell();
        Ok(exchanged.map_err(RebuildError::from))
    }

    async fn overtake(&mut self, next: &mut Lanes) -> Result<(), RebuildError> {
        loop {
            let behind: Vec<View> = View::ALL
                .into_iter()
                .filter(|view| next.checkpoint(*view) < self.lanes.checkpoint(*view))
                .collect();
            if behind.is_empty() {
                return Ok(());
            }
            let failed = behind.iter().find_map(|view| Some((*view, next.failure(*view)?)));
            if let Some((view, failure)) = failed {
                let failure = failure.clone();
                return Err(RebuildError::Fails { view, failure });
            }
            if !next.step(self.log.as_ref()).await? {
                return Err(RebuildError::Behind);
            }
        }
    }
}

async fn until(at: Option<Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}

/// Whether the events at the checkpoints are those that were folded: a log that was restored from an older backup, or
/// begun anew, would otherwise be mixed with what the old one said.
async fn belong(checkpoints: Vec<Checkpoint>, log: &dyn EventLog) -> Result<bool, ViewError> {
    let mut known: Option<Recorded> = None;
    for Checkpoint { position, mark } in checkpoints {
        if position == LogPosition(0) {
            continue;
        }
        if known.as_ref().is_none_or(|event| event.header.position != position) {
            known = log.read(LogPosition(position.0 - 1), 1).await?.pop();
        }
        if known
            .as_ref()
            .is_none_or(|event| checkpoint::mark(&event.header) != mark)
        {
            return Ok(false);
        }
    }
    Ok(true)
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
