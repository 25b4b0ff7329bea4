//! Room on the disk: writing stops before there is none, so that sled, which does not survive a full disk, never meets
//! one, and goes on by itself once there is room again.

use crate::AppendError;
use std::io;
use std::path::{Path, PathBuf};

/// What must stay free where the log lies: enough for sled to take over all that the journal holds, several times.
#[derive(Clone, Debug)]
pub(crate) struct Reserve {
    directory: PathBuf,
    bytes: u64,
    /// Bytes that may be written before the file system is asked again.
    known: u64,
}

/// How much is written between two looks at the disk: little beside the reserve.
const STEP: u64 = 1 << 20;

/// The disk has less room left than is kept in reserve.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct DiskFull {
    pub(crate) free: u64,
    pub(crate) needed: u64,
}

impl From<DiskFull> for AppendError {
    fn from(DiskFull { free, needed }: DiskFull) -> Self {
        Self::DiskFull { free, needed }
    }
}

impl Reserve {
    pub(crate) fn new(directory: &Path, bytes: u64) -> Self {
        Self {
            directory: directory.to_owned(),
            bytes,
            known: 0,
        }
    }

    /// Whether so many bytes may be written. Looks at the disk when it is full and after every [`STEP`] bytes.
    pub(crate) fn take(&mut self, bytes: u64) -> Result<(), DiskFull> {
        if self.known < bytes {
            self.check()?;
            self.known = STEP.max(bytes);
        }
        self.known -= bytes;
        Ok(())
    }

    /// Asks the file system. If it does not know, writing goes on.
    pub(crate) fn check(&self) -> Result<(), DiskFull> {
        match free(&self.directory) {
            Ok(free) if free < self.bytes => Err(DiskFull {
                free,
                needed: self.bytes,
            }),
            _ => Ok(()),
        }
    }
}

/// Bytes that this process may still write there.
pub(crate) fn free(directory: &Path) -> io::Result<u64> {
    let found = rustix::fs::statvfs(directory)?;
    Ok(found.f_bavail.saturating_mul(found.f_frsize))
}
