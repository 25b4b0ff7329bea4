use super::{PHONE, after, one};
use domain::ConversationId;
use jiff::SignedDuration;
use serde_json::{Value, json};
use test_support::TestServer;

async fn message(server: &TestServer, conversation: ConversationId, id: &Value) -> Value {
    server.head().await;
    let messages = server.messages(conversation).await;
    messages.into_iter().find(|message| message["id"] == *id).unwrap()
}

async fn until_state(server: &TestServer, conversation: ConversationId, id: &Value, state: &str) -> Value {
    server
        .until(&format!("the message is {state}"), async || {
            let messages = server.messages(conversation).await;
            messages
                .into_iter()
                .find(|message| message["id"] == *id && message["state"] == state)
        })
        .await
}

#[tokio::test]
async fn a_message_goes_through_its_states_to_the_phone() {
    let server = TestServer::start().await;
    let (id, path) = one(&server).await;
    let send = server
        .as_agent()
        .post(&format!("{path}/messages"))
        .json(json!({ "body": "Hi!", "client_id": "c-1" }));
    let sent = send.await.expect(202);
    let ours = until_state(&server, id, &sent["message"], "sent").await;
    assert_eq!(
        (&ours["client_id"], &ours["author"]["by"]),
        (&json!("c-1"), &json!("agent"))
    );
    server.advance(SignedDuration::from_secs(2));
    until_state(&server, id, &sent["message"], "delivered").await;
    server
        .as_agent()
        .post(&format!("/v1/simulator/phones/{PHONE}/read"))
        .await
        .expect(202);
    until_state(&server, id, &sent["message"], "read").await;
    assert_eq!(server.phone(PHONE).await.last().unwrap()["body"], "Hi!");
}

#[tokio::test]
async fn a_scheduled_message_waits_for_its_time_to_the_second() {
    let server = TestServer::start().await;
    let (id, path) = one(&server).await;
    let due = server.now() + SignedDuration::from_hours(26);
    let later = json!({ "body": "Did it fit?", "send_at": due });
    let scheduled = server
        .as_agent()
        .post(&format!("{path}/messages"))
        .json(later)
        .await
        .expect(202);
    let waiting = message(&server, id, &scheduled["message"]).await;
    assert_eq!((&waiting["state"], &waiting["due"]), (&json!("scheduled"), &json!(due)));
    server.advance(SignedDuration::from_hours(26) - SignedDuration::from_secs(1));
    assert_eq!(message(&server, id, &scheduled["message"]).await["state"], "scheduled");
    server.advance(SignedDuration::from_secs(1));
    until_state(&server, id, &scheduled["message"], "sent").await;
}

#[tokio::test]
async fn a_scheduled_message_can_be_cancelled_but_not_one_that_left() {
    let server = TestServer::start().await;
    let (id, path) = one(&server).await;
    let later = json!({ "body": "Later", "send_at": server.now() + SignedDuration::from_hours(1) });
    let scheduled = server
        .as_agent()
        .post(&format!("{path}/messages"))
        .json(later)
        .await
        .expect(202);
    let cancel = format!("{path}/messages/{}/cancel", scheduled["message"].as_str().unwrap());
    let written = super::twice(&server.as_agent(), &cancel, None).await;
    after(&server, &path, &written).await;
    assert_eq!(message(&server, id, &scheduled["message"]).await["state"], "cancelled");
    let send_now = cancel.replace("/cancel", "/send-now");
    server
        .as_agent()
        .post(&send_now)
        .await
        .problem(409, "message_not_pending");
    server.advance(SignedDuration::from_hours(2));
    server.head().await;
    assert!(server.phone(PHONE).await.iter().all(|text| text["body"] != "Later"));
}

#[tokio::test]
async fn a_scheduled_message_can_be_sent_now() {
    let server = TestServer::start().await;
    let (id, path) = one(&server).await;
    let later = json!({ "body": "Later", "send_at": server.now() + SignedDuration::from_hours(1) });
    let scheduled = server
        .as_agent()
        .post(&format!("{path}/messages"))
        .json(later)
        .await
        .expect(202);
    server
        .as_agent()
        .post(&format!(
            "{path}/messages/{}/send-now",
            scheduled["message"].as_str().unwrap()
        ))
        .await
        .ok();
    until_state(&server, id, &scheduled["message"], "sent").await;
    server.advance(SignedDuration::from_hours(2));
    server.head().await;
    assert_eq!(
        server
            .phone(PHONE)
            .await
            .iter()
            .filter(|text| text["body"] == "Later")
            .count(),
        1
    );
}

