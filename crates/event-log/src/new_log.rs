//! A data directory in the making, for a log that comes from elsewhere.
//!
//! It is built in `new.partial` inside the directory it will fill, so that nothing is copied in the end and the
//! directory may be a mount point. The tree of the log is moved to its place last: before, there is no log in the
//! directory, after, there is a whole one that has been read back.

use crate::backup::{BackupError, Step, Watcher};
use crate::block::EncodedBlock;
use crate::block_store::BlockStore;
use crate::data_keys::{KeyCopy, KeyError};
use crate::durability::{sync_directory, sync_files, sync_parent};
use crate::durable_head::{DurableHead, Witness};
use crate::follow::{Follower, Misfit};
use crate::opening::{self, Layout, OpenError, io_error};
use crate::{LogPosition, MasterKey};
use sled::Db;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

pub(crate) const BUILDING: &str = "new.partial";
/// Bytes of blocks that go into sled together, and that it then writes out: that bounds what it keeps in memory.
const TOGETHER: usize = 4 << 20;
const CACHE: u64 = 32 << 20;
/// Between two words to the watcher.
const STEP: u64 = 1_000;

#[derive(thiserror::Error, Debug)]
pub enum NewLogError {
    #[error("{0} is not empty: name a new directory")]
    NotEmpty(PathBuf),
    #[error("there is no file {0}: name the copy of the keys")]
    NoKeys(PathBuf),
    #[error("the key store does not open: {0}")]
    Keys(#[from] KeyError),
    #[error("what was written reads back otherwise at position {}: {what}; the disk cannot be trusted", position.0)]
    ReadBack { position: LogPosition, what: String },
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Backup(#[from] BackupError),
}

pub(crate) struct NewLog {
    directory: PathBuf,
    building: Layout,
    db: Db,
    blocks: BlockStore,
    waiting: Vec<EncodedBlock>,
    waiting_bytes: usize,
    _lock: File,
}

impl NewLog {
    /// `directory` is empty, does not exist, or holds what an interrupted attempt left, which is removed.
    pub(crate) fn begin(directory: &Path) -> Result<Self, NewLogError> {
        fs::create_dir_all(directory).map_err(io_error(directory))?;
        for entry in fs::read_dir(directory).map_err(io_error(directory))? {
            let name = entry.map_err(io_error(directory))?.file_name();
            if ![BUILDING, opening::LOCK, "lost+found"]
                .iter()
                .any(|known| name == *known)
            {
                return Err(NewLogError::NotEmpty(directory.to_owned()));
            }
        }
        let lock = opening::lock(&Layout::of(directory))?;
        let path = directory.join(BUILDING);
        if path.exists() {
            fs::remove_dir_all(&path).map_err(io_error(&path))?;
        }
        fs::create_dir(&path).map_err(io_error(&path))?;
        let building = Layout::of(&path);
        let db = opening::open_sled(&building.log(), CACHE)?;
        Ok(Self {
            directory: directory.to_owned(),
            blocks: BlockStore::open(&db).map_err(OpenError::from)?,
            building,
            db,
            waiting: Vec::new(),
            waiting_bytes: 0,
            _lock: lock,
        })
    }

    /// Takes the keys from a copy of a key store, which `master` opens.
    pub(crate) fn take_keys(&self, from: &Path, master: &MasterKey) -> Result<KeyCopy, NewLogError> {
        if !from.is_file() {
            return Err(NewLogError::NoKeys(from.to_owned()));
        }
        let keys = KeyCopy::open(from, master)?;
        keys.copy_to(&self.building.keys())
            .map_err(io_error(&self.building.keys()))?;
        Ok(keys)
    }

    pub(crate) fn keys(&self) -> PathBuf {
        self.building.keys()
    }

    pub(crate) fn media(&self) -> PathBuf {
        self.building.media()
    }

    pub(crate) fn insert(&mut self, block: EncodedBlock) -> Result<(), NewLogError> {
        self.waiting_bytes += block.bytes.len();
        self.waiting.push(block);
        if self.waiting_bytes >= TOGETHER {
            self.write_out()?;
        }
        Ok(())
    }

    fn write_out(&mut self) -> Result<(), NewLogError> {
        self.blocks.insert(&self.waiting).map_err(OpenError::from)?;
        self.waiting.clear();
        self.waiting_bytes = 0;
        self.db.flush().map_err(OpenError::from)?;
        Ok(())
    }

    /// Reads everything back, and moves the log to its place.
    pub(crate) fn finish(mut self, head: DurableHead, watcher: &mut Watcher<'_>) -> Result<(), NewLogError> {
        self.write_out()?;
        let Self {
            directory,
            building,
            db,
            blocks,
            _lock,
            ..
        } = self;
        drop((blocks, db));
        let log = building.log();
        read_back(&log, head, watcher)?;
        until_let_go(&log)?;
        sync_files(&log).map_err(io_error(&log))?;
        let (mut witness, _) = Witness::open(&building.witness()).map_err(io_error(&building.witness()))?;
        let witnessed = witness.write(head).and_then(|()| witness.sync());
        witnessed.map_err(io_error(&building.witness()))?;
        let path = directory.join(BUILDING);
        for made in [&log, &path] {
            sync_directory(made).map_err(io_error(made))?;
        }
        let mut made = Vec::new();
        for entry in fs::read_dir(&path).map_err(io_error(&path))? {
            made.push(entry.map_err(io_error(&path))?.path());
        }
        // The log last.
        made.sort_by_key(|made| *made == log);
        for from in made {
            let to = directory.join(from.file_name().unwrap_or_default());
            fs::rename(&from, &to).map_err(io_error(&to))?;
            sync_directory(&directory).map_err(io_error(&directory))?;
        }
        fs::remove_dir_all(&path).map_err(io_error(&path))?;
        sync_parent(&directory).map_err(io_error(&directory))?;
        Ok(())
    }
}

/// Opens what was written as a server would, and follows it to its end.
fn read_back(log: &Path, head: DurableHead, watcher: &mut Watcher<'_>) -> Result<(), NewLogError> {
    let db = opening::open_sled(log, CACHE)?;
    let blocks = BlockStore::open(&db).map_err(OpenError::from)?;
    let mut follower = Follower::default();
    let mut told_at = 0;
    for stored in blocks.blocks_from(LogPosition(0)) {
        let stored = stored.map_err(OpenError::from)?;
        follower
            .follow(stored.bytes(), |_, _, _| ())
            .map_err(|Misfit { position, what }| NewLogError::ReadBack {
                position,
                what: what.to_owned(),
            })?;
        let done = follower.head.position.0;
        if done >= told_at + STEP || done == head.position.0 {
            told_at = done;
            let step = Step::Checked {
                done,
                all: head.position.0,
            };
            crate::backup::told(watcher, step)?;
        }
    }
    if follower.head != head {
        return Err(NewLogError::ReadBack {
            position: follower.head.position,
            what: format!("it ends here instead of at position {}", head.position.0),
        });
    }
    Ok(())
}

/// Sled's threads end a little after their database is dropped; then its file is locked no more.
fn until_let_go(log: &Path) -> Result<(), NewLogError> {
    let path = log.join("db");
    let file = File::open(&path).map_err(io_error(&path))?;
    Ok(file.lock().map_err(io_error(&path))?)
}
