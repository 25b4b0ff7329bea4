//! Whatever is sent, the answer is a problem with a code, and nothing of it is written.

use domain::MessageId;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use test_support::{Call, STORE, TestServer};
use uuid::Uuid;

const PHONE: &str = "+14155550123";
const NOBODY: Uuid = Uuid::from_u128(0x4000_8000_0000_0000_0000);

/// A call that would send a message, but for what is wrong with it.
async fn message_to(server: &TestServer) -> (String, u64) {
    let conversation = server.text_from(PHONE, "hello").await;
    (
        format!("/v1/conversations/{conversation}/messages"),
        server.head().await,
    )
}

#[tokio::test]
async fn what_is_not_json_is_malformed() {
    let server = TestServer::start().await;
    let (path, head) = message_to(&server).await;
    for body in [
        "",
        "{",
        "{\"body\":\"hi\"",
        "{\"body\":\"hi\"} {}",
        "body=hi",
        "{'body':'hi'}",
        "nul",
    ] {
        let reply = server.as_agent().post(&path).body("application/json", body).await;
        reply.problem(400, "json_malformed");
    }
    assert_eq!(server.head().await, head);
}

#[tokio::test]
async fn bytes_that_are_not_utf8_are_malformed_and_the_problem_says_where() {
    let server = TestServer::start().await;
    let (path, head) = message_to(&server).await;
    for body in [
        &b"{\"body\":\"\xff\"}"[..],
        b"\xfe\xff\0{",
        b"{\"body\":\"caf\xe9\"}",
        b"{\"body\":\"\xed\xa0\x80\"}",
    ] {
        let reply = server.as_agent().post(&path).body("application/json", body).await;
        let problem = reply.problem(400, "json_malformed");
        assert!(
            problem["detail"].as_str().unwrap().contains("UTF-8 from byte"),
            "{problem}"
        );
    }
    assert_eq!(server.head().await, head);
}

#[tokio::test]
async fn values_of_the_wrong_type_are_pointed_at() {
    let server = TestServer::start().await;
    let (path, head) = message_to(&server).await;
    for (body, pointer) in [
        (json!({ "body": 7 }), "/body/body"),
        (json!({ "body": null }), "/body/body"),
        (json!({ "body": "hi", "send_at": "tomorrow" }), "/body/send_at"),
        (json!({ "body": "hi", "media": [1] }), "/body/media/0"),
        (json!({ "body": "hi", "channel": "pigeon" }), "/body/channel"),
        (json!({ "body": "hi", "subject": "extra" }), "/body/subject"),
    ] {
        let problem = server
            .as_agent()
            .post(&path)
            .json(body.clone())
            .await
            .problem(422, "validation");
        assert_eq!(problem["pointer"], pointer, "{body}");
    }
    for body in [json!([]), json!("hi"), json!(null), json!(7)] {
        server
            .as_agent()
            .post(&path)
            .json(body)
            .await
            .problem(422, "validation");
    }
    assert_eq!(server.head().await, head);
}

#[tokio::test]
async fn json_that_is_not_called_json_is_not_read() {
    let server = TestServer::start().await;
    let (path, head) = message_to(&server).await;
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonp",
        "",
    ] {
        let reply = server
            .as_agent()
            .post(&path)
            .body(content_type, "{\"body\":\"hi\"}")
            .await;
        reply.problem(415, "unsupported_media_type");
    }
    assert_eq!(server.head().await, head);
}

#[tokio::test]
async fn bodies_beyond_the_limit_are_refused_whether_announced_or_not() {
    let server = TestServer::start().await;
    let (path, head) = message_to(&server).await;
    let huge = json!({ "body": "x".repeat(70 * 1024) }).to_string();
    let announced = server
        .as_agent()
        .post(&path)
        .body("application/json", huge.clone())
        .await;
    announced.problem(413, "body_too_large");

    let webhook = format!("/webhooks/shopify/{STORE}");
    let beyond = vec![b' '; 1024 * 1024 + 1];
    server
        .anonymous()
        .post(&webhook)
        .body("application/json", beyond)
        .await
        .problem(413, "body_too_large");

    let conversation = server.conversation_of(PHONE);
    let media = format!("/v1/media?conversation={conversation}");
    let beyond = vec![0; 16 * 1024 * 1024 + 1];
    server
        .as_agent()
        .post(&media)
        .body("image/png", beyond)
        .await
        .problem(413, "body_too_large");
    assert_eq!(server.head().await, head);
}

