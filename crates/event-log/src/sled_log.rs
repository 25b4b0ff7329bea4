//! The log over sled, for one machine.

use crate::data_keys::{KeyError, KeyStore};
use crate::disk_space::Reserve;
use crate::mailbox::{Closed, Mailbox, mailbox};
use crate::opening;
use crate::proof::prover::Prover;
use crate::reading::Reader;
use crate::record;
use crate::settling::{Settler, Waiting};
use crate::stream_index::{NotFound, StreamIndex};
use crate::writer::{self, Contents, Refusal, Submission, Writer};
use crate::{
    Append, AppendError, Appended, ChainHash, Durability, EventLog, Expected, LogPosition, MasterKey, MediaStore,
    OpenError, ReadError, Recorded, Scanned, StreamId, StreamVersion,
};
use async_trait::async_trait;
use parking_lot::Mutex;
use sled::Db;
use std::fs::File;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;
use tokio::sync::{oneshot, watch};

/// Bytes of payloads, event types and actors in one append.
pub const LARGEST_APPEND: usize = 1 << 20;

#[derive(Clone, Debug)]
pub struct Options {
    /// How many bytes of pages sled keeps in memory; it takes about twice as many in all.
    pub cache_bytes: u64,
    /// How large the journal is, on disk and at most in memory too: what was acknowledged and sled has not yet.
    pub journal_bytes: u64,
    /// Writes are refused while the disk has less room than this.
    pub reserve_bytes: u64,
    /// In place of the sync of the journal. For tests that hold a commit at its sync, or fail it.
    pub durability: Option<Arc<dyn Durability>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            cache_bytes: 128 << 20,
            journal_bytes: 16 << 20,
            reserve_bytes: 256 << 20,
            durability: None,
        }
    }
}

/// The event log of one data directory. It is open in one process at a time.
#[derive(Debug)]
pub struct SledLog {
    pub(crate) reader: Arc<Reader>,
    index: Arc<StreamIndex>,
    keys: Arc<KeyStore>,
    media: MediaStore,
    pub(crate) prover: Arc<Prover>,
    submissions: Mailbox<Submission>,
    writer: Mutex<Option<JoinHandle<()>>>,
    published: watch::Receiver<LogPosition>,
    fault: Arc<OnceLock<String>>,
    reserve: Reserve,
    // Let go last: the lock is held as long as sled has its file.
    _db: Db,
    _lock: File,
}

impl SledLog {
    /// Opens the log in `directory`, or creates it. Blocks; reads what was written since the index was last saved,
    /// after a crash at most some 100,000 events.
    pub fn open(directory: &Path, master: MasterKey, options: Options) -> Result<Self, OpenError> {
        let opened = opening::open(directory, &master, &options)?;
        let (published, head) = watch::channel(opened.head.position);
        let fault = Arc::new(OnceLock::new());
        let blocks = opened.blocks;
        let index = Arc::new(opened.index);
        let keys = Arc::new(opened.keys);
        let prover = Arc::new(opened.prover);
        let cannot_start = |source| OpenError::Io {
            path: directory.to_owned(),
            source,
        };
        let settler = Settler {
            db: opened.db.clone(),
            blocks: blocks.clone(),
            index: index.clone(),
            prover: prover.clone(),
            sled: opened.sled,
            fault: fault.clone(),
            waiting: Waiting::default(),
        };
        let reserve = Reserve::new(directory, options.reserve_bytes);
        let writer = Writer {
            journal: opened.journal,
            settling: settler.start().map_err(cannot_start)?,
            reserve: reserve.clone(),
            blocks: blocks.clone(),
            index: index.clone(),
            keys: keys.clone(),
            prover: prover.clone(),
            durability: opened.durability,
            witness: opened.witness,
            head: opened.head,
            published,
            fault: fault.clone(),
        };
        let (submissions, inbox) = mailbox(writer::GROUP).map_err(cannot_start)?;
        let thread = std::thread::Builder::new()
            .name("log-writer".to_owned())
            .spawn(move || writer.run(inbox))
            .map_err(cannot_start)?;
        Ok(Self {
            reader: Arc::new(Reader {
                blocks,
                index: index.clone(),
                keys: keys.clone(),
            }),
            index,
            media: MediaStore::new(opened.layout.media(), keys.clone()),
            keys,
            prover,
            submissions,
            writer: Mutex::new(Some(thread)),
            published: head,
            fault,
            reserve,
            _db: opened.db,
            _lock: opened.lock,
        })
    }

    /// Ends writing after everything submitted is answered, and saves the stream index so that the next opening is
    /// quick. Blocks. Reads go on; the directory is free for others once the log is dropped.
    pub fn close(&self) {
        self.submissions.close();
        if let Some(thread) = self.writer.lock().take() {
            let _ = thread.join();
        }
        self.keys.close();
    }

    /// Destroys the key of a stream: its payloads and media can never be read again, by anyone, in this log or in
    /// any copy of it that has no copy of the key store. Its records stay, and the chain still verifies.
    pub async fn erase(&self, stream: StreamId) -> Result<(), KeyError> {
        self.keys.destroy(stream).await
    }

