//! Walks over a whole log and proves it, without any key: every block against its checksum, every record against its
//! hash, the chain from the first to the last, positions and versions without gaps, appends whole, and the end where
//! the witness says. Needs neither the stream index nor the key store.
//!
//! Sled writes when it opens, and takes damage for the end of its file; so a copy is opened, never the log itself. What
//! only the journal holds is put into the copy, as opening does with the log.

use crate::block_images::{self, BadImage};
use crate::block_store::{BlockError, BlockStore};
use crate::durable_head::{DurableHead, Witness};
use crate::journal::Found;
use crate::media;
use crate::opening::{self, Layout, OpenError};
use crate::proof::checkpoint::SignedCheckpoint;
use crate::proof::merkle::{Frontier, TreeHash};
use crate::sled_file::Tail;
use crate::{ChainHash, LogPosition, MediaHash, StreamId, block};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Sled's memory for the walk: each page is read once.
const CACHE: u64 = 32 << 20;

/// A log that holds what it promises.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verified {
    /// Also the position of the last event.
    pub events: u64,
    pub streams: u64,
    /// The hash chain after the last event: compare it with one that was noted elsewhere before.
    pub chain: ChainHash,
    /// The root of the tree over them: what a checkpoint of so many records signs.
    pub root: TreeHash,
    pub media: u64,
}

/// Where a verification stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// Bytes of sled's file read, and copied, of all.
    Bytes { done: u64, all: u64 },
    /// Events checked, of about so many.
    Events { done: u64, all: u64 },
}

#[derive(thiserror::Error, Debug)]
pub enum VerifyError {
    #[error("position {}: {what}", position.0)]
    Damaged { position: LogPosition, what: String },
    #[error("media file {0} does not hold what its name promises")]
    Media(MediaHash),
    #[error("there is no log in {0}")]
    NoLog(PathBuf),
    #[error("{path} is open in another process: stop that one first")]
    InUse { path: PathBuf },
    #[error("{path} could not be read or copied: {source}")]
    Io { path: PathBuf, source: io::Error },
}

/// What is wrong, and the first position that it concerns.
struct Fault {
    position: LogPosition,
    what: String,
}

/// Verifies the log in `directory`, which nobody may have open. Needs as much free disk space as the log takes.
pub fn verify(directory: &Path, progress: &mut dyn FnMut(Progress)) -> Result<Verified, VerifyError> {
    verify_against(directory, &[], progress)
}

/// The same; and the log must lead to the root of each of these checkpoints, which were kept elsewhere. Only so a log shows
/// that was cut or written anew by somebody who has its keys.
pub fn verify_against(
    directory: &Path,
    held: &[SignedCheckpoint],
    progress: &mut dyn FnMut(Progress),
) -> Result<Verified, VerifyError> {
    let layout = Layout::of(directory);
    let file = layout.log().join("db");
    if !file.exists() {
        return Err(VerifyError::NoLog(directory.to_owned()));
    }
    let _lock = opening::lock(&layout).map_err(|error| match error {
        OpenError::InUse { path } => VerifyError::InUse { path },
        OpenError::Io { path, source } => VerifyError::Io { path, source },
        other => io_error(directory)(io::Error::other(other.to_string())),
    })?;
    let witness = Witness::read(&layout.witness())
        .map_err(io_error(&layout.witness()))?
        .unwrap_or_default();
    let journal = Found::read(&layout.journal()).map_err(io_error(&layout.journal()))?;
    let scratch = Scratch::copy_of(&layout.log(), &directory.join("verify.scratch"), progress)?;

    let mut held: Vec<_> = held.iter().map(|held| (held.size(), held.root())).collect();
    held.sort_by_key(|(size, _)| *size);
    let mut walk = Walk {
        held,
        ..Walk::default()
    };
    let walked = catch_unwind(AssertUnwindSafe(|| walk.over(&scratch.0, &journal, witness, progress)));
    // Sled asserts what it expects of its file.
    let walked = walked.unwrap_or_else(|_| Err(walk.fault("sled gives up on its file")));
    drop(scratch);

    // Beyond the head there may be the torn remains of a commit that was never acknowledged.
    let head = walk.position.max(witness.position);
    let mut bad = block_images::find_bad(&file, head).map_err(io_error(&file))?;
    if walked.is_ok() && !bad.is_empty() {
        // Everything acknowledged was reached, so what is torn at the end of the file is what a crash left there:
        // sled cuts its file at the first thing there that does not check.
        let tail = Tail::of(&file).map_err(io_error(&file))?;
        bad.retain(|image| !tail.contains(image.offset));
    }
    if let Some(fault) = judge(walked, bad) {
        return Err(VerifyError::Damaged {
            position: fault.position,
            what: fault.what,
        });
    }
    let media = media::verify(&layout.media())
        .map_err(io_error(&layout.media()))?
        .map_err(VerifyError::Media)?;
    Ok(Verified {
        events: walk.position.0,
        streams: walk.versions.len() as u64,
        chain: walk.chain,
        root: walk.tree.root(),
        media,
    })
}

