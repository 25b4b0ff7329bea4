//! A backup made into a data directory again, to its end or to an earlier moment.
//!
//! A log is cut behind a whole append only. The block that the cut goes through is framed anew with the records before
//! it, so the chain at the cut is the one that the original had there.

use crate::backup::{Backup, BackupError, MediaBackedUp, Step, Watcher, copy_media, told};
use crate::block::{self, EncodedBlock};
use crate::chain::ChainHash;
use crate::data_keys::{KeyCopy, KeyCounts, KeyError};
use crate::durable_head::DurableHead;
use crate::new_log::{NewLog, NewLogError};
use crate::record::RecordView;
use crate::varint::Malformed;
use crate::{LogPosition, MasterKey, StreamId};
use jiff::Timestamp;
use lru::LruCache;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Streams whose key is known to be there: they are not looked up again.
const STREAMS: NonZeroUsize = NonZeroUsize::new(65_536).expect("not zero");
/// Between two words to the watcher.
const STEP: u64 = 1_000;

/// What is to be restored where.
#[derive(Clone, Debug)]
pub struct RestoreOrder {
    pub from: PathBuf,
    /// An empty directory, or none yet.
    pub to: PathBuf,
    /// The copy of the key store.
    pub keys: PathBuf,
    pub until: Until,
}

/// Where the restored log ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Until {
    End,
    /// Behind the last append that ends there or before.
    Position(LogPosition),
    /// Before the first event that was recorded later.
    Time(Timestamp),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Restored {
    pub position: LogPosition,
    /// The hash chain there: the one that the original log has at this position.
    pub chain: ChainHash,
    pub keys: KeyCounts,
    pub media: MediaBackedUp,
    /// Media files that the backup once had and lacks now.
    pub missing_media: u64,
}

#[derive(thiserror::Error, Debug)]
pub enum RestoreError {
    #[error("the backup ends at position {}: name an earlier one", end.0)]
    BeyondEnd { end: LogPosition },
    #[error("nothing had happened yet by then: name a later moment")]
    Nothing,
    #[error(
        "the key of the stream at position {} is not in the copy of the keys: it was made before the backup; name the \
         copy that was made with it",
        position.0
    )]
    KeyMissing { position: LogPosition },
    #[error(transparent)]
    Backup(#[from] BackupError),
    #[error(transparent)]
    NewLog(#[from] NewLogError),
}

impl From<KeyError> for RestoreError {
    fn from(error: KeyError) -> Self {
        Self::NewLog(error.into())
    }
}

/// Blocks. Everything is checked as it is written, and once more as it lies there. What an interrupted restoration leaves is
/// no log; the next one begins anew.
pub fn restore(order: &RestoreOrder, master: &MasterKey, watcher: &mut Watcher<'_>) -> Result<Restored, RestoreError> {
    let backup = Backup::open(&order.from)?;
    let mut log = NewLog::begin(&order.to)?;
    let keys = log.take_keys(&order.keys, master)?;
    let end = match order.until {
        Until::End => backup.head,
        Until::Position(position) if position > backup.head.position => {
            return Err(RestoreError::BeyondEnd {
                end: backup.head.position,
            });
        }
        Until::Position(position) => last_whole_append(&backup, |record| record.position <= position, watcher)?,
        Until::Time(time) => {
            // A time that cannot be read is damage, which shows when the log is opened; here it is not later.
            let until = |record: &RecordView<'_>| record.time().is_ok_and(|recorded| recorded <= time);
            last_whole_append(&backup, until, watcher)?
        }
    };
    if end.position.0 == 0 {
        return Err(RestoreError::Nothing);
    }
    fill(&mut log, &backup, end, &keys, watcher)?;
    let media = copy_media(&backup.media(), &log.media(), watcher)?;
    let missing_media = backup
        .media_files
        .saturating_sub(media.files + media.damaged.len() as u64);
    log.finish(end, watcher)?;
    Ok(Restored {
        position: end.position,
        chain: end.chain,
        keys: keys.counts()?,
        media,
        missing_media,
    })
}

/// The end of the last append before the first record that does not belong to it any more.
fn last_whole_append(
    backup: &Backup,
    belongs: impl Fn(&RecordView<'_>) -> bool,
    watcher: &mut Watcher<'_>,
) -> Result<DurableHead, RestoreError> {
    let (mut end, mut passed, mut told_at) = (DurableHead::default(), false, 0);
    let mut blocks = backup.blocks();
    while !passed {
        let visit = |record: &RecordView<'_>, head: DurableHead, whole: bool| {
            passed |= !belongs(record);
            if whole && !passed {
                end = head;
            }
        };
        if blocks.next(visit)?.is_none() {
            break;
        }
        let done = blocks.head().position.0;
        if done >= told_at + STEP {
            told_at = done;
            told(
                watcher,
                Step::Searched {
                    done,
                    all: backup.head.position.0,
                },
            )?;
        }
    }
    Ok(end)
}

fn fill(
    log: &mut NewLog,
    backup: &Backup,
    end: DurableHead,
    keys: &KeyCopy,
    watcher: &mut Watcher<'_>,
) -> Result<(), RestoreError> {
    let mut known: LruCache<StreamId, ()> = LruCache::new(STREAMS);
    let mut blocks = backup.blocks();
    let mut told_at = 0;
    loop {
        let before = blocks.head().position;
        let mut new_streams = Vec::new();
        let visit = |record: &RecordView<'_>, _: DurableHead, _: bool| {
            if record.position <= end.position && known.put(record.stream, ()).is_none() {
                new_streams.push((record.stream, record.position));
            }
        };
        let Some(bytes) = blocks.next(visit)? else {
            return Err(backup.ends_early(before).into());
        };
        for (stream, position) in new_streams {
            if !keys.knows(stream)? {
                return Err(RestoreError::KeyMissing { position });
            }
        }
        let reached = blocks.head().position;
        let bytes = if reached >= end.position {
            let kept = end.position.0 - before.0;
            block::cut(&bytes, kept).map_err(|Malformed(what)| BackupError::DamagedLog {
                position: end.position,
                what: what.to_owned(),
            })?
        } else {
            bytes
        };
        let first = LogPosition(before.0 + 1);
        log.insert(EncodedBlock {
            first,
            bytes: bytes.into(),
        })?;
        let done = reached.min(end.position).0;
        if done >= told_at + STEP || done == end.position.0 {
            told_at = done;
            let all = end.position.0;
            told(watcher, Step::Events { done, all })?;
        }
        if reached >= end.position {
            // To the end of the last file, which proves it, when everything is wanted.
            while end == backup.head && blocks.next(|_, _, _| ())?.is_some() {}
            return Ok(());
        }
    }
}
