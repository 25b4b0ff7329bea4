//! No acknowledgement before the sync, nothing visible before it, and no second try after it failed.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use event_log::{AppendError, Durability, EventLog, LogPosition, Options, SledLog, StreamVersion};
use std::io;
use std::sync::{Arc, Condvar, Mutex};
use support::{any, master, open_at, options, stream};

/// A sync that waits until the test lets it go on, or fail.
#[derive(Debug, Default)]
struct HeldSync {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    held: bool,
    fails: bool,
    waiting: bool,
    calls: u32,
}

impl Durability for HeldSync {
    fn sync(&self) -> io::Result<()> {
        let mut state = self.state.lock().unwrap();
        state.calls += 1;
        state.waiting = true;
        self.changed.notify_all();
        let mut state = self.changed.wait_while(state, |state| state.held).unwrap();
        state.waiting = false;
        if state.fails {
            Err(io::Error::other("the disk is gone"))
        } else {
            Ok(())
        }
    }
}

impl HeldSync {
    fn set(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap());
        self.changed.notify_all();
    }

    fn wait_until_a_commit_is_at_its_sync(&self) {
        let state = self.state.lock().unwrap();
        let _unused = self
            .changed
            .wait_while(state, |state| !(state.waiting && state.held))
            .unwrap();
    }
}

fn open_held(directory: &std::path::Path) -> (Arc<SledLog>, Arc<HeldSync>) {
    let sync = Arc::new(HeldSync::default());
    let options = Options {
        durability: Some(sync.clone()),
        ..options()
    };
    let log = Arc::new(SledLog::open(directory, master(), options).unwrap());
    sync.set(|state| state.held = true);
    (log, sync)
}

#[tokio::test(flavor = "multi_thread")]
async fn no_append_is_acknowledged_and_nothing_is_visible_before_the_sync_returns() {
    let directory = tempfile::tempdir().unwrap();
    let (log, sync) = open_held(directory.path());
    let append = tokio::spawn({
        let log = log.clone();
        async move { log.append(any(1, &["held"])).await }
    });
    let held = sync.clone();
    tokio::task::spawn_blocking(move || held.wait_until_a_commit_is_at_its_sync())
        .await
        .unwrap();

    // The bytes are written, and all that is missing is the sync.
    assert!(!append.is_finished());
    assert_eq!((log.head(), *log.watch().borrow()), (LogPosition(0), LogPosition(0)));
    assert!(log.read(LogPosition(0), 10).await.unwrap().is_empty());
    assert!(
        log.read_stream(stream(1), StreamVersion(0), 10)
            .await
            .unwrap()
            .is_empty()
    );

    let mut watch = log.watch();
    sync.set(|state| state.held = false);
    append.await.unwrap().unwrap();
    assert_eq!(
        *watch.wait_for(|head| *head == LogPosition(1)).await.unwrap(),
        LogPosition(1)
    );
    assert_eq!(log.read(LogPosition(0), 10).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_of_a_new_stream_and_the_media_of_an_event_are_there_before_the_event_is_written() {
    let directory = tempfile::tempdir().unwrap();
    let (log, sync) = open_held(directory.path());
    let media = log.media().put(stream(1), vec![1; 5000].into()).await.unwrap();
    let append = tokio::spawn({
        let log = log.clone();
        async move { log.append(any(2, &[&media.to_string()])).await }
    });
    let held = sync.clone();
    tokio::task::spawn_blocking(move || held.wait_until_a_commit_is_at_its_sync())
        .await
        .unwrap();

    // No event may become durable without its key and what it names.
    let keys = rusqlite::Connection::open(directory.path().join("keys.sqlite3")).unwrap();
    let committed: Vec<Vec<u8>> = keys
        .prepare("SELECT stream FROM data_key")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(committed.contains(&stream(2).0.as_bytes().to_vec()));
    let name = media.to_string();
    let file = directory.path().join("media").join(&name[..2]).join(&name);
    assert_eq!(blake3::hash(&std::fs::read(file).unwrap()).to_string(), name);

    sync.set(|state| state.held = false);
    append.await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_waits_during_a_sync_goes_into_the_next_commit_with_one_sync() {
    let directory = tempfile::tempdir().unwrap();
    let (log, sync) = open_held(directory.path());
    let spawn = |number: u64| {
        let log = log.clone();
        tokio::spawn(async move { log.append(any(number, &["x"])).await.unwrap() })
    };
    let mut appends = vec![spawn(0)];
    let held = sync.clone();
    tokio::task::spawn_blocking(move || held.wait_until_a_commit_is_at_its_sync())
        .await
        .unwrap();
    // Their keys are there already, so that each append has nothing to wait for but the writer.
    appends.extend((0..50).map(|_| spawn(0)));
    while log.queued() < 50 {
        tokio::task::yield_now().await;
    }
    let before = sync.state.lock().unwrap().calls;
    sync.set(|state| state.held = false);
    for append in appends {
        append.await.unwrap();
    }
    // One commit for the 50, and one for those that were sealed for a version that was taken.
    assert!(sync.state.lock().unwrap().calls - before <= 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_failed_sync_the_log_takes_no_writes_says_why_and_never_syncs_again() {
    let directory = tempfile::tempdir().unwrap();
    {
        let (log, sync) = open_held(directory.path());
        sync.set(|state| state.held = false);
        log.append(any(1, &["before"])).await.unwrap();
        sync.set(|state| state.fails = true);
        for _ in 0..3 {
            match log.append(any(1, &["unlucky"])).await {
                Err(AppendError::ReadOnly(why)) => assert!(why.contains("the disk is gone"), "{why}"),
                other => panic!("{other:?}"),
            }
        }
        assert!(log.refuses_writes().unwrap().contains("restart"));
        assert_eq!(
            log.read(LogPosition(0), 10).await.unwrap().len(),
            1,
            "reads go on, up to what was durable"
        );
        let calls = sync.state.lock().unwrap().calls;
        log.close();
        assert_eq!(sync.state.lock().unwrap().calls, calls);
    }
    let log = open_at(directory.path());
    let events = log.read(LogPosition(0), 10).await.unwrap();
    assert!(
        matches!(events.len(), 1 | 2),
        "what was being written may be there or not, but whole"
    );
    log.append(any(1, &["after"])).await.unwrap();
}

#[tokio::test]
async fn closing_on_the_only_thread_of_a_runtime_does_not_wait_for_its_tasks() {
    let directory = tempfile::tempdir().unwrap();
    let log = Arc::new(open_at(directory.path()));
    log.append(any(1, &["makes the key"])).await.unwrap();
    let append = tokio::spawn({
        let log = log.clone();
        async move { log.append(any(1, &["on its way"])).await }
    });
    while log.head() < LogPosition(2) && log.queued() == 0 && !append.is_finished() {
        tokio::task::yield_now().await;
    }
    log.close();
    append.await.unwrap().unwrap();
    assert!(log.append(any(1, &["too late"])).await.is_err());
}
