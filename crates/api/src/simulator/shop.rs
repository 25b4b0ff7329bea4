//! The demo shop: its webhooks are shaped and signed like Shopify's and come in through the same door.

use super::{PhonePath, simulator};
use crate::{
    App, Simulator,
    http::{body::Body, write::Write},
    inbound::shopify::{ShopifyWebhook, receive},
    problem::{Answer, Problem},
};
use actix_web::{HttpResponse, post, web};
use domain::{Address, shopping::Cart};
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AbandonedCart {
    /// Indices into the simulator's `cart_products`; the first product, if left out.
    items: Option<Vec<usize>>,
}

/// Fill a cart and leave it
///
/// A signed checkout webhook, with the box for texts ticked.
#[utoipa::path(tag = "simulator", params(PhonePath), request_body = AbandonedCart, responses((status = 202, description = "reported")))]
#[post("/v1/simulator/phones/{address}/cart")]
pub(crate) async fn abandon_cart(
    app: web::Data<App>,
    at: web::Path<PhonePath>,
    write: Write,
    body: Body<AbandonedCart>,
) -> Answer<HttpResponse> {
    let simulator = simulator(&app)?;
    let items = body.value.items.unwrap_or_else(|| vec![0]);
    let lines = items
        .iter()
        .map(|index| line_of(simulator, *index))
        .collect::<Answer<Vec<_>>>()?;
    if lines.is_empty() {
        return Err(Problem::invalid("/body/items", "put something into the cart"));
    }
    let token = write.new_id("checkout").simple().to_string();
    let name = known_name(&app, simulator, &at.address).await?;
    let checkout = checkout(&app, &at.address, &token, name.as_deref(), &lines);
    deliver(&app, simulator, "checkouts/create", &checkout, write.new_id("webhook")).await
}

/// Order what lies in the cart
///
/// A signed order webhook for the newest cart that is not ordered yet.
#[utoipa::path(tag = "simulator", params(PhonePath), responses((status = 202, description = "reported")))]
#[post("/v1/simulator/phones/{address}/order")]
pub(crate) async fn place_order(app: web::Data<App>, at: web::Path<PhonePath>, write: Write) -> Answer<HttpResponse> {
    let simulator = simulator(&app)?;
    let id = app.commands.streams().conversation_of(simulator.store, &at.address);
    let carts = app
        .views
        .conversation(id)
        .await?
        .map(|conversation| conversation.carts)
        .unwrap_or_default();
    let cart = carts.into_iter().find(|cart| !cart.ordered).map(|cart| cart.cart);
    let cart = cart.ok_or_else(|| {
        let detail = "this customer has no cart that could be ordered: fill one first";
        Problem::new(actix_web::http::StatusCode::CONFLICT, "cart_missing", detail)
    })?;
    let order = order(&app, &at.address, &cart, write.new_id("order"));
    deliver(&app, simulator, "orders/create", &order, write.new_id("webhook")).await
}

fn line_of(simulator: &Simulator, index: usize) -> Answer<Value> {
    let product = simulator.products.get(index).ok_or_else(|| {
        Problem::invalid(
            "/body/items",
            format!("there is no product {index}: see `cart_products`"),
        )
    })?;
    Ok(json!({
        "title": product.title,
        "variant_title": null,
        "quantity": 1,
        "price": amount(product.price_minor, &product.currency),
        "currency": product.currency,
        "minor": product.price_minor,
        "image_url": product.image,
    }))
}

async fn known_name(app: &App, simulator: &Simulator, address: &Address) -> Answer<Option<String>> {
    let id = app.commands.streams().conversation_of(simulator.store, address);
    Ok(app.views.row(id).await?.and_then(|row| row.name))
}

