//! The reactors on a real log, real views and the simulated carrier, with a clock that only the test moves.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod answers;
mod dispatching;
mod erasing;
mod shop;
mod world;
