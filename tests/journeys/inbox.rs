//! A conversation from its first text to the last, as the web app and the customer's phone see it.

use jiff::SignedDuration;
use serde_json::{Value, json};
use test_support::{AGENT, STORE, TestServer};

const PHONE: &str = "+14155550123";

async fn automated(server: &TestServer) {
    let store = format!("/v1/stores/{STORE}");
    let rule =
        json!({ "name": "Shipping", "words": ["ship", "shipping", "delivery"], "reply": "We ship within two days." });
    let admin = server.as_admin();
    admin
        .put(&format!("{store}/keyword-rules"))
        .json(json!({ "items": [rule] }))
        .await
        .ok();
    let automation = json!({ "enabled": true, "fallback": "A person will answer you here.", "facts": "" });
    admin.put(&format!("{store}/automation")).json(automation).await.ok();
}

async fn until_on_the_phone(server: &TestServer, body: &str) {
    let what = format!("\"{body}\" stands on the phone");
    server
        .until(&what, async || {
            server
                .phone(PHONE)
                .await
                .iter()
                .any(|text| text["body"] == body)
                .then_some(())
        })
        .await;
}

async fn until_row(server: &TestServer, what: &str, is: impl Fn(&Value) -> bool) -> Value {
    let path = format!("/v1/conversations/{}", server.conversation_of(PHONE));
    server
        .until(what, async || {
            let row = server.as_agent().get(&path).await.json();
            is(&row).then_some(row)
        })
        .await
}

#[tokio::test]
async fn a_rule_answers_a_person_takes_over_and_leave_me_alone_is_final() {
    let server = TestServer::start().await;
    automated(&server).await;

    let conversation = server.text_from(PHONE, "How long does shipping take?").await;
    until_on_the_phone(&server, "We ship within two days.").await;
    until_row(&server, "rules answer it", |row| row["box"] == "automated").await;

    server.text_from(PHONE, "Can I talk to a person please?").await;
    let row = until_row(&server, "it waits for a person", |row| row["box"] == "inbox").await;
    assert!(row["unread"].as_u64().unwrap() > 0, "{row}");

    let path = format!("/v1/conversations/{conversation}");
    let say = |body: &str| {
        server
            .as_agent()
            .post(&format!("{path}/messages"))
            .json(json!({ "body": body }))
    };
    let sent = say("Hi, this is Ben!").await.expect(202);
    until_on_the_phone(&server, "Hi, this is Ben!").await;
    let row = until_row(&server, "it is Ben's", |row| row["box"] == "assigned").await;
    assert_eq!(row["assignee"], json!(AGENT.id));
    server.advance(SignedDuration::from_secs(5));
    server
        .as_agent()
        .post(&format!("/v1/simulator/phones/{PHONE}/read"))
        .await
        .expect(202);
    server
        .until("the text was read", async || {
            let messages = server.messages(conversation).await;
            let ours = messages
                .into_iter()
                .find(|message| message["id"] == sent["message"])
                .unwrap();
            (ours["state"] == "read").then_some(())
        })
        .await;

    let texts = server.phone(PHONE).await.len();
    server.text_from(PHONE, "What about shipping to Canada?").await;
    server.head().await;
    assert_eq!(server.phone(PHONE).await.len(), texts + 1, "the AI stays silent");

    let later = json!({ "body": "Did it fit?", "send_at": server.now() + SignedDuration::from_hours(24) });
    let scheduled = server
        .as_agent()
        .post(&format!("{path}/messages"))
        .json(later)
        .await
        .expect(202);

    server.text_from(PHONE, "ugh leave me alone").await;
    let row = until_row(&server, "the contact is opted out", |row| row["consent"] == "opted_out").await;
    assert_eq!(row["opted_out"]["text"], "ugh leave me alone");
    say("sorry!").await.problem(409, "contact_opted_out");
    server
        .until("what was scheduled is suppressed", async || {
            let messages = server.messages(conversation).await;
            let later = messages
                .into_iter()
                .find(|message| message["id"] == scheduled["message"])
                .unwrap();
            (later["state"] == "suppressed").then_some(())
        })
        .await;
    server.advance(SignedDuration::from_hours(48));
    server.text_from(PHONE, "?").await;
    let texts = server.phone(PHONE).await;
    assert!(
        texts
            .iter()
            .all(|text| text["body"] != "Did it fit?" && text["body"] != "sorry!"),
        "{texts:?}"
    );

    let why = format!("{path}/messages/{}/why", scheduled["message"].as_str().unwrap());
    let explained = server.as_auditor().get(&why).await.ok();
    assert!(!explained["sentences"].as_array().unwrap().is_empty(), "{explained}");
    the_auditor_sees_every_step(&server).await;
}

