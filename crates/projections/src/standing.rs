//! How the views are doing, for whoever waits for them, watches over them or shows it.

use crate::{failure::Failure, view::View};
use event_log::LogPosition;

/// How all views are doing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Health {
    /// One for each of [`View::ALL`].
    pub views: Vec<ViewHealth>,
    /// The rebuild that is under way.
    pub rebuild: Option<Progress>,
    /// Why the last rebuild came to nothing. The views went on as they were.
    pub rebuild_failed: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ViewHealth {
    pub view: View,
    /// The newest event that can be seen in it.
    pub checkpoint: LogPosition,
    pub state: ViewState,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ViewState {
    /// At the end of the log or a moment behind it.
    Following,
    /// Further behind, and getting closer.
    CatchingUp(Progress),
    /// It stands still at its checkpoint, right before what it could not fold.
    Failed(Failure),
}

/// How far something long has got.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Events that are folded.
    pub done: u64,
    /// Events there are.
    pub all: u64,
    /// At the pace so far; `None` until there is one.
    pub seconds_left: Option<u64>,
}

impl Health {
    pub fn of(&self, view: View) -> Option<&ViewHealth> {
        self.views.iter().find(|health| health.view == view)
    }

    pub fn failure(&self, view: View) -> Option<&Failure> {
        match &self.of(view)?.state {
            ViewState::Failed(failure) => Some(failure),
            ViewState::Following | ViewState::CatchingUp(_) => None,
        }
    }

    /// The views that stand still.
    pub fn failed(&self) -> impl Iterator<Item = (View, &Failure)> {
        View::ALL
            .into_iter()
            .filter_map(|view| Some((view, self.failure(view)?)))
    }
}
