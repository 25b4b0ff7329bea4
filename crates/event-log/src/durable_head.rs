//! A witness beside the log: how far it was durable, and the chain there.
//!
//! Sled reads its file on opening up to the first message that does not check, takes that for the end, and wipes what
//! follows. A byte that rots in the middle would thus shorten the log without a word. The witness, a file of its own
//! written after every commit's sync and before its acknowledgements, says how long the log must at least be. It is
//! not synced itself: after a power cut it may lag behind the log, it never runs ahead.
//!
//! Two slots of 64 bytes, written in turn, so that a torn write leaves the other whole:
//! mark "TKH" and format 1 · position (8, big-endian) · chain (32) · 12 zeros · first 8 bytes of BLAKE3 of the 56 before.

use crate::LogPosition;
use crate::chain::ChainHash;
use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::FileExt;
use std::path::Path;

const SLOT: usize = 64;
const MARK: [u8; 4] = *b"TKH\x01";

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct DurableHead {
    pub(crate) position: LogPosition,
    pub(crate) chain: ChainHash,
}

#[derive(Debug)]
pub(crate) struct Witness {
    file: File,
    slot: u64,
}

impl Witness {
    /// Opens or creates the file, and says what it witnessed last.
    pub(crate) fn open(path: &Path) -> io::Result<(Self, Option<DurableHead>)> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        let head = read_newest(&mut file)?;
        Ok((Self { file, slot: 0 }, head))
    }

    /// What a file witnessed, without opening it for writing. `None` when there is none, or none that checks.
    pub(crate) fn read(path: &Path) -> io::Result<Option<DurableHead>> {
        match File::open(path) {
            Ok(mut file) => read_newest(&mut file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(crate) fn write(&mut self, head: DurableHead) -> io::Result<()> {
        self.slot ^= 1;
        self.file.write_all_at(&encode(head), self.slot * SLOT as u64)
    }

    pub(crate) fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }
}

fn encode(head: DurableHead) -> [u8; SLOT] {
    let mut slot = [0; SLOT];
    slot[..4].copy_from_slice(&MARK);
    slot[4..12].copy_from_slice(&head.position.0.to_be_bytes());
    slot[12..44].copy_from_slice(&head.chain.0);
    let checksum = blake3::hash(&slot[..56]);
    slot[56..].copy_from_slice(&checksum.as_bytes()[..8]);
    slot
}

fn decode(slot: &[u8]) -> Option<DurableHead> {
    let position = u64::from_be_bytes(slot.get(4..12)?.try_into().ok()?);
    let chain = ChainHash(slot.get(12..44)?.try_into().ok()?);
    let head = DurableHead {
        position: LogPosition(position),
        chain,
    };
    (encode(head) == slot).then_some(head)
}

fn read_newest(file: &mut File) -> io::Result<Option<DurableHead>> {
    let mut bytes = Vec::new();
    file.take(2 * SLOT as u64).read_to_end(&mut bytes)?;
    Ok(bytes.chunks(SLOT).filter_map(decode).max_by_key(|head| head.position))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(position: u64) -> DurableHead {
        DurableHead {
            position: LogPosition(position),
            chain: ChainHash([position as u8; 32]),
        }
    }

    #[test]
    fn the_newest_head_is_read_and_a_torn_slot_falls_back_to_the_one_before() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("head");
        let (mut witness, found) = Witness::open(&path).unwrap();
        assert_eq!(found, None);
        for position in 1..=5 {
            witness.write(head(position)).unwrap();
        }
        assert_eq!(Witness::read(&path).unwrap(), Some(head(5)));
        let mut bytes = std::fs::read(&path).unwrap();
        let newest = bytes
            .chunks(SLOT)
            .position(|slot| decode(slot) == Some(head(5)))
            .unwrap();
        bytes[newest * SLOT + 9] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(Witness::read(&path).unwrap(), Some(head(4)));
    }

    #[test]
    fn a_missing_file_witnesses_nothing() {
        let directory = tempfile::tempdir().unwrap();
        assert_eq!(Witness::read(&directory.path().join("head")).unwrap(), None);
    }
}
