//! The directory on the measured disk: empty at first, gone at the end, and never two runs in one.

use crate::peers::Failure;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

pub struct Workplace {
    directory: PathBuf,
    _lock: File,
}

impl Workplace {
    /// Removes what an interrupted run left behind.
    pub fn prepare(place: &Path) -> Result<Self, Failure> {
        fs::create_dir_all(place)?;
        let lock = File::create(place.join("lock"))?;
        lock.try_lock().map_err(|_| {
            format!(
                "another bench runs in {}: wait for it, or name another directory",
                place.display()
            )
        })?;
        let directory = place.join("run");
        match fs::remove_dir_all(&directory) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => fs::create_dir(&directory)?,
        }
        Ok(Self {
            directory: directory.canonicalize()?,
            _lock: lock,
        })
    }

    pub fn directory(&self) -> &Path {
        &self.directory
    }
}

impl Drop for Workplace {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.directory) {
            eprintln!("{} could not be removed: {error}", self.directory.display());
        }
    }
}

/// What a directory takes on the disk, in bytes: blocks given to its files, so holes do not count and what is
/// allocated ahead does.
pub fn disk_bytes(directory: &Path) -> Result<u64, Failure> {
    use std::os::unix::fs::MetadataExt;
    let mut bytes = 0;
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        bytes += if metadata.is_dir() {
            disk_bytes(&entry.path())?
        } else {
            metadata.blocks() * 512
        };
    }
    Ok(bytes)
}