#[tokio::test]
async fn deeply_nested_json_is_refused_and_breaks_nothing() {
    let server = TestServer::start().await;
    let (path, head) = message_to(&server).await;
    let deep = format!("{}{}", "[".repeat(30_000), "]".repeat(30_000));
    let reply = server
        .as_agent()
        .post(&path)
        .body("application/json", format!("{{\"media\":{deep}}}"))
        .await;
    assert!([400, 422].contains(&reply.status()), "{}", reply.status());
    server.as_agent().get("/v1/me").await.ok();
    assert_eq!(server.head().await, head);
}

#[tokio::test]
async fn texts_that_cannot_be_sent_say_why() {
    let server = TestServer::start().await;
    let (path, head) = message_to(&server).await;
    let agent = server.as_agent();
    agent
        .post(&path)
        .json(json!({ "body": "" }))
        .await
        .problem(422, "message_empty");
    agent
        .post(&path)
        .json(json!({ "body": " \n\t " }))
        .await
        .problem(422, "message_empty");
    agent
        .post(&path)
        .json(json!({ "body": "ä".repeat(1_601) }))
        .await
        .problem(422, "message_too_long");
    let past = json!({ "body": "hi", "send_at": "2020-01-01T00:00:00Z" });
    agent.post(&path).json(past).await.problem(422, "due_in_the_past");
    assert_eq!(server.head().await, head);
}

#[tokio::test]
async fn numbers_that_are_none_are_refused() {
    let server = TestServer::start().await;
    let head = server.head().await;
    for address in [
        "",
        "5550123",
        "+",
        "+1415",
        "+0014155550123",
        "+1415555012x",
        "+123456789012345678",
        "<script>",
    ] {
        let body = json!({ "store": STORE, "address": address, "channel": "sms" });
        let problem = server
            .as_agent()
            .post("/v1/conversations")
            .json(body)
            .await
            .problem(422, "validation");
        assert_eq!(problem["pointer"], "/body/address", "{address}");
    }
    assert_eq!(server.head().await, head);
}

#[tokio::test]
async fn a_stale_if_match_is_refused_and_a_fresh_one_is_not() {
    let server = TestServer::start().await;
    let conversation = server.text_from(PHONE, "hello").await;
    let path = format!("/v1/conversations/{conversation}");
    let seen = server.as_agent().get(&path).await;
    let version: u64 = seen.header("etag").trim_matches('"').parse().unwrap();
    assert_eq!(seen.json()["version"], version);
    let close = format!("{path}/close");
    server
        .as_agent()
        .post(&close)
        .if_match(version - 1)
        .await
        .problem(412, "version_conflict");
    let written = server.as_agent().post(&close).if_match(version).await.ok();
    assert_eq!(written["version"], version + 1);
    server
        .as_colleague()
        .post(&format!("{path}/take"))
        .if_match(version)
        .await
        .problem(412, "version_conflict");
}

#[tokio::test]
async fn an_if_match_that_is_no_etag_is_refused() {
    let server = TestServer::start().await;
    let conversation = server.text_from(PHONE, "hello").await;
    let close = format!("/v1/conversations/{conversation}/close");
    for wrong in ["3", "\"three\"", "W/\"3\"", "\"\""] {
        server
            .as_agent()
            .post(&close)
            .header("if-match", wrong)
            .await
            .problem(400, "if_match_invalid");
    }
}

#[tokio::test]
async fn a_repeated_key_with_the_same_body_is_answered_as_the_first_time() {
    let server = TestServer::start().await;
    let (path, _) = message_to(&server).await;
    let send = || {
        server
            .as_agent()
            .post(&path)
            .idempotency_key("k-1")
            .json(json!({ "body": "once" }))
    };
    let (first, second) = (send().await.expect(202), send().await.expect(202));
    assert_eq!(first, second);
    let sent = server.messages(server.conversation_of(PHONE)).await;
    assert_eq!(sent.iter().filter(|message| message["body"] == "once").count(), 1);
}

#[tokio::test]
async fn a_repeated_key_with_another_body_is_refused() {
    let server = TestServer::start().await;
    let (path, _) = message_to(&server).await;
    let send = |body: &str| {
        server
            .as_agent()
            .post(&path)
            .idempotency_key("k-1")
            .json(json!({ "body": body }))
    };
    send("one").await.expect(202);
    send("two").await.problem(422, "idempotency_key_reused");
    let messages = server.messages(server.conversation_of(PHONE)).await;
    assert!(messages.iter().all(|message| message["body"] != "two"), "{messages:?}");
    // Somebody else's key of the same name is another key.
    let other = server
        .as_colleague()
        .post(&path)
        .idempotency_key("k-1")
        .json(json!({ "body": "three" }))
        .await;
    other.expect(202);
}

#[tokio::test]
async fn an_endless_key_is_refused() {
    let server = TestServer::start().await;
    let (path, _) = message_to(&server).await;
    let call = server
        .as_agent()
        .post(&path)
        .idempotency_key(&"k".repeat(256))
        .json(json!({ "body": "hi" }));
    call.await.problem(400, "idempotency_key_invalid");
}

