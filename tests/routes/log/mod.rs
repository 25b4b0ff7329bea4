//! The event log, read and followed.

mod events;
mod feed;
mod live;
mod proofs;
