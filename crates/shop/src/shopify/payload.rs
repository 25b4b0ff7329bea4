//! Decoding of JSON in Shopify's manner.

use super::ParseError;
use crate::minor_units;
use domain::shopping::{LineItem, Money};
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::Value;

/// Decodes a body; an error names the field and quotes nothing.
pub(super) fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, ParseError> {
    let mut json = serde_json::Deserializer::from_slice(body);
    serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let field = error.path().to_string();
        let cause = error.into_inner();
        if cause.is_data() {
            ParseError::Invalid {
                field,
                expected: "what Shopify documents",
            }
        } else {
            ParseError::NotJson {
                line: cause.line(),
                column: cause.column(),
            }
        }
    })
}

pub(super) fn required<T>(value: Option<T>, field: &'static str) -> Result<T, ParseError> {
    value.ok_or(ParseError::Missing { field })
}

/// Anything but the expected shape counts as absent: Shopify sends `[]` for an address that is not there yet.
pub(super) fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned>(json: D) -> Result<Option<T>, D::Error> {
    Ok(serde_json::from_value(Value::deserialize(json)?).ok())
}

/// An amount or an id, which comes as a string or as a number depending on topic and API version.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Scalar {
    Text(String),
    Number(serde_json::Number),
}

impl Scalar {
    pub(super) fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}

pub(super) fn money(amount: Scalar, currency: &str, field: &str) -> Result<Money, ParseError> {
    let invalid = |_| ParseError::Invalid {
        field: field.to_owned(),
        expected: "an amount like 12.50",
    };
    let minor = minor_units(&amount.into_text(), currency).map_err(invalid)?;
    Ok(Money {
        minor,
        currency: currency.to_owned(),
    })
}

#[derive(Deserialize)]
pub(super) struct Line {
    title: Option<String>,
    variant_title: Option<String>,
    quantity: Option<u32>,
    /// Of one piece.
    price: Option<Scalar>,
    /// Not Shopify's own: storefronts and apps that send checkouts add it.
    image_url: Option<String>,
}

impl Line {
    pub(super) fn into_item(self, currency: &str) -> Result<LineItem, ParseError> {
        Ok(LineItem {
            title: required(self.title, "line_items[].title")?,
            // What Shopify calls the one variant of a product that has none.
            variant: self
                .variant_title
                .filter(|title| !title.is_empty() && title != "Default Title"),
            quantity: required(self.quantity, "line_items[].quantity")?,
            price: money(
                required(self.price, "line_items[].price")?,
                currency,
                "line_items[].price",
            )?,
            image: self.image_url.filter(|url| is_web_address(url)),
        })
    }
}

/// Only addresses that a browser may be sent to: these end up as links.
pub(super) fn is_web_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
