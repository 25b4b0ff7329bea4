//! How far each view has got, and which event that was.

use crate::{sql, view::View};
use event_log::{Header, LogPosition};
use rusqlite::{Connection, params};

/// What is kept of an event to know it again.
const MARK_BYTES: usize = 16;

/// A view's last folded event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checkpoint {
    /// 0 if nothing was folded yet.
    pub position: LogPosition,
    /// [`mark`] of the event there; empty at 0.
    pub mark: Vec<u8>,
}

pub fn create(db: &Connection) -> rusqlite::Result<()> {
    for view in View::ALL {
        db.prepare_cached("INSERT INTO checkpoint (view, position, mark) VALUES (?1, 0, x'')")?
            .execute([view.name()])?;
    }
    Ok(())
}

pub fn read(db: &Connection, view: View) -> rusqlite::Result<Checkpoint> {
    let mut statement = db.prepare_cached("SELECT position, mark FROM checkpoint WHERE view = ?1")?;
    statement.query_row([view.name()], |row| {
        Ok(Checkpoint {
            position: LogPosition(sql::number(row, 0)?),
            mark: row.get(1)?,
        })
    })
}

/// How far the log can be seen in rows that come from all of these views.
pub fn position(db: &Connection, views: &[View]) -> rusqlite::Result<LogPosition> {
    let positions = views.iter().map(|view| read(db, *view).map(|found| found.position));
    let positions = positions.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(positions.into_iter().min().unwrap_or_default())
}

/// All of them, in the order of [`View::ALL`].
pub fn all(db: &Connection) -> rusqlite::Result<Vec<Checkpoint>> {
    View::ALL.into_iter().map(|view| read(db, view)).collect()
}

pub fn advance(db: &Connection, view: View, to: &Header) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE checkpoint SET position = ?2, mark = ?3 WHERE view = ?1")?
        .execute(params![view.name(), sql::integer(to.position.0), mark(to)])
        .map(drop)
}

/// Tells an event of this log from one that another log has at the same position.
pub fn mark(header: &Header) -> Vec<u8> {
    let mut hasher = blake3::Hasher::new();
    hasher
        .update(&header.position.0.to_le_bytes())
        .update(header.stream.0.as_bytes())
        .update(&header.version.0.to_le_bytes())
        .update(&header.time.as_nanosecond().to_le_bytes())
        .update(header.correlation.as_bytes())
        .update(header.event_type.as_bytes());
    hasher.finalize().as_bytes()[..MARK_BYTES].to_vec()
}
