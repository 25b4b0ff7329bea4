//! The views, to be asked: who reads them, how far they got, who waits for what.

use crate::{
    ViewError, file,
    standing::{Health, Progress, ViewState},
    view::View,
};
use event_log::LogPosition;
use parking_lot::Mutex;
use rusqlite::{Connection, TransactionBehavior};
use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tokio::sync::{Semaphore, mpsc, watch};

/// Queries that run side by side. They share the processor with the folding, more would only wait for each other.
const READERS: usize = 4;

/// The views, to be asked. Cheap to clone; a handle stays good when the file is rebuilt.
#[derive(Clone)]
pub struct Views {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    readers: Mutex<Vec<Connection>>,
    permits: Arc<Semaphore>,
    health: watch::Sender<Health>,
    moved: watch::Sender<LogPosition>,
    rebuilds: mpsc::Sender<RebuildAsked>,
}

/// Somebody wants the views to be rebuilt.
#[derive(Debug)]
pub(crate) struct RebuildAsked;

/// There is one rebuild at a time.
#[derive(thiserror::Error, Clone, Copy, PartialEq, Eq, Debug)]
pub enum RebuildRefused {
    #[error("the views are being rebuilt already: see how far that is, and wait for its end")]
    Running,
    /// Everything is being shut down.
    #[error("the views have stopped")]
    Stopped,
}

impl fmt::Debug for Views {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Views")
            .field("position", &self.position())
            .finish_non_exhaustive()
    }
}

impl Views {
    /// Readers of the file, which must be there, and what asks for rebuilds.
    pub(crate) fn open(path: &Path) -> Result<(Self, mpsc::Receiver<RebuildAsked>), ViewError> {
        let (rebuilds, asked) = mpsc::channel(1);
        let inner = Inner {
            path: path.to_owned(),
            readers: Mutex::new(readers(path)?),
            permits: Arc::new(Semaphore::new(READERS)),
            health: watch::Sender::default(),
            moved: watch::Sender::default(),
            rebuilds,
        };
        Ok((Self { inner: Arc::new(inner) }, asked))
    }

    /// The newest event that can be seen in the views. One of them may be behind: see [`Views::checkpoint`].
    pub fn position(&self) -> LogPosition {
        let health = self.inner.health.borrow();
        let checkpoints = health.views.iter().map(|view| view.checkpoint);
        checkpoints.max().unwrap_or_default()
    }

    /// The newest event that can be seen in this view.
    pub fn checkpoint(&self, view: View) -> LogPosition {
        let health = self.inner.health.borrow();
        health.of(view).map(|health| health.checkpoint).unwrap_or_default()
    }

    /// Wakes whenever a view has moved on; the value is [`Views::position`].
    pub fn watch(&self) -> watch::Receiver<LogPosition> {
        self.inner.moved.subscribe()
    }

    pub fn health(&self) -> Health {
        self.inner.health.borrow().clone()
    }

    /// Wakes whenever the health changes.
    pub fn watch_health(&self) -> watch::Receiver<Health> {
        self.inner.health.subscribe()
    }

    /// Builds all views anew beside those that are read, which they replace in one moment. Returns at once.
    pub fn rebuild(&self) -> Result<(), RebuildRefused> {
        let all = self.position().0;
        let is_first = self.inner.health.send_if_modified(|health| {
            let is_first = health.rebuild.is_none();
            health.rebuild.get_or_insert(Progress {
                done: 0,
                all,
                seconds_left: None,
            });
            is_first
        });
        if !is_first {
            return Err(RebuildRefused::Running);
        }
        self.inner.rebuilds.try_send(RebuildAsked).map_err(|_| {
            self.tell(|health| health.rebuild = None);
            RebuildRefused::Stopped
        })
    }

    /// Waits until the event at `position` can be seen in every view that goes on, at most for `patience`.
    pub async fn wait_for(&self, position: LogPosition, patience: Duration) -> Result<(), ViewError> {
        self.wait_until(patience, position, |health| {
            let checkpoints = health.views.iter().map(|view| view.checkpoint);
            checkpoints
                .max()
                .is_some_and(|front| front >= position)
                .then_some(Ok(()))
        })
        .await
    }

    /// Waits until the event at `position` can be seen in this view, at most for `patience`, and not at all for a view
    /// that stands still.
    pub async fn wait_for_view(&self, view: View, position: LogPosition, patience: Duration) -> Result<(), ViewError> {
        self.wait_until(patience, position, |health| {
            let known = health.of(view)?;
            match &known.state {
                _ if known.checkpoint >= position => Some(Ok(())),
                ViewState::Failed(failure) => Some(Err(ViewError::Failed {
                    view,
                    checkpoint: known.checkpoint,
                    failure: failure.clone(),
                })),
                ViewState::Following | ViewState::CatchingUp(_) => None,
            }
        })
        .await
    }

