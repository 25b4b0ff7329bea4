//! The floor: one file, one write and one `fdatasync` for all that is waiting. No index, no check, no seal.

use super::grouped::{Grouped, Store};
use super::{Description, Failure, Kind};
use crate::event::{Event, PAYLOAD, PAYLOAD_BYTES};
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// What one of our records comes to on its way to the disk: payload, seal, header and its share of the block.
const RECORD_BYTES: usize = 480;

pub fn start(directory: &Path) -> Result<(Grouped, Description), Failure> {
    let file = File::create(directory.join("plain"))?;
    let description = Description {
        kind: Kind::Raw,
        about: format!("append + fdatasync, {RECORD_BYTES} bytes an event"),
        durable: true,
    };
    let bytes = Vec::new();
    Ok((Grouped::new(Plain { file, bytes }), description))
}

struct Plain {
    file: File,
    bytes: Vec<u8>,
}

impl Store for Plain {
    fn commit(&mut self, group: &[Event]) -> Result<(), Failure> {
        self.bytes.clear();
        for event in group {
            self.bytes.extend_from_slice(event.stream_id().as_bytes());
            self.bytes.extend_from_slice(&event.version().to_be_bytes());
            self.bytes.extend_from_slice(&PAYLOAD);
            self.bytes.extend_from_slice(&[0; RECORD_BYTES - PAYLOAD_BYTES - 24]);
        }
        self.file.write_all(&self.bytes)?;
        Ok(self.file.sync_data()?)
    }
}
