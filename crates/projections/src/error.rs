//! What can go wrong with a view.

use crate::{failure::Failure, view::View};
use domain::schema::DecodeError;
use event_log::{LogPosition, ReadError};

#[derive(thiserror::Error, Debug)]
pub enum ViewError {
    /// The view is still working on it: ask again in a moment.
    #[error("the views have got to position {checkpoint}, not yet to {wanted}: ask again in a moment", checkpoint = .checkpoint.0, wanted = .wanted.0)]
    Behind {
        wanted: LogPosition,
        checkpoint: LogPosition,
    },
    /// The view stands still, the others may go on.
    #[error("the view `{view}` stands still at position {checkpoint}: {failure}", checkpoint = .checkpoint.0)]
    Failed {
        view: View,
        checkpoint: LogPosition,
        failure: Failure,
    },
    #[error("this cursor was not given out here: begin again without one")]
    InvalidCursor,
    #[error("the views' file could not be read or written: {0}")]
    Storage(#[from] rusqlite::Error),
    #[error("the views' file could not be replaced: {0}")]
    File(#[from] std::io::Error),
    #[error(transparent)]
    Log(#[from] ReadError),
    #[error("the event at position {position} cannot be understood: {cause}", position = .position.0)]
    Decode { position: LogPosition, cause: DecodeError },
    #[error("folding an event failed by a fault of ours")]
    Panicked,
    /// Everything is being shut down.
    #[error("the views have stopped")]
    Stopped,
}
