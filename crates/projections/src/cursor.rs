//! Where a page ended. Opaque to clients; the next page starts behind it, whatever has changed in between.

use crate::ViewError;
use std::str::FromStr;

/// The sort key of the last row: a number or text, and the id that breaks ties.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cursor {
    pub key: String,
    pub id: String,
}

impl Cursor {
    pub fn new(key: impl ToString, id: impl ToString) -> Self {
        Self {
            key: key.to_string(),
            id: id.to_string(),
        }
    }

    pub(crate) fn number(&self) -> Result<i64, ViewError> {
        self.key.parse().map_err(|_| ViewError::InvalidCursor)
    }

    pub(crate) fn uuid(&self) -> Result<uuid::Uuid, ViewError> {
        self.id.parse().map_err(|_| ViewError::InvalidCursor)
    }
}

impl std::fmt::Display for Cursor {
    /// Hexadecimal, so that it needs no escaping in a query string.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let joined = format!("{}\u{1f}{}", self.id, self.key);
        joined.bytes().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Cursor {
    type Err = ViewError;

    fn from_str(text: &str) -> Result<Self, ViewError> {
        let digits = text.as_bytes().chunks(2);
        let bytes: Option<Vec<u8>> = digits
            .map(|pair| match pair {
                [high, low] => Some((nibble(*high)? << 4) | nibble(*low)?),
                _ => None,
            })
            .collect();
        let joined = bytes
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .ok_or(ViewError::InvalidCursor)?;
        let (id, key) = joined.split_once('\u{1f}').ok_or(ViewError::InvalidCursor)?;
        Ok(Self::new(key, id))
    }
}

fn nibble(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        let cursor = Cursor::new("müller\u{1f}x", uuid::Uuid::nil());
        assert_eq!(cursor.to_string().parse::<Cursor>().unwrap(), cursor);
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "zz", "abc", "c3", "616263", "é"] {
            assert!(
                matches!(text.parse::<Cursor>(), Err(ViewError::InvalidCursor)),
                "{text}"
            );
        }
    }
}
