//! Paths and queries that lead nowhere.

use super::PHONE;
use serde_json::json;
use test_support::TestServer;

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
    ] {
        let reply = server.as_agent().get(&format!("/v1/conversations?{query}")).await;
        reply.problem(400, "query_invalid");
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
