//! A block: the records of one commit, or a part of them, under the position of its first record.
//!
//! ```text
//! mark          4 bytes: "TKB" and the format, 1
//! flags         1 byte: 1 = the commit ends with this block
//! first         8 bytes, big-endian: position of its first record
//! previous      32 bytes: the chain before its first record
//! length        4 bytes, big-endian: of what follows, checksum not counted
//! names         varint how many, then each: varint length, UTF-8
//! records       varint how many, then each:
//!                 event type, actor: varint, index into the names
//!                 body: varint length, bytes (see `record.rs`)
//!                 check: the first 8 bytes of the record's hash (see `chain.rs`)
//! checksum      the first 8 bytes of BLAKE3 over everything before
//! ```
//!
//! A block stays within [`TARGET`] bytes unless a single record is larger; a larger one is cut into pieces by
//! `block_store.rs`.

use crate::LogPosition;
use crate::chain::{ChainHash, RecordHash};
use crate::record::{RecordView, SealedRecord};
use crate::varint::{self, Cursor, Malformed};
use bytes::Bytes;
use std::ops::Range;
use std::sync::Arc;

pub(crate) const MARK: [u8; 4] = *b"TKB\x01";
/// Mark, flags, first, previous and length.
pub(crate) const HEADER: usize = 49;
const CHECKSUM: usize = 8;
/// Sled moves a leaf of 16 values into a file of its own, which it never syncs, once they come to more than 128 KiB.
pub(crate) const TARGET: usize = 4096;
const ENDS_COMMIT: u8 = 1;

/// Takes the records of one commit in order and gives out finished blocks.
pub(crate) struct Encoder {
    next: LogPosition,
    chain: ChainHash,
    blocks: Vec<EncodedBlock>,
    open: OpenBlock,
    hashes: Vec<RecordHash>,
    scratch: Vec<u8>,
}

#[derive(Clone, Debug)]
pub(crate) struct EncodedBlock {
    pub(crate) first: LogPosition,
    pub(crate) bytes: Bytes,
}

enum Name {
    EventType(&'static str),
    Actor(Arc<str>),
}

impl Name {
    fn as_str(&self) -> &str {
        match self {
            Name::EventType(name) => name,
            Name::Actor(name) => name,
        }
    }
}

struct OpenBlock {
    first: LogPosition,
    previous: ChainHash,
    names: Vec<Name>,
    names_length: usize,
    count: u64,
    records: Vec<u8>,
}

impl OpenBlock {
    fn new(first: LogPosition, previous: ChainHash) -> Self {
        Self {
            first,
            previous,
            names: Vec::new(),
            names_length: 0,
            count: 0,
            records: Vec::with_capacity(TARGET),
        }
    }

    fn name_index(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known.as_str() == name)
    }

    fn intern(&mut self, name: Name) -> usize {
        if let Some(index) = self.name_index(name.as_str()) {
            return index;
        }
        self.names_length += name.as_str().len() + varint::length(name.as_str().len() as u64);
        self.names.push(name);
        self.names.len() - 1
    }

    /// Size if `record` were added, never too small.
    fn size_with(&self, record: &SealedRecord) -> usize {
        let new_names: usize = [record.event_type, &record.actor]
            .into_iter()
            .filter(|name| self.name_index(name).is_none())
            .map(|name| name.len() + 5)
            .sum();
        HEADER + 10 + self.names_length + new_names + self.records.len() + record.body.len() + 15 + CHECKSUM + CHECKSUM
    }

    fn finish(self, ends_commit: bool) -> EncodedBlock {
        let mut bytes = Vec::with_capacity(HEADER + 10 + self.names_length + self.records.len() + CHECKSUM);
        bytes.extend_from_slice(&MARK);
        bytes.push(if ends_commit { ENDS_COMMIT } else { 0 });
        bytes.extend_from_slice(&self.first.0.to_be_bytes());
        bytes.extend_from_slice(&self.previous.0);
        bytes.extend_from_slice(&[0; 4]);
        varint::put(&mut bytes, self.names.len() as u64);
        for name in &self.names {
            varint::put(&mut bytes, name.as_str().len() as u64);
            bytes.extend_from_slice(name.as_str().as_bytes());
        }
        varint::put(&mut bytes, self.count);
        bytes.extend_from_slice(&self.records);
        let length = (bytes.len() - HEADER) as u32;
        bytes[HEADER - 4..HEADER].copy_from_slice(&length.to_be_bytes());
        let checksum = blake3::hash(&bytes);
        bytes.extend_from_slice(&checksum.as_bytes()[..CHECKSUM]);
        EncodedBlock {
            first: self.first,
            bytes: bytes.into(),
        }
    }
}

impl Encoder {
    /// `head` is the last position written so far, `chain` the chain after it.
    pub(crate) fn new(head: LogPosition, chain: ChainHash) -> Self {
        let next = LogPosition(head.0 + 1);
        Self {
            next,
            chain,
            blocks: Vec::new(),
            open: OpenBlock::new(next, chain),
            hashes: Vec::new(),
            scratch: Vec::new(),
        }
    }