    /// Shows what is in clear of every event after `after`, in order, many times faster than reading. Blocks.
    pub fn scan(&self, after: LogPosition, mut visit: impl FnMut(Scanned<'_>)) -> Result<(), ReadError> {
        self.reader.scan(after, self.head(), &mut visit)
    }

    /// A secret of the deployment for one purpose, named by a constant text that no other purpose uses. It is derived from
    /// the master key when it is first asked for, and stays as it is when that one is rotated.
    pub fn secret(&self, purpose: &'static str) -> Result<[u8; 32], KeyError> {
        self.keys.secret(purpose)
    }

    /// The hash chain after the event at `position`; `None` beyond the end of the log.
    pub async fn chain_at(&self, position: LogPosition) -> Result<Option<ChainHash>, ReadError> {
        if position > self.head() {
            return Ok(None);
        }
        self.on_reader(move |reader| reader.chain_at(position)).await
    }

    /// Images, sound and documents, beside the log.
    pub fn media(&self) -> &MediaStore {
        &self.media
    }

    /// Appends that wait for the commit after the one on its way to the disk.
    pub fn queued(&self) -> usize {
        self.submissions.waiting()
    }

    /// Why writes are refused, if they are: until a restart, or until the disk has room again.
    pub fn refuses_writes(&self) -> Option<String> {
        let full = || {
            self.reserve
                .check()
                .err()
                .map(|full| AppendError::from(full).to_string())
        };
        self.fault.get().cloned().or_else(full)
    }

    async fn submit(&self, append: Append, contents: Contents) -> Result<Appended, Refusal> {
        let (reply, answer) = oneshot::channel();
        let not_found = self.missed(&append);
        let submission = Submission {
            append,
            contents,
            not_found,
            reply,
        };
        let closed = |Closed| AppendError::ReadOnly("it is closed".to_owned());
        self.submissions.send(submission).await.map_err(closed)?;
        // Without an answer the writer has ended abruptly, inside sled.
        answer
            .await
            .map_err(|_| AppendError::ReadOnly("its writer has failed: restart".to_owned()))?
    }

    /// That the append's idempotency key is not known so far: looked up here, so that the writer need not wait for the disk.
    /// Found, or not to be told, is for the writer to say.
    fn missed(&self, append: &Append) -> Option<NotFound> {
        let key = append.idempotency?.key;
        self.index.look_up_append(append.stream, key).ok()?.err()
    }

    async fn on_reader<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Reader) -> Result<T, ReadError> + Send + 'static,
    ) -> Result<T, ReadError> {
        let reader = self.reader.clone();
        let read = tokio::task::spawn_blocking(move || read(&reader)).await;
        read.unwrap_or_else(|_| {
            Err(ReadError::Storage(
                "reading failed inside the storage: run verify".to_owned(),
            ))
        })
    }
}

impl Drop for SledLog {
    fn drop(&mut self) {
        self.close();
    }
}

#[async_trait]
impl EventLog for SledLog {
    async fn append(&self, append: Append) -> Result<Appended, AppendError> {
        if append.events.is_empty() {
            return Err(AppendError::Empty);
        }
        let size = record::append_size(&append);
        if size > LARGEST_APPEND {
            return Err(AppendError::TooLarge {
                size,
                limit: LARGEST_APPEND,
            });
        }
        let key = self
            .keys
            .find_or_create(append.stream)
            .await
            .map_err(|error| match error {
                KeyError::Destroyed => AppendError::Erased,
                error => AppendError::ReadOnly(error.to_string()),
            })?;
        let read_only = |error: &dyn std::fmt::Display| AppendError::ReadOnly(error.to_string());
        let after = match append.expected {
            Expected::Version(version) => version,
            Expected::Any => self.index.version(append.stream).map_err(|error| read_only(&error))?,
        };
        let records = record::seal_append(&append, after, &key).map_err(|error| read_only(&error))?;
        let overtaken = match self.submit(append, Contents::Sealed { after, records }).await {
            Ok(appended) => return Ok(appended),
            Err(Refusal::Append(error)) => return Err(error),
            Err(Refusal::Overtaken(append)) => *append,
        };
        match self.submit(overtaken, Contents::Open { key }).await {
            Ok(appended) => Ok(appended),
            Err(Refusal::Append(error)) => Err(error),
            Err(Refusal::Overtaken(_)) => Err(AppendError::ReadOnly("an unsealed append was overtaken".to_owned())),
        }
    }

    async fn find_append(&self, stream: StreamId, key: [u8; 16]) -> Result<Option<(Appended, [u8; 16])>, ReadError> {
        self.on_reader(move |reader| reader.find_append(stream, key)).await
    }

    async fn read_stream(
        &self,
        stream: StreamId,
        after: StreamVersion,
        limit: usize,
    ) -> Result<Vec<Recorded>, ReadError> {
        self.on_reader(move |reader| reader.read_stream(stream, after, limit))
            .await
    }

    async fn read(&self, after: LogPosition, limit: usize) -> Result<Vec<Recorded>, ReadError> {
        let head = self.head();
        if after >= head {
            return Ok(Vec::new());
        }
        self.on_reader(move |reader| reader.read(after, head, limit)).await
    }

    fn head(&self) -> LogPosition {
        *self.published.borrow()
    }

    fn watch(&self) -> watch::Receiver<LogPosition> {
        self.published.clone()
    }
}
