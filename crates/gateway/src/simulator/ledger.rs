//! What the simulated network remembers: texts on phones, files, webhooks that are not taken in yet.

use super::{
    phone::Direction,
    webhook::{self, Report, SimulatedWebhook},
};
use crate::{InboundText, MediaSource, OptOutType, Outbound, OutboundMedia, RemoteMedia};
use domain::{Address, MessageId};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, Transaction, params, params_from_iter};
use std::path::Path;

/// Address of a file in the ledger, before its number.
pub(super) const FILE_URL: &str = "simulator:file/";

const SENT_AFTER: SignedDuration = SignedDuration::from_millis(200);

const FORMAT: i64 = 1;

/// `texts` has a row for each call that was taken and each text of a customer. A message of ours is deliberately not
/// unique there: two rows are the proof that it was sent twice. Times are microseconds since 1970.
const SCHEMA: &str = "
    CREATE TABLE texts (
        id INTEGER PRIMARY KEY,
        carrier_id TEXT NOT NULL UNIQUE,
        message TEXT,
        phone TEXT NOT NULL,
        sender TEXT NOT NULL,
        direction TEXT NOT NULL CHECK (direction IN ('store', 'customer')),
        channel TEXT NOT NULL,
        body TEXT NOT NULL,
        media TEXT NOT NULL,
        at INTEGER NOT NULL,
        delivered_at INTEGER,
        undelivered_at INTEGER,
        read_at INTEGER
    );
    CREATE INDEX texts_by_phone ON texts (phone, at);
    CREATE INDEX texts_by_message ON texts (message) WHERE message IS NOT NULL;
    CREATE TABLE files (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
    CREATE TABLE webhooks (
        id INTEGER PRIMARY KEY,
        delivery TEXT NOT NULL UNIQUE,
        topic TEXT NOT NULL,
        body TEXT NOT NULL,
        phone TEXT NOT NULL,
        sender TEXT NOT NULL,
        due INTEGER NOT NULL
    );
    CREATE INDEX webhooks_by_due ON webhooks (due, id);
    CREATE TABLE blocked (phone TEXT NOT NULL, sender TEXT NOT NULL, PRIMARY KEY (phone, sender));
";

#[derive(thiserror::Error, Debug)]
pub enum SimulatorError {
    #[error("the simulator's ledger cannot be used: {0}")]
    Sqlite(#[from] rusqlite::Error),
    #[error(
        "the simulator's ledger has format {found}, this version knows {FORMAT}: move the file away to begin a new one"
    )]
    Format { found: i64 },
    #[error("the simulator's ledger holds something unreadable in `{column}`")]
    Unreadable { column: &'static str },
    #[error("a webhook of the simulator could not be written: {0}")]
    Json(#[from] serde_json::Error),
}

pub(super) struct Ledger {
    pub(super) connection: Connection,
}

impl Ledger {
    pub(super) fn open(path: &Path) -> Result<Self, SimulatorError> {
        let mut connection = Connection::open(path)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        let found = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        match found {
            0 => {
                let begin = connection.transaction()?;
                begin.execute_batch(SCHEMA)?;
                begin.pragma_update(None, "user_version", FORMAT)?;
                begin.commit()?;
            }
            FORMAT => {}
            found => return Err(SimulatorError::Format { found }),
        }
        Ok(Self { connection })
    }

    /// The network took a text of the store. What becomes of it is settled here, and shows when the time has come.
    pub(super) fn record_accepted(
        &mut self,
        outbound: &Outbound,
        carrier_id: &str,
        outcome: &Report,
        now: Timestamp,
    ) -> Result<(), SimulatorError> {
        let transaction = self.connection.transaction()?;
        let media = store_media(&transaction, &outbound.media)?;
        let sent_at = later(now, SENT_AFTER);
        let settled_at = later(now, super::DELIVERED_AFTER);
        let failed = matches!(outcome, Report::Failed { .. });
        transaction.execute(
            "INSERT INTO texts (carrier_id, message, phone, sender, direction, channel, body, media, at, delivered_at, undelivered_at)
             VALUES (?1, ?2, ?3, ?4, 'store', ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                carrier_id,
                outbound.message.to_string(),
                outbound.to.as_str(),
                outbound.from,
                serde_json::to_string(&outbound.channel)?,
                outbound.body,
                media,
                now.as_microsecond(),
                (!failed).then_some(settled_at.as_microsecond()),
                failed.then_some(settled_at.as_microsecond()),
            ],
        )?;
        let text = SentText {
            carrier_id,
            message: Some(outbound.message),
            phone: &outbound.to,
            sender: &outbound.from,
        };
        text.report(&transaction, Report::Sent, sent_at)?;
        text.report(&transaction, outcome.clone(), settled_at)?;
        Ok(transaction.commit()?)
    }

    pub(super) fn record_customer_text(&mut self, inbound: &InboundText, now: Timestamp) -> Result<(), SimulatorError> {
        let transaction = self.connection.transaction()?;
        insert_text(&transaction, inbound, Direction::Customer, now)?;
        enqueue(
            &transaction,
            &NewWebhook {
                delivery: &inbound.carrier_id,
                topic: "message",
                body: &webhook::message_body(inbound)?,
                phone: &inbound.from,
                sender: &inbound.to,
                due: now,
            },
        )?;
        if let Some(kind) = inbound.opt_out_type {
            answer_keyword(&transaction, inbound, kind, now)?;
        }
        Ok(transaction.commit()?)
    }

    pub(super) fn record_reading(&mut self, phone: &Address, now: Timestamp) -> Result<(), SimulatorError> {
        let at = now.as_microsecond();
        let transaction = self.connection.transaction()?;
        let unread = {
            let mut statement = transaction.prepare_cached(
                "UPDATE texts SET read_at = ?2
                 WHERE phone = ?1 AND direction = 'store' AND delivered_at <= ?2 AND read_at IS NULL
                 RETURNING carrier_id, message, sender",
            )?;
            let rows = statement.query_map(params![phone.as_str(), at], |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, Option<String>>(1)?,
                    row.get::<_, String>(2)?,
                ))
            })?;
            rows.collect::<Result<Vec<_>, _>>()?
        };
        for (carrier_id, message, sender) in &unread {
            // Texts of the carrier's own have no message of ours to report on.
            if let Some(message) = message {
                let message = Some(
                    message
                        .parse()
                        .map_err(|_| SimulatorError::Unreadable { column: "message" })?,
                );
                SentText {
                    carrier_id,
                    message,
                    phone,
                    sender,
                }
                .report(&transaction, Report::Read, now)?;
            }
        }
        Ok(transaction.commit()?)
    }

    pub(super) fn is_blocked(&self, phone: &Address, sender: &str) -> Result<bool, SimulatorError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT 1 FROM blocked WHERE phone = ?1 AND sender = ?2")?;
        Ok(statement.exists(params![phone.as_str(), sender])?)
    }

    pub(super) fn carrier_id_of(&self, message: MessageId) -> Result<Option<String>, SimulatorError> {
        let sql = "SELECT carrier_id FROM texts WHERE message = ?1 ORDER BY id LIMIT 1";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement
            .query_row([message.to_string()], |row| row.get(0))
            .optional()?)
    }

    pub(super) fn file(&self, id: i64) -> Result<Option<Vec<u8>>, SimulatorError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT bytes FROM files WHERE id = ?1")?;
        Ok(statement.query_row([id], |row| row.get(0)).optional()?)
    }

    pub(super) fn due(&self, now: Timestamp) -> Result<Vec<SimulatedWebhook>, SimulatorError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT delivery, topic, body, phone, sender FROM webhooks WHERE due <= ?1 ORDER BY due, id LIMIT 500",
        )?;
        let mut rows = statement.query([now.as_microsecond()])?;
        let mut webhooks = Vec::new();
        while let Some(row) = rows.next()? {
            webhooks.push(SimulatedWebhook {
                id: row.get(0)?,
                topic: row.get(1)?,
                body: row.get(2)?,
                contact: address(row.get(3)?)?,
                sender: row.get(4)?,
            });
        }
        Ok(webhooks)
    }

    pub(super) fn confirm(&self, id: &str) -> Result<(), SimulatorError> {
        self.connection
            .prepare_cached("DELETE FROM webhooks WHERE delivery = ?1")?
            .execute([id])?;
        Ok(())
    }

    /// Every phone that texted or was texted.
    pub(super) fn phones(&self) -> Result<Vec<Address>, SimulatorError> {
        let mut statement = self
            .connection
            .prepare("SELECT phone FROM texts UNION SELECT phone FROM webhooks UNION SELECT phone FROM blocked")?;
        let phones = statement.query_map([], |row| row.get::<_, String>(0))?;
        phones.map(|phone| address(phone?)).collect()
    }

    /// Takes everything about a phone out of the file, but for what it wrote to and got from the numbers in `kept`.
    pub(super) fn forget(&mut self, phone: &Address, kept: &[String]) -> Result<(), SimulatorError> {
        let transaction = self.connection.transaction()?;
        let theirs = format!("phone = ? AND sender NOT IN ({})", vec!["?"; kept.len()].join(", "));
        let values = || params_from_iter(std::iter::once(phone.as_str()).chain(kept.iter().map(String::as_str)));
        let media = {
            let mut statement = transaction.prepare(&format!("SELECT media FROM texts WHERE {theirs}"))?;
            let media = statement.query_map(values(), |row| row.get::<_, String>(0))?;
            media.collect::<Result<Vec<_>, _>>()?
        };
        for media in media {
            let files: Vec<(String, String)> = serde_json::from_str(&media)?;
            for (url, _) in files {
                if let Some(id) = url.strip_prefix(FILE_URL) {
                    transaction.execute("DELETE FROM files WHERE id = CAST(? AS INTEGER)", [id])?;
                }
            }
        }
        for table in ["texts", "webhooks", "blocked"] {
            transaction.execute(&format!("DELETE FROM {table} WHERE {theirs}"), values())?;
        }
        transaction.commit()?;
        // The ledger is small: written anew, it holds nothing in free pages, nor in the write-ahead log.
        self.connection.execute_batch("VACUUM")?;
        self.connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    pub(super) fn next_due(&self) -> Result<Option<Timestamp>, SimulatorError> {
        let mut statement = self.connection.prepare_cached("SELECT min(due) FROM webhooks")?;
        let due: Option<i64> = statement.query_row([], |row| row.get(0))?;
        due.map(|due| timestamp(due, "due")).transpose()
    }
}