    /// Returns the position that the record got.
    pub(crate) fn push(&mut self, record: &SealedRecord) -> LogPosition {
        if self.open.count > 0 && self.open.size_with(record) > TARGET {
            let full = std::mem::replace(&mut self.open, OpenBlock::new(self.next, self.chain));
            self.blocks.push(full.finish(false));
        }
        let position = self.next;
        let hash = RecordHash::of(
            position.0,
            record.event_type,
            &record.actor,
            &record.body,
            &mut self.scratch,
        );
        let event_type = self.open.intern(Name::EventType(record.event_type));
        let actor = self.open.intern(Name::Actor(record.actor.clone()));
        let records = &mut self.open.records;
        varint::put(records, event_type as u64);
        varint::put(records, actor as u64);
        varint::put(records, record.body.len() as u64);
        records.extend_from_slice(&record.body);
        records.extend_from_slice(&hash.checksum());
        self.open.count += 1;
        self.chain = self.chain.link(hash);
        self.hashes.push(hash);
        self.next = LogPosition(position.0 + 1);
        position
    }

    /// The hashes of the records so far.
    pub(crate) fn take_hashes(&mut self) -> Vec<RecordHash> {
        std::mem::take(&mut self.hashes)
    }

    /// The blocks of the commit, the last position in them and the chain after it.
    pub(crate) fn finish(mut self) -> (Vec<EncodedBlock>, LogPosition, ChainHash) {
        if self.open.count > 0 {
            self.blocks.push(self.open.finish(true));
        }
        (self.blocks, LogPosition(self.next.0 - 1), self.chain)
    }
}

/// A block read back; its records are checked one by one as they are taken out.
#[derive(Debug)]
pub(crate) struct Block<'a> {
    pub(crate) first: LogPosition,
    pub(crate) previous: ChainHash,
    pub(crate) ends_commit: bool,
    names: Vec<&'a str>,
    count: u64,
    records: &'a [u8],
}

impl<'a> Block<'a> {
    /// Reads the frame. The checksum of the block is not looked at: see [`checksum_matches`].
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let body_length = body_length(bytes)?;
        let mut cursor = Cursor::new(bytes);
        cursor.take(MARK.len())?;
        let flags = cursor.byte()?;
        if flags & !ENDS_COMMIT != 0 {
            return Err(Malformed("the block has flags this version does not know"));
        }
        let first = LogPosition(u64::from_be_bytes(cursor.array()?));
        let previous = ChainHash(cursor.array()?);
        cursor.take(4)?;
        if cursor.rest().len() != body_length + CHECKSUM {
            return Err(Malformed("the block is not as long as it says"));
        }
        let mut cursor = Cursor::new(&cursor.rest()[..body_length]);
        let name_count = cursor.unsigned()?;
        let mut names = Vec::new();
        for _ in 0..name_count {
            let name = std::str::from_utf8(cursor.prefixed()?);
            names.push(name.map_err(|_| Malformed("a name in the block is not UTF-8"))?);
        }
        let count = cursor.unsigned()?;
        if count == 0 || first.0 == 0 || first.0.checked_add(count).is_none() {
            return Err(Malformed("the block's positions are impossible"));
        }
        Ok(Self {
            first,
            previous,
            ends_commit: flags & ENDS_COMMIT != 0,
            names,
            count,
            records: cursor.rest(),
        })
    }

    pub(crate) fn positions(&self) -> Range<u64> {
        self.first.0..self.first.0 + self.count
    }

    pub(crate) fn records(&self) -> Records<'_, 'a> {
        Records {
            block: self,
            cursor: Cursor::new(self.records),
            next: self.first.0,
            scratch: Vec::new(),
        }
    }
}

/// The length of a block's body, from its first [`HEADER`] bytes.
pub(crate) fn body_length(bytes: &[u8]) -> Result<usize, Malformed> {
    if bytes.len() < HEADER {
        return Err(Malformed("the block ends too early"));
    }
    if bytes[..3] != MARK[..3] {
        return Err(Malformed("it is not a block"));
    }
    if bytes[3] != MARK[3] {
        return Err(Malformed(
            "the block has a format this version does not know: use a newer version",
        ));
    }
    let mut length = [0; 4];
    length.copy_from_slice(&bytes[HEADER - 4..HEADER]);
    Ok(u32::from_be_bytes(length) as usize)
}

/// From a block's first bytes, without looking at anything else.
pub(crate) fn ends_commit(bytes: &[u8]) -> bool {
    bytes.get(MARK.len()).is_some_and(|flags| flags & ENDS_COMMIT != 0)
}

