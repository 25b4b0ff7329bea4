//! Erased contacts: what remains to be known of them, and how everything else about them leaves the views.
//!
//! Folding `contact_erased` is what purges. Whatever the log has of the contact after that, it counts as erased at once,
//! also while the key is not destroyed yet; so live views hold the same as those that are built later, when nobody can read
//! the contact's events any more. The file is written anew before the new position can be seen ([`crate::file::scrub`]).

use crate::{
    Cursor, View, ViewError, Views, checkpoint,
    inbox::{BoxTally, ConversationRow, Placement},
    search, sql,
    timeline::{Item, ItemContent},
};
use domain::{
    ConversationId, StoreId,
    erasure::{ContactErased, ErasureCompleted, ErasureReason},
};
use event_log::{Header, StreamId};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};
use utoipa::ToSchema;

/// Ids, counts and times: nothing that tells who it was.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct ErasureRecord {
    /// The conversation's, a keyed hash of store and number: the same number gives it again, nobody else can tell whose it is.
    pub id: ConversationId,
    pub store: StoreId,
    pub reason: ErasureReason,
    /// Who asked for it: `agent:<id>`, `shop:shopify`.
    pub actor: String,
    pub at: Timestamp,
    /// The event that says so.
    pub position: u64,
    /// `null` while it is being carried out.
    pub completed: Option<CompletedErasure>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct CompletedErasure {
    pub at: Timestamp,
    /// The event that says so.
    pub position: u64,
    /// How many events of the contact nobody can read any more.
    pub events: u64,
    /// Log positions of the first and the last of them.
    pub first: Option<u64>,
    pub last: Option<u64>,
    /// How many files were removed.
    pub media: u64,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct ErasurePage {
    /// Newest first.
    pub items: Vec<ErasureRecord>,
    pub next_cursor: Option<String>,
    pub position: u64,
}

impl Views {
    /// `None` if this contact was not erased.
    pub async fn erasure(&self, id: ConversationId) -> Result<Option<ErasureRecord>, ViewError> {
        self.read(move |db| erasure(db, id)).await
    }

    pub async fn erasures(
        &self,
        store: Option<StoreId>,
        cursor: Option<Cursor>,
        limit: usize,
    ) -> Result<ErasurePage, ViewError> {
        self.read(move |db| page(db, store, cursor.as_ref(), limit)).await
    }

    /// Those that are not carried out to the end, oldest first.
    pub async fn unfinished_erasures(&self, limit: usize) -> Result<Vec<ErasureRecord>, ViewError> {
        self.read(move |db| {
            let mut statement =
                db.prepare_cached("SELECT value FROM erasure WHERE completed IS NULL ORDER BY position LIMIT ?1")?;
            statement
                .query_map([sql::integer(limit as u64)], |row| sql::value(row, 0))?
                .collect::<rusqlite::Result<Vec<_>>>()
        })
        .await
    }
}

fn erasure(db: &Connection, id: ConversationId) -> rusqlite::Result<Option<ErasureRecord>> {
    let mut statement = db.prepare_cached("SELECT value FROM erasure WHERE conversation = ?1")?;
    statement.query_row([id.0], |row| sql::value(row, 0)).optional()
}

fn page(
    db: &Connection,
    store: Option<StoreId>,
    cursor: Option<&Cursor>,
    limit: usize,
) -> Result<ErasurePage, ViewError> {
    let mut condition = sql::Condition::default();
    if let Some(store) = store {
        condition.and_with("store = ?", store.0);
    }
    if let Some(cursor) = cursor {
        condition.and_with("position < ?", cursor.number()?);
    }
    let query = format!(
        "SELECT value FROM erasure {} ORDER BY position DESC LIMIT {}",
        condition.sql(),
        limit + 1
    );
    let mut statement = db.prepare_cached(&query)?;
    let found = statement.query_map(params_from_iter(condition.values()), |row| sql::value(row, 0))?;
    let mut items: Vec<ErasureRecord> = found.collect::<rusqlite::Result<_>>()?;
    let more = items.len() > limit;
    items.truncate(limit);
    let next_cursor = items
        .last()
        .filter(|_| more)
        .map(|last| Cursor::new(last.position, last.id).to_string());
    Ok(ErasurePage {
        items,
        next_cursor,
        position: checkpoint::read(db, View::Directory)?.position.0,
    })
}

/// The conversation whose erasure was asked for or completed by the event at this position.
pub(crate) fn erased_at(db: &Connection, position: u64) -> rusqlite::Result<Option<ErasureRecord>> {
    let mut statement = db.prepare_cached(
        "SELECT value FROM erasure WHERE position = ?1 UNION ALL SELECT value FROM erasure WHERE completed = ?1",
    )?;
    statement
        .query_row([sql::integer(position)], |row| sql::value(row, 0))
        .optional()
}

pub(crate) fn is_unfinished(db: &Connection) -> rusqlite::Result<bool> {
    db.prepare("SELECT 1 FROM erasure WHERE completed IS NULL")?.exists([])
}

/// The streams whose events count as erased.
pub(crate) fn streams(db: &Connection) -> rusqlite::Result<HashSet<StreamId>> {
    let mut statement = db.prepare("SELECT conversation FROM erased")?;
    statement
        .query_map([], |row| sql::uuid(row, 0).map(StreamId))?
        .collect()
}

/// For every view, also for those that have not come to the erasure yet: in the end they hold nothing of the contact either way.
pub(crate) fn mark(db: &Connection, id: ConversationId) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT OR IGNORE INTO erased (conversation) VALUES (?1)")?
        .execute([id.0])
        .map(drop)
}

