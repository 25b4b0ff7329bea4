//! The format as the README tells it is the format: a second reader, which shares no code with the crate, reads the same.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod reader;
#[path = "../support/mod.rs"]
mod support;

use event_log::{
    Append, EventLog, Expected, Idempotency, LogPosition, MediaHash, NewEvent, Payload, Recorded, SledLog, verify,
};
use jiff::Timestamp;
use reader::{Blocks, Event, Keys};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use support::writers::{Beside, Desk};
use support::{any, open, open_at, open_sled, stream};
use uuid::Uuid;

const MASTER: [u8; 32] = [7; 32];

fn blocks_of(directory: &Path) -> Blocks {
    reader::blocks_of_sled(&open_sled(&directory.join("log"))).unwrap()
}

/// Everything that an event can have.
async fn write_one_of_each(log: &Arc<SledLog>) -> MediaHash {
    let idempotency = Idempotency {
        key: [0xfe; 16],
        fingerprint: [0xef; 16],
    };
    let told = |payload: &[u8]| NewEvent {
        event_type: "told",
        schema: 1,
        payload: payload.to_vec().into(),
    };
    let renamed = NewEvent {
        event_type: "bezeichnung_geändert",
        schema: u16::MAX,
        payload: Vec::new().into(),
    };
    let appends = [
        Append {
            events: vec![told(b"a"), renamed, told(&[1; 5000])],
            actor: "Übersetzer:日本語 🧵".to_owned(),
            causation: None,
            idempotency: Some(idempotency),
            ..any(1, &[])
        },
        // Longer than one block, than ten, and as long as it gets.
        any(2, &[&"x".repeat(50_000)]),
        any(3, &[&"y".repeat(event_log::LARGEST_APPEND - 100)]),
        Append {
            time: Timestamp::new(-86_400, -999_999_999).unwrap(),
            actor: String::new(),
            causation: Some(LogPosition(300_000_000_000)),
            correlation: Uuid::from_u128(u128::MAX),
            ..any(1, &["before 1970"])
        },
        Append {
            expected: Expected::Any,
            ..any(4, &["of a stream that is erased", "this too"])
        },
    ];
    for append in appends {
        log.append(append).await.unwrap();
    }
    // Commits of many appends, and of several blocks.
    let writers: Vec<_> = (100..130)
        .map(|writer| {
            let log = log.clone();
            tokio::spawn(async move {
                let mut desk = Desk::of(&log, writer, Beside::MediaAndKeys).await;
                for _ in 0..10 {
                    desk.append(&log).await;
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    log.media().put(stream(4), vec![4; 10].into()).await.unwrap()
}

fn assert_same(event: &Event, keys: &Keys, recorded: &Recorded) {
    let header = &recorded.header;
    assert_eq!(event.position, header.position.0);
    assert_eq!(&event.stream, header.stream.0.as_bytes());
    assert_eq!(event.version, header.version.0);
    assert_eq!(event.event_type, *header.event_type);
    assert_eq!(event.schema, u64::from(header.schema));
    assert_eq!(event.seconds, header.time.as_second());
    assert_eq!(event.nanoseconds, i64::from(header.time.subsec_nanosecond()));
    assert_eq!(event.actor, *header.actor);
    assert_eq!(event.causation, header.causation.map(|position| position.0));
    assert_eq!(&event.correlation, header.correlation.as_bytes());
    let payload = match &recorded.payload {
        Payload::Open(payload) => Some(payload.to_vec()),
        Payload::Erased => None,
    };
    assert_eq!(keys.payload(event).unwrap(), payload);
}

async fn read_all(log: &SledLog) -> Vec<Recorded> {
    let mut events = Vec::new();
    loop {
        let more = log.read(LogPosition(events.len() as u64), 1000).await.unwrap();
        if more.is_empty() {
            return events;
        }
        events.extend(more);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_written_from_the_readme_reads_the_same() {
    let (log, directory) = open();
    let erased_media = write_one_of_each(&log).await;
    log.erase(stream(4)).await.unwrap();
    let events = read_all(&log).await;
    // As a crash would leave it: closing empties it.
    let journal = fs::read(directory.path().join("journal")).unwrap();
    log.close();
    drop(log);
    let verified = verify(directory.path(), &mut |_| ()).unwrap();

    let journal = reader::blocks_of_journal(&journal);
    let sled = blocks_of(directory.path());
    assert_eq!(
        journal.len(),
        sled.len(),
        "all that was written fits into one half of the journal"
    );
    let read = reader::read(&reader::merge(sled, journal).unwrap()).unwrap();
    let keys = Keys::read(directory.path(), MASTER).unwrap();
    assert_eq!(read.events.len(), events.len());
    for (event, recorded) in read.events.iter().zip(&events) {
        assert_same(event, &keys, recorded);
    }
    assert_eq!(read.chain, verified.chain.0);
    assert_eq!(
        reader::witness(directory.path()).unwrap(),
        (events.len() as u64, verified.chain.0)
    );
    assert!(read.commits < read.blocks, "some commit had several blocks");
    assert!(read.events.len() as u64 > read.blocks, "some block had several records");

    let log = open_at(directory.path());
    let mut media = 0;
    for event in &read.events {
        let stream = event_log::StreamId(Uuid::from_bytes(event.stream));
        if let Some((key, fingerprint)) = event.idempotency {
            let (first, found) = log.find_append(stream, key).await.unwrap().unwrap();
            assert_eq!(first.position.0, event.position + event.append_length - 1);
            assert_eq!(found, fingerprint);
        }
        if let Some(name) = event.actor.strip_prefix("media:") {
            let content = log.media().get(stream, name.parse().unwrap()).await.unwrap();
            let read = keys.media(directory.path(), &event.stream, name).unwrap();
            assert_eq!(read.as_deref(), Some(&content[..]));
            media += 1;
        }
    }
    assert!(media > 10);
    let of_erased = stream(4).0.into_bytes();
    let erased = keys.media(directory.path(), &of_erased, &erased_media.to_string());
    assert_eq!(erased.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_journal_holds_the_newest_blocks_when_it_was_filled_more_than_once() {
    let (log, directory) = open();
    let large = "z".repeat(event_log::LARGEST_APPEND - 100);
    for number in 0..11 {
        log.append(any(number, &[&large, "small"])).await.unwrap();
        let journal = fs::read(directory.path().join("journal")).unwrap();
        let newest = reader::blocks_of_journal(&journal);
        let (first, _) = newest.last_key_value().unwrap();
        assert!(*first <= log.head().0 && *first + 1 >= log.head().0);
    }
    let journal = fs::read(directory.path().join("journal")).unwrap();
    log.close();
    let events = log.head().0;
    drop(log);
    let (sled, journal) = (blocks_of(directory.path()), reader::blocks_of_journal(&journal));
    assert!(journal.len() < sled.len(), "its beginning was written over");
    let merged = reader::merge(sled.clone(), journal).unwrap();
    assert_eq!(merged, sled);
    assert_eq!(reader::read(&merged).unwrap().events.len() as u64, events);
    let closed = fs::read(directory.path().join("journal")).unwrap();
    assert!(
        reader::blocks_of_journal(&closed).is_empty(),
        "a closed log has all in sled"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_reader_notices_every_changed_byte() {
    let (log, directory) = open();
    for number in 0..3 {
        log.append(any(number, &["one", "two"])).await.unwrap();
    }
    log.close();
    drop(log);
    let blocks = blocks_of(directory.path());
    let whole = reader::read(&blocks).unwrap();
    for (first, block) in &blocks {
        for changed in 0..block.len() {
            let mut blocks = blocks.clone();
            blocks.get_mut(first).unwrap()[changed] ^= 0x40;
            let read = reader::read(&blocks);
            assert!(read.is_err(), "byte {changed} of block {first} was changed");
        }
        let mut blocks = blocks.clone();
        blocks.remove(first);
        let read = reader::read(&blocks).unwrap();
        assert_ne!(read.chain, whole.chain, "block {first} was removed");
    }
}
