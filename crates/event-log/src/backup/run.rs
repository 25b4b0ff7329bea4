//! One run: blocks, then media, then keys, then the manifest that makes it count.

use super::block_file::BlockFileWriter;
use super::manifest::BackedUp;
use super::media_copy::copy_media;
use super::target::Target;
use super::{BackupError, Step, Watcher, io_error, told};
use crate::block_store::{BlockError, BlockStore};
use crate::data_keys::CopyError;
use crate::durable_head::DurableHead;
use crate::follow::{Follower, Misfit};
use crate::{EventLog, LogPosition, SledLog};
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Between two words to the watcher.
const STEP: u64 = 1_000;

/// What is to be backed up where.
#[derive(Clone, Debug)]
pub struct BackupOrder {
    /// Names the run in its manifest.
    pub id: Uuid,
    /// An empty directory, or one with earlier backups of the same log.
    pub to: PathBuf,
    /// The file for the keys, in another place than the rest; it is replaced if it is there.
    pub keys: Option<PathBuf>,
    /// Now.
    pub time: Timestamp,
    /// A file of blocks takes no more blocks once it has reached this size; it may become one commit larger.
    pub file_bytes: u64,
}

impl BackupOrder {
    pub fn new(id: Uuid, to: PathBuf, time: Timestamp) -> Self {
        Self {
            id,
            to,
            keys: None,
            time,
            file_bytes: 64 << 20,
        }
    }
}

pub(super) fn run(log: &SledLog, order: &BackupOrder, watcher: &mut Watcher<'_>) -> Result<BackedUp, BackupError> {
    let target = Target::open(&order.to)?;
    if let Some(keys) = &order.keys {
        require_apart(keys, &target.directory)?;
    }
    let blocks = &log.reader.blocks;
    let (before, head) = (target.head(), log.head());
    if before.position > head {
        return Err(BackupError::Ahead {
            directory: order.to.clone(),
            backup: before.position,
            log: head,
        });
    }
    if !holds(blocks, before)? {
        return Err(BackupError::OtherLog {
            directory: order.to.clone(),
            position: before.position,
        });
    }
    let mut run = BackedUp::new(target.runs.len() as u64 + 1, order.id, order.time, before);
    take_over(&target, blocks, head, &mut run)?;
    ship(blocks, head, order, &mut run, watcher)?;
    target.remove_unnamed(&run)?;
    run.media = copy_media(log.media().directory(), &target.directory.join("media"), watcher)?;
    if let Some(path) = &order.keys {
        let copied = log.reader.keys.copy_to(path);
        run.keys = Some(copied.map_err(|error| match error {
            CopyError::Keys(error) => BackupError::Keys(error),
            CopyError::NotOurs => BackupError::NotOurKeys(path.clone()),
            CopyError::Io(source) => io_error(path)(source),
        })?);
    }
    run.write(&target.directory)?;
    Ok(run)
}

/// Files that an interrupted run has finished, as long as the log holds what is in them.
fn take_over(target: &Target, blocks: &BlockStore, head: LogPosition, run: &mut BackedUp) -> Result<(), BackupError> {
    while let Some((file, end)) = target.finished_file(run.head())? {
        if end.position > head || !holds(blocks, end)? {
            break;
        }
        run.add(file, end);
    }
    Ok(())
}

fn ship(
    blocks: &BlockStore,
    head: LogPosition,
    order: &BackupOrder,
    run: &mut BackedUp,
    watcher: &mut Watcher<'_>,
) -> Result<(), BackupError> {
    let mut follower = Follower::after(run.head());
    let all = head.0 - run.after.0;
    let mut told_at = 0;
    let mut open: Option<BlockFileWriter> = None;
    for stored in blocks.blocks_from(LogPosition(run.position.0 + 1)) {
        if follower.head.position >= head {
            break;
        }
        let stored = stored.map_err(|error| log_error(error, follower.head))?;
        let writer = match &mut open {
            Some(writer) => writer,
            None => open.insert(BlockFileWriter::begin(&order.to, follower.head)?),
        };
        let block = follower.follow(stored.bytes(), |_, _, _| ()).map_err(misfit)?;
        let ends_commit = block.ends_commit;
        writer.put(stored.bytes())?;
        if ends_commit
            && writer.written() >= order.file_bytes
            && let Some(full) = open.take()
        {
            run.add(full.finish(follower.head)?, follower.head);
        }
        let done = follower.head.position.0 - run.after.0;
        if done >= told_at + STEP || done == all {
            told_at = done;
            told(watcher, Step::Events { done, all })?;
        }
    }
    if follower.head.position != head {
        return Err(BackupError::DamagedLog {
            position: LogPosition(follower.head.position.0 + 1),
            what: "there is no block for it".to_owned(),
        });
    }
    if let Some(last) = open {
        let end = follower.head;
        run.add(last.finish(end)?, end);
    }
    Ok(())
}

/// Whether the log has a block that ends at this position, with this chain.
fn holds(blocks: &BlockStore, head: DurableHead) -> Result<bool, BackupError> {
    if head == DurableHead::default() {
        return Ok(true);
    }
    let stored = blocks.block_at(head.position).map_err(|error| log_error(error, head))?;
    let Some(stored) = stored else { return Ok(false) };
    let block = stored.parse().map_err(|error| log_error(error, head))?;
    let mut chain = block.previous;
    for record in block.records() {
        let (_, hash) = record.map_err(|bad| BackupError::DamagedLog {
            position: bad.position,
            what: bad.what.to_owned(),
        })?;
        chain = chain.link(hash);
    }
    let end = LogPosition(block.positions().end - 1);
    Ok(end == head.position && chain == head.chain)
}

/// A backup that holds log and keys undoes every erasure.
fn require_apart(keys: &Path, backup: &Path) -> Result<(), BackupError> {
    let directory = keys.parent().filter(|parent| !parent.as_os_str().is_empty());
    let directory = directory.unwrap_or(Path::new(".")).canonicalize();
    // A directory that is not there yet is made under its name; nothing but the name can be compared.
    let inside = match (&directory, backup.canonicalize()) {
        (Ok(directory), Ok(backup)) => directory.starts_with(backup),
        _ => keys.starts_with(backup),
    };
    match inside {
        true => Err(BackupError::KeysInside(keys.to_owned())),
        false => Ok(()),
    }
}

fn log_error(error: BlockError, head: DurableHead) -> BackupError {
    let (position, what) = match error {
        BlockError::Damaged { position, what } => (position, what.to_owned()),
        BlockError::Sled(error) => (LogPosition(head.position.0 + 1), error.to_string()),
    };
    BackupError::DamagedLog { position, what }
}

fn misfit(Misfit { position, what }: Misfit) -> BackupError {
    BackupError::DamagedLog {
        position,
        what: what.to_owned(),
    }
}
