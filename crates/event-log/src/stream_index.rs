//! Where the events of each stream lie, and which idempotency keys were used.
//!
//! Derived from the log and kept off its acknowledgements: the writer notes what is new in memory, and the settler
//! (see `settling.rs`) moves the oldest of it to disk (see `disk.rs`), many entries at once. Everything up to the
//! *checkpoint* is there; what lies beyond is read from the log again when it is opened.

mod disk;

use crate::record::RecordView;
use crate::stream_hasher::StreamHasher;
use crate::{Appended, Idempotency, LogPosition, StreamId, StreamVersion};
use disk::{Batch, Disk};
use lru::LruCache;
use parking_lot::RwLock;
use std::collections::{HashMap, VecDeque};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

pub(crate) use disk::IndexError;

/// Below this many events in memory nothing is spilled, so that events of one stream gather into one entry.
const SPILL_FROM: u64 = 131_072;
/// Above this many, as much is spilled with each commit as it brought. They take up to 100 MB, if each is the only one
/// of its stream, and a second to read again when the log is opened after a crash.
const SPILL_ALL_FROM: u64 = 524_288;
/// Between the two, so many events bring one entry to disk.
const EVENTS_AN_ENTRY: u64 = 16;
/// Entries that go to disk in one transaction.
const BATCH: usize = 512;
/// Versions of streams that are wholly on disk, kept because the next append will ask.
const SETTLED: NonZeroUsize = NonZeroUsize::new(65_536).expect("not zero");

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
    disk: Disk,
    recent: RwLock<Recent>,
    /// Events whose share has not been spilled yet.
    owed: AtomicU64,
    /// How often entries have left the memory for the disk.
    spills: AtomicU64,
}

/// An idempotency key was not there after so many spills.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NotFound(u64);

#[derive(Debug)]
struct Recent {
    streams: HashMap<StreamId, RecentStream, StreamHasher>,
    /// Streams by their oldest position that is not on disk yet.
    oldest: VecDeque<(LogPosition, StreamId)>,
    appends: HashMap<(StreamId, [u8; 16]), FirstAppend>,
    oldest_appends: VecDeque<(LogPosition, StreamId, [u8; 16])>,
    events: u64,
    head: LogPosition,
    settled: LruCache<StreamId, StreamVersion, StreamHasher>,
}

/// The events of a stream that are not on disk yet, without gaps up to its newest.
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

    /// The oldest entries, as many as go to disk at once.
    fn oldest(&self) -> Batch {
        let streams = self.oldest.iter().take(BATCH).filter_map(|(_, stream)| {
            let held = self.streams.get(stream)?;
            Some((*stream, held.first, held.positions.clone()))
        });
        let appends = self.oldest_appends.iter().take(BATCH * EVENTS_AN_ENTRY as usize);
        let appends =
            appends.filter_map(|(_, stream, key)| Some((*stream, *key, *self.appends.get(&(*stream, *key))?)));
        Batch {
            checkpoint: self.checkpoint(),
            streams: streams.collect(),
            appends: appends.collect(),
        }
    }

    /// Lets go of what is on disk now. More events may have come to its streams in the meantime.
    fn forget(&mut self, batch: &Batch) {
        for (stream, _, moved) in &batch.streams {
            self.oldest.pop_front();
            self.events -= moved.len() as u64;
            let Some(held) = self.streams.get_mut(stream) else {
                continue;
            };
            held.positions.drain(..moved.len());
            match held.positions.first().copied() {
                Some(oldest) => {
                    held.first.0 += moved.len() as u64;
                    let place = self.oldest.partition_point(|(position, _)| *position < oldest);
                    self.oldest.insert(place, (oldest, *stream));
                }
                None => {
                    let version = StreamVersion(held.first.0 + moved.len() as u64 - 1);
                    self.streams.remove(stream);
                    self.settled.put(*stream, version);
                }
            }
        }
        for (stream, key, _) in &batch.appends {
            self.oldest_appends.pop_front();
            self.appends.remove(&(*stream, *key));
        }
    }

    /// Everything up to here is on disk.
    fn checkpoint(&self) -> LogPosition {
        let oldest = self.oldest.front().map(|(position, _)| *position);
        let oldest_append = self.oldest_appends.front().map(|(position, ..)| *position);
        match oldest.into_iter().chain(oldest_append).min() {
            Some(position) => LogPosition(position.0 - 1),
            None => self.head,
        }
    }
}

impl StreamIndex {
    /// Opens the index in this file, or begins a new one. `head` is the log's: an index that claims more belongs to
    /// another log and is left.
    pub(crate) fn open(path: &Path, head: LogPosition) -> Result<(Self, LogPosition), IndexError> {
        let disk = Disk::open(path)?;
        let checkpoint = disk.checkpoint()?;
        if checkpoint > head {
            drop(disk);
            return Self::rebuild(path).map(|index| (index, LogPosition(0)));
        }
        Ok((Self::on(disk, checkpoint), checkpoint))
    }

