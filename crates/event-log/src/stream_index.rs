//! Where the events of each stream lie, and which idempotency keys were used.
//!
//! Derived from the log and kept off its acknowledgements: the writer notes what is new in memory, and the settler
//! (see `settling.rs`) moves the oldest of it into two sled trees, some keys a commit. Everything up to the *checkpoint* is in the trees; what
//! lies beyond is read from the log again when it is opened.
//!
//! `streams.N`: stream (16), first version (8, big-endian) -> varint first position, then per further event a varint,
//! the distance from the one before. `appends.N`: stream (16), idempotency key (16) -> varint last position, varint
//! version, fingerprint (16). `N` grows when an index is given up and built anew. `index` -> the checkpoint of each N.

mod encoding;

use crate::record::RecordView;
use crate::stream_hasher::StreamHasher;
use crate::varint::Malformed;
use crate::{Appended, Idempotency, LogPosition, StreamId, StreamVersion};
use encoding::{
    append_key, decode_append, decode_checkpoint, encode_append, encode_run, first_version, positions, run_key,
};
use lru::LruCache;
use parking_lot::RwLock;
use sled::{Db, Tree};
use std::collections::{HashMap, VecDeque};
use std::num::NonZeroUsize;

/// Positions in one value of the stream tree: at most 10 bytes each, so it stays within 4 KiB.
const RUN: usize = 400;
/// Below this many events in memory nothing is spilled, so that events of one stream gather into one run: a run costs
/// sled some 400 bytes, however short it is.
const SPILL_FROM: u64 = 131_072;
/// Above this many, as much is spilled with each commit as it brought. They take up to 100 MB, if each is the only one
/// of its stream, and a second to read again when the log is opened after a crash.
const SPILL_ALL_FROM: u64 = 524_288;
/// Between the two, so many events bring one key to the trees.
const EVENTS_A_KEY: u64 = 16;
/// Versions of streams that are wholly in the trees, kept because the next append will ask.
const SETTLED: NonZeroUsize = NonZeroUsize::new(65_536).expect("not zero");

#[derive(thiserror::Error, Debug)]
pub(crate) enum IndexError {
    #[error("{0}")]
    Sled(#[from] sled::Error),
    #[error("the stream index is damaged: {0}")]
    Damaged(&'static str),
}

impl From<Malformed> for IndexError {
    fn from(Malformed(what): Malformed) -> Self {
        Self::Damaged(what)
    }
}

/// Events of one stream that follow each other in the log: what one append wrote.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Noted {
    pub(crate) stream: StreamId,
    pub(crate) first_version: StreamVersion,
    pub(crate) first_position: LogPosition,
    pub(crate) count: u64,
    pub(crate) idempotency: Option<([u8; 16], FirstAppend)>,
}

/// The first result of an append with an idempotency key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct FirstAppend {
    pub(crate) position: LogPosition,
    pub(crate) version: StreamVersion,
    pub(crate) fingerprint: [u8; 16],
}

impl FirstAppend {
    pub(crate) fn repeated(&self) -> Appended {
        Appended {
            position: self.position,
            version: self.version,
            repeated: true,
        }
    }
}

#[derive(Debug)]
pub(crate) struct StreamIndex {
    streams: Tree,
    appends: Tree,
    checkpoints: Tree,
    generation: u64,
    recent: RwLock<Recent>,
}

#[derive(Debug)]
struct Recent {
    streams: HashMap<StreamId, RecentStream, StreamHasher>,
    /// Streams by their oldest position that is not in the trees yet.
    oldest: VecDeque<(LogPosition, StreamId)>,
    appends: HashMap<(StreamId, [u8; 16]), FirstAppend>,
    oldest_appends: VecDeque<(LogPosition, StreamId, [u8; 16])>,
    events: u64,
    head: LogPosition,
    settled: LruCache<StreamId, StreamVersion, StreamHasher>,
}

/// The events of a stream that are not in the trees yet, without gaps up to its newest.
#[derive(Debug)]
struct RecentStream {
    first: StreamVersion,
    positions: Vec<LogPosition>,
}

impl RecentStream {
    fn version(&self) -> StreamVersion {
        StreamVersion(self.first.0 + self.positions.len() as u64 - 1)
    }
}

impl Recent {
    fn note(&mut self, noted: &Noted) {
        if let Some((key, first)) = noted.idempotency {
            self.appends.insert((noted.stream, key), first);
            self.oldest_appends.push_back((noted.first_position, noted.stream, key));
        }
        if noted.count == 0 {
            return;
        }
        self.settled.pop(&noted.stream);
        self.events += noted.count;
        self.head = LogPosition(noted.first_position.0 + noted.count - 1);
        let stream = self.streams.entry(noted.stream).or_insert_with(|| {
            self.oldest.push_back((noted.first_position, noted.stream));
            RecentStream {
                first: noted.first_version,
                positions: Vec::new(),
            }
        });
        let positions = noted.first_position.0..=self.head.0;
        stream.positions.extend(positions.map(LogPosition));
    }

