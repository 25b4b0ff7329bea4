//! Blocks as they lie in sled's file, found by their mark without asking sled.
//!
//! When sled cannot read a page it says no more than that; the images tell which record in it was changed. They also
//! show a change in a copy that sled has since replaced: such a copy harms nobody, but somebody wrote into the file.

use crate::LogPosition;
use crate::block::{self, Block};
use crate::varint::Malformed;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

const WINDOW: usize = 4 << 20;

/// An image that does not match its checksum.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct BadImage {
    /// Where it begins in the file.
    pub(crate) offset: u64,
    pub(crate) position: LogPosition,
    pub(crate) what: &'static str,
}

/// All bad images of blocks that begin at `head` or before. What lies beyond was never acknowledged, and may be torn.
/// Blocks of several pieces lie scattered and are left to the walk over the log.
pub(crate) fn find_bad(file: &Path, head: LogPosition) -> io::Result<Vec<BadImage>> {
    let mut file = File::open(file)?;
    let mut bad = Vec::new();
    let mut window = Vec::with_capacity(WINDOW + block::TARGET);
    let mut window_offset = 0;
    loop {
        let last = Read::by_ref(&mut file).take(WINDOW as u64).read_to_end(&mut window)? == 0;
        // An image that begins in the last 4 KiB may end in the next window: it waits for that.
        let waiting = if last { 0 } else { block::TARGET };
        let end = window.len().saturating_sub(waiting);
        // The first byte alone is found fast; the rest of the mark rules almost all of these out.
        let candidates = (0..end).filter(|at| window[*at] == block::MARK[0]);
        for at in candidates.filter(|at| window[*at..].starts_with(&block::MARK)) {
            bad.extend(examine(&window[at..], window_offset + at as u64, head));
        }
        if last {
            return Ok(bad);
        }
        window.drain(..end);
        window_offset += end as u64;
    }
}

fn examine(bytes: &[u8], offset: u64, head: LogPosition) -> Option<BadImage> {
    let length = block::whole_length(bytes)
        .ok()
        .filter(|length| *length <= block::TARGET)?;
    let image = bytes.get(..length)?;
    let first = LogPosition(u64::from_be_bytes(*image.get(5..)?.first_chunk()?));
    if first.0 == 0 || first > head || block::checksum_matches(image) {
        return None;
    }
    let (position, what) = match Block::parse(image) {
        Err(Malformed(what)) => (first, what),
        Ok(block) => match block.records().find_map(Result::err) {
            Some(record) => (record.position, record.what),
            None => (first, "the frame of its block does not match its checksum"),
        },
    };
    Some(BadImage { offset, position, what })
}
