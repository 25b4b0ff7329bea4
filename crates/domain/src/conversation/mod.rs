//! One store, one contact, one stream.

mod command;
mod decide;
pub mod event;
mod evolve;
mod rejection;
mod state;

pub use command::*;
pub use event::{
    Because, Controller, ConversationEvent, Finding, HandoffReason, HoldReason, Intent, SuppressionReason,
};
pub use rejection::Rejection;
pub use state::*;