#[tokio::test]
async fn queries_that_make_no_sense_are_refused() {
    let server = TestServer::start().await;
    for query in [
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=many",
        "box=attic",
        "store=fern",
        "unread=perhaps",
        "cursor=nonsense",
        "cursor=AAAA",
        "colour=red",
        "at_least=soon",
        "q=%ff%fe",
    ] {
        let reply = server.as_agent().get(&format!("/v1/conversations?{query}")).await;
        assert!(reply.status() != 200 || query.starts_with("q="), "{query}: {reply}");
        if reply.status() != 200 {
            reply.problem(400, "query_invalid");
        }
    }
}

#[tokio::test]
async fn searching_for_anything_finds_or_finds_nothing() {
    let server = TestServer::start().await;
    server.text_from(PHONE, "hello").await;
    for q in [
        "\"",
        "'",
        "*",
        "a* OR b",
        "NEAR(",
        "%",
        "--",
        ";drop table conversation",
        "\u{0}",
        "🌿",
        "((((",
        "^",
        "-",
    ] {
        let encoded: String = url::form_urlencoded::byte_serialize(q.as_bytes()).collect();
        server
            .as_agent()
            .get(&format!("/v1/conversations?q={encoded}"))
            .await
            .ok();
        server.as_agent().get(&format!("/v1/contacts?q={encoded}")).await.ok();
    }
}

#[tokio::test]
async fn paths_that_climb_lead_nowhere() {
    let server = TestServer::start().await;
    let conversation = server.text_from(PHONE, "hello").await;
    for path in [
        "/..%2f..%2fetc%2fpasswd".to_owned(),
        "/%2e%2e/%2e%2e/master.key".to_owned(),
        "/assets/..%2f..%2fmaster.key".to_owned(),
        "/assets/%2e%2e%2f%2e%2e%2fmaster.key".to_owned(),
        "/assets/..%5c..%5cmaster.key".to_owned(),
        "/....//....//master.key".to_owned(),
        "//etc/passwd".to_owned(),
        "/docs/..%2f..%2fmaster.key".to_owned(),
    ] {
        let reply = server.anonymous().get(&path).await;
        let page = reply.text();
        let is_page_or_problem = reply.status() == 404 || page.contains("<html") || page.contains("<!doctype html>");
        assert!(is_page_or_problem && !page.contains("root:"), "{path}: {reply}");
    }
    for hash in [
        "..%2f..%2fmaster.key",
        "%2e%2e",
        "0",
        "%00",
        &"0".repeat(64),
        &"/".repeat(3),
    ] {
        let path = format!("/v1/conversations/{conversation}/media/{hash}");
        let reply = server.as_agent().get(&path).await;
        assert_eq!(reply.status(), 404, "{reply}");
        assert!(
            ["media_not_found", "not_found"].contains(&reply.code().unwrap_or_default().as_str()),
            "{reply}"
        );
    }
}

#[tokio::test]
async fn ids_that_are_none_are_refused() {
    let server = TestServer::start().await;
    for path in [
        "/v1/conversations/abc",
        "/v1/conversations/..%2fagents",
        "/v1/stores/1",
        "/v1/conversations/%ff",
    ] {
        server.as_agent().get(path).await.problem(400, "path_invalid");
    }
    let head = server.head().await;
    let phone = "/v1/simulator/phones/nobody/messages";
    server
        .as_agent()
        .post(phone)
        .json(json!({ "body": "hi" }))
        .await
        .problem(400, "path_invalid");
    assert_eq!(server.head().await, head);
}

#[tokio::test]
async fn paths_and_methods_that_are_not_there_say_so() {
    let server = TestServer::start().await;
    server.as_admin().get("/v1/nothing").await.problem(404, "not_found");
    server.anonymous().post("/v1/").await.problem(404, "not_found");
    server
        .anonymous()
        .get("/webhooks/pigeon")
        .await
        .problem(404, "not_found");
    let reply = server.as_admin().delete("/v1/conversations").await;
    reply.problem(405, "method_not_allowed");
    assert_eq!(reply.header("allow"), "GET, POST");
}

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
        ("send_message", json!({ "body": "hi" })),
        ("assign_conversation", json!({ "agent": null })),
        ("hand_off_conversation", json!({ "to": "people" })),
        ("snooze_conversation", json!({ "until": "2099-01-01T00:00:00Z" })),
        ("opt_out_contact", json!({ "reason": "asked on the phone" })),
        ("opt_in_contact", json!({ "wording": "texts", "evidence": "form" })),
        ("add_note", json!({ "body": "hm" })),
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
