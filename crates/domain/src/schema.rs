//! How events are written and how old ones are read. The only place that remembers old shapes.

use serde::Deserializer;

/// An event that can lie in the log.
pub trait StoredEvent: Sized + Clone + Send + Sync + 'static {
    /// Every event type of the aggregate with its current schema number.
    const TYPES: &'static [(&'static str, u16)];

    fn event_type(&self) -> &'static str;

    /// The number of the payload's current shape.
    fn schema(&self) -> u16;

    /// The payload as JSON.
    fn payload(&self) -> Result<Vec<u8>, serde_json::Error>;

    /// Decodes a payload of the current schema; `None` if the type is not one of this aggregate.
    fn decode_current<'de, D: Deserializer<'de>>(event_type: &str, payload: D) -> Result<Option<Self>, D::Error>;
}

#[derive(thiserror::Error, Debug)]
pub enum DecodeError {
    #[error("event type `{event_type}` is unknown here: the log was written by a newer version, upgrade this one")]
    UnknownType { event_type: String },
    #[error("`{event_type}` has schema {found}, this version knows up to {known}: upgrade it")]
    NewerSchema { event_type: String, found: u16, known: u16 },
    #[error("the payload of `{event_type}` (schema {schema}) does not decode: {cause}")]
    Malformed {
        event_type: String,
        schema: u16,
        cause: serde_json::Error,
    },
}

/// Reads an event of any released schema as the current one.
pub fn decode<E: StoredEvent>(event_type: &str, schema: u16, payload: &[u8]) -> Result<E, DecodeError> {
    let known = E::TYPES
        .iter()
        .find(|(name, _)| *name == event_type)
        .map(|(_, known)| *known);
    let malformed = |cause| DecodeError::Malformed {
        event_type: event_type.to_owned(),
        schema,
        cause,
    };
    let unknown = || DecodeError::UnknownType {
        event_type: event_type.to_owned(),
    };
    let known = known.ok_or_else(unknown)?;
    if schema > known {
        return Err(DecodeError::NewerSchema {
            event_type: event_type.to_owned(),
            found: schema,
            known,
        });
    }
    let decoded = if schema == known {
        let mut json = serde_json::Deserializer::from_slice(payload);
        let decoded = E::decode_current(event_type, &mut json).map_err(malformed)?;
        json.end().map_err(malformed)?;
        decoded
    } else {
        let value = serde_json::from_slice(payload).map_err(malformed)?;
        E::decode_current(event_type, upcast(event_type, schema, value)).map_err(malformed)?
    };
    decoded.ok_or_else(unknown)
}

/// Lifts a payload of an old schema to the current one. One arm for each step; none yet, every type is at 1.
fn upcast(_event_type: &str, _schema: u16, payload: serde_json::Value) -> serde_json::Value {
    payload
}
