//! Waiting for what happens by itself. Nothing sleeps: each round waits for the views to get one event further.

use crate::TestServer;
use event_log::LogPosition;
use std::time::Duration;

/// A server to which nothing happens for so long has nothing more to say, even on a machine that is busy with other
/// things and slow to sync. Only tests that fail wait for it.
const QUIET: Duration = Duration::from_secs(30);

impl TestServer {
    /// Looks again after each event until there is something to see.
    pub async fn until<T>(&self, what: &str, look: impl AsyncFn() -> Option<T>) -> T {
        let views = &self.running().views;
        loop {
            // Taken first: whatever comes while we look wakes us.
            let seen = views.position();
            if let Some(found) = look().await {
                return found;
            }
            if views.wait_for(LogPosition(seen.0 + 1), QUIET).await.is_err() {
                panic!(
                    "waited for this until nothing happened any more: {what} (views at {})",
                    seen.0
                );
            }
        }
    }

    /// Position of the newest event, when the views have got there.
    pub async fn head(&self) -> u64 {
        let head = self.running().commands.log().head();
        let caught_up = self.running().views.wait_for(head, QUIET).await;
        caught_up.expect("the views catch up with the log");
        head.0
    }
}
