//! One hash over everything the views hold: equal on two machines that folded the same log.

use crate::{ViewError, Views};
use rusqlite::{Connection, types::ValueRef};
use std::fmt;

/// Every table that holds rows of our own, with its key. `message_text` is left out: it holds no more than the bodies
/// in `item`, laid out in a way that depends on when the index was merged.
pub(crate) const TABLES: [(&str, &str); 26] = [
    ("checkpoint", "view"),
    ("event", "position"),
    ("conversation", "id"),
    ("conversation_shown", "id"),
    ("conversation_label", "label, conversation"),
    ("box_count", "store, box, agent"),
    ("name_word", "word, conversation"),
    ("word_delete", "variant, word"),
    ("item", "number"),
    ("item_event", "position"),
    ("suppression", "conversation"),
    ("marketing_text", "conversation, position, source"),
    ("cart", "conversation, cart"),
    ("shop_order", "conversation, shop_order"),
    ("link", "code"),
    ("carrier_message", "carrier_id"),
    ("erasure", "conversation"),
    ("erased", "conversation"),
    ("store", "id"),
    ("store_sender", "number, store"),
    ("agent", "id"),
    ("api_key", "id"),
    ("unparsed", "position"),
    ("pending", "conversation, message"),
    ("snoozed", "conversation"),
    ("unanswered", "conversation"),
];

/// BLAKE3 over all rows of all tables, each table ordered by its key.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct StateHash(pub [u8; 32]);

impl fmt::Display for StateHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for StateHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Views {
    /// The hash of the views as they stand.
    pub async fn state_hash(&self) -> Result<StateHash, ViewError> {
        self.read(state_hash).await
    }
}

pub(crate) fn state_hash(db: &Connection) -> rusqlite::Result<StateHash> {
    let mut hasher = blake3::Hasher::new();
    for (table, key) in TABLES {
        hasher
            .update(&(table.len() as u64).to_le_bytes())
            .update(table.as_bytes());
        let mut statement = db.prepare(&format!("SELECT * FROM {table} ORDER BY {key}"))?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                hash_value(&mut hasher, row.get_ref(column)?);
            }
        }
    }
    Ok(StateHash(*hasher.finalize().as_bytes()))
}

/// Kind, length, bytes: no two different rows look alike.
fn hash_value(hasher: &mut blake3::Hasher, value: ValueRef<'_>) {
    let mut put = |kind: u8, bytes: &[u8]| {
        hasher
            .update(&[kind])
            .update(&(bytes.len() as u64).to_le_bytes())
            .update(bytes);
    };
    match value {
        ValueRef::Null => put(0, &[]),
        ValueRef::Integer(number) => put(1, &number.to_le_bytes()),
        ValueRef::Real(number) => put(2, &number.to_le_bytes()),
        ValueRef::Text(text) => put(3, text),
        ValueRef::Blob(bytes) => put(4, bytes),
    }
}
