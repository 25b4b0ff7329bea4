//! A backup is a prefix of the log, whoever writes meanwhile; what is restored from it is that prefix, and damage is named.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use bytes::Bytes;
use event_log::{
    BackedUp, BackupError, BackupOrder, EventLog, LogPosition, MasterKey, NewLogError, Payload, RestoreError,
    RestoreOrder, Restored, SledLog, Step, Until, backups_in, restore, verify,
};
use jiff::{SignedDuration, Timestamp};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use support::{any, master, open, open_at, position, stream, texts};
use tempfile::TempDir;
use uuid::Uuid;

fn on(_: Step) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn time(second: i64) -> Timestamp {
    Timestamp::new(1_790_000_000 + second, 0).unwrap()
}

/// A place for a backup and, apart from it, its keys.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn backup(&self) -> PathBuf {
        self.0.path().join("backup")
    }

    fn keys(&self) -> PathBuf {
        self.0.path().join("keys").join("keys.sqlite3")
    }

    fn restored(&self) -> PathBuf {
        self.0.path().join("restored")
    }

    fn order(&self) -> BackupOrder {
        BackupOrder {
            keys: Some(self.keys()),
            ..BackupOrder::new(Uuid::new_v4(), self.backup(), time(0))
        }
    }

    fn back_up(&self, log: &SledLog) -> BackedUp {
        log.back_up(&self.order(), &mut on).unwrap()
    }

    fn restore(&self, until: Until) -> Result<Restored, RestoreError> {
        restore(&self.restore_order(until), &master(), &mut on)
    }

    fn restore_order(&self, until: Until) -> RestoreOrder {
        RestoreOrder {
            from: self.backup(),
            to: self.restored(),
            keys: self.keys(),
            until,
        }
    }

    fn block_files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.backup()).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<_> = entries
            .filter(|path| path.extension().is_some_and(|extension| extension == "tkb"))
            .collect();
        files.sort();
        files
    }
}

