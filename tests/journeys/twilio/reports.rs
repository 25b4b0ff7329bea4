//! Delivery reports: repeated, out of order, early, strange.

use super::{PHONE, agent_writes, in_state, message, stand_in::Taken, with_twilio};
use crate::sdk::{Form, deliver};
use test_support::STORE_NUMBER;

/// A report on a message as Twilio posts it.
fn report(taken: &Taken, status: &str) -> Form {
    let fields = [
        ("ApiVersion", "2010-04-01"),
        ("MessageStatus", status),
        ("SmsSid", taken.sid.as_str()),
        ("SmsStatus", status),
        ("To", PHONE),
        ("From", STORE_NUMBER),
        ("MessageSid", taken.sid.as_str()),
        ("AccountSid", super::ACCOUNT),
    ];
    Form::new(taken.callback(), &fields)
}

#[tokio::test]
async fn states_go_forward_only_however_the_reports_come() {
    let (server, twilio) = with_twilio().await;
    let (conversation, id) = agent_writes(&server, "It is back in green!").await;
    in_state(&server, conversation, &id, "sent").await;
    let taken = twilio.taken().remove(0);
    assert_eq!(taken.fields["Body"], "It is back in green!");
    assert_eq!(
        (taken.fields["To"].as_str(), taken.fields["From"].as_str()),
        (PHONE, STORE_NUMBER)
    );

    let reports = ["delivered", "sent", "queued", "delivered", "sending"].map(|status| report(&taken, status));
    deliver(&server, &reports).await;
    let delivered = in_state(&server, conversation, &id, "delivered").await;
    assert_eq!(delivered["carrier_id"], taken.sid);
    deliver(
        &server,
        &["read", "delivered", "sent", "read"].map(|status| report(&taken, status)),
    )
    .await;
    in_state(&server, conversation, &id, "read").await;
    // The last ones are understood too, and say nothing new.
    deliver(&server, &[report(&taken, "delivered"), super::text("SMlast", "thanks")]).await;
    server
        .until("the text that came after the reports is there", async || {
            let messages = server.messages(conversation).await;
            messages.iter().any(|message| message["body"] == "thanks").then_some(())
        })
        .await;
    assert_eq!(message(&server, conversation, &id).await["state"], "read");
}

#[tokio::test]
async fn a_report_says_in_plain_words_why_it_could_not_be_delivered() {
    let (server, twilio) = with_twilio().await;
    let (conversation, id) = agent_writes(&server, "hello?").await;
    in_state(&server, conversation, &id, "sent").await;
    let taken = twilio.taken().remove(0);
    deliver(
        &server,
        &[report(&taken, "undelivered")
            .with("ErrorCode", "30003")
            .with("NewField", "x")],
    )
    .await;
    let failed = in_state(&server, conversation, &id, "failed").await;
    assert_eq!(failed["code"], "30003");
    assert!(failed["reason"].as_str().unwrap().len() > 10, "{failed}");
}

#[tokio::test]
async fn a_report_on_a_message_that_is_not_ours_changes_nothing() {
    let (server, twilio) = with_twilio().await;
    let (conversation, id) = agent_writes(&server, "hello").await;
    in_state(&server, conversation, &id, "sent").await;
    let mut foreign = twilio.taken().remove(0);
    foreign.sid = "SMffffffffffffffffffffffffffffffff".to_owned();
    let mut elsewhere = report(&foreign, "read");
    elsewhere.path = elsewhere.path.split('?').next().unwrap().to_owned();
    deliver(&server, &[elsewhere, super::text("SMlast", "thanks")]).await;
    server
        .until("the text that came after the report is there", async || {
            (server.messages(conversation).await.len() == 2).then_some(())
        })
        .await;
    assert_eq!(message(&server, conversation, &id).await["state"], "sent");
}
