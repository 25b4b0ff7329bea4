//! The timeline, page by page from the newest.

use super::{Item, ItemContent};
use crate::{ViewError, Views, sql};
use domain::{ConversationId, MessageId};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
pub struct TimelinePage {
    /// Oldest first. The newest page ends with every scheduled message that waits, wherever it was written.
    pub items: Vec<Item>,
    /// Give it as `before` to get the page before this one; `null` at the beginning of the conversation.
    pub next_before: Option<u64>,
    /// How far the log can be seen in these items.
    pub position: u64,
}

/// One event in the life of a message.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct MessageEvent {
    pub position: u64,
    #[serde(rename = "type")]
    pub event_type: String,
    pub at: Timestamp,
    pub actor: String,
}

impl Views {
    /// Items ordered before the stream version `before`, or the newest.
    pub async fn timeline(
        &self,
        id: ConversationId,
        before: Option<u64>,
        limit: usize,
    ) -> Result<TimelinePage, ViewError> {
        self.read(move |db| page(db, id, before, limit)).await
    }

    /// A message and every event that touched it; `None` if there is no such message.
    pub async fn message(
        &self,
        id: ConversationId,
        message: MessageId,
    ) -> Result<Option<(Item, Vec<MessageEvent>)>, ViewError> {
        self.read(move |db| history(db, id, message)).await
    }
}

fn page(db: &Connection, id: ConversationId, before: Option<u64>, limit: usize) -> rusqlite::Result<TimelinePage> {
    let mut statement = db.prepare_cached(
        "SELECT item FROM item WHERE conversation = ?1 AND scheduled = 0 AND place < ?2
         ORDER BY place DESC, number DESC LIMIT ?3",
    )?;
    let end = before.map_or(i64::MAX, sql::integer);
    let limit_and_one = sql::integer(limit as u64).saturating_add(1);
    let items = statement.query_map(params![id.0, end, limit_and_one], |row| sql::value::<Item>(row, 0))?;
    let mut items = items.collect::<rusqlite::Result<Vec<_>>>()?;
    let more = items.len() > limit;
    items.truncate(limit);
    let next_before = items.last().filter(|_| more).map(|item| item.version);
    items.reverse();
    if before.is_none() {
        items.extend(waiting(db, id)?);
    }
    Ok(TimelinePage {
        items,
        next_before,
        position: crate::checkpoint::position(db, &[crate::view::View::Conversations])?.0,
    })
}

/// Scheduled messages, the next due first.
fn waiting(db: &Connection, id: ConversationId) -> rusqlite::Result<Vec<Item>> {
    let mut statement =
        db.prepare_cached("SELECT item FROM item WHERE conversation = ?1 AND scheduled = 1 ORDER BY place")?;
    let items = statement.query_map([id.0], |row| sql::value::<Item>(row, 0))?;
    let mut items = items.collect::<rusqlite::Result<Vec<_>>>()?;
    items.sort_by_key(|item| match &item.content {
        ItemContent::Message { message } => message.due,
        ItemContent::Note { .. } | ItemContent::System { .. } => None,
    });
    Ok(items)
}

fn history(
    db: &Connection,
    id: ConversationId,
    message: MessageId,
) -> rusqlite::Result<Option<(Item, Vec<MessageEvent>)>> {
    let mut statement = db.prepare_cached("SELECT item, number FROM item WHERE conversation = ?1 AND id = ?2")?;
    let found = statement
        .query_row(params![id.0, message.to_string()], |row| {
            Ok((sql::value::<Item>(row, 0)?, row.get::<_, i64>(1)?))
        })
        .optional()?;
    let Some((item, number)) = found else { return Ok(None) };
    let mut statement =
        db.prepare_cached("SELECT position, type, at, actor FROM item_event JOIN event USING (position) WHERE item_event.item = ?1 ORDER BY position")?;
    let events = statement.query_map([number], |row| {
        Ok(MessageEvent {
            position: sql::number(row, 0)?,
            event_type: row.get(1)?,
            at: sql::time(row.get(2)?),
            actor: row.get(3)?,
        })
    })?;
    Ok(Some((item, events.collect::<rusqlite::Result<_>>()?)))
}

/// The words of one message.
pub(crate) fn body(db: &Connection, id: ConversationId, message: MessageId) -> rusqlite::Result<Option<String>> {
    let mut statement = db.prepare_cached("SELECT item FROM item WHERE conversation = ?1 AND id = ?2")?;
    let item = statement
        .query_row(params![id.0, message.to_string()], |row| sql::value::<Item>(row, 0))
        .optional()?;
    Ok(item.and_then(|item| match item.content {
        ItemContent::Message { message } => Some(message.body),
        ItemContent::Note { .. } | ItemContent::System { .. } => None,
    }))
}

pub(crate) fn item_by_number(db: &Connection, number: i64) -> rusqlite::Result<Option<Item>> {
    let mut statement = db.prepare_cached("SELECT item FROM item WHERE number = ?1")?;
    statement.query_row([number], |row| sql::value(row, 0)).optional()
}
