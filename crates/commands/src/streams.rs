//! Which stream belongs to whom.

use domain::{Address, AgentId, ApiKeyId, ConversationId, StoreId};
use event_log::StreamId;
use jiff::{Timestamp, tz::TimeZone};
use uuid::Uuid;

/// Finds a contact's stream from store and address without an index. The hash is keyed, so that nobody without the
/// key can find out whether a number is in the log, and stays after an erasure, so that suppression does too.
#[derive(Clone, Debug)]
pub struct Streams {
    key: Key,
}

#[derive(Clone)]
struct Key([u8; 32]);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Streams {
    /// `key` is a secret of the deployment for this purpose only, which never changes.
    pub fn new(key: [u8; 32]) -> Self {
        Self { key: Key(key) }
    }

    pub fn conversation_of(&self, store: StoreId, address: &Address) -> ConversationId {
        ConversationId(self.hash("conversation", &[store.0.as_bytes(), address.as_str().as_bytes()]))
    }

    /// Webhooks that cannot be attributed lie here: a stream for each UTC day, so that its key can be destroyed later.
    pub fn quarantine_of(&self, at: Timestamp) -> StreamId {
        let day = at.to_zoned(TimeZone::UTC).date().to_string();
        StreamId(self.hash("quarantine", &[day.as_bytes()]))
    }

    pub fn conversation(id: ConversationId) -> StreamId {
        StreamId(id.0)
    }

    /// What was done to erase the contact of this conversation. Its own stream, since the contact's key is destroyed.
    pub fn erasure(of: ConversationId) -> StreamId {
        StreamId(Uuid::new_v5(&of.0, b"erasure"))
    }

    pub fn store(id: StoreId) -> StreamId {
        StreamId(id.0)
    }

    pub fn agent(id: AgentId) -> StreamId {
        StreamId(id.0)
    }

    pub fn api_key(id: ApiKeyId) -> StreamId {
        StreamId(id.0)
    }

    fn hash(&self, kind: &str, parts: &[&[u8]]) -> Uuid {
        let mut hasher = blake3::Hasher::new_keyed(&self.key.0);
        for part in std::iter::once(&kind.as_bytes()).chain(parts) {
            // The length keeps ("ab", "c") and ("a", "bc") apart.
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        let mut bytes = [0; 16];
        hasher.finalize_xof().fill(&mut bytes);
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_finds_its_stream_again_and_no_other_store_shares_it() {
        let streams = Streams::new([7; 32]);
        let (one, two) = (StoreId(Uuid::from_u128(1)), StoreId(Uuid::from_u128(2)));
        let address: Address = "+1 (415) 555-0123".parse().unwrap();
        assert_eq!(
            streams.conversation_of(one, &address),
            streams.conversation_of(one, &"+14155550123".parse().unwrap())
        );
        assert_ne!(
            streams.conversation_of(one, &address),
            streams.conversation_of(two, &address)
        );
        assert_ne!(
            streams.conversation_of(one, &address),
            Streams::new([8; 32]).conversation_of(one, &address)
        );
    }

    #[test]
    fn the_quarantine_changes_with_the_day() {
        let streams = Streams::new([7; 32]);
        let at = |text: &str| streams.quarantine_of(text.parse().unwrap());
        assert_eq!(at("2026-11-21T00:00:00Z"), at("2026-11-21T23:59:59Z"));
        assert_ne!(at("2026-11-21T23:59:59Z"), at("2026-11-22T00:00:00Z"));
    }
}
