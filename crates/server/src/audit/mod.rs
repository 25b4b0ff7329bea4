//! What an auditor runs over the log of a stopped server.

mod export;
pub(crate) mod progress;
mod verify;

pub use export::{ExportError, export};
pub use verify::verify;
