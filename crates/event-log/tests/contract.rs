//! What every event log must do, written against the trait: a second implementation runs the same tests.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use event_log::{AppendError, EventLog, Expected, Idempotency, LogPosition, Payload, StreamVersion};
use std::sync::Arc;
use support::{any, at, bytes_of, event, open, stream, texts};

#[tokio::test]
async fn an_append_answers_with_position_and_version_and_is_read_back_as_it_was() {
    let (log, _directory) = open();
    let mut first = at(1, 0, &["one", "two"]);
    first.causation = Some(LogPosition(77));
    let appended = log.append(first.clone()).await.unwrap();
    assert_eq!(
        (appended.position, appended.version, appended.repeated),
        (LogPosition(2), StreamVersion(2), false)
    );

    let events = log.read(LogPosition(0), 10).await.unwrap();
    assert_eq!(texts(&events), ["one", "two"]);
    let header = &events[1].header;
    assert_eq!(
        (header.position, header.version, header.stream),
        (LogPosition(2), StreamVersion(2), stream(1))
    );
    assert_eq!((&*header.event_type, header.schema), ("told", 1));
    assert_eq!((header.time, &*header.actor), (first.time, "agent:7"));
    assert_eq!(
        (header.causation, header.correlation),
        (first.causation, first.correlation)
    );
    assert_eq!(log.read_stream(stream(1), StreamVersion(0), 10).await.unwrap(), events);
}

#[tokio::test]
async fn an_append_at_another_version_than_expected_is_a_conflict_and_writes_nothing() {
    let (log, _directory) = open();
    log.append(at(1, 0, &["one"])).await.unwrap();
    for wrong in [0, 2, 7] {
        match log.append(at(1, wrong, &["late"])).await {
            Err(AppendError::Conflict { expected, actual }) => {
                assert_eq!((expected, actual), (StreamVersion(wrong), StreamVersion(1)));
            }
            other => panic!("expected a conflict, got {other:?}"),
        }
    }
    assert_eq!(log.head(), LogPosition(1));
    log.append(at(1, 1, &["two"])).await.unwrap();
}

#[tokio::test]
async fn of_many_appends_at_one_version_exactly_one_holds() {
    let (log, _directory) = open();
    let log: Arc<dyn EventLog> = log;
    let tasks: Vec<_> = (0..32)
        .map(|_| {
            let log = log.clone();
            tokio::spawn(async move { log.append(at(1, 0, &["mine"])).await })
        })
        .collect();
    let mut held = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => held += 1,
            Err(AppendError::Conflict { actual, .. }) => assert_eq!(actual, StreamVersion(1)),
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((held, log.head()), (1, LogPosition(1)));
}

#[tokio::test]
async fn appends_at_any_version_to_one_stream_all_hold_and_have_gapless_versions() {
    let (log, _directory) = open();
    let log: Arc<dyn EventLog> = log;
    let tasks: Vec<_> = (0..64)
        .map(|_| {
            let log = log.clone();
            tokio::spawn(async move { log.append(any(1, &["a", "b"])).await.unwrap() })
        })
        .collect();
    let mut versions = Vec::new();
    for task in tasks {
        versions.push(task.await.unwrap().version.0);
    }
    versions.sort_unstable();
    assert_eq!(versions, (1..=64).map(|n| n * 2).collect::<Vec<_>>());
    let events = log.read_stream(stream(1), StreamVersion(0), 1000).await.unwrap();
    assert_eq!(
        texts(&events),
        ["a", "b"].repeat(64),
        "the events of one append lie together"
    );
}

#[tokio::test]
async fn a_repeated_idempotency_key_answers_with_the_first_result_and_writes_nothing() {
    let (log, _directory) = open();
    let idempotency = Idempotency {
        key: [1; 16],
        fingerprint: [2; 16],
    };
    let mut append = at(1, 0, &["one", "two"]);
    append.idempotency = Some(idempotency);
    let first = log.append(append.clone()).await.unwrap();
    log.append(at(1, 2, &["three"])).await.unwrap();

    let again = log.append(append.clone()).await.unwrap();
    assert!(again.repeated);
    assert_eq!((again.position, again.version), (first.position, first.version));
    assert_eq!(log.head(), LogPosition(3));
    assert_eq!(
        log.find_append(stream(1), [1; 16]).await.unwrap(),
        Some((again, [2; 16]))
    );
    assert_eq!(
        log.find_append(stream(2), [1; 16]).await.unwrap(),
        None,
        "a key belongs to its stream"
    );

    append.idempotency = Some(Idempotency {
        key: [1; 16],
        fingerprint: [3; 16],
    });
    assert!(matches!(log.append(append).await, Err(AppendError::KeyReused)));
}

#[tokio::test]
async fn of_many_appends_with_one_idempotency_key_one_writes_and_all_get_its_result() {
    let (log, _directory) = open();
    let log: Arc<dyn EventLog> = log;
    let tasks: Vec<_> = (0..32)
        .map(|_| {
            let log = log.clone();
            tokio::spawn(async move {
                let mut append = any(1, &["once"]);
                append.idempotency = Some(Idempotency {
                    key: [1; 16],
                    fingerprint: [2; 16],
                });
                log.append(append).await.unwrap()
            })
        })
        .collect();
    let mut written = 0;
    for task in tasks {
        let appended = task.await.unwrap();
        assert_eq!(appended.position, LogPosition(1));
        written += usize::from(!appended.repeated);
    }
    assert_eq!((written, log.head()), (1, LogPosition(1)));
}

