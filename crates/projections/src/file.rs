//! The views' file on disk: its format, its connections, and how a new one takes its place.
//!
//! The file in use is `views.sqlite3`, with SQLite's write-ahead log beside it. A new one is built as
//! `views.next.sqlite3`, without one, and takes its place by a rename, at a moment at which nobody has the old one open
//! and its write-ahead log is gone. So at any instant there is one whole file under the name, the old or the new, and
//! what lies under the other name is worth nothing.

use crate::{ViewError, checkpoint, erasure};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

/// Counts up when the same tables are filled in another way.
const FILLED: u32 = 2;
const SCHEMA: &str = include_str!("schema.sql");
const STATEMENTS_KEPT: usize = 128;
/// Ids are random, so a batch touches pages all over the file: kept in memory they cost nothing.
const WRITER_CACHE_KIB: u32 = 64 << 10;
const READER_CACHE_KIB: u32 = 16 << 10;
/// 16 MiB: moving the write-ahead log into the file takes syncs, so it is not done at every turn.
const WAL_PAGES: u32 = 4_000;
/// Readers look at the operating system's copy of the file instead of making their own.
const READER_MAP_BYTES: u64 = 1 << 30;
const BUSY: Duration = Duration::from_secs(5);

/// Opens the file that is in use, or begins a new one if it is missing, damaged or of another version.
pub fn open_writer(path: &Path) -> Result<Connection, ViewError> {
    match try_open_writer(path) {
        Ok(Some(connection)) => return Ok(connection),
        Ok(None) => tracing::info!("the views were written by another version and are built anew"),
        Err(ViewError::Storage(error)) if is_damaged(&error) => {
            tracing::warn!("the views' file is damaged and is built anew from the log");
        }
        Err(error) => return Err(error),
    }
    remove(path)?;
    try_open_writer(path)?.ok_or(ViewError::Stopped)
}

/// `None` if the file has another format.
fn try_open_writer(path: &Path) -> Result<Option<Connection>, ViewError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    // NORMAL never syncs a commit, only the moving of the write-ahead log into the file: that is what keeps the file
    // whole through a power cut, and what a commit may lose then, the log still has.
    connection.execute_batch(&format!(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -{WRITER_CACHE_KIB};
         PRAGMA wal_autocheckpoint = {WAL_PAGES};"
    ))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    let format: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (format, tables) {
        (found, _) if found == self::format() => {}
        (0, 0) => create(&connection)?,
        _ => return Ok(None),
    }
    if erasure::is_unfinished(&connection)? {
        // It may be the crash that came between the deletion of the rows and this.
        scrub(&connection)?;
    }
    Ok(Some(connection))
}

/// Writes the file anew and cuts the write-ahead log to nothing: what was deleted is in no byte of them after that.
///
/// `PRAGMA secure_delete` would be cheaper and is not enough: when SQLite spreads the rows of a full page over others, it
/// leaves copies of them where it took them from. (Seen in 3.54.1: a few in a hundred deleted rows.) This takes some seconds
/// a gigabyte, in which queries go on. Waits for those that still read from the log; `false` if they take too long.
pub fn scrub(connection: &Connection) -> rusqlite::Result<bool> {
    connection.execute_batch("VACUUM")?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
        row.get(0).map(|busy: i64| busy == 0)
    })
}

pub fn open_reader(path: &Path) -> Result<Connection, ViewError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.execute_batch(&format!(
        "PRAGMA cache_size = -{READER_CACHE_KIB}; PRAGMA mmap_size = {READER_MAP_BYTES}; PRAGMA query_only = ON;"
    ))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    Ok(connection)
}

/// A database that exists only while it is used, on disk if it grows: for a replay.
pub fn temporary() -> Result<Connection, ViewError> {
    unshared(Connection::open("")?)
}

/// A new file to be filled while the one in use is read. What a crash leaves of it is removed at the next start.
pub fn begin_next(path: &Path) -> Result<Connection, ViewError> {
    let next = next_to(path);
    remove(&next)?;
    unshared(Connection::open(next)?)
}

