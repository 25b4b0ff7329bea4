//! Opening a data directory: locks it, opens what lies in it, and finds the end of the log.
//!
//! What the journal holds is put into sled first, so that from there on sled is the whole log. What a crash left
//! unfinished was never acknowledged and is cut. What the witness says was acknowledged must be there; if it is not, the
//! log does not open.

use crate::block_store::{BlockError, BlockStore, StoredBlock};
use crate::data_keys::{KeyError, KeyStore};
use crate::durability::{Durability, JournalSync, SledSync, sync_directory, sync_files};
use crate::durable_head::{DurableHead, Witness};
use crate::journal::{Found, Journal};
use crate::media;
use crate::proof::log_tree::LogTree;
use crate::proof::note::SigningKey;
use crate::proof::prover::Prover;
use crate::stream_index::{IndexError, StreamIndex};
use crate::{ChainHash, LogPosition, MasterKey, Options};
use sled::Db;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

pub(crate) const LOCK: &str = "log.lock";
const LOCK_TRIES: u32 = 50;
/// What the key that signs checkpoints is called in the key store.
const CHECKPOINT_KEY: &str = "checkpoint signing key";

/// What lies where in a data directory.
#[derive(Clone, Debug)]
pub(crate) struct Layout(PathBuf);

impl Layout {
    pub(crate) fn of(directory: &Path) -> Self {
        Self(directory.to_owned())
    }

    /// Sled's directory.
    pub(crate) fn log(&self) -> PathBuf {
        self.0.join("log")
    }

    pub(crate) fn witness(&self) -> PathBuf {
        self.0.join("log.head")
    }

    pub(crate) fn journal(&self) -> PathBuf {
        self.0.join("journal")
    }

    fn index(&self) -> PathBuf {
        self.0.join("index.sqlite3")
    }

    fn tree(&self) -> PathBuf {
        self.0.join("log.tree")
    }

    fn lock(&self) -> PathBuf {
        self.0.join(LOCK)
    }

    pub(crate) fn keys(&self) -> PathBuf {
        self.0.join("keys.sqlite3")
    }

    pub(crate) fn media(&self) -> PathBuf {
        self.0.join("media")
    }
}

#[derive(thiserror::Error, Debug)]
pub enum OpenError {
    #[error("{path} is open in another process: stop that one first")]
    InUse { path: PathBuf },
    #[error("the log is damaged at position {}: {what}; restore a backup, and run verify on this one first", position.0)]
    Damaged { position: LogPosition, what: String },
    #[error(
        "positions {} to {} were acknowledged and are missing: the file was damaged or replaced; restore a backup, \
         and keep this directory as it is for examination",
        first.0, last.0
    )]
    Missing { first: LogPosition, last: LogPosition },
    #[error("the key store does not open: {0}")]
    Keys(#[from] KeyError),
    #[error("{path} cannot be used: {source}")]
    Io { path: PathBuf, source: io::Error },
    #[error("the log does not open: {0}")]
    Storage(String),
}

impl From<sled::Error> for OpenError {
    fn from(error: sled::Error) -> Self {
        Self::Storage(error.to_string())
    }
}

impl From<BlockError> for OpenError {
    fn from(error: BlockError) -> Self {
        match error {
            BlockError::Damaged { position, what } => Self::Damaged {
                position,
                what: what.to_owned(),
            },
            BlockError::Sled(error) => error.into(),
        }
    }
}

pub(crate) struct Opened {
    pub(crate) layout: Layout,
    pub(crate) lock: File,
    pub(crate) db: Db,
    pub(crate) blocks: BlockStore,
    pub(crate) sled: SledSync,
    pub(crate) journal: Journal,
    pub(crate) durability: Arc<dyn Durability>,
    pub(crate) keys: KeyStore,
    pub(crate) index: StreamIndex,
    pub(crate) witness: Witness,
    pub(crate) head: DurableHead,
    pub(crate) prover: Prover,
}

