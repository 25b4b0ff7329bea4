//! All views built anew beside those that are read: after a change of how they are filled, or when somebody doubts them.

use crate::{
    ViewError, Views, failure::Failure, file, fold::BATCH, lanes::Lanes, pace::Pace, standing::Progress, view::View,
};
use event_log::{EventLog, LogPosition};
use std::{fs::File, path::Path, sync::Arc};
use tokio::task::JoinHandle;

/// Why a rebuild came to nothing. The views stay as they were.
#[derive(thiserror::Error, Debug)]
pub enum RebuildError {
    #[error("the new `{view}` view stops short of the one in use: {failure}")]
    Fails { view: View, failure: Failure },
    #[error("the log ended before the views did: they are of another log")]
    Behind,
    #[error(transparent)]
    View(#[from] ViewError),
}

/// Builds the views of a server that is not running, and puts them in the place of those that are there.
pub async fn rebuild(
    path: &Path,
    log: &dyn EventLog,
    progress: impl FnMut(Progress),
) -> Result<LogPosition, RebuildError> {
    let mut next = Lanes::new(file::begin_next(path)?, BATCH)?;
    build(&mut next, log, 0, progress).await?;
    if let Some((view, failure)) = View::ALL.into_iter().find_map(|view| Some((view, next.failure(view)?))) {
        let failure = failure.clone();
        file::remove_next(path)?;
        return Err(RebuildError::Fails { view, failure });
    }
    file::finish_next(next.take_db()?, path)?;
    file::take_place(path)?;
    Ok(next.front())
}

/// Folds the log from its beginning until at most `rest` events are left.
async fn build(
    next: &mut Lanes,
    log: &dyn EventLog,
    rest: u64,
    mut progress: impl FnMut(Progress),
) -> Result<(), ViewError> {
    let pace = Pace::begin(0);
    loop {
        let moved = next.step(log).await?;
        let (done, all) = (next.rear().0, log.head().0);
        progress(pace.progress(done, all));
        if !moved || all.saturating_sub(done) <= rest {
            return Ok(());
        }
    }
}

/// A rebuild while others read.
#[derive(Debug)]
pub(crate) struct Rebuild {
    building: JoinHandle<Result<Lanes, RebuildError>>,
    built: Option<Result<Lanes, RebuildError>>,
}

impl Rebuild {
    pub fn begin(log: Arc<dyn EventLog>, views: Views, batch: usize) -> Self {
        let building = tokio::spawn(async move {
            let mut next = Lanes::new(file::begin_next(views.path())?, batch)?;
            let tell = |progress| views.tell_rebuild(progress);
            build(&mut next, log.as_ref(), batch as u64, tell).await?;
            // What is left to sync when the follower takes it over is little then.
            let path = file::next_to(views.path());
            let synced = tokio::task::spawn_blocking(move || File::open(path)?.sync_all()).await;
            synced.map_err(|_| ViewError::Stopped)?.map_err(ViewError::File)?;
            Ok(next)
        });
        Self { building, built: None }
    }

    pub fn has_ended(&self) -> bool {
        self.built.is_some() || self.building.is_finished()
    }

    /// Waits for the end of the rebuild, for ever if there is none.
    pub async fn ended(rebuild: Option<&mut Self>) {
        match rebuild {
            Some(rebuild) if rebuild.built.is_none() => rebuild.join().await,
            Some(_) => {}
            None => std::future::pending().await,
        }
    }

    /// The new tables, a little behind the log.
    pub async fn built(mut self) -> Result<Lanes, RebuildError> {
        if self.built.is_none() {
            self.join().await;
        }
        self.built.take().unwrap_or(Err(ViewError::Stopped.into()))
    }

    async fn join(&mut self) {
        let joined = (&mut self.building).await;
        self.built = Some(joined.unwrap_or(Err(ViewError::Stopped.into())));
    }
}

impl Drop for Rebuild {
    fn drop(&mut self) {
        self.building.abort();
    }
}
