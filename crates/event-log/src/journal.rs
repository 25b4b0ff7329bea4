//! The journal: where a commit is made durable, before sled has it.
//!
//! A sync of a file that grows, or of one that sled scatters its pages over, writes metadata too and waits for it. The
//! journal is one file, written with zeros once and from then on in place, so that a sync writes a commit's bytes and
//! nothing else. It has two halves, filled in turn: while one takes commits, those of the other are settled in sled
//! (see `settling.rs`), which must be done and synced before that half is written anew. So all events end in sled, and
//! the journal never holds more than its size.
//!
//! A half is a row of entries, each beginning at a multiple of [`PAGE`], so that no write touches bytes that were
//! acknowledged before:
//!
//! ```text
//! mark        4 bytes: "TKJ" and the format, 1
//! length      4 bytes, big-endian: of the blocks that follow
//! first       8 bytes, big-endian: position of the commit's first record
//! previous    32 bytes: the chain before it
//! check       the first 8 bytes of BLAKE3 over the 48 before
//! blocks      the commit's blocks as in sled (see `block.rs`), one behind the other
//! ```
//!
//! A half is read from its beginning for as long as each entry is whole and follows on the one before it. What lies
//! behind is older, or the torn remains of a commit that was never acknowledged; but an entry of a *later* commit there
//! proves that one before it was acknowledged and is damaged.

use crate::LogPosition;
use crate::block::{self, Block, EncodedBlock};
use crate::chain::ChainHash;
use bytes::Bytes;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::FileExt;
use std::path::Path;

/// What a disk writes as a whole, or a multiple of it.
const PAGE: usize = 4096;
const MARK: [u8; 4] = *b"TKJ\x01";
const HEADER: usize = 56;
const CHECKED: usize = HEADER - 8;
/// A half takes the largest commit, whatever is asked for: see `writer::COMMIT_BYTES` and `LARGEST_APPEND`.
const SMALLEST_HALF: u64 = 4 << 20;

#[derive(Debug)]
pub(crate) struct Journal {
    file: File,
    half: u64,
    /// Where the half that takes commits begins: 0, or `half`.
    start: u64,
    /// Where the next entry goes, from `start`.
    end: u64,
    buffer: Vec<u8>,
}

/// What a journal held when it was opened, one run a half, the older first.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) runs: Vec<Run>,
}

/// Whole commits that follow each other.
#[derive(Debug, Default)]
pub(crate) struct Run {
    pub(crate) blocks: Vec<EncodedBlock>,
    /// The first position of a commit behind the run that is later than any in it: what lies between was acknowledged.
    pub(crate) later: Option<LogPosition>,
    /// The commit right behind the run, if its header is whole and its blocks are not.
    torn: Option<LogPosition>,
}

impl Found {
    /// Reads a journal without changing it. One that does not exist holds nothing.
    pub(crate) fn read(path: &Path) -> io::Result<Self> {
        let mut file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(error),
        };
        let half = file.metadata()?.len() / 2;
        let mut runs = Vec::new();
        for _ in 0..2 {
            let mut bytes = Vec::with_capacity(half as usize);
            Read::by_ref(&mut file).take(half).read_to_end(&mut bytes)?;
            runs.push(Run::read(&bytes.into()));
        }
        runs.sort_by_key(|run| run.blocks.first().map(|block| block.first));
        Ok(Self { runs })
    }

    /// The blocks of all commits, in the order of the log.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = &EncodedBlock> {
        self.runs.iter().flat_map(|run| &run.blocks)
    }

    /// A position beyond `end`, the log's, of which the journal proves that everything before it was acknowledged.
    pub(crate) fn proves_more_than(&self, end: LogPosition) -> Option<LogPosition> {
        let later = self.runs.iter().filter_map(|run| run.later).max()?;
        (later.0 > end.0 + 1).then_some(later)
    }

    /// A commit that the log holds, up to `end`, and of which the journal's copy was changed since it was written.
    pub(crate) fn changed_copy(&self, end: LogPosition) -> Option<LogPosition> {
        let after_the_run = |run: &Run| Some(LogPosition(run.blocks.last().and_then(|last| end_of(&last.bytes))?.0));
        let torn = self.runs.iter().filter_map(|run| run.torn);
        let passed_over = self
            .runs
            .iter()
            .filter(|run| run.later.is_some())
            .filter_map(after_the_run);
        torn.chain(passed_over).filter(|position| *position <= end).min()
    }
}

impl Run {
    fn read(half: &Bytes) -> Self {
        let mut run = Self::default();
        let mut next: Option<LogPosition> = None;
        let mut at = 0;
        while let Some(entry) = Entry::parse(&half[at..]) {
            if next.is_some_and(|next| next != entry.first) {
                break;
            }
            let Some(blocks) = entry.blocks(half) else {
                run.torn = Some(entry.first);
                break;
            };
            run.blocks.extend(blocks);
            next = run.blocks.last().and_then(|block| end_of(&block.bytes));
            at += entry.size();
        }
        let behind = (at..half.len())
            .step_by(PAGE)
            .filter_map(|at| Header::parse(&half[at..]));
        run.later = behind
            .map(|header| header.first)
            .filter(|first| Some(*first) > next)
            .max();
        run
    }
}

/// The position after a block.
fn end_of(bytes: &[u8]) -> Option<LogPosition> {
    Block::parse(bytes).ok().map(|block| LogPosition(block.positions().end))
}