    async fn wait_until(
        &self,
        patience: Duration,
        wanted: LogPosition,
        mut known: impl FnMut(&Health) -> Option<Result<(), ViewError>>,
    ) -> Result<(), ViewError> {
        let mut health = self.inner.health.subscribe();
        let mut answer = None;
        let waiting = health.wait_for(|health| {
            answer = known(health);
            answer.is_some()
        });
        let waited = tokio::time::timeout(patience, waiting).await.map(drop);
        match (waited, answer) {
            (Ok(()), Some(answer)) => answer,
            _ => Err(ViewError::Behind {
                wanted,
                checkpoint: self.position(),
            }),
        }
    }

    /// An error if the view is behind the others: for those who act on what it says.
    pub fn must_follow(&self, view: View) -> Result<(), ViewError> {
        let (front, health) = (self.position(), self.inner.health.borrow());
        match health.of(view) {
            Some(known) if known.checkpoint >= front => Ok(()),
            Some(known) => Err(match &known.state {
                ViewState::Failed(failure) => ViewError::Failed {
                    view,
                    checkpoint: known.checkpoint,
                    failure: failure.clone(),
                },
                ViewState::Following | ViewState::CatchingUp(_) => ViewError::Behind {
                    wanted: front,
                    checkpoint: known.checkpoint,
                },
            }),
            None => Err(ViewError::Stopped),
        }
    }

    /// Runs a query on a thread that may block. It sees one moment of the views, however many statements it makes.
    pub(crate) async fn read<T, E>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, ViewError>
    where
        T: Send + 'static,
        E: Into<ViewError> + Send + 'static,
    {
        // It goes with the connection: whoever asked may be gone before the answer is there.
        let permit = self.inner.permits.clone().acquire_owned().await;
        let permit = permit.map_err(|_| ViewError::Stopped)?;
        let inner = self.inner.clone();
        let answer = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let mut connection = inner.readers.lock().pop().ok_or(ViewError::Stopped)?;
            let answer = in_one_moment(&mut connection, query);
            inner.readers.lock().push(connection);
            answer
        });
        answer.await.map_err(|_| ViewError::Stopped)?
    }

    /// Closes the file for a moment, during which queries wait, and opens what lies there then. `exchange` may put
    /// another file there; if it cannot, the old one is opened again.
    pub(crate) async fn exchange(
        &self,
        exchange: impl FnOnce(&Path) -> Result<(), ViewError> + Send + 'static,
    ) -> Result<(Connection, Result<(), ViewError>), ViewError> {
        let all = u32::try_from(READERS).unwrap_or(u32::MAX);
        let permits = self.inner.permits.clone().acquire_many_owned(all).await;
        let permits = permits.map_err(|_| ViewError::Stopped)?;
        let inner = self.inner.clone();
        let exchanged = tokio::task::spawn_blocking(move || {
            let _permits = permits;
            inner.readers.lock().clear();
            let exchanged = exchange(&inner.path);
            let writer = file::open_writer(&inner.path)?;
            *inner.readers.lock() = readers(&inner.path)?;
            Ok((writer, exchanged))
        });
        exchanged.await.map_err(|_| ViewError::Stopped)?
    }

    pub(crate) fn path(&self) -> &Path {
        &self.inner.path
    }

    /// Tells how things are, and wakes those who wait for it.
    pub(crate) fn tell(&self, change: impl FnOnce(&mut Health)) {
        let changed = self.inner.health.send_if_modified(|health| {
            let before = health.clone();
            change(health);
            *health != before
        });
        if changed {
            self.inner.moved.send_replace(self.position());
        }
    }

    pub(crate) fn tell_rebuild(&self, progress: Progress) {
        self.inner.health.send_modify(|health| health.rebuild = Some(progress));
    }
}

fn readers(path: &Path) -> Result<Vec<Connection>, ViewError> {
    (0..READERS).map(|_| file::open_reader(path)).collect()
}

fn in_one_moment<T, E: Into<ViewError>>(
    connection: &mut Connection,
    query: impl FnOnce(&Connection) -> Result<T, E>,
) -> Result<T, ViewError> {
    let moment = connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
    let answer = query(&moment).map_err(Into::into);
    moment.finish()?;
    answer
}
