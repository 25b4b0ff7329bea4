//! A disk without room: writing stops with a reason before it, reading goes on, and nothing acknowledged is lost. On a
//! small ext4 file system in a loop device; where that cannot be made, the tests say so and pass.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "copying is for the power cuts")]
#[path = "powercut/image.rs"]
mod image;
mod support;

use event_log::{AppendError, EventLog, LogPosition, Options, SledLog, verify};
use image::{Image, Mounted};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::{any, bytes_of, master};
use tempfile::TempDir;

const DISK: u64 = 160 << 20;
const BALLAST: usize = 80 << 20;
/// More appends than the disk has room for.
const MANY: u64 = 4_000;

struct Disk {
    // Unmounted before the image is removed.
    mounted: Mounted,
    _image: Image,
    _directory: TempDir,
}

impl Disk {
    /// A file system that is half full with something that can be removed.
    fn make() -> Option<Self> {
        let root = rustix::process::geteuid().is_root();
        if !root || Command::new("mkfs.ext4").arg("-V").output().is_err() || !Path::new("/dev/loop-control").exists() {
            eprintln!("skipped: it needs root, loop devices and `mkfs.ext4`");
            return None;
        }
        let directory = tempfile::tempdir().unwrap();
        let image = Image::make(directory.path(), DISK).unwrap();
        let mounted = Mounted::mount(&image, &directory.path().join("disk"));
        fs::write(mounted.path().join("ballast"), vec![7; BALLAST]).unwrap();
        Some(Self {
            mounted,
            _image: image,
            _directory: directory,
        })
    }

    fn log(&self) -> PathBuf {
        self.mounted.path().join("log")
    }

    fn make_room(&self) {
        fs::remove_file(self.mounted.path().join("ballast")).unwrap();
    }
}

fn open(directory: &Path, reserve_bytes: u64) -> SledLog {
    let options = Options {
        reserve_bytes,
        ..support::options()
    };
    SledLog::open(directory, master(), options).unwrap()
}

fn text(number: u64) -> String {
    format!("{number} {}", "x".repeat(60_000))
}

/// Appends until it is refused: how many were acknowledged, and the refusal.
async fn fill(log: &SledLog) -> (u64, AppendError) {
    for number in 0..MANY {
        if let Err(error) = log.append(any(number % 5, &[&text(number)])).await {
            return (number, error);
        }
    }
    panic!("the disk was never full");
}

async fn assert_all_is_there(log: &SledLog, acknowledged: u64) {
    let mut after = LogPosition(0);
    while after.0 < acknowledged {
        for event in log.read(after, 100).await.unwrap() {
            assert_eq!(*bytes_of(&event), text(after.0).as_bytes());
            after = event.header.position;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn writes_are_refused_before_the_disk_is_full_and_go_on_by_themselves_once_there_is_room() {
    let Some(disk) = Disk::make() else { return };
    let log = open(&disk.log(), 40 << 20);
    assert_eq!(log.refuses_writes(), None);
    let (acknowledged, refusal) = fill(&log).await;
    assert!(acknowledged > 0);
    assert!(matches!(refusal, AppendError::DiskFull { .. }), "{refusal}");
    assert!(log.refuses_writes().unwrap().contains("make room"));
    assert_all_is_there(&log, acknowledged).await;

    disk.make_room();
    log.append(any(1, &[&text(acknowledged)])).await.unwrap();
    assert_eq!(log.refuses_writes(), None);
    drop(log);
    assert_eq!(verify(&disk.log(), &mut |_| ()).unwrap().events, acknowledged + 1);
    assert_all_is_there(&open(&disk.log(), 0), acknowledged + 1).await;
}

/// Somebody else took the reserve in one go: sled has failed, and what it had not taken over yet is in the journal.
#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_is_full_in_spite_of_it_stops_the_writes_and_loses_nothing_acknowledged() {
    let Some(disk) = Disk::make() else { return };
    let log = open(&disk.log(), 0);
    let (acknowledged, refusal) = fill(&log).await;
    assert!(matches!(refusal, AppendError::ReadOnly(_)), "{refusal}");
    assert!(log.refuses_writes().unwrap().contains("restart"));
    drop(log);

    disk.make_room();
    let log = open(&disk.log(), 0);
    assert!(log.head() >= LogPosition(acknowledged));
    assert_all_is_there(&log, acknowledged).await;
    log.append(any(1, &["goes on"])).await.unwrap();
    let head = log.head();
    drop(log);
    assert_eq!(verify(&disk.log(), &mut |_| ()).unwrap().events, head.0);
}
