//! A backup is a prefix of the log, whoever writes meanwhile, and damage in it is named.

use crate::place::{Place, all_of, on, time};
use crate::support::{any, master, open, open_at, position, stream, texts};
use bytes::Bytes;
use event_log::{
    BackupError, BackupOrder, EventLog, LogPosition, NewLogError, Payload, RestoreError, Until, backups_in, restore,
    verify,
};
use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use uuid::Uuid;

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
