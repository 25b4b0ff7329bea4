//! The loop as the outside world sees it: carriers and shops that call us, people and phones at the other end.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod carts;
mod inbox;
mod sdk;
mod twilio;
