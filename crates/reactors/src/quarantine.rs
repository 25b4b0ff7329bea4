//! Webhooks that nobody could attribute are unreadable after 30 days.

use crate::{
    Surroundings,
    wake::{Pass, Reactor},
};
use event_log::{KeyError, Payload, ReadError, StreamId, StreamVersion};
use jiff::{SignedDuration, Timestamp};
use parking_lot::Mutex;
use std::sync::Arc;

const KEPT_DAYS: i64 = 30;
/// How far back to look, so that a server that was off for months catches up.
const LOOKED_BACK_DAYS: i64 = 400;

pub(crate) struct Quarantine {
    surroundings: Arc<Surroundings>,
    swept_at: Mutex<Option<Timestamp>>,
}

impl Quarantine {
    pub fn new(surroundings: Arc<Surroundings>) -> Self {
        Self {
            surroundings,
            swept_at: Mutex::new(None),
        }
    }

    async fn sweep(&self, day: StreamId) -> Result<(), QuarantineError> {
        let first = self
            .surroundings
            .commands
            .log()
            .read_stream(day, StreamVersion(0), 1)
            .await?
            .pop();
        let readable = first.is_some_and(|event| event.payload != Payload::Erased);
        if readable {
            (self.surroundings.erase)(day).await?;
            tracing::info!(stream = %day, "a day of webhooks that nobody could attribute was made unreadable");
        }
        Ok(())
    }
}

#[derive(thiserror::Error, Debug)]
pub(crate) enum QuarantineError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl Reactor for Quarantine {
    type Error = QuarantineError;

    async fn pass(&self) -> Result<Pass, QuarantineError> {
        let now = self.surroundings.commands.clock().now();
        let one_day = SignedDuration::from_hours(24);
        let swept_at = *self.swept_at.lock();
        if swept_at.is_none_or(|at| now.duration_since(at) >= one_day) {
            for age in KEPT_DAYS + 1..LOOKED_BACK_DAYS {
                let Ok(day) = now.checked_sub(SignedDuration::from_hours(24 * age)) else {
                    break;
                };
                self.sweep(self.surroundings.commands.streams().quarantine_of(day))
                    .await?;
            }
            *self.swept_at.lock() = Some(now);
        }
        Ok(Pass::default())
    }
}
