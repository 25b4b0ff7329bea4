//! `customers/redact`: the person asked the shop to be forgotten.

use super::{
    ParseError, ShopEvent,
    buyer::Buyer,
    payload::{Scalar, decode, lenient},
};
use serde::Deserialize;

#[derive(Deserialize)]
struct RedactionBody {
    #[serde(default, deserialize_with = "lenient")]
    orders_to_redact: Option<Vec<Scalar>>,
}

pub(super) fn parse(body: &[u8]) -> Result<ShopEvent, ParseError> {
    let redaction: RedactionBody = decode(body)?;
    let orders = redaction.orders_to_redact.unwrap_or_default();
    Ok(ShopEvent::Redaction {
        phone: Buyer::read(body)?.phone(),
        orders: orders.into_iter().map(Scalar::into_text).collect(),
    })
}
