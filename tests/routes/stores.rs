//! Stores and their settings.

use serde_json::{Value, json};
use test_support::{STORE, TestServer};

async fn store(server: &TestServer) -> Value {
    server.as_agent().get(&format!("/v1/stores/{STORE}")).await.ok()
}

#[tokio::test]
async fn a_store_that_is_created_is_listed_once() {
    let server = TestServer::start().await;
    let profile =
        json!({ "name": "Moss", "support_contact": "moss@fern.example", "currency": "EUR", "shop_domain": null });
    let create = || {
        server
            .as_admin()
            .post("/v1/stores")
            .idempotency_key("moss")
            .json(json!({ "profile": profile }))
    };
    let (first, second) = (create().await.expect(201), create().await.expect(201));
    assert_eq!(first["id"], second["id"]);
    let stores = server
        .as_agent()
        .get(&format!("/v1/stores?at_least={}", first["position"]))
        .await
        .ok();
    let named: Vec<_> = stores["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|store| store["name"] == "Moss")
        .collect();
    assert_eq!((named.len(), &named[0]["currency"]), (1, &json!("EUR")));
}

#[tokio::test]
async fn every_section_is_replaced_as_a_whole() {
    let server = TestServer::start().await;
    let period = json!({ "day": "monday", "from": "09:00", "to": "17:00" });
    let sender = json!({ "number": "+15035550177", "channels": ["sms"], "gateway": "simulator", "messaging_service": null, "label": "New" });
    let profile =
        json!({ "name": "Fern", "support_contact": "x@fern.example", "currency": "USD", "shop_domain": null });
    let lists = [
        ("senders", sender),
        ("templates", json!({ "name": "hello", "body": "Hi {{ name }}" })),
        ("quick-replies", json!({ "shortcut": "hi", "body": "Hello!" })),
        (
            "keyword-rules",
            json!({ "name": "Returns", "words": ["return"], "topic": null, "reply": "30 days." }),
        ),
    ];
    let sections = lists.map(|(section, item)| (section, json!({ "items": [item.clone()] }), json!([item])));
    let others = [
        ("profile", profile.clone(), profile),
        (
            "automation",
            json!({ "enabled": true, "fallback": "One moment.", "facts": "" }),
            Value::Null,
        ),
        (
            "cart-recovery",
            json!({ "enabled": false, "delay_minutes": 60 }),
            Value::Null,
        ),
        ("sending-rules", sending_rules(), Value::Null),
    ];
    for (section, body, expected) in sections.into_iter().chain(others) {
        let path = format!("/v1/stores/{STORE}/{section}");
        let first = server.as_admin().put(&path).json(body.clone()).await.ok();
        let again = server.as_admin().put(&path).json(body.clone()).await.ok();
        assert_eq!(first["version"], again["version"], "{section}: twice is once");
        let expected = if expected.is_null() { body } else { expected };
        assert_eq!(store(&server).await[section.replace('-', "_")], expected, "{section}");
    }
    let hours = server.as_admin().put(&format!("/v1/stores/{STORE}/hours"));
    let reply = hours.json(json!({ "time_zone": "Europe/Berlin", "periods": [] })).await;
    reply.ok();
    assert_eq!(store(&server).await["hours"]["time_zone"], "Europe/Berlin");
    let wrong = server.as_admin().put(&format!("/v1/stores/{STORE}/hours"));
    let refused = wrong
        .json(json!({ "time_zone": "Moon/Tranquility", "periods": [period] }))
        .await;
    assert_eq!(refused.status(), 422, "{refused}");
}

fn sending_rules() -> Value {
    json!({
        "caps": {
            "marketing_per_day": 1, "marketing_per_week": null, "automated_per_day": null, "automated_per_week": null,
            "texts_per_cart": null, "cart_within_hours": null, "minimum_gap_minutes": 120,
        },
        "doubtful_opt_out": "ask_person", "double_opt_in": true, "checkout_wording": "Text me about my cart.",
        "frequency": "up to 4 msgs/month", "opt_out_threshold_permille": 30,
    })
}

#[tokio::test]
async fn settings_that_make_no_sense_are_refused_and_change_nothing() {
    let server = TestServer::start().await;
    let before = store(&server).await;
    let sender = |number: &str, channels: &[&str]| json!({ "number": number, "channels": channels, "gateway": "simulator", "messaging_service": null, "label": "" });
    for (section, body) in [
        ("senders", json!({ "items": [sender("5035550199", &["sms"])] })),
        ("senders", json!({ "items": [sender("+15035550199", &[])] })),
        (
            "senders",
            json!({ "items": [sender("+15035550199", &["sms"]), sender("+15035550199", &["sms"])] }),
        ),
        (
            "profile",
            json!({ "name": "", "support_contact": "x", "currency": "USD", "shop_domain": null }),
        ),
        (
            "profile",
            json!({ "name": "Fern", "support_contact": "x", "currency": "dollars", "shop_domain": null }),
        ),
        (
            "keyword-rules",
            json!({ "items": [{ "name": "Empty", "words": [], "reply": "?" }] }),
        ),
        ("sending-rules", {
            let mut rules = sending_rules();
            rules["opt_out_threshold_permille"] = json!(1001);
            rules
        }),
    ] {
        let reply = server
            .as_admin()
            .put(&format!("/v1/stores/{STORE}/{section}"))
            .json(body)
            .await;
        reply.problem(422, "setting_invalid");
    }
    assert_eq!(store(&server).await, before);
}

#[tokio::test]
async fn settings_changed_by_somebody_else_meanwhile_are_not_overwritten() {
    let server = TestServer::start().await;
    let read = server.as_admin().get(&format!("/v1/stores/{STORE}")).await;
    let seen: u64 = read.header("etag").trim_matches('"').parse().unwrap();
    let path = format!("/v1/stores/{STORE}/cart-recovery");
    let change = |minutes: u32| {
        let body = json!({ "enabled": true, "delay_minutes": minutes });
        server.as_admin().put(&path).if_match(seen).json(body)
    };
    change(30).await.ok();
    change(60).await.problem(412, "version_conflict");
    assert_eq!(store(&server).await["cart_recovery"]["delay_minutes"], 30);
}
