//! A log for one test: the real one, in a directory that is removed with it.

use crate::{MasterKey, OpenError, Options, SledLog};
use std::ops::Deref;
use tempfile::TempDir;

/// A [`SledLog`] and its directory.
#[derive(Debug)]
pub struct TemporaryLog {
    log: SledLog,
    directory: TempDir,
}

/// Opens a new, empty log. Its master key is always the same.
pub fn temporary() -> Result<TemporaryLog, OpenError> {
    let path = std::env::temp_dir();
    let directory = tempfile::tempdir().map_err(|source| OpenError::Io { path, source })?;
    let options = Options {
        cache_bytes: 8 << 20,
        journal_bytes: 0,
        ..Options::default()
    };
    let log = SledLog::open(directory.path(), MasterKey::from_bytes([7; 32]), options)?;
    Ok(TemporaryLog { log, directory })
}

impl TemporaryLog {
    pub fn directory(&self) -> &std::path::Path {
        self.directory.path()
    }
}

impl Deref for TemporaryLog {
    type Target = SledLog;

    fn deref(&self) -> &SledLog {
        &self.log
    }
}
