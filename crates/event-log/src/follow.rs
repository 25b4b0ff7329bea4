//! Blocks checked as they pass by, each against the one before it: checksum, position, chain, records, whole appends.

use crate::block::{self, Block};
use crate::durable_head::DurableHead;
use crate::record::RecordView;
use crate::varint::Malformed;
use crate::{LogPosition, StreamId};

/// Stands behind a record of the log and takes in the blocks that follow.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Follower {
    /// The last record taken in, and the chain after it.
    pub(crate) head: DurableHead,
    /// The append that is being read: its stream, and how many of its events are still to come.
    open: Option<(StreamId, u64)>,
}

/// The first position that does not fit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Misfit {
    pub(crate) position: LogPosition,
    pub(crate) what: &'static str,
}

impl Follower {
    /// Behind a whole append.
    pub(crate) fn after(head: DurableHead) -> Self {
        Self { head, open: None }
    }

    /// `visit` is told of each record, with the head behind it, and whether an append ends there.
    pub(crate) fn follow<'a>(
        &mut self,
        bytes: &'a [u8],
        mut visit: impl FnMut(&RecordView<'a>, DurableHead, bool),
    ) -> Result<Block<'a>, Misfit> {
        let next = LogPosition(self.head.position.0 + 1);
        let misfit = |position, what| Misfit { position, what };
        let block = Block::parse(bytes).map_err(|Malformed(what)| misfit(next, what))?;
        if block.first != next {
            return Err(misfit(next, "another record lies in its place"));
        }
        if block.previous != self.head.chain {
            return Err(misfit(
                next,
                "the chain is broken: it does not follow on the record before it",
            ));
        }
        for record in block.records() {
            let (record, hash) = record.map_err(|bad| misfit(bad.position, bad.what))?;
            self.open = match (self.open, record.append_length) {
                (None, length) if length > 0 => Some((record.stream, length - 1)),
                (Some((stream, left)), 0) if stream == record.stream => Some((stream, left - 1)),
                _ => {
                    return Err(misfit(record.position, "it does not belong to the append around it"));
                }
            };
            self.open = self.open.filter(|(_, left)| *left > 0);
            self.head = DurableHead {
                position: record.position,
                chain: self.head.chain.link(hash),
            };
            visit(&record, self.head, self.open.is_none());
        }
        if !block::checksum_matches(bytes) {
            return Err(misfit(
                block.first,
                "the frame of its block does not match its checksum",
            ));
        }
        if block.ends_commit && self.open.is_some() {
            return Err(misfit(self.head.position, "its commit ends within an append"));
        }
        Ok(block)
    }

    /// Whether it stands behind a whole append.
    pub(crate) fn is_whole(&self) -> bool {
        self.open.is_none()
    }
}
