//! The people behind the conversations, by name.

use crate::{
    Cursor, ViewError, Views,
    inbox::{ContactDetail, ConversationRow, StoredDetail},
    search,
    sql::{self, Condition},
};
use domain::{ConversationId, StoreId, consent::ConsentStatus};
use jiff::Timestamp;
use rusqlite::{Connection, params_from_iter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
pub struct ContactRow {
    pub conversation: ConversationId,
    pub store: StoreId,
    pub address: String,
    pub address_display: String,
    #[serde(flatten)]
    pub contact: ContactDetail,
    pub consent: ConsentStatus,
    pub last_activity_at: Timestamp,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct ContactFilter {
    pub store: Option<StoreId>,
    /// Name, number or words of a message.
    pub search: Option<String>,
    pub cursor: Option<Cursor>,
    pub limit: usize,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
pub struct ContactPage {
    /// By name; those without one last, by number.
    pub items: Vec<ContactRow>,
    pub next_cursor: Option<String>,
    pub position: u64,
}

impl Views {
    pub async fn contacts(&self, filter: ContactFilter) -> Result<ContactPage, ViewError> {
        self.read(move |db| contacts(db, &filter)).await
    }
}

/// What a conversation is sorted by: the name, or behind all names the number.
pub(crate) fn sort_name(row: &ConversationRow) -> String {
    match &row.name {
        Some(name) => search::plain(name),
        None => format!("\u{10ffff}{}", row.address),
    }
}

fn contacts(db: &Connection, filter: &ContactFilter) -> Result<ContactPage, ViewError> {
    let mut condition = Condition::default();
    if let Some(store) = filter.store {
        condition.and_with("store = ?", store.0);
    }
    if let Some(text) = &filter.search {
        search::restrict(db, &mut condition, text)?;
    }
    if let Some(cursor) = &filter.cursor {
        condition.and_with("(sort_name, id) > (?, ?)", cursor.key.clone());
        condition.bind(cursor.uuid()?);
    }
    let sql = format!(
        "WITH page AS (SELECT id, sort_name FROM conversation {} ORDER BY sort_name, id LIMIT {})
         SELECT row, detail, sort_name FROM page JOIN conversation_shown USING (id) ORDER BY sort_name, id",
        condition.sql(),
        filter.limit + 1
    );
    let mut statement = db.prepare_cached(&sql)?;
    let found = statement.query_map(params_from_iter(condition.values()), |row| {
        let conversation: ConversationRow = sql::value(row, 0)?;
        let detail: StoredDetail = sql::value(row, 1)?;
        Ok((contact(conversation, detail), row.get::<_, String>(2)?))
    })?;
    let mut found = found.collect::<rusqlite::Result<Vec<_>>>()?;
    let more = found.len() > filter.limit;
    found.truncate(filter.limit);
    let last = found.last().filter(|_| more);
    let next_cursor = last.map(|(row, name)| Cursor::new(name, row.conversation).to_string());
    let items = found.into_iter().map(|(row, _)| row).collect();
    Ok(ContactPage {
        items,
        next_cursor,
        position: crate::checkpoint::position(db, &[crate::view::View::Conversations])?.0,
    })
}

fn contact(row: ConversationRow, detail: StoredDetail) -> ContactRow {
    ContactRow {
        conversation: row.id,
        store: row.store,
        address: row.address,
        address_display: row.address_display,
        contact: detail.contact,
        consent: row.consent,
        last_activity_at: row.last_activity_at,
    }
}
