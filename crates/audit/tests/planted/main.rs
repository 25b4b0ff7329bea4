//! Each kind of violation planted in a log is found where it is, and what is nearly the same and lawful is not.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod answering;
mod before_the_rules;
mod caps;
mod carts;
mod consent;
mod doubles;
mod erasure;
mod hours;
mod log;
mod reading;
mod store_hours;
mod whatsapp;
