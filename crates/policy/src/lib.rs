//! What laws and carriers say about when and how often a store may text, as versioned tables with their sources, and pure
//! questions to them: where is the recipient ([`place`]), may a text leave now and when otherwise ([`quiet_hours`]), has the
//! contact had enough ([`caps`]), and all of it at once ([`leave`]).
//!
//! No clock, no IO, no randomness: the same question has the same answer on every machine, because the time zones are those
//! compiled in. Tables are parsed once, at the first question. What the tables claim, and what not, is in the crate's README.
//! Not legal advice.

pub mod caps;
pub mod holidays;
pub mod leave;
pub mod place;
pub mod quiet_hours;
mod reason;
mod table;
mod zone;

pub use caps::{Candidate, Kind, Pack, SentText, Verdict};
pub use place::{Code, Known, Place};
pub use quiet_hours::{Purpose, Timing};
pub use reason::{Hours, Reason};
pub use zone::{UnknownZone, Zone};
