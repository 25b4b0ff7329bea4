//! One event as bytes: the header in clear, the payload sealed.
//!
//! A record is a *body* and two names, its event type and its actor. Few names make up most of a log, so a block
//! stores each once and a record refers to it; the record's hash covers the names themselves. The body:
//!
//! ```text
//! flags         1 byte: 1 = has a causation, 2 = has an idempotency key
//! length        varint: on the first record of an append its number of events, 0 on the others
//! stream        16 bytes
//! version       varint
//! schema        varint
//! time          seconds since 1970 (signed varint), nanoseconds (signed varint)
//! causation     varint, if flagged
//! correlation   16 bytes
//! idempotency   key and fingerprint, 16 bytes each, if flagged; on the first record of an append only
//! sealed        the rest: nonce (24), ciphertext, tag (16)
//! ```

use crate::seal::{self, DataKey, TooLong};
use crate::varint::{self, Cursor, Malformed};
use crate::{Append, Header, Idempotency, LogPosition, NewEvent, StreamId, StreamVersion};
use bytes::{Bytes, BytesMut};
use jiff::Timestamp;
use std::convert::Infallible;
use std::sync::Arc;
use uuid::Uuid;

const HAS_CAUSATION: u8 = 1;
const HAS_IDEMPOTENCY: u8 = 2;

/// A record on its way to the log. It has its version, which the seal covers, and gets its position from the writer.
#[derive(Debug)]
pub(crate) struct SealedRecord {
    pub(crate) event_type: &'static str,
    pub(crate) actor: Arc<str>,
    pub(crate) body: Vec<u8>,
}

/// Seals all events of an append as the versions after `after`.
pub(crate) fn seal_append(append: &Append, after: StreamVersion, key: &DataKey) -> Result<Vec<SealedRecord>, TooLong> {
    frame_append(append, after, |body, version, event| {
        let binding = seal::binding(append.stream, version, event.event_type, event.schema);
        key.seal_into(body, &binding, &event.payload)
    })
}

/// The records of an append whose payloads were erased before: there is nothing where they lay.
pub(crate) fn erased_append(append: &Append, after: StreamVersion) -> Vec<SealedRecord> {
    let Ok(records) = frame_append(append, after, |_, _, _| Ok::<(), Infallible>(()));
    records
}

/// `seal` adds the payload to the body of a record.
fn frame_append<E>(
    append: &Append,
    after: StreamVersion,
    mut seal: impl FnMut(&mut Vec<u8>, StreamVersion, &NewEvent) -> Result<(), E>,
) -> Result<Vec<SealedRecord>, E> {
    let actor: Arc<str> = append.actor.as_str().into();
    let mut records = Vec::with_capacity(append.events.len());
    for (index, event) in append.events.iter().enumerate() {
        let first = index == 0;
        let version = StreamVersion(after.0 + 1 + index as u64);
        let idempotency = append.idempotency.filter(|_| first);
        let mut body = Vec::with_capacity(128 + seal::OVERHEAD + event.payload.len());
        let causation_flag = if append.causation.is_some() { HAS_CAUSATION } else { 0 };
        let idempotency_flag = if idempotency.is_some() { HAS_IDEMPOTENCY } else { 0 };
        body.push(causation_flag | idempotency_flag);
        varint::put(&mut body, if first { append.events.len() as u64 } else { 0 });
        body.extend_from_slice(append.stream.0.as_bytes());
        varint::put(&mut body, version.0);
        varint::put(&mut body, u64::from(event.schema));
        varint::put_signed(&mut body, append.time.as_second());
        varint::put_signed(&mut body, i64::from(append.time.subsec_nanosecond()));
        if let Some(LogPosition(position)) = append.causation {
            varint::put(&mut body, position);
        }
        body.extend_from_slice(append.correlation.as_bytes());
        if let Some(Idempotency { key, fingerprint }) = idempotency {
            body.extend_from_slice(&key);
            body.extend_from_slice(&fingerprint);
        }
        seal(&mut body, version, event)?;
        records.push(SealedRecord {
            event_type: event.event_type,
            actor: actor.clone(),
            body,
        });
    }
    Ok(records)
}

/// How many bytes an append's payloads and actor come to, before sealing: what the limit is about.
pub(crate) fn append_size(append: &Append) -> usize {
    append
        .events
        .iter()
        .map(|event| event.payload.len() + append.actor.len() + event.event_type.len())
        .sum()
}

/// A record read back, its payload still sealed; borrows from the block it lies in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RecordView<'a> {
    pub(crate) position: LogPosition,
    pub(crate) event_type: &'a str,
    pub(crate) actor: &'a str,
    /// Number of events in the append that this record begins; 0 if it begins none.
    pub(crate) append_length: u64,
    pub(crate) stream: StreamId,
    pub(crate) version: StreamVersion,
    pub(crate) schema: u16,
    time: (i64, i64),
    pub(crate) causation: Option<LogPosition>,
    pub(crate) correlation: Uuid,
    pub(crate) idempotency: Option<Idempotency>,
    pub(crate) sealed: &'a [u8],
    /// All of it but the names.
    pub(crate) body: &'a [u8],
}

