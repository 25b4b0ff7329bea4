//! The hash chain over sealed records.
//!
//! Three kinds of input are hashed, and a first byte tells them apart so that none can be passed off as another. The
//! values 0 and 1 are those of RFC 9162 section 2.1.1; the tree over the records (see `proof/merkle.rs`) has its own hashes
//! over these.

use std::fmt;

const LEAF: u8 = 0x00;
const LINK: u8 = 0x02;

/// The hash of one record: BLAKE3 of 0, the position (8 bytes, big-endian), type, actor and body (see `record.rs`).
/// It covers the sealed payload, so it stays true when the key is destroyed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RecordHash(pub [u8; 32]);

/// The chain after a record: BLAKE3 of 2, the chain before it, and the record's hash. Zeros before the first record.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct ChainHash(pub [u8; 32]);

impl ChainHash {
    pub fn link(self, record: RecordHash) -> Self {
        let mut input = [0; 65];
        input[0] = LINK;
        input[1..33].copy_from_slice(&self.0);
        input[33..].copy_from_slice(&record.0);
        Self(blake3::hash(&input).into())
    }
}

impl RecordHash {
    /// `scratch` is only there so that its memory is used again.
    pub(crate) fn of(position: u64, event_type: &str, actor: &str, body: &[u8], scratch: &mut Vec<u8>) -> Self {
        scratch.clear();
        scratch.push(LEAF);
        scratch.extend_from_slice(&position.to_be_bytes());
        for name in [event_type, actor] {
            crate::varint::put(scratch, name.len() as u64);
            scratch.extend_from_slice(name.as_bytes());
        }
        scratch.extend_from_slice(body);
        Self(blake3::hash(scratch).into())
    }

    /// What is stored beside each record: enough to find any change, short enough not to matter.
    pub(crate) fn checksum(self) -> [u8; 8] {
        let [a, b, c, d, e, f, g, h, ..] = self.0;
        [a, b, c, d, e, f, g, h]
    }
}

fn hex(bytes: &[u8; 32], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(&blake3::Hash::from_bytes(*bytes).to_hex())
}

impl fmt::Display for ChainHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex(&self.0, f)
    }
}

impl fmt::Debug for ChainHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex(&self.0, f)
    }
}

impl fmt::Display for RecordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex(&self.0, f)
    }
}

impl fmt::Debug for RecordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(position: u64, event_type: &str, actor: &str, body: &[u8]) -> RecordHash {
        RecordHash::of(position, event_type, actor, body, &mut Vec::new())
    }

    #[test]
    fn a_record_hash_depends_on_position_and_on_every_field() {
        let one = hash(1, "a", "b", b"c");
        assert_ne!(one, hash(2, "a", "b", b"c"));
        assert_ne!(one, hash(1, "ab", "", b"c"));
        assert_ne!(one, hash(1, "a", "bc", b""));
        assert_eq!(one, hash(1, "a", "b", b"c"));
    }

    #[test]
    fn the_chain_depends_on_order() {
        let (one, two) = (hash(1, "a", "b", b"c"), hash(2, "a", "b", b"c"));
        let start = ChainHash::default();
        assert_ne!(start.link(one).link(two), start.link(two).link(one));
    }
}