#[derive(Clone, Copy)]
struct Header {
    length: usize,
    first: LogPosition,
    previous: ChainHash,
}

impl Header {
    fn encode(self) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        bytes[..4].copy_from_slice(&MARK);
        bytes[4..8].copy_from_slice(&(self.length as u32).to_be_bytes());
        bytes[8..16].copy_from_slice(&self.first.0.to_be_bytes());
        bytes[16..CHECKED].copy_from_slice(&self.previous.0);
        let check = blake3::hash(&bytes[..CHECKED]);
        bytes[CHECKED..].copy_from_slice(&check.as_bytes()[..8]);
        bytes
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; HEADER] = bytes.first_chunk()?;
        let header = Self {
            length: u32::from_be_bytes(*bytes[4..].first_chunk()?) as usize,
            first: LogPosition(u64::from_be_bytes(*bytes[8..].first_chunk()?)),
            previous: ChainHash(*bytes[16..].first_chunk()?),
        };
        (header.encode() == *bytes).then_some(header)
    }
}

struct Entry<'a> {
    first: LogPosition,
    previous: ChainHash,
    content: &'a [u8],
}

impl<'a> Entry<'a> {
    fn parse(bytes: &'a [u8]) -> Option<Self> {
        let Header {
            length,
            first,
            previous,
        } = Header::parse(bytes)?;
        let content = bytes[HEADER..].get(..length)?;
        Some(Self {
            first,
            previous,
            content,
        })
    }

    /// The whole commit, or `None` if any of it is not as it was written.
    fn blocks(&self, half: &Bytes) -> Option<Vec<EncodedBlock>> {
        let mut rest = self.content;
        let mut next = self.first;
        let mut blocks = Vec::new();
        let mut ended = false;
        while !rest.is_empty() {
            let bytes = rest.get(..block::whole_length(rest).ok()?)?;
            let block = Block::parse(bytes).ok()?;
            let fits = !ended && block.first == next && block::checksum_matches(bytes);
            if !fits || (blocks.is_empty() && block.previous != self.previous) {
                return None;
            }
            next = LogPosition(block.positions().end);
            ended = block.ends_commit;
            blocks.push(EncodedBlock {
                first: block.first,
                bytes: half.slice_ref(bytes),
            });
            rest = &rest[bytes.len()..];
        }
        ended.then_some(blocks)
    }

    fn size(&self) -> usize {
        (HEADER + self.content.len()).next_multiple_of(PAGE)
    }
}

impl Journal {
    /// Opens the file, or makes it, `size` bytes long. What it held must have been taken over before: the next commit
    /// is written over it. All of the file is on disk when this returns, so that no later sync has to write metadata.
    pub(crate) fn open(path: &Path, size: u64) -> io::Result<Self> {
        let half = (size / 2).max(SMALLEST_HALF).next_multiple_of(PAGE as u64);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        if file.metadata()?.len() != half * 2 {
            // Another size moves the halves, so nothing may be left of what they held.
            file.set_len(0)?;
            let zeros = vec![0; 1 << 20];
            let mut left = half * 2;
            while left > 0 {
                let step = left.min(zeros.len() as u64);
                file.write_all(&zeros[..step as usize])?;
                left -= step;
            }
        }
        file.sync_all()?;
        Ok(Self {
            file,
            half,
            start: 0,
            end: 0,
            buffer: Vec::new(),
        })
    }

    /// Another handle on the file, for the sync.
    pub(crate) fn handle(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    /// Whether the half that takes commits has room for one more of these blocks.
    pub(crate) fn has_room_for(&self, blocks: &[EncodedBlock]) -> bool {
        self.end + size_of(blocks) <= self.half
    }

    /// Goes to the other half, whose commits sled must hold durably by now.
    pub(crate) fn turn(&mut self) {
        self.start = self.half - self.start;
        self.end = 0;
    }

    /// Writes one commit, which follows on `previous`. It is durable only after a sync.
    pub(crate) fn write(&mut self, previous: ChainHash, blocks: &[EncodedBlock]) -> io::Result<()> {
        let Some(first) = blocks.first() else { return Ok(()) };
        let header = Header {
            length: blocks.iter().map(|block| block.bytes.len()).sum(),
            first: first.first,
            previous,
        };
        self.buffer.clear();
        self.buffer.extend_from_slice(&header.encode());
        for block in blocks {
            self.buffer.extend_from_slice(&block.bytes);
        }
        self.buffer.resize(self.buffer.len().next_multiple_of(PAGE), 0);
        self.file.write_all_at(&self.buffer, self.start + self.end)?;
        self.end += self.buffer.len() as u64;
        Ok(())
    }

    /// Makes both halves empty, durably. Everything they held must be durable in sled.
    pub(crate) fn clear(&mut self) -> io::Result<()> {
        for start in [0, self.half] {
            self.file.write_all_at(&[0; PAGE], start)?;
        }
        self.file.sync_data()?;
        (self.start, self.end) = (0, 0);
        Ok(())
    }
}

/// What an entry of these blocks takes in the file.
fn size_of(blocks: &[EncodedBlock]) -> u64 {
    let content: usize = blocks.iter().map(|block| block.bytes.len()).sum();
    (HEADER + content).next_multiple_of(PAGE) as u64
}

#[cfg(test)]
mod tests;