#[tokio::test]
async fn a_failed_message_can_be_tried_again_and_a_sent_one_cannot() {
    let server = TestServer::start().await;
    let (id, path) = one(&server).await;
    let fail = |mode: &str| {
        server
            .as_admin()
            .post("/v1/simulator/failures")
            .json(json!({ "mode": mode }))
    };
    fail("refuse").await.ok();
    let sent = server
        .as_agent()
        .post(&format!("{path}/messages"))
        .json(json!({ "body": "Hi!" }))
        .await
        .expect(202);
    let failed = until_state(&server, id, &sent["message"], "failed").await;
    assert_eq!(failed["code"], "30007");
    fail("none").await.ok();
    let retry = format!("{path}/messages/{}/retry", sent["message"].as_str().unwrap());
    server.as_agent().post(&retry).await.ok();
    server
        .until("it arrived", async || {
            server
                .phone(PHONE)
                .await
                .iter()
                .any(|text| text["body"] == "Hi!")
                .then_some(())
        })
        .await;
    server.as_agent().post(&retry).await;
    server.head().await;
    assert_eq!(
        server
            .phone(PHONE)
            .await
            .iter()
            .filter(|text| text["body"] == "Hi!")
            .count(),
        1,
        "asked for twice, sent once"
    );
    let received = server
        .messages(id)
        .await
        .into_iter()
        .find(|message| message["direction"] == "in")
        .unwrap();
    let retry = format!("{path}/messages/{}/retry", received["id"].as_str().unwrap());
    let refused = server.as_agent().post(&retry).await;
    assert!([404, 409].contains(&refused.status()), "{refused}");
}

#[tokio::test]
async fn why_a_message_left_is_told_in_words_and_with_evidence() {
    let server = TestServer::start().await;
    let (id, path) = one(&server).await;
    let sent = server
        .as_agent()
        .post(&format!("{path}/messages"))
        .json(json!({ "body": "Hi!" }))
        .await
        .expect(202);
    until_state(&server, id, &sent["message"], "sent").await;
    let why = server
        .as_auditor()
        .get(&format!("{path}/messages/{}/why", sent["message"].as_str().unwrap()))
        .await
        .ok();
    assert!(!why["sentences"].as_array().unwrap().is_empty());
    let types: Vec<_> = why["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["type"].as_str().unwrap())
        .collect();
    assert_eq!(types, ["message_queued", "dispatch_started", "message_sent"]);
}

#[tokio::test]
async fn after_an_opt_out_nothing_can_be_sent_until_consent_is_recorded_with_its_evidence() {
    let server = TestServer::start().await;
    let (id, path) = one(&server).await;
    let send = || {
        server
            .as_agent()
            .post(&format!("{path}/messages"))
            .json(json!({ "body": "Hi!" }))
    };
    let later = json!({ "body": "Later", "send_at": server.now() + SignedDuration::from_hours(1) });
    let scheduled = server
        .as_agent()
        .post(&format!("{path}/messages"))
        .json(later.clone())
        .await
        .expect(202);
    let opt_out = format!("{path}/opt-out");
    let written = super::twice(
        &server.as_agent(),
        &opt_out,
        Some(json!({ "reason": "asked on the phone" })),
    )
    .await;
    let detail = after(&server, &path, &written).await;
    assert_eq!(
        (&detail["consent"], &detail["opted_out"]["cause"]),
        (&json!("opted_out"), &json!("agent"))
    );
    assert_eq!(message(&server, id, &scheduled["message"]).await["state"], "suppressed");
    send().await.problem(409, "contact_opted_out");
    server
        .as_agent()
        .post(&format!("{path}/messages"))
        .json(later)
        .await
        .problem(409, "contact_opted_out");

    let opt_in = format!("{path}/opt-in");
    for blank in [
        json!({ "wording": "", "evidence": "form" }),
        json!({ "wording": "texts", "evidence": " " }),
    ] {
        server
            .as_agent()
            .post(&opt_in)
            .json(blank)
            .await
            .problem(422, "text_invalid");
    }
    let consent = json!({ "wording": "Yes, text me", "evidence": "form of 21 November" });
    let written = server.as_agent().post(&opt_in).json(consent).await.ok();
    assert_eq!(after(&server, &path, &written).await["consent"], "opted_in");
    send().await.expect(202);
}
