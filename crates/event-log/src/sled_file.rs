//! The little that must be known of sled's file: which part of it a crash may have left torn.
//!
//! The file is made of segments of 512 KiB, written and reused in the order of their log sequence number. A segment's
//! header is a checksum (4), its number and the number up to which the log was known to be written when the segment
//! was begun (8 each, little-endian, exclusive-or with the largest positive number).

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

const SEGMENT: i64 = 512 << 10;
const HEADER: usize = 20;

/// Segments that may hold writes which sled had not finished, by their place in the file: those from the highest
/// known end of the log on, as in sled's own recovery.
pub(crate) struct Tail(Vec<u64>);

impl Tail {
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        let mut segments = Vec::new();
        let mut written_to = 0;
        for start in (0..length).step_by(SEGMENT as usize) {
            let mut header = [0; HEADER];
            file.seek(SeekFrom::Start(start))?;
            if file.read_exact(&mut header).is_err() {
                break;
            }
            let (Some(begins_at), Some(known)) = (number(&header[4..12]), number(&header[12..20])) else {
                continue;
            };
            if begins_at >= 0 && begins_at % SEGMENT == 0 {
                segments.push((begins_at, start));
                written_to = written_to.max(known);
            }
        }
        let first = written_to / SEGMENT * SEGMENT;
        Ok(Self(
            segments
                .into_iter()
                .filter(|(begins_at, _)| *begins_at >= first)
                .map(|(_, start)| start)
                .collect(),
        ))
    }

    pub(crate) fn contains(&self, offset: u64) -> bool {
        self.0.contains(&(offset / SEGMENT as u64 * SEGMENT as u64))
    }
}

/// `None` for what was never written as a number, such as a header of zeros. -1 stands for "nothing known yet".
fn number(bytes: &[u8]) -> Option<i64> {
    let number = i64::from_le_bytes(bytes.try_into().ok()?) ^ i64::MAX;
    (-1..1 << 56).contains(&number).then_some(number)
}
