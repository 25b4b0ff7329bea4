//! Walks over records as they lie in the log, sealed.

use crate::block_store::BlockStore;
use crate::reading::{bad_record, damaged, read_error};
use crate::record::RecordView;
use crate::{LogPosition, ReadError, RecordHash};
use std::ops::Range;

/// Hands over every record of these positions, in order, with its hash. The error of the first that is not there or does
/// not match its checksum.
pub(super) fn walk<E: From<ReadError>>(
    blocks: &BlockStore,
    positions: Range<u64>,
    mut each: impl FnMut(&RecordView<'_>, RecordHash) -> Result<(), E>,
) -> Result<(), E> {
    let mut next = LogPosition(positions.start);
    if positions.is_empty() {
        return Ok(());
    }
    let missing = |position| damaged(position, "there is no block for it");
    let first = blocks.key_at(next).map_err(read_error)?.ok_or_else(|| missing(next))?;
    for stored in blocks.blocks_from(first) {
        let stored = stored.map_err(read_error)?;
        let block = stored.parse().map_err(read_error)?;
        if !block.positions().contains(&next.0) {
            return Err(missing(next).into());
        }
        let mut records = block.records();
        records.skip_to(next).map_err(bad_record)?;
        for record in records {
            let (record, hash) = record.map_err(bad_record)?;
            each(&record, hash)?;
            next = LogPosition(record.position.0 + 1);
            if next.0 == positions.end {
                return Ok(());
            }
        }
    }
    Err(missing(next).into())
}
