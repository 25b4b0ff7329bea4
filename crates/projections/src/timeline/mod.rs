//! What stands in an open conversation: messages, notes and system lines.

mod item;
mod page;
mod system;
mod write;

pub use item::{Item, ItemContent, MessageItem, NoteItem, SystemLine};
pub use page::{MessageEvent, TimelinePage};
pub(crate) use page::{body, item_by_number};
pub(crate) use write::{TimelineBatch, message_of, record_touch};