/// A text on its way to a phone, of which reports are due.
struct SentText<'a> {
    carrier_id: &'a str,
    message: Option<MessageId>,
    phone: &'a Address,
    sender: &'a str,
}

impl SentText<'_> {
    fn report(&self, transaction: &Transaction<'_>, report: Report, due: Timestamp) -> Result<(), SimulatorError> {
        let word = match report {
            Report::Sent => "sent",
            Report::Delivered => "delivered",
            Report::Read => "read",
            Report::Failed { .. } => "failed",
        };
        let delivery = format!("{}-{word}", self.carrier_id);
        let body = webhook::status_body(self.carrier_id, self.message, self.phone, self.sender, report)?;
        let (phone, sender) = (self.phone, self.sender);
        enqueue(
            transaction,
            &NewWebhook {
                delivery: &delivery,
                topic: "status",
                body: &body,
                phone,
                sender,
                due,
            },
        )
    }
}

struct NewWebhook<'a> {
    delivery: &'a str,
    topic: &'a str,
    body: &'a str,
    phone: &'a Address,
    sender: &'a str,
    due: Timestamp,
}

fn enqueue(transaction: &Transaction<'_>, webhook: &NewWebhook<'_>) -> Result<(), SimulatorError> {
    let NewWebhook {
        delivery,
        topic,
        body,
        phone,
        sender,
        due,
    } = webhook;
    transaction
        .prepare_cached(
            "INSERT INTO webhooks (delivery, topic, body, phone, sender, due) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            delivery,
            topic,
            body,
            phone.as_str(),
            sender,
            due.as_microsecond()
        ])?;
    Ok(())
}

