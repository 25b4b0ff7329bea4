//! The feed of the web app. A snapshot and the changes after its position make the fresh snapshot.

use super::feed::Feed;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use test_support::TestServer;

/// The list as a browser holds it.
async fn snapshot(server: &TestServer) -> (BTreeMap<String, Value>, u64) {
    let page = server.as_agent().get("/v1/conversations?limit=200").await.ok();
    let rows = page["items"].as_array().unwrap().iter();
    let rows = rows
        .map(|row| (row["id"].as_str().unwrap().to_owned(), row.clone()))
        .collect();
    (rows, page["position"].as_u64().unwrap())
}

/// Applies changes until the one at `position` or a later one.
async fn follow(feed: &mut Feed, rows: &mut BTreeMap<String, Value>, position: u64) {
    loop {
        let change = feed.next_called("change").await;
        let row = change.data["conversation"].clone();
        let id = row["id"].as_str().unwrap().to_owned();
        let newer = rows
            .get(&id)
            .is_none_or(|known| row["position"].as_u64() >= known["position"].as_u64());
        if newer {
            rows.insert(id, row);
        }
        if change.id.unwrap() >= position {
            return;
        }
    }
}

async fn something_happens(server: &TestServer) -> u64 {
    let one = server.text_from("+14155550123", "hello").await;
    let two = server.text_from("+14155550124", "hi").await;
    server
        .as_agent()
        .post(&format!("/v1/conversations/{one}/take"))
        .await
        .ok();
    server
        .as_agent()
        .post(&format!("/v1/conversations/{one}/messages"))
        .json(json!({ "body": "Hi!" }))
        .await
        .ok();
    server
        .as_colleague()
        .post(&format!("/v1/conversations/{two}/labels"))
        .json(json!({ "add": ["vip"] }))
        .await
        .ok();
    server
        .until("the message is sent", async || {
            let messages = server.messages(one).await;
            messages.iter().any(|message| message["state"] == "sent").then_some(())
        })
        .await;
    server
        .as_agent()
        .post(&format!("/v1/conversations/{one}/close"))
        .await
        .ok()["position"]
        .as_u64()
        .unwrap()
}

#[tokio::test]
async fn a_snapshot_and_the_changes_after_it_make_the_fresh_snapshot() {
    let server = TestServer::start().await;
    server.text_from("+14155550125", "before").await;
    let (mut rows, position) = snapshot(&server).await;
    let mut feed = Feed::of(
        server
            .as_agent()
            .get(&format!("/v1/live?after={position}"))
            .begun()
            .await,
    );
    let last = something_happens(&server).await;
    follow(&mut feed, &mut rows, last).await;
    server.head().await;
    assert_eq!(rows, snapshot(&server).await.0);
}

#[tokio::test]
async fn a_reader_that_reconnects_after_a_restart_misses_nothing() {
    let server = TestServer::start().await;
    let (mut rows, position) = snapshot(&server).await;
    let mut feed = Feed::of(
        server
            .as_agent()
            .get(&format!("/v1/live?after={position}"))
            .begun()
            .await,
    );
    let last = something_happens(&server).await;
    let first = feed.next_called("change").await;
    // The server goes, and takes the connection with it.
    let server = server.restarted().await;
    let call = server
        .as_agent()
        .get("/v1/live?after=0")
        .header("last-event-id", &first.id.unwrap().to_string());
    let mut feed = Feed::of(call.begun().await);
    rows.insert(
        first.data["conversation"]["id"].as_str().unwrap().to_owned(),
        first.data["conversation"].clone(),
    );
    follow(&mut feed, &mut rows, last).await;
    server.head().await;
    assert_eq!(rows, snapshot(&server).await.0);
}

#[tokio::test]
async fn counts_and_settings_are_told_too() {
    let server = TestServer::start().await;
    let head = server.head().await;
    let mut feed = Feed::of(server.as_agent().get(&format!("/v1/live?after={head}")).begun().await);
    server.text_from("+14155550123", "hello").await;
    let counts = feed.next_called("counts").await.data;
    assert_eq!(counts["inbox"], json!({ "total": 1, "unread": 1 }));
    let recovery = json!({ "enabled": true, "delay_minutes": 30 });
    let path = format!("/v1/stores/{}/cart-recovery", test_support::STORE);
    server.as_admin().put(&path).json(recovery).await.ok();
    assert_eq!(feed.next_called("settings").await.data["subject"], "store");
}

#[tokio::test]
async fn a_feed_ends_when_the_server_does() {
    let server = TestServer::start().await;
    let head = server.head().await;
    let mut feed = Feed::of(server.as_agent().get(&format!("/v1/live?after={head}")).begun().await);
    server.stop().await;
    assert_eq!(feed.next().await, None);
}
