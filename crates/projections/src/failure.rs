//! Why a view stands still, in words that hold nothing of what was written.

use crate::ViewError;
use domain::schema::DecodeError;
use event_log::LogPosition;
use rusqlite::ErrorCode;
use std::fmt;

/// Why a view stands still, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// The event that it could not fold; the first one it could not even try, if the reason is not the event.
    pub at: LogPosition,
    pub cause: Cause,
}

/// May be shown to everybody: neither payloads nor values of columns are quoted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cause {
    /// The event's type or schema is of a newer version.
    NewerVersion { event_type: String, schema: u16 },
    /// The payload is not what its type and schema promise.
    Malformed { event_type: String, schema: u16 },
    /// SQLite could not write or read.
    Storage { code: String },
    /// A row does not read as what it was written as.
    Row,
    /// The log could not be read.
    Log,
    /// A fault of ours.
    Panicked,
}

impl Failure {
    pub(crate) fn new(at: LogPosition, schema: u16, error: &ViewError) -> Self {
        Self {
            at,
            cause: Cause::of(schema, error),
        }
    }
}

impl Cause {
    fn of(schema: u16, error: &ViewError) -> Self {
        match error {
            ViewError::Decode { cause, .. } => match cause {
                DecodeError::UnknownType { event_type } | DecodeError::NewerSchema { event_type, .. } => {
                    Self::NewerVersion {
                        event_type: event_type.clone(),
                        schema,
                    }
                }
                DecodeError::Malformed { event_type, schema, .. } => Self::Malformed {
                    event_type: event_type.clone(),
                    schema: *schema,
                },
            },
            ViewError::Storage(error) => match error.sqlite_error() {
                Some(code) => Self::Storage { code: code.to_string() },
                None => Self::Row,
            },
            ViewError::File(error) => Self::Storage {
                code: error.kind().to_string(),
            },
            ViewError::Log(_) => Self::Log,
            _ => Self::Panicked,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at.0;
        match &self.cause {
            Cause::NewerVersion { event_type, schema } => write!(
                f,
                "the event at position {at} (`{event_type}`, schema {schema}) was written by a newer version: upgrade this one"
            ),
            Cause::Malformed { event_type, schema } => write!(
                f,
                "the event at position {at} (`{event_type}`, schema {schema}) does not decode: report it, and verify the log"
            ),
            Cause::Storage { code } => write!(
                f,
                "the views' file could not be written at position {at} ({code}): look at the disk; it is tried again every minute"
            ),
            Cause::Row => write!(
                f,
                "the views' file holds something unexpected for the event at position {at}: rebuild the views"
            ),
            Cause::Log => write!(
                f,
                "the log could not be read after position {}: verify it",
                at.saturating_sub(1)
            ),
            Cause::Panicked => write!(
                f,
                "folding the event at position {at} failed by a fault of ours: report it"
            ),
        }
    }
}

/// Whether the error may be due to the event that was folded. A full disk is not; trying other events would be idle.
pub(crate) fn is_about_an_event(error: &ViewError) -> bool {
    match error {
        ViewError::Storage(error) => !matches!(
            error.sqlite_error_code(),
            Some(
                ErrorCode::DiskFull
                    | ErrorCode::SystemIoFailure
                    | ErrorCode::ReadOnly
                    | ErrorCode::CannotOpen
                    | ErrorCode::DatabaseBusy
                    | ErrorCode::DatabaseCorrupt
                    | ErrorCode::NotADatabase
                    | ErrorCode::OutOfMemory
            )
        ),
        ViewError::Decode { .. } | ViewError::Panicked => true,
        _ => false,
    }
}
