//! Writers whose every event follows from its stream and version, so that whoever opens the log after an accident
//! can tell whether it is what was appended, without having seen it being appended.

use bytes::Bytes;
use event_log::{Append, EventLog, Expected, Idempotency, LogPosition, Recorded, SledLog, StreamId, StreamVersion};
use std::collections::HashMap;
use std::fmt;
use std::io::Write;
use std::sync::Arc;
use uuid::Uuid;

pub const WRITERS: u64 = 64;
/// Events after which a writer begins a new stream, which needs a new key.
const STREAM_LENGTH: u64 = 24;
/// Larger payloads do not fit into one block, nor into one value of sled's.
const BLOCK: u64 = 4096;

/// What an appender says once `append` has returned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Acknowledgement {
    pub stream: u64,
    pub version: u64,
    pub position: u64,
}

impl fmt::Display for Acknowledgement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            stream,
            version,
            position,
        } = self;
        write!(f, "acknowledged {stream} {version} {position} .")
    }
}

impl Acknowledgement {
    /// `None` for a line that is something else, or was cut off. A test harness may print before it on the same line.
    pub fn parse(line: &str) -> Option<Self> {
        let (_, numbers) = line.split_once("acknowledged ")?;
        let mut numbers = numbers.strip_suffix(" .")?.split(' ').map(str::parse);
        let mut next = || numbers.next()?.ok();
        Some(Self {
            stream: next()?,
            version: next()?,
            position: next()?,
        })
    }
}

/// What else is synced meanwhile, of which ext4 makes everything durable that was written before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Beside {
    /// Media, and the keys of new streams.
    MediaAndKeys,
    /// Nothing, once each writer has its stream.
    Nothing,
}

