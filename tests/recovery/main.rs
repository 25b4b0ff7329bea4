//! The binary itself: killed at any moment, and asked about its log.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod audit;
mod kill;
mod process;
mod storm;
