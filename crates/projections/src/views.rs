//! The views' file: who may write it, who reads it, how far it got.

use crate::ViewError;
use event_log::LogPosition;
use parking_lot::Mutex;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tokio::sync::{Semaphore, watch};

/// Counts up when the same tables are filled in another way.
const FILLED: u32 = 1;
const SCHEMA: &str = include_str!("schema.sql");
/// Queries that run side by side. They share the processor with the folding, more would only wait for each other.
const READERS: usize = 4;
const STATEMENTS_KEPT: usize = 128;
/// Ids are random, so a batch touches pages all over the file: kept in memory they cost nothing.
const WRITER_CACHE_KIB: u32 = 64 << 10;
const READER_CACHE_KIB: u32 = 16 << 10;
/// 16 MiB: moving the write-ahead log into the file takes syncs, so it is not done at every turn.
const WAL_PAGES: u32 = 4_000;
/// Readers look at the operating system's copy of the file instead of making their own.
const READER_MAP_BYTES: u64 = 1 << 30;

/// The views, to be asked. Cheap to clone.
#[derive(Clone)]
pub struct Views {
    inner: Arc<Inner>,
}

struct Inner {
    readers: Mutex<Vec<Connection>>,
    permits: Semaphore,
    position: watch::Receiver<LogPosition>,
    failure: watch::Receiver<Option<String>>,
}

/// How the views are doing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Health {
    pub name: &'static str,
    /// The newest event that can be seen in the views.
    pub checkpoint: LogPosition,
    /// Why the views stand still, if they do.
    pub failed: Option<String>,
}

impl fmt::Debug for Views {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Views")
            .field("checkpoint", &self.position())
            .finish_non_exhaustive()
    }
}

/// What the follower tells the readers.
pub(crate) struct Progress {
    pub position: watch::Sender<LogPosition>,
    pub failure: watch::Sender<Option<String>>,
}

impl Views {
    /// Opens the file, or starts a new one, and gives the connection that writes it beside the readers.
    pub(crate) fn open(path: &Path) -> Result<(Self, Connection, Progress), ViewError> {
        let writer = open_writer(path)?;
        let readers = (0..READERS).map(|_| open_reader(path)).collect::<Result<_, _>>()?;
        let (position, watched) = watch::channel(checkpoint(&writer)?);
        let (failure, watched_failure) = watch::channel(None);
        let inner = Inner {
            readers: Mutex::new(readers),
            permits: Semaphore::new(READERS),
            position: watched,
            failure: watched_failure,
        };
        Ok((Self { inner: Arc::new(inner) }, writer, Progress { position, failure }))
    }

    /// The newest event that can be seen in the views.
    pub fn position(&self) -> LogPosition {
        *self.inner.position.borrow()
    }

    /// Changes whenever the views have moved on.
    pub fn watch(&self) -> watch::Receiver<LogPosition> {
        self.inner.position.clone()
    }

    pub fn health(&self) -> Health {
        let failed = self.inner.failure.borrow().clone();
        Health {
            name: "views",
            checkpoint: self.position(),
            failed,
        }
    }

    /// Waits until the event at `position` can be seen, at most for `patience`.
    pub async fn wait_for(&self, position: LogPosition, patience: Duration) -> Result<(), ViewError> {
        let mut watched = self.inner.position.clone();
        let reached = tokio::time::timeout(patience, watched.wait_for(|at| *at >= position)).await;
        match reached {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(ViewError::Behind {
                wanted: position,
                checkpoint: self.position(),
            }),
        }
    }

    /// Runs a query on a thread that may block. It sees one moment of the views, however many statements it makes.
    pub(crate) async fn read<T, E>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, ViewError>
    where
        T: Send + 'static,
        E: Into<ViewError> + Send + 'static,
    {
        let _permit = self.inner.permits.acquire().await.map_err(|_| ViewError::Stopped)?;
        let inner = self.inner.clone();
        let answer = tokio::task::spawn_blocking(move || {
            let mut connection = inner.readers.lock().pop().ok_or(ViewError::Stopped)?;
            let answer = in_one_moment(&mut connection, query);
            inner.readers.lock().push(connection);
            answer
        });
        answer.await.map_err(|_| ViewError::Stopped)?
    }
}

fn in_one_moment<T, E: Into<ViewError>>(
    connection: &mut Connection,
    query: impl FnOnce(&Connection) -> Result<T, E>,
) -> Result<T, ViewError> {
    let moment = connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
    let answer = query(&moment).map_err(Into::into);
    moment.finish()?;
    answer
}

/// A database that exists only while it is used, on disk if it grows: for a replay.
pub(crate) fn temporary() -> Result<Connection, ViewError> {
    let connection = Connection::open("")?;
    connection.execute_batch(&format!(
        "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA cache_size = -{WRITER_CACHE_KIB};"
    ))?;
    create(&connection)?;
    Ok(connection)
}

fn open_writer(path: &Path) -> Result<Connection, ViewError> {
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
    connection.busy_timeout(Duration::from_secs(5))?;
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
    Ok(Some(connection))
}

fn create(connection: &Connection) -> Result<(), ViewError> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    let set_up = format!(
        "BEGIN; {SCHEMA} INSERT INTO checkpoint (one, position) VALUES (1, 0); PRAGMA user_version = {}; COMMIT;",
        self::format()
    );
    Ok(connection.execute_batch(&set_up)?)
}

/// What the file's `user_version` says: a file of another schema is built anew.
fn format() -> i64 {
    let hash = blake3::Hasher::new()
        .update(&FILLED.to_le_bytes())
        .update(SCHEMA.as_bytes())
        .finalize();
    let [a, b, c, ..] = *hash.as_bytes();
    i64::from(u32::from_le_bytes([a, b, c, 1]))
}

fn open_reader(path: &Path) -> Result<Connection, ViewError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.execute_batch(&format!(
        "PRAGMA cache_size = -{READER_CACHE_KIB}; PRAGMA mmap_size = {READER_MAP_BYTES}; PRAGMA query_only = ON;"
    ))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    Ok(connection)
}

/// Empties every table in place, for views that turn out to belong to another log while readers hold them open.
pub(crate) fn clear(connection: &mut Connection) -> Result<(), ViewError> {
    let transaction = connection.transaction()?;
    for (table, _) in crate::state_hash::TABLES {
        transaction.execute_batch(&format!("DELETE FROM {table};"))?;
    }
    transaction.execute_batch(
        "INSERT INTO message_text (message_text) VALUES ('delete-all');
         INSERT INTO checkpoint (one, position) VALUES (1, 0);",
    )?;
    Ok(transaction.commit()?)
}

fn is_damaged(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}

fn remove(path: &Path) -> Result<(), ViewError> {
    for suffix in ["", "-wal", "-shm"] {
        let mut file = path.as_os_str().to_owned();
        file.push(suffix);
        match std::fs::remove_file(PathBuf::from(file)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(ViewError::File(error)),
            _ => {}
        }
    }
    Ok(())
}

pub(crate) fn checkpoint(connection: &Connection) -> rusqlite::Result<LogPosition> {
    let mut statement = connection.prepare_cached("SELECT position FROM checkpoint")?;
    statement
        .query_row([], |row| crate::sql::number(row, 0))
        .map(LogPosition)
}

pub(crate) fn set_checkpoint(connection: &Connection, position: LogPosition) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached("UPDATE checkpoint SET position = ?1")?;
    statement.execute([crate::sql::integer(position.0)]).map(drop)
}
