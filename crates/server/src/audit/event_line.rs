//! One event as a line of JSON: what `export` writes and `import` reads.

use event_log::{Idempotency, LogPosition, StreamVersion};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventLine {
    /// On the first line: whose events these are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment: Option<String>,
    pub position: LogPosition,
    pub stream: Uuid,
    pub version: StreamVersion,
    #[serde(rename = "type")]
    pub event_type: String,
    pub schema: u16,
    pub at: Timestamp,
    pub actor: String,
    pub causation: Option<LogPosition>,
    pub correlation: Uuid,
    /// How many events were appended at once, on the first of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub append: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idempotency: Option<IdempotencyLine>,
    /// The payload, byte for byte; `null` if it was erased.
    pub data: Box<RawValue>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdempotencyLine {
    key: Uuid,
    fingerprint: Uuid,
}

impl From<Idempotency> for IdempotencyLine {
    fn from(idempotency: Idempotency) -> Self {
        Self {
            key: Uuid::from_bytes(idempotency.key),
            fingerprint: Uuid::from_bytes(idempotency.fingerprint),
        }
    }
}

impl From<IdempotencyLine> for Idempotency {
    fn from(line: IdempotencyLine) -> Self {
        Self {
            key: line.key.into_bytes(),
            fingerprint: line.fingerprint.into_bytes(),
        }
    }
}
