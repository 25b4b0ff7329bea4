//! Conversations, from the first text to an opt-out.

use crate::fixture::{CUSTOMER, Fixture, bearer};
use actix_web::test::TestRequest;
use domain::agent::Role;
use serde_json::{Value, json};

async fn keyed(fixture: &Fixture, token: &str, path: &str, key: &str, body: Value) -> crate::fixture::Reply {
    let request = TestRequest::post()
        .uri(path)
        .insert_header(bearer(token))
        .insert_header(("idempotency-key", key));
    fixture.send(request.set_json(body)).await
}

#[actix_web::test]
async fn a_message_that_was_sent_stands_in_the_list_and_the_timeline() {
    let fixture = Fixture::new().await;
    let token = fixture.token(Role::Agent).await;
    let id = fixture.conversation(&token).await;
    let path = format!("/v1/conversations/{id}/messages");
    let sent = fixture
        .post(&token, &path, json!({ "body": "Hello there", "client_id": "c1" }))
        .await;
    assert_eq!(sent.status, 202, "{}", sent.json());
    let position = sent.json()["position"].as_u64().unwrap();

    let list = fixture
        .get(&token, &format!("/v1/conversations?box=yours&at_least={position}"))
        .await
        .json();
    assert_eq!(list["items"][0]["last"]["text"], "Hello there");
    let timeline = fixture
        .get(&token, &format!("/v1/conversations/{id}/timeline?at_least={position}"))
        .await
        .json();
    let items = timeline["items"].as_array().unwrap();
    let message = items.iter().find(|item| item["type"] == "message").unwrap();
    assert_eq!(message["message"]["client_id"], "c1");
    assert_eq!(message["message"]["id"], sent.json()["message"]);
    let why = fixture
        .get(
            &token,
            &format!("{path}/{}/why", sent.json()["message"].as_str().unwrap()),
        )
        .await
        .json();
    assert_eq!(why["sentences"][0], "Ben wrote it.");
    assert_eq!(why["events"][0]["type"], "message_queued");
}

#[actix_web::test]
async fn a_repeated_request_sends_once_and_another_body_under_its_key_is_refused() {
    let fixture = Fixture::new().await;
    let token = fixture.token(Role::Agent).await;
    let path = format!("/v1/conversations/{}/messages", fixture.conversation(&token).await);
    let first = keyed(&fixture, &token, &path, "k1", json!({ "body": "Once" })).await;
    let again = keyed(&fixture, &token, &path, "k1", json!({ "body": "Once" })).await;
    assert_eq!((first.status, first.json()), (again.status, again.json()));
    let other = keyed(&fixture, &token, &path, "k1", json!({ "body": "Twice" })).await;
    assert_eq!(other.code(), (422, "idempotency_key_reused".into()));
    let new = keyed(&fixture, &token, &path, "k2", json!({ "body": "Once" })).await;
    assert_ne!(new.json()["message"], first.json()["message"]);
}

#[actix_web::test]
async fn starting_is_repeatable_too_and_writes_nothing_if_the_first_message_cannot_go() {
    let fixture = Fixture::new().await;
    let token = fixture.token(Role::Agent).await;
    let body =
        |text: &str| json!({ "store": fixture.store, "address": "+1 (415) 555-0123", "channel": "sms", "body": text });
    let head = fixture.app.commands.log().head();
    assert_eq!(
        fixture.post(&token, "/v1/conversations", body("  ")).await.code(),
        (422, "message_empty".into())
    );
    assert_eq!(fixture.app.commands.log().head(), head);
    let first = keyed(&fixture, &token, "/v1/conversations", "k", body("Hello")).await;
    let again = keyed(&fixture, &token, "/v1/conversations", "k", body("Hello")).await;
    assert_eq!(first.status, 201, "{}", first.json());
    assert_eq!(first.json(), again.json());
    let other = keyed(&fixture, &token, "/v1/conversations", "k", body("Goodbye")).await;
    assert_eq!(other.code(), (422, "idempotency_key_reused".into()));
}

