//! Bodies that cannot be understood, or say what cannot be.

use super::{PHONE, message_to};
use serde_json::json;
use test_support::{STORE, TestServer};

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
