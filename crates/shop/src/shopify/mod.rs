//! Shopify's webhooks, as of API version 2026-10. Unknown fields are accepted, and unknown topics too.
//!
//! Subscribe to `checkouts/create`, `checkouts/update`, `orders/create`, `orders/updated`, `orders/cancelled`,
//! `customers/update` and `customers_marketing_consent/update`; `customers/redact` comes to every app. `orders/updated` tells of shipments too, with their
//! order's items and total, which `fulfillments/*` lack.

mod buyer;
mod checkout;
mod order;
mod payload;
mod redaction;

use buyer::Buyer;
use domain::{
    Address,
    conversation::{ShopConsent, event::ContactUpdated},
    shopping::{Cart, Order},
};

/// What a webhook of the shop says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ShopEvent {
    Cart(Box<CartReport>),
    Order(Box<OrderReport>),
    /// The shop withdrew the contact's marketing consent.
    ConsentWithdrawn {
        phone: Address,
        evidence: String,
    },
    /// The shop passes on that a person wants to be forgotten.
    Redaction {
        /// Shopify names it if the customer has one.
        phone: Option<Address>,
        /// Their orders, by the shop's ids.
        orders: Vec<String>,
    },
    /// Nothing follows from it.
    Ignored {
        reason: String,
    },
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CartReport {
    pub phone: Address,
    /// Without its `link_code`, for which a key is needed ([`crate::link_code`]).
    pub cart: Cart,
    pub contact: ContactUpdated,
    /// Only if it was given for `phone`, not for another number of the same buyer.
    pub consent: Option<ShopConsent>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OrderReport {
    pub phone: Address,
    pub order: Order,
    pub contact: ContactUpdated,
    /// As in [`CartReport`].
    pub consent: Option<ShopConsent>,
}

/// The webhook does not say what Shopify documents. Names fields, never their contents.
#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub enum ParseError {
    #[error("the body is not JSON: broken at line {line}, column {column}")]
    NotJson { line: usize, column: usize },
    #[error("the field `{field}` is missing")]
    Missing { field: &'static str },
    #[error("the field `{field}` does not hold {expected}")]
    Invalid { field: String, expected: &'static str },
}

/// The contact's number, if the webhook names one that can be texted. Reads nothing else: it runs before the raw copy
/// is written.
pub fn attribute(body: &[u8]) -> Option<Address> {
    Buyer::read(body).ok()?.phone()
}

/// Reads a webhook. `topic` is `X-Shopify-Topic`.
pub fn parse(topic: &str, body: &[u8]) -> Result<ShopEvent, ParseError> {
    match topic {
        "checkouts/create" | "checkouts/update" => checkout::parse(body),
        "orders/create"
        | "orders/paid"
        | "orders/updated"
        | "orders/edited"
        | "orders/fulfilled"
        | "orders/partially_fulfilled"
        | "orders/cancelled" => order::parse(body),
        "customers/create" | "customers/update" | "customers/disable" | "customers_marketing_consent/update" => {
            withdrawal(topic, body)
        }
        "fulfillments/create" | "fulfillments/update" => {
            ignored("orders/updated tells the same with the order's items")
        }
        "customers/redact" => redaction::parse(body),
        "customers/data_request" | "shop/redact" => {
            ignored("a privacy request is kept for a person to carry out; nothing is done by itself yet")
        }
        _ => ignored(&format!(
            "the topic `{topic}` says nothing about carts, orders or consent"
        )),
    }
}

fn withdrawal(topic: &str, body: &[u8]) -> Result<ShopEvent, ParseError> {
    let buyer = Buyer::read(body)?;
    let Some(phone) = buyer.phone() else {
        return ignored("it names no phone number that can be texted");
    };
    match buyer.withdrawn_consent() {
        Some(state) => Ok(ShopEvent::ConsentWithdrawn {
            phone,
            evidence: format!("Shopify {topic}: SMS consent {state}"),
        }),
        None => ignored("no SMS consent was withdrawn"),
    }
}

fn ignored(reason: &str) -> Result<ShopEvent, ParseError> {
    Ok(ShopEvent::Ignored {
        reason: reason.to_owned(),
    })
}
