//! A log built from events that were exported from another one of the same deployment.
//!
//! The events get the positions and versions they had; payloads are sealed anew, with the keys of a copy of the key
//! store. So everything folded from the log is the same, but its hash chain is another.

use crate::backup::{BackupError, MediaBackedUp, Watcher, copy_media};
use crate::block::Encoder;
use crate::chain::ChainHash;
use crate::data_keys::{KeyError, KeyStore};
use crate::durable_head::DurableHead;
use crate::new_log::{NewLog, NewLogError};
use crate::record::{self, SealedRecord};
use crate::{Append, LARGEST_APPEND, LogPosition, MasterKey, StreamId, StreamVersion};
use std::collections::HashMap;
use std::path::Path;

/// Bytes of records after which a commit takes no further append.
const COMMIT_BYTES: usize = 256 << 10;

#[derive(thiserror::Error, Debug)]
pub enum ImportError {
    #[error("its stream stands at version {}, so the next is {}, not {}", .after.0, .after.0 + 1, .found.0)]
    Version { after: StreamVersion, found: StreamVersion },
    #[error("an append may hold at most {limit} bytes, this one has {size}")]
    TooLarge { size: usize, limit: usize },
    #[error("its payload could not be sealed: {0}")]
    Seal(String),
    #[error(transparent)]
    NewLog(#[from] NewLogError),
}

impl From<KeyError> for ImportError {
    fn from(error: KeyError) -> Self {
        Self::NewLog(error.into())
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Imported {
    pub position: LogPosition,
    pub chain: ChainHash,
    /// Events without a payload: their streams are erased.
    pub erased: u64,
}

/// A data directory that takes in one append after the other. Until [`Import::finish`] there is no log in it. Blocks:
/// for a process that does nothing else meanwhile.
pub struct Import {
    log: NewLog,
    keys: KeyStore,
    commit: Encoder,
    bytes: usize,
    head: DurableHead,
    position: LogPosition,
    versions: HashMap<StreamId, StreamVersion>,
    erased: u64,
}

impl std::fmt::Debug for Import {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Import")
            .field("position", &self.position)
            .finish_non_exhaustive()
    }
}

impl Import {
    /// `keys` is a copy of the deployment's key store, `to` an empty directory or none yet.
    pub fn begin(to: &Path, keys: &Path, master: &MasterKey) -> Result<Self, ImportError> {
        let log = NewLog::begin(to)?;
        drop(log.take_keys(keys, master)?);
        let keys = KeyStore::open(&log.keys(), master)?;
        let head = DurableHead::default();
        Ok(Self {
            log,
            keys,
            commit: Encoder::new(head.position, head.chain),
            bytes: 0,
            head,
            position: head.position,
            versions: HashMap::new(),
            erased: 0,
        })
    }

    /// The append whose first event comes next, as version `first` of its stream. `erased`: its payloads are gone.
    /// A stream that is erased here or in the copy of the keys is erased as a whole.
    pub async fn append(&mut self, first: StreamVersion, append: &Append, erased: bool) -> Result<(), ImportError> {
        let after = self.versions.entry(append.stream).or_default();
        if first.0 != after.0 + 1 {
            return Err(ImportError::Version {
                after: *after,
                found: first,
            });
        }
        let size = record::append_size(append);
        if size > LARGEST_APPEND {
            let limit = LARGEST_APPEND;
            return Err(ImportError::TooLarge { size, limit });
        }
        let records = records(&self.keys, append, *after, erased).await?;
        *after = StreamVersion(after.0 + append.events.len() as u64);
        match records {
            Some(records) => self.push(&records),
            None => {
                self.erased += append.events.len() as u64;
                let records = record::erased_append(append, StreamVersion(first.0 - 1));
                self.push(&records);
            }
        }
        if self.bytes >= COMMIT_BYTES {
            self.write()?;
        }
        Ok(())
    }

    /// Media files of the deployment, from the directory `media` of a data directory or a backup.
    pub fn copy_media(&self, from: &Path, watcher: &mut Watcher<'_>) -> Result<MediaBackedUp, BackupError> {
        copy_media(from, &self.log.media(), watcher)
    }

    /// Reads everything back and makes it a data directory.
    pub fn finish(mut self, watcher: &mut Watcher<'_>) -> Result<Imported, ImportError> {
        self.write()?;
        let Self {
            log,
            keys,
            head,
            erased,
            ..
        } = self;
        // Its last connection moves the write-ahead log into the file.
        keys.close();
        drop(keys);
        log.finish(head, watcher)?;
        Ok(Imported {
            position: head.position,
            chain: head.chain,
            erased,
        })
    }

    fn push(&mut self, records: &[SealedRecord]) {
        for record in records {
            self.bytes += record.body.len();
            self.position = self.commit.push(record);
        }
    }

    fn write(&mut self) -> Result<(), ImportError> {
        if self.position == self.head.position {
            return Ok(());
        }
        let empty = Encoder::new(self.position, self.head.chain);
        let (blocks, position, chain) = std::mem::replace(&mut self.commit, empty).finish();
        for block in blocks {
            self.log.insert(block)?;
        }
        self.head = DurableHead { position, chain };
        self.commit = Encoder::new(position, chain);
        self.bytes = 0;
        Ok(())
    }
}

/// `None` if the stream is erased.
async fn records(
    keys: &KeyStore,
    append: &Append,
    after: StreamVersion,
    erased: bool,
) -> Result<Option<Vec<SealedRecord>>, ImportError> {
    if erased {
        if !matches!(keys.find(append.stream), Err(KeyError::Destroyed)) {
            keys.destroy(append.stream).await?;
        }
        return Ok(None);
    }
    match keys.find_or_create(append.stream).await {
        Ok(key) => record::seal_append(append, after, &key)
            .map(Some)
            .map_err(|error| ImportError::Seal(error.to_string())),
        Err(KeyError::Destroyed) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
