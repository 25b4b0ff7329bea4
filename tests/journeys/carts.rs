//! From a cart that is left behind to the text on the phone.

use crate::sdk::{SHOPIFY_SECRET, signed_by_shopify};
use jiff::SignedDuration;
use serde_json::{Value, json};
use server::config::ShopifyConfig;
use test_support::{Deployment, Reply, STORE, TestServer};

const CHECKOUT: &str = include_str!("../../crates/shop/fixtures/checkout_update.json");
const ORDER: &str = include_str!("../../crates/shop/fixtures/order_create.json");
/// Of the buyer in both.
const PHONE: &str = "+14155550123";

async fn with_shop() -> TestServer {
    let deployment = Deployment::default().configured(|config| {
        let secret = SHOPIFY_SECRET.to_owned().into();
        config.shopify = Some(ShopifyConfig { secret });
    });
    let server = deployment.start().await;
    let recovery = json!({ "enabled": true, "delay_minutes": 45 });
    server
        .as_admin()
        .put(&format!("/v1/stores/{STORE}/cart-recovery"))
        .json(recovery)
        .await
        .ok();
    server
}

/// The documented checkout of a buyer who agreed to texts, last changed now.
fn checkout(server: &TestServer) -> Value {
    let mut checkout: Value = serde_json::from_str(CHECKOUT).unwrap();
    checkout["updated_at"] = json!(server.now());
    checkout["buyer_accepts_sms_marketing"] = json!(true);
    checkout["sms_marketing_phone"] = json!(PHONE);
    checkout["completed_at"] = Value::Null;
    checkout
}

/// The order that this checkout became.
fn order(server: &TestServer, checkout: &Value) -> Value {
    let mut order: Value = serde_json::from_str(ORDER).unwrap();
    order["checkout_token"] = checkout["token"].clone();
    order["phone"] = json!(PHONE);
    order["updated_at"] = json!(server.now());
    order
}

async fn post(server: &TestServer, topic: &str, id: &str, body: &str, signature: &str) -> Reply {
    let call = server.anonymous().post(&format!("/webhooks/shopify/{STORE}"));
    call.header("x-shopify-topic", topic)
        .header("x-shopify-hmac-sha256", signature)
        .header("x-shopify-shop-domain", "fern.myshopify.com")
        .header("x-shopify-api-version", "2026-10")
        .header("x-shopify-event-id", id)
        .body("application/json", body.to_owned())
        .await
}

async fn deliver(server: &TestServer, topic: &str, id: &str, body: &Value) {
    let body = body.to_string();
    let signature = signed_by_shopify(std::slice::from_ref(&body)).remove(0);
    post(server, topic, id, &body, &signature).await.expect(200);
}

/// Waits until the conversation shows so many carts that became no order, and so many orders.
async fn until_shopping(server: &TestServer, carts: usize, orders: usize) {
    let path = format!("/v1/conversations/{}", server.conversation_of(PHONE));
    server
        .until(
            &format!("there are {carts} open carts and {orders} orders"),
            async || {
                let detail = server.as_agent().get(&path).await.json();
                let pending = detail["carts"]
                    .as_array()?
                    .iter()
                    .filter(|cart| cart["ordered"] == false)
                    .count();
                (pending == carts && detail["orders"].as_array()?.len() == orders).then_some(())
            },
        )
        .await;
}

async fn texts_from_the_store(server: &TestServer) -> Vec<String> {
    let texts = server
        .phone(PHONE)
        .await
        .into_iter()
        .filter(|text| text["direction"] == "store");
    texts.map(|text| text["body"].as_str().unwrap().to_owned()).collect()
}

async fn until_a_text_arrives(server: &TestServer) -> String {
    server
        .until("a text of the store stands on the phone", async || {
            texts_from_the_store(server).await.pop()
        })
        .await
}

/// Whatever was to leave by now has left: a text that comes in afterwards was understood.
async fn until_all_is_quiet(server: &TestServer) {
    server.text_from(PHONE, "anything new?").await;
    server.head().await;
}

