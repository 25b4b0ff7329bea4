//! Bad input gets an answer that says what was wrong.

use crate::fixture::{Fixture, bearer};
use actix_web::test::TestRequest;
use domain::agent::Role;
use serde_json::json;

async fn raw(
    fixture: &Fixture,
    token: &str,
    content_type: &str,
    body: impl Into<actix_web::web::Bytes>,
) -> (u16, String) {
    let request = TestRequest::post()
        .uri("/v1/conversations")
        .insert_header(bearer(token))
        .insert_header(("content-type", content_type.to_owned()))
        .set_payload(body);
    fixture.send(request).await.code()
}

#[actix_web::test]
async fn a_body_must_be_json_of_the_right_shape_and_size() {
    let fixture = Fixture::new().await;
    let token = fixture.token(Role::Agent).await;
    let refused = |status, code: &str| (status, code.to_owned());
    let json = "application/json";
    assert_eq!(raw(&fixture, &token, json, "{").await, refused(400, "json_malformed"));
    assert_eq!(
        raw(&fixture, &token, json, &b"{\"store\":\"\xff\"}"[..]).await,
        refused(400, "json_malformed")
    );
    assert_eq!(
        raw(&fixture, &token, json, "{\"store\":12}").await,
        refused(422, "validation")
    );
    assert_eq!(
        raw(&fixture, &token, "text/plain", "{}").await,
        refused(415, "unsupported_media_type")
    );
    assert_eq!(
        raw(&fixture, &token, json, vec![b' '; 70_000]).await,
        refused(413, "body_too_large")
    );
}

#[actix_web::test]
async fn a_wrong_field_is_pointed_at_and_the_request_is_named() {
    let fixture = Fixture::new().await;
    let token = fixture.token(Role::Agent).await;
    let body = json!({ "store": fixture.store, "address": "12", "channel": "sms" });
    let reply = fixture.post(&token, "/v1/conversations", body).await;
    assert_eq!(reply.code(), (422, "validation".into()));
    assert_eq!(reply.header("content-type"), "application/problem+json");
    let problem = reply.json();
    assert_eq!(problem["pointer"], "/body/address");
    assert_eq!(problem["request_id"], reply.header("x-request-id"));
    assert_eq!(problem["status"], 422);
}

#[actix_web::test]
async fn wrong_paths_queries_and_methods_are_problems_too() {
    let fixture = Fixture::new().await;
    let token = fixture.token(Role::Agent).await;
    let unknown = "00000000-0000-0000-0000-00000000ffff";
    for (path, status, code) in [
        ("/v1/conversations/not-an-id", 400, "path_invalid"),
        ("/v1/conversations?limit=0", 400, "query_invalid"),
        ("/v1/conversations?limit=many", 400, "query_invalid"),
        ("/v1/conversations?bx=inbox", 400, "query_invalid"),
        ("/v1/conversations?cursor=zz", 400, "query_invalid"),
        ("/v1/nothing", 404, "not_found"),
        ("/v1/../etc/passwd", 404, "not_found"),
        (&format!("/v1/conversations/{unknown}"), 404, "conversation_not_found"),
        (&format!("/v1/stores/{unknown}"), 404, "store_not_found"),
        // The id of an agent where that of a store is meant.
        ("/v1/stores/00000000-0000-0000-0000-000000000001", 404, "not_found"),
        ("/v1/conversations?at_least=99999999", 503, "view_behind"),
    ] {
        assert_eq!(
            fixture.get(&token, path).await.code(),
            (status, code.to_owned()),
            "{path}"
        );
    }
    let reply = fixture
        .send(
            TestRequest::delete()
                .uri("/v1/conversations")
                .insert_header(bearer(&token)),
        )
        .await;
    assert_eq!(reply.code(), (405, "method_not_allowed".into()));
    assert_eq!(reply.header("allow"), "GET, POST");
}

#[actix_web::test]
async fn every_answer_names_its_request_and_tells_the_browser_what_not_to_do() {
    let fixture = Fixture::new().await;
    let mine = "11111111-2222-4333-8444-555555555555";
    let reply = fixture
        .send(TestRequest::get().uri("/livez").insert_header(("x-request-id", mine)))
        .await;
    assert_eq!((reply.status, reply.header("x-request-id")), (200, mine));
    let reply = fixture
        .send(TestRequest::get().uri("/").insert_header(("x-request-id", "<script>")))
        .await;
    assert_ne!(reply.header("x-request-id"), "<script>");
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert!(
        reply
            .header("content-security-policy")
            .contains("frame-ancestors 'none'")
    );
    assert_eq!(reply.header("referrer-policy"), "no-referrer");
}

#[actix_web::test]
async fn the_document_and_its_pages_are_served_without_the_internet() {
    let fixture = Fixture::new().await;
    let reply = fixture.send(TestRequest::get().uri("/openapi.json")).await;
    assert_eq!(
        reply.json()["openapi"].as_str().map(|version| &version[..3]),
        Some("3.1")
    );
    let reply = fixture.send(TestRequest::get().uri("/docs/")).await;
    assert_eq!(reply.status, 200);
    assert!(
        !String::from_utf8_lossy(&reply.bytes).contains("https://"),
        "nothing is loaded from elsewhere"
    );
}
