//! What the reactors still have to do. Rows appear and disappear with the events, so that whoever looks after a crash
//! sees exactly what is owed.

use crate::{ViewError, Views, inbox::Thread, sql, timeline, view::View};
use domain::{
    ConversationId, MessageId,
    conversation::{Conversation, ConversationEvent as Event, Status},
    message::{DeliveryState, MessageKind},
};
use event_log::{Header, LogPosition, StreamId};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A raw webhook that nobody has parsed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnparsedInbound {
    /// A conversation's, or that of a quarantine.
    pub stream: StreamId,
    pub version: u64,
    pub position: LogPosition,
}

/// A message that may leave now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QueuedMessage {
    pub conversation: ConversationId,
    pub message: MessageId,
    pub sender: String,
    pub kind: MessageKind,
    /// The event that queued it: the order of sending.
    pub position: LogPosition,
}

/// A message that was claimed; whether the carrier has it is not recorded yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClaimedMessage {
    pub conversation: ConversationId,
    pub message: MessageId,
    pub sender: String,
    pub claimed_at: Timestamp,
    pub position: LogPosition,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Due {
    pub conversation: ConversationId,
    pub what: DueWhat,
    pub at: Timestamp,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DueWhat {
    /// A scheduled or held message may be released.
    Message(MessageId),
    /// A snooze ends.
    Snooze,
}

/// A text of the contact that the AI owes an answer to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnansweredText {
    pub conversation: ConversationId,
    pub message: MessageId,
    pub position: LogPosition,
}

impl Views {
    /// Oldest first.
    pub async fn unparsed(&self, limit: usize) -> Result<Vec<UnparsedInbound>, ViewError> {
        self.work(move |db| {
            all(
                db,
                "SELECT stream, version, position FROM unparsed ORDER BY position LIMIT ?1",
                params![cap(limit)],
                |row| {
                    Ok(UnparsedInbound {
                        stream: StreamId(sql::uuid(row, 0)?),
                        version: sql::number(row, 1)?,
                        position: LogPosition(sql::number(row, 2)?),
                    })
                },
            )
        })
        .await
    }

    /// Queued messages that do not wait for a deferral to end, in the order they were queued.
    pub async fn outbox(&self, now: Timestamp, limit: usize) -> Result<Vec<QueuedMessage>, ViewError> {
        self.work(move |db| {
            let query = "SELECT conversation, message, sender, kind, position FROM pending
                         WHERE state = 'queued' AND at <= ?1 ORDER BY position LIMIT ?2";
            all(db, query, params![sql::nanos(now), cap(limit)], |row| {
                Ok(QueuedMessage {
                    conversation: ConversationId(sql::uuid(row, 0)?),
                    message: MessageId(sql::uuid(row, 1)?),
                    sender: row.get(2)?,
                    kind: sql::parse(&format!("\"{}\"", row.get_ref(3)?.as_str()?))?,
                    position: LogPosition(sql::number(row, 4)?),
                })
            })
        })
        .await
    }

    /// Claims without a known outcome, oldest first; among them those being sent at this moment.
    pub async fn claimed(&self, limit: usize) -> Result<Vec<ClaimedMessage>, ViewError> {
        self.work(move |db| {
            let query = "SELECT conversation, message, sender, at, position FROM pending
                         WHERE state = 'dispatching' ORDER BY position LIMIT ?1";
            all(db, query, params![cap(limit)], |row| {
                Ok(ClaimedMessage {
                    conversation: ConversationId(sql::uuid(row, 0)?),
                    message: MessageId(sql::uuid(row, 1)?),
                    sender: row.get(2)?,
                    claimed_at: sql::time(row.get(3)?),
                    position: LogPosition(sql::number(row, 4)?),
                })
            })
        })
        .await
    }

    /// What has come due, the longest overdue first.
    pub async fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<Due>, ViewError> {
        self.work(move |db| {
            let query = "SELECT conversation, message, at FROM pending WHERE state = 'scheduled' AND at <= ?1
                         UNION ALL SELECT conversation, NULL, until FROM snoozed WHERE until <= ?1
                         ORDER BY 3, 1, 2 LIMIT ?2";
            all(db, query, params![sql::nanos(now), cap(limit)], |row| {
                let message: Option<uuid::Uuid> = row.get(1)?;
                Ok(Due {
                    conversation: ConversationId(sql::uuid(row, 0)?),
                    what: message.map_or(DueWhat::Snooze, |message| DueWhat::Message(MessageId(message))),
                    at: sql::time(row.get(2)?),
                })
            })
        })
        .await
    }

    /// When the next scheduled message or snooze comes due; it may have passed.
    pub async fn next_due(&self) -> Result<Option<Timestamp>, ViewError> {
        self.work(|db| {
            first(
                db,
                "SELECT min(at) FROM (SELECT min(at) AS at FROM pending WHERE state = 'scheduled'
                                      UNION ALL SELECT min(until) FROM snoozed)",
                [],
            )
        })
        .await
    }

    /// When the next deferral after `now` ends.
    pub async fn next_retry(&self, now: Timestamp) -> Result<Option<Timestamp>, ViewError> {
        self.work(move |db| {
            first(
                db,
                "SELECT min(at) FROM pending WHERE state = 'queued' AND at > ?1",
                [sql::nanos(now)],
            )
        })
        .await
    }

    /// Oldest first.
    pub async fn unanswered(&self, limit: usize) -> Result<Vec<UnansweredText>, ViewError> {
        self.work(move |db| {
            let query = "SELECT conversation, message, position FROM unanswered ORDER BY position LIMIT ?1";
            all(db, query, params![cap(limit)], |row| {
                Ok(UnansweredText {
                    conversation: ConversationId(sql::uuid(row, 0)?),
                    message: MessageId(sql::uuid(row, 1)?),
                    position: LogPosition(sql::number(row, 2)?),
                })
            })
        })
        .await
    }

    /// The message that the carrier knows by this id.
    pub async fn message_of_carrier(
        &self,
        carrier_id: String,
    ) -> Result<Option<(ConversationId, MessageId)>, ViewError> {
        self.work(move |db| {
            let mut statement =
                db.prepare_cached("SELECT conversation, message FROM carrier_message WHERE carrier_id = ?1")?;
            let found = statement.query_row([carrier_id], |row| {
                Ok((ConversationId(sql::uuid(row, 0)?), MessageId(sql::uuid(row, 1)?)))
            });
            found.optional()
        })
        .await
    }
}