/// The walk knows what can no longer be reached, the images which record was changed: that may be an earlier one,
/// when it lay in a page that sled had written anew.
fn judge(walked: Result<(), Fault>, bad: Vec<BadImage>) -> Option<Fault> {
    let image = bad.into_iter().min_by_key(|image| image.position);
    match (walked, image) {
        (Ok(()), None) => None,
        (Ok(()), Some(BadImage { position, what, .. })) => {
            let what = format!("an older copy of it was changed in the file: {what}; the log itself is whole");
            Some(Fault { position, what })
        }
        (Err(fault), None) => Some(fault),
        (Err(_), Some(BadImage { position, what, .. })) => Some(Fault {
            position,
            what: what.to_owned(),
        }),
    }
}

#[derive(Default)]
struct Walk {
    position: LogPosition,
    chain: ChainHash,
    tree: Frontier,
    /// Sizes and roots of checkpoints that were kept elsewhere, by size.
    held: Vec<(u64, TreeHash)>,
    versions: HashMap<StreamId, u64>,
    /// The append that is being read: its stream, and how many of its events are still to come.
    open_append: Option<(StreamId, u64)>,
}

impl Walk {
    fn over(
        &mut self,
        sled_directory: &Path,
        journal: &Found,
        witness: DurableHead,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), Fault> {
        let cannot_open = |error: OpenError| Fault {
            position: LogPosition(1),
            what: error.to_string(),
        };
        let db = opening::open_sled(sled_directory, CACHE).map_err(cannot_open)?;
        let unreadable = |error: sled::Error| self.fault(&format!("sled cannot read it: {error}"));
        let blocks = BlockStore::open(&db).map_err(unreadable)?;
        blocks.restore(journal.blocks()).map_err(unreadable)?;
        // A commit that was cut off by a crash was never acknowledged: it counts only once it is whole.
        let mut whole = (self.position, self.chain, self.tree.clone());
        for stored in blocks.blocks_from(LogPosition(0)) {
            let taken_in = match stored {
                Ok(stored) => self.take_in(&stored),
                Err(error) => Err(self.block_fault(error)),
            };
            match taken_in {
                Ok(true) => whole = (self.position, self.chain, self.tree.clone()),
                Ok(false) => {}
                Err(fault) if fault.position > witness.position => break,
                Err(fault) => return Err(fault),
            }
            if self.position == witness.position && self.chain != witness.chain {
                return Err(Fault {
                    position: self.position,
                    what: "the chain ends here in another value than was witnessed: records were exchanged".to_owned(),
                });
            }
            progress(Progress::Events {
                done: self.position.0,
                all: witness.position.0,
            });
        }
        let reached = self.position;
        (self.position, self.chain, self.tree) = whole;
        let next = LogPosition(self.position.0 + 1);
        if blocks
            .begins_a_second_commit(next)
            .map_err(|error| self.block_fault(error))?
        {
            let position = LogPosition(reached.0 + 1);
            return Err(Fault {
                position,
                what: "it does not fit, and later commits follow it".to_owned(),
            });
        }
        if self.position < witness.position {
            let what = format!(
                "it cannot be reached, and nothing after it up to position {}, which was acknowledged: the file was \
                 damaged before it or cut",
                witness.position.0
            );
            return Err(self.fault(&what));
        }
        if let Some((size, _)) = self.held.last().filter(|(size, _)| *size > self.position.0) {
            let what =
                format!("it is missing, with all after it: a checkpoint held elsewhere was signed for {size} records");
            return Err(self.fault(&what));
        }
        if journal.proves_more_than(self.position).is_some() {
            return Err(self.fault("it was acknowledged and is damaged in the journal, where later commits follow it"));
        }
        match journal.changed_copy(self.position) {
            None => Ok(()),
            Some(position) => Err(Fault {
                position,
                what: "a copy of it was changed in the journal; the log itself is whole".to_owned(),
            }),
        }
    }

