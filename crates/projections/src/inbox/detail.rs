//! One conversation, opened.

use super::{CartDetail, ConversationDetail, ConversationRow, OptedOut, StoredDetail};
use crate::{ViewError, Views, sql, timeline};
use domain::{
    ConversationId,
    consent::{ConsentStatus, OptOutCause},
    message::Channel,
    shopping::Order,
};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension};

/// After the contact's last text, free text may be sent for this long.
/// Source: WhatsApp Business Platform, customer service windows.
const WHATSAPP_WINDOW: SignedDuration = SignedDuration::from_hours(24);

impl Views {
    /// `None` if there is no such conversation (yet).
    pub async fn row(&self, id: ConversationId) -> Result<Option<ConversationRow>, ViewError> {
        self.read(move |db| row(db, id)).await
    }

    pub async fn conversation(&self, id: ConversationId) -> Result<Option<ConversationDetail>, ViewError> {
        self.read(move |db| detail(db, id)).await
    }
}

pub(crate) fn row(db: &Connection, id: ConversationId) -> rusqlite::Result<Option<ConversationRow>> {
    let mut statement = db.prepare_cached("SELECT row FROM conversation_shown WHERE id = ?1")?;
    statement.query_row([id.0], |row| sql::value(row, 0)).optional()
}

fn detail(db: &Connection, id: ConversationId) -> rusqlite::Result<Option<ConversationDetail>> {
    let mut statement = db.prepare_cached("SELECT row, detail FROM conversation_shown WHERE id = ?1")?;
    let stored = statement
        .query_row([id.0], |row| {
            Ok((
                sql::value::<ConversationRow>(row, 0)?,
                sql::value::<StoredDetail>(row, 1)?,
            ))
        })
        .optional()?;
    let Some((row, stored)) = stored else { return Ok(None) };
    let opted_out = match (stored.consent.status, stored.consent.cause) {
        (ConsentStatus::OptedOut, cause) => Some(OptedOut {
            at: stored.consent.since.unwrap_or(stored.started_at),
            // A list that the store brought along, before there was a conversation.
            cause: cause.unwrap_or(OptOutCause::Shop),
            reason: stored.consent.reason.clone().unwrap_or_default(),
            message_id: stored.consent.message_id,
            text: match stored.consent.message_id {
                Some(message) => timeline::body(db, id, message)?,
                None => None,
            },
        }),
        _ => None,
    };
    Ok(Some(ConversationDetail {
        whatsapp_window_until: window(&row, stored.last_inbound_at),
        carts: carts(db, id)?,
        orders: orders(db, id)?,
        opted_out,
        row,
        contact: stored.contact,
        consent_detail: stored.consent,
        started_at: stored.started_at,
        awaiting_answer: stored.awaiting_answer,
    }))
}

fn window(row: &ConversationRow, last_inbound_at: Option<Timestamp>) -> Option<Timestamp> {
    let last = last_inbound_at.filter(|_| row.channel == Channel::Whatsapp)?;
    last.checked_add(WHATSAPP_WINDOW).ok()
}

fn carts(db: &Connection, id: ConversationId) -> rusqlite::Result<Vec<CartDetail>> {
    let mut statement =
        db.prepare_cached("SELECT value, ordered FROM cart WHERE conversation = ?1 ORDER BY updated_at DESC, cart")?;
    let carts = statement.query_map([id.0], |row| {
        Ok(CartDetail {
            cart: sql::value(row, 0)?,
            ordered: row.get(1)?,
        })
    })?;
    carts.collect()
}

fn orders(db: &Connection, id: ConversationId) -> rusqlite::Result<Vec<Order>> {
    let mut statement =
        db.prepare_cached("SELECT value FROM shop_order WHERE conversation = ?1 ORDER BY updated_at DESC, shop_order")?;
    statement.query_map([id.0], |row| sql::value(row, 0))?.collect()
}
