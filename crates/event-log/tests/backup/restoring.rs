//! What is restored is the prefix that was backed up, to its end, a position or a moment, or nothing.

use crate::place::{Place, all_of, on, time};
use crate::support::{any, master, open, open_at, stream};
use bytes::Bytes;
use event_log::{
    BackupOrder, EventLog, LogPosition, MasterKey, NewLogError, RestoreError, SledLog, Until, restore, verify,
};
use jiff::SignedDuration;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

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
