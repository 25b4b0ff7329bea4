//! What changed since a position, for browsers that follow along. *A fresh snapshot is the old one and the changes*:
//! a change carries the row and the item as they stand now, at its position or after it.

use crate::{
    ErasureRecord, ViewError, Views, checkpoint, erasure,
    fold::Category,
    inbox::{ConversationRow, detail},
    sql,
    timeline::{self, Item},
    view::View,
};
use domain::ConversationId;
use event_log::LogPosition;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::ToSchema;

/// What a change is put together from.
const SHOWN: [View; 2] = [View::Conversations, View::Events];

/// What an event was about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    Conversation,
    Store,
    Agent,
    ApiKey,
    Erasure,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Change {
    pub position: u64,
    pub subject: Subject,
    /// The conversation as it stands, at this position or later; `null` if the event was not about one, or only a raw
    /// webhook is there yet.
    pub conversation: Option<ConversationRow>,
    /// The item of the timeline that the event touched.
    pub item: Option<Item>,
    /// The erasure that was asked for, or carried out to the end.
    pub erasure: Option<ErasureRecord>,
    pub event_type: String,
    pub actor: String,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Changes {
    pub items: Vec<Change>,
    /// Ask for the changes after this position next.
    pub position: LogPosition,
}

impl Views {
    /// The newest change that can be told.
    pub fn newest_change(&self) -> LogPosition {
        SHOWN
            .map(|view| self.checkpoint(view))
            .into_iter()
            .min()
            .unwrap_or_default()
    }

    /// The changes after a position, oldest first; none if the views have not got further.
    pub async fn changes(&self, after: LogPosition, limit: usize) -> Result<Changes, ViewError> {
        self.read(move |db| changes(db, after, limit)).await
    }
}

fn changes(db: &Connection, after: LogPosition, limit: usize) -> rusqlite::Result<Changes> {
    let mut statement = db.prepare_cached(
        "SELECT position, stream, type, actor, item FROM event LEFT JOIN item_event USING (position)
         WHERE position > ?1 AND position <= ?2 ORDER BY position LIMIT ?3",
    )?;
    // A change that the rows do not show yet would never be told again.
    let end = checkpoint::position(db, &SHOWN)?;
    let mut rows = statement.query(params![
        sql::integer(after.0),
        sql::integer(end.0),
        sql::integer(limit as u64)
    ])?;
    let mut conversations: HashMap<ConversationId, Option<ConversationRow>> = HashMap::new();
    let mut changes = Changes {
        items: vec![],
        position: after,
    };
    while let Some(row) = rows.next()? {
        let position = sql::number(row, 0)?;
        changes.position = LogPosition(position);
        let event_type: String = row.get(2)?;
        let Some(category) = Category::of(&event_type) else {
            continue;
        };
        let conversation = match category {
            Category::Conversation => {
                let id = ConversationId(sql::uuid(row, 1)?);
                if let Some(known) = conversations.get(&id) {
                    known.clone()
                } else {
                    let found = detail::row(db, id)?;
                    conversations.insert(id, found.clone());
                    found
                }
            }
            Category::Store | Category::Agent | Category::ApiKey | Category::Erasure => None,
        };
        let erasure = match category {
            Category::Erasure => erasure::erased_at(db, position)?,
            _ => None,
        };
        let item = match row.get::<_, Option<i64>>(4)? {
            Some(number) => timeline::item_by_number(db, number)?,
            None => None,
        };
        let subject = match category {
            Category::Conversation => Subject::Conversation,
            Category::Store => Subject::Store,
            Category::Agent => Subject::Agent,
            Category::ApiKey => Subject::ApiKey,
            Category::Erasure => Subject::Erasure,
        };
        changes.items.push(Change {
            position,
            subject,
            conversation,
            item,
            erasure,
            event_type,
            actor: row.get(3)?,
        });
    }
    Ok(changes)
}
