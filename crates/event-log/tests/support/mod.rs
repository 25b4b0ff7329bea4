//! Appends as short as the tests that use them.
#![allow(dead_code, reason = "each test file uses a part")]

pub mod writers;

use bytes::Bytes;
use event_log::{
    Append, Expected, LogPosition, MasterKey, NewEvent, Options, Payload, Recorded, SledLog, StreamId, StreamVersion,
};
use jiff::Timestamp;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use uuid::Uuid;

pub fn master() -> MasterKey {
    MasterKey::from_bytes([7; 32])
}

pub fn open() -> (Arc<SledLog>, TempDir) {
    let directory = tempfile::tempdir().unwrap();
    (Arc::new(open_at(directory.path())), directory)
}

pub fn open_at(directory: &Path) -> SledLog {
    SledLog::open(directory, master(), options()).unwrap()
}

pub fn options() -> Options {
    Options {
        cache_bytes: 8 << 20,
        journal_bytes: 0,
        ..Options::default()
    }
}

pub fn stream(number: u64) -> StreamId {
    StreamId(Uuid::from_u128(u128::from(number) << 64 | 0xabcd))
}

pub fn event(payload: impl Into<Bytes>) -> NewEvent {
    NewEvent {
        event_type: "told",
        schema: 1,
        payload: payload.into(),
    }
}

pub fn any(number: u64, texts: &[&str]) -> Append {
    Append {
        stream: stream(number),
        expected: Expected::Any,
        events: texts.iter().map(|text| event(text.as_bytes().to_vec())).collect(),
        time: Timestamp::new(1_790_000_000, 123_456_789).unwrap(),
        actor: "agent:7".to_owned(),
        causation: None,
        correlation: Uuid::from_u128(5),
        idempotency: None,
    }
}

pub fn at(number: u64, version: u64, texts: &[&str]) -> Append {
    Append {
        expected: Expected::Version(StreamVersion(version)),
        ..any(number, texts)
    }
}

pub fn bytes_of(event: &Recorded) -> &Bytes {
    match &event.payload {
        Payload::Open(payload) => payload,
        Payload::Erased => panic!("position {:?} is erased", event.header.position),
    }
}

pub fn texts(events: &[Recorded]) -> Vec<String> {
    events
        .iter()
        .map(|event| String::from_utf8(bytes_of(event).to_vec()).unwrap())
        .collect()
}

pub fn position(number: u64) -> LogPosition {
    LogPosition(number)
}

/// Sled's database under a log that is closed. Its threads let go of the file a little after that.
pub fn open_sled(directory: &Path) -> sled::Db {
    loop {
        match sled::open(directory) {
            Err(sled::Error::Io(error)) if error.to_string().contains("could not acquire lock") => {
                std::thread::yield_now();
            }
            opened => return opened.unwrap(),
        }
    }
}
