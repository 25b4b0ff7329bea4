//! How events were appended: what nobody needs who reads them, but whoever carries them to another log.

use crate::reading::{bad_record, read_error};
use crate::{Idempotency, LogPosition, ReadError, SledLog};

/// One append, as the log remembers it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AppendFrame {
    /// Where its first event lies.
    pub first: LogPosition,
    pub events: u64,
    pub idempotency: Option<Idempotency>,
}

impl SledLog {
    /// The appends that begin after `after` and not after `last`, oldest first. Blocks.
    pub fn append_frames(&self, after: LogPosition, last: LogPosition) -> Result<Vec<AppendFrame>, ReadError> {
        let blocks = &self.reader.blocks;
        let next = LogPosition(after.0 + 1);
        let mut frames = Vec::new();
        let Some(key) = blocks.key_at(next).map_err(read_error)? else {
            return Ok(frames);
        };
        for stored in blocks.blocks_from(key) {
            let stored = stored.map_err(read_error)?;
            let block = stored.parse().map_err(read_error)?;
            if block.first > last {
                break;
            }
            let mut records = block.records();
            records.skip_to(next).map_err(bad_record)?;
            for record in records {
                let (record, _) = record.map_err(bad_record)?;
                if record.append_length > 0 && record.position <= last {
                    frames.push(AppendFrame {
                        first: record.position,
                        events: record.append_length,
                        idempotency: record.idempotency,
                    });
                }
            }
        }
        Ok(frames)
    }
}
