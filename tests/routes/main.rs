//! Every operation, called from outside: what it answers, and what it refuses.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod authorization;
mod backups;
mod bad_input;
mod conversations;
mod log;
mod operating;
mod people;
mod shopping;
mod stores;
mod views;
