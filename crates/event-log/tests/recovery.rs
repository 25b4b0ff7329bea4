//! An acknowledged append survives kill -9; an unacknowledged one is there whole or not at all.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use event_log::{EventLog, Idempotency, LogPosition, OpenError, Payload, SledLog, StreamVersion, verify};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use support::{any, at, bytes_of, master, open_at, options, stream, texts};

const CHILD_DIRECTORY: &str = "EVENT_LOG_TEST_CHILD_DIRECTORY";
const WRITERS: u64 = 64;

/// Not a test by itself: the process that is killed. Prints a line for each acknowledged append.
#[test]
fn child_that_appends_until_it_is_killed() {
    let Some(directory) = std::env::var_os(CHILD_DIRECTORY) else {
        return;
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let log = Arc::new(open_at(Path::new(&directory)));
        let tasks: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let log = log.clone();
                tokio::spawn(async move {
                    let found = log
                        .read_stream(stream(writer), StreamVersion(0), usize::MAX)
                        .await
                        .unwrap();
                    let mut version = found.len() as u64;
                    loop {
                        // Every tenth is larger than a block, and every fifth has a file beside it.
                        let size = if version.is_multiple_of(10) { 9_000 } else { 300 };
                        let text = format!("{writer} {} {}", version + 1, "x".repeat(size));
                        let mut append = at(writer, version, &[&text, "and one more"]);
                        if version.is_multiple_of(5) {
                            let media = log
                                .media()
                                .put(stream(writer), vec![version as u8; 5_000].into())
                                .await
                                .unwrap();
                            append.actor = format!("media:{media}");
                        }
                        append.idempotency = Some(key(writer, version));
                        let appended = log.append(append).await.unwrap();
                        version = appended.version.0;
                        // One write, so that no line is torn between tasks.
                        let line = format!("acknowledged {writer} {version} {}\n", appended.position.0);
                        std::io::stdout().write_all(line.as_bytes()).unwrap();
                    }
                })
            })
            .collect();
        for task in tasks {
            let endless: Result<(), _> = task.await;
            endless.unwrap();
        }
    });
}

fn key(writer: u64, version: u64) -> Idempotency {
    let key = (u128::from(writer) << 64 | u128::from(version)).to_be_bytes();
    Idempotency { key, fingerprint: key }
}