fn checkout(app: &App, phone: &Address, token: &str, name: Option<&str>, lines: &[Value]) -> Value {
    let now = app.commands.clock().now();
    let currency = lines
        .first()
        .map_or("USD", |line| line["currency"].as_str().unwrap_or("USD"));
    let total: i64 = lines.iter().filter_map(|line| line["minor"].as_i64()).sum();
    let (first_name, last_name) = parted(name);
    json!({
        "id": number_of(token),
        "token": token,
        "phone": phone,
        "email": null,
        "buyer_accepts_sms_marketing": true,
        "sms_marketing_phone": phone,
        "customer": { "first_name": first_name, "last_name": last_name, "phone": phone },
        "customer_locale": "en-US",
        "currency": currency,
        "presentment_currency": currency,
        "total_price": amount(total, currency),
        "line_items": lines,
        "abandoned_checkout_url": format!("https://shop.example/checkouts/{token}/recover"),
        "created_at": now,
        "updated_at": now,
        "completed_at": null,
    })
}

fn order(app: &App, phone: &Address, cart: &Cart, id: Uuid) -> Value {
    let now = app.commands.clock().now();
    let number = number_of(&id.simple().to_string());
    let lines: Vec<_> = cart
        .items
        .iter()
        .map(|item| {
            json!({
                "title": item.title,
                "variant_title": item.variant,
                "quantity": item.quantity,
                "price": amount(item.price.minor, &item.price.currency),
                "image_url": item.image,
            })
        })
        .collect();
    json!({
        "id": number,
        "name": format!("#{}", 1_000 + number % 9_000),
        "checkout_token": cart.cart,
        "phone": phone,
        "customer": { "phone": phone },
        "currency": cart.total.currency,
        "presentment_currency": cart.total.currency,
        "total_price": amount(cart.total.minor, &cart.total.currency),
        "current_total_price": amount(cart.total.minor, &cart.total.currency),
        "line_items": lines,
        "financial_status": "paid",
        "fulfillment_status": null,
        "cancelled_at": null,
        "created_at": now,
        "updated_at": now,
        "processed_at": now,
    })
}

async fn deliver(app: &App, simulator: &Simulator, topic: &str, body: &Value, id: Uuid) -> Answer<HttpResponse> {
    let secret = app.shopify_secret.as_ref().ok_or_else(|| {
        Problem::not_found(
            "simulator_off",
            "the demo shop has no webhook secret: start the demo store",
        )
    })?;
    let body = body.to_string();
    let signature = shop::sign(secret.expose_secret(), body.as_bytes());
    let id = id.to_string();
    let webhook = ShopifyWebhook {
        topic: Some(topic),
        signature: &signature,
        id: Some(&id),
        content_type: "application/json".to_owned(),
        body: body.as_bytes(),
    };
    receive(app, simulator.store, webhook).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// As Shopify writes amounts: a decimal number in a text.
fn amount(minor: i64, currency: &str) -> String {
    let digits = match currency {
        "JPY" | "KRW" | "VND" | "CLP" => 0,
        "KWD" | "BHD" | "JOD" | "OMR" | "TND" => 3,
        _ => 2,
    };
    let unit = 10_i64.pow(digits);
    let (whole, rest) = (minor / unit, (minor % unit).abs());
    if digits == 0 {
        whole.to_string()
    } else {
        format!("{whole}.{rest:0width$}", width = digits as usize)
    }
}

fn parted(name: Option<&str>) -> (Option<&str>, Option<&str>) {
    match name.map(|name| name.split_once(' ').unwrap_or((name, ""))) {
        Some((first, last)) => (Some(first), Some(last).filter(|last| !last.is_empty())),
        None => (None, None),
    }
}

/// Shopify's ids are numbers.
fn number_of(token: &str) -> u64 {
    let mut bytes = [0; 8];
    blake3::Hasher::new()
        .update(token.as_bytes())
        .finalize_xof()
        .fill(&mut bytes);
    u64::from_le_bytes(bytes) >> 16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_the_digits_of_their_currency() {
        assert_eq!(amount(4_990, "USD"), "49.90");
        assert_eq!(amount(5, "EUR"), "0.05");
        assert_eq!(amount(1_200, "JPY"), "1200");
        assert_eq!(amount(1_234, "KWD"), "1.234");
    }
}