/// The block with its first `count` records only, ending its commit: where a log is cut. The names stay, also those
/// that only the records beyond used.
pub(crate) fn cut(bytes: &[u8], count: u64) -> Result<Vec<u8>, Malformed> {
    let block = Block::parse(bytes)?;
    let mut records = block.records();
    records
        .skip_to(LogPosition(block.first.0.saturating_add(count)))
        .map_err(|bad| Malformed(bad.what))?;
    let records = &block.records[..block.records.len() - records.cursor.rest().len()];
    let body = &bytes[HEADER..bytes.len() - CHECKSUM];
    let mut cursor = Cursor::new(body);
    for _ in 0..cursor.unsigned()? {
        cursor.prefixed()?;
    }
    let names = &body[..body.len() - cursor.rest().len()];

    let mut cut = Vec::with_capacity(bytes.len());
    cut.extend_from_slice(&MARK);
    cut.push(ENDS_COMMIT);
    cut.extend_from_slice(&bytes[MARK.len() + 1..HEADER]);
    cut.extend_from_slice(names);
    varint::put(&mut cut, count.min(block.count));
    cut.extend_from_slice(records);
    let length = (cut.len() - HEADER) as u32;
    cut[HEADER - 4..HEADER].copy_from_slice(&length.to_be_bytes());
    let checksum = blake3::hash(&cut);
    cut.extend_from_slice(&checksum.as_bytes()[..CHECKSUM]);
    Ok(cut)
}

/// The whole block's size, from its first [`HEADER`] bytes.
pub(crate) fn whole_length(bytes: &[u8]) -> Result<usize, Malformed> {
    Ok(HEADER + body_length(bytes)? + CHECKSUM)
}

pub(crate) fn checksum_matches(bytes: &[u8]) -> bool {
    match bytes.split_last_chunk::<CHECKSUM>() {
        Some((content, checksum)) => blake3::hash(content).as_bytes()[..CHECKSUM] == *checksum,
        None => false,
    }
}

pub(crate) struct Records<'b, 'a> {
    block: &'b Block<'a>,
    cursor: Cursor<'a>,
    next: u64,
    scratch: Vec<u8>,
}

struct Frame<'a> {
    event_type: &'a str,
    actor: &'a str,
    body: &'a [u8],
    check: [u8; 8],
}

/// A record with bytes that do not match their checksum, or cannot be read at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct BadRecord {
    pub(crate) position: LogPosition,
    pub(crate) what: &'static str,
}

impl<'a> Records<'_, 'a> {
    /// Passes over records without reading them, up to `position`.
    pub(crate) fn skip_to(&mut self, position: LogPosition) -> Result<(), BadRecord> {
        while self.next < position.0.min(self.block.positions().end) {
            self.frame().map_err(|Malformed(what)| BadRecord {
                position: LogPosition(self.next),
                what,
            })?;
            self.next += 1;
        }
        Ok(())
    }

    fn frame(&mut self) -> Result<Frame<'a>, Malformed> {
        let mut name = || {
            let index = usize::try_from(self.cursor.unsigned()?).unwrap_or(usize::MAX);
            self.block
                .names
                .get(index)
                .copied()
                .ok_or(Malformed("it refers to a name that the block does not have"))
        };
        let (event_type, actor) = (name()?, name()?);
        Ok(Frame {
            event_type,
            actor,
            body: self.cursor.prefixed()?,
            check: self.cursor.array()?,
        })
    }

    /// The next record without comparing it with its checksum: for a block that matches its own.
    pub(crate) fn next_unchecked(&mut self) -> Option<Result<RecordView<'a>, BadRecord>> {
        if self.next >= self.block.positions().end {
            return None;
        }
        let position = LogPosition(self.next);
        let record = self
            .frame()
            .and_then(|frame| RecordView::parse(position, frame.event_type, frame.actor, frame.body));
        self.next = match record {
            Ok(_) => self.next + 1,
            Err(_) => self.block.positions().end,
        };
        Some(record.map_err(|Malformed(what)| BadRecord { position, what }))
    }

    fn record(&mut self) -> Result<(RecordView<'a>, RecordHash), Malformed> {
        let Frame {
            event_type,
            actor,
            body,
            check,
        } = self.frame()?;
        let hash = RecordHash::of(self.next, event_type, actor, body, &mut self.scratch);
        if hash.checksum() != check {
            return Err(Malformed("its bytes do not match its checksum"));
        }
        Ok((
            RecordView::parse(LogPosition(self.next), event_type, actor, body)?,
            hash,
        ))
    }
}

impl<'a> Iterator for Records<'_, 'a> {
    type Item = Result<(RecordView<'a>, RecordHash), BadRecord>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.block.positions().end {
            return None;
        }
        let record = self.record().map_err(|Malformed(what)| BadRecord {
            position: LogPosition(self.next),
            what,
        });
        // After a record that cannot be read nothing says where the next one begins.
        self.next = if record.is_ok() {
            self.next + 1
        } else {
            self.block.positions().end
        };
        Some(record)
    }
}

#[cfg(test)]
mod tests;
