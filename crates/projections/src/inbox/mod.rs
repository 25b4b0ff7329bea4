//! Boxes, their counts, and the rows in them.

mod boxes;
pub(crate) mod detail;
mod list;
mod row;
mod thread;

pub use boxes::{AgentCount, BoxCount, BoxCounts};
pub(crate) use boxes::{BoxTally, Placement};
pub use list::{ConversationPage, Has, ListFilter, Listing};
pub use row::*;
pub(crate) use thread::Thread;
