//! The views over a real log, written through the same commands as in real life.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on shall stop")]

mod boxes;
mod deployment;
mod directory;
mod erasure;
mod events;
mod failing;
mod following;
mod rebuild;
mod rebuilding;
mod search;
mod shopping;
mod timeline;
mod work;
