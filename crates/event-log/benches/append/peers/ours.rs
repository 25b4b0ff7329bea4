//! The log with everything on: sealing, chain, index, a version and an idempotency key checked with each append.

use super::{Description, Failure, Kind, Peer};
use crate::event::{ACTOR, EVENT_TYPE, Event, PAYLOAD, SCHEMA};
use async_trait::async_trait;
use bytes::Bytes;
use event_log::{
    Append, EventLog, Expected, Idempotency, MasterKey, NewEvent, OpenError, Options, SledLog, StreamId, StreamVersion,
};
use jiff::Timestamp;
use std::path::Path;
use uuid::Uuid;

pub fn start(directory: &Path, cache_bytes: u64) -> Result<(Ours, Description), Failure> {
    let log = open(&directory.join("threadkeep"), cache_bytes)?;
    let description = Description {
        kind: Kind::Ours,
        about: "sealed, chained, indexed; version and idempotency key checked".to_owned(),
        durable: true,
    };
    Ok((Ours(log), description))
}

pub fn open(directory: &Path, cache_bytes: u64) -> Result<SledLog, OpenError> {
    let options = Options {
        cache_bytes,
        ..Options::default()
    };
    SledLog::open(directory, MasterKey::from_bytes([7; 32]), options)
}

pub struct Ours(SledLog);

#[async_trait]
impl Peer for Ours {
    async fn append(&self, event: Event) -> Result<(), Failure> {
        let after = StreamVersion(event.version() - 1);
        let append = append_to(event.stream_id(), after, 1, event.correlation());
        EventLog::append(&self.0, append).await?;
        Ok(())
    }
}

/// An append of `events` events at an expected version, under an idempotency key of its own.
pub fn append_to(stream: Uuid, after: StreamVersion, events: usize, correlation: Uuid) -> Append {
    let event = NewEvent {
        event_type: EVENT_TYPE,
        schema: SCHEMA,
        payload: Bytes::from_static(&PAYLOAD),
    };
    Append {
        stream: StreamId(stream),
        expected: Expected::Version(after),
        events: vec![event; events],
        time: Timestamp::UNIX_EPOCH,
        actor: ACTOR.to_owned(),
        causation: None,
        correlation,
        idempotency: Some(Idempotency {
            key: correlation.into_bytes(),
            fingerprint: stream.into_bytes(),
        }),
    }
}