async fn the_auditor_sees_every_step(server: &TestServer) {
    let events = server.as_auditor().get("/v1/events?limit=200").await.ok();
    let types: Vec<_> = events["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["type"].as_str().unwrap())
        .collect();
    let mut rest = types.iter();
    for step in [
        "inbound_recorded",
        "message_received",
        "message_queued",
        "dispatch_started",
        "message_sent",
        "conversation_handed_off",
        "conversation_assigned",
        "message_read",
        "message_scheduled",
        "contact_opted_out",
        "message_suppressed",
    ] {
        assert!(
            rest.any(|seen| *seen == step),
            "{step} is missing, or out of order: {types:?}"
        );
    }
}

#[tokio::test]
async fn neither_a_restart_nor_deleted_views_change_anything_and_the_log_replays_to_the_same_state() {
    let server = TestServer::start().await;
    automated(&server).await;
    let conversation = server.text_from(PHONE, "shipping?").await;
    until_on_the_phone(&server, "We ship within two days.").await;
    server.text_from(PHONE, "thanks").await;
    until_on_the_phone(&server, "A person will answer you here.").await;
    server
        .until("everything that was to be sent is sent", async || {
            let messages = server.messages(conversation).await;
            messages
                .iter()
                .all(|message| message["state"] == "received" || message["state"] == "sent")
                .then_some(())
        })
        .await;
    let row = |server: &TestServer| server.as_agent().get(&format!("/v1/conversations/{conversation}"));

    let server = server.restarted().await;
    server.head().await;
    let (before, state) = (
        row(&server).await.ok(),
        server.running().views.state_hash().await.unwrap(),
    );
    let server = server.restarted_without_views().await;
    server.head().await;
    assert_eq!(row(&server).await.ok(), before);
    assert_eq!(server.running().views.state_hash().await.unwrap(), state);
    let log = server.running().commands.log().clone();
    let replayed = server::audit::replay(log.as_ref(), None).await.unwrap();
    assert_eq!(
        (replayed.state_hash, replayed.events),
        (state.to_string(), server.head().await)
    );
}

#[tokio::test]
async fn a_carrier_that_swallows_the_answer_is_asked_and_the_text_is_not_sent_twice() {
    let server = TestServer::start().await;
    let conversation = server.text_from(PHONE, "hello").await;
    let fail = |mode: &str| {
        server
            .as_admin()
            .post("/v1/simulator/failures")
            .json(json!({ "mode": mode }))
    };
    fail("hang").await.ok();
    let path = format!("/v1/conversations/{conversation}/messages");
    let sent = server
        .as_agent()
        .post(&path)
        .json(json!({ "body": "hi!" }))
        .await
        .expect(202);
    server
        .until("the message is sent", async || {
            let messages = server.messages(conversation).await;
            let ours = messages.into_iter().find(|message| message["id"] == sent["message"])?;
            (ours["state"] == "sent").then_some(())
        })
        .await;
    fail("none").await.ok();
    let texts = server.phone(PHONE).await;
    assert_eq!(texts.iter().filter(|text| text["body"] == "hi!").count(), 1);
}
