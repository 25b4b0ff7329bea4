use super::feed::Feed;
use domain::api_key::Scope;
use serde_json::{Value, json};
use test_support::{AGENT, TestServer};

const PHONE: &str = "+14155550123";

fn positions(page: &Value) -> Vec<u64> {
    page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["position"].as_u64().unwrap())
        .collect()
}

#[tokio::test]
async fn the_whole_log_can_be_read_in_pages_without_gaps() {
    let server = TestServer::start().await;
    server.text_from(PHONE, "hello").await;
    let head = server.head().await;
    let (mut read, mut after) = (vec![], 0);
    loop {
        let page = server
            .as_key(Scope::Events)
            .get(&format!("/v1/events?after={after}&limit=7"))
            .await
            .ok();
        read.extend(positions(&page));
        match page["next_after"].as_u64().filter(|next| *next > after && *next < head) {
            Some(next) => after = next,
            None => break,
        }
    }
    assert_eq!(read, (1..=head).collect::<Vec<_>>());
    let newest = server.as_auditor().get("/v1/events?order=desc&limit=3").await.ok();
    assert_eq!(positions(&newest), [head, head - 1, head - 2]);
}

#[tokio::test]
async fn events_are_filtered_by_type_stream_actor_and_time() {
    let server = TestServer::start().await;
    let id = server.text_from(PHONE, "hello").await;
    server
        .as_agent()
        .post(&format!("/v1/conversations/{id}/take"))
        .await
        .ok();
    server
        .as_agent()
        .post(&format!("/v1/conversations/{id}/close"))
        .await
        .ok();
    server.head().await;
    let auditor = server.as_auditor();
    let found = |query: String| {
        let auditor = auditor.clone();
        async move { auditor.get(&format!("/v1/events?{query}")).await.ok() }
    };
    let closed = found("type=conversation_closed,conversation_reopened".to_owned()).await;
    let event = &closed["items"][0];
    assert_eq!(
        (&event["stream"], &event["actor"]),
        (&json!(id), &json!(format!("agent:{}", AGENT.id)))
    );
    assert_eq!(event["conversation"]["id"], json!(id));
    let by_agent = found(format!("actor=agent:{}&stream={id}", AGENT.id)).await;
    assert_eq!(positions(&by_agent).len(), 2);
    let of_stream = found(format!("stream={id}")).await;
    assert!(
        of_stream["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|event| event["stream"] == json!(id))
    );
    assert_eq!(
        positions(&found(format!("since={}", server.now() + jiff::SignedDuration::from_secs(1))).await),
        Vec::<u64>::new()
    );
    assert_eq!(
        positions(&found("type=no_such_event".to_owned()).await),
        Vec::<u64>::new()
    );
}

#[tokio::test]
async fn hashes_of_passwords_tokens_and_keys_are_never_shown() {
    let server = TestServer::start().await;
    let events = server.as_admin().get("/v1/events?limit=200").await.ok().to_string();
    for secret in ["argon2", "password_hash", "token_hash", "secret_hash"] {
        assert!(!events.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn a_stream_goes_on_where_its_reader_was_and_misses_nothing() {
    let server = TestServer::start().await;
    server.text_from(PHONE, "hello").await;
    let head = server.head().await;
    let key = server.as_key(Scope::Events);
    let mut feed = Feed::of(key.get("/v1/events/stream?after=0").begun().await);
    for position in 1..=head {
        let sent = feed.next_called("event").await;
        assert_eq!((sent.id, &sent.data["position"]), (Some(position), &json!(position)));
    }
    let id = server.conversation_of(PHONE);
    server
        .as_agent()
        .post(&format!("/v1/conversations/{id}/close"))
        .await
        .ok();
    let live = feed.next_called("event").await;
    assert_eq!(
        (live.id, &live.data["type"]),
        (Some(head + 1), &json!("conversation_closed"))
    );
    drop(feed);
    let call = key
        .get("/v1/events/stream?after=0")
        .header("last-event-id", &head.to_string());
    let mut again = Feed::of(call.begun().await);
    assert_eq!(again.next_called("event").await, live, "Last-Event-ID wins over after");
    key.get("/v1/events/stream")
        .header("last-event-id", "yesterday")
        .await
        .problem(400, "last_event_id_invalid");
}