pub(crate) fn open(directory: &Path, master: &MasterKey, options: &Options) -> Result<Opened, OpenError> {
    let layout = Layout::of(directory);
    fs::create_dir_all(directory).map_err(io_error(directory))?;
    let lock = lock(&layout)?;
    let keys = KeyStore::open(&layout.keys(), master)?;
    media::prepare(&layout.media()).map_err(io_error(&layout.media()))?;
    let (mut witness, witnessed) = Witness::open(&layout.witness()).map_err(io_error(&layout.witness()))?;
    let db = open_sled(&layout.log(), options.cache_bytes)?;
    sync_files(&layout.log()).map_err(io_error(&layout.log()))?;
    forget_index_in_sled(&db)?;
    let blocks = BlockStore::open(&db)?;
    let found = Found::read(&layout.journal()).map_err(io_error(&layout.journal()))?;
    let head = take_over(&blocks, &found, witnessed)?;
    // The end may have been read from memory only, or from the journal, which is written anew from its beginning.
    // Nothing may be built on it before sled has it on disk.
    db.flush()?;
    let sled = SledSync::of(&layout.log()).map_err(io_error(&layout.log()))?;
    sled.sync().map_err(io_error(&layout.log()))?;
    drop(found);
    let journal = Journal::open(&layout.journal(), options.journal_bytes).map_err(io_error(&layout.journal()))?;
    let durability: Arc<dyn Durability> = match &options.durability {
        Some(durability) => durability.clone(),
        None => Arc::new(JournalSync(journal.handle().map_err(io_error(&layout.journal()))?)),
    };
    let parent = directory
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    for directory in [&layout.log(), directory, parent] {
        sync_directory(directory).map_err(io_error(directory))?;
    }
    witness.write(head).map_err(io_error(&layout.witness()))?;
    let index = open_index(&layout, &blocks, head)?;
    let prover = Prover {
        tree: LogTree::open(&layout.tree(), &blocks, head.position)?,
        key: SigningKey::of(&keys.random_secret(CHECKPOINT_KEY)?),
        blocks: blocks.clone(),
    };
    Ok(Opened {
        layout,
        blocks,
        lock,
        db,
        sled,
        journal,
        durability,
        keys,
        index,
        witness,
        head,
        prover,
    })
}

pub(crate) fn lock(layout: &Layout) -> Result<File, OpenError> {
    let path = layout.lock();
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(io_error(&path))?;
    // A process that is being started from this one holds copies of its files for a moment, the lock of a log that was
    // just closed among them.
    for _ in 0..LOCK_TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(10)),
            Err(TryLockError::Error(source)) => return Err(OpenError::Io { path, source }),
        }
    }
    Err(OpenError::InUse { path: layout.0.clone() })
}

pub(crate) fn open_sled(directory: &Path, cache_bytes: u64) -> Result<Db, OpenError> {
    let config = sled::Config::new().path(directory).cache_capacity(cache_bytes);
    // Our own lock is held, so a lock on sled's file can only be the trace of a log that this process has just
    // closed: sled's threads let go of the file a little later.
    for _ in 0..500 {
        match catch_unwind(AssertUnwindSafe(|| config.open())) {
            Ok(Err(sled::Error::Io(error))) if error.to_string().contains("could not acquire lock") => {
                std::thread::sleep(Duration::from_millis(10));
            }
            Ok(opened) => return Ok(opened?),
            Err(_) => {
                return Err(OpenError::Storage(
                    "its file is damaged: run verify, restore a backup".to_owned(),
                ));
            }
        }
    }
    Err(OpenError::InUse {
        path: directory.to_owned(),
    })
}

/// Puts into sled what only the journal holds, and finds the end of the log.
pub(crate) fn take_over(
    blocks: &BlockStore,
    journal: &Found,
    witnessed: Option<DurableHead>,
) -> Result<DurableHead, OpenError> {
    blocks.restore(journal.blocks())?;
    let head = find_end(blocks, witnessed)?;
    match journal.proves_more_than(head.position) {
        None => Ok(head),
        Some(later) => Err(OpenError::Missing {
            first: LogPosition(head.position.0 + 1),
            last: LogPosition(later.0 - 1),
        }),
    }
}

/// The end of the last whole commit; what follows it is removed.
///
/// The witness may lag, so the log is read on from there. Only the last commit can be unfinished, since none begins
/// before the one before it is on disk; it may have holes, since sled does not order its writes. Anything else that
/// does not fit is damage, and the log is left as it is.
fn find_end(blocks: &BlockStore, witnessed: Option<DurableHead>) -> Result<DurableHead, OpenError> {
    let witnessed = witnessed.unwrap_or_default();
    let mut read = Tail::default();
    let mut whole = DurableHead::default();
    let first = blocks.key_at(witnessed.position)?.unwrap_or_default();
    for stored in blocks.blocks_from(first) {
        match stored.and_then(|stored| read.follow(&stored)) {
            Ok(true) => whole = read.head,
            Ok(false) => {}
            Err(error) if read.head.position < witnessed.position => return Err(error.into()),
            Err(_) => break,
        }
        if read.head.position == witnessed.position && read.head.chain != witnessed.chain {
            let what = "the hash chain has another value here than was witnessed".to_owned();
            return Err(OpenError::Damaged {
                position: witnessed.position,
                what,
            });
        }
    }
    if whole.position < witnessed.position {
        let first = LogPosition(whole.position.0.max(read.head.position.0) + 1);
        return Err(OpenError::Missing {
            first,
            last: witnessed.position,
        });
    }
    let next = LogPosition(whole.position.0 + 1);
    if blocks.begins_a_second_commit(next)? {
        let what = "it does not fit, and later commits follow it".to_owned();
        return Err(OpenError::Damaged {
            position: LogPosition(read.head.position.0 + 1),
            what,
        });
    }
    if blocks.last_key()?.is_some_and(|last| last >= next) {
        tracing::info!(
            position = next.0,
            "removing an unfinished commit that was never acknowledged"
        );
        blocks.remove_from(next)?;
    }
    Ok(whole)
}

