//! Blocks: those that are settled in a sled tree, whose keys only this file knows, and before them in memory the newest,
//! which are durable in the journal and on their way to sled.
//!
//! The key of a block is the position of its first record, 8 bytes, big-endian. A block of more than
//! [`block::TARGET`] bytes is cut into pieces: the first under that key, the others under it with two more bytes, the
//! number of the piece, from 1. So all keys sort in the order of the log.

use crate::LogPosition;
use crate::block::{self, Block, EncodedBlock};
use crate::varint::Malformed;
use bytes::Bytes;
use parking_lot::RwLock;
use sled::{Db, IVec, Tree};
use std::collections::{BTreeMap, VecDeque};
use std::ops::Deref;
use std::sync::Arc;

pub(crate) const TREE: &[u8] = b"blocks";

/// The most that one commit of one append may come to: so many pieces are numbered with two bytes.
pub(crate) const LARGEST_BLOCK: usize = block::TARGET * u16::MAX as usize;

/// Under a key whose bytes are still on their way. Only what is not settled yet has such keys.
const NOTHING_YET: &[u8] = &[];

/// A reader far behind is not handed all that is held.
const HELD_AT_ONCE: usize = 256;

#[derive(Clone, Debug)]
pub(crate) struct BlockStore {
    tree: Tree,
    unsettled: Arc<RwLock<Unsettled>>,
}

/// What a reader finds in memory, and up to where it may look in sled.
#[derive(Debug)]
struct Unsettled {
    /// Always the newest blocks, without gaps. A block goes to sled first and is then taken out here, so a reader that
    /// looks here first finds each block in one of the two.
    blocks: BTreeMap<LogPosition, Bytes>,
    /// The last block that sled holds as a whole: after it there may be keys whose bytes are still on their way.
    settled: LogPosition,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum BlockError {
    #[error("{0}")]
    Sled(#[from] sled::Error),
    #[error("{what}")]
    Damaged { position: LogPosition, what: &'static str },
}

/// A block's bytes, whole, under the position its key gives.
#[derive(Debug)]
pub(crate) struct StoredBlock {
    pub(crate) key: LogPosition,
    bytes: BlockBytes,
}

#[derive(Debug)]
enum BlockBytes {
    /// A block of one piece, as sled hands it out.
    Piece(IVec),
    Whole(Bytes),
}

impl Deref for BlockBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            BlockBytes::Piece(piece) => piece,
            BlockBytes::Whole(bytes) => bytes,
        }
    }
}

impl StoredBlock {
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn parse(&self) -> Result<Block<'_>, BlockError> {
        let damaged = |what| BlockError::Damaged {
            position: self.key,
            what,
        };
        let block = Block::parse(&self.bytes).map_err(|Malformed(what)| damaged(what))?;
        if block.first != self.key {
            return Err(damaged("the block says that it begins at another position"));
        }
        Ok(block)
    }
}

impl BlockStore {
    pub(crate) fn open(db: &Db) -> Result<Self, sled::Error> {
        Ok(Self {
            tree: db.open_tree(TREE)?,
            unsettled: Arc::new(RwLock::new(Unsettled {
                blocks: BTreeMap::new(),
                settled: LogPosition(u64::MAX),
            })),
        })
    }

    /// Makes the blocks of a durable commit readable before sled has them.
    pub(crate) fn hold(&self, blocks: &[EncodedBlock]) {
        let Some(first) = blocks.first() else { return };
        let mut unsettled = self.unsettled.write();
        if unsettled.blocks.is_empty() {
            unsettled.settled = LogPosition(first.first.0.saturating_sub(1));
        }
        let held = blocks.iter().map(|block| (block.first, block.bytes.clone()));
        unsettled.blocks.extend(held);
    }

    /// Puts held blocks, the oldest, into sled.
    pub(crate) fn settle(&self, blocks: &[EncodedBlock]) -> Result<(), sled::Error> {
        self.insert(blocks)?;
        let mut unsettled = self.unsettled.write();
        for block in blocks {
            unsettled.blocks.remove(&block.first);
            unsettled.settled = block.first;
        }
        Ok(())
    }

