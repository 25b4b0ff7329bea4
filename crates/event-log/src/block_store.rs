//! Blocks in a sled tree. Only this file knows their keys.
//!
//! The key of a block is the position of its first record, 8 bytes, big-endian. A block of more than
//! [`block::TARGET`] bytes is cut into pieces: the first under that key, the others under it with two more bytes, the
//! number of the piece, from 1. So all keys sort in the order of the log.

use crate::LogPosition;
use crate::block::{self, Block, EncodedBlock};
use crate::varint::Malformed;
use sled::{Db, IVec, Tree};

pub(crate) const TREE: &[u8] = b"blocks";

/// The most that one commit of one append may come to: so many pieces are numbered with two bytes.
pub(crate) const LARGEST_BLOCK: usize = block::TARGET * u16::MAX as usize;

#[derive(Clone, Debug)]
pub(crate) struct BlockStore {
    tree: Tree,
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
    bytes: Vec<u8>,
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
        })
    }

    /// Inserts in the order of the log: sled recovers what was inserted up to some moment, so after a crash there is
    /// never a later block without the earlier ones.
    pub(crate) fn insert(&self, encoded: &EncodedBlock) -> Result<(), sled::Error> {
        for (piece, bytes) in encoded.bytes.chunks(block::TARGET).enumerate() {
            self.tree.insert(key(encoded.first, piece as u16), bytes)?;
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
        self.tree
            .range(..key_after(position))
            .next_back()
            .map(|found| first_of(&found?.0))
            .transpose()
    }

    pub(crate) fn block_at(&self, position: LogPosition) -> Result<Option<StoredBlock>, BlockError> {
        // Most blocks are of one piece: the pair found backwards is the block already.
        let Some(found) = self.tree.range(..key_after(position)).next_back() else {
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
            pieces: self.tree.range(key(first, 0)..),
            ended: false,
        }
    }
}

pub(crate) struct Blocks {
    pieces: sled::Iter,
    ended: bool,
}

impl Iterator for Blocks {
    type Item = Result<StoredBlock, BlockError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let block = self.pieces.next().map(|found| {
            let (key, value) = found?;
            gather(first_of(&key)?, value, &mut self.pieces)
        });
        self.ended = !matches!(block, Some(Ok(_)));
        block
    }
}

/// Adds to a first piece as many as its length asks for.
fn gather(key: LogPosition, piece: IVec, more: &mut sled::Iter) -> Result<StoredBlock, BlockError> {
    let damaged = |what| BlockError::Damaged { position: key, what };
    let whole = block::whole_length(&piece).map_err(|Malformed(what)| damaged(what))?;
    if whole > LARGEST_BLOCK {
        return Err(damaged("the block says that it is longer than any can be"));
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
    Ok(StoredBlock { key, bytes })
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
