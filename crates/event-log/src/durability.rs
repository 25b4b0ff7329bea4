//! What makes a commit durable: `fdatasync` of the journal, and later of sled's file, by us.
//!
//! Sled's own `flush` ends in `sync_file_range`, which neither writes the file's metadata nor empties the disk's
//! cache (sled issues 1452 and 1351). The handle on its file here is another one than sled's: the kernel reports a
//! failed write once to each open handle, so an error that sled's background thread swallows is still reported to us.

use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Makes everything that was written to the journal durable. Returns only when it is on disk, or with an error after
/// which nothing is known about it: the kernel may have dropped what it could not write, so it is never called again.
pub trait Durability: Send + Sync + fmt::Debug {
    fn sync(&self) -> io::Result<()>;
}

/// The real one.
#[derive(Debug)]
pub(crate) struct JournalSync(pub(crate) File);

impl Durability for JournalSync {
    fn sync(&self) -> io::Result<()> {
        self.0.sync_data()
    }
}

/// Makes durable what sled has flushed.
#[derive(Debug)]
pub(crate) struct SledSync(File);

impl SledSync {
    pub(crate) fn of(sled_directory: &Path) -> io::Result<Self> {
        File::open(sled_directory.join("db")).map(Self)
    }

    pub(crate) fn sync(&self) -> io::Result<()> {
        self.0.sync_data()
    }
}

/// The names of files are durable only with their directory, which sled never syncs.
pub(crate) fn sync_directory(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

/// A directory's own name.
pub(crate) fn sync_parent(directory: &Path) -> io::Result<()> {
    let parent = directory.parent().filter(|parent| !parent.as_os_str().is_empty());
    sync_directory(parent.unwrap_or(Path::new(".")))
}

/// Sled's files themselves, which it writes without syncing: once after opening, before anything is acknowledged.
/// Never to be used on SQLite's files: closing a second handle on them gives up the locks of the first.
pub(crate) fn sync_files(directory: &Path) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        // Sled removes old snapshots on its own time.
        match File::open(entry?.path()) {
            Ok(file) => file.sync_all()?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
