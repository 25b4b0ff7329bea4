//! One loop for all reactors: do what there is, wait until there may be more.

use crate::Surroundings;
use event_log::LogPosition;
use jiff::{SignedDuration, Timestamp};
use std::{future::Future, sync::Arc, time::Duration};
use tokio::sync::watch;

/// Whatever wakes a reactor may be lost; nothing waits longer than this.
const POLL: Duration = Duration::from_secs(5);
/// After an error the world gets a moment to mend itself.
const PAUSE_AFTER_ERROR: Duration = Duration::from_secs(1);
const PAUSE_AFTER_FAILED_ITEM: SignedDuration = SignedDuration::from_secs(5);

/// What one pass left behind.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pass {
    /// The newest event that was written: the view must have seen it before it is asked again.
    pub written: Option<LogPosition>,
    /// When the clock alone will bring more to do.
    pub next: Option<Timestamp>,
}

impl Pass {
    pub fn wrote(&mut self, position: LogPosition) {
        self.written = self.written.max(Some(position));
    }

    /// There is more to do at this time, if not before.
    pub fn again_at(&mut self, at: Timestamp) {
        self.next = Some(self.next.map_or(at, |next| next.min(at)));
    }

    pub fn and(mut self, other: Self) -> Self {
        other.written.into_iter().for_each(|position| self.wrote(position));
        other.next.into_iter().for_each(|at| self.again_at(at));
        self
    }

    /// Notes what came of one item. One that fails is taken up again later and keeps nobody else from being served.
    pub fn settle<E: std::fmt::Display>(
        &mut self,
        reactor: &'static str,
        now: Timestamp,
        outcome: Result<LogPosition, E>,
    ) {
        match outcome {
            Ok(position) => self.wrote(position),
            Err(error) => {
                tracing::warn!(reactor, %error, "an item failed and will be taken up again");
                metrics::counter!("reactor_errors_total", "reactor" => reactor).increment(1);
                self.again_at(now.checked_add(PAUSE_AFTER_FAILED_ITEM).unwrap_or(now));
            }
        }
    }
}

pub(crate) trait Reactor: Send + Sync + 'static {
    type Error: std::fmt::Display + Send;

    /// Does everything there is to do now.
    fn pass(&self) -> impl Future<Output = Result<Pass, Self::Error>> + Send;

    /// Waits for whatever a pass left running.
    fn finish(&self) -> impl Future<Output = ()> + Send {
        std::future::ready(())
    }

    /// Work that comes from outside the log announces itself here.
    fn announcements(&self) -> Option<watch::Receiver<u64>> {
        None
    }
}

/// Everything that can give a reactor work: a new event in the views, a jump of the clock, the passing of time.
pub(crate) struct Wake {
    surroundings: Arc<Surroundings>,
    views: watch::Receiver<LogPosition>,
    jumps: watch::Receiver<u64>,
    announcements: watch::Receiver<u64>,
    shutdown: watch::Receiver<bool>,
}

impl Wake {
    pub fn new(surroundings: &Arc<Surroundings>, shutdown: watch::Receiver<bool>) -> Self {
        let views = surroundings.views.watch();
        let jumps = surroundings.commands.clock().jumps();
        let announcements = jumps.clone();
        Self {
            surroundings: surroundings.clone(),
            views,
            jumps,
            announcements,
            shutdown,
        }
    }

    pub async fn keep(mut self, name: &'static str, reactor: impl Reactor) {
        if let Some(announcements) = reactor.announcements() {
            self.announcements = announcements;
        }
        while !*self.shutdown.borrow() {
            // Marked before the pass: whatever happens during it wakes the next one.
            self.views.mark_unchanged();
            self.jumps.mark_unchanged();
            self.announcements.mark_unchanged();
            match reactor.pass().await {
                // Whatever was written is in the view by then, and off its work tables.
                Ok(Pass {
                    written: Some(position),
                    ..
                }) => self.wait_for_views(position).await,
                Ok(Pass { written: None, next }) => self.wait_for_work(self.poll(next)).await,
                Err(error) => {
                    tracing::warn!(reactor = name, %error, "a pass failed and will be repeated");
                    metrics::counter!("reactor_errors_total", "reactor" => name).increment(1);
                    self.wait_for_work(PAUSE_AFTER_ERROR).await;
                }
            }
        }
        reactor.finish().await;
        tracing::debug!(reactor = name, "stopped");
    }

    fn poll(&self, next: Option<Timestamp>) -> Duration {
        let Some(next) = next else { return POLL };
        let ahead = next
            .duration_since(self.surroundings.commands.clock().now())
            .max(SignedDuration::ZERO);
        Duration::try_from(ahead).unwrap_or(POLL).min(POLL)
    }

    async fn wait_for_views(&mut self, position: LogPosition) {
        tokio::select! {
            _ = self.views.wait_for(|seen| *seen >= position) => {}
            () = tokio::time::sleep(POLL) => {}
            _ = self.shutdown.wait_for(|stop| *stop) => {}
        }
    }

    async fn wait_for_work(&mut self, at_most: Duration) {
        tokio::select! {
            _ = self.views.changed() => {}
            _ = self.jumps.changed() => {}
            _ = self.announcements.changed() => {}
            () = tokio::time::sleep(at_most) => {}
            _ = self.shutdown.wait_for(|stop| *stop) => {}
        }
    }
}