/// A text that is on the phone the moment it is written: a customer's own, or one from the network itself.
fn insert_text(
    transaction: &Transaction<'_>,
    text: &InboundText,
    direction: Direction,
    now: Timestamp,
) -> Result<(), SimulatorError> {
    let (word, delivered_at) = match direction {
        Direction::Store => ("store", Some(now.as_microsecond())),
        Direction::Customer => ("customer", None),
    };
    transaction.execute(
        "INSERT INTO texts (carrier_id, phone, sender, direction, channel, body, media, at, delivered_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            text.carrier_id,
            text.from.as_str(),
            text.to,
            word,
            serde_json::to_string(&text.channel)?,
            text.body,
            media_json(&text.media)?,
            now.as_microsecond(),
            delivered_at,
        ],
    )?;
    Ok(())
}

/// What a carrier does that handles STOP and START by itself.
fn answer_keyword(
    transaction: &Transaction<'_>,
    inbound: &InboundText,
    kind: OptOutType,
    now: Timestamp,
) -> Result<(), SimulatorError> {
    let parties = params![inbound.from.as_str(), inbound.to];
    let body = match kind {
        OptOutType::Stop => {
            transaction.execute("INSERT OR IGNORE INTO blocked (phone, sender) VALUES (?1, ?2)", parties)?;
            "You have successfully been unsubscribed. You will not receive any more messages from this number. \
             Reply START to resubscribe."
        }
        OptOutType::Start => {
            transaction.execute("DELETE FROM blocked WHERE phone = ?1 AND sender = ?2", parties)?;
            "You have successfully been re-subscribed to messages from this number. Reply STOP to unsubscribe."
        }
        OptOutType::Help => return Ok(()),
    };
    let answer = InboundText {
        carrier_id: format!("{}-answer", inbound.carrier_id),
        body: body.to_owned(),
        media: Vec::new(),
        ..inbound.clone()
    };
    insert_text(transaction, &answer, Direction::Store, now)
}