pub(crate) fn record_erased(db: &Connection, header: &Header, erased: &ContactErased) -> rusqlite::Result<()> {
    let record = ErasureRecord {
        id: erased.conversation,
        store: erased.store,
        reason: erased.reason,
        actor: header.actor.to_string(),
        at: header.time,
        position: header.position.0,
        completed: None,
    };
    db.prepare_cached("INSERT INTO erasure (conversation, store, position, value) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![
            erased.conversation.0,
            erased.store.0,
            sql::integer(header.position.0),
            sql::json(&record)?
        ])
        .map(drop)
}

pub(crate) fn record_completed(db: &Connection, header: &Header, completed: &ErasureCompleted) -> rusqlite::Result<()> {
    let id = completed.conversation;
    let Some(record) = erasure(db, id)? else { return Ok(()) };
    let record = ErasureRecord {
        completed: Some(CompletedErasure {
            at: header.time,
            position: header.position.0,
            events: completed.events,
            first: completed.first,
            last: completed.last,
            media: completed.media,
        }),
        ..record
    };
    db.prepare_cached("UPDATE erasure SET completed = ?2, value = ?3 WHERE conversation = ?1")?
        .execute(params![id.0, sql::integer(header.position.0), sql::json(&record)?])
        .map(drop)
}

/// Takes everything about the contact out of a view; of their events the headers stay. How many rows that were.
pub(crate) fn purge(db: &Connection, view: View, tally: &mut BoxTally, id: ConversationId) -> rusqlite::Result<usize> {
    match view {
        View::Conversations => Ok(purge_inbox(db, tally, id)? + purge_timeline(db, id)?),
        View::Shopping => purge_shopping(db, id),
        View::Work => purge_work(db, id),
        View::Directory | View::Events => Ok(0),
    }
}

fn purge_inbox(db: &Connection, tally: &mut BoxTally, id: ConversationId) -> rusqlite::Result<usize> {
    let mut placed = db.prepare_cached("SELECT store, box, owner, open, unread FROM conversation WHERE id = ?1")?;
    let placed = placed.query_row([id.0], |row| {
        let placement = Placement {
            lies_in: sql::parse(&format!("\"{}\"", row.get_ref(1)?.as_str()?))?,
            owner: row.get::<_, Option<_>>(2)?.map(domain::AgentId),
            open: row.get(3)?,
        };
        Ok((StoreId(sql::uuid(row, 0)?), placement, row.get(4)?))
    });
    if let Some((store, placement, unread)) = placed.optional()? {
        tally.leave(store, placement, unread);
    }
    let shown: Option<ConversationRow> = crate::inbox::detail::row(db, id)?;
    search::rename(db, id, shown.and_then(|row| row.name).as_deref(), None)?;
    delete(
        db,
        id,
        &[
            "DELETE FROM conversation WHERE id = ?1",
            "DELETE FROM conversation_shown WHERE id = ?1",
            "DELETE FROM conversation_label WHERE conversation = ?1",
            "DELETE FROM suppression WHERE conversation = ?1",
            "DELETE FROM marketing_text WHERE conversation = ?1",
        ],
    )
}

fn purge_timeline(db: &Connection, id: ConversationId) -> rusqlite::Result<usize> {
    let mut items = db.prepare_cached("SELECT number, item FROM item WHERE conversation = ?1")?;
    let items = items.query_map([id.0], |row| Ok((row.get::<_, i64>(0)?, sql::value::<Item>(row, 1)?)))?;
    let mut words = BTreeSet::new();
    for found in items {
        let (number, item) = found?;
        let ItemContent::Message { message } = item.content else {
            continue;
        };
        search::forget_text(db, number, &message.body)?;
        words.append(&mut search::words(&message.body));
    }
    search::forget_words(db, &words)?;
    delete(
        db,
        id,
        &[
            "DELETE FROM item_event WHERE item IN (SELECT number FROM item WHERE conversation = ?1)",
            "DELETE FROM item WHERE conversation = ?1",
        ],
    )
}

fn purge_shopping(db: &Connection, id: ConversationId) -> rusqlite::Result<usize> {
    delete(
        db,
        id,
        &[
            "DELETE FROM cart WHERE conversation = ?1",
            "DELETE FROM shop_order WHERE conversation = ?1",
            "DELETE FROM link WHERE conversation = ?1",
        ],
    )
}

fn purge_work(db: &Connection, id: ConversationId) -> rusqlite::Result<usize> {
    delete(
        db,
        id,
        &[
            "DELETE FROM carrier_message WHERE conversation = ?1",
            "DELETE FROM unparsed WHERE stream = ?1",
            "DELETE FROM pending WHERE conversation = ?1",
            "DELETE FROM snoozed WHERE conversation = ?1",
            "DELETE FROM unanswered WHERE conversation = ?1",
        ],
    )
}

fn delete(db: &Connection, id: ConversationId, statements: &[&str]) -> rusqlite::Result<usize> {
    let mut rows = 0;
    for statement in statements {
        rows += db.prepare_cached(statement)?.execute([id.0])?;
    }
    Ok(rows)
}