impl<'a> RecordView<'a> {
    pub(crate) fn parse(
        position: LogPosition,
        event_type: &'a str,
        actor: &'a str,
        body: &'a [u8],
    ) -> Result<Self, Malformed> {
        let mut cursor = Cursor::new(body);
        let flags = cursor.byte()?;
        if flags & !(HAS_CAUSATION | HAS_IDEMPOTENCY) != 0 {
            return Err(Malformed("it has flags this version does not know"));
        }
        let append_length = cursor.unsigned()?;
        let stream = StreamId(Uuid::from_bytes(cursor.array()?));
        let version = StreamVersion(cursor.unsigned()?);
        let schema = u16::try_from(cursor.unsigned()?).map_err(|_| Malformed("its schema number is too large"))?;
        let time = (cursor.signed()?, cursor.signed()?);
        let causation = if flags & HAS_CAUSATION != 0 {
            Some(LogPosition(cursor.unsigned()?))
        } else {
            None
        };
        let correlation = Uuid::from_bytes(cursor.array()?);
        let idempotency = if flags & HAS_IDEMPOTENCY != 0 {
            Some(Idempotency {
                key: cursor.array()?,
                fingerprint: cursor.array()?,
            })
        } else {
            None
        };
        let sealed = cursor.rest();
        Ok(Self {
            position,
            event_type,
            actor,
            append_length,
            stream,
            version,
            schema,
            time,
            causation,
            correlation,
            idempotency,
            sealed,
            body,
        })
    }

    pub(crate) fn time(&self) -> Result<Timestamp, Malformed> {
        let (seconds, nanoseconds) = self.time;
        let time = i32::try_from(nanoseconds)
            .ok()
            .and_then(|nanoseconds| Timestamp::new(seconds, nanoseconds).ok());
        time.ok_or(Malformed("its time is out of range"))
    }

    pub(crate) fn header(&self, names: &mut Names) -> Result<Header, Malformed> {
        Ok(Header {
            position: self.position,
            stream: self.stream,
            version: self.version,
            event_type: names.shared(self.event_type),
            schema: self.schema,
            time: self.time()?,
            actor: names.shared(self.actor),
            causation: self.causation,
            correlation: self.correlation,
        })
    }

    pub(crate) fn open(&self, key: &DataKey, room: &mut BytesMut) -> Result<Bytes, seal::SealBroken> {
        let binding = seal::binding(self.stream, self.version, self.event_type, self.schema);
        key.open_into(&binding, self.sealed, room)
    }
}

/// Names of events read one after the other: few different ones, each kept once.
#[derive(Default)]
pub(crate) struct Names(Vec<Arc<str>>);

impl Names {
    const REMEMBERED: usize = 32;

    fn shared(&mut self, name: &str) -> Arc<str> {
        if let Some(known) = self.0.iter().find(|known| &***known == name) {
            return known.clone();
        }
        if self.0.len() == Self::REMEMBERED {
            self.0.clear();
        }
        let new: Arc<str> = name.into();
        self.0.push(new.clone());
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Expected;
    use proptest::prelude::*;

    fn append(events: usize, time: Timestamp, causation: Option<u64>, idempotency: Option<Idempotency>) -> Append {
        let event = NewEvent {
            event_type: "sent",
            schema: 3,
            payload: Bytes::from_static(b"a text"),
        };
        Append {
            stream: StreamId(Uuid::from_u128(9)),
            expected: Expected::Any,
            events: vec![event; events],
            time,
            actor: "agent:7".to_owned(),
            causation: causation.map(LogPosition),
            correlation: Uuid::from_u128(11),
            idempotency,
        }
    }

    proptest! {
        #[test]
        fn a_record_comes_back_as_it_was_written(
            seconds in -1_000_000_000i64..10_000_000_000,
            nanoseconds in 0i32..1_000_000_000,
            causation: Option<u64>,
            idempotency: Option<([u8; 16], [u8; 16])>,
            after in 0u64..u64::MAX / 2,
        ) {
            let time = Timestamp::new(seconds, nanoseconds).unwrap();
            let idempotency = idempotency.map(|(key, fingerprint)| Idempotency { key, fingerprint });
            let append = append(2, time, causation, idempotency);
            let key = DataKey::new([5; 32]);
            let records = seal_append(&append, StreamVersion(after), &key).unwrap();
            for (index, record) in records.iter().enumerate() {
                let view = RecordView::parse(LogPosition(40), record.event_type, &record.actor, &record.body).unwrap();
                let header = view.header(&mut Names::default()).unwrap();
                prop_assert_eq!(header.version.0, after + 1 + index as u64);
                prop_assert_eq!(header.time, time);
                prop_assert_eq!(header.causation, append.causation);
                prop_assert_eq!(header.correlation, append.correlation);
                prop_assert_eq!(header.stream, append.stream);
                prop_assert_eq!(header.schema, 3);
                prop_assert_eq!(view.append_length, if index == 0 { 2 } else { 0 });
                prop_assert_eq!(view.idempotency, idempotency.filter(|_| index == 0));
                prop_assert_eq!(view.open(&key, &mut BytesMut::new()).unwrap(), &b"a text"[..]);
            }
        }

        #[test]
        fn any_bytes_are_parsed_or_refused_without_a_panic(body: Vec<u8>) {
            if let Ok(view) = RecordView::parse(LogPosition(1), "a", "b", &body) {
                let _ = view.header(&mut Names::default());
            }
        }
    }

    #[test]
    fn the_text_of_a_payload_is_nowhere_in_the_record() {
        let append = append(1, Timestamp::UNIX_EPOCH, None, None);
        let records = seal_append(&append, StreamVersion(0), &DataKey::new([5; 32])).unwrap();
        assert!(!records[0].body.windows(6).any(|window| window == b"a text"));
    }
}