/// Appends with all writers, and prints a line for each acknowledgement, until the process is killed.
pub async fn append_for_ever(log: Arc<SledLog>, beside: Beside) {
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let log = log.clone();
            tokio::spawn(async move {
                let mut desk = Desk::of(&log, writer, beside).await;
                loop {
                    let acknowledgement = desk.append(&log).await;
                    // One write, so that no line is torn between writers.
                    let line = format!("{acknowledgement}\n");
                    std::io::stdout().write_all(line.as_bytes()).unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        let endless: Result<(), _> = writer.await;
        endless.unwrap();
    }
}

/// Where a writer is: the stream it writes and how far it came.
pub struct Desk {
    writer: u64,
    beside: Beside,
    stream: u64,
    version: u64,
}

impl Desk {
    /// Goes on with the first stream of this writer that is not full.
    pub async fn of(log: &SledLog, writer: u64, beside: Beside) -> Self {
        let mut stream = writer;
        loop {
            let found = log.read_stream(id(stream), StreamVersion(0), usize::MAX).await.unwrap();
            let version = found.len() as u64;
            if version < STREAM_LENGTH {
                return Self {
                    writer,
                    beside,
                    stream,
                    version,
                };
            }
            stream += WRITERS;
        }
    }

    pub async fn append(&mut self, log: &SledLog) -> Acknowledgement {
        if self.version >= STREAM_LENGTH && self.beside == Beside::MediaAndKeys {
            self.stream += WRITERS;
            self.version = 0;
        }
        let (stream, after) = (self.stream, self.version);
        let mut append = append(stream, after);
        if self.beside == Beside::MediaAndKeys
            && let Some(content) = media_of(stream, after)
        {
            let media = log.media().put(id(stream), content).await.unwrap();
            append.actor = format!("media:{media}");
        }
        let appended = log.append(append).await.unwrap();
        self.version += events_of(stream, after);
        assert_eq!(
            appended.version.0, self.version,
            "only writer {} writes here",
            self.writer
        );
        Acknowledgement {
            stream,
            version: self.version,
            position: appended.position.0,
        }
    }
}

fn append(stream: u64, after: u64) -> Append {
    let events = (after..after + events_of(stream, after)).map(|before| super::event(content(stream, before + 1)));
    Append {
        stream: id(stream),
        expected: Expected::Version(StreamVersion(after)),
        events: events.collect(),
        idempotency: Some(idempotency(stream, after)),
        ..super::any(0, &[])
    }
}

/// What is wrong with the log: acknowledged events that are missing, events that are not what was appended, appends
/// that are there in part, media that an event names and that do not read.
pub async fn complaints(log: &SledLog, acknowledged: &[Acknowledgement]) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut streams: HashMap<StreamId, u64> = HashMap::new();
    let mut found: HashMap<LogPosition, (StreamId, StreamVersion)> = HashMap::new();
    let mut after = LogPosition(0);
    while after < log.head() {
        for event in log.read(after, 1000).await.unwrap() {
            after = event.header.position;
            let version = streams.entry(event.header.stream).or_default();
            *version += 1;
            found.insert(after, (event.header.stream, event.header.version));
            if event.header.version.0 != *version {
                complaints.push(format!("position {} has not the version that is next", after.0));
            }
            complaints.extend(complaint_about(log, &event).await);
        }
    }
    for (stream, length) in streams {
        let mut version = 0;
        while version < length {
            version += events_of(number(stream), version);
        }
        if version != length {
            complaints.push(format!("stream {stream} ends with a part of an append"));
        }
    }
    for acknowledgement in acknowledged {
        let expected = (id(acknowledgement.stream), StreamVersion(acknowledgement.version));
        if found.get(&LogPosition(acknowledgement.position)) != Some(&expected) {
            complaints.push(format!("lost: {acknowledgement}"));
            continue;
        }
        let begun = begin_of_append(acknowledgement);
        let first = log
            .find_append(expected.0, idempotency(acknowledgement.stream, begun).key)
            .await
            .unwrap();
        if first.is_none_or(|(first, _)| first.position.0 != acknowledgement.position) {
            complaints.push(format!("the idempotency key is forgotten: {acknowledgement}"));
        }
    }
    complaints
}

/// What is wrong with one event, if anything is.
pub async fn complaint_about(log: &SledLog, event: &Recorded) -> Option<String> {
    let (stream, version) = (number(event.header.stream), event.header.version.0);
    let position = event.header.position.0;
    if **super::bytes_of(event) != *content(stream, version) {
        return Some(format!("position {position} holds other bytes than were appended"));
    }
    let media = event.header.actor.strip_prefix("media:")?;
    let begun = begin_of_append(&Acknowledgement {
        stream,
        version,
        position,
    });
    match log.media().get(event.header.stream, media.parse().unwrap()).await {
        Ok(content) if Some(&content) == media_of(stream, begun).as_ref() => None,
        Ok(_) => Some(format!("the media of position {position} is another")),
        Err(error) => Some(format!("the media of position {position}: {error}")),
    }
}

/// Whether the append has an event that is larger than a block.
pub fn is_large(append: &Acknowledgement) -> bool {
    (begin_of_append(append)..append.version).any(|before| content(append.stream, before + 1).len() as u64 > BLOCK)
}

pub fn has_media(append: &Acknowledgement) -> bool {
    media_of(append.stream, begin_of_append(append)).is_some()
}

/// The version after which the append began that wrote this one.
fn begin_of_append(of: &Acknowledgement) -> u64 {
    let mut begin = 0;
    loop {
        let end = begin + events_of(of.stream, begin);
        if end >= of.version {
            return begin;
        }
        begin = end;
    }
}

pub fn id(stream: u64) -> StreamId {
    super::stream(stream)
}

fn number(stream: StreamId) -> u64 {
    (stream.0.as_u128() >> 64) as u64
}

fn idempotency(stream: u64, after: u64) -> Idempotency {
    let key = Uuid::from_u64_pair(stream, after).into_bytes();
    Idempotency { key, fingerprint: key }
}

/// Mostly a few hundred bytes; every eighth more than a block, up to five.
fn content(stream: u64, version: u64) -> Vec<u8> {
    let draw = draw("length", stream, version);
    let length = if draw.is_multiple_of(8) {
        BLOCK + 1 + draw / 8 % (4 * BLOCK)
    } else {
        10 + draw / 8 % 600
    };
    bytes("content", stream, version, length)
}

fn events_of(stream: u64, after: u64) -> u64 {
    1 + draw("events", stream, after) % 3
}

/// Every twelfth append has a file beside it.
fn media_of(stream: u64, after: u64) -> Option<Bytes> {
    let draw = draw("media", stream, after);
    draw.is_multiple_of(12)
        .then(|| bytes("media", stream, after, 1 + draw / 12 % 30_000).into())
}

pub fn draw(what: &str, a: u64, b: u64) -> u64 {
    let bytes = bytes(what, a, b, 8);
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn bytes(what: &str, a: u64, b: u64, length: u64) -> Vec<u8> {
    let mut bytes = vec![0; length as usize];
    let mut hasher = blake3::Hasher::new();
    hasher
        .update(what.as_bytes())
        .update(&a.to_be_bytes())
        .update(&b.to_be_bytes());
    hasher.finalize_xof().fill(&mut bytes);
    bytes
}
