//! Twilio: sends texts, finds out what became of them, checks and reads its webhooks.
//!
//! **Architecture invariant.** One call of [`gateway::Gateway::send`] is at most one request that Twilio can take for a
//! message. What happened to it is told apart by one question only, whether Twilio may have taken it ([`outcome`]).
//! The auth token is shown to the configured API host and to nobody else.

mod api;
mod codes;
mod config;
mod lookup;
mod media;
mod outcome;
mod outgoing;
mod signature;
mod webhook;

pub use api::TwilioGateway;
pub use codes::{Explanation, Remedy, explain};
pub use config::{ConfigError, TwilioConfig};
pub use signature::{SignatureCheck, WrongSignature, sign};
pub use webhook::{attribute, parse};
