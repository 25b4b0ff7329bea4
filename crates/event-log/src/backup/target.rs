//! The directory that a backup is written into: one writer at a time, and nothing in it that is not of a backup.

use super::block_file::{BlockFile, BlockFileReader, EXTENSION, PARTIAL};
use super::manifest::{self, BackedUp};
use super::{BackupError, io_error};
use crate::LogPosition;
use crate::durability::{sync_directory, sync_parent};
use crate::durable_head::DurableHead;
use std::collections::HashSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

const LOCK: &str = "backup.lock";

pub(super) struct Target {
    pub(super) directory: PathBuf,
    pub(super) runs: Vec<BackedUp>,
    _lock: File,
}

/// The finished runs in a directory, from the first; none if there is no such directory.
pub fn backups_in(directory: &Path) -> Result<Vec<BackedUp>, BackupError> {
    match directory.exists() {
        true => manifest::read_all(directory),
        false => Ok(Vec::new()),
    }
}

impl Target {
    /// Opens the directory, or creates it, and removes what an interrupted run left half done.
    pub(super) fn open(directory: &Path) -> Result<Self, BackupError> {
        fs::create_dir_all(directory).map_err(io_error(directory))?;
        let lock_path = directory.join(LOCK);
        let names = names(directory)?;
        let ours = |name: &String| name == LOCK || manifest::is_manifest(name);
        if !names.is_empty() && !names.iter().any(ours) {
            return Err(BackupError::NotABackup(directory.to_owned()));
        }
        let mut options = OpenOptions::new();
        let lock = options
            .write(true)
            .create(true)
            .truncate(false)
            .open(&lock_path)
            .map_err(io_error(&lock_path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(BackupError::Busy(directory.to_owned())),
            Err(TryLockError::Error(source)) => return Err(io_error(&lock_path)(source)),
        }
        for name in names.iter().filter(|name| name.ends_with(&format!(".{PARTIAL}"))) {
            let path = directory.join(name);
            fs::remove_file(&path).map_err(io_error(&path))?;
        }
        sync_directory(directory)
            .and_then(|()| sync_parent(directory))
            .map_err(io_error(directory))?;
        Ok(Self {
            runs: manifest::read_all(directory)?,
            directory: directory.to_owned(),
            _lock: lock,
        })
    }

    /// How far the backup reaches.
    pub(super) fn head(&self) -> DurableHead {
        self.runs.last().map(BackedUp::head).unwrap_or_default()
    }

    /// A file that an interrupted run finished and no manifest names, if it follows on `head` and is whole.
    pub(super) fn finished_file(&self, head: DurableHead) -> Result<Option<(BlockFile, DurableHead)>, BackupError> {
        let first = LogPosition(head.position.0 + 1);
        let wanted = format!("blocks-{:012}-", first.0);
        for name in names(&self.directory)? {
            if name.starts_with(&wanted)
                && name.ends_with(&format!(".{EXTENSION}"))
                && let Ok(reader) = BlockFileReader::open(&self.directory.join(&name), head)
                && let Ok(found) = reader.read_through(name, first)
            {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Removes files of blocks that no run names: an interrupted run left them, and the log was cut since.
    pub(super) fn remove_unnamed(&self, run: &BackedUp) -> Result<(), BackupError> {
        let runs = self.runs.iter().chain([run]);
        let named: HashSet<&str> = runs
            .flat_map(|run| run.files.iter().map(|file| file.name.as_str()))
            .collect();
        for name in names(&self.directory)? {
            if name.ends_with(&format!(".{EXTENSION}")) && !named.contains(name.as_str()) {
                let path = self.directory.join(name);
                fs::remove_file(&path).map_err(io_error(&path))?;
            }
        }
        Ok(())
    }
}

fn names(directory: &Path) -> Result<Vec<String>, BackupError> {
    let entries = fs::read_dir(directory).map_err(io_error(directory))?;
    let mut names = entries
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<std::io::Result<Vec<_>>>()
        .map_err(io_error(directory))?;
    names.sort();
    Ok(names)
}
