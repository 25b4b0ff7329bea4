use crate::world::*;
use domain::message::{DeliveryState, MessageKind};
use serde_json::{Value, json};

fn checkout(updated_at: &str) -> Value {
    json!({
        "id": 1,
        "token": "c1",
        "phone": CUSTOMER,
        "sms_marketing_phone": CUSTOMER,
        "buyer_accepts_sms_marketing": true,
        "abandoned_checkout_url": "https://fern.example/checkouts/c1/recover",
        "created_at": "2026-11-21T18:00:00Z",
        "updated_at": updated_at,
        "currency": "USD",
        "presentment_currency": "USD",
        "total_price": "84.00",
        "line_items": [{"title": "Linen Shirt", "variant_title": "M", "quantity": 1, "price": "84.00"}],
        "customer": {"first_name": "Robin", "last_name": "Vale", "phone": CUSTOMER,
                     "sms_marketing_consent": {"state": "subscribed", "opt_in_level": "single_opt_in",
                                               "consent_updated_at": "2026-11-21T18:00:00Z"}}
    })
}

#[tokio::test]
async fn an_abandoned_cart_is_texted_after_45_minutes() {
    let (world, _directory) = World::new().await;
    world
        .shop_says("checkouts/create", checkout("2026-11-21T18:00:00Z"))
        .await;
    let scheduled = |state: &domain::conversation::Conversation| {
        state.messages.values().any(|message| message.kind == MessageKind::Cart)
    };
    world.until("scheduled", scheduled).await;
    world.advance(44);
    assert!(world.on_the_phone().is_empty());
    world.advance(1);
    world
        .until("sent", |state| {
            state
                .messages
                .values()
                .any(|message| message.state >= DeliveryState::Sent)
        })
        .await;
    let phone = world.on_the_phone();
    assert!(
        phone[0].starts_with("Hi Robin, your Linen Shirt is still in your cart."),
        "{phone:?}"
    );
    assert!(phone[0].contains("http://127.0.0.1:8080/l/"), "{phone:?}");
    assert!(!world.state().await.engaged);
    world.stop().await;
}

#[tokio::test]
async fn an_order_in_time_stops_it() {
    let (world, _directory) = World::new().await;
    world
        .shop_says("checkouts/create", checkout("2026-11-21T18:00:00Z"))
        .await;
    world.until("scheduled", |state| !state.messages.is_empty()).await;
    let order = json!({
        "id": 9, "name": "#1042", "checkout_token": "c1", "phone": CUSTOMER, "currency": "USD", "total_price": "84.00",
        "created_at": "2026-11-21T18:10:00Z", "updated_at": "2026-11-21T18:10:00Z", "financial_status": "paid",
        "fulfillment_status": null,
        "line_items": [{"title": "Linen Shirt", "variant_title": "M", "quantity": 1, "price": "84.00"}],
        "customer": {"first_name": "Robin", "phone": CUSTOMER}
    });
    world.shop_says("orders/create", order).await;
    let stopped = |state: &domain::conversation::Conversation| {
        state
            .messages
            .values()
            .all(|message| message.state == DeliveryState::Suppressed)
    };
    let state = world.until("stopped", stopped).await;
    assert_eq!(state.orders.len(), 1);
    world.advance(90);
    world.stop().await;
}