    /// Inserts what sled does not hold yet in exactly this form: blocks that a journal held when it was opened.
    pub(crate) fn restore<'a>(&self, blocks: impl Iterator<Item = &'a EncodedBlock>) -> Result<(), sled::Error> {
        let unknown: Vec<_> = blocks.filter(|block| !self.knows(block)).cloned().collect();
        self.insert(&unknown)
    }

    fn knows(&self, encoded: &EncodedBlock) -> bool {
        let known = self.blocks_from(encoded.first).next();
        matches!(known, Some(Ok(known)) if known.key == encoded.first && *known.bytes == *encoded.bytes)
    }

    /// Inserts in the order of the log: sled recovers what was inserted up to some moment, so after a crash there is
    /// never a later block without the earlier ones.
    ///
    /// First come all the keys, with nothing under them, and then the bytes. A leaf of sled's that gets a 17th key is
    /// split into halves, both written anew with all that they hold. Split while there is nothing in it yet, it costs
    /// next to nothing; and bytes put under a key that exists are written once, and split nothing. So the more blocks
    /// at once, the better: one by one, each byte is written three times.
    pub(crate) fn insert(&self, blocks: &[EncodedBlock]) -> Result<(), sled::Error> {
        for (key, _) in blocks.iter().flat_map(pieces) {
            self.tree.insert(key, NOTHING_YET)?;
        }
        for (key, bytes) in blocks.iter().flat_map(pieces) {
            self.tree.insert(key, bytes)?;
        }
        Ok(())
    }

    /// Removes every piece from `position` on, the last first, so that a crash in between leaves a block that is torn
    /// and recognised as such.
    pub(crate) fn remove_from(&self, position: LogPosition) -> Result<(), sled::Error> {
        let keys: Vec<IVec> = self.tree.range(key(position, 0)..).keys().collect::<Result<_, _>>()?;
        for key in keys.into_iter().rev() {
            self.tree.remove(key)?;
        }
        Ok(())
    }

    /// The last key, whatever lies under it.
    pub(crate) fn last_key(&self) -> Result<Option<LogPosition>, BlockError> {
        self.tree.last()?.map(|(key, _)| first_of(&key)).transpose()
    }

    /// Whether blocks from `position` on belong to more than one commit: whether any follows on one that ends a commit.
    /// Looks at each block's frame only, so damage in it does not matter.
    pub(crate) fn begins_a_second_commit(&self, position: LogPosition) -> Result<bool, BlockError> {
        let mut ended = false;
        for found in self.tree.range(key(position, 0)..) {
            let (key, piece) = found?;
            if key.len() != 8 {
                continue;
            }
            if ended {
                return Ok(true);
            }
            ended = block::ends_commit(&piece);
        }
        Ok(false)
    }

    /// The key of the block that would hold `position`: the last that begins there or before.
    pub(crate) fn key_at(&self, position: LogPosition) -> Result<Option<LogPosition>, BlockError> {
        let in_sled = match self.held_at(position) {
            Held::Here(held) => return Ok(Some(held.key)),
            Held::Settled(in_sled) => in_sled,
        };
        self.tree
            .range(..key_after(in_sled))
            .next_back()
            .map(|found| first_of(&found?.0))
            .transpose()
    }

    pub(crate) fn block_at(&self, position: LogPosition) -> Result<Option<StoredBlock>, BlockError> {
        let in_sled = match self.held_at(position) {
            Held::Here(held) => return Ok(Some(held)),
            Held::Settled(in_sled) => in_sled,
        };
        // Most blocks are of one piece: the pair found backwards is the block already.
        let Some(found) = self.tree.range(..key_after(in_sled)).next_back() else {
            return Ok(None);
        };
        let (found_key, value) = found?;
        if found_key.len() == 8 {
            return gather(
                first_of(&found_key)?,
                value,
                &mut self.tree.range(next_piece(&found_key)..),
            )
            .map(Some);
        }
        self.blocks_from(first_of(&found_key)?).next().transpose()
    }

    /// All blocks from the one that begins at `first` or, if none does, the next.
    pub(crate) fn blocks_from(&self, first: LogPosition) -> Blocks {
        Blocks {
            store: self.clone(),
            next: first,
            settled: None,
            held: VecDeque::new(),
            looked: false,
            ended: false,
        }
    }

    /// Sled notes which leaves are read in 256 queues, and makes room in its cache only when one of them has 64 entries.
    /// An iterator reads a leaf once for all that is in it, so half a gigabyte of leaves would gather, however small the
    /// cache. Read once for each block, they count for what they hold.
    fn count_as_read(&self, key: &[u8]) {
        // The iterator has it already, and tells of errors.
        let _ = self.tree.get(key);
    }

    /// What is held from `first` on, not all at once, and the last block that sled holds.
    fn held_from(&self, first: LogPosition) -> (VecDeque<StoredBlock>, LogPosition) {
        let unsettled = self.unsettled.read();
        let blocks = unsettled.blocks.range(first..).take(HELD_AT_ONCE);
        (
            blocks.map(|(key, bytes)| held(*key, bytes)).collect(),
            unsettled.settled,
        )
    }

    fn held_at(&self, position: LogPosition) -> Held {
        let unsettled = self.unsettled.read();
        match unsettled.blocks.range(..=position).next_back() {
            Some((key, bytes)) => Held::Here(held(*key, bytes)),
            None => Held::Settled(position.min(unsettled.settled)),
        }
    }
}

