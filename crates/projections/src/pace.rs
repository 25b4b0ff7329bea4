//! How long something will still take, by how long it has taken so far.

use crate::standing::Progress;
use tokio::time::Instant;

/// Before that a pace is a guess.
const SHORTEST_LOOK_SECONDS: f64 = 0.5;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    since: Instant,
    from: u64,
}

impl Pace {
    /// Begins to look at something that has got to `done`.
    pub fn begin(done: u64) -> Self {
        Self {
            since: Instant::now(),
            from: done,
        }
    }

    pub fn progress(&self, done: u64, all: u64) -> Progress {
        let elapsed = self.since.elapsed().as_secs_f64();
        let folded = done.saturating_sub(self.from);
        let seconds_left = (folded > 0 && elapsed >= SHORTEST_LOOK_SECONDS)
            .then(|| (all.saturating_sub(done) as f64 * elapsed / folded as f64).ceil() as u64);
        Progress {
            done,
            all,
            seconds_left,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[tokio::test(start_paused = true)]
    async fn what_is_left_takes_as_long_as_it_took_so_far() {
        let pace = Pace::begin(1_000);
        assert_eq!(pace.progress(1_000, 5_000).seconds_left, None);
        tokio::time::advance(Duration::from_secs(10)).await;
        assert_eq!(pace.progress(2_000, 5_000).seconds_left, Some(30));
        assert_eq!(pace.progress(5_000, 5_000).seconds_left, Some(0));
    }
}
