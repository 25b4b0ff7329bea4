//! Carts and orders as the shop reports them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// An amount in the smallest unit of its currency.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Money {
    /// Cents for USD, yen for JPY.
    pub minor: i64,
    /// ISO 4217, such as `USD`.
    pub currency: String,
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
