//! Reading events back: finding their blocks, checking each record, opening the payloads whose keys still exist.

use crate::block::{self, BadRecord, Records};
use crate::block_store::{BlockError, BlockStore};
use crate::data_keys::{KeyError, KeyStore};
use crate::record::{Names, RecordView};
use crate::stream_index::{IndexError, StreamIndex};
use crate::varint::Malformed;
use crate::{Appended, ChainHash, LogPosition, Payload, ReadError, Recorded, StreamId, StreamVersion};
use bytes::BytesMut;
use std::sync::Arc;

/// A read gives fewer events than asked for rather than more payload bytes than this at once.
const READ_BYTES: usize = 8 << 20;

/// What is in clear of an event, as it lies in the log: not compared with its checksum, which is what `verify` is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Scanned<'a> {
    pub position: LogPosition,
    pub stream: StreamId,
    pub version: StreamVersion,
    pub event_type: &'a str,
    pub actor: &'a str,
}

#[derive(Debug)]
pub(crate) struct Reader {
    pub(crate) blocks: BlockStore,
    pub(crate) index: Arc<StreamIndex>,
    pub(crate) keys: Arc<KeyStore>,
}

impl Reader {
    /// Events after `after`, up to `head`, at most `limit`.
    pub(crate) fn read(&self, after: LogPosition, head: LogPosition, limit: usize) -> Result<Vec<Recorded>, ReadError> {
        let (mut page, mut scratch) = (Page::new(limit), Scratch::default());
        let wanted = LogPosition(after.0 + 1);
        let missing = || damaged(wanted, "there is no block for it");
        let first = self.blocks.key_at(wanted).map_err(read_error)?.ok_or_else(missing)?;
        for stored in self.blocks.blocks_from(first) {
            let stored = stored.map_err(read_error)?;
            let block = stored.parse().map_err(read_error)?;
            let next = page.next_position(wanted);
            if next > head || page.is_full() {
                break;
            }
            if !block.positions().contains(&next.0) {
                return Err(damaged(next, "there is no block for it"));
            }
            let mut records = block.records();
            records.skip_to(next).map_err(bad_record)?;
            // One hash for the block instead of one for each record; if it does not match, they tell which was changed.
            let whole = block::checksum_matches(stored.bytes());
            while let Some(record) = match whole {
                true => records.next_unchecked(),
                false => records.next().map(|record| record.map(|(view, _)| view)),
            } {
                let record = record.map_err(bad_record)?;
                if record.position > head || page.is_full() {
                    break;
                }
                page.push(self.unseal(&record, &mut scratch)?);
            }
        }
        Ok(page.events)
    }

