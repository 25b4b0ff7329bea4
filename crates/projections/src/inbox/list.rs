//! The list of a box: filtered, searched, page by page.

use super::{ConversationBox, ConversationRow};
use crate::{
    Cursor, ViewError, Views, search,
    sql::{self, Condition},
};
use domain::{
    AgentId, StoreId,
    message::{Channel, MessageKind},
};
use rusqlite::{Connection, params_from_iter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Which conversations.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Listing {
    #[default]
    All,
    Inbox,
    /// Assigned to this agent, and open.
    Owned(AgentId),
    /// Inbox, and everything assigned and open.
    Open,
    Automated,
    Sent,
    Snoozed,
    Closed,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Has {
    /// A cart that has not become an order.
    Cart,
    Order,
}

/// Everything that is set must hold.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ListFilter {
    pub listing: Listing,
    pub store: Option<StoreId>,
    pub kind: Option<MessageKind>,
    pub channel: Option<Channel>,
    pub label: Option<String>,
    pub assignee: Option<AgentId>,
    pub unread: bool,
    pub opted_out: bool,
    pub has: Option<Has>,
    /// Name, number or words of a message.
    pub search: Option<String>,
    pub cursor: Option<Cursor>,
    pub limit: usize,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
pub struct ConversationPage {
    /// Newest activity first.
    pub items: Vec<ConversationRow>,
    pub next_cursor: Option<String>,
    /// How far the log can be seen in these rows.
    pub position: u64,
}

impl Views {
    pub async fn list(&self, filter: ListFilter) -> Result<ConversationPage, ViewError> {
        self.read(move |db| list(db, &filter)).await
    }
}

fn list(db: &Connection, filter: &ListFilter) -> Result<ConversationPage, ViewError> {
    let condition = condition(db, filter)?;
    let sql = format!(
        "WITH page AS (SELECT id, activity FROM conversation {} ORDER BY activity DESC, id LIMIT {})
         SELECT row, activity FROM page JOIN conversation_shown USING (id) ORDER BY activity DESC, id",
        condition.sql(),
        filter.limit + 1
    );
    let mut statement = db.prepare_cached(&sql)?;
    let found = statement.query_map(params_from_iter(condition.values()), |row| {
        Ok((sql::value::<ConversationRow>(row, 0)?, row.get::<_, i64>(1)?))
    })?;
    let mut found = found.collect::<rusqlite::Result<Vec<_>>>()?;
    let more = found.len() > filter.limit;
    found.truncate(filter.limit);
    let next_cursor = match found.last() {
        Some((row, activity)) if more => Some(Cursor::new(activity, row.id).to_string()),
        _ => None,
    };
    let items = found.into_iter().map(|(row, _)| row).collect();
    Ok(ConversationPage {
        items,
        next_cursor,
        position: crate::checkpoint::position(db, &[crate::view::View::Conversations])?.0,
    })
}

fn condition(db: &Connection, filter: &ListFilter) -> Result<Condition, ViewError> {
    let mut condition = Condition::default();
    let in_box = |lies_in: ConversationBox| sql::word(&lies_in);
    match filter.listing {
        Listing::All => {}
        Listing::Inbox => condition.and_with("box = ?", in_box(ConversationBox::Inbox)?),
        Listing::Owned(agent) => condition.and_with("owner = ?", agent.0),
        Listing::Open => condition.and("open = 1"),
        Listing::Automated => condition.and_with("box = ?", in_box(ConversationBox::Automated)?),
        Listing::Sent => condition.and_with("box = ?", in_box(ConversationBox::Sent)?),
        Listing::Snoozed => condition.and_with("box = ?", in_box(ConversationBox::Snoozed)?),
        Listing::Closed => condition.and_with("box = ?", in_box(ConversationBox::Closed)?),
    }
    if let Some(store) = filter.store {
        condition.and_with("store = ?", store.0);
    }
    if let Some(kind) = filter.kind {
        condition.and_with("kind = ?", sql::word(&kind)?);
    }
    if let Some(channel) = filter.channel {
        condition.and_with("channel = ?", sql::word(&channel)?);
    }
    if let Some(label) = &filter.label {
        condition.and_with(
            "id IN (SELECT conversation FROM conversation_label WHERE label = ?)",
            label.clone(),
        );
    }
    if let Some(agent) = filter.assignee {
        condition.and_with("assignee = ?", agent.0);
    }
    if filter.unread {
        condition.and("unread > 0");
    }
    if filter.opted_out {
        condition.and("opted_out = 1");
    }
    match filter.has {
        None => {}
        Some(Has::Cart) => condition.and("has_cart = 1"),
        Some(Has::Order) => condition.and("has_order = 1"),
    }
    if let Some(text) = &filter.search {
        search::restrict(db, &mut condition, text)?;
    }
    if let Some(cursor) = &filter.cursor {
        let activity = cursor.number()?;
        condition.and_with("activity <= ?", activity);
        condition.and_with("(activity < ? OR id > ?)", activity);
        condition.bind(cursor.uuid()?);
    }
    Ok(condition)
}
