//! Maps by stream need no hash: a stream's id is one, keyed, so nobody outside can choose where it falls.

use std::hash::{BuildHasherDefault, Hasher};

pub(crate) type StreamHasher = BuildHasherDefault<FirstBytes>;

/// Takes the id's own first 8 bytes.
#[derive(Default)]
pub(crate) struct FirstBytes(u64);

impl Hasher for FirstBytes {
    fn write(&mut self, bytes: &[u8]) {
        // The map takes its buckets from the low bits and its tags from the high ones, and ids made for a test may
        // differ in some bytes only.
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0 ^ u64::from_le_bytes(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            self.0 ^= self.0 >> 32;
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