impl Views {
    /// Asks the view of the work. Of one that is behind nothing is told: it lists what was done long ago, and does not
    /// list what an opt-out has stopped since.
    async fn work<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, ViewError> {
        self.must_follow(View::Work)?;
        self.read(query).await
    }
}

fn cap(limit: usize) -> i64 {
    sql::integer(limit as u64)
}

fn all<T>(
    db: &Connection,
    query: &str,
    values: impl rusqlite::Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    db.prepare_cached(query)?.query_map(values, read)?.collect()
}

fn first(db: &Connection, query: &str, values: impl rusqlite::Params) -> rusqlite::Result<Option<Timestamp>> {
    let at: Option<i64> = db.prepare_cached(query)?.query_row(values, |row| row.get(0))?;
    Ok(at.map(sql::time))
}

/// What was owed before an event, to see what the event changed.
pub(crate) struct OwedBefore {
    awaiting_answer: Option<MessageId>,
    status: Status,
}

impl OwedBefore {
    pub fn of(state: &Conversation) -> Self {
        Self {
            awaiting_answer: state.awaiting_answer,
            status: state.status,
        }
    }
}

/// Brings the work tables up to the event, after the thread has folded it.
pub(crate) fn record(
    db: &Connection,
    before: &OwedBefore,
    thread: &Thread,
    header: &Header,
    event: &Event,
) -> rusqlite::Result<()> {
    let state = &thread.state;
    let position = sql::integer(header.position.0);
    match event {
        Event::InboundRecorded(_) => {
            let version = sql::integer(header.version.0);
            db.prepare_cached("INSERT INTO unparsed (position, stream, version) VALUES (?1, ?2, ?3)")?
                .execute(params![position, header.stream.0, version])?;
        }
        Event::InboundParsed(parsed) => {
            db.prepare_cached("DELETE FROM unparsed WHERE stream = ?1 AND version = ?2")?
                .execute(params![header.stream.0, sql::integer(parsed.raw)])?;
        }
        Event::MessageReceived(received) => record_carrier_id(db, header, &received.carrier_id, received.message)?,
        Event::MessageSent(sent) => record_carrier_id(db, header, &sent.carrier_id, sent.message)?,
        _ => {}
    }
    if let Some(message) = timeline::message_of(event) {
        record_message(db, state, header, message)?;
    }
    if before.awaiting_answer != state.awaiting_answer {
        match state.awaiting_answer {
            Some(message) => db
                .prepare_cached(
                    "INSERT OR REPLACE INTO unanswered (conversation, message, position) VALUES (?1, ?2, ?3)",
                )?
                .execute(params![header.stream.0, message.0, position])?,
            None => db
                .prepare_cached("DELETE FROM unanswered WHERE conversation = ?1")?
                .execute([header.stream.0])?,
        };
    }
    if before.status != state.status {
        match state.status {
            Status::Snoozed { until } => db
                .prepare_cached("INSERT OR REPLACE INTO snoozed (conversation, until) VALUES (?1, ?2)")?
                .execute(params![header.stream.0, sql::nanos(until)])?,
            Status::Open | Status::Closed => db
                .prepare_cached("DELETE FROM snoozed WHERE conversation = ?1")?
                .execute([header.stream.0])?,
        };
    }
    Ok(())
}

fn record_message(db: &Connection, state: &Conversation, header: &Header, id: MessageId) -> rusqlite::Result<()> {
    let Some(message) = state.messages.get(&id) else {
        return Ok(());
    };
    // A queued message without a deferral may leave at once: at any time since the beginning of time.
    let not_before = message.not_before.map_or(i64::MIN, sql::nanos);
    let waits = match message.state {
        DeliveryState::Scheduled => Some(("scheduled", not_before)),
        DeliveryState::Queued => Some(("queued", not_before)),
        DeliveryState::Dispatching => Some(("dispatching", sql::nanos(header.time))),
        _ => None,
    };
    match (waits, message.outgoing.as_deref()) {
        (Some((word, at)), Some(outgoing)) => db
            .prepare_cached(
                "INSERT OR REPLACE INTO pending (conversation, message, state, at, sender, kind, position)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                header.stream.0,
                id.0,
                word,
                at,
                outgoing.sender,
                sql::word(&message.kind)?,
                sql::integer(header.position.0)
            ])?,
        _ => db
            .prepare_cached("DELETE FROM pending WHERE conversation = ?1 AND message = ?2")?
            .execute(params![header.stream.0, id.0])?,
    };
    Ok(())
}

fn record_carrier_id(db: &Connection, header: &Header, carrier_id: &str, message: MessageId) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT OR IGNORE INTO carrier_message (carrier_id, conversation, message) VALUES (?1, ?2, ?3)")?
        .execute(params![carrier_id, header.stream.0, message.0])
        .map(drop)
}
