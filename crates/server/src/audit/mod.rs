//! What an auditor runs over the log of a stopped server.

mod export;
pub(crate) mod progress;
mod replay;
mod verify;

pub use export::{ExportError, export};
pub use replay::{ReplayReport, replay};
pub use verify::verify;
