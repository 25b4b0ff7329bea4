//! A copy of the key store in one file, for a place apart from the log and its backups.

use super::{KeyError, KeyStore, unwrap};
use crate::StreamId;
use crate::durability::sync_directory;
use crate::master_key::MasterKey;
use crate::seal::DataKey;
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

#[derive(thiserror::Error, Debug)]
pub(crate) enum CopyError {
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// There is a file already, and it is no copy of these keys.
    #[error("another file lies there")]
    NotOurs,
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl From<rusqlite::Error> for CopyError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Keys(error.into())
    }
}

impl KeyStore {
    /// Writes all keys of this moment to `to`, readable by its owner only. An earlier copy is replaced: what was
    /// destroyed since is in the new one as destroyed, and in no page of the file any more.
    pub(crate) fn copy_to(&self, to: &Path) -> Result<KeyCounts, CopyError> {
        if to.exists() {
            KeyCopy::unlock(to, &self.shared.wrapping).map_err(|_| CopyError::NotOurs)?;
        }
        let path = self.reader.lock().path().map(PathBuf::from).unwrap_or_default();
        let directory = match to.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        fs::create_dir_all(directory)?;
        let mut partial = to.as_os_str().to_owned();
        partial.push(".partial");
        let partial = PathBuf::from(partial);
        let file = create_private(&partial)?;
        // A connection of its own, so that nobody's reading waits; VACUUM INTO reads one moment of the database and
        // writes what lives in it, no old pages.
        vacuum_into(&super::connect(&path)?, &partial)?;
        let counts = KeyCopy::unlock(&partial, &self.shared.wrapping)?.counts()?;
        file.sync_all()?;
        fs::rename(&partial, to)?;
        sync_directory(directory)?;
        Ok(counts)
    }
}

/// Without a write-ahead log nobody writes, and the file is all there is; opened in the usual way SQLite would make
/// files of its own beside it.
fn read_only(path: &Path) -> Result<Connection, rusqlite::Error> {
    let mut write_ahead_log = path.as_os_str().to_owned();
    write_ahead_log.push("-wal");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if Path::new(&write_ahead_log).exists() {
        return Connection::open_with_flags(path, flags);
    }
    let mut uri = "file:".to_owned();
    for part in path.to_string_lossy().chars() {
        match part {
            '%' => uri.push_str("%25"),
            '?' => uri.push_str("%3f"),
            '#' => uri.push_str("%23"),
            part => uri.push(part),
        }
    }
    uri.push_str("?immutable=1");
    Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI)
}

fn vacuum_into(source: &Connection, path: &Path) -> Result<(), rusqlite::Error> {
    source.execute("VACUUM INTO ?", [path.to_string_lossy()]).map(drop)
}

/// An empty file that its owner alone may read. What an earlier attempt left is replaced.
fn create_private(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// How many streams have a key, and how many had one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyCounts {
    pub keys: u64,
    pub destroyed: u64,
}

/// A key store that is only looked at: nothing is written, no thread started.
#[derive(Debug)]
pub(crate) struct KeyCopy {
    connection: Connection,
}

/// What [`crate::SledLog::secret`] gives for this purpose in the log that a key store belongs to, or belonged to.
pub fn secret_of(key_store: &Path, master: &MasterKey, purpose: &'static str) -> Result<[u8; 32], KeyError> {
    let wrapping = DataKey::new(*master.wrapping_key());
    let copy = KeyCopy::unlock(key_store, &wrapping)?;
    let query = "SELECT value FROM setting WHERE name = ?";
    let kept: Option<Vec<u8>> = copy
        .connection
        .query_row(query, [purpose], |row| row.get(0))
        .optional()?;
    match kept {
        Some(wrapped) => Ok(*unwrap(&wrapping, purpose.as_bytes(), &wrapped)?.bytes()),
        None => Ok(master.derive(purpose)),
    }
}

impl KeyCopy {
    /// Opens it with the deployment's master key.
    pub(crate) fn open(path: &Path, master: &MasterKey) -> Result<Self, KeyError> {
        Self::unlock(path, &DataKey::new(*master.wrapping_key()))
    }

    fn unlock(path: &Path, wrapping: &DataKey) -> Result<Self, KeyError> {
        let connection = read_only(path)?;
        let query = "SELECT value FROM setting WHERE name = 'check'";
        let check: Option<Vec<u8>> = connection.query_row(query, [], |row| row.get(0)).optional()?;
        unwrap(wrapping, b"check", &check.unwrap_or_default()).map_err(|_| KeyError::WrongMasterKey)?;
        Ok(Self { connection })
    }

    /// Makes a key store of it, readable by its owner only.
    pub(crate) fn copy_to(&self, path: &Path) -> io::Result<()> {
        let file = create_private(path)?;
        vacuum_into(&self.connection, path).map_err(io::Error::other)?;
        file.sync_all()
    }

    pub(crate) fn counts(&self) -> Result<KeyCounts, KeyError> {
        let query = "SELECT count(wrapped), count(*) - count(wrapped) FROM data_key";
        let counts = self
            .connection
            .query_row(query, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
        Ok(KeyCounts {
            keys: counts.0.unsigned_abs(),
            destroyed: counts.1.unsigned_abs(),
        })
    }

    /// Whether the stream has a key, or had one.
    pub(crate) fn knows(&self, stream: StreamId) -> Result<bool, KeyError> {
        let mut select = self
            .connection
            .prepare_cached("SELECT 1 FROM data_key WHERE stream = ?")?;
        Ok(select.exists([stream.0.as_bytes()])?)
    }
}
