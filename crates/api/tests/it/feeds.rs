//! The event log and the live feed.

use crate::fixture::{Fixture, bearer};
use actix_web::{body::MessageBody, test::TestRequest, web::Bytes};
use domain::agent::Role;
use serde_json::{Value, json};
use std::{future::poll_fn, pin::Pin};

/// Reads a stream of server-sent events until it has so many of them with data.
async fn events(
    body: &mut Pin<Box<dyn MessageBody<Error = Box<dyn std::error::Error>>>>,
    count: usize,
) -> Vec<(String, String, Value)> {
    let mut text = String::new();
    loop {
        let frames: Vec<_> = text
            .split("\n\n")
            .filter(|frame| frame.contains("data:"))
            .map(parse)
            .collect();
        if frames.len() >= count && text.ends_with("\n\n") {
            return frames;
        }
        let chunk: Option<Bytes> = poll_fn(|context| body.as_mut().poll_next(context))
            .await
            .map(|chunk| chunk.unwrap());
        text.push_str(str::from_utf8(&chunk.expect("the stream ended early")).unwrap());
    }
}

fn parse(frame: &str) -> (String, String, Value) {
    let field = |name: &str| {
        let line = frame
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        line.unwrap_or_default().trim().to_owned()
    };
    (
        field("event"),
        field("id"),
        serde_json::from_str(&field("data")).unwrap(),
    )
}

async fn open(
    fixture: &Fixture,
    request: TestRequest,
) -> Pin<Box<dyn MessageBody<Error = Box<dyn std::error::Error>>>> {
    let service = actix_web::test::init_service(api::http_app(fixture.app.clone())).await;
    let response = actix_web::test::call_service(&service, request.to_request()).await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers().get("content-type").unwrap(), "text/event-stream");
    Box::pin(actix_web::body::BoxBody::new(response.into_body()))
}

#[actix_web::test]
async fn the_log_is_read_page_by_page_without_gaps_or_secrets() {
    let fixture = Fixture::new().await;
    let auditor = fixture.token(Role::Auditor).await;
    fixture.settle().await;
    let mut positions = vec![];
    let mut after = 0;
    loop {
        let page = fixture
            .get(&auditor, &format!("/v1/events?after={after}&limit=2"))
            .await
            .json();
        positions.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|event| event["position"].as_u64().unwrap()),
        );
        let Some(next) = page["next_after"].as_u64() else { break };
        after = next;
    }
    assert_eq!(positions, (1..=fixture.app.commands.log().head().0).collect::<Vec<_>>());
    let added = fixture.get(&auditor, "/v1/events?type=agent_added").await.json();
    assert_eq!(added["items"].as_array().unwrap().len(), 4);
    assert!(
        !added.to_string().contains("$argon2id$v=19"),
        "no password hashes for anybody"
    );
}

#[actix_web::test]
async fn a_stream_goes_on_from_the_last_event_that_was_seen() {
    let fixture = Fixture::new().await;
    let key = fixture.api_key(&[domain::api_key::Scope::Events]).await;
    fixture.settle().await;
    let request = TestRequest::get()
        .uri("/v1/events/stream?after=1")
        .insert_header(bearer(&key));
    let mut body = open(&fixture, request.insert_header(("last-event-id", "3"))).await;
    let seen = events(&mut body, 2).await;
    assert_eq!(seen[0].1, "4", "Last-Event-ID wins over after");
    assert_eq!((seen[0].0.as_str(), seen[0].2["position"].as_u64()), ("event", Some(4)));
    assert_eq!(seen[1].1, "5");
}

#[actix_web::test]
async fn the_live_feed_tells_the_row_the_item_and_the_counts() {
    let fixture = Fixture::new().await;
    let token = fixture.token(Role::Agent).await;
    let id = fixture.conversation(&token).await;
    let mut body = open(
        &fixture,
        TestRequest::get().uri("/v1/live").insert_header(bearer(&token)),
    )
    .await;
    let sent = fixture
        .post(
            &token,
            &format!("/v1/conversations/{id}/messages"),
            json!({ "body": "Hello" }),
        )
        .await;
    assert_eq!(sent.status, 202);
    let seen = events(&mut body, 2).await;
    let change = seen.iter().find(|event| event.0 == "change").unwrap();
    assert_eq!(change.2["conversation"]["id"], id);
    assert_eq!(change.2["item"]["message"]["body"], "Hello");
    assert_eq!(change.1, change.2["position"].to_string());
    let counts = seen.iter().find(|event| event.0 == "counts").unwrap();
    assert_eq!(counts.2["yours"]["total"], 1);
    assert_eq!(counts.1, "", "counts cannot be resumed from");
}

#[actix_web::test]
async fn a_live_feed_ends_when_the_server_shuts_down() {
    let fixture = Fixture::new().await;
    let token = fixture.token(Role::Agent).await;
    fixture.settle().await;
    let mut body = open(
        &fixture,
        TestRequest::get().uri("/v1/live").insert_header(bearer(&token)),
    )
    .await;
    fixture.shutdown.send_replace(true);
    while poll_fn(|context| body.as_mut().poll_next(context)).await.is_some() {}
}

#[actix_web::test]
async fn a_feed_is_not_resumed_from_nonsense() {
    let fixture = Fixture::new().await;
    let token = fixture.token(Role::Agent).await;
    let request = TestRequest::get().uri("/v1/live").insert_header(bearer(&token));
    let reply = fixture.send(request.insert_header(("last-event-id", "abc"))).await;
    assert_eq!(reply.code(), (400, "last_event_id_invalid".into()));
}