#[tokio::test]
async fn forty_five_minutes_after_a_cart_was_left_one_text_leads_back_to_it() {
    let server = with_shop().await;
    let cart = checkout(&server);
    deliver(&server, "checkouts/update", "e-1", &cart).await;
    // Shopify delivers at least once.
    deliver(&server, "checkouts/update", "e-1", &cart).await;
    until_shopping(&server, 1, 0).await;
    server.advance(SignedDuration::from_mins(44));
    assert_eq!(texts_from_the_store(&server).await, Vec::<String>::new());
    server.advance(SignedDuration::from_mins(1));
    let text = until_a_text_arrives(&server).await;
    assert!(text.contains("Ana"), "{text}");

    let link = text.split_whitespace().find(|word| word.contains("/l/")).unwrap();
    let path = &link[link.find("/l/").unwrap()..];
    let followed = server.anonymous().get(path).await;
    assert_eq!(
        (followed.status(), followed.header("location")),
        (302, cart["abandoned_checkout_url"].as_str().unwrap())
    );
    let clicks = "/v1/events?type=link_clicked";
    server
        .until("the click is recorded", async || {
            let events = server.as_admin().get(clicks).await.ok();
            (events["items"].as_array()?.len() == 1).then_some(())
        })
        .await;
    // Looking is not clicking, and clicking twice is clicking.
    server.anonymous().call(reqwest::Method::HEAD, path).await;
    server.anonymous().get(path).await;
    server.head().await;
    assert_eq!(
        server.as_admin().get(clicks).await.ok()["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );

    server.advance(SignedDuration::from_hours(24));
    until_all_is_quiet(&server).await;
    assert_eq!(texts_from_the_store(&server).await.len(), 1);
}

#[tokio::test]
async fn a_cart_that_changes_waits_anew() {
    let server = with_shop().await;
    deliver(&server, "checkouts/create", "e-1", &checkout(&server)).await;
    until_shopping(&server, 1, 0).await;
    server.advance(SignedDuration::from_mins(30));
    deliver(&server, "checkouts/update", "e-2", &checkout(&server)).await;
    let events = "/v1/events?type=cart_updated";
    server
        .until("both states of the cart are known", async || {
            let events = server.as_admin().get(events).await.ok();
            (events["items"].as_array()?.len() == 2).then_some(())
        })
        .await;
    server.advance(SignedDuration::from_mins(30));
    server.head().await;
    assert_eq!(texts_from_the_store(&server).await, Vec::<String>::new());
    server.advance(SignedDuration::from_mins(15));
    until_a_text_arrives(&server).await;
}

#[tokio::test]
async fn who_has_ordered_is_not_reminded() {
    let server = with_shop().await;
    let cart = checkout(&server);
    deliver(&server, "checkouts/update", "e-1", &cart).await;
    until_shopping(&server, 1, 0).await;
    deliver(&server, "orders/create", "e-2", &order(&server, &cart)).await;
    deliver(&server, "orders/create", "e-2", &order(&server, &cart)).await;
    until_shopping(&server, 0, 1).await;
    server.advance(SignedDuration::from_hours(2));
    until_all_is_quiet(&server).await;
    assert_eq!(texts_from_the_store(&server).await, Vec::<String>::new());
}

#[tokio::test]
async fn who_has_written_or_said_stop_is_not_reminded() {
    for words in ["do you have it in blue?", "STOP"] {
        let server = with_shop().await;
        deliver(&server, "checkouts/update", "e-1", &checkout(&server)).await;
        until_shopping(&server, 1, 0).await;
        server.text_from(PHONE, words).await;
        server.advance(SignedDuration::from_hours(2));
        until_all_is_quiet(&server).await;
        let texts = texts_from_the_store(&server).await;
        assert!(texts.iter().all(|text| !text.contains("/l/")), "{words}: {texts:?}");
    }
}

#[tokio::test]
async fn a_webhook_with_a_wrong_signature_is_refused_and_nothing_of_it_is_kept() {
    let server = with_shop().await;
    let body = checkout(&server).to_string();
    let right = signed_by_shopify(std::slice::from_ref(&body)).remove(0);
    let head = server.head().await;
    for (body, signature) in [
        (body.as_str(), ""),
        (&body, "bm9uc2Vuc2U="),
        (&body[1..], &right),
        (&format!("{body} "), &right),
    ] {
        post(&server, "checkouts/update", "e-1", body, signature)
            .await
            .problem(403, "signature_invalid");
    }
    assert_eq!(server.head().await, head);
    post(&server, "checkouts/update", "e-1", &body, &right)
        .await
        .expect(200);
}

#[tokio::test]
async fn topics_and_bodies_that_say_nothing_to_us_are_taken_and_harm_nobody() {
    let server = with_shop().await;
    let new_field = {
        let mut cart = checkout(&server);
        cart["loyalty"] = json!({ "points": [1, 2, { "deep": null }] });
        cart
    };
    deliver(&server, "products/update", "e-1", &json!({ "id": 1, "phone": PHONE })).await;
    deliver(&server, "checkouts/update", "e-2", &json!([])).await;
    deliver(
        &server,
        "checkouts/update",
        "e-3",
        &json!({ "phone": PHONE, "token": 7 }),
    )
    .await;
    deliver(&server, "checkouts/update", "e-4", &new_field).await;
    until_shopping(&server, 1, 0).await;
    server.anonymous().get("/readyz").await.expect(200);
}
