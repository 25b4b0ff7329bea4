//! Keys and values of the index's trees.

use super::{FirstAppend, IndexError};
use crate::varint::{self, Cursor, Malformed};
use crate::{LogPosition, StreamId, StreamVersion};

pub(super) fn decode_checkpoint(key: &[u8], value: &[u8]) -> Result<(u64, LogPosition), IndexError> {
    let number = |bytes: &[u8]| {
        bytes
            .try_into()
            .map(u64::from_be_bytes)
            .map_err(|_| Malformed("its checkpoint"))
    };
    Ok((number(key)?, LogPosition(number(value)?)))
}

pub(super) fn run_key(stream: StreamId, first: u64) -> Vec<u8> {
    [stream.0.as_bytes().as_slice(), &first.to_be_bytes()].concat()
}

pub(super) fn append_key(stream: StreamId, key: [u8; 16]) -> Vec<u8> {
    [stream.0.as_bytes().as_slice(), &key].concat()
}

pub(super) fn first_version(key: &[u8]) -> Result<u64, IndexError> {
    key.get(16..)
        .and_then(|version| version.try_into().ok())
        .map(u64::from_be_bytes)
        .ok_or(IndexError::Damaged("a key has the wrong length"))
}

pub(super) fn encode_run(positions: &[LogPosition]) -> Vec<u8> {
    let mut run = Vec::with_capacity(positions.len() * 3 + 7);
    let mut previous = 0;
    for position in positions {
        varint::put(&mut run, position.0 - previous);
        previous = position.0;
    }
    run
}

pub(super) fn positions(run: &[u8]) -> impl Iterator<Item = Result<LogPosition, Malformed>> + '_ {
    let mut cursor = Cursor::new(run);
    let mut previous = 0u64;
    std::iter::from_fn(move || {
        if cursor.rest().is_empty() {
            return None;
        }
        let step = cursor.unsigned();
        if step.is_err() {
            cursor = Cursor::new(&[]);
        }
        Some(step.and_then(|step| {
            previous = previous
                .checked_add(step)
                .ok_or(Malformed("a position is out of range"))?;
            Ok(LogPosition(previous))
        }))
    })
}

pub(super) fn encode_append(first: &FirstAppend) -> Vec<u8> {
    let mut value = Vec::with_capacity(32);
    varint::put(&mut value, first.position.0);
    varint::put(&mut value, first.version.0);
    value.extend_from_slice(&first.fingerprint);
    value
}

pub(super) fn decode_append(value: &[u8]) -> Result<FirstAppend, Malformed> {
    let mut cursor = Cursor::new(value);
    Ok(FirstAppend {
        position: LogPosition(cursor.unsigned()?),
        version: StreamVersion(cursor.unsigned()?),
        fingerprint: cursor.array()?,
    })
}
