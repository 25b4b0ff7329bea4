//! Fern & Thread's shop: what Shopify would send about the customers of the demo store.

use super::{casting::Part, script::ShopStep, settings::SHOP_DOMAIN};
use jiff::Timestamp;
use serde_json::{Value, json};

pub const CHECKOUTS: &str = "checkouts/update";

pub fn cart_token(part: &Part) -> String {
    let hash = blake3::hash(format!("cart {}", part.order).as_bytes());
    hash.to_hex().chars().take(32).collect()
}

pub fn checkout(part: &Part, consent: bool, at: Timestamp) -> String {
    let token = cart_token(part);
    let mut checkout = common(part, at);
    let more = json!({
        "token": token,
        "abandoned_checkout_url": format!("https://{SHOP_DOMAIN}/checkouts/{token}/recover"),
        "buyer_accepts_sms_marketing": consent,
        "sms_marketing_phone": consent.then(|| part.customer.address.as_str()),
        "created_at": at,
        "updated_at": at,
        "completed_at": null,
    });
    merge(&mut checkout, more);
    checkout.to_string()
}

/// The topic and the body.
pub fn order(part: &Part, step: ShopStep, placed_at: Timestamp, at: Timestamp) -> (&'static str, String) {
    let shipped = matches!(step, ShopStep::Shipped | ShopStep::Delivered);
    let fulfilments = match shipped {
        true => json!([{
            "status": "success",
            "shipment_status": if step == ShopStep::Delivered { "delivered" } else { "in_transit" },
            "tracking_url": format!("https://{SHOP_DOMAIN}/track/{}", part.order),
        }]),
        false => json!([]),
    };
    let mut order = common(part, at);
    let more = json!({
        "id": 5_900_000_000_u64 + u64::from(part.order),
        "name": part.order_name(),
        "checkout_token": cart_token(part),
        "financial_status": match step {
            ShopStep::Placed => "pending",
            ShopStep::Refunded => "refunded",
            _ => "paid",
        },
        "fulfillment_status": shipped.then_some("fulfilled"),
        "fulfillments": fulfilments,
        "cancelled_at": (step == ShopStep::Cancelled).then_some(at),
        "created_at": placed_at,
        "updated_at": at,
    });
    merge(&mut order, more);
    let topic = match step {
        ShopStep::Placed => "orders/create",
        ShopStep::Cancelled => "orders/cancelled",
        _ => "orders/updated",
    };
    (topic, order.to_string())
}

fn common(part: &Part, at: Timestamp) -> Value {
    let customer = &part.customer;
    let (first, last) = customer.name.split_once(' ').unwrap_or((&customer.name, ""));
    let lines: Vec<Value> = part
        .products
        .iter()
        .map(|(product, variant)| {
            json!({
                "title": product.title,
                "variant_title": product.variants.get(*variant),
                "quantity": 1,
                "price": amount(product.price_minor),
            })
        })
        .collect();
    let total: i64 = part.products.iter().map(|(product, _)| product.price_minor).sum();
    json!({
        "currency": "USD",
        "total_price": amount(total),
        "line_items": lines,
        "email": customer.email,
        "phone": customer.address.as_str(),
        "customer_locale": customer.language,
        "customer": { "first_name": first, "last_name": last, "email": customer.email, "phone": customer.address.as_str() },
        "shipping_address": { "first_name": first, "last_name": last, "city": customer.city },
        "processed_at": at,
    })
}

fn amount(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

fn merge(value: &mut Value, more: Value) {
    if let (Value::Object(fields), Value::Object(more)) = (value, more) {
        fields.extend(more);
    }
}