enum Held {
    /// The block with the position, which is not settled.
    Here(StoredBlock),
    /// If there is one, sled holds it, and it begins here or before.
    Settled(LogPosition),
}

fn held(key: LogPosition, bytes: &Bytes) -> StoredBlock {
    StoredBlock {
        key,
        bytes: BlockBytes::Whole(bytes.clone()),
    }
}

/// Blocks in the order of the log, also while they move from memory to sled.
pub(crate) struct Blocks {
    store: BlockStore,
    /// No block before this position is still to come.
    next: LogPosition,
    settled: Option<sled::Iter>,
    held: VecDeque<StoredBlock>,
    /// Nothing was found yet where was last looked.
    looked: bool,
    ended: bool,
}

impl Iterator for Blocks {
    type Item = Result<StoredBlock, BlockError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let block = self.next_settled().or_else(|| self.held.pop_front().map(Ok));
            match block {
                Some(Ok(block)) => {
                    self.looked = false;
                    self.next = LogPosition(block.key.0.saturating_add(1));
                    return Some(Ok(block));
                }
                Some(Err(error)) => {
                    self.ended = true;
                    return Some(Err(error));
                }
                None if self.looked => self.ended = true,
                None => self.look_again(),
            }
        }
        None
    }
}

impl Blocks {
    fn next_settled(&mut self) -> Option<Result<StoredBlock, BlockError>> {
        let pieces = self.settled.as_mut()?;
        let found = pieces.next()?;
        if let Ok((key, _)) = &found {
            self.store.count_as_read(key);
        }
        Some(
            found
                .map_err(BlockError::from)
                .and_then(|(key, value)| gather(first_of(&key)?, value, pieces)),
        )
    }

    /// Takes note of what is held, and only then turns to sled for what comes before it.
    fn look_again(&mut self) {
        self.looked = true;
        let (held, settled) = self.store.held_from(self.next);
        self.held = held;
        self.settled = (self.next <= settled).then(|| {
            let (from, to) = (key(self.next, 0), key_after(settled));
            self.store.tree.range(from..to)
        });
    }
}

/// Adds to a first piece as many as its length asks for.
fn gather(key: LogPosition, piece: IVec, more: &mut sled::Iter) -> Result<StoredBlock, BlockError> {
    let damaged = |what| BlockError::Damaged { position: key, what };
    let whole = block::whole_length(&piece).map_err(|Malformed(what)| damaged(what))?;
    if whole > LARGEST_BLOCK {
        return Err(damaged("the block says that it is longer than any can be"));
    }
    if whole == piece.len() {
        let bytes = BlockBytes::Piece(piece);
        return Ok(StoredBlock { key, bytes });
    }
    let mut bytes = piece.to_vec();
    for number in 1..whole.div_ceil(block::TARGET) {
        let (next_key, piece) = more
            .next()
            .ok_or_else(|| damaged("a piece of the block is missing"))??;
        if next_key != self::key(key, number as u16) {
            return Err(damaged("a piece of the block is missing"));
        }
        bytes.extend_from_slice(&piece);
    }
    if bytes.len() != whole {
        return Err(damaged("the block is not as long as it says"));
    }
    let bytes = BlockBytes::Whole(bytes.into());
    Ok(StoredBlock { key, bytes })
}

fn pieces(block: &EncodedBlock) -> impl Iterator<Item = (Vec<u8>, &[u8])> {
    let pieces = block.bytes.chunks(block::TARGET).enumerate();
    pieces.map(|(piece, bytes)| (key(block.first, piece as u16), bytes))
}

fn key(first: LogPosition, piece: u16) -> Vec<u8> {
    let mut key = first.0.to_be_bytes().to_vec();
    if piece > 0 {
        key.extend_from_slice(&piece.to_be_bytes());
    }
    key
}

fn next_piece(key: &[u8]) -> Vec<u8> {
    [key, &[0]].concat()
}

/// Greater than every key of blocks that begin at `position` or before.
fn key_after(position: LogPosition) -> Vec<u8> {
    key(LogPosition(position.0.saturating_add(1)), 0)
}

fn first_of(key: &[u8]) -> Result<LogPosition, BlockError> {
    match key.first_chunk() {
        Some(first) if matches!(key.len(), 8 | 10) => Ok(LogPosition(u64::from_be_bytes(*first))),
        _ => Err(BlockError::Damaged {
            position: LogPosition(0),
            what: "there is a key that belongs to no block",
        }),
    }
}
