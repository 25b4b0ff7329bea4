//! The tree over the log, as the log keeps it: the roots of its complete parts, and the record hashes that no complete
//! part has yet. Everything below is read from the log again when a proof asks for it.
//!
//! The writer only notes the hashes of a commit before it answers, and folds them after.

use super::merkle::{self, TreeHash};
use super::records;
use super::tree_file::TreeFile;
use crate::block_store::BlockStore;
use crate::opening::io_error;
use crate::reading::damaged;
use crate::{LogPosition, OpenError, ReadError, RecordHash};
use parking_lot::Mutex;
use std::ops::Range;
use std::path::Path;

/// Leaves of a part: 32 bytes are kept of so many records.
pub(crate) const PART: u64 = 256;

#[derive(Debug)]
pub(crate) struct LogTree {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    complete: Vec<TreeHash>,
    /// Of the records after the complete parts; more than a part until they are folded.
    open: Vec<RecordHash>,
    /// `None` once it could not be written; the next opening mends it.
    file: Option<TreeFile>,
    /// The record that could not be read when the tree was made: there are no proofs without it.
    broken_at: Option<LogPosition>,
}

impl LogTree {
    /// Takes what `log.tree` says if its end agrees with the log, and hashes the rest. A record that cannot be read is
    /// in the way of proofs only: the log opens.
    pub(crate) fn open(path: &Path, blocks: &BlockStore, head: LogPosition) -> Result<Self, OpenError> {
        let mut complete = TreeFile::read(path).map_err(io_error(path))?;
        complete.truncate((head.0 / PART) as usize);
        if !complete.is_empty() && !ends_as(&complete, blocks) {
            tracing::warn!("log.tree does not belong to this log: the tree is made anew from the records");
            complete.clear();
        }
        let mut state = State {
            file: Some(TreeFile::continue_after(path, &complete).map_err(io_error(path))?),
            complete,
            open: Vec::new(),
            broken_at: None,
        };
        let rest = state.size() + 1..head.0 + 1;
        let noted = records::walk(blocks, rest, |_, hash| {
            state.open.push(hash);
            if state.open.len() >= 64 * PART as usize {
                state.fold();
            }
            Ok::<_, ReadError>(())
        });
        state.fold();
        if let Err(error) = noted {
            tracing::error!(%error, "there will be no checkpoints and proofs: run verify");
            state.broken_at = Some(LogPosition(state.size() + 1));
        }
        let state = Mutex::new(state);
        Ok(Self { state })
    }

    /// Adds the hashes of a durable commit.
    pub(crate) fn note(&self, hashes: &[RecordHash]) {
        let mut state = self.state.lock();
        if state.broken_at.is_none() {
            state.open.extend_from_slice(hashes);
        }
    }

    /// Hashes the parts that have become complete.
    pub(crate) fn fold(&self) {
        self.state.lock().fold();
    }

    /// How many records it holds: those that are durable.
    pub(crate) fn size(&self) -> Result<u64, ReadError> {
        let state = self.state.lock();
        match state.broken_at {
            None => Ok(state.size()),
            Some(position) => Err(damaged(position, "it could not be read when the log was opened")),
        }
    }

    /// The root over these leaves, which the tree holds: several parts and a rest, or within one part.
    pub(crate) fn root_of(&self, leaves: Range<u64>, blocks: &BlockStore) -> Result<TreeHash, ReadError> {
        let length = leaves.end - leaves.start;
        let (first, last, rest) = (leaves.start / PART, leaves.end / PART, leaves.end % PART);
        if length < PART {
            let part = self.leaves_of(first, blocks)?.into_iter();
            let begin = (leaves.start % PART) as usize;
            return Ok(merkle::root(part.skip(begin).take(length as usize)));
        }
        let mut roots = self.complete_parts(first..last);
        if rest > 0 {
            let part = self.leaves_of(last, blocks)?.into_iter();
            roots.push(merkle::root(part.take(rest as usize)));
        }
        Ok(merkle::root(roots))
    }

    fn complete_parts(&self, parts: Range<u64>) -> Vec<TreeHash> {
        let mut state = self.state.lock();
        // The last of them may wait for the writer to fold it.
        state.fold();
        state.complete[parts.start as usize..parts.end as usize].to_vec()
    }

    /// All leaves of a part that there are.
    fn leaves_of(&self, part: u64, blocks: &BlockStore) -> Result<Vec<TreeHash>, ReadError> {
        let root = {
            let mut state = self.state.lock();
            state.fold();
            match state.complete.get(part as usize) {
                Some(root) => *root,
                None => return Ok(state.open.iter().copied().map(TreeHash::leaf).collect()),
            }
        };
        let leaves = read_leaves(part, blocks)?;
        if merkle::root(leaves.iter().copied()) != root {
            let what = "it or one of the 255 after it is not what it was when it was written";
            return Err(damaged(LogPosition(part * PART + 1), what));
        }
        Ok(leaves)
    }
}

impl State {
    fn size(&self) -> u64 {
        self.complete.len() as u64 * PART + self.open.len() as u64
    }

    fn fold(&mut self) {
        let (parts, _) = self.open.as_chunks::<{ PART as usize }>();
        if parts.is_empty() {
            return;
        }
        let folded = parts.len();
        let roots = parts
            .iter()
            .map(|part| merkle::root(part.iter().copied().map(TreeHash::leaf)));
        self.complete.extend(roots);
        self.open.drain(..folded * PART as usize);
        let new = &self.complete[self.complete.len() - folded..];
        if let Some(file) = &mut self.file
            && let Err(error) = file.append(new)
        {
            tracing::warn!(%error, "log.tree cannot be written: the next opening makes it up from the log");
            self.file = None;
        }
    }
}

/// Whether the last of these parts is what the log holds there.
fn ends_as(parts: &[TreeHash], blocks: &BlockStore) -> bool {
    let last = parts.len() as u64 - 1;
    read_leaves(last, blocks).is_ok_and(|leaves| Some(&merkle::root(leaves)) == parts.last())
}

fn read_leaves(part: u64, blocks: &BlockStore) -> Result<Vec<TreeHash>, ReadError> {
    let mut leaves = Vec::with_capacity(PART as usize);
    records::walk(blocks, part * PART + 1..(part + 1) * PART + 1, |_, hash| {
        leaves.push(TreeHash::leaf(hash));
        Ok::<_, ReadError>(())
    })?;
    Ok(leaves)
}