    /// Gives up whatever index there is.
    pub(crate) fn rebuild(path: &Path) -> Result<Self, IndexError> {
        Disk::remove(path)?;
        Ok(Self::on(Disk::open(path)?, LogPosition(0)))
    }

    fn on(disk: Disk, head: LogPosition) -> Self {
        let recent = Recent {
            streams: HashMap::default(),
            oldest: VecDeque::new(),
            appends: HashMap::new(),
            oldest_appends: VecDeque::new(),
            events: 0,
            head,
            settled: LruCache::with_hasher(SETTLED, StreamHasher::default()),
        };
        Self {
            disk,
            recent: RwLock::new(recent),
            owed: AtomicU64::new(0),
            spills: AtomicU64::new(0),
        }
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
        self.disk.version(stream)
    }

    pub(crate) fn find_append(&self, stream: StreamId, key: [u8; 16]) -> Result<Option<FirstAppend>, IndexError> {
        if let Some(first) = self.recent.read().appends.get(&(stream, key)) {
            return Ok(Some(*first));
        }
        self.disk.find_append(stream, key)
    }

    /// The same, for one who will ask again in the writer, where the disk should not be waited for.
    pub(crate) fn look_up_append(
        &self,
        stream: StreamId,
        key: [u8; 16],
    ) -> Result<Result<FirstAppend, NotFound>, IndexError> {
        let spills = self.spills.load(Ordering::SeqCst);
        Ok(self.find_append(stream, key)?.ok_or(NotFound(spills)))
    }

    /// Looks again for a key that was not found before. What has come since is in memory, or has left it with a spill,
    /// which is counted before; so only after a spill the disk has to be asked.
    pub(crate) fn find_append_since(
        &self,
        stream: StreamId,
        key: [u8; 16],
        NotFound(spills): NotFound,
    ) -> Result<Option<FirstAppend>, IndexError> {
        if let Some(first) = self.recent.read().appends.get(&(stream, key)) {
            return Ok(Some(*first));
        }
        match self.spills.load(Ordering::SeqCst) == spills {
            true => Ok(None),
            false => self.find_append(stream, key),
        }
    }

    /// Positions of the events after `after`, at most `limit`, oldest first.
    pub(crate) fn positions(
        &self,
        stream: StreamId,
        after: StreamVersion,
        limit: usize,
    ) -> Result<Vec<LogPosition>, IndexError> {
        // The memory first: what moves to disk in the meantime is then found twice, never not at all.
        let (first_recent, recent) = match self.recent.read().streams.get(&stream) {
            Some(found) => {
                let skipped = after.0.saturating_sub(found.first.0 - 1) as usize;
                let held: Vec<_> = found.positions.iter().skip(skipped).take(limit).copied().collect();
                (found.first, held)
            }
            None => (StreamVersion(u64::MAX), Vec::new()),
        };
        if after.0.saturating_add(1) >= first_recent.0 {
            return Ok(recent);
        }
        let mut found = self.disk.positions(stream, after, first_recent, limit)?;
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

    /// Moves the oldest entries to disk, about as many as a commit of `events` events calls for.
    pub(crate) fn spill_some(&self, events: u64) -> Result<(), IndexError> {
        let (held, appends) = {
            let recent = self.recent.read();
            (recent.events, recent.oldest_appends.len() as u64)
        };
        let held = held.max(appends);
        if held < SPILL_FROM {
            return Ok(());
        }
        let share = if held < SPILL_ALL_FROM {
            events
        } else {
            events * 2 * EVENTS_AN_ENTRY
        };
        let owed = self.owed.fetch_add(share, Ordering::Relaxed) + share;
        let batch = BATCH as u64 * EVENTS_AN_ENTRY;
        for _ in 0..owed / batch {
            self.spill()?;
        }
        self.owed.store(owed % batch, Ordering::Relaxed);
        Ok(())
    }

    pub(crate) fn spill_all(&self) -> Result<(), IndexError> {
        while self.spill()? {}
        Ok(())
    }

    /// Moves one batch; whether there was anything to move. Only one thread does this.
    fn spill(&self) -> Result<bool, IndexError> {
        let batch = self.recent.read().oldest();
        self.disk.write(&batch)?;
        self.spills.fetch_add(1, Ordering::SeqCst);
        self.recent.write().forget(&batch);
        Ok(!batch.streams.is_empty() || !batch.appends.is_empty())
    }
}

#[cfg(test)]
mod tests;
