//! How the domain's values stand in columns.

use jiff::Timestamp;
use rusqlite::{
    Row, ToSql,
    types::{FromSqlError, Type},
};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

/// Nanoseconds since 1970; what lies outside the years 1677 to 2262 counts as the nearest that does not.
pub fn nanos(at: Timestamp) -> i64 {
    at.as_nanosecond().clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64
}

pub fn time(nanos: i64) -> Timestamp {
    Timestamp::from_nanosecond(i128::from(nanos)).unwrap_or(Timestamp::MAX)
}

pub fn json<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

pub fn parse<T: DeserializeOwned>(text: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error)))
}

/// The JSON in a column.
pub fn value<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    parse(row.get_ref(column)?.as_str()?)
}

pub fn uuid(row: &Row<'_>, column: usize) -> rusqlite::Result<Uuid> {
    row.get(column)
}

/// Positions and versions count from 0 and never reach the sign bit.
pub fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let stored: i64 = row.get(column)?;
    u64::try_from(stored).map_err(|_| FromSqlError::OutOfRange(stored).into())
}

pub fn integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The word that the API uses for a value of a plain enum, such as `opted_out`.
pub fn word<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    let json = json(value)?;
    Ok(json.trim_matches('"').to_owned())
}

/// A condition that grows, with the values of its `?`.
#[derive(Default)]
pub struct Condition {
    clauses: Vec<String>,
    values: Vec<Box<dyn ToSql>>,
}

impl Condition {
    pub fn and(&mut self, clause: impl Into<String>) {
        self.clauses.push(clause.into());
    }

    pub fn and_with(&mut self, clause: impl Into<String>, value: impl ToSql + 'static) {
        self.and(clause);
        self.bind(value);
    }

    pub fn bind(&mut self, value: impl ToSql + 'static) {
        self.values.push(Box::new(value));
    }

    /// `WHERE …`, or nothing.
    pub fn sql(&self) -> String {
        if self.clauses.is_empty() {
            String::new()
        } else {
            format!("WHERE {}", self.clauses.join(" AND "))
        }
    }

    pub fn values(&self) -> impl Iterator<Item = &dyn ToSql> {
        self.values.iter().map(AsRef::as_ref)
    }
}