/// Writer -> (version, position) of its last acknowledged append before the child was killed.
fn run_and_kill(directory: &Path, acknowledgements: usize) -> HashMap<u64, (u64, u64)> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_that_appends_until_it_is_killed", "--nocapture"])
        .env(CHILD_DIRECTORY, directory)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut acknowledged = HashMap::new();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut count = 0;
    while let Some(Ok(line)) = lines.next() {
        // The test harness may print before it on the same line.
        let Some(found) = line.find("acknowledged ").map(|at| &line[at..]) else {
            continue;
        };
        let numbers: Vec<u64> = found
            .split(' ')
            .skip(1)
            .filter_map(|number| number.parse().ok())
            .collect();
        let [writer, version, position] = numbers[..] else {
            continue;
        };
        acknowledged.insert(writer, (version, position));
        count += 1;
        if count == acknowledgements {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    assert!(
        count >= acknowledgements,
        "the child ended by itself after {count} acknowledgements"
    );
    acknowledged
}

#[tokio::test(flavor = "multi_thread")]
async fn every_acknowledged_append_is_there_after_kill_9_under_64_writers() {
    let directory = tempfile::tempdir().unwrap();
    let mut acknowledged: HashMap<u64, (u64, u64)> = HashMap::new();
    for round in 0..5 {
        acknowledged.extend(run_and_kill(directory.path(), 300 + 700 * round));
        let verified = verify(directory.path(), &mut |_| ()).unwrap();
        let log = open_at(directory.path());
        assert_eq!(log.head(), LogPosition(verified.events));
        for (writer, (version, position)) in &acknowledged {
            let events = log
                .read_stream(stream(*writer), StreamVersion(0), usize::MAX)
                .await
                .unwrap();
            assert!(
                events.len() as u64 >= *version,
                "writer {writer} lost acknowledged events"
            );
            assert_eq!(events.len() % 2, 0, "writer {writer} has half an append");
            assert_eq!(events[*version as usize - 1].header.position.0, *position);
            for (index, event) in events.iter().enumerate() {
                let text = std::str::from_utf8(bytes_of(event)).unwrap();
                let start = format!("{writer} {} ", index + 1);
                assert!(text.starts_with(&start) || (index % 2 == 1 && text == "and one more"));
                if let Some(media) = event.header.actor.strip_prefix("media:") {
                    let content = log.media().get(stream(*writer), media.parse().unwrap()).await.unwrap();
                    assert_eq!(content, vec![(index / 2 * 2) as u8; 5_000]);
                }
            }
            let (first, _) = log
                .find_append(stream(*writer), key(*writer, version - 2).key)
                .await
                .unwrap()
                .unwrap();
            assert_eq!((first.version.0, first.position.0), (*version, *position));
        }
    }
}

#[tokio::test]
async fn a_closed_log_opens_with_everything_and_goes_on() {
    let directory = tempfile::tempdir().unwrap();
    for round in 0..4u64 {
        let log = open_at(directory.path());
        assert_eq!(log.head(), LogPosition(round * 20));
        for number in 0..20 {
            log.append(at(number, round, &[&format!("round {round}")]))
                .await
                .unwrap();
        }
        log.close();
        assert!(
            log.append(any(1, &["too late"])).await.is_err(),
            "a closed log takes no appends"
        );
        assert_eq!(
            log.read(LogPosition(0), 1000).await.unwrap().len() as u64,
            round * 20 + 20
        );
    }
    let log = open_at(directory.path());
    let told = texts(&log.read_stream(stream(3), StreamVersion(0), 100).await.unwrap());
    assert_eq!(told, ["round 0", "round 1", "round 2", "round 3"]);
}

#[tokio::test]
async fn a_log_without_its_index_builds_it_anew_and_knows_all_idempotency_keys() {
    let directory = tempfile::tempdir().unwrap();
    let mut append = at(3, 0, &["one", "two"]);
    append.idempotency = Some(key(3, 0));
    let first = {
        let log = open_at(directory.path());
        log.append(any(1, &["before"])).await.unwrap();
        log.append(append.clone()).await.unwrap()
    };
    std::fs::remove_file(directory.path().join("index.sqlite3")).unwrap();
    let log = open_at(directory.path());
    let again = log.append(append).await.unwrap();
    assert!(again.repeated);
    assert_eq!((again.position, again.version), (first.position, first.version));
    assert_eq!(
        texts(&log.read_stream(stream(3), StreamVersion(0), 10).await.unwrap()),
        ["one", "two"]
    );
}

#[tokio::test]
async fn an_index_that_is_not_what_it_should_be_is_given_up_and_built_anew() {
    let directory = tempfile::tempdir().unwrap();
    {
        let log = open_at(directory.path());
        for version in 0..5 {
            log.append(at(3, version, &["x"])).await.unwrap();
        }
    }
    for damage in [b"no database".as_slice(), b""] {
        std::fs::write(directory.path().join("index.sqlite3"), damage).unwrap();
        let log = open_at(directory.path());
        assert_eq!(log.read_stream(stream(3), StreamVersion(0), 10).await.unwrap().len(), 5);
    }
    let log = open_at(directory.path());
    log.append(at(3, 5, &["x"])).await.unwrap();
    let events = log.read_stream(stream(3), StreamVersion(0), 10).await.unwrap();
    assert!(events.iter().all(|event| matches!(event.payload, Payload::Open(_))));
    assert_eq!(events.len(), 6);
}

#[tokio::test]
async fn a_directory_that_is_open_already_is_refused_until_it_is_let_go() {
    let directory = tempfile::tempdir().unwrap();
    let log = open_at(directory.path());
    for _ in 0..2 {
        let second = SledLog::open(directory.path(), master(), options());
        assert!(matches!(second, Err(OpenError::InUse { .. })), "{second:?}");
    }
    log.append(any(1, &["the first is not disturbed"])).await.unwrap();
    drop(log);
    assert_eq!(open_at(directory.path()).head(), LogPosition(1));
}