fn store_media(transaction: &Transaction<'_>, media: &[OutboundMedia]) -> Result<String, SimulatorError> {
    let mut stored = Vec::with_capacity(media.len());
    for OutboundMedia { content_type, source } in media {
        let url = match source {
            MediaSource::Url(url) => url.clone(),
            MediaSource::Bytes(bytes) => {
                transaction.execute("INSERT INTO files (bytes) VALUES (?1)", [bytes])?;
                format!("{FILE_URL}{}", transaction.last_insert_rowid())
            }
        };
        stored.push(RemoteMedia {
            url,
            content_type: content_type.clone(),
        });
    }
    media_json(&stored)
}

fn media_json(media: &[RemoteMedia]) -> Result<String, SimulatorError> {
    let pairs: Vec<_> = media.iter().map(|media| (&media.url, &media.content_type)).collect();
    Ok(serde_json::to_string(&pairs)?)
}

fn later(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.checked_add(by).unwrap_or(Timestamp::MAX)
}

pub(super) fn timestamp(microseconds: i64, column: &'static str) -> Result<Timestamp, SimulatorError> {
    Timestamp::from_microsecond(microseconds).map_err(|_| SimulatorError::Unreadable { column })
}

pub(super) fn address(text: String) -> Result<Address, SimulatorError> {
    text.parse().map_err(|_| SimulatorError::Unreadable { column: "phone" })
}
