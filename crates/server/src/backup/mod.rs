//! Copies of the log in other places: made and restored from the command line, and made by a running server.

mod make;
mod restore;
mod running;

pub use make::make;
pub use restore::restore;
pub(crate) use running::{AskedBackups, RunningBackups};

use crate::data_directory::DataError;
use event_log::{BackupError, MediaBackedUp, RestoreError};
use std::{io, path::PathBuf};

#[derive(thiserror::Error, Debug)]
pub enum BackupCommandError {
    #[error(
        "{0} is open in a server, which makes its backups itself: set `directory` and `keys` under [backup] in its \
         settings; it then makes one every day, and at once when an admin asks with POST /v1/backups"
    )]
    InUse(PathBuf),
    #[error(transparent)]
    Data(#[from] DataError),
    #[error(transparent)]
    Backup(#[from] BackupError),
    #[error(transparent)]
    Restore(#[from] RestoreError),
    #[error("the master key could not be put into {path}: {cause}; do it by hand")]
    MasterKey { path: PathBuf, cause: io::Error },
    /// Everything else is there.
    #[error("{0}")]
    Media(String),
}

/// What is wrong with media files, if anything.
fn media_complaint(media: &MediaBackedUp, missing: u64, rest: &str) -> Option<String> {
    let mut complaints = vec![];
    if !media.damaged.is_empty() {
        let names = media.damaged.join(", ");
        complaints.push(format!("media files are damaged and were left out: {names}"));
    }
    if missing > 0 {
        complaints.push(format!("{missing} media files are missing from the backup"));
    }
    (!complaints.is_empty()).then(|| format!("{rest}, but {}", complaints.join("; ")))
}
