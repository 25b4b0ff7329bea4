//! The views' file looked at from outside: nothing is written, so a server may have it open meanwhile.

use crate::{View, ViewError, checkpoint, file};
use event_log::LogPosition;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ViewsFound {
    /// Of the view that is furthest behind.
    pub checkpoint: LogPosition,
    /// Whether this version fills the same tables in the same way. If not, it builds them anew.
    pub current: bool,
}

/// `None` if there are no views, which are then built at the next start.
pub fn inspect(path: &Path) -> Result<Option<ViewsFound>, ViewError> {
    if !path.exists() {
        return Ok(None);
    }
    let connection = open(path)?;
    let format: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let current = format == file::format();
    let checkpoint = match current {
        true => furthest_behind(&connection)?,
        false => LogPosition(0),
    };
    Ok(Some(ViewsFound { checkpoint, current }))
}

fn furthest_behind(connection: &Connection) -> Result<LogPosition, ViewError> {
    let mut furthest = None;
    for view in View::ALL {
        let position = checkpoint::read(connection, view)?.position;
        furthest = Some(furthest.map_or(position, |known: LogPosition| known.min(position)));
    }
    Ok(furthest.unwrap_or_default())
}

/// Without a write-ahead log nobody writes, and the file is all there is; opened in the usual way SQLite would make
/// files of its own beside it.
fn open(path: &Path) -> Result<Connection, ViewError> {
    let mut write_ahead_log = path.as_os_str().to_owned();
    write_ahead_log.push("-wal");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if Path::new(&write_ahead_log).exists() {
        return Ok(Connection::open_with_flags(path, flags)?);
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
    Ok(Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI)?)
}
