//! `If-Match` and `Idempotency-Key`.

use super::{PHONE, message_to};
use serde_json::json;
use test_support::TestServer;

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
