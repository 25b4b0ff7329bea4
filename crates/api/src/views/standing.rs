//! What is shown of the views' health: to probes, to the web app, to whoever asked for a rebuild.

use event_log::LogPosition;
use projections::{Health, Progress, ViewHealth, ViewState};
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(crate) struct ViewsStanding {
    /// The newest event of the log.
    pub head: u64,
    views: Vec<ViewStanding>,
    /// The rebuild that is under way; the views are served meanwhile as they are.
    rebuild: Option<ProgressStanding>,
    /// Why the last rebuild came to nothing, if it did; the views stayed as they were.
    rebuild_failed: Option<String>,
}

/// A part of what is folded from the log: it stands still and goes on by itself.
#[derive(Serialize, ToSchema)]
pub(crate) struct ViewStanding {
    /// `conversations`, `shopping` (carts and orders), `directory` (stores, agents, API keys), `work` (what is to be
    /// sent, read and answered) or `events`.
    #[schema(example = "shopping")]
    name: &'static str,
    state: StandingWord,
    /// Whether nothing can be sent or received safely while it stands still.
    vital: bool,
    /// The newest event that can be seen in it.
    checkpoint: u64,
    /// The newest event of the log.
    head: u64,
    /// Events that it has yet to show.
    lag: u64,
    /// How far it has got, while it catches up.
    progress: Option<ProgressStanding>,
    /// Why it stands still, if it does. It is tried again every minute and at every start.
    failed: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StandingWord {
    /// At the end of the log or a moment behind it.
    Following,
    CatchingUp,
    /// It stands still right before an event that it could not fold.
    Failed,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct ProgressStanding {
    /// Events that are folded.
    done: u64,
    /// Events there are.
    all: u64,
    /// At the pace so far; `null` until there is one.
    seconds_left: Option<u64>,
}

impl ViewsStanding {
    pub fn new(head: LogPosition, health: Health) -> Self {
        Self {
            head: head.0,
            views: health
                .views
                .into_iter()
                .map(|view| ViewStanding::new(head, view))
                .collect(),
            rebuild: health.rebuild.map(ProgressStanding::from),
            rebuild_failed: health.rebuild_failed,
        }
    }
}

impl ViewStanding {
    pub fn new(head: LogPosition, health: ViewHealth) -> Self {
        let ViewHealth {
            view,
            checkpoint,
            state,
        } = health;
        // The log may have grown since.
        let head = head.max(checkpoint).0;
        let (state, progress, failed) = match state {
            ViewState::Following => (StandingWord::Following, None, None),
            ViewState::CatchingUp(progress) => (StandingWord::CatchingUp, Some(progress.into()), None),
            ViewState::Failed(failure) => (StandingWord::Failed, None, Some(failure.to_string())),
        };
        Self {
            name: view.name(),
            state,
            vital: view.is_vital(),
            checkpoint: checkpoint.0,
            head,
            lag: head - checkpoint.0,
            progress,
            failed,
        }
    }
}

impl From<Progress> for ProgressStanding {
    fn from(progress: Progress) -> Self {
        let Progress {
            done,
            all,
            seconds_left,
        } = progress;
        Self {
            done,
            all,
            seconds_left,
        }
    }
}
