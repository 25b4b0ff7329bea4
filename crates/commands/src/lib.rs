//! Load, decide, append; on a conflict load and decide again. The one way to change anything.
//!
//! **Architecture invariant.** Nothing but this crate appends to the log, and nothing here decides: rules live in
//! `domain`, durability in `event-log`.

mod clock;
mod handle;
mod streams;

pub use clock::{Clock, MovableClock, SystemClock};
pub use handle::{CommandError, Commands, Context, Handled, LoadError, Loaded};
pub use streams::Streams;
