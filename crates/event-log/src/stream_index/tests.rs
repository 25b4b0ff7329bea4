use super::*;
use std::path::PathBuf;
use tempfile::TempDir;
use uuid::Uuid;

fn stream(number: u64) -> StreamId {
    StreamId(Uuid::from_u128(u128::from(number) << 32 | 7))
}

fn path(directory: &TempDir) -> PathBuf {
    directory.path().join("index.sqlite3")
}

fn index() -> (StreamIndex, TempDir) {
    let directory = tempfile::tempdir().unwrap();
    (
        StreamIndex::open(&path(&directory), LogPosition(0)).unwrap().0,
        directory,
    )
}

/// Notes event `position` as the next of its stream, of `streams` streams in turn, with an idempotency key.
fn note(index: &StreamIndex, position: u64, streams: u64) {
    let stream = stream(position % streams);
    let version = StreamVersion(index.version(stream).unwrap().0 + 1);
    index.note([noted(stream, version, position)]);
}

fn noted(stream: StreamId, version: StreamVersion, position: u64) -> Noted {
    let first = FirstAppend {
        position: LogPosition(position),
        version,
        fingerprint: [3; 16],
    };
    Noted {
        stream,
        first_version: version,
        first_position: LogPosition(position),
        count: 1,
        idempotency: Some((u128::from(position).to_be_bytes(), first)),
    }
}

fn assert_complete(index: &StreamIndex, events: u64, streams: u64) {
    for number in 0..streams {
        let expected: Vec<_> = (1..=events)
            .filter(|position| position % streams == number)
            .map(LogPosition)
            .collect();
        assert_eq!(index.version(stream(number)).unwrap().0, expected.len() as u64);
        assert_eq!(
            index.positions(stream(number), StreamVersion(0), usize::MAX).unwrap(),
            expected
        );
        let after = expected.len() / 2;
        let half = index.positions(stream(number), StreamVersion(after as u64), 5).unwrap();
        assert_eq!(half, expected.iter().skip(after).take(5).copied().collect::<Vec<_>>());
    }
    for position in (1..=events).step_by(97) {
        let key = u128::from(position).to_be_bytes();
        let found = index.find_append(stream(position % streams), key).unwrap().unwrap();
        assert_eq!((found.position.0, found.fingerprint), (position, [3; 16]));
    }
}

#[test]
fn what_is_half_in_memory_and_half_spilled_is_found_whole() {
    let (index, _directory) = index();
    for position in 1..=5_000 {
        note(&index, position, 7);
        if position == 3_000 {
            index.spill().unwrap();
        }
    }
    assert_complete(&index, 5_000, 7);
    assert!(index.disk.checkpoint().unwrap() < LogPosition(5_000));
    index.spill_all().unwrap();
    assert_eq!(index.disk.checkpoint().unwrap(), LogPosition(5_000));
    assert_complete(&index, 5_000, 7);
}

#[test]
fn the_memory_stays_bounded_while_events_come_in() {
    let (index, _directory) = index();
    for position in 1..=800_000 {
        index.note([noted(stream(position), StreamVersion(1), position)]);
        if position % 64 == 0 {
            index.spill_some(64).unwrap();
        }
    }
    let recent = index.recent.read();
    assert!(
        recent.events <= SPILL_ALL_FROM + 64 + BATCH as u64 * EVENTS_AN_ENTRY,
        "{} events in memory",
        recent.events
    );
    assert!(
        recent.appends.len() as u64 <= SPILL_ALL_FROM + 64 + BATCH as u64 * EVENTS_AN_ENTRY,
        "{} keys in memory",
        recent.appends.len()
    );
}

#[test]
fn after_a_reopening_everything_up_to_the_checkpoint_is_there() {
    let (index, directory) = index();
    for position in 1..=300 {
        note(&index, position, 3);
    }
    index.spill_all().unwrap();
    drop(index);
    let (index, checkpoint) = StreamIndex::open(&path(&directory), LogPosition(300)).unwrap();
    assert_eq!(checkpoint, LogPosition(300));
    assert_complete(&index, 300, 3);
}

#[test]
fn an_index_that_is_ahead_of_the_log_is_given_up() {
    let (index, directory) = index();
    for position in 1..=300 {
        note(&index, position, 3);
    }
    index.spill_all().unwrap();
    drop(index);
    let (index, checkpoint) = StreamIndex::open(&path(&directory), LogPosition(299)).unwrap();
    assert_eq!(checkpoint, LogPosition(0));
    assert_eq!(index.version(stream(1)).unwrap(), StreamVersion(0));
}

#[test]
fn a_key_that_was_not_found_is_found_by_who_asks_again_also_when_it_has_gone_to_disk_meanwhile() {
    let (index, _directory) = index();
    let (one, key) = (stream(1), 7u128.to_be_bytes());
    let missed = index.look_up_append(one, key).unwrap().unwrap_err();
    assert!(index.find_append_since(one, key, missed).unwrap().is_none());
    index.note([noted(one, StreamVersion(1), 7)]);
    assert!(index.find_append_since(one, key, missed).unwrap().is_some());
    index.spill_all().unwrap();
    assert!(index.recent.read().appends.is_empty());
    let first = index.find_append_since(one, key, missed).unwrap().unwrap();
    assert_eq!(first.position, LogPosition(7));
    assert_eq!(index.look_up_append(one, key).unwrap().unwrap(), first);
}
