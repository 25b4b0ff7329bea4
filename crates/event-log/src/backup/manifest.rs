//! What one run of a backup brought, as JSON that people can read: `backup-<number>.json`. Each goes on where the one
//! before ended, so together they tell the whole backup.

use super::block_file::BlockFile;
use super::{BackupError, damaged, io_error};
use crate::chain::ChainHash;
use crate::durability::sync_directory;
use crate::durable_head::DurableHead;
use crate::{KeyCounts, LogPosition};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use uuid::Uuid;

const FORMAT: u32 = 1;

/// What a finished run says of itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackedUp {
    format: u32,
    /// Counts the runs into this directory, from 1.
    pub number: u64,
    pub id: Uuid,
    /// When it began. It holds everything that was acknowledged before.
    pub time: Timestamp,
    /// Where the run before ended.
    pub after: LogPosition,
    /// How far the backup reaches: the last event in it.
    pub position: LogPosition,
    #[serde(with = "hexadecimal")]
    chain_before: ChainHash,
    /// The hash chain there: compare it with what `verify` prints.
    #[serde(with = "hexadecimal")]
    pub chain: ChainHash,
    pub(crate) files: Vec<BlockFile>,
    pub media: MediaBackedUp,
    /// `None` if the keys were left out: without them nobody can read the log.
    pub keys: Option<KeyCounts>,
}

#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MediaBackedUp {
    /// Media files in the backup after the run.
    pub files: u64,
    /// Of these, copied by the run.
    pub copied: u64,
    /// Left out, because they no longer hold what their name promises: restore them from an earlier backup.
    pub damaged: Vec<String>,
}

impl BackedUp {
    pub(super) fn new(number: u64, id: Uuid, time: Timestamp, before: DurableHead) -> Self {
        Self {
            format: FORMAT,
            number,
            id,
            time,
            after: before.position,
            position: before.position,
            chain_before: before.chain,
            chain: before.chain,
            files: Vec::new(),
            media: MediaBackedUp::default(),
            keys: None,
        }
    }

    /// Events that the run brought.
    pub fn events(&self) -> u64 {
        self.position.0 - self.after.0
    }

    /// Bytes of blocks that the run brought.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    pub(crate) fn head(&self) -> DurableHead {
        DurableHead {
            position: self.position,
            chain: self.chain,
        }
    }

    pub(super) fn add(&mut self, file: BlockFile, head: DurableHead) {
        self.files.push(file);
        self.position = head.position;
        self.chain = head.chain;
    }

    /// The run counts once this returns.
    pub(super) fn write(&self, directory: &Path) -> Result<(), BackupError> {
        let path = path_of(directory, self.number);
        let partial = path.with_extension("json.partial");
        let mut file = File::create(&partial).map_err(io_error(&partial))?;
        let text = serde_json::to_vec_pretty(self).map_err(|error| io_error(&partial)(error.into()))?;
        let written = file.write_all(&text).and_then(|()| file.sync_all());
        written.map_err(io_error(&partial))?;
        fs::rename(&partial, &path).map_err(io_error(&path))?;
        sync_directory(directory).map_err(io_error(directory))
    }
}

fn path_of(directory: &Path, number: u64) -> PathBuf {
    directory.join(format!("backup-{number:06}.json"))
}

fn number_of(name: &str) -> Option<u64> {
    name.strip_prefix("backup-")?.strip_suffix(".json")?.parse().ok()
}

pub(super) fn is_manifest(name: &str) -> bool {
    number_of(name).is_some()
}

/// All runs in a directory, from the first; empty if there are none.
pub(super) fn read_all(directory: &Path) -> Result<Vec<BackedUp>, BackupError> {
    let mut count = 0u64;
    for entry in fs::read_dir(directory).map_err(io_error(directory))? {
        let name = entry.map_err(io_error(directory))?.file_name();
        count = count.max(number_of(&name.to_string_lossy()).unwrap_or_default());
    }
    let mut runs: Vec<BackedUp> = Vec::new();
    let mut before = DurableHead::default();
    for number in 1..=count {
        let path = path_of(directory, number);
        let text = fs::read(&path).map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => BackupError::MissingFile(path.clone()),
            _ => io_error(&path)(source),
        })?;
        let run: BackedUp = serde_json::from_slice(&text).map_err(|error| damaged(&path, error.to_string()))?;
        if run.format != FORMAT {
            let what = "it has a format this version does not know: use a newer version";
            return Err(damaged(&path, what));
        }
        let known = DurableHead {
            position: run.after,
            chain: run.chain_before,
        };
        if run.number != number || known != before || run.position < run.after {
            return Err(damaged(&path, "it does not follow on the run before it"));
        }
        before = run.head();
        runs.push(run);
    }
    Ok(runs)
}

mod hexadecimal {
    use crate::chain::ChainHash;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(chain: &ChainHash, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(chain)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<ChainHash, D::Error> {
        let text = String::deserialize(deserializer)?;
        let hash = blake3::Hash::from_hex(text).map_err(D::Error::custom)?;
        Ok(ChainHash(hash.into()))
    }
}
