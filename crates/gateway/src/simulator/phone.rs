//! Looking at the ledger: what stands on a phone, and what the network took.

use super::ledger::{Ledger, SimulatorError, address, timestamp};
use crate::RemoteMedia;
use domain::{Address, MessageId};
use jiff::Timestamp;
use rusqlite::Row;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// From the store to the phone.
    Store,
    Customer,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PhoneTextState {
    /// Under way to the phone.
    Sent,
    Delivered,
    Read,
    Undelivered,
    /// Written on this phone.
    Received,
}

/// A text as it stands on a phone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PhoneText {
    pub carrier_id: String,
    pub direction: Direction,
    /// The store's number, E.164.
    pub sender: String,
    pub body: String,
    pub media: Vec<RemoteMedia>,
    pub at: Timestamp,
    pub state: PhoneTextState,
}

/// One call that the network took.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AcceptedCall {
    pub message: MessageId,
    pub to: Address,
    pub carrier_id: String,
    pub at: Timestamp,
}

impl Ledger {
    pub(super) fn phone(&self, phone: &Address, now: Timestamp) -> Result<Vec<PhoneText>, SimulatorError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT carrier_id, direction, sender, body, media, at, delivered_at, undelivered_at, read_at
             FROM texts WHERE phone = ?1 ORDER BY at, id",
        )?;
        let mut rows = statement.query([phone.as_str()])?;
        let mut texts = Vec::new();
        while let Some(row) = rows.next()? {
            texts.push(phone_text(row, now.as_microsecond())?);
        }
        Ok(texts)
    }

    pub(super) fn accepted_calls(&self) -> Result<Vec<AcceptedCall>, SimulatorError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT message, phone, carrier_id, at FROM texts WHERE message IS NOT NULL ORDER BY id")?;
        let mut rows = statement.query([])?;
        let mut calls = Vec::new();
        while let Some(row) = rows.next()? {
            let message: String = row.get(0)?;
            calls.push(AcceptedCall {
                message: message
                    .parse()
                    .map_err(|_| SimulatorError::Unreadable { column: "message" })?,
                to: address(row.get(1)?)?,
                carrier_id: row.get(2)?,
                at: timestamp(row.get(3)?, "at")?,
            });
        }
        Ok(calls)
    }
}

fn phone_text(row: &Row<'_>, now: i64) -> Result<PhoneText, SimulatorError> {
    let came = |at: Option<i64>| at.is_some_and(|at| at <= now);
    let direction: String = row.get(1)?;
    let media: Vec<(String, String)> = serde_json::from_str(&row.get::<_, String>(4)?)?;
    let state = if direction == "customer" {
        PhoneTextState::Received
    } else if came(row.get(8)?) {
        PhoneTextState::Read
    } else if came(row.get(6)?) {
        PhoneTextState::Delivered
    } else if came(row.get(7)?) {
        PhoneTextState::Undelivered
    } else {
        PhoneTextState::Sent
    };
    Ok(PhoneText {
        carrier_id: row.get(0)?,
        direction: if direction == "customer" {
            Direction::Customer
        } else {
            Direction::Store
        },
        sender: row.get(2)?,
        body: row.get(3)?,
        media: media
            .into_iter()
            .map(|(url, content_type)| RemoteMedia { url, content_type })
            .collect(),
        at: timestamp(row.get(5)?, "at")?,
        state,
    })
}
