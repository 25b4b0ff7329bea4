//! What an auditor runs over the log of a stopped server, and over what was handed out of it; and what makes a log of an
//! export again.

mod bundle;
mod event_line;
mod export;
mod import;
pub(crate) mod progress;
mod replay;
mod sending;
mod verify;

pub use bundle::bundle;
pub use export::{ExportError, export};
pub use import::{ImportLinesError, ImportOrder, ImportReport, import};
pub use replay::{ReplayReport, replay};
pub use sending::{SendingError, sending};
pub use verify::{EvidenceError, OfflineError, held, public_key, verify, verify_bundle, verify_proof};
