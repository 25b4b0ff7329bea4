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
    pub(crate) position: LogPosition,
    pub(crate) what: &'static str,
}

/// All bad images of blocks that begin at `head` or before. What lies beyond was never acknowledged, and may be torn.
/// Blocks of several pieces lie scattered and are left to the walk over the log.
pub(crate) fn find_bad(file: &Path, head: LogPosition, mut read: impl FnMut(u64)) -> io::Result<Vec<BadImage>> {
    let mut file = File::open(file)?;
    let mut bad = Vec::new();
    let mut window = Vec::with_capacity(WINDOW + block::TARGET);
    loop {
        let before = window.len();
        let got = Read::by_ref(&mut file).take(WINDOW as u64).read_to_end(&mut window)?;
        let last = got == 0;
        // An image that begins in the last 4 KiB may end in the next window: it waits for that.
        let end = if last {
            window.len()
        } else {
            window.len().saturating_sub(block::TARGET)
        };
        let mut from = 0;
        while let Some(found) = find_mark(&window[from..end]) {
            let at = from + found;
            bad.extend(examine(&window[at..], head));
            from = at + 1;
        }
        if last {
            return Ok(bad);
        }
        read((window.len() - before) as u64);
        window.drain(..end);
    }
}

fn find_mark(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    // The first byte alone is found fast; the other three rule almost all of these out.
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == block::MARK[0]) {
        if bytes[from + at..].starts_with(&block::MARK) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

fn examine(bytes: &[u8], head: LogPosition) -> Option<BadImage> {
    let length = block::whole_length(bytes)
        .ok()
        .filter(|length| *length <= block::TARGET)?;
    let image = bytes.get(..length)?;
    let first = LogPosition(u64::from_be_bytes(*image.get(5..)?.first_chunk()?));
    if first.0 == 0 || first > head || block::checksum_matches(image) {
        return None;
    }
    let bad = match Block::parse(image) {
        Err(Malformed(what)) => BadImage { position: first, what },
        Ok(block) => match block.records().find_map(Result::err) {
            Some(record) => BadImage {
                position: record.position,
                what: record.what,
            },
            None => BadImage {
                position: first,
                what: "the frame of its block does not match its checksum",
            },
        },
    };
    Some(bad)
}
