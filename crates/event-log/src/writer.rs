//! The one thread that writes. It takes all appends that are waiting, checks them in memory, writes what holds as one
//! commit to the journal, makes it durable with one sync, and only then answers. There is no timer: while one commit
//! is on its way to the disk, the next gathers.

use crate::block::{EncodedBlock, Encoder};
use crate::block_store::BlockStore;
use crate::data_keys::KeyStore;
use crate::disk_space::{DiskFull, Reserve};
use crate::durability::Durability;
use crate::durable_head::{DurableHead, Witness};
use crate::journal::Journal;
use crate::mailbox::Inbox;
use crate::proof::prover::Prover;
use crate::record::{self, SealedRecord};
use crate::seal::DataKey;
use crate::settling::Settling;
use crate::stream_hasher::StreamHasher;
use crate::stream_index::{FirstAppend, IndexError, NotFound, Noted, StreamIndex};
use crate::{Append, AppendError, Appended, Expected, Idempotency, LogPosition, StreamId, StreamVersion};
use std::collections::HashMap;
use std::io;
use std::sync::{Arc, OnceLock};
use tokio::sync::{oneshot, watch};

/// Appends in one commit at most, and waiting for the next.
pub(crate) const GROUP: usize = 4096;
/// Payload bytes after which a commit takes no further append: about one of sled's segments.
const COMMIT_BYTES: usize = 512 << 10;

pub(crate) type Reply = oneshot::Sender<Result<Appended, Refusal>>;

/// An append on its way to the writer.
pub(crate) struct Submission {
    pub(crate) append: Append,
    pub(crate) contents: Contents,
    /// That its caller did not find its idempotency key.
    pub(crate) not_found: Option<NotFound>,
    pub(crate) reply: Reply,
}

pub(crate) enum Contents {
    /// Sealed by its caller for the versions after `after`.
    Sealed {
        after: StreamVersion,
        records: Vec<SealedRecord>,
    },
    /// To be sealed here, where the version cannot change any more: for an append at any version that was overtaken.
    Open { key: Arc<DataKey> },
}

pub(crate) enum Refusal {
    Append(AppendError),
    /// Sealed for a version that others have taken; the append itself does not mind.
    Overtaken(Box<Append>),
}

impl From<AppendError> for Refusal {
    fn from(error: AppendError) -> Self {
        Self::Append(error)
    }
}

pub(crate) struct Writer {
    pub(crate) journal: Journal,
    pub(crate) settling: Settling,
    pub(crate) blocks: BlockStore,
    pub(crate) index: Arc<StreamIndex>,
    pub(crate) keys: Arc<KeyStore>,
    pub(crate) prover: Arc<Prover>,
    pub(crate) durability: Arc<dyn Durability>,
    pub(crate) witness: Witness,
    pub(crate) head: DurableHead,
    pub(crate) reserve: Reserve,
    pub(crate) published: watch::Sender<LogPosition>,
    /// Set once, when the log refuses writes from then on.
    pub(crate) fault: Arc<OnceLock<String>>,
}

/// What a commit has taken in so far, and what the appends after it in the same commit must know about it.
struct Commit {
    encoder: Encoder,
    versions: HashMap<StreamId, StreamVersion, StreamHasher>,
    appends: HashMap<(StreamId, [u8; 16]), FirstAppend>,
    written: Vec<Noted>,
    answers: Vec<(Reply, Result<Appended, Refusal>)>,
}

/// Why a commit is not durable, after which none is.
#[derive(thiserror::Error, Debug)]
enum CommitError {
    #[error("the journal could not be written ({0}); what was being written may or may not be there after a restart")]
    Journal(#[from] io::Error),
    #[error("sled has not taken over what the journal holds")]
    Unsettled,
}

impl Writer {
    /// Runs until the mailbox is closed, then leaves everything behind that a quick opening needs.
    pub(crate) fn run(mut self, mut inbox: Inbox<Submission>) {
        while let Some(first) = inbox.next() {
            let mut group = Vec::with_capacity(64);
            let mut bytes = record::append_size(&first.append);
            group.push(first);
            while group.len() < GROUP && bytes < COMMIT_BYTES {
                let Some(submission) = inbox.next_if_any() else { break };
                bytes += record::append_size(&submission.append);
                group.push(submission);
            }
            self.commit(group, bytes as u64);
        }
        let settled = self.settling.end();
        if settled && let Err(error) = self.witness.sync().and_then(|()| self.journal.clear()) {
            tracing::warn!(%error, "the journal was not emptied: the next opening reads it");
        }
    }

