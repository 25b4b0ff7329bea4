//! Where a contact can be reached.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A phone number in E.164 (`+14155550123`), or on WhatsApp a business-scoped user id (`bsuid:...`), for people who
/// hide their number since 2026. Always in canonical form.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "+14155550123"))]
#[serde(try_from = "String", into = "String")]
pub struct Address(String);

#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
#[error(
    "an address is a phone number with its country code, like +14155550123 (8 to 15 digits), or a WhatsApp user id like bsuid:US.123"
)]
pub struct InvalidAddress;

impl Address {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Address {
    type Err = InvalidAddress;

    /// Accepts the usual separators in a number; it must carry its country code after `+`.
    fn from_str(text: &str) -> Result<Self, InvalidAddress> {
        let text = text.trim();
        if let Some(id) = text.strip_prefix("bsuid:") {
            let fits = (1..=128).contains(&id.len());
            let plain = id.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
            return if fits && plain {
                Ok(Self(text.to_owned()))
            } else {
                Err(InvalidAddress)
            };
        }
        let digits = text.strip_prefix('+').ok_or(InvalidAddress)?;
        let mut canonical = String::from("+");
        for c in digits.chars() {
            match c {
                '0'..='9' => canonical.push(c),
                ' ' | '-' | '(' | ')' | '.' | '\u{a0}' | '\u{202f}' => {}
                _ => return Err(InvalidAddress),
            }
        }
        let leading_zero = canonical.as_bytes().get(1) == Some(&b'0');
        if leading_zero || !(9..=16).contains(&canonical.len()) {
            Err(InvalidAddress)
        } else {
            Ok(Self(canonical))
        }
    }
}

impl TryFrom<String> for Address {
    type Error = InvalidAddress;

    fn try_from(text: String) -> Result<Self, InvalidAddress> {
        text.parse()
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
