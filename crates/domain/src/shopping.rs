//! Carts and orders as the shop reports them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An amount in the smallest unit of its currency.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Money {
    /// Cents for USD, yen for JPY.
    pub minor: i64,
    /// ISO 4217, such as `USD`.
    pub currency: String,
}

/// Decimal digits of a currency's smallest unit (ISO 4217): 2 unless listed.
pub fn minor_digits(currency: &str) -> usize {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI" | "VND"
        | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    }
}

/// Like `49.90 USD`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = minor_digits(&self.currency);
        let minor = format!("{:0>width$}", self.minor.unsigned_abs(), width = digits + 1);
        let (whole, fraction) = minor.split_at(minor.len() - digits);
        let sign = if self.minor < 0 { "-" } else { "" };
        let point = if fraction.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{fraction} {}", self.currency)
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineItem {
    pub title: String,
    pub variant: Option<String>,
    pub quantity: u32,
    pub price: Money,
    pub image: Option<String>,
}

/// A checkout that was started, as it stood at its last change.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cart {
    /// The shop's own id (Shopify: the checkout token).
    pub cart: String,
    pub items: Vec<LineItem>,
    pub total: Money,
    /// Where the contact can finish it.
    pub checkout_url: String,
    /// Path of the short link (`/l/{code}`) that leads to `checkout_url`.
    pub link_code: Option<String>,
    pub changed_at: Timestamp,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    Placed,
    Paid,
    Shipped,
    Delivered,
    Cancelled,
    Refunded,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Order {
    /// The shop's own id.
    pub order: String,
    /// What the customer calls it, such as `#1042`.
    pub name: String,
    /// The cart it came from, if the shop says so.
    pub cart: Option<String>,
    pub items: Vec<LineItem>,
    pub total: Money,
    pub status: OrderStatus,
    pub tracking_url: Option<String>,
    pub placed_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_reads_as_its_currency_is_written() {
        for (minor, currency, written) in [
            (4990, "USD", "49.90 USD"),
            (5, "EUR", "0.05 EUR"),
            (-320, "USD", "-3.20 USD"),
            (1200, "JPY", "1200 JPY"),
            (1234, "KWD", "1.234 KWD"),
        ] {
            let currency = currency.to_owned();
            assert_eq!(Money { minor, currency }.to_string(), written);
        }
    }
}
