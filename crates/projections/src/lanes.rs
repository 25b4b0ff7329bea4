//! Views that have got equally far are folded together, from one reading of the log and in one transaction a batch: a
//! lane. As a rule there is one. A view that fails is left behind; tried again later, it has a lane of its own until it
//! has caught up with the others.

use crate::{
    ViewError, checkpoint, erasure,
    failure::{Failure, is_about_an_event},
    fold::{self, Stopped, Threads},
    pace::Pace,
    standing::{ViewHealth, ViewState},
    view::View,
};
use event_log::{EventLog, LogPosition, Recorded, StreamId};
use rusqlite::Connection;
use std::{
    collections::HashSet,
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

/// Writes the views' tables. Owns the only connection that does.
pub struct Lanes {
    /// Away while a batch is being written.
    tables: Option<Tables>,
    batch: usize,
    checkpoints: [LogPosition; View::ALL.len()],
    failures: [Option<Failure>; View::ALL.len()],
    paces: [Option<Pace>; View::ALL.len()],
}

struct Tables {
    db: Connection,
    front: Threads,
    rear: Threads,
    erased: HashSet<StreamId>,
}

#[derive(Clone, Copy)]
enum Place {
    Front,
    Rear,
}

/// Views that go on from the same position.
struct Lane {
    views: Vec<View>,
    after: LogPosition,
    /// Events to read: the rear one ends where it meets the next, to go on together.
    limit: usize,
}

/// The beginning of a batch that was read once.
#[derive(Clone)]
struct Events {
    after: LogPosition,
    all: Arc<Vec<Recorded>>,
    taken: usize,
}

impl Events {
    fn slice(&self) -> &[Recorded] {
        &self.all[..self.taken]
    }
}

impl fmt::Debug for Lanes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lanes")
            .field("checkpoints", &self.checkpoints)
            .field("failures", &self.failures)
            .finish_non_exhaustive()
    }
}

impl Lanes {
    pub fn new(db: Connection, batch: usize) -> Result<Self, ViewError> {
        let mut checkpoints = [LogPosition(0); View::ALL.len()];
        for view in View::ALL {
            checkpoints[view.index()] = checkpoint::read(&db, view)?.position;
        }
        Ok(Self {
            checkpoints,
            tables: Some(Tables {
                erased: erasure::streams(&db)?,
                db,
                front: Threads::default(),
                rear: Threads::default(),
            }),
            batch,
            failures: Default::default(),
            paces: Default::default(),
        })
    }

    pub fn set_batch(&mut self, events: usize) {
        self.batch = events.max(1);
    }

    /// Ends the writing here, so that the file can be closed.
    pub fn take_db(&mut self) -> Result<Connection, ViewError> {
        self.tables.take().map(|tables| tables.db).ok_or(ViewError::Stopped)
    }

    pub fn checkpoint(&self, view: View) -> LogPosition {
        self.checkpoints[view.index()]
    }

    /// The position of the view that has got furthest.
    pub fn front(&self) -> LogPosition {
        self.checkpoints.into_iter().max().unwrap_or_default()
    }

    /// The position of the view that is furthest behind and goes on.
    pub fn rear(&self) -> LogPosition {
        self.going().map(|(_, at)| at).min().unwrap_or_else(|| self.front())
    }

    pub fn failure(&self, view: View) -> Option<&Failure> {
        self.failures[view.index()].as_ref()
    }

    pub fn has_failed(&self) -> bool {
        self.failures.iter().any(Option::is_some)
    }

    /// Lets the failed views try once more.
    pub fn retry(&mut self) {
        self.failures = Default::default();
    }

    /// Folds the next batch of the views in front, and of those furthest behind; `false` if there was nothing to do.
    pub async fn step(&mut self, log: &dyn EventLog) -> Result<bool, ViewError> {
        let mut moved = false;
        if let Some(lane) = self.front_lane() {
            moved |= self.fold_lane(log, Place::Front, lane).await?;
        }
        if let Some(lane) = self.rear_lane() {
            moved |= self.fold_lane(log, Place::Rear, lane).await?;
        }
        Ok(moved)
    }

    /// How each view is doing, against the end of the log.
    pub fn health(&mut self, head: LogPosition) -> Vec<ViewHealth> {
        let front = self.front();
        let health = View::ALL.map(|view| {
            let checkpoint = self.checkpoint(view);
            let pace = &mut self.paces[view.index()];
            let is_behind = checkpoint < front || head.0.saturating_sub(checkpoint.0) > fold::BATCH as u64;
            let state = match &self.failures[view.index()] {
                Some(failure) => ViewState::Failed(failure.clone()),
                None if is_behind => {
                    let pace = pace.get_or_insert_with(|| Pace::begin(checkpoint.0));
                    ViewState::CatchingUp(pace.progress(checkpoint.0, head.0))
                }
                None => ViewState::Following,
            };
            if !matches!(state, ViewState::CatchingUp(_)) {
                *pace = None;
            }
            ViewHealth {
                view,
                checkpoint,
                state,
            }
        });
        health.into()
    }

    fn going(&self) -> impl Iterator<Item = (View, LogPosition)> {
        View::ALL
            .into_iter()
            .filter(|view| self.failure(*view).is_none())
            .map(|view| (view, self.checkpoint(view)))
    }

