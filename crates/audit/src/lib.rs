//! A second opinion: did any text leave that should not have? One pass over the log, from its first event on, judges every
//! claim (`dispatch_started`) by what was recorded before it.
//!
//! **Architecture invariant.** This crate shares the tables of `policy` and the shapes of events with the gate in `domain`,
//! and nothing else: no decision, no folded state, no judgement. What it says of a row of a table it works out by itself,
//! so that a mistake has to be made twice to go unseen. It does no IO, reads no clock, and prints no personal data.

mod audit;
mod claim;
mod message;
mod report;
mod rules;
mod store;
mod thread;
mod violation;
mod wall_clock;

pub use audit::{Audit, AuditError};
pub use report::{BeforeTheRules, Report, Sends, Tables};
pub use violation::{Code, Violation};
