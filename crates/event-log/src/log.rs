//! The trait every log implements: sled on one machine, a replicated stream on several.

use async_trait::async_trait;
use bytes::Bytes;
use jiff::Timestamp;
use std::fmt;
use std::sync::Arc;
use uuid::Uuid;

/// The stream of one aggregate: 16 opaque bytes. For a conversation a keyed hash of store and address,
/// so that an inbound number finds its stream without an index and nobody without the key can.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct StreamId(pub Uuid);

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An event's number in the whole log, without gaps. The first event has position 1; 0 means "before the first".
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct LogPosition(pub u64);

/// An event's number in its stream, without gaps. The first event has version 1; 0 means "an empty stream".
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct StreamVersion(pub u64);

/// What the appender knows about the stream it appends to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expected {
    /// Append whatever the version is. For facts that come from outside and cannot be wrong, such as a raw webhook.
    Any,
    /// Append only if the stream stands at this version; `StreamVersion(0)` means that it must not exist yet.
    Version(StreamVersion),
}

/// One event to be written. The payload is sealed with the stream's data key before it reaches the disk.
#[derive(Clone, Debug)]
pub struct NewEvent {
    pub event_type: &'static str,
    /// The version of the payload's shape.
    pub schema: u16,
    pub payload: Bytes,
}

/// A name for one append. A second append with the same `key` in the same stream writes nothing and answers with
/// the first result, if `fingerprint` (a hash of the request) is the same too.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Idempotency {
    pub key: [u8; 16],
    pub fingerprint: [u8; 16],
}

/// All or nothing: the events of one decision.
#[derive(Clone, Debug)]
pub struct Append {
    pub stream: StreamId,
    pub expected: Expected,
    pub events: Vec<NewEvent>,
    pub time: Timestamp,
    /// Who caused it, in clear, never personal data: `agent:<uuid>`, `contact`, `carrier:twilio`.
    pub actor: String,
    /// The event that led to this one.
    pub causation: Option<LogPosition>,
    /// Ties together everything that one request or one inbound text set off.
    pub correlation: Uuid,
    pub idempotency: Option<Idempotency>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Appended {
    /// Position of the last event written.
    pub position: LogPosition,
    /// Version of the stream after it.
    pub version: StreamVersion,
    /// The key had been seen: nothing was written, this is the first result.
    pub repeated: bool,
}

/// What stays in clear.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Header {
    pub position: LogPosition,
    pub stream: StreamId,
    pub version: StreamVersion,
    pub event_type: Arc<str>,
    pub schema: u16,
    pub time: Timestamp,
    pub actor: Arc<str>,
    pub causation: Option<LogPosition>,
    pub correlation: Uuid,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Payload {
    Open(Bytes),
    /// The stream's key was destroyed: the person was erased. The event still counts and still verifies.
    Erased,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recorded {
    pub header: Header,
    pub payload: Payload,
}

#[derive(thiserror::Error, Debug)]
pub enum AppendError {
    #[error("the stream stands at version {actual:?}, not {expected:?}: load it again and decide again")]
    Conflict {
        expected: StreamVersion,
        actual: StreamVersion,
    },
    #[error("this idempotency key was used before for another request: use a new key")]
    KeyReused,
    #[error("this stream was erased: its key is destroyed and nothing can be added to it")]
    Erased,
    #[error("an append needs at least one event")]
    Empty,
    #[error("an append may hold at most {limit} bytes, this one has {size}: split it")]
    TooLarge { size: usize, limit: usize },
    /// Writes are refused while the disk has less room than is kept in reserve; reads go on.
    #[error(
        "the disk is full: {} MB are free and {} MB must be; make room, and writing goes on by itself",
        free >> 20,
        needed >> 20
    )]
    DiskFull { free: u64, needed: u64 },
    /// The log refuses all writes until the cause is mended; reads go on.
    #[error("the log does not accept writes: {0}")]
    ReadOnly(String),
}

#[derive(thiserror::Error, Debug)]
pub enum ReadError {
    #[error("the log is damaged at position {position:?}: {what}")]
    Damaged { position: LogPosition, what: String },
    #[error("the log could not be read: {0}")]
    Storage(String),
}

/// An append-only log of sealed events. Every method may be called from any task; nothing is acknowledged before it
/// is on disk; nothing is read that is not.
#[async_trait]
pub trait EventLog: fmt::Debug + Send + Sync + 'static {
    /// Appends one decision. Returns after the bytes are durable.
    async fn append(&self, append: Append) -> Result<Appended, AppendError>;

    /// The first result of an append with this key in this stream, and the fingerprint it came with.
    async fn find_append(&self, stream: StreamId, key: [u8; 16]) -> Result<Option<(Appended, [u8; 16])>, ReadError>;

    /// Events of one stream after `after`, oldest first, at most `limit`.
    async fn read_stream(
        &self,
        stream: StreamId,
        after: StreamVersion,
        limit: usize,
    ) -> Result<Vec<Recorded>, ReadError>;

    /// Events of the whole log after `after`, oldest first, at most `limit`; empty at the end of the log.
    async fn read(&self, after: LogPosition, limit: usize) -> Result<Vec<Recorded>, ReadError>;

    /// Position of the newest durable event.
    fn head(&self) -> LogPosition;

    /// Changes with every durable commit. Wait on it, then `read`: catching up and following live take the same path,
    /// the reader sets the pace, and nothing is buffered for a slow one.
    fn watch(&self) -> tokio::sync::watch::Receiver<LogPosition>;
}
