//! The log itself, filtered: who did what, when and why. Headers are looked up here, payloads are read from the log.

use crate::{
    ViewError, Views,
    inbox::detail,
    sql::{self, Condition},
    view::View,
};
use domain::ConversationId;
use event_log::{EventLog, Header, LogPosition, Payload, Recorded, StreamId};
use jiff::Timestamp;
use rusqlite::{Connection, params, params_from_iter};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use utoipa::ToSchema;
use uuid::Uuid;

/// Hashes that open doors if they can be guessed offline: not even an auditor needs them.
const SECRETS: [&str; 3] = ["password_hash", "token_hash", "secret_hash"];

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    #[default]
    Asc,
    Desc,
}

/// Everything that is set must hold.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct EventFilter {
    pub after: Option<LogPosition>,
    pub before: Option<LogPosition>,
    /// One of these types; any if empty.
    pub types: Vec<String>,
    pub stream: Option<Uuid>,
    /// An actor such as `agent:<id>`, or a kind of actor such as `agent`.
    pub actor: Option<String>,
    pub since: Option<Timestamp>,
    pub until: Option<Timestamp>,
    pub order: Order,
    pub limit: usize,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct ConversationName {
    pub id: ConversationId,
    /// The contact's name, or the number.
    pub name: String,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
pub struct LoggedEvent {
    pub position: u64,
    pub stream: Uuid,
    /// The event's number in its stream.
    pub version: u64,
    #[serde(rename = "type")]
    pub event_type: String,
    /// The number of the payload's shape.
    pub schema: u16,
    pub at: Timestamp,
    /// Who: `agent:<id>`, `contact`, `carrier:twilio` and the like.
    pub actor: String,
    /// Position of the event that led to this one.
    pub causation: Option<u64>,
    /// Ties together what one request or one inbound text set off.
    pub correlation: Uuid,
    /// `null` if the person was erased.
    #[schema(value_type = Option<Object>)]
    pub data: Option<serde_json::Value>,
    pub conversation: Option<ConversationName>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
pub struct EventPage {
    pub items: Vec<LoggedEvent>,
    /// Oldest first: give it as `after` for the next page; `null` if there is no more.
    pub next_after: Option<u64>,
    /// Newest first: give it as `before` for the next page; `null` if there is no more.
    pub next_before: Option<u64>,
    /// The newest event of the log.
    pub head: u64,
}

impl Views {
    /// Events that pass the filter. `log` is the log that the views follow.
    pub async fn events(&self, log: &dyn EventLog, filter: EventFilter) -> Result<EventPage, ViewError> {
        let (order, limit) = (filter.order, filter.limit);
        // Not the log's own head: whoever goes on from here must not skip what the index has yet to see.
        let head = self.checkpoint(View::Events).0;
        let mut positions = self.read(move |db| positions(db, &filter)).await?;
        let more = positions.len() > limit;
        positions.truncate(limit);
        let next = positions.last().copied().filter(|_| more);
        let (next_after, next_before) = match order {
            Order::Asc => (next, None),
            Order::Desc => (None, next),
        };
        let items = self.logged(read_all(log, &positions).await?).await?;
        Ok(EventPage {
            items,
            next_after,
            next_before,
            head,
        })
    }

    /// Events as people see them: payloads without secrets, conversations with their names.
    pub async fn logged(&self, events: Vec<Recorded>) -> Result<Vec<LoggedEvent>, ViewError> {
        self.read(move |db| {
            let streams: HashSet<StreamId> = events.iter().map(|event| event.header.stream).collect();
            let names = names(db, streams)?;
            events
                .into_iter()
                .map(|event| logged(event, &names))
                .collect::<rusqlite::Result<Vec<_>>>()
        })
        .await
    }
}

fn positions(db: &Connection, filter: &EventFilter) -> rusqlite::Result<Vec<u64>> {
    let mut condition = Condition::default();
    if let Some(after) = filter.after {
        condition.and_with("position > ?", sql::integer(after.0));
    }
    if let Some(before) = filter.before {
        condition.and_with("position < ?", sql::integer(before.0));
    }
    if !filter.types.is_empty() {
        condition.and(format!("type IN ({})", vec!["?"; filter.types.len()].join(", ")));
        filter
            .types
            .iter()
            .for_each(|event_type| condition.bind(event_type.clone()));
    }
    if let Some(stream) = filter.stream {
        condition.and_with("stream = ?", stream);
    }
    if let Some(actor) = &filter.actor {
        // `;` is the character after `:`, so the range holds every actor of the kind.
        condition.and_with("(actor = ? OR (actor >= ? AND actor < ?))", actor.clone());
        condition.bind(format!("{actor}:"));
        condition.bind(format!("{actor};"));
    }
    if let Some(since) = filter.since {
        condition.and_with("at >= ?", sql::nanos(since));
    }
    if let Some(until) = filter.until {
        condition.and_with("at <= ?", sql::nanos(until));
    }
    let direction = match filter.order {
        Order::Asc => "ASC",
        Order::Desc => "DESC",
    };
    let query = format!(
        "SELECT position FROM event {} ORDER BY position {direction} LIMIT {}",
        condition.sql(),
        filter.limit + 1
    );
    let mut statement = db.prepare_cached(&query)?;
    statement
        .query_map(params_from_iter(condition.values()), |row| sql::number(row, 0))?
        .collect()
}

/// Headers are listed as they are, whatever the events say.
pub(crate) fn record(db: &Connection, header: &Header) -> rusqlite::Result<()> {
    let mut index = db.prepare_cached(
        "INSERT INTO event (position, stream, version, type, actor, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    index
        .execute(params![
            sql::integer(header.position.0),
            header.stream.0,
            sql::integer(header.version.0),
            header.event_type,
            header.actor,
            sql::nanos(header.time),
        ])
        .map(drop)
}

/// Neighbours are read together.
async fn read_all(log: &dyn EventLog, positions: &[u64]) -> Result<Vec<Recorded>, ViewError> {
    let mut events: HashMap<u64, Recorded> = HashMap::with_capacity(positions.len());
    let mut sorted = positions.to_vec();
    sorted.sort_unstable();
    for run in sorted.chunk_by(|one, next| one + 1 == *next) {
        let [first, ..] = run else { continue };
        let read = log.read(LogPosition(first - 1), run.len()).await?;
        events.extend(read.into_iter().map(|event| (event.header.position.0, event)));
    }
    Ok(positions
        .iter()
        .filter_map(|position| events.remove(position))
        .collect())
}

fn names(db: &Connection, streams: HashSet<StreamId>) -> rusqlite::Result<HashMap<StreamId, ConversationName>> {
    let mut names = HashMap::new();
    for stream in streams {
        let id = ConversationId(stream.0);
        if let Some(row) = detail::row(db, id)? {
            names.insert(
                stream,
                ConversationName {
                    id,
                    name: row.name.unwrap_or(row.address_display),
                },
            );
        }
    }
    Ok(names)
}

fn logged(event: Recorded, names: &HashMap<StreamId, ConversationName>) -> rusqlite::Result<LoggedEvent> {
    let Recorded { header, payload } = event;
    let data = match payload {
        Payload::Open(bytes) => Some(without_secrets(sql::parse(&String::from_utf8_lossy(&bytes))?)),
        Payload::Erased => None,
    };
    Ok(LoggedEvent {
        position: header.position.0,
        stream: header.stream.0,
        version: header.version.0,
        event_type: header.event_type.to_string(),
        schema: header.schema,
        at: header.time,
        actor: header.actor.to_string(),
        causation: header.causation.map(|position| position.0),
        correlation: header.correlation,
        data,
        conversation: names.get(&header.stream).cloned(),
    })
}

fn without_secrets(mut data: serde_json::Value) -> serde_json::Value {
    if let Some(fields) = data.as_object_mut() {
        fields.retain(|name, _| !SECRETS.contains(&name.as_str()));
    }
    data
}
