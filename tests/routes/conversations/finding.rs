//! Boxes, lists, search, timelines: what there is, and paging through it.

use super::{PHONE, one};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use test_support::{AGENT, TestServer};

fn ids(page: &Value) -> Vec<String> {
    page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn each_conversation_lies_in_its_box_and_is_counted_there() {
    let server = TestServer::start().await;
    let agent = server.as_agent();
    let mut paths = vec![];
    for contact in 0..4 {
        let id = server.text_from(&format!("+1415555013{contact}"), "hello").await;
        paths.push(format!("/v1/conversations/{id}"));
    }
    agent.post(&format!("{}/take", paths[1])).await.ok();
    agent.post(&format!("{}/close", paths[2])).await.ok();
    agent
        .post(&format!("{}/hand-off", paths[3]))
        .json(json!({ "to": "ai" }))
        .await
        .ok();
    server
        .until("the AI's fallback called a person or it lies with the AI", async || {
            Some(server.head().await)
        })
        .await;
    for (lies_in, expected) in [("yours", &paths[1]), ("closed", &paths[2])] {
        let page = agent.get(&format!("/v1/conversations?box={lies_in}")).await.ok();
        assert_eq!(ids(&page), [expected.rsplit('/').next().unwrap()], "{lies_in}");
    }
    let counts = agent.get("/v1/boxes").await.ok();
    for lies_in in ["inbox", "yours", "open", "automated", "sent", "snoozed", "closed"] {
        let page = agent.get(&format!("/v1/conversations?box={lies_in}")).await.ok();
        let unread = agent
            .get(&format!("/v1/conversations?box={lies_in}&unread=true"))
            .await
            .ok();
        let expected = json!({ "total": ids(&page).len(), "unread": ids(&unread).len() });
        assert_eq!(counts[lies_in], expected, "{lies_in}: {counts}");
    }
    assert!(counts["agents"].is_null(), "agents see no others' boxes: {counts}");
    let team = server.as_admin().get("/v1/boxes").await.ok();
    let own = team["agents"]
        .as_array()
        .unwrap()
        .iter()
        .find(|count| count["agent"] == json!(AGENT.id))
        .unwrap();
    assert_eq!(own["total"], 1);
}

#[tokio::test]
async fn pages_show_each_conversation_once() {
    let server = TestServer::start().await;
    let mut all = BTreeSet::new();
    for contact in 0..7 {
        all.insert(
            server
                .text_from(&format!("+1415555014{contact}"), "hello")
                .await
                .to_string(),
        );
    }
    let (mut seen, mut cursor) = (vec![], String::new());
    loop {
        let page = server
            .as_agent()
            .get(&format!("/v1/conversations?limit=3&cursor={cursor}"))
            .await
            .ok();
        seen.extend(ids(&page));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen.len(), 7);
    assert_eq!(seen.into_iter().collect::<BTreeSet<_>>(), all);
}

#[tokio::test]
async fn search_finds_by_number_however_written_and_by_words() {
    let server = TestServer::start().await;
    let (id, _) = one(&server).await;
    server.text_from(PHONE, "is the Meadow Tunic lined?").await;
    server.text_from("+14155550999", "good morning").await;
    for q in [
        "(415) 555-0123",
        "415 555 0123",
        "5550123",
        "+14155550123",
        "tunic",
        "MEADOW",
        "meado",
    ] {
        let encoded: String = url::form_urlencoded::byte_serialize(q.as_bytes()).collect();
        let found = server
            .as_agent()
            .get(&format!("/v1/conversations?q={encoded}"))
            .await
            .ok();
        assert_eq!(ids(&found), [id.to_string()], "{q}");
    }
    assert_eq!(
        ids(&server.as_agent().get("/v1/conversations?q=zebra").await.ok()),
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn a_timeline_is_read_backwards_in_pages_without_gaps() {
    let server = TestServer::start().await;
    let (id, path) = one(&server).await;
    for number in 0..5 {
        server.text_from(PHONE, &format!("text {number}")).await;
    }
    let whole = server.as_agent().get(&format!("{path}/timeline?limit=200")).await.ok();
    let key = |item: &Value| item["id"].as_str().unwrap().to_owned();
    let expected: Vec<_> = whole["items"].as_array().unwrap().iter().map(key).collect();
    let (mut pages, mut before) = (vec![], String::new());
    loop {
        let page = server
            .as_agent()
            .get(&format!("{path}/timeline?limit=2{before}"))
            .await
            .ok();
        pages.push(page["items"].as_array().unwrap().iter().map(key).collect::<Vec<_>>());
        match page["next_before"].as_u64() {
            Some(next) => before = format!("&before={next}"),
            None => break,
        }
    }
    let read: Vec<_> = pages.into_iter().rev().flatten().collect();
    assert_eq!(read, expected);
    assert_eq!(server.messages(id).await.len(), 6);
}
