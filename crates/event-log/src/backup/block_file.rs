//! A file of blocks.
//!
//! ```text
//! mark          4 bytes: "TKF" and the format, 1
//! first         8 bytes, big-endian: position of its first record
//! previous      32 bytes: the chain before it
//! blocks        one after the other, as they lie in the log; each says how long it is
//! last          8 bytes, big-endian: position of its last record
//! chain         32 bytes: the chain after it
//! hash          32 bytes: BLAKE3 over everything before
//! ```
//!
//! It begins and ends with a commit, so a log can be cut between any two files.

use super::{BackupError, damaged, io_error};
use crate::LogPosition;
use crate::block;
use crate::block_store::LARGEST_BLOCK;
use crate::chain::ChainHash;
use crate::durability::sync_directory;
use crate::durable_head::DurableHead;
use crate::follow::{Follower, Misfit};
use crate::varint::Malformed;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

const MARK: [u8; 4] = *b"TKF\x01";
const HEADER: usize = 44;
const TRAILER: usize = 72;
pub(super) const EXTENSION: &str = "tkb";
pub(super) const PARTIAL: &str = "partial";

/// A whole file, as a manifest names it.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BlockFile {
    pub(crate) name: String,
    pub(crate) first: LogPosition,
    pub(crate) last: LogPosition,
    pub(crate) bytes: u64,
    /// The hash in its last 32 bytes.
    pub(crate) blake3: String,
}

/// Writes one file under a temporary name.
pub(super) struct BlockFileWriter {
    directory: PathBuf,
    partial: PathBuf,
    file: BufWriter<File>,
    hasher: blake3::Hasher,
    first: LogPosition,
    written: u64,
}

impl BlockFileWriter {
    pub(super) fn begin(directory: &Path, after: DurableHead) -> Result<Self, BackupError> {
        let first = LogPosition(after.position.0 + 1);
        let partial = directory.join(format!("blocks-{:012}.{PARTIAL}", first.0));
        let file = File::create(&partial).map_err(io_error(&partial))?;
        let mut writer = Self {
            directory: directory.to_owned(),
            file: BufWriter::with_capacity(1 << 20, file),
            partial,
            hasher: blake3::Hasher::new(),
            first,
            written: 0,
        };
        writer.put(&MARK)?;
        writer.put(&first.0.to_be_bytes())?;
        writer.put(&after.chain.0)?;
        Ok(writer)
    }

    /// Bytes written so far.
    pub(super) fn written(&self) -> u64 {
        self.written
    }

    pub(super) fn put(&mut self, bytes: &[u8]) -> Result<(), BackupError> {
        self.hasher.update(bytes);
        self.written += bytes.len() as u64;
        self.file.write_all(bytes).map_err(io_error(&self.partial))
    }

    /// The file is on disk under its name when this returns.
    pub(super) fn finish(mut self, head: DurableHead) -> Result<BlockFile, BackupError> {
        self.put(&head.position.0.to_be_bytes())?;
        self.put(&head.chain.0)?;
        let hash = self.hasher.finalize();
        let failed = io_error(&self.partial);
        let written = self.file.write_all(hash.as_bytes()).and_then(|()| self.file.flush());
        written.and_then(|()| self.file.get_ref().sync_all()).map_err(failed)?;
        let name = format!("blocks-{:012}-{:012}.{EXTENSION}", self.first.0, head.position.0);
        let path = self.directory.join(&name);
        fs::rename(&self.partial, &path).map_err(io_error(&path))?;
        sync_directory(&self.directory).map_err(io_error(&self.directory))?;
        Ok(BlockFile {
            name,
            first: self.first,
            last: head.position,
            bytes: self.written + hash.as_bytes().len() as u64,
            blake3: hash.to_hex().to_string(),
        })
    }
}

/// Reads a file block by block, and compares its hash once everything is read.
pub(super) struct BlockFileReader {
    path: PathBuf,
    file: BufReader<File>,
    hasher: blake3::Hasher,
    /// Bytes of blocks that are still to come.
    left: u64,
    length: u64,
    follower: Follower,
    /// Once it has been compared.
    hash: Option<blake3::Hash>,
}