    /// Whether the block ends a commit.
    fn take_in(&mut self, stored: &crate::block_store::StoredBlock) -> Result<bool, Fault> {
        let block = stored.parse().map_err(|error| self.block_fault(error))?;
        if block.first.0 != self.position.0 + 1 {
            return Err(self.fault(if block.first > self.position {
                "it is missing"
            } else {
                "it is there twice"
            }));
        }
        if block.previous != self.chain {
            return Err(self.fault("the chain is broken: it does not follow on the record before it"));
        }
        for record in block.records() {
            let (record, hash) = record.map_err(|bad| Fault {
                position: bad.position,
                what: bad.what.to_owned(),
            })?;
            record.time().map_err(|malformed| self.fault(malformed.0))?;
            let version = self.versions.entry(record.stream).or_default();
            if record.version.0 != *version + 1 {
                return Err(self.fault("its stream has a gap or a doubled version here"));
            }
            *version += 1;
            self.open_append = match (self.open_append, record.append_length) {
                (None, length) if length > 0 => Some((record.stream, length - 1)),
                (Some((stream, left)), 0) if stream == record.stream => Some((stream, left - 1)),
                _ => return Err(self.fault("it does not belong to the append around it")),
            };
            self.open_append = self.open_append.filter(|(_, left)| *left > 0);
            self.position = record.position;
            self.chain = self.chain.link(hash);
            self.tree.push(TreeHash::leaf(hash));
            self.compare_with_held()?;
        }
        if !block::checksum_matches(stored.bytes()) {
            let what = "the frame of its block does not match its checksum".to_owned();
            return Err(Fault {
                position: block.first,
                what,
            });
        }
        if block.ends_commit && self.open_append.is_some() {
            return Err(self.fault("its commit ends within an append"));
        }
        Ok(block.ends_commit)
    }

    fn compare_with_held(&self) -> Result<(), Fault> {
        let size = self.position.0;
        let first = self.held.partition_point(|(held, _)| *held < size);
        let mut here = self.held[first..].iter().take_while(|(held, _)| *held == size);
        if here.all(|(_, root)| *root == self.tree.root()) {
            return Ok(());
        }
        let what = "the records up to here are not those that a checkpoint held elsewhere was signed for: the log was written \
                    anew"
            .to_owned();
        let position = self.position;
        Err(Fault { position, what })
    }

    fn block_fault(&self, error: BlockError) -> Fault {
        match error {
            BlockError::Damaged { position, what } if position > self.position => Fault {
                position,
                what: what.to_owned(),
            },
            BlockError::Damaged { what, .. } => self.fault(what),
            BlockError::Sled(error) => self.fault(&format!("sled cannot read the page that holds it: {error}")),
        }
    }

    fn fault(&self, what: &str) -> Fault {
        Fault {
            position: LogPosition(self.position.0 + 1),
            what: what.to_owned(),
        }
    }
}

/// A copy of sled's directory, removed when it is no longer needed.
struct Scratch(PathBuf);

impl Scratch {
    fn copy_of(from: &Path, to: &Path, progress: &mut dyn FnMut(Progress)) -> Result<Self, VerifyError> {
        if to.exists() {
            fs::remove_dir_all(to).map_err(io_error(to))?;
        }
        let scratch = Self(to.to_owned());
        let all = length_of(from).map_err(io_error(from))?;
        let mut done = 0;
        copy(from, to, &mut |bytes| {
            done += bytes;
            progress(Progress::Bytes { done, all });
        })
        .map_err(io_error(from))?;
        Ok(scratch)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Left behind, it costs space until the next verification, no more.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn length_of(directory: &Path) -> io::Result<u64> {
    let mut length = 0;
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        length += if entry.file_type()?.is_dir() {
            length_of(&entry.path())?
        } else {
            entry.metadata()?.len()
        };
    }
    Ok(length)
}

fn copy(from: &Path, to: &Path, copied: &mut dyn FnMut(u64)) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target, copied)?;
            continue;
        }
        let (mut source, mut target) = (File::open(entry.path())?, File::create(target)?);
        loop {
            let bytes = io::copy(&mut io::Read::take(&mut source, 16 << 20), &mut target)?;
            if bytes == 0 {
                break;
            }
            copied(bytes);
        }
    }
    Ok(())
}

fn io_error(path: &Path) -> impl FnOnce(io::Error) -> VerifyError + '_ {
    move |source| VerifyError::Io {
        path: path.to_owned(),
        source,
    }
}
