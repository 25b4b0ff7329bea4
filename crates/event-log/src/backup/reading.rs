//! A backup read from its beginning, each file compared with its manifest.

use super::block_file::{BlockFile, BlockFileReader};
use super::manifest::{self, BackedUp};
use super::{BackupError, damaged};
use crate::LogPosition;
use crate::durable_head::DurableHead;
use crate::record::RecordView;
use std::path::{Path, PathBuf};

pub(crate) struct Backup {
    directory: PathBuf,
    runs: Vec<BackedUp>,
    /// How far it reaches.
    pub(crate) head: DurableHead,
    /// As many media files as its last run has counted.
    pub(crate) media_files: u64,
}

impl Backup {
    pub(crate) fn open(directory: &Path) -> Result<Self, BackupError> {
        if !directory.is_dir() {
            return Err(BackupError::NoBackup(directory.to_owned()));
        }
        let runs = manifest::read_all(directory)?;
        let last = runs.last().ok_or_else(|| BackupError::NoBackup(directory.to_owned()))?;
        Ok(Self {
            head: last.head(),
            media_files: last.media.files,
            directory: directory.to_owned(),
            runs,
        })
    }

    pub(crate) fn media(&self) -> PathBuf {
        self.directory.join("media")
    }

    /// Its manifests promise more than their files hold.
    pub(crate) fn ends_early(&self, end: LogPosition) -> BackupError {
        let what = format!(
            "its files end at position {} instead of {}",
            end.0, self.head.position.0
        );
        damaged(&self.directory, what)
    }

    pub(crate) fn blocks(&self) -> BackupBlocks<'_> {
        let files: Vec<&BlockFile> = self.runs.iter().flat_map(|run| &run.files).collect();
        BackupBlocks {
            directory: &self.directory,
            files: files.into_iter(),
            open: None,
            head: DurableHead::default(),
        }
    }
}

pub(crate) struct BackupBlocks<'a> {
    directory: &'a Path,
    files: std::vec::IntoIter<&'a BlockFile>,
    open: Option<(&'a BlockFile, BlockFileReader)>,
    head: DurableHead,
}

impl BackupBlocks<'_> {
    /// The next block's bytes, checked; `None` at the end of the backup. `visit` is told of each record in it, with the
    /// head behind it, and whether an append ends there.
    pub(crate) fn next(
        &mut self,
        mut visit: impl FnMut(&RecordView<'_>, DurableHead, bool),
    ) -> Result<Option<Vec<u8>>, BackupError> {
        loop {
            if let Some((named, reader)) = &mut self.open {
                if let Some(bytes) = reader.next(&mut visit)? {
                    self.head = reader.head();
                    return Ok(Some(bytes));
                }
                if !reader.is(named) {
                    return Err(damaged(
                        &self.directory.join(&named.name),
                        "it is another file than the one its manifest names",
                    ));
                }
            }
            let Some(named) = self.files.next() else {
                return Ok(None);
            };
            let reader = BlockFileReader::open(&self.directory.join(&named.name), self.head)?;
            self.open = Some((named, reader));
        }
    }

    /// How far it has been read, and the chain there.
    pub(crate) fn head(&self) -> DurableHead {
        self.head
    }
}