async fn all_of(log: &SledLog) -> Vec<String> {
    let mut found = Vec::new();
    loop {
        let page = log.read(position(found.len() as u64), 1_000).await.unwrap();
        if page.is_empty() {
            return found;
        }
        found.extend(texts(&page));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_under_eight_writers_is_a_whole_prefix_of_the_log() {
    let (log, directory) = open();
    let place = Place::new();
    let stop = Arc::new(AtomicBool::new(false));
    for number in 0..100 {
        log.append(any(number % 5, &["before"])).await.unwrap();
    }
    let writers: Vec<_> = (0..8u64)
        .map(|writer| {
            let (log, stop) = (log.clone(), stop.clone());
            tokio::spawn(async move {
                let large = "x".repeat(9_000);
                while !stop.load(Ordering::Relaxed) {
                    log.append(any(writer, &["one", "two", &large])).await.unwrap();
                }
            })
        })
        .collect();
    let runs = tokio::task::spawn_blocking({
        let log = log.clone();
        let order = BackupOrder {
            file_bytes: 50_000,
            ..place.order()
        };
        move || {
            let mut head = LogPosition(0);
            let mut runs = Vec::new();
            for _ in 0..4 {
                // Each run has something to bring.
                while log.head() <= head {
                    std::thread::yield_now();
                }
                runs.push(log.back_up(&order, &mut on).unwrap());
                head = runs.last().unwrap().position;
            }
            runs
        }
    })
    .await
    .unwrap();
    stop.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.await.unwrap();
    }

    let last = runs.last().unwrap();
    assert!(runs.iter().all(|run| run.events() > 0) && place.block_files().len() >= 4);
    let original = all_of(&log).await;
    drop(log);
    assert!(verify(directory.path(), &mut |_| ()).unwrap().events >= last.position.0);

    let restored = place.restore(Until::End).unwrap();
    assert_eq!((restored.position, restored.chain), (last.position, last.chain));
    let verified = verify(&place.restored(), &mut |_| ()).unwrap();
    assert_eq!((verified.events, verified.chain), (last.position.0, last.chain));
    let copy = open_at(&place.restored());
    assert_eq!(all_of(&copy).await, original[..last.position.0 as usize]);
    // It goes on as a log of its own.
    copy.append(any(3, &["after"])).await.unwrap();
}

#[tokio::test]
async fn two_incremental_backups_hold_what_a_full_one_holds() {
    let (log, _directory) = open();
    let (steps, full) = (Place::new(), Place::new());
    log.append(any(1, &["a", "b"])).await.unwrap();
    log.media()
        .put(stream(1), Bytes::from_static(b"a picture"))
        .await
        .unwrap();
    let first = steps.back_up(&log);
    log.append(any(2, &["c"])).await.unwrap();
    log.media()
        .put(stream(2), Bytes::from_static(b"a sound"))
        .await
        .unwrap();
    let second = steps.back_up(&log);
    let idle = steps.back_up(&log);
    let whole = full.back_up(&log);

    assert_eq!((first.events(), second.events(), idle.events()), (2, 1, 0));
    assert_eq!((first.media.copied, second.media.copied, idle.media.copied), (1, 1, 0));
    assert_eq!((second.position, second.chain), (whole.position, whole.chain));
    assert_eq!(
        backups_in(&steps.backup())
            .unwrap()
            .iter()
            .map(|run| run.number)
            .collect::<Vec<_>>(),
        [1, 2, 3]
    );
    for place in [&steps, &full] {
        let restored = place.restore(Until::End).unwrap();
        assert_eq!((restored.chain, restored.media.files), (whole.chain, 2));
        assert_eq!(all_of(&open_at(&place.restored())).await, ["a", "b", "c"]);
    }
}

#[tokio::test]
async fn media_come_back_and_belong_to_their_stream() {
    let (log, _directory) = open();
    let place = Place::new();
    log.append(any(1, &["a"])).await.unwrap();
    let hash = log
        .media()
        .put(stream(1), Bytes::from_static(b"a picture"))
        .await
        .unwrap();
    place.back_up(&log);
    place.restore(Until::End).unwrap();
    let restored = open_at(&place.restored());
    assert_eq!(restored.media().get(stream(1), hash).await.unwrap(), "a picture");
    assert!(restored.media().get(stream(2), hash).await.is_err());
}

#[tokio::test]
async fn a_destroyed_key_stays_destroyed_and_is_in_no_byte_of_the_newer_copy() {
    let (log, directory) = open();
    let place = Place::new();
    log.append(any(1, &["gone"])).await.unwrap();
    log.append(any(2, &["stays"])).await.unwrap();
    place.back_up(&log);
    let wrapped: Vec<u8> = rusqlite::Connection::open(directory.path().join("keys.sqlite3"))
        .unwrap()
        .query_row(
            "SELECT wrapped FROM data_key WHERE stream = ?",
            [stream(1).0.as_bytes()],
            |row| row.get(0),
        )
        .unwrap();
    let holds_it = || {
        let bytes = fs::read(place.keys()).unwrap();
        bytes.windows(wrapped.len()).any(|window| window == wrapped)
    };
    assert!(holds_it(), "the search finds what is there");
    log.erase(stream(1)).await.unwrap();
    let run = place.back_up(&log);
    assert!(!holds_it());
    assert_eq!(run.keys.map(|keys| (keys.keys, keys.destroyed)), Some((1, 1)));

    place.restore(Until::End).unwrap();
    let events = open_at(&place.restored()).read(position(0), 10).await.unwrap();
    assert_eq!(events[0].payload, Payload::Erased);
    assert_eq!(texts(&events[1..]), ["stays"]);
}

#[cfg(unix)]
#[tokio::test]
async fn keys_are_private_and_never_lie_in_the_backup() {
    use std::os::unix::fs::PermissionsExt;
    let (log, _directory) = open();
    let place = Place::new();
    log.append(any(1, &["a"])).await.unwrap();
    place.back_up(&log);
    assert_eq!(fs::metadata(place.keys()).unwrap().permissions().mode() & 0o777, 0o600);
    let inside = BackupOrder {
        keys: Some(place.backup().join("media").join("keys.sqlite3")),
        ..place.order()
    };
    assert!(matches!(log.back_up(&inside, &mut on), Err(BackupError::KeysInside(_))));
    let somebodys = place.0.path().join("letter.txt");
    fs::write(&somebodys, "dear all").unwrap();
    let over_it = BackupOrder {
        keys: Some(somebodys.clone()),
        ..place.order()
    };
    assert!(matches!(
        log.back_up(&over_it, &mut on),
        Err(BackupError::NotOurKeys(_))
    ));
    assert_eq!(fs::read_to_string(somebodys).unwrap(), "dear all");
}

#[tokio::test]
async fn keys_that_are_older_than_the_backup_are_refused_with_the_position_that_needs_one() {
    let (log, _directory) = open();
    let place = Place::new();
    log.append(any(1, &["a"])).await.unwrap();
    place.back_up(&log);
    log.append(any(2, &["b"])).await.unwrap();
    let without_keys = BackupOrder {
        keys: None,
        ..place.order()
    };
    assert_eq!(log.back_up(&without_keys, &mut on).unwrap().keys, None);
    match place.restore(Until::End) {
        Err(RestoreError::KeyMissing { position }) => assert_eq!(position, LogPosition(2)),
        other => panic!("{other:?}"),
    }
    // They open everything up to there.
    place.restore(Until::Position(LogPosition(1))).unwrap();
    assert_eq!(all_of(&open_at(&place.restored())).await, ["a"]);
}

#[tokio::test]
async fn another_master_key_restores_nothing() {
    let (log, _directory) = open();
    let place = Place::new();
    log.append(any(1, &["a"])).await.unwrap();
    place.back_up(&log);
    let other = MasterKey::from_bytes([8; 32]);
    let refused = restore(&place.restore_order(Until::End), &other, &mut on);
    assert!(
        matches!(refused, Err(RestoreError::NewLog(NewLogError::Keys(_)))),
        "{refused:?}"
    );
    assert!(!place.restored().join("log").exists());
}

/// Ten appends of three events, a second apart; each commit may hold several of them.
async fn ten_appends(log: &Arc<SledLog>) {
    let appends = (0..10).map(|second| {
        let append = event_log::Append {
            time: time(second),
            ..any(second as u64, &["one", "two", "three"])
        };
        let log = log.clone();
        tokio::spawn(async move { log.append(append).await.unwrap() })
    });
    // Spawned at once, so that they share commits; sent in this order by the only thread there is.
    for append in appends.collect::<Vec<_>>() {
        append.await.unwrap();
    }
}

#[tokio::test]
async fn a_log_is_restored_to_any_position_at_the_last_whole_append() {
    let (log, _directory) = open();
    ten_appends(&log).await;
    let place = Place::new();
    place.back_up(&log);
    let whole = all_of(&log).await;
    for wanted in [3u64, 4, 5, 6, 17, 29, 30] {
        let restored = place.restore(Until::Position(LogPosition(wanted))).unwrap();
        let expected = wanted / 3 * 3;
        assert_eq!(restored.position.0, expected);
        let verified = verify(&place.restored(), &mut |_| ()).unwrap();
        assert_eq!((verified.events, verified.chain), (expected, restored.chain));
        let copy = open_at(&place.restored());
        assert_eq!(all_of(&copy).await, whole[..expected as usize]);
        copy.append(any(77, &["goes on"])).await.unwrap();
        drop(copy);
        fs::remove_dir_all(place.restored()).unwrap();
    }
    assert!(matches!(
        place.restore(Until::Position(LogPosition(2))),
        Err(RestoreError::Nothing)
    ));
    assert!(matches!(
        place.restore(Until::Position(LogPosition(31))),
        Err(RestoreError::BeyondEnd { end: LogPosition(30) })
    ));
}

#[tokio::test]
async fn a_log_is_restored_to_a_moment() {
    let (log, _directory) = open();
    for second in 0..10 {
        let append = event_log::Append {
            time: time(second),
            ..any(1, &["one", "two"])
        };
        log.append(append).await.unwrap();
    }
    let place = Place::new();
    place.back_up(&log);
    let moment = time(4) + SignedDuration::from_millis(500);
    assert_eq!(place.restore(Until::Time(moment)).unwrap().position.0, 10);
    fs::remove_dir_all(place.restored()).unwrap();
    assert_eq!(place.restore(Until::Time(time(99))).unwrap().position.0, 20);
    assert!(matches!(
        place.restore(Until::End),
        Err(RestoreError::NewLog(NewLogError::NotEmpty(_)))
    ));
    fs::remove_dir_all(place.restored()).unwrap();
    assert!(matches!(
        place.restore(Until::Time(time(-1))),
        Err(RestoreError::Nothing)
    ));
}

#[tokio::test]
async fn any_changed_byte_in_any_file_of_blocks_is_found_and_its_file_named() {
    let (log, _directory) = open();
    let place = Place::new();
    log.append(any(1, &["a", "b"])).await.unwrap();
    place.back_up(&log);
    log.append(any(2, &["c"])).await.unwrap();
    place.back_up(&log);
    for path in place.block_files() {
        let whole = fs::read(&path).unwrap();
        for at in (0..whole.len()).step_by(41).chain([whole.len() - 1]) {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            fs::write(&path, changed).unwrap();
            match place.restore(Until::End) {
                Err(RestoreError::Backup(BackupError::DamagedFile { path: named, .. })) => assert_eq!(named, path),
                other => panic!("byte {at}: {other:?}"),
            }
        }
        fs::write(&path, &whole[..whole.len() - 5]).unwrap();
        assert!(place.restore(Until::End).is_err());
        fs::remove_file(&path).unwrap();
        match place.restore(Until::End) {
            Err(RestoreError::Backup(BackupError::MissingFile(named))) => assert_eq!(named, path),
            other => panic!("{other:?}"),
        }
        fs::write(&path, whole).unwrap();
    }
    place.restore(Until::End).unwrap();
}

#[tokio::test]
async fn a_missing_or_exchanged_manifest_is_named() {
    let (log, _directory) = open();
    let place = Place::new();
    for text in ["a", "b", "c"] {
        log.append(any(1, &[text])).await.unwrap();
        place.back_up(&log);
    }
    let (first, second) = (
        place.backup().join("backup-000001.json"),
        place.backup().join("backup-000002.json"),
    );
    let text = fs::read(&second).unwrap();
    fs::remove_file(&second).unwrap();
    assert!(matches!(
        place.restore(Until::End),
        Err(RestoreError::Backup(BackupError::MissingFile(named))) if named == second
    ));
    fs::copy(&first, &second).unwrap();
    assert!(matches!(
        place.restore(Until::End),
        Err(RestoreError::Backup(BackupError::DamagedFile { path, .. })) if path == second
    ));
    fs::write(&second, text).unwrap();
    place.restore(Until::End).unwrap();
}

#[tokio::test]
async fn damaged_and_missing_media_are_named_and_counted_and_the_log_is_restored_all_the_same() {
    let (log, directory) = open();
    let place = Place::new();
    log.append(any(1, &["a"])).await.unwrap();
    let mut hashes = Vec::new();
    for content in ["one", "two", "three"] {
        hashes.push(
            log.media()
                .put(stream(1), Bytes::from(content))
                .await
                .unwrap()
                .to_string(),
        );
    }
    let media = |root: &Path, hash: &str| root.join("media").join(&hash[..2]).join(hash);
    fs::write(media(directory.path(), &hashes[2]), "changed").unwrap();
    let run = place.back_up(&log);
    assert_eq!((run.media.files, &run.media.damaged[..]), (2, &hashes[2..]));

    fs::write(media(&place.backup(), &hashes[0]), "changed").unwrap();
    let restored = place.restore(Until::End).unwrap();
    assert_eq!((&restored.media.damaged[..], restored.missing_media), (&hashes[..1], 0));
    fs::remove_dir_all(place.restored()).unwrap();
    fs::remove_file(media(&place.backup(), &hashes[0])).unwrap();
    let restored = place.restore(Until::End).unwrap();
    assert_eq!((restored.media.files, restored.missing_media), (1, 1));
    assert_eq!(all_of(&open_at(&place.restored())).await, ["a"]);
}

#[tokio::test]
async fn a_backup_that_was_interrupted_anywhere_is_finished_by_the_next() {
    let (log, _directory) = open();
    let large = "x".repeat(3_000);
    for number in 0..40 {
        log.append(any(number, &[&large])).await.unwrap();
        log.media()
            .put(stream(number), Bytes::from(number.to_string()))
            .await
            .unwrap();
    }
    for words in [0, 1, 2, 5, 20, 39] {
        let place = Place::new();
        let order = BackupOrder {
            file_bytes: 20_000,
            ..place.order()
        };
        let mut said = 0;
        let interrupted = log.back_up(&order, &mut |_| {
            said += 1;
            if said > words {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert!(matches!(interrupted, Err(BackupError::Stopped)), "{interrupted:?}");
        assert!(backups_in(&place.backup()).unwrap().is_empty(), "it does not count");
        assert!(matches!(
            place.restore(Until::End),
            Err(RestoreError::Backup(BackupError::NoBackup(_)))
        ));
        // What a kill in the middle of a file leaves.
        fs::write(place.backup().join("blocks-000000000041.partial"), "half").unwrap();
        log.back_up(&order, &mut on).unwrap();
        let left = fs::read_dir(place.backup()).unwrap().map(|entry| entry.unwrap().path());
        assert!(
            left.into_iter()
                .all(|path| path.extension().is_none_or(|extension| extension != "partial"))
        );
        let restored = place.restore(Until::End).unwrap();
        assert_eq!((restored.position.0, restored.media.files), (40, 40));
    }
}

#[tokio::test]
async fn files_that_an_interrupted_backup_finished_are_taken_over() {
    let (log, _directory) = open();
    let large = "x".repeat(3_000);
    for number in 0..40 {
        log.append(any(number, &[&large])).await.unwrap();
    }
    let place = Place::new();
    let order = BackupOrder {
        file_bytes: 20_000,
        ..place.order()
    };
    // The last word about blocks comes when all is written.
    log.back_up(&order, &mut |_| ControlFlow::Break(())).unwrap_err();
    let finished = place.block_files();
    assert!(finished.len() > 3);
    let written = |path: &PathBuf| fs::metadata(path).unwrap().modified().unwrap();
    let before: Vec<_> = finished.iter().map(written).collect();
    let run = log.back_up(&order, &mut on).unwrap();
    assert_eq!(run.events(), 40);
    assert_eq!(finished.iter().map(written).collect::<Vec<_>>(), before);
}

#[tokio::test]
async fn a_restoration_that_was_interrupted_anywhere_leaves_no_log_and_the_next_begins_anew() {
    let (log, _directory) = open();
    let place = Place::new();
    for number in 0..2_500 {
        log.append(any(number % 7, &["a", "b", "c"])).await.unwrap();
        if number % 1_000 == 0 {
            log.media()
                .put(stream(1), Bytes::from(number.to_string()))
                .await
                .unwrap();
        }
    }
    place.back_up(&log);
    for until in [Until::End, Until::Position(LogPosition(7_000))] {
        for words in [0, 3, 9, 15] {
            let mut said = 0;
            let stopped = restore(&place.restore_order(until), &master(), &mut |_| {
                said += 1;
                if said > words {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            });
            assert!(stopped.is_err(), "{stopped:?}");
            assert!(!place.restored().join("log").exists());
            assert!(place.restored().join("new.partial").exists());
        }
        place.restore(until).unwrap();
        assert!(!place.restored().join("new.partial").exists());
        fs::remove_dir_all(place.restored()).unwrap();
    }
}

#[tokio::test]
async fn a_backup_is_not_mixed_with_another_log_or_with_other_files() {
    let (log, _directory) = open();
    let (other, _other_directory) = open();
    let place = Place::new();
    for text in ["a", "b"] {
        log.append(any(1, &[text])).await.unwrap();
        other.append(any(1, &[text])).await.unwrap();
    }
    place.back_up(&log);
    let order = BackupOrder::new(Uuid::new_v4(), place.backup(), time(0));
    assert!(matches!(
        other.back_up(&order, &mut on),
        Err(BackupError::OtherLog { .. })
    ));

    place.restore(Until::Position(LogPosition(1))).unwrap();
    let earlier = open_at(&place.restored());
    assert!(matches!(
        earlier.back_up(&order, &mut on),
        Err(BackupError::Ahead { .. })
    ));
    for text in ["another b", "c"] {
        earlier.append(any(1, &[text])).await.unwrap();
    }
    assert!(matches!(
        earlier.back_up(&order, &mut on),
        Err(BackupError::OtherLog { .. })
    ));

    let somebodys = BackupOrder::new(Uuid::new_v4(), place.restored(), time(0));
    assert!(matches!(
        log.back_up(&somebodys, &mut on),
        Err(BackupError::NotABackup(_))
    ));
    assert!(matches!(
        restore(&place.restore_order(Until::End), &master(), &mut on),
        Err(RestoreError::NewLog(NewLogError::NotEmpty(_)))
    ));
}

#[tokio::test]
async fn an_empty_log_is_backed_up_and_the_next_run_brings_what_came() {
    let (log, _directory) = open();
    let place = Place::new();
    assert_eq!(place.back_up(&log).position, LogPosition(0));
    assert!(matches!(place.restore(Until::End), Err(RestoreError::Nothing)));
    log.append(any(1, &["a"])).await.unwrap();
    assert_eq!(place.back_up(&log).events(), 1);
    place.restore(Until::End).unwrap();
    assert_eq!(all_of(&open_at(&place.restored())).await, ["a"]);
}
