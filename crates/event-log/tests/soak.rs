//! Everything at once, for as long as one likes: 64 writers, readers that follow the log and look into streams, backups one
//! after the other, kills at random moments, verifying, and a stream index that is thrown away every other time and
//! built anew. In the end the backup is restored, and holds what it says.
//!
//! `THREADKEEP_SOAK_APPENDS` says how many appends are acknowledged before it ends, 20,000 without it: some 60 seconds.
//! It is counted in appends and not in seconds, so that it does the same work everywhere.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use event_log::{
    BackupError, BackupOrder, EventLog, LogPosition, RestoreOrder, SledLog, StreamVersion, Until, restore, verify,
};
use jiff::Timestamp;
use std::io::{BufRead, BufReader, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use support::writers::{self, Acknowledgement, Beside, WRITERS};
use support::{master, open_at};
use tempfile::TempDir;
use uuid::Uuid;

const CHILD_DIRECTORY: &str = "EVENT_LOG_SOAK_CHILD_DIRECTORY";
const APPENDS: &str = "THREADKEEP_SOAK_APPENDS";
const FOLLOWERS: u64 = 4;
const BROWSERS: u64 = 4;
/// Appends to one log before another is begun, since looking at all of it takes as long as it is.
const APPENDS_OF_ONE_LOG: u64 = 20_000;
/// What one round of the appender comes to at most, before it is killed.
const ROUND: u64 = 2_000;

/// Where a log lives, and apart from it its backup.
struct Place(PathBuf);

impl Place {
    fn log(&self) -> PathBuf {
        self.0.join("log")
    }

    fn backup(&self) -> PathBuf {
        self.0.join("backup")
    }

    fn keys(&self) -> PathBuf {
        self.0.join("keys").join("keys.sqlite3")
    }

    fn restored(&self) -> PathBuf {
        self.0.join("restored")
    }
}

/// Not a test by itself: the process that is killed. Prints a line for each acknowledged append, and one for whatever a
/// reader finds wrong.
#[test]
fn child_that_appends_reads_and_backs_up_until_it_is_killed() {
    let Some(directory) = std::env::var_os(CHILD_DIRECTORY) else {
        return;
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let place = Place(directory.into());
        let log = Arc::new(open_at(&place.log()));
        for follower in 0..FOLLOWERS {
            tokio::spawn(follow(log.clone(), follower));
        }
        for browser in 0..BROWSERS {
            tokio::spawn(browse(log.clone(), browser));
        }
        std::thread::spawn({
            let log = log.clone();
            move || back_up_for_ever(&log, &place)
        });
        writers::append_for_ever(log, Beside::MediaAndKeys).await;
    });
}

/// Each run adds what came since the one before. One that was killed is finished by the next.
fn back_up(log: &SledLog, place: &Place) -> Result<(), BackupError> {
    let order = BackupOrder {
        keys: Some(place.keys()),
        ..BackupOrder::new(Uuid::new_v4(), place.backup(), Timestamp::UNIX_EPOCH)
    };
    log.back_up(&order, &mut |_| ControlFlow::Continue(())).map(drop)
}

fn back_up_for_ever(log: &SledLog, place: &Place) {
    loop {
        if let Err(error) = back_up(log, place) {
            say(&format!("wrong: {error}"));
        }
    }
}

fn say(line: &str) {
    std::io::stdout().write_all(format!("{line}\n").as_bytes()).unwrap();
}

/// Follows the log from some position on: no gap, nothing twice, nothing else than was appended.
async fn follow(log: Arc<SledLog>, follower: u64) {
    let mut head = log.watch();
    let mut after = LogPosition(log.head().0 * follower / FOLLOWERS);
    let mut said = after.0;
    loop {
        let page = log.read(after, 200).await.unwrap();
        if page.is_empty() {
            head.wait_for(|head| *head > after).await.unwrap();
            continue;
        }
        for event in page {
            if event.header.position.0 != after.0 + 1 {
                say(&format!(
                    "wrong: position {} follows {}",
                    event.header.position.0, after.0
                ));
            }
            after = event.header.position;
            if let Some(complaint) = writers::complaint_about(&log, &event).await {
                say(&format!("wrong: {complaint}"));
            }
        }
        if after.0 >= said + 100 {
            said = after.0;
            say("followed .");
        }
    }
}

