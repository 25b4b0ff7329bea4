//! A place for a backup and what is restored from it.

use crate::support::{master, position, texts};
use event_log::{BackedUp, BackupOrder, EventLog, RestoreError, RestoreOrder, Restored, SledLog, Step, Until, restore};
use jiff::Timestamp;
use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;
use tempfile::TempDir;
use uuid::Uuid;

pub fn on(_: Step) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

pub fn time(second: i64) -> Timestamp {
    Timestamp::new(1_790_000_000 + second, 0).unwrap()
}

/// A place for a backup and, apart from it, its keys.
pub struct Place(pub TempDir);

impl Place {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn backup(&self) -> PathBuf {
        self.0.path().join("backup")
    }

    pub fn keys(&self) -> PathBuf {
        self.0.path().join("keys").join("keys.sqlite3")
    }

    pub fn restored(&self) -> PathBuf {
        self.0.path().join("restored")
    }

    pub fn order(&self) -> BackupOrder {
        BackupOrder {
            keys: Some(self.keys()),
            ..BackupOrder::new(Uuid::new_v4(), self.backup(), time(0))
        }
    }

    pub fn back_up(&self, log: &SledLog) -> BackedUp {
        log.back_up(&self.order(), &mut on).unwrap()
    }

    pub fn restore(&self, until: Until) -> Result<Restored, RestoreError> {
        restore(&self.restore_order(until), &master(), &mut on)
    }

    pub fn restore_order(&self, until: Until) -> RestoreOrder {
        RestoreOrder {
            from: self.backup(),
            to: self.restored(),
            keys: self.keys(),
            until,
        }
    }

    pub fn block_files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.backup()).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<_> = entries
            .filter(|path| path.extension().is_some_and(|extension| extension == "tkb"))
            .collect();
        files.sort();
        files
    }
}

pub async fn all_of(log: &SledLog) -> Vec<String> {
    let mut found = Vec::new();
    loop {
        let page = log.read(position(found.len() as u64), 1_000).await.unwrap();
        if page.is_empty() {
            return found;
        }
        found.extend(texts(&page));
    }
}
