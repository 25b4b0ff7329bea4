//! A stream's payloads are sealed with its own key, and gone with it; the log stays whole.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use bytes::Bytes;
use event_log::{
    AppendError, EventLog, LogPosition, MasterKey, MediaError, MediaHash, OpenError, Payload, SledLog, StreamVersion,
    verify,
};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use support::{any, open_at, options, stream, texts};

const SECRET: &str = "ring me at +15551230000, says Maria";

fn files(directory: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path))
        } else {
            found.push(path)
        }
    }
    found
}

fn contains(directory: &Path, needle: &[u8]) -> bool {
    files(directory).iter().any(|path| {
        fs::read(path)
            .unwrap()
            .windows(needle.len())
            .any(|window| window == needle)
    })
}

#[tokio::test]
async fn what_was_told_is_in_no_file_of_the_directory_not_even_while_the_log_is_open() {
    let directory = tempfile::tempdir().unwrap();
    let log = open_at(directory.path());
    log.append(any(1, &[SECRET])).await.unwrap();
    let media = log.media().put(stream(1), Bytes::from(SECRET)).await.unwrap();
    assert_eq!(log.media().get(stream(1), media).await.unwrap(), SECRET);
    assert!(!contains(directory.path(), b"Maria"));
    drop(log);
    assert!(!contains(directory.path(), b"Maria"));
}

#[tokio::test]
async fn an_erased_stream_reads_as_erased_takes_nothing_more_and_the_log_still_verifies() {
    let directory = tempfile::tempdir().unwrap();
    let log = open_at(directory.path());
    log.append(any(1, &[SECRET])).await.unwrap();
    log.append(any(2, &["stays"])).await.unwrap();
    let media = log.media().put(stream(1), Bytes::from(SECRET)).await.unwrap();
    log.erase(stream(1)).await.unwrap();
    log.erase(stream(1)).await.unwrap();

    let check = async |log: &SledLog| {
        let events = log.read(LogPosition(0), 10).await.unwrap();
        assert_eq!(events[0].payload, Payload::Erased);
        assert_eq!(
            (events[0].header.stream, events[0].header.version),
            (stream(1), StreamVersion(1))
        );
        assert_eq!(texts(&events[1..]), ["stays"]);
        assert_eq!(
            log.read_stream(stream(1), StreamVersion(0), 10).await.unwrap()[0].payload,
            Payload::Erased
        );
        assert!(matches!(log.append(any(1, &["more"])).await, Err(AppendError::Erased)));
        assert!(matches!(
            log.media().get(stream(1), media).await,
            Err(MediaError::Erased)
        ));
        assert!(matches!(
            log.media().put(stream(1), Bytes::new()).await,
            Err(MediaError::Erased)
        ));
    };
    check(&log).await;
    drop(log);
    assert_eq!(verify(directory.path(), &mut |_| ()).unwrap().events, 2);
    check(&open_at(directory.path())).await;
}

#[tokio::test]
async fn a_stream_that_never_had_a_key_can_be_erased_ahead() {
    let directory = tempfile::tempdir().unwrap();
    let log = open_at(directory.path());
    log.erase(stream(9)).await.unwrap();
    assert!(matches!(log.append(any(9, &["x"])).await, Err(AppendError::Erased)));
    assert_eq!(log.head(), LogPosition(0));
}

#[tokio::test]
async fn the_wrapped_key_is_in_no_file_after_erasure() {
    let directory = tempfile::tempdir().unwrap();
    let log = open_at(directory.path());
    log.append(any(1, &["x"])).await.unwrap();
    log.append(any(2, &["y"])).await.unwrap();
    let wrapped: Vec<u8> = {
        let keys = rusqlite::Connection::open(directory.path().join("keys.sqlite3")).unwrap();
        let select = "SELECT wrapped FROM data_key WHERE stream = ?";
        keys.query_row(select, [stream(1).0.as_bytes()], |row| row.get(0))
            .unwrap()
    };
    assert!(contains(directory.path(), &wrapped[1..25]));
    log.erase(stream(1)).await.unwrap();
    assert!(
        !contains(directory.path(), &wrapped[1..25]),
        "right after, while the log is open"
    );
    drop(log);
    assert!(!contains(directory.path(), &wrapped[1..25]));
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_for_a_campaign_are_made_together_and_each_stream_has_its_own() {
    let directory = tempfile::tempdir().unwrap();
    let log = Arc::new(open_at(directory.path()));
    let tasks: Vec<_> = (0..2_000)
        .map(|number| {
            let log = log.clone();
            tokio::spawn(async move { log.append(any(number, &["hello"])).await.unwrap() })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    drop(log);
    let keys = rusqlite::Connection::open(directory.path().join("keys.sqlite3")).unwrap();
    let count = "SELECT count(DISTINCT wrapped) FROM data_key";
    assert_eq!(keys.query_row(count, [], |row| row.get::<_, i64>(0)).unwrap(), 2_000);
}

#[tokio::test]
async fn another_master_key_is_refused_at_once() {
    let directory = tempfile::tempdir().unwrap();
    drop(open_at(directory.path()));
    let opened = SledLog::open(directory.path(), MasterKey::from_bytes([8; 32]), options());
    assert!(
        matches!(opened, Err(OpenError::Keys(event_log::KeyError::WrongMasterKey))),
        "{opened:?}"
    );
    drop(open_at(directory.path()));
}

#[tokio::test]
async fn a_lost_key_store_is_told_apart_from_an_erasure() {
    let directory = tempfile::tempdir().unwrap();
    {
        let log = open_at(directory.path());
        log.append(any(1, &["x"])).await.unwrap();
    }
    fs::remove_file(directory.path().join("keys.sqlite3")).unwrap();
    let log = open_at(directory.path());
    let error = log.read(LogPosition(0), 10).await.unwrap_err().to_string();
    assert!(error.contains("restore keys.sqlite3"), "{error}");
}

#[tokio::test]
async fn a_media_file_opens_for_its_own_stream_only_and_a_changed_one_for_nobody() {
    let directory = tempfile::tempdir().unwrap();
    let log = open_at(directory.path());
    let picture = log
        .media()
        .put(stream(1), Bytes::from_static(b"a picture"))
        .await
        .unwrap();
    let other = log
        .media()
        .put(stream(2), Bytes::from_static(b"a picture"))
        .await
        .unwrap();
    assert_ne!(picture, other, "the same picture sealed for two streams is two files");
    let read = log.media().get(stream(2), picture).await;
    assert!(matches!(read, Err(MediaError::OfAnotherStream(_))));
    let unknown: MediaHash = "00".repeat(32).parse().unwrap();
    assert!(matches!(
        log.media().get(stream(1), unknown).await,
        Err(MediaError::NotFound(_))
    ));
    assert_eq!(picture.to_string().parse::<MediaHash>().unwrap(), picture);
    assert!("../../../etc/passwd".parse::<MediaHash>().is_err());
    assert!(picture.to_string().to_uppercase().parse::<MediaHash>().is_err());

    let path = files(&directory.path().join("media"))
        .into_iter()
        .find(|path| path.ends_with(picture.to_string()));
    let path = path.unwrap();
    let mut bytes = fs::read(&path).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&path, bytes).unwrap();
    assert!(matches!(
        log.media().get(stream(1), picture).await,
        Err(MediaError::Damaged(_))
    ));
    drop(log);
    assert!(matches!(
        verify(directory.path(), &mut |_| ()),
        Err(event_log::VerifyError::Media(_))
    ));
}