/// Nobody else looks at it and nothing is missed if it is lost, so nothing is synced and undoing is kept in memory.
fn unshared(connection: Connection) -> Result<Connection, ViewError> {
    connection.execute_batch(&format!(
        "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; PRAGMA cache_size = -{WRITER_CACHE_KIB};"
    ))?;
    create(&connection)?;
    Ok(connection)
}

fn create(connection: &Connection) -> Result<(), ViewError> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    connection.execute_batch(&format!("BEGIN; {SCHEMA} PRAGMA user_version = {};", self::format()))?;
    checkpoint::create(connection)?;
    Ok(connection.execute_batch("COMMIT;")?)
}

/// What the file's `user_version` says: a file of another schema is built anew.
pub(crate) fn format() -> i64 {
    let hash = blake3::Hasher::new()
        .update(&FILLED.to_le_bytes())
        .update(SCHEMA.as_bytes())
        .finalize();
    let [a, b, c, ..] = *hash.as_bytes();
    i64::from(u32::from_le_bytes([a, b, c, 1]))
}

/// Closes what [`begin_next`] began, and has it on disk.
pub fn finish_next(connection: Connection, path: &Path) -> Result<(), ViewError> {
    connection.close().map_err(|(_, error)| error)?;
    Ok(File::open(next_to(path))?.sync_all()?)
}

/// Puts the finished new file in the place of the old one. Every connection to the old one must be closed.
pub fn take_place(path: &Path) -> Result<(), ViewError> {
    let wal = beside(path, "-wal");
    // The last connection to be closed has emptied and removed it. If it is still there, another program reads along;
    // a new file with the old one's write-ahead log would be neither of the two.
    if wal.metadata().is_ok_and(|file| file.len() > 0) {
        empty_wal(path)?;
    }
    remove_file(&wal)?;
    remove_file(&beside(path, "-shm"))?;
    fs::rename(next_to(path), path)?;
    if let Some(directory) = path.parent().filter(|directory| !directory.as_os_str().is_empty()) {
        File::open(directory)?.sync_all()?;
    }
    Ok(())
}

fn empty_wal(path: &Path) -> Result<(), ViewError> {
    let connection = Connection::open(path)?;
    // Everybody waits meanwhile.
    connection.busy_timeout(Duration::from_millis(100))?;
    let busy: bool = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy {
        let detail = "another program has the views' file open: close it, then rebuild again";
        return Err(io::Error::new(io::ErrorKind::ResourceBusy, detail).into());
    }
    Ok(())
}

/// What an interrupted rebuild has left.
pub fn remove_next(path: &Path) -> Result<(), ViewError> {
    remove(&next_to(path))
}

/// `views.sqlite3` gives `views.next.sqlite3`.
pub fn next_to(path: &Path) -> PathBuf {
    let extension = path.extension().map(|found| found.to_string_lossy().into_owned());
    path.with_extension(format!("next.{}", extension.unwrap_or_default()))
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut file = path.as_os_str().to_owned();
    file.push(suffix);
    PathBuf::from(file)
}

fn is_damaged(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}

fn remove(path: &Path) -> Result<(), ViewError> {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        remove_file(&beside(path, suffix))?;
    }
    Ok(())
}

fn remove_file(path: &Path) -> Result<(), ViewError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(ViewError::File(error)),
        _ => Ok(()),
    }
}

/// Empties every table in place, for views that turn out to belong to another log while readers hold them open.
pub fn clear(connection: &mut Connection) -> Result<(), ViewError> {
    let transaction = connection.transaction()?;
    for (table, _) in crate::state_hash::TABLES {
        transaction.execute_batch(&format!("DELETE FROM {table};"))?;
    }
    transaction.execute_batch("INSERT INTO message_text (message_text) VALUES ('delete-all');")?;
    checkpoint::create(&transaction)?;
    Ok(transaction.commit()?)
}
