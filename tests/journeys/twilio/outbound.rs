//! Texts that leave, and every answer Twilio may give.

use super::{PHONE, agent_writes, in_state, message, stand_in::Answer, with_twilio};
use jiff::SignedDuration;
use serde_json::json;
use test_support::{STORE, STORE_NUMBER};

#[tokio::test]
async fn a_text_of_sixteen_hundred_characters_with_emoji_leaves_as_it_was_written() {
    let (server, twilio) = with_twilio().await;
    let long: String = "Danke schön 🌿👩‍🚀 & <b>100 %</b> + = "
        .chars()
        .cycle()
        .take(1_600)
        .collect();
    let (conversation, id) = agent_writes(&server, long.trim_end()).await;
    in_state(&server, conversation, &id, "sent").await;
    assert_eq!(twilio.taken()[0].fields["Body"], long.trim_end());
}

#[tokio::test]
async fn a_messaging_service_sends_in_place_of_the_number() {
    let (server, twilio) = with_twilio().await;
    let service = "MG0123456789abcdef0123456789abcdef";
    let sender = json!({
        "number": STORE_NUMBER, "channels": ["sms", "mms"], "gateway": "twilio", "messaging_service": service, "label": "",
    });
    let path = format!("/v1/stores/{STORE}/senders");
    server
        .as_admin()
        .put(&path)
        .json(json!({ "items": [sender] }))
        .await
        .ok();
    let (conversation, id) = agent_writes(&server, "hello").await;
    in_state(&server, conversation, &id, "sent").await;
    let taken = twilio.taken().remove(0);
    assert_eq!(taken.fields["MessagingServiceSid"], service);
    assert!(!taken.fields.contains_key("From"));
}

#[tokio::test]
async fn code_21610_is_an_opt_out() {
    let (server, twilio) = with_twilio().await;
    twilio.answers(Answer::OptedOut);
    let (conversation, id) = agent_writes(&server, "hello").await;
    let failed = in_state(&server, conversation, &id, "failed").await;
    assert_eq!(failed["code"], "21610");
    let path = format!("/v1/conversations/{conversation}");
    let detail = server.as_agent().get(&path).await.ok();
    assert_eq!(
        (&detail["consent"], &detail["opted_out"]["cause"]),
        (&json!("opted_out"), &json!("carrier"))
    );
    let send = server
        .as_agent()
        .post(&format!("{path}/messages"))
        .json(json!({ "body": "again" }))
        .await;
    send.problem(409, "contact_opted_out");
    assert_eq!(twilio.posted(), 1);
}

#[tokio::test]
async fn when_twilio_asks_to_slow_down_it_is_sent_later_and_once() {
    let (server, twilio) = with_twilio().await;
    twilio.answers(Answer::SlowDown);
    let (conversation, id) = agent_writes(&server, "hello").await;
    server
        .until("it was refused for now", async || {
            let waits = message(&server, conversation, &id).await;
            (twilio.posted() == 1 && waits["state"] == "queued" && waits["reason"].is_string()).then_some(())
        })
        .await;
    twilio.answers(Answer::Created);
    server.advance(SignedDuration::from_secs(29));
    assert_eq!(message(&server, conversation, &id).await["state"], "queued");
    server.advance(SignedDuration::from_secs(2));
    in_state(&server, conversation, &id, "sent").await;
    assert_eq!((twilio.posted(), twilio.taken().len()), (2, 1));
}

#[tokio::test]
async fn a_fault_at_twilio_is_asked_about_before_it_is_sent_again() {
    let (server, twilio) = with_twilio().await;
    twilio.answers(Answer::Fault);
    let (conversation, id) = agent_writes(&server, "hello").await;
    in_state(&server, conversation, &id, "dispatching").await;
    twilio.until_posted(1).await;
    twilio.answers(Answer::Created);
    // Twilio's list says nothing of it. Only after two minutes is that to be believed.
    server.advance(SignedDuration::from_mins(3));
    in_state(&server, conversation, &id, "sent").await;
    assert_eq!((twilio.posted(), twilio.taken().len()), (2, 1));
}

#[tokio::test]
async fn a_text_that_twilio_took_in_silence_is_found_and_not_sent_again() {
    let (server, twilio) = with_twilio().await;
    twilio.answers(Answer::TakenInSilence);
    let (conversation, id) = agent_writes(&server, "hello").await;
    in_state(&server, conversation, &id, "dispatching").await;
    twilio.until_posted(1).await;
    twilio.answers(Answer::Created);
    server.advance(SignedDuration::from_mins(3));
    let sent = in_state(&server, conversation, &id, "sent").await;
    assert_eq!(sent["carrier_id"], twilio.taken()[0].sid);
    assert_eq!((twilio.posted(), twilio.taken().len()), (1, 1));
}

#[tokio::test]
async fn a_call_that_hangs_and_took_nothing_is_made_again_after_asking() {
    let (server, twilio) = with_twilio().await;
    twilio.answers(Answer::Silence);
    let (conversation, id) = agent_writes(&server, "hello").await;
    in_state(&server, conversation, &id, "dispatching").await;
    twilio.until_posted(1).await;
    twilio.answers(Answer::Created);
    server.advance(SignedDuration::from_mins(3));
    in_state(&server, conversation, &id, "sent").await;
    assert_eq!((twilio.posted(), twilio.taken().len()), (2, 1));
}

#[tokio::test]
async fn one_call_that_hangs_holds_up_nobody_else() {
    let (server, twilio) = with_twilio().await;
    twilio.answers(Answer::Silence);
    let (conversation, id) = agent_writes(&server, "hello").await;
    in_state(&server, conversation, &id, "dispatching").await;
    twilio.until_posted(1).await;
    twilio.answers(Answer::Created);
    let other = "+14155550124";
    let new = json!({ "store": STORE, "address": other, "channel": "sms", "body": "hello you" });
    let started = server.as_agent().post("/v1/conversations").json(new).await.ok();
    let sent = started["message"].as_str().unwrap();
    in_state(&server, server.conversation_of(other), sent, "sent").await;
    assert_eq!(message(&server, conversation, &id).await["state"], "dispatching");
    assert_eq!(twilio.taken()[0].fields["To"], other);
    assert_ne!(PHONE, other);
}