    fn front_lane(&self) -> Option<Lane> {
        let after = self.going().map(|(_, at)| at).max()?;
        Some(self.lane(after, self.batch))
    }

    fn rear_lane(&self) -> Option<Lane> {
        let after = self.going().map(|(_, at)| at).min()?;
        let next = self.going().map(|(_, at)| at).filter(|at| *at > after).min()?;
        let gap = usize::try_from(next.0 - after.0).unwrap_or(usize::MAX);
        Some(self.lane(after, self.batch.min(gap)))
    }

    fn lane(&self, after: LogPosition, limit: usize) -> Lane {
        let views = self.going().filter(|(_, at)| *at == after).map(|(view, _)| view);
        Lane {
            views: views.collect(),
            after,
            limit,
        }
    }

    async fn fold_lane(&mut self, log: &dyn EventLog, place: Place, lane: Lane) -> Result<bool, ViewError> {
        let Lane { views, after, limit } = lane;
        let all = match log.read(after, limit).await {
            Ok(events) if events.is_empty() => return Ok(false),
            Ok(events) => Arc::new(events),
            Err(error) => {
                let error = ViewError::from(error);
                for view in views {
                    self.stop(view, Failure::new(LogPosition(after.0 + 1), 0, &error));
                }
                return Ok(false);
            }
        };
        let events = Events {
            after,
            taken: all.len(),
            all,
        };
        if self.fold(log, place, &views, &events).await?.is_ok() {
            return Ok(true);
        }
        // Which of them it was is seen when each goes alone.
        for view in views {
            self.fold_alone(log, place, view, events.clone()).await?;
        }
        Ok(true)
    }

    /// Takes a view as far as it gets in these events: right before the one that it cannot fold.
    async fn fold_alone(
        &mut self,
        log: &dyn EventLog,
        place: Place,
        view: View,
        mut events: Events,
    ) -> Result<(), ViewError> {
        let mut stopped_before = None;
        loop {
            let Err(Stopped { at, error }) = self.fold(log, place, &[view], &events).await? else {
                if let Some(failure) = stopped_before {
                    self.stop(view, failure);
                }
                return Ok(());
            };
            let before = |at: LogPosition| events.slice().partition_point(|event| event.header.position < at);
            let fits = match at {
                _ if !is_about_an_event(&error) => 0,
                Some(at) => before(at),
                // What is written at the end of a batch may be any event's: half of them may go well.
                None => events.taken / 2,
            };
            let header = &events.all[fits].header;
            let failure = Failure::new(header.position, header.schema, &error);
            if fits == 0 {
                self.stop(view, failure);
                return Ok(());
            }
            stopped_before = at.is_some().then_some(failure);
            events.taken = fits;
        }
    }

    /// Folds all of these events into these views, or says what kept it from doing so.
    async fn fold(
        &mut self,
        log: &dyn EventLog,
        place: Place,
        views: &[View],
        events: &Events,
    ) -> Result<Result<(), Stopped>, ViewError> {
        let mut tables = self.tables.take().ok_or(ViewError::Stopped)?;
        if views.iter().any(|view| view.follows_conversations()) {
            let prepared = tables.prepare(place, log, events).await;
            if let Err(error) = prepared {
                tables.threads(place).forget();
                self.tables = Some(tables);
                return Ok(Err(Stopped { at: None, error }));
            }
        }
        let (batch, among) = (events.clone(), views.to_vec());
        let writing = tokio::task::spawn_blocking(move || {
            let applied = tables.apply(place, &among, batch.slice());
            (tables, applied)
        });
        let (tables, applied) = writing.await.map_err(|_| ViewError::Stopped)?;
        self.tables = Some(tables);
        if applied.is_ok()
            && let Some(last) = events.slice().last()
        {
            for view in views {
                self.checkpoints[view.index()] = last.header.position;
            }
        }
        Ok(applied)
    }

    fn stop(&mut self, view: View, failure: Failure) {
        tracing::error!(%view, checkpoint = self.checkpoint(view).0, %failure, "a view stands still");
        self.failures[view.index()] = Some(failure);
    }
}

impl Tables {
    fn threads(&mut self, place: Place) -> &mut Threads {
        match place {
            Place::Front => &mut self.front,
            Place::Rear => &mut self.rear,
        }
    }

    async fn prepare(&mut self, place: Place, log: &dyn EventLog, events: &Events) -> Result<(), ViewError> {
        let threads = match place {
            Place::Front => &mut self.front,
            Place::Rear => &mut self.rear,
        };
        threads.prepare(log, events.after, events.slice(), &self.erased).await
    }

    fn apply(&mut self, place: Place, views: &[View], events: &[Recorded]) -> Result<(), Stopped> {
        let Self {
            db,
            front,
            rear,
            erased,
        } = self;
        let threads = match place {
            Place::Front => front,
            Place::Rear => rear,
        };
        // A panic undoes the transaction on its way; nothing else is shared with what comes later.
        let applied = catch_unwind(AssertUnwindSafe(|| fold::apply(db, threads, erased, views, events)));
        let applied = applied.unwrap_or(Err(Stopped {
            at: None,
            error: ViewError::Panicked,
        }));
        if applied.is_err() {
            threads.forget();
        }
        applied
    }
}