    /// Lets go of the stream's oldest events, which are in the trees now; more may have come in the meantime.
    fn forget(&mut self, stream: StreamId, moved: usize) {
        self.oldest.pop_front();
        let Some(held) = self.streams.get_mut(&stream) else {
            return;
        };
        self.events -= moved as u64;
        held.positions.drain(..moved);
        match held.positions.first().copied() {
            Some(oldest) => {
                held.first.0 += moved as u64;
                let place = self.oldest.partition_point(|(position, _)| *position < oldest);
                self.oldest.insert(place, (oldest, stream));
            }
            None => {
                let version = StreamVersion(held.first.0 + moved as u64 - 1);
                self.streams.remove(&stream);
                self.settled.put(stream, version);
            }
        }
    }
}

impl StreamIndex {
    /// Opens the newest index. `head` is the log's: an index that claims more belongs to another log and is left.
    pub(crate) fn open(db: &Db, head: LogPosition) -> Result<(Self, LogPosition), IndexError> {
        let checkpoints = db.open_tree("index")?;
        let newest = checkpoints
            .last()?
            .map(|(key, value)| decode_checkpoint(&key, &value))
            .transpose();
        match newest {
            Ok(Some((generation, checkpoint))) if checkpoint <= head => Ok((
                Self::of_generation(db, checkpoints, generation, checkpoint)?,
                checkpoint,
            )),
            Ok(None) => Ok((Self::of_generation(db, checkpoints, 1, LogPosition(0))?, LogPosition(0))),
            Ok(Some((generation, _))) => Ok((Self::anew(db, checkpoints, generation + 1)?, LogPosition(0))),
            Err(_) => Self::rebuild(db).map(|index| (index, LogPosition(0))),
        }
    }

    /// Gives up whatever index there is. Its trees may be unreadable, so they are not touched: new ones take over.
    pub(crate) fn rebuild(db: &Db) -> Result<Self, IndexError> {
        let used = db.tree_names().into_iter().filter_map(|name| {
            let name = String::from_utf8(name.to_vec()).ok()?;
            name.strip_prefix("streams.")?.parse::<u64>().ok()
        });
        let generation = used.max().unwrap_or(0) + 1;
        let checkpoints = db.open_tree("index")?;
        Self::anew(db, checkpoints, generation)
    }

    fn anew(db: &Db, checkpoints: Tree, generation: u64) -> Result<Self, IndexError> {
        let index = Self::of_generation(db, checkpoints, generation, LogPosition(0))?;
        index.write_checkpoint(LogPosition(0))?;
        Ok(index)
    }

    fn of_generation(db: &Db, checkpoints: Tree, generation: u64, head: LogPosition) -> Result<Self, IndexError> {
        let recent = Recent {
            streams: HashMap::default(),
            oldest: VecDeque::new(),
            appends: HashMap::new(),
            oldest_appends: VecDeque::new(),
            events: 0,
            head,
            settled: LruCache::with_hasher(SETTLED, StreamHasher::default()),
        };
        Ok(Self {
            streams: db.open_tree(format!("streams.{generation}"))?,
            appends: db.open_tree(format!("appends.{generation}"))?,
            checkpoints,
            generation,
            recent: RwLock::new(recent),
        })
    }

    /// 0 if the stream has no events.
    pub(crate) fn version(&self, stream: StreamId) -> Result<StreamVersion, IndexError> {
        {
            let recent = self.recent.read();
            if let Some(found) = recent.streams.get(&stream) {
                return Ok(found.version());
            }
            if let Some(version) = recent.settled.peek(&stream) {
                return Ok(*version);
            }
        }
        self.spilled_version(stream)
    }

    fn spilled_version(&self, stream: StreamId) -> Result<StreamVersion, IndexError> {
        let last = self.streams.get_lt(run_key(stream, u64::MAX))?;
        let Some((key, run)) = last.filter(|(key, _)| key.starts_with(stream.0.as_bytes())) else {
            return Ok(StreamVersion(0));
        };
        Ok(StreamVersion(first_version(&key)? + positions(&run).count() as u64 - 1))
    }

    pub(crate) fn find_append(&self, stream: StreamId, key: [u8; 16]) -> Result<Option<FirstAppend>, IndexError> {
        if let Some(first) = self.recent.read().appends.get(&(stream, key)) {
            return Ok(Some(*first));
        }
        let Some(value) = self.appends.get(append_key(stream, key))? else {
            return Ok(None);
        };
        Ok(Some(decode_append(&value)?))
    }

