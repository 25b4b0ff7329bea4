//! The part of the stream index that is on disk: a SQLite file, since sled keeps each small entry among garbage of many
//! times its size.
//!
//! `run(stream, first, positions)`: from version `first` on, the varint position of that event, then per further event a
//! varint, the distance from the one before. `append(stream, key, first)`: varint last position, varint version,
//! fingerprint (16). `checkpoint(position)`. `synchronous=NORMAL` keeps the file whole through a power cut; what it loses
//! then lies beyond its checkpoint and is read from the log.

use super::FirstAppend;
use crate::varint::{self, Cursor, Malformed};
use crate::{LogPosition, StreamId, StreamVersion};
use parking_lot::Mutex;
use rusqlite::{Connection, OptionalExtension, params};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Counts up when the tables change: another file is given up and built anew.
const FORMAT: i64 = 1;
/// Positions in one run, so that an old event is found without reading a long life.
const RUN: usize = 400;
const CACHE_KIB: i64 = 8 << 10;

#[derive(thiserror::Error, Debug)]
pub(crate) enum IndexError {
    #[error("the stream index could not be used: {0}")]
    Sqlite(#[from] rusqlite::Error),
    #[error("the stream index could not be removed: {0}")]
    File(#[from] io::Error),
    #[error("the stream index is damaged: {0}")]
    Damaged(&'static str),
}

impl From<Malformed> for IndexError {
    fn from(Malformed(what): Malformed) -> Self {
        Self::Damaged(what)
    }
}

/// Entries on their way to disk: those of streams with the version of the first position.
pub(super) struct Batch {
    /// As it stood before these entries.
    pub(super) checkpoint: LogPosition,
    pub(super) streams: Vec<(StreamId, StreamVersion, Vec<LogPosition>)>,
    pub(super) appends: Vec<(StreamId, [u8; 16], FirstAppend)>,
}

#[derive(Debug)]
pub(super) struct Disk {
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
}

impl Disk {
    pub(super) fn open(path: &Path) -> Result<Self, IndexError> {
        let writer = connect(path)?;
        let tables: i64 = writer.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if tables == 0 {
            writer.execute_batch(&format!(
                "BEGIN;
                 CREATE TABLE run (
                     stream BLOB NOT NULL, first INTEGER NOT NULL, positions BLOB NOT NULL, PRIMARY KEY (stream, first)
                 ) WITHOUT ROWID;
                 CREATE TABLE append (
                     stream BLOB NOT NULL, key BLOB NOT NULL, first BLOB NOT NULL, PRIMARY KEY (stream, key)
                 ) WITHOUT ROWID;
                 CREATE TABLE checkpoint (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL);
                 INSERT INTO checkpoint VALUES (1, 0);
                 PRAGMA user_version = {FORMAT};
                 COMMIT;"
            ))?;
        }
        let format: i64 = writer.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if format != FORMAT {
            return Err(IndexError::Damaged("it has another format"));
        }
        Ok(Self {
            writer: Mutex::new(writer),
            reader: Mutex::new(connect(path)?),
        })
    }

    /// The file, and what SQLite keeps beside it. Nobody may have it open.
    pub(super) fn remove(path: &Path) -> Result<(), IndexError> {
        for suffix in ["", "-wal", "-shm"] {
            let mut file = path.as_os_str().to_owned();
            file.push(suffix);
            match fs::remove_file(PathBuf::from(file)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        Ok(())
    }

    pub(super) fn checkpoint(&self) -> Result<LogPosition, IndexError> {
        let reader = self.reader.lock();
        let position = reader.query_row("SELECT position FROM checkpoint", [], |row| row.get(0))?;
        Ok(LogPosition(number(position)?))
    }

    /// 0 if it holds no event of the stream.
    pub(super) fn version(&self, stream: StreamId) -> Result<StreamVersion, IndexError> {
        let reader = self.reader.lock();
        let mut newest =
            reader.prepare_cached("SELECT first, positions FROM run WHERE stream = ?1 ORDER BY first DESC LIMIT 1")?;
        let mut rows = newest.query([stream.0.as_bytes()])?;
        let Some(row) = rows.next()? else {
            return Ok(StreamVersion(0));
        };
        let count = positions(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?).count();
        Ok(StreamVersion(number(row.get(0)?)? + count as u64 - 1))
    }

    /// Positions of the events after `after` and before version `end`, at most `limit`, oldest first.
    pub(super) fn positions(
        &self,
        stream: StreamId,
        after: StreamVersion,
        end: StreamVersion,
        limit: usize,
    ) -> Result<Vec<LogPosition>, IndexError> {
        let wanted = after.0.saturating_add(1);
        let mut found = Vec::new();
        let reader = self.reader.lock();
        let mut runs = reader.prepare_cached(
            "SELECT first, positions FROM run WHERE stream = ?1 AND first >= coalesce(
                 (SELECT max(first) FROM run WHERE stream = ?1 AND first <= ?2), 0)
             ORDER BY first",
        )?;
        let mut rows = runs.query(params![stream.0.as_bytes(), i64::try_from(wanted).unwrap_or(i64::MAX)])?;
        while let Some(row) = rows.next()? {
            let first = number(row.get(0)?)?;
            let run = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            for (version, position) in (first..).zip(positions(run)) {
                let position = position?;
                if version >= end.0 || found.len() == limit {
                    return Ok(found);
                }
                if version >= wanted {
                    found.push(position);
                }
            }
        }
        Ok(found)
    }

    pub(super) fn find_append(&self, stream: StreamId, key: [u8; 16]) -> Result<Option<FirstAppend>, IndexError> {
        let reader = self.reader.lock();
        let mut select = reader.prepare_cached("SELECT first FROM append WHERE stream = ?1 AND key = ?2")?;
        let value: Option<Vec<u8>> = select
            .query_row(params![stream.0.as_bytes(), key], |row| row.get(0))
            .optional()?;
        Ok(value.map(|value| decode_append(&value)).transpose()?)
    }

    pub(super) fn write(&self, batch: &Batch) -> Result<(), IndexError> {
        let mut writer = self.writer.lock();
        let transaction = writer.transaction()?;
        {
            let mut run = transaction.prepare_cached("INSERT OR REPLACE INTO run VALUES (?1, ?2, ?3)")?;
            for (stream, first, positions) in &batch.streams {
                for (index, positions) in positions.chunks(RUN).enumerate() {
                    let first = first.0 + (index * RUN) as u64;
                    run.execute(params![stream.0.as_bytes(), first as i64, encode_run(positions)])?;
                }
            }
            let mut append = transaction.prepare_cached("INSERT OR REPLACE INTO append VALUES (?1, ?2, ?3)")?;
            for (stream, key, first) in &batch.appends {
                append.execute(params![stream.0.as_bytes(), key, encode_append(first)])?;
            }
            let mut checkpoint = transaction.prepare_cached("UPDATE checkpoint SET position = ?1")?;
            checkpoint.execute([batch.checkpoint.0 as i64])?;
        }
        Ok(transaction.commit()?)
    }
}

fn connect(path: &Path) -> Result<Connection, rusqlite::Error> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    Ok(connection)
}

fn number(stored: i64) -> Result<u64, IndexError> {
    u64::try_from(stored).map_err(|_| IndexError::Damaged("a number is below zero"))
}

fn encode_run(positions: &[LogPosition]) -> Vec<u8> {
    let mut run = Vec::with_capacity(positions.len() * 3 + 7);
    let mut previous = 0;
    for position in positions {
        varint::put(&mut run, position.0 - previous);
        previous = position.0;
    }
    run
}

fn positions(run: &[u8]) -> impl Iterator<Item = Result<LogPosition, Malformed>> + '_ {
    let mut cursor = Cursor::new(run);
    let mut previous = 0u64;
    std::iter::from_fn(move || {
        if cursor.rest().is_empty() {
            return None;
        }
        let step = cursor.unsigned();
        if step.is_err() {
            cursor = Cursor::new(&[]);
        }
        Some(step.and_then(|step| {
            previous = previous
                .checked_add(step)
                .ok_or(Malformed("a position is out of range"))?;
            Ok(LogPosition(previous))
        }))
    })
}

fn encode_append(first: &FirstAppend) -> Vec<u8> {
    let mut value = Vec::with_capacity(32);
    varint::put(&mut value, first.position.0);
    varint::put(&mut value, first.version.0);
    value.extend_from_slice(&first.fingerprint);
    value
}

fn decode_append(value: &[u8]) -> Result<FirstAppend, Malformed> {
    let mut cursor = Cursor::new(value);
    Ok(FirstAppend {
        position: LogPosition(cursor.unsigned()?),
        version: StreamVersion(cursor.unsigned()?),
        fingerprint: cursor.array()?,
    })
}
