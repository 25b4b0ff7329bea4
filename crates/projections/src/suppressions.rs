//! Who must not be texted: everybody who opted out, wherever that was said. Part of the view `conversations`.
//!
//! Erased contacts are not listed, since nobody knows their numbers any more; the log refuses every text to them.

use crate::{Cursor, ViewError, Views, inbox::Thread, sql};
use domain::{ConversationId, StoreId, conversation::ConversationEvent as Event};
use event_log::Header;
use jiff::Timestamp;
use rusqlite::{Connection, params, params_from_iter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Suppression {
    pub conversation: ConversationId,
    /// E.164.
    pub address: String,
    pub since: Timestamp,
    /// How it was said: `text`, `carrier`, `agent`, `shop` or `import`.
    pub cause: String,
    /// The event that says so.
    pub position: u64,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct SuppressionPage {
    /// In the order in which they were heard.
    pub items: Vec<Suppression>,
    pub next_cursor: Option<String>,
    pub position: u64,
}

impl Views {
    pub async fn suppressions(
        &self,
        store: StoreId,
        cursor: Option<Cursor>,
        limit: usize,
    ) -> Result<SuppressionPage, ViewError> {
        self.read(move |db| page(db, store, cursor.as_ref(), limit)).await
    }
}

fn page(db: &Connection, store: StoreId, cursor: Option<&Cursor>, limit: usize) -> Result<SuppressionPage, ViewError> {
    let mut condition = sql::Condition::default();
    condition.and_with("store = ?", store.0);
    if let Some(cursor) = cursor {
        condition.and_with("position > ?", cursor.number()?);
    }
    let query = format!(
        "SELECT conversation, address, since, cause, position FROM suppression {} ORDER BY position LIMIT {}",
        condition.sql(),
        limit + 1
    );
    let mut statement = db.prepare_cached(&query)?;
    let found = statement.query_map(params_from_iter(condition.values()), |row| {
        Ok(Suppression {
            conversation: ConversationId(sql::uuid(row, 0)?),
            address: row.get(1)?,
            since: sql::time(row.get(2)?),
            cause: row.get(3)?,
            position: sql::number(row, 4)?,
        })
    })?;
    let mut items: Vec<Suppression> = found.collect::<rusqlite::Result<_>>()?;
    let more = items.len() > limit;
    items.truncate(limit);
    let next_cursor = items
        .last()
        .filter(|_| more)
        .map(|last| Cursor::new(last.position, "").to_string());
    let position = crate::checkpoint::position(db, &[crate::View::Conversations])?.0;
    Ok(SuppressionPage {
        items,
        next_cursor,
        position,
    })
}

/// After the thread has folded the event.
pub fn record(db: &Connection, thread: &Thread, header: &Header, event: &Event) -> rusqlite::Result<()> {
    match event {
        Event::ContactOptedOut(opted_out) => match &thread.state.started {
            Some(started) => add(
                db,
                header,
                started.store,
                started.address.as_str(),
                &sql::word(&opted_out.cause)?,
            ),
            None => Ok(()),
        },
        Event::ContactSuppressed(suppressed) => {
            add(db, header, suppressed.store, suppressed.address.as_str(), "import")
        }
        Event::ContactOptedIn(_) => {
            let mut delete = db.prepare_cached("DELETE FROM suppression WHERE conversation = ?1")?;
            delete.execute([header.stream.0]).map(drop)
        }
        _ => Ok(()),
    }
}

fn add(db: &Connection, header: &Header, store: StoreId, address: &str, cause: &str) -> rusqlite::Result<()> {
    let mut insert = db.prepare_cached(
        "INSERT OR REPLACE INTO suppression (conversation, store, address, since, cause, position)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let (since, position) = (sql::nanos(header.time), sql::integer(header.position.0));
    insert
        .execute(params![header.stream.0, store.0, address, since, cause, position])
        .map(drop)
}