/// Reads whole streams: versions without gaps, as many as the index promises.
async fn browse(log: Arc<SledLog>, browser: u64) {
    for look in 0.. {
        let stream = writers::draw("browse", browser, look) % (4 * WRITERS);
        let events = log
            .read_stream(writers::id(stream), StreamVersion(0), usize::MAX)
            .await
            .unwrap();
        for (index, event) in events.iter().enumerate() {
            if event.header.version.0 != index as u64 + 1 || event.header.stream != writers::id(stream) {
                say(&format!("wrong: stream {stream} reads otherwise than its versions"));
            }
            if let Some(complaint) = writers::complaint_about(&log, event).await {
                say(&format!("wrong: {complaint}"));
            }
        }
        if !events.is_empty() {
            say("browsed .");
        }
        tokio::task::yield_now().await;
    }
}

#[derive(Default)]
struct Heard {
    acknowledged: Vec<Acknowledgement>,
    followed: u64,
    browsed: u64,
}

fn run_and_kill(place: &Place, acknowledgements: u64, heard: &mut Heard) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "child_that_appends_reads_and_backs_up_until_it_is_killed",
            "--nocapture",
        ])
        .env(CHILD_DIRECTORY, &place.0)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut count = 0;
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        assert!(!line.contains("wrong: "), "{line}");
        heard.followed += u64::from(line.ends_with("followed ."));
        heard.browsed += u64::from(line.ends_with("browsed ."));
        let Some(acknowledgement) = Acknowledgement::parse(&line) else {
            continue;
        };
        heard.acknowledged.push(acknowledgement);
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
}

/// As after a disk has lost it: the index is derived, and deleting it loses nothing.
fn throw_the_stream_index_away(directory: &Path) {
    for file in ["index.sqlite3", "index.sqlite3-wal", "index.sqlite3-shm"] {
        // SQLite removes the other two by itself when all is well.
        let _ = std::fs::remove_file(directory.join(file));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_stays_right_under_writers_readers_backups_kills_and_rebuilding_together() {
    let mut appends: u64 = std::env::var(APPENDS).map_or(APPENDS_OF_ONE_LOG, |count| {
        count
            .parse()
            .unwrap_or_else(|_| panic!("{APPENDS} is a number of appends, not `{count}`"))
    });
    let mut round = 0;
    while appends > 0 {
        let of_this_log = appends.min(APPENDS_OF_ONE_LOG);
        soak_one_log(of_this_log, &mut round).await;
        appends -= of_this_log;
    }
    assert!(round > 0);
}

async fn soak_one_log(appends: u64, round: &mut u64) {
    let directory = TempDir::new().unwrap();
    let place = Place(directory.path().to_owned());
    let mut heard = Heard::default();
    let mut done = false;
    while !done {
        let count = 1 + writers::draw("soak", 0, *round) % ROUND;
        run_and_kill(&place, count, &mut heard);
        done = heard.acknowledged.len() as u64 >= appends;
        if *round % 2 == 1 {
            throw_the_stream_index_away(&place.log());
        }
        let verified = verify(&place.log(), &mut |_| ()).unwrap();
        let log = open_at(&place.log());
        assert_eq!(log.head(), LogPosition(verified.events));
        // Looking at everything takes as long as the log is; the last round looks at what all rounds wrote.
        if done || round.is_multiple_of(4) {
            let complaints = writers::complaints(&log, &heard.acknowledged).await;
            assert!(complaints.is_empty(), "{complaints:#?}");
        }
        *round += 1;
    }
    assert!(
        heard.followed > 0 && heard.browsed > 0,
        "readers read while writers wrote"
    );
    look_at_the_backup(&place, &heard.acknowledged).await;
}

/// What killed runs left is finished, and restored.
async fn look_at_the_backup(place: &Place, acknowledged: &[Acknowledgement]) {
    let head = {
        let log = open_at(&place.log());
        back_up(&log, place).unwrap();
        log.head()
    };
    let order = RestoreOrder {
        from: place.backup(),
        to: place.restored(),
        keys: place.keys(),
        until: Until::End,
    };
    let restored = restore(&order, &master(), &mut |_| ControlFlow::Continue(())).unwrap();
    let log = open_at(&place.restored());
    assert_eq!((log.head(), restored.position), (head, head));
    let complaints = writers::complaints(&log, acknowledged).await;
    assert!(complaints.is_empty(), "{complaints:#?}");
}
