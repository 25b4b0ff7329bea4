//! Backing up and restoring.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod backing_up;
mod place;
mod restoring;
#[path = "../support/mod.rs"]
mod support;