#[actix_web::test]
async fn a_stale_if_match_is_refused_and_a_fresh_one_is_not() {
    let fixture = Fixture::new().await;
    let token = fixture.token(Role::Agent).await;
    let id = fixture.conversation(&token).await;
    let etag = fixture
        .get(&token, &format!("/v1/conversations/{id}"))
        .await
        .header("etag")
        .to_owned();
    let close = || {
        let path = format!("/v1/conversations/{id}/close");
        TestRequest::post()
            .uri(&path)
            .insert_header(bearer(&token))
            .insert_header(("if-match", etag.clone()))
    };
    assert_eq!(fixture.send(close()).await.status, 200);
    assert_eq!(fixture.send(close()).await.code(), (412, "version_conflict".into()));
}

#[actix_web::test]
async fn after_an_opt_out_nothing_can_be_sent() {
    let fixture = Fixture::new().await;
    let token = fixture.token(Role::Agent).await;
    let id = fixture.conversation(&token).await;
    let path = |action: &str| format!("/v1/conversations/{id}/{action}");
    let later = json!({ "body": "Later", "send_at": "2026-11-22T10:00:00Z" });
    let scheduled = fixture.post(&token, &path("messages"), later).await;
    assert_eq!(scheduled.status, 202, "{}", scheduled.json());
    assert_eq!(
        fixture
            .post(&token, &path("opt-out"), json!({ "reason": "asked by phone" }))
            .await
            .status,
        200
    );
    let refused = fixture
        .post(&token, &path("messages"), json!({ "body": "Hello?" }))
        .await;
    assert_eq!(refused.code(), (409, "contact_opted_out".into()));
    let start = json!({ "store": fixture.store, "address": CUSTOMER, "channel": "sms", "body": "Hello?" });
    assert_eq!(
        fixture.post(&token, "/v1/conversations", start).await.code(),
        (409, "contact_opted_out".into())
    );
    fixture.settle().await;
    let timeline = fixture.get(&token, &path("timeline")).await.json();
    let messages: Vec<_> = timeline["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| item["type"] == "message")
        .collect();
    assert_eq!(messages[0]["message"]["state"], "suppressed");
    let detail = fixture.get(&token, &format!("/v1/conversations/{id}")).await.json();
    assert_eq!(detail["opted_out"]["cause"], "agent");
}

#[actix_web::test]
async fn a_message_must_have_something_to_say_to_somebody_at_a_time_to_come() {
    let fixture = Fixture::new().await;
    let token = fixture.token(Role::Agent).await;
    let path = format!("/v1/conversations/{}/messages", fixture.conversation(&token).await);
    for (body, status, code) in [
        (json!({ "body": " " }), 422, "message_empty"),
        (json!({ "body": "x".repeat(1_601) }), 422, "message_too_long"),
        (
            json!({ "body": "x", "send_at": "2020-01-01T00:00:00Z" }),
            422,
            "due_in_the_past",
        ),
        (json!({ "body": "x", "send_at": "tomorrow" }), 422, "validation"),
        (
            json!({ "body": "x", "sendat": "2027-01-01T00:00:00Z" }),
            422,
            "validation",
        ),
        (json!({ "body": "x", "sender": "+14155559999" }), 422, "validation"),
        (json!({ "body": "x", "channel": "whatsapp" }), 422, "validation"),
        (json!({ "template": "unknown" }), 422, "validation"),
        (json!({ "media": ["00"] }), 422, "validation"),
    ] {
        assert_eq!(
            fixture.post(&token, &path, body.clone()).await.code(),
            (status, code.to_owned()),
            "{body}"
        );
    }
}

#[actix_web::test]
async fn many_are_changed_at_once_and_each_failure_is_named() {
    let fixture = Fixture::new().await;
    let token = fixture.token(Role::Agent).await;
    let id = fixture.conversation(&token).await;
    let unknown = "00000000-0000-0000-0000-00000000ffff";
    let body = json!({ "ids": [id, unknown], "action": "label", "label": "vip" });
    let changed = fixture.post(&token, "/v1/conversations/bulk", body).await.json();
    assert_eq!(changed["done"], 1);
    assert_eq!(
        changed["failed"],
        json!([{ "id": unknown, "code": "conversation_not_found" }])
    );
    fixture.settle().await;
    let labelled = fixture.get(&token, "/v1/conversations?label=vip").await.json();
    assert_eq!(labelled["items"][0]["id"], id);
    for body in [
        json!({ "ids": [], "action": "close" }),
        json!({ "ids": [unknown], "action": "explode" }),
    ] {
        assert_eq!(
            fixture.post(&token, "/v1/conversations/bulk", body).await.code(),
            (422, "validation".into())
        );
    }
}

#[actix_web::test]
async fn the_everyday_actions_work_and_answer_with_position_and_version() {
    let fixture = Fixture::new().await;
    let token = fixture.token(Role::Agent).await;
    let id = fixture.conversation(&token).await;
    for (action, body) in [
        ("take", json!({})),
        ("read", json!({})),
        ("mark-unread", json!({})),
        ("mark-read", json!({})),
        ("snooze", json!({ "until": "2026-11-22T10:00:00Z" })),
        ("reopen", json!({})),
        ("hand-off", json!({ "to": "ai" })),
        ("hand-off", json!({ "to": "people" })),
        ("labels", json!({ "add": ["vip", "wholesale"], "remove": [] })),
        (
            "opt-in",
            json!({ "wording": "Texts about orders", "evidence": "call of 21 November" }),
        ),
        ("close", json!({})),
    ] {
        let reply = fixture
            .post(&token, &format!("/v1/conversations/{id}/{action}"), body)
            .await;
        assert_eq!(reply.status, 200, "{action}: {}", reply.json());
        let written = reply.json();
        assert!(
            written["position"].is_u64() && written["version"].is_u64(),
            "{action}: {written}"
        );
    }
    let note = json!({ "body": "Prefers mornings", "mentions": [] });
    assert_eq!(
        fixture
            .post(&token, &format!("/v1/conversations/{id}/notes"), note)
            .await
            .status,
        201
    );
    let contact = TestRequest::patch()
        .uri(&format!("/v1/conversations/{id}/contact"))
        .insert_header(bearer(&token));
    assert_eq!(
        fixture.send(contact.set_json(json!({ "name": "Mara" }))).await.status,
        200
    );
    fixture.settle().await;
    let found = fixture.get(&token, "/v1/conversations?q=mara").await.json();
    assert_eq!(found["items"][0]["id"], id);
    let by_number = fixture.get(&token, "/v1/contacts?q=555-0123").await.json();
    assert_eq!(by_number["items"][0]["name"], "Mara");
}

#[actix_web::test]
async fn settings_are_replaced_by_section_and_checked() {
    let fixture = Fixture::new().await;
    let admin = fixture.token(Role::Admin).await;
    let store = format!("/v1/stores/{}", fixture.store);
    let etag = fixture.get(&admin, &store).await.header("etag").to_owned();
    let put = |section: &str, body: Value, etag: &str| {
        let path = format!("{store}/{section}");
        let request = TestRequest::put().uri(&path).insert_header(bearer(&admin));
        request.insert_header(("if-match", etag.to_owned())).set_json(body)
    };
    let replies = json!({ "items": [{ "shortcut": "hi", "body": "Hello!" }] });
    assert_eq!(
        fixture.send(put("quick-replies", replies.clone(), &etag)).await.status,
        200
    );
    assert_eq!(
        fixture.send(put("quick-replies", replies, &etag)).await.code(),
        (412, "version_conflict".into())
    );
    let wrong = json!({ "enabled": true, "delay_minutes": 0 });
    assert_eq!(
        fixture.send(put("cart-recovery", wrong, "*")).await.code(),
        (422, "setting_invalid".into())
    );
    let read = fixture.get(&admin, &store).await.json();
    assert_eq!(read["quick_replies"][0]["shortcut"], "hi");
}