impl BlockFileReader {
    /// `after` is where the file before it ended.
    pub(super) fn open(path: &Path, after: DurableHead) -> Result<Self, BackupError> {
        let file = File::open(path).map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => BackupError::MissingFile(path.to_owned()),
            _ => io_error(path)(source),
        })?;
        let length = file.metadata().map_err(io_error(path))?.len();
        let left = length
            .checked_sub((HEADER + TRAILER) as u64)
            .ok_or_else(|| damaged(path, "it is too short"))?;
        let mut reader = Self {
            path: path.to_owned(),
            file: BufReader::with_capacity(1 << 20, file),
            hasher: blake3::Hasher::new(),
            left,
            length,
            follower: Follower::after(after),
            hash: None,
        };
        let header: [u8; HEADER] = reader.take()?;
        if header[..3] != MARK[..3] {
            return Err(damaged(path, "it is no file of blocks"));
        }
        if header[3] != MARK[3] {
            let what = "it has a format this version does not know: use a newer version";
            return Err(damaged(path, what));
        }
        let expected = [&(after.position.0 + 1).to_be_bytes()[..], &after.chain.0[..]].concat();
        if header[4..] != expected {
            return Err(damaged(path, "it does not follow on the file before it"));
        }
        Ok(reader)
    }

    /// How far it has been read, and the chain there.
    pub(super) fn head(&self) -> DurableHead {
        self.follower.head
    }

    /// Reads on to the end: the file as a manifest names it, and the chain behind it.
    pub(super) fn read_through(
        mut self,
        name: String,
        first: LogPosition,
    ) -> Result<(BlockFile, DurableHead), BackupError> {
        while self.next(|_, _, _| ())?.is_some() {}
        let head = self.head();
        let file = BlockFile {
            name,
            first,
            last: head.position,
            bytes: self.length,
            blake3: self.hash.map(|hash| hash.to_hex().to_string()).unwrap_or_default(),
        };
        Ok((file, head))
    }

    /// Whether it is the file that a manifest means, once it has been read to its end.
    pub(super) fn is(&self, named: &BlockFile) -> bool {
        let hash = self.hash.map(|hash| hash.to_hex());
        hash.is_some_and(|hash| hash.as_str() == named.blake3) && self.head().position == named.last
    }

    /// The next block's bytes, checked; `None` after the last, when the whole file has proven to be what was written.
    /// `visit` as in [`Follower::follow`].
    pub(super) fn next(
        &mut self,
        visit: impl FnMut(&crate::record::RecordView<'_>, DurableHead, bool),
    ) -> Result<Option<Vec<u8>>, BackupError> {
        if self.left == 0 {
            if self.hash.is_none() {
                self.end()?;
            }
            return Ok(None);
        }
        if self.left < block::HEADER as u64 {
            return Err(damaged(&self.path, "its last block is cut off"));
        }
        let mut bytes = vec![0; block::HEADER];
        self.fill(&mut bytes)?;
        let at = self.follower.head.position.0 + 1;
        let bad = |what: &str| damaged(&self.path, format!("position {at}: {what}"));
        let whole = block::whole_length(&bytes).map_err(|Malformed(what)| bad(what))?;
        if whole as u64 > self.left || whole > LARGEST_BLOCK {
            return Err(bad("the block says that it is longer than the file"));
        }
        bytes.resize(whole, 0);
        let mut rest = bytes.split_off(block::HEADER);
        self.fill(&mut rest)?;
        bytes.append(&mut rest);
        self.left -= whole as u64;
        self.follower
            .follow(&bytes, visit)
            .map_err(|Misfit { position, what }| damaged(&self.path, format!("position {}: {what}", position.0)))?;
        Ok(Some(bytes))
    }

    fn end(&mut self) -> Result<(), BackupError> {
        let last = u64::from_be_bytes(self.take()?);
        let chain = ChainHash(self.take()?);
        let hash = self.hasher.finalize();
        let written: [u8; 32] = self.take()?;
        if *hash.as_bytes() != written {
            return Err(damaged(&self.path, "its bytes do not match its hash"));
        }
        let head = DurableHead {
            position: LogPosition(last),
            chain,
        };
        if head != self.follower.head || !self.follower.is_whole() {
            return Err(damaged(&self.path, "it does not end where it says"));
        }
        self.hash = Some(hash);
        Ok(())
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], BackupError> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), BackupError> {
        self.file.read_exact(bytes).map_err(io_error(&self.path))?;
        self.hasher.update(bytes);
        Ok(())
    }
}
