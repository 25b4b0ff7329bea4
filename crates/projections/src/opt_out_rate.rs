//! How many opt out after the marketing texts of a campaign, a flow, a template or a sender. Part of the view
//! `conversations`.
//!
//! An opt-out counts for the last marketing text that left to the contact, if that was within three days, and at the moment
//! at which that text left: texts and opt-outs are those of the same people.

use crate::{ViewError, Views, inbox::Thread, sql};
use domain::{
    StoreId,
    conversation::ConversationEvent as Event,
    message::{Author, Outgoing},
};
use event_log::Header;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

const COUNTS_WITHIN: SignedDuration = SignedDuration::from_hours(72);

/// What a marketing text came from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TextSource {
    Campaign,
    Flow,
    /// The registered template of a WhatsApp message.
    Template,
    /// The store's number.
    Sender,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct OptOutRate {
    pub source: TextSource,
    pub name: String,
    /// Marketing texts that left.
    pub sent: u64,
    /// Contacts who opted out after one of them.
    pub opted_out: u64,
    /// Opt-outs among 1,000 texts.
    pub permille: u64,
}

impl Views {
    /// Of the texts that left from `since` on; the most texts first.
    pub async fn opt_out_rates(&self, store: StoreId, since: Timestamp) -> Result<Vec<OptOutRate>, ViewError> {
        self.read(move |db| {
            let mut statement = db.prepare_cached(
                "SELECT source, name, COUNT(*), SUM(opted_out) FROM marketing_text WHERE store = ?1 AND at >= ?2
                 GROUP BY source, name ORDER BY COUNT(*) DESC, source, name",
            )?;
            let rates = statement.query_map(params![store.0, sql::nanos(since)], |row| {
                let (sent, opted_out) = (sql::number(row, 2)?, sql::number(row, 3)?);
                Ok(OptOutRate {
                    source: sql::parse(&format!("\"{}\"", row.get::<_, String>(0)?))?,
                    name: row.get(1)?,
                    sent,
                    opted_out,
                    permille: (opted_out * 1000).checked_div(sent).unwrap_or_default(),
                })
            })?;
            rates.collect()
        })
        .await
    }
}

/// After the thread has folded the event.
pub fn record(db: &Connection, thread: &Thread, header: &Header, event: &Event) -> rusqlite::Result<()> {
    match event {
        Event::DispatchStarted(claim) if claim.attempt == 1 => {
            let message = thread.state.messages.get(&claim.message);
            let marketing = message
                .and_then(|message| message.outgoing.as_deref())
                .filter(|outgoing| outgoing.kind.needs_consent());
            match (marketing, &thread.state.started) {
                (Some(outgoing), Some(started)) => record_sent(db, header, started.store, outgoing),
                _ => Ok(()),
            }
        }
        Event::ContactOptedOut(_) => record_opt_out(db, header),
        _ => Ok(()),
    }
}

fn record_sent(db: &Connection, header: &Header, store: StoreId, outgoing: &Outgoing) -> rusqlite::Result<()> {
    let mut insert = db.prepare_cached(
        "INSERT INTO marketing_text (conversation, position, source, name, store, at, opted_out)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)",
    )?;
    let (position, at) = (sql::integer(header.position.0), sql::nanos(header.time));
    for (source, name) in sources(outgoing) {
        insert.execute(params![
            header.stream.0,
            position,
            sql::word(&source)?,
            name,
            store.0,
            at
        ])?;
    }
    Ok(())
}

fn record_opt_out(db: &Connection, header: &Header) -> rusqlite::Result<()> {
    let mut update = db.prepare_cached(
        "UPDATE marketing_text SET opted_out = 1 WHERE conversation = ?1 AND at >= ?2
         AND position = (SELECT MAX(position) FROM marketing_text WHERE conversation = ?1)",
    )?;
    let since = header.time.checked_sub(COUNTS_WITHIN).unwrap_or(Timestamp::MIN);
    update.execute(params![header.stream.0, sql::nanos(since)]).map(drop)
}

fn sources(outgoing: &Outgoing) -> Vec<(TextSource, String)> {
    let author = match &outgoing.author {
        Author::Campaign { name } => Some((TextSource::Campaign, name.clone())),
        Author::Flow { name } => Some((TextSource::Flow, name.clone())),
        _ => None,
    };
    let template = outgoing.template.clone().map(|name| (TextSource::Template, name));
    let sender = (TextSource::Sender, outgoing.sender.clone());
    author.into_iter().chain(template).chain([sender]).collect()
}