#[tokio::test]
async fn reading_begins_after_any_position_and_stops_at_the_limit_and_at_the_end() {
    let (log, _directory) = open();
    for number in 0..50u64 {
        log.append(any(number % 7, &["x", &number.to_string(), "y"]))
            .await
            .unwrap();
    }
    let all = log.read(LogPosition(0), 1000).await.unwrap();
    assert_eq!(all.len(), 150);
    for after in [0, 1, 49, 148, 149] {
        for limit in [1, 2, 200] {
            let page = log.read(LogPosition(after), limit).await.unwrap();
            assert_eq!(
                page,
                all[after as usize..].iter().take(limit).cloned().collect::<Vec<_>>()
            );
        }
    }
    assert!(log.read(LogPosition(150), 10).await.unwrap().is_empty());
    assert!(log.read(LogPosition(u64::MAX), 10).await.unwrap().is_empty());
    assert!(log.read(LogPosition(0), 0).await.unwrap().is_empty());

    let of_three: Vec<_> = all
        .iter()
        .filter(|event| event.header.stream == stream(3))
        .cloned()
        .collect();
    assert_eq!(
        log.read_stream(stream(3), StreamVersion(0), 1000).await.unwrap(),
        of_three
    );
    assert_eq!(
        log.read_stream(stream(3), StreamVersion(4), 5).await.unwrap(),
        of_three[4..9]
    );
    assert!(
        log.read_stream(stream(3), StreamVersion(u64::MAX), 5)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        log.read_stream(stream(99), StreamVersion(0), 5)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn large_events_and_large_appends_come_back_whole() {
    let (log, _directory) = open();
    let sizes = [0, 1, 3_900, 4_095, 4_096, 4_097, 8_192, 70_000, 900_000];
    for size in sizes {
        log.append(any(1, &[&"é".repeat(size / 2)])).await.unwrap();
        log.append(any(2, &["small"])).await.unwrap();
    }
    let many: Vec<String> = (0..600).map(|number| format!("{number:01000}")).collect();
    log.append(any(1, &many.iter().map(String::as_str).collect::<Vec<_>>()))
        .await
        .unwrap();
    let events = log.read_stream(stream(1), StreamVersion(0), 1000).await.unwrap();
    let read: Vec<usize> = events
        .iter()
        .take(sizes.len())
        .map(|event| bytes_of(event).len())
        .collect();
    assert_eq!(read, sizes.map(|size| size / 2 * 2));
    assert_eq!(texts(&events[sizes.len()..]), many);
}

#[tokio::test]
async fn an_append_that_is_empty_or_too_large_is_refused() {
    let (log, _directory) = open();
    assert!(matches!(log.append(any(1, &[])).await, Err(AppendError::Empty)));
    let mut append = any(1, &["x"]);
    append.events = vec![event(vec![0; 600_000]), event(vec![0; 600_000])];
    assert!(matches!(log.append(append).await, Err(AppendError::TooLarge { .. })));
    assert_eq!(log.head(), LogPosition(0));
}

#[tokio::test]
async fn a_reader_that_waits_on_the_watch_sees_every_event_once_and_in_order() {
    let (log, _directory) = open();
    let log: Arc<dyn EventLog> = log;
    let reader = tokio::spawn({
        let log = log.clone();
        async move {
            let (mut seen, mut watch) = (Vec::new(), log.watch());
            while seen.len() < 200 {
                let after = LogPosition(seen.len() as u64);
                let page = log.read(after, 17).await.unwrap();
                if page.is_empty() {
                    watch.wait_for(|head| *head > after).await.unwrap();
                }
                seen.extend(page.into_iter().map(|event| event.header.position.0));
            }
            seen
        }
    });
    for _ in 0..4 {
        let tasks: Vec<_> = (0..50)
            .map(|number| {
                let log = log.clone();
                tokio::spawn(async move { log.append(any(number, &["x"])).await.unwrap() })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    }
    assert_eq!(reader.await.unwrap(), (1..=200).collect::<Vec<_>>());
}

#[tokio::test]
async fn what_was_acknowledged_is_read_at_once() {
    let (log, _directory) = open();
    for version in 0..100 {
        let appended = log.append(at(1, version, &["x"])).await.unwrap();
        assert!(log.head() >= appended.position);
        let last = log.read_stream(stream(1), StreamVersion(version), 10).await.unwrap();
        assert_eq!(last.len(), 1);
        assert_eq!(last[0].header.position, appended.position);
        assert!(matches!(last[0].payload, Payload::Open(_)));
    }
    assert_eq!(Expected::Version(StreamVersion(100)), at(1, 100, &["x"]).expected);
}

#[tokio::test]
async fn a_scan_shows_the_headers_that_reading_gives_from_any_position_on() {
    let (log, _directory) = open();
    for number in 0..50 {
        log.append(any(number % 7, &["one", &"large ".repeat(900), "three"]))
            .await
            .unwrap();
    }
    let read = log.read(LogPosition(0), 1000).await.unwrap();
    for after in [0, 1, 31, 149, 150] {
        let mut scanned = Vec::new();
        log.scan(LogPosition(after), |event| {
            scanned.push((event.position, event.stream, event.version, event.event_type.to_owned()));
        })
        .unwrap();
        let expected = read.iter().skip(after as usize).map(|event| &event.header);
        let expected: Vec<_> = expected
            .map(|header| {
                (
                    header.position,
                    header.stream,
                    header.version,
                    header.event_type.to_string(),
                )
            })
            .collect();
        assert_eq!(scanned, expected);
    }
}