    /// Positions of the events after `after`, at most `limit`, oldest first.
    pub(crate) fn positions(
        &self,
        stream: StreamId,
        after: StreamVersion,
        limit: usize,
    ) -> Result<Vec<LogPosition>, IndexError> {
        // The memory first: what moves to the trees in the meantime is then found twice, never not at all.
        let (first_recent, recent) = match self.recent.read().streams.get(&stream) {
            Some(found) => {
                let skipped = after.0.saturating_sub(found.first.0 - 1) as usize;
                (
                    found.first.0,
                    found.positions.iter().skip(skipped).take(limit).copied().collect(),
                )
            }
            None => (u64::MAX, Vec::new()),
        };
        let wanted_first = after.0.saturating_add(1);
        if wanted_first >= first_recent {
            return Ok(recent);
        }
        let mut found = Vec::new();
        let containing = self.streams.get_lt(run_key(stream, wanted_first.saturating_add(1)))?;
        let from = match containing {
            Some((key, _)) if key.starts_with(stream.0.as_bytes()) => key.to_vec(),
            _ => run_key(stream, 0),
        };
        'runs: for entry in self.streams.range(from..run_key(stream, u64::MAX)) {
            let (key, run) = entry?;
            let first = first_version(&key)?;
            for (version, position) in (first..).zip(positions(&run)) {
                let position = position?;
                if version >= first_recent || found.len() == limit {
                    break 'runs;
                }
                if version >= wanted_first {
                    found.push(position);
                }
            }
        }
        found.extend(recent);
        found.truncate(limit);
        Ok(found)
    }

    /// Takes in the next event of the log while the index is built: it may know the event already, since some streams
    /// were spilled further than the checkpoint says.
    pub(crate) fn replay(&self, record: &RecordView<'_>) -> Result<(), IndexError> {
        let further = record.append_length.saturating_sub(1);
        let known = self.version(record.stream)?;
        let idempotency = record.idempotency.map(|Idempotency { key, fingerprint }| {
            let position = LogPosition(record.position.0 + further);
            let version = StreamVersion(record.version.0 + further);
            let first = FirstAppend {
                position,
                version,
                fingerprint,
            };
            (key, first)
        });
        self.note([Noted {
            stream: record.stream,
            first_version: record.version,
            first_position: record.position,
            count: if record.version > known { 1 } else { 0 },
            idempotency,
        }]);
        self.recent.write().head = record.position;
        Ok(())
    }

    /// Takes in a commit that has just become durable.
    pub(crate) fn note(&self, commit: impl IntoIterator<Item = Noted>) {
        let mut recent = self.recent.write();
        for noted in commit {
            recent.note(&noted);
        }
    }

    /// Moves the oldest entries to the trees, about as many as a commit of `events` events calls for.
    pub(crate) fn spill_some(&self, events: u64) -> Result<(), IndexError> {
        let (held, appends) = {
            let recent = self.recent.read();
            (recent.events, recent.oldest_appends.len() as u64)
        };
        let held = held.max(appends);
        if held < SPILL_FROM {
            return Ok(());
        }
        let keys = if held < SPILL_ALL_FROM {
            events.div_ceil(EVENTS_A_KEY)
        } else {
            events * 2
        };
        self.spill(keys.max(2))?;
        self.write_checkpoint(self.checkpoint())
    }

    pub(crate) fn spill_all(&self) -> Result<(), IndexError> {
        self.spill(u64::MAX)?;
        self.write_checkpoint(self.checkpoint())
    }

    fn spill(&self, keys: u64) -> Result<(), IndexError> {
        for _ in 0..keys {
            let stream = self.spill_oldest_stream()?;
            let append = self.spill_oldest_append()?;
            if !stream && !append {
                break;
            }
        }
        Ok(())
    }

    fn spill_oldest_stream(&self) -> Result<bool, IndexError> {
        let (stream, first, positions) = {
            let recent = self.recent.read();
            let Some((_, stream)) = recent.oldest.front() else {
                return Ok(false);
            };
            let Some(noted) = recent.streams.get(stream) else {
                return Ok(false);
            };
            (*stream, noted.first, noted.positions.clone())
        };
        for (index, run) in positions.chunks(RUN).enumerate() {
            self.streams
                .insert(run_key(stream, first.0 + (index * RUN) as u64), encode_run(run))?;
        }
        self.recent.write().forget(stream, positions.len());
        Ok(true)
    }

    fn spill_oldest_append(&self) -> Result<bool, IndexError> {
        let (stream, key, first) = {
            let recent = self.recent.read();
            let Some((_, stream, key)) = recent.oldest_appends.front() else {
                return Ok(false);
            };
            let Some(first) = recent.appends.get(&(*stream, *key)) else {
                return Ok(false);
            };
            (*stream, *key, *first)
        };
        self.appends.insert(append_key(stream, key), encode_append(&first))?;
        let mut recent = self.recent.write();
        recent.oldest_appends.pop_front();
        recent.appends.remove(&(stream, key));
        Ok(true)
    }

    fn checkpoint(&self) -> LogPosition {
        let recent = self.recent.read();
        let oldest = recent.oldest.front().map(|(position, _)| *position);
        let oldest_append = recent.oldest_appends.front().map(|(position, ..)| *position);
        match oldest.into_iter().chain(oldest_append).min() {
            Some(position) => LogPosition(position.0 - 1),
            None => recent.head,
        }
    }

    fn write_checkpoint(&self, checkpoint: LogPosition) -> Result<(), IndexError> {
        self.checkpoints
            .insert(self.generation.to_be_bytes(), &checkpoint.0.to_be_bytes())?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
