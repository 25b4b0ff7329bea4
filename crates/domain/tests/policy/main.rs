//! The policy, told as stories: given what happened, when somebody asks, then this follows.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod answering;
mod cart_recovery;
mod dispatch;
mod erasure;
mod gate;
mod invariants;
mod opt_out;
mod ownership;
mod scenario;
mod schema;
mod settings;
mod shape;
