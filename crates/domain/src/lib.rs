//! What Threadkeep is about, and nothing else: commands, events, `decide` and `evolve`.
//!
//! **Architecture invariant.** This crate is pure and synchronous. It does no IO, reads no clock, draws no random
//! number and depends on no other crate of the project. What a decision needs to know is looked up first and put into
//! the command; the current time is an argument.

pub mod actor;
pub mod address;
pub mod agent;
pub mod aggregate;
pub mod api_key;
pub mod consent;
pub mod conversation;
pub mod erasure;
mod event_enum;
pub mod ids;
pub mod message;
pub mod schema;
pub mod shopping;
pub mod store;

pub use actor::Actor;
pub use address::{Address, InvalidAddress};
pub use aggregate::{Aggregate, Rejected};
pub use ids::*;