    /// Shows the headers of the events after `after`, up to `head`, without opening or checking anything.
    pub(crate) fn scan(
        &self,
        after: LogPosition,
        head: LogPosition,
        visit: &mut dyn FnMut(Scanned<'_>),
    ) -> Result<(), ReadError> {
        let mut next = LogPosition(after.0 + 1);
        let Some(first) = self.blocks.key_at(next).map_err(read_error)? else {
            return Ok(());
        };
        for stored in self.blocks.blocks_from(first) {
            let stored = stored.map_err(read_error)?;
            let block = stored.parse().map_err(read_error)?;
            let mut records = block.records();
            records.skip_to(next).map_err(bad_record)?;
            while let Some(record) = records.next_unchecked() {
                let record = record.map_err(bad_record)?;
                if record.position > head {
                    return Ok(());
                }
                next = LogPosition(record.position.0 + 1);
                visit(Scanned {
                    position: record.position,
                    stream: record.stream,
                    version: record.version,
                    event_type: record.event_type,
                    actor: record.actor,
                });
            }
        }
        Ok(())
    }

    pub(crate) fn read_stream(
        &self,
        stream: StreamId,
        after: StreamVersion,
        limit: usize,
    ) -> Result<Vec<Recorded>, ReadError> {
        let positions = self.index.positions(stream, after, limit).map_err(index_error)?;
        let (mut page, mut scratch) = (Page::new(limit), Scratch::default());
        let mut positions = positions.into_iter().peekable();
        while let Some(position) = positions.peek().copied() {
            let missing = || damaged(position, "there is no block for it");
            let stored = self
                .blocks
                .block_at(position)
                .map_err(read_error)?
                .ok_or_else(missing)?;
            let block = stored.parse().map_err(read_error)?;
            if !block.positions().contains(&position.0) {
                return Err(missing());
            }
            let mut records = block.records();
            while let Some(position) = positions.next_if(|position| block.positions().contains(&position.0)) {
                if page.is_full() {
                    return Ok(page.events);
                }
                let recorded = self.record_at(&mut records, position, &mut scratch)?;
                let expected = (stream, StreamVersion(after.0 + 1 + page.events.len() as u64));
                if (recorded.header.stream, recorded.header.version) != expected {
                    return Err(damaged(
                        position,
                        "the stream index points to another stream's event: rebuild it",
                    ));
                }
                page.push(recorded);
            }
        }
        Ok(page.events)
    }

    pub(crate) fn find_append(
        &self,
        stream: StreamId,
        key: [u8; 16],
    ) -> Result<Option<(Appended, [u8; 16])>, ReadError> {
        let first = self.index.find_append(stream, key).map_err(index_error)?;
        Ok(first.map(|first| (first.repeated(), first.fingerprint)))
    }

    /// The chain after the record at this position.
    pub(crate) fn chain_at(&self, position: LogPosition) -> Result<Option<ChainHash>, ReadError> {
        let Some(stored) = self.blocks.block_at(position).map_err(read_error)? else {
            return Ok(None);
        };
        let block = stored.parse().map_err(read_error)?;
        let mut chain = block.previous;
        for record in block.records() {
            let (record, hash) = record.map_err(bad_record)?;
            chain = chain.link(hash);
            if record.position == position {
                return Ok(Some(chain));
            }
        }
        Ok(None)
    }

    fn record_at(
        &self,
        records: &mut Records<'_, '_>,
        position: LogPosition,
        scratch: &mut Scratch,
    ) -> Result<Recorded, ReadError> {
        records.skip_to(position).map_err(bad_record)?;
        let record = records
            .next()
            .ok_or_else(|| damaged(position, "its block ends before it"))?;
        let (record, _) = record.map_err(bad_record)?;
        self.unseal(&record, scratch)
    }

    fn unseal(&self, record: &RecordView<'_>, scratch: &mut Scratch) -> Result<Recorded, ReadError> {
        let header = record
            .header(&mut scratch.names)
            .map_err(|Malformed(what)| damaged(record.position, what))?;
        let key = match self.keys.find(record.stream) {
            Ok(Some(key)) => key,
            Ok(None) => {
                return Err(damaged(
                    record.position,
                    "its key is not in the key store: restore keys.sqlite3",
                ));
            }
            Err(KeyError::Destroyed) => {
                return Ok(Recorded {
                    header,
                    payload: Payload::Erased,
                });
            }
            Err(error) => return Err(ReadError::Storage(error.to_string())),
        };
        let payload = record
            .open(&key, &mut scratch.room)
            .map_err(|broken| damaged(record.position, &broken.to_string()))?;
        Ok(Recorded {
            header,
            payload: Payload::Open(payload),
        })
    }
}

/// What the events of one read share.
#[derive(Default)]
struct Scratch {
    names: Names,
    room: BytesMut,
}

struct Page {
    events: Vec<Recorded>,
    limit: usize,
    bytes: usize,
}

impl Page {
    fn new(limit: usize) -> Self {
        Self {
            events: Vec::with_capacity(limit.min(1024)),
            limit,
            bytes: 0,
        }
    }

    fn is_full(&self) -> bool {
        self.events.len() >= self.limit || self.bytes >= READ_BYTES
    }

    fn push(&mut self, recorded: Recorded) {
        if let Payload::Open(payload) = &recorded.payload {
            self.bytes += payload.len();
        }
        self.events.push(recorded);
    }

    fn next_position(&self, wanted: LogPosition) -> LogPosition {
        self.events
            .last()
            .map_or(wanted, |last| LogPosition(last.header.position.0 + 1))
    }
}

pub(crate) fn damaged(position: LogPosition, what: &str) -> ReadError {
    ReadError::Damaged {
        position,
        what: what.to_owned(),
    }
}

pub(crate) fn bad_record(BadRecord { position, what }: BadRecord) -> ReadError {
    damaged(position, what)
}

pub(crate) fn read_error(error: BlockError) -> ReadError {
    match error {
        BlockError::Damaged { position, what } => damaged(position, what),
        BlockError::Sled(error) => ReadError::Storage(error.to_string()),
    }
}

fn index_error(error: IndexError) -> ReadError {
    ReadError::Storage(error.to_string())
}
