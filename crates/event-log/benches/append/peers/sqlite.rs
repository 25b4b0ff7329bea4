//! SQLite with a write-ahead log and `synchronous=FULL`: one transaction for all that is waiting.

use super::grouped::{Grouped, Store};
use super::{Description, Failure, Kind};
use crate::event::{ACTOR, EVENT_TYPE, Event, PAYLOAD, SCHEMA};
use rusqlite::{Connection, params};
use std::path::Path;

pub fn start(directory: &Path) -> Result<(Grouped, Description), Failure> {
    let connection = Connection::open(directory.join("events.sqlite3"))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "cache_size", -256 * 1024)?;
    connection.execute_batch(
        "CREATE TABLE event (
             position INTEGER PRIMARY KEY, stream BLOB NOT NULL, version INTEGER NOT NULL, type TEXT NOT NULL,
             schema INTEGER NOT NULL, time INTEGER NOT NULL, actor TEXT NOT NULL, correlation BLOB NOT NULL,
             payload BLOB NOT NULL, UNIQUE (stream, version)
         ) STRICT",
    )?;
    let description = Description {
        kind: Kind::Sqlite,
        about: format!("{}, WAL, synchronous=FULL, 256 MiB cache", rusqlite::version()),
        durable: true,
    };
    Ok((Grouped::new(Table(connection)), description))
}

struct Table(Connection);

impl Store for Table {
    fn commit(&mut self, group: &[Event]) -> Result<(), Failure> {
        let transaction = self.0.transaction()?;
        let mut insert = transaction.prepare_cached(
            "INSERT INTO event (stream, version, type, schema, time, actor, correlation, payload)
             VALUES (?, ?, ?, ?, 0, ?, ?, ?)",
        )?;
        for event in group {
            insert.execute(params![
                event.stream_id().as_bytes(),
                event.version() as i64,
                EVENT_TYPE,
                SCHEMA,
                ACTOR,
                event.correlation().as_bytes(),
                PAYLOAD,
            ])?;
        }
        drop(insert);
        Ok(transaction.commit()?)
    }
}
