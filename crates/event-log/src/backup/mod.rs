//! Backups: the blocks of a log past the position where the backup before ended, and the media files that it lacks.
//!
//! Sled's own files are never copied. Blocks leave the log as they are and are checked on the way: checksums, the hash
//! chain, whole appends. So a backup is made while the log takes writes, it is consistent at one position, and each
//! one costs only what is new. The keys go elsewhere ([`SledLog::back_up`]): with log and keys in one place nobody
//! could be erased from it.
//!
//! What lies in the directory of a backup:
//!
//! | path | what |
//! | --- | --- |
//! | `blocks-<first>-<last>.tkb` | blocks, see `block_file.rs` |
//! | `media/ab/abcd…` | media files, sealed, named by their hash, as in a data directory |
//! | `backup-<number>.json` | what one run brought and how far the backup reached after it, see `manifest.rs` |
//! | `backup.lock` | locked by the process that writes |
//! | `*.partial` | what an interrupted run left; the next one removes it |
//!
//! A file has its name only once it is whole and on disk, and is never changed afterwards. A run counts once its
//! manifest is there. Files of blocks that an interrupted run has finished are taken over by the next.

mod block_file;
mod manifest;
mod media_copy;
mod reading;
mod run;
mod target;

pub use manifest::{BackedUp, MediaBackedUp};
pub use run::BackupOrder;
pub use target::backups_in;

pub(crate) use media_copy::copy_media;
pub(crate) use reading::Backup;

use crate::{KeyError, LogPosition, SledLog};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Where a backup or a restoration stands. Who is told may end it: what is half done is left as a crash would leave it.
pub type Watcher<'a> = dyn FnMut(Step) -> ControlFlow<()> + 'a;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Events read in search of the moment to restore to, of all.
    Searched { done: u64, all: u64 },
    /// Events written, of all.
    Events { done: u64, all: u64 },
    /// Events read back, of all.
    Checked { done: u64, all: u64 },
    /// Media files looked at so far.
    Media { done: u64 },
}

#[derive(thiserror::Error, Debug)]
pub enum BackupError {
    #[error("it was stopped before it was done: what is there already counts for the next one")]
    Stopped,
    #[error("{0} holds no backup")]
    NoBackup(PathBuf),
    #[error("{0} is not empty and holds no backup: name an empty directory")]
    NotABackup(PathBuf),
    #[error("another process writes a backup into {0} at this moment")]
    Busy(PathBuf),
    #[error("the backup in {directory} is of another log, which differs at position {}: name an empty directory", position.0)]
    OtherLog { directory: PathBuf, position: LogPosition },
    #[error(
        "the backup in {directory} reaches position {}, the log only {}: it was restored from an older state; \
         name an empty directory, and keep this backup",
        backup.0, log.0
    )]
    Ahead {
        directory: PathBuf,
        backup: LogPosition,
        log: LogPosition,
    },
    #[error("{path} is damaged: {what}")]
    DamagedFile { path: PathBuf, what: String },
    #[error("{0} is missing")]
    MissingFile(PathBuf),
    #[error("the log is damaged at position {}: {what}; run verify", position.0)]
    DamagedLog { position: LogPosition, what: String },
    #[error("{0} lies inside the backup: keep the keys in another place, or nobody can be erased from it")]
    KeysInside(PathBuf),
    #[error("{0} exists and is no backup of this deployment's keys: choose another name")]
    NotOurKeys(PathBuf),
    #[error("the key store could not be backed up: {0}")]
    Keys(#[from] KeyError),
    #[error("{path} cannot be used: {source}")]
    Io { path: PathBuf, source: io::Error },
}

impl SledLog {
    /// Brings the backup in a directory to the log's head. Blocks; the log takes writes meanwhile. With `order.keys` the
    /// key store is copied too, after everything else, so that it has the key of every event in the backup.
    pub fn back_up(&self, order: &BackupOrder, watcher: &mut Watcher<'_>) -> Result<BackedUp, BackupError> {
        run::run(self, order, watcher)
    }
}

fn io_error(path: &Path) -> impl FnOnce(io::Error) -> BackupError + '_ {
    move |source| BackupError::Io {
        path: path.to_owned(),
        source,
    }
}

fn damaged(path: &Path, what: impl Into<String>) -> BackupError {
    BackupError::DamagedFile {
        path: path.to_owned(),
        what: what.into(),
    }
}

pub(crate) fn told(watcher: &mut Watcher<'_>, step: Step) -> Result<(), BackupError> {
    match watcher(step) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(BackupError::Stopped),
    }
}