    fn commit(&mut self, group: Vec<Submission>, bytes: u64) {
        // Sealing, frames and pages come on top of the payloads.
        let space = self.reserve.take(bytes * 2 + 4096);
        let mut commit = Commit {
            encoder: Encoder::new(self.head.position, self.head.chain),
            versions: HashMap::with_capacity_and_hasher(group.len(), StreamHasher::default()),
            appends: HashMap::new(),
            written: Vec::with_capacity(group.len()),
            answers: Vec::with_capacity(group.len()),
        };
        for submission in group {
            let Submission {
                append,
                contents,
                not_found,
                reply,
            } = submission;
            let answer = self.take_in(&mut commit, append, contents, not_found, space);
            commit.answers.push((reply, answer));
        }
        let Commit {
            mut encoder,
            written,
            mut answers,
            ..
        } = commit;
        let events = written.iter().map(|noted| noted.count).sum();
        let hashes = encoder.take_hashes();
        if events > 0 {
            match self.make_durable(encoder) {
                Ok(blocks) => {
                    self.prover.tree.note(&hashes);
                    self.publish(blocks, written, events);
                }
                Err(error) => {
                    self.stop(&error);
                    for (_, answer) in &mut answers {
                        *answer = Err(self.read_only().into());
                    }
                }
            }
        }
        for (reply, answer) in answers {
            // Whoever asked may be gone by now; the events are written all the same.
            let _ = reply.send(answer);
        }
    }

    /// Decides on one append and, if it holds, adds its records to the commit.
    fn take_in(
        &self,
        commit: &mut Commit,
        append: Append,
        contents: Contents,
        not_found: Option<NotFound>,
        space: Result<(), DiskFull>,
    ) -> Result<Appended, Refusal> {
        if self.fault.get().is_some() {
            return Err(self.read_only().into());
        }
        let stream = append.stream;
        if self.keys.destroyed_lately(stream) {
            return Err(AppendError::Erased.into());
        }
        if let Some(Idempotency { key, fingerprint }) = append.idempotency {
            let first = match commit.appends.get(&(stream, key)) {
                Some(first) => Some(*first),
                None => match not_found {
                    Some(not_found) => self.index.find_append_since(stream, key, not_found),
                    None => self.index.find_append(stream, key),
                }
                .map_err(unreadable)?,
            };
            match first {
                Some(first) if first.fingerprint == fingerprint => return Ok(first.repeated()),
                Some(_) => return Err(AppendError::KeyReused.into()),
                None => {}
            }
        }
        space.map_err(AppendError::from)?;
        let actual = match commit.versions.get(&stream) {
            Some(version) => *version,
            None => self.index.version(stream).map_err(unreadable)?,
        };
        if let Expected::Version(expected) = append.expected
            && expected != actual
        {
            return Err(AppendError::Conflict { expected, actual }.into());
        }
        let records = match contents {
            Contents::Sealed { after, records } if after == actual => records,
            Contents::Sealed { .. } => return Err(Refusal::Overtaken(Box::new(append))),
            Contents::Open { key } => {
                record::seal_append(&append, actual, &key).map_err(|error| AppendError::ReadOnly(error.to_string()))?
            }
        };
        Ok(commit.add(&append, actual, &records))
    }

    fn make_durable(&mut self, encoder: Encoder) -> Result<Vec<EncodedBlock>, CommitError> {
        let (blocks, position, chain) = encoder.finish();
        if !self.journal.has_room_for(&blocks) {
            // The other half is free once sled has what it held; this one, once sled has what it holds.
            self.settling.wait();
            if self.fault.get().is_some() {
                return Err(CommitError::Unsettled);
            }
            self.journal.turn();
            self.settling.sync();
        }
        self.journal.write(self.head.chain, &blocks)?;
        self.durability.sync()?;
        self.head = DurableHead { position, chain };
        self.witness.write(self.head)?;
        Ok(blocks)
    }

    /// Shows a durable commit to readers, and passes it on to sled.
    fn publish(&self, blocks: Vec<EncodedBlock>, written: Vec<Noted>, events: u64) {
        self.blocks.hold(&blocks);
        self.index.note(written);
        self.published.send_replace(self.head.position);
        self.settling.commit(blocks, events);
    }

    fn stop(&self, error: &CommitError) {
        tracing::error!(%error, "the log accepts no more writes");
        // Whoever set it first knows the cause.
        let _ = self.fault.set(format!("{error}: see to the disk, then restart"));
    }

    fn read_only(&self) -> AppendError {
        AppendError::ReadOnly(self.fault.get().cloned().unwrap_or_default())
    }
}

impl Commit {
    fn add(&mut self, append: &Append, after: StreamVersion, records: &[SealedRecord]) -> Appended {
        let mut positions = records.iter().map(|record| self.encoder.push(record));
        let first_position = positions.next().unwrap_or_default();
        let position = positions.last().unwrap_or(first_position);
        let version = StreamVersion(after.0 + records.len() as u64);
        let idempotency = append.idempotency.map(|Idempotency { key, fingerprint }| {
            let first = FirstAppend {
                position,
                version,
                fingerprint,
            };
            self.appends.insert((append.stream, key), first);
            (key, first)
        });
        self.versions.insert(append.stream, version);
        self.written.push(Noted {
            stream: append.stream,
            first_version: StreamVersion(after.0 + 1),
            first_position,
            count: records.len() as u64,
            idempotency,
        });
        Appended {
            position,
            version,
            repeated: false,
        }
    }
}

/// The versions of a stream cannot be told: nothing is written to it, other streams may be well.
fn unreadable(error: IndexError) -> AppendError {
    AppendError::ReadOnly(error.to_string())
}
