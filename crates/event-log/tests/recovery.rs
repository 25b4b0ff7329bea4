//! An acknowledged append survives kill -9; an unacknowledged one is there whole or not at all.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use event_log::{EventLog, Idempotency, LogPosition, OpenError, Payload, SledLog, StreamVersion, verify};
use std::io::{BufRead, BufReader};
use std::ops::Range;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use support::writers::{self, Acknowledgement, Beside};
use support::{any, at, master, open_at, options, stream, texts};

const CHILD_DIRECTORY: &str = "EVENT_LOG_TEST_CHILD_DIRECTORY";
/// Kills of one log before another is begun, so that opening and checking it stays quick.
const KILLS_OF_ONE_LOG: u64 = 20;

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
    runtime.block_on(writers::append_for_ever(
        Arc::new(open_at(Path::new(&directory))),
        Beside::MediaAndKeys,
    ));
}

/// What was acknowledged before the child was killed, which is at some moment after so many acknowledgements.
fn run_and_kill(directory: &Path, acknowledgements: usize) -> Vec<Acknowledgement> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_that_appends_until_it_is_killed", "--nocapture"])
        .env(CHILD_DIRECTORY, directory)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut acknowledged = Vec::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let Some(acknowledgement) = Acknowledgement::parse(&line.unwrap()) else {
            continue;
        };
        acknowledged.push(acknowledgement);
        if acknowledged.len() == acknowledgements {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    assert!(
        acknowledged.len() >= acknowledgements,
        "the child ended by itself after {} acknowledgements",
        acknowledged.len()
    );
    acknowledged
}

#[tokio::test(flavor = "multi_thread")]
async fn every_acknowledged_append_is_there_after_60_kills_under_64_writers() {
    kill_and_look(0..3).await;
}

/// Beside the others, since most of the time is the disk's.
#[tokio::test(flavor = "multi_thread")]
async fn every_acknowledged_append_is_there_after_40_more_kills_under_64_writers() {
    kill_and_look(3..5).await;
}

async fn kill_and_look(logs: Range<u64>) {
    for log in logs {
        let directory = tempfile::tempdir().unwrap();
        let mut acknowledged = Vec::new();
        for kill in 0..KILLS_OF_ONE_LOG {
            let count = 1 + writers::draw("kill", log, kill) % 400;
            acknowledged.extend(run_and_kill(directory.path(), count as usize));
            let verified = verify(directory.path(), &mut |_| ()).unwrap();
            let log = open_at(directory.path());
            assert_eq!(log.head(), LogPosition(verified.events));
            let complaints = writers::complaints(&log, &acknowledged).await;
            assert!(complaints.is_empty(), "{complaints:#?}");
        }
        let large = acknowledged.iter().any(writers::is_large);
        let with_media = acknowledged.iter().any(writers::has_media);
        assert!(large && with_media, "values over 4 KiB and media were among the writes");
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
    let key = [3; 16];
    append.idempotency = Some(Idempotency { key, fingerprint: key });
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
