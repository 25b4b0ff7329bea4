//! The event that everybody writes: the same payload, the same streams, the same versions.

use uuid::Uuid;

pub const PAYLOAD_BYTES: usize = 350;
/// The most writers of one measurement.
pub const MOST_WRITERS: usize = 256;
/// Each writer has streams of its own, so that it knows their versions without asking.
const STREAMS_OF_A_WRITER: usize = 8;
pub const STREAMS: usize = MOST_WRITERS * STREAMS_OF_A_WRITER;
/// So many events of each writer give every stream its first.
pub const FIRST_EVENTS: u64 = STREAMS_OF_A_WRITER as u64;

pub const EVENT_TYPE: &str = "message received";
pub const SCHEMA: u16 = 1;
pub const ACTOR: &str = "contact";

/// Bytes that no storage can make shorter, so that none gains by trying.
pub static PAYLOAD: [u8; PAYLOAD_BYTES] = noise();

const fn noise() -> [u8; PAYLOAD_BYTES] {
    let (mut bytes, mut state, mut at) = ([0; PAYLOAD_BYTES], 0x9e37_79b9_7f4a_7c15_u64, 0);
    while at < PAYLOAD_BYTES {
        // xorshift64
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes[at] = (state >> 32) as u8;
        at += 1;
    }
    bytes
}

/// One event of one writer: its number says its stream and its version there.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    pub writer: usize,
    pub number: u64,
}

impl Event {
    /// From 0 to [`STREAMS`].
    pub fn stream(self) -> usize {
        self.writer * STREAMS_OF_A_WRITER + (self.number % FIRST_EVENTS) as usize
    }

    pub fn stream_id(self) -> Uuid {
        spread(self.stream() as u64)
    }

    /// From 1.
    pub fn version(self) -> u64 {
        self.number / FIRST_EVENTS + 1
    }

    /// Another one for each event, as requests have it.
    pub fn correlation(self) -> Uuid {
        spread((self.writer as u64) << 48 | self.number)
    }
}

/// Ids that lie as far apart as keyed hashes and random numbers do.
pub fn spread(number: u64) -> Uuid {
    Uuid::from_u128(u128::from(number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835))
}