/// Follows the blocks to the end of the log.
#[derive(Default)]
struct Tail {
    head: DurableHead,
    begun: bool,
}

impl Tail {
    /// Whether the block ends a commit. The first one is taken as it is.
    fn follow(&mut self, stored: &StoredBlock) -> Result<bool, BlockError> {
        let damaged = |position, what| BlockError::Damaged { position, what };
        let block = stored.parse()?;
        let follows = block.first.0 == self.head.position.0 + 1 && block.previous == self.head.chain;
        if self.begun && !follows {
            return Err(damaged(block.first, "the block does not follow on the one before it"));
        }
        if !crate::block::checksum_matches(stored.bytes()) {
            return Err(damaged(block.first, "the block does not match its checksum"));
        }
        let mut chain = block.previous;
        for record in block.records() {
            let (_, hash) = record.map_err(|bad| damaged(bad.position, bad.what))?;
            chain = chain.link(hash);
        }
        self.begun = true;
        self.head = DurableHead {
            position: LogPosition(block.positions().end - 1),
            chain,
        };
        Ok(block.ends_commit)
    }
}

/// The first release kept the stream index there.
fn forget_index_in_sled(db: &Db) -> Result<(), sled::Error> {
    for name in db.tree_names() {
        if name == b"index" || name.starts_with(b"streams.") || name.starts_with(b"appends.") {
            db.drop_tree(name)?;
        }
    }
    Ok(())
}

fn open_index(layout: &Layout, blocks: &BlockStore, head: DurableHead) -> Result<StreamIndex, OpenError> {
    let built = StreamIndex::open(&layout.index(), head.position)
        .map_err(OpenFailure::Index)
        .and_then(|(index, checkpoint)| replay(&index, blocks, checkpoint, head).map(|()| index));
    let error = match built {
        Ok(index) => return Ok(index),
        Err(OpenFailure::Log(error)) => return Err(error),
        Err(OpenFailure::Index(error)) => error,
    };
    tracing::warn!(%error, "the stream index cannot be used: building it anew from the log");
    let index = StreamIndex::rebuild(&layout.index()).map_err(|error| OpenError::Storage(error.to_string()))?;
    match replay(&index, blocks, LogPosition(0), head) {
        Ok(()) => Ok(index),
        Err(OpenFailure::Log(error)) => Err(error),
        Err(OpenFailure::Index(error)) => Err(OpenError::Storage(error.to_string())),
    }
}

enum OpenFailure {
    Index(IndexError),
    Log(OpenError),
}

impl From<BlockError> for OpenFailure {
    fn from(error: BlockError) -> Self {
        Self::Log(error.into())
    }
}

/// Brings the index from its checkpoint to the head, and checks the chain on the way.
fn replay(
    index: &StreamIndex,
    blocks: &BlockStore,
    checkpoint: LogPosition,
    head: DurableHead,
) -> Result<(), OpenFailure> {
    let damaged = |position, what: &str| {
        OpenFailure::Log(OpenError::Damaged {
            position,
            what: what.to_owned(),
        })
    };
    let mut next = LogPosition(checkpoint.0 + 1);
    if next > head.position {
        return Ok(());
    }
    let first = blocks
        .key_at(next)?
        .ok_or_else(|| damaged(next, "there is no block for it"))?;
    let mut chain: Option<ChainHash> = None;
    for stored in blocks.blocks_from(first) {
        let stored = stored?;
        let block = stored.parse()?;
        if !block.positions().contains(&next.0) {
            return Err(damaged(next, "there is no block for it"));
        }
        if chain.is_some_and(|chain| chain != block.previous) {
            return Err(damaged(block.first, "the hash chain is broken before it"));
        }
        let mut after = block.previous;
        for record in block.records() {
            let (record, hash) = record.map_err(|bad| damaged(bad.position, bad.what))?;
            after = after.link(hash);
            if record.position == next {
                index.replay(&record).map_err(OpenFailure::Index)?;
                next = LogPosition(next.0 + 1);
            }
        }
        chain = Some(after);
        index
            .spill_some(block.positions().end - block.first.0)
            .map_err(OpenFailure::Index)?;
    }
    if next.0 != head.position.0 + 1 {
        return Err(damaged(next, "the log ends before it"));
    }
    Ok(())
}

pub(crate) fn io_error(path: &Path) -> impl FnOnce(io::Error) -> OpenError + '_ {
    move |source| OpenError::Io {
        path: path.to_owned(),
        source,
    }
}
