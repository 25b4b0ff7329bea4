//! Ids of nothing, and of something else.

use super::PHONE;
use domain::MessageId;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use test_support::{Call, STORE, TestServer};
use uuid::Uuid;

const NOBODY: Uuid = Uuid::from_u128(0x4000_8000_0000_0000_0000);

/// What each operation with an id in its path needs, so that nothing but the id is wrong.
fn bodies() -> BTreeMap<&'static str, Value> {
    let profile = json!({ "name": "A", "support_contact": "a@b.example", "currency": "USD", "shop_domain": null });
    BTreeMap::from([
        ("change_agent", json!({ "name": "Ana" })),
        ("change_profile", profile),
        ("change_senders", json!({ "items": [] })),
        ("change_hours", json!({ "time_zone": "UTC", "periods": [] })),
        ("change_templates", json!({ "items": [] })),
        ("change_quick_replies", json!({ "items": [] })),
        ("change_keyword_rules", json!({ "items": [] })),
        (
            "change_automation",
            json!({ "enabled": false, "fallback": "", "facts": "" }),
        ),
        ("change_cart_recovery", json!({ "enabled": true, "delay_minutes": 45 })),
        (
            "change_sending_rules",
            json!({ "caps": {}, "doubtful_opt_out": "opt_out", "double_opt_in": false,
            "checkout_wording": "", "frequency": "", "opt_out_threshold_permille": 0 }),
        ),
        ("try_text", json!({ "text": "stop" })),
        ("send_message", json!({ "body": "hi" })),
        ("assign_conversation", json!({ "agent": null })),
        ("hand_off_conversation", json!({ "to": "people" })),
        ("snooze_conversation", json!({ "until": "2099-01-01T00:00:00Z" })),
        ("opt_out_contact", json!({ "reason": "asked on the phone" })),
        ("opt_in_contact", json!({ "wording": "texts", "evidence": "form" })),
        ("add_note", json!({ "body": "hm" })),
        (
            "erase_contact",
            json!({ "number": "+14155550123", "reason": "contact_request" }),
        ),
        ("label_conversation", json!({ "add": ["vip"] })),
        ("update_contact", json!({ "name": "Ada" })),
    ])
}

#[tokio::test]
async fn every_operation_on_something_unknown_answers_404_and_writes_nothing() {
    let server = TestServer::start().await;
    let head = server.head().await;
    let document = server.anonymous().get("/openapi.json").await.ok();
    let bodies = bodies();
    for (path, item) in document["paths"].as_object().unwrap() {
        // Simulated phones are all there; webhooks are asked for their signature first.
        if !path.contains('{') || path.starts_with("/webhooks") || path.contains("{address}") {
            continue;
        }
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap();
            let method: Method = method.to_uppercase().parse().unwrap();
            let unknown = path.split('/').map(unknown_segment).collect::<Vec<_>>().join("/");
            let mut call: Call = server.as_admin().call(method, &unknown);
            if let Some(body) = bodies.get(id) {
                call = call.json(body.clone());
            }
            let reply = call.await;
            let code = reply.code().unwrap_or_default();
            assert_eq!(
                reply.status(),
                404,
                "{id} (does it need a body here, in bodies()?): {reply}"
            );
            reply.problem(404, &code);
            assert!(code.ends_with("not_found"), "{id}: {reply}");
        }
    }
    assert_eq!(server.head().await, head);
}

fn unknown_segment(segment: &str) -> String {
    match segment {
        "{hash}" => "0".repeat(64),
        "{code}" | "{signature}" => "nowhere".to_owned(),
        segment if segment.starts_with('{') => NOBODY.to_string(),
        segment => segment.to_owned(),
    }
}

#[tokio::test]
async fn an_id_of_something_else_is_unknown() {
    let server = TestServer::start().await;
    let conversation = server.text_from(PHONE, "hello").await;
    let nothing = MessageId(NOBODY);
    server
        .as_agent()
        .get(&format!("/v1/conversations/{STORE}"))
        .await
        .problem(404, "conversation_not_found");
    let reply = server
        .as_agent()
        .post(&format!("/v1/conversations/{STORE}/close"))
        .await;
    assert_eq!(reply.status(), 404, "{reply}");
    let reply = server.as_agent().get(&format!("/v1/stores/{conversation}")).await;
    assert_eq!(reply.status(), 404, "{reply}");
    let cancel = format!("/v1/conversations/{conversation}/messages/{nothing}/cancel");
    server.as_agent().post(&cancel).await.problem(404, "message_not_found");
    let why = format!("/v1/conversations/{conversation}/messages/{nothing}/why");
    server.as_agent().get(&why).await.problem(404, "message_not_found");
}
