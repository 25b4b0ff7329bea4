//! The shape of a decision.

use jiff::Timestamp;

/// State folded from the events of one stream, able to decide.
pub trait Aggregate: Default + Clone + Send + Sync + 'static {
    type Command;
    type Event: crate::schema::StoredEvent;
    type Rejection: Rejected;

    /// What follows from the command at this moment. No events means that what was asked for is already so.
    fn decide(&self, command: &Self::Command, now: Timestamp) -> Result<Vec<Self::Event>, Self::Rejection>;

    /// The state after a past fact. `version` is the fact's number in its stream, `at` the time it was recorded.
    fn evolve(&mut self, event: &Self::Event, version: u64, at: Timestamp);
}

/// The domain says no, with a code that never changes and a sentence that tells what to do.
pub trait Rejected: std::error::Error + Send + Sync + 'static {
    /// Stable, snake_case, part of the API.
    fn code(&self) -> &'static str;
}
