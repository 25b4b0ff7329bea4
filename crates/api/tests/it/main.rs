//! The operations over the real log and views, one request at a time. Journeys over the whole server live elsewhere.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod access;
mod conversations;
mod errors;
mod feeds;
mod fixture;
mod media;
mod sessions;
mod webhooks;
