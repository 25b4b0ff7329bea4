//! The only place that reads the time.

use jiff::{SignedDuration, Timestamp};
use parking_lot::Mutex;
use std::{fmt, sync::Arc};
use tokio::sync::watch;

pub trait Clock: fmt::Debug + Send + Sync + 'static {
    fn now(&self) -> Timestamp;

    /// Changes when the time jumps, so that whoever waits for a due time looks again. A clock that only flows never
    /// changes it.
    fn jumps(&self) -> watch::Receiver<u64>;
}

#[derive(Debug)]
pub struct SystemClock {
    jumps: watch::Sender<u64>,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self {
            jumps: watch::Sender::new(0),
        }
    }
}

impl Clock for SystemClock {
    #[allow(
        clippy::disallowed_methods,
        reason = "this is the clock that everything else is given"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn jumps(&self) -> watch::Receiver<u64> {
        self.jumps.subscribe()
    }
}

/// A clock that can be moved forward: over the system's one for the demo store, standing still for tests.
#[derive(Debug)]
pub struct MovableClock {
    base: Base,
    ahead: Mutex<SignedDuration>,
    jumps: watch::Sender<u64>,
}

#[derive(Debug)]
enum Base {
    Flowing(Arc<dyn Clock>),
    Standing(Timestamp),
}

impl MovableClock {
    pub fn over(clock: Arc<dyn Clock>, ahead: SignedDuration) -> Self {
        Self {
            base: Base::Flowing(clock),
            ahead: Mutex::new(ahead),
            jumps: watch::Sender::new(0),
        }
    }

    pub fn standing_at(start: Timestamp) -> Self {
        Self {
            base: Base::Standing(start),
            ahead: Mutex::new(SignedDuration::ZERO),
            jumps: watch::Sender::new(0),
        }
    }

    /// Moves the time forward; a negative step is ignored, time never runs backwards.
    pub fn advance(&self, step: SignedDuration) -> Timestamp {
        if step.is_positive() {
            let mut ahead = self.ahead.lock();
            *ahead = ahead.saturating_add(step);
            drop(ahead);
            self.jumps.send_modify(|count| *count += 1);
        }
        self.now()
    }

    /// How far it runs ahead of the clock below it.
    pub fn ahead(&self) -> SignedDuration {
        *self.ahead.lock()
    }
}

impl Clock for MovableClock {
    fn now(&self) -> Timestamp {
        let base = match &self.base {
            Base::Flowing(clock) => clock.now(),
            Base::Standing(at) => *at,
        };
        base.checked_add(self.ahead()).unwrap_or(Timestamp::MAX)
    }

    fn jumps(&self) -> watch::Receiver<u64> {
        self.jumps.subscribe()
    }
}
