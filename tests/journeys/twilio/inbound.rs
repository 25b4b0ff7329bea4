//! Texts that come in.

use super::{PHONE, stand_in::PHOTO, text, with_twilio};
use crate::sdk::{Form, deliver, signed_by_twilio};
use serde_json::json;
use test_support::{STORE, TestServer};

async fn bodies(server: &TestServer) -> Vec<String> {
    let messages = server.messages(server.conversation_of(PHONE)).await;
    messages
        .iter()
        .map(|message| message["body"].as_str().unwrap().to_owned())
        .collect()
}

async fn until_bodies(server: &TestServer, expected: &[&str]) {
    let what = format!("the texts are {} in all", expected.len());
    server
        .until(&what, async || (bodies(server).await == expected).then_some(()))
        .await;
}

#[tokio::test]
async fn texts_stand_in_their_order_and_what_comes_twice_counts_once() {
    let (server, _twilio) = with_twilio().await;
    let (one, two) = (text("SM1", "Is the linen dress back?"), text("SM2", "In green, I mean"));
    deliver(
        &server,
        &[one.clone(), one.clone(), two.clone(), one, two, text("SM3", "🌿")],
    )
    .await;
    until_bodies(&server, &["Is the linen dress back?", "In green, I mean", "🌿"]).await;
    let row = server
        .as_agent()
        .get(&format!("/v1/conversations/{}", server.conversation_of(PHONE)))
        .await
        .ok();
    assert_eq!(
        (&row["unread"], &row["box"], &row["channel"]),
        (&json!(3), &json!("inbox"), &json!("sms"))
    );
}

#[tokio::test]
async fn a_text_that_comes_again_with_other_fields_is_the_same_text() {
    let (server, _twilio) = with_twilio().await;
    let first = text("SM1", "hello");
    // Twilio tries again with a new field, or another host of it answers.
    deliver(
        &server,
        &[
            first.clone(),
            first.with("RetryCount", "1"),
            text("SM2", "are you there?"),
        ],
    )
    .await;
    until_bodies(&server, &["hello", "are you there?"]).await;
}

#[tokio::test]
async fn fields_that_nobody_knows_yet_change_nothing() {
    let (server, _twilio) = with_twilio().await;
    let form = text("SM1", "hello")
        .with("ChannelMetadata", "{\"type\":\"rcs\"}")
        .with("Sentiment", "😀")
        .with("Empty", "");
    deliver(&server, &[form]).await;
    until_bodies(&server, &["hello"]).await;
}

#[tokio::test]
async fn a_text_to_a_messaging_service_is_the_stores() {
    let (server, _twilio) = with_twilio().await;
    deliver(
        &server,
        &[text("SM1", "hello").with("MessagingServiceSid", "MG0123456789abcdef0123456789abcdef")],
    )
    .await;
    until_bodies(&server, &["hello"]).await;
}

#[tokio::test]
async fn sixteen_hundred_characters_with_emoji_arrive_whole() {
    let (server, _twilio) = with_twilio().await;
    let long: String = "Grüße aus Lódz 👩‍👩‍👧‍👦🌿 + & = % 100 "
        .chars()
        .cycle()
        .take(1_599)
        .chain(['🧵'])
        .collect();
    assert_eq!(long.chars().count(), 1_600);
    deliver(&server, &[text("SM1", &long)]).await;
    until_bodies(&server, &[&long]).await;
}

#[tokio::test]
async fn a_picture_is_fetched_from_twilio_and_shown() {
    let (server, twilio) = with_twilio().await;
    let file = twilio
        .url()
        .join("/2010-04-01/Accounts/AC0/Messages/MM1/Media/ME1")
        .unwrap();
    let form = text("MM1", "this one?")
        .with("NumMedia", "1")
        .with("MediaUrl0", file.as_str())
        .with("MediaContentType0", "image/png");
    deliver(&server, &[form]).await;
    let conversation = server.conversation_of(PHONE);
    let media = server
        .until("the picture stands in the thread", async || {
            let messages = server.messages(conversation).await;
            messages
                .first()
                .map(|message| message["media"][0].clone())
                .filter(|media| media["hash"].is_string())
        })
        .await;
    let path = format!(
        "/v1/conversations/{conversation}/media/{}",
        media["hash"].as_str().unwrap()
    );
    let shown = server.as_agent().get(&path).await;
    assert_eq!((shown.status(), shown.header("content-type")), (200, "image/png"));
    assert_eq!(shown.bytes(), PHOTO);
}

#[tokio::test]
async fn a_file_elsewhere_than_with_twilio_is_never_fetched() {
    let (server, _twilio) = with_twilio().await;
    let form = text("MM1", "look")
        .with("NumMedia", "1")
        .with("MediaUrl0", "http://169.254.169.254/latest/meta-data/")
        .with("MediaContentType0", "image/png");
    deliver(&server, &[form]).await;
    until_bodies(&server, &["look"]).await;
    let messages = server.messages(server.conversation_of(PHONE)).await;
    assert!(messages[0]["media"][0]["hash"].is_null(), "{}", messages[0]);
}

#[tokio::test]
async fn stop_opts_out_and_twilios_own_confirmation_is_the_only_one() {
    let (server, twilio) = with_twilio().await;
    deliver(
        &server,
        &[text("SM1", "hello"), text("SM2", "STOP").with("OptOutType", "STOP")],
    )
    .await;
    let conversation = server.conversation_of(PHONE);
    let path = format!("/v1/conversations/{conversation}");
    server
        .until("the contact is opted out", async || {
            let row = server.as_agent().get(&path).await.json();
            (row["consent"] == "opted_out").then_some(())
        })
        .await;
    let send = server
        .as_agent()
        .post(&format!("{path}/messages"))
        .json(json!({ "body": "wait!" }))
        .await;
    send.problem(409, "contact_opted_out");
    assert_eq!(twilio.taken().len(), 0);
    assert_eq!(bodies(&server).await, ["hello", "STOP"]);
}

#[tokio::test]
async fn stop_that_twilio_did_not_answer_is_confirmed_once() {
    let (server, twilio) = with_twilio().await;
    let stop = text("SM1", "Stop.");
    deliver(
        &server,
        &[stop.clone(), stop, text("SM2", "stop"), text("SM3", "STOP!")],
    )
    .await;
    server
        .until("all three stand there, and the one confirmation left", async || {
            let messages = server.messages(server.conversation_of(PHONE)).await;
            let sent = messages.iter().filter(|message| message["state"] == "sent").count();
            (messages.len() == 4 && sent == 1).then_some(())
        })
        .await;
    assert_eq!(twilio.taken().len(), 1);
}

#[tokio::test]
async fn a_wrong_signature_is_refused_and_leaves_nothing_but_a_count() {
    let (server, _twilio) = with_twilio().await;
    let form = text("SM1", "trust me");
    let right = signed_by_twilio(std::slice::from_ref(&form)).remove(0);
    let of_another_path = signed_by_twilio(&[Form {
        path: format!("/webhooks/twilio/{STORE}/status"),
        ..form.clone()
    }]);
    let (head, counted) = (server.head().await, rejected(&server).await);

    let forgeries = [
        (form.clone(), ""),
        (form.clone(), "nonsense"),
        (form.clone(), of_another_path[0].as_str()),
        (form.clone().with("Body", "trust me more"), right.as_str()),
        (form.clone().with("From", "+14155550124"), right.as_str()),
        (form.clone().with("New", "field"), right.as_str()),
        (
            Form {
                path: format!("{}?a=b", form.path),
                ..form.clone()
            },
            right.as_str(),
        ),
    ];
    for (forgery, signature) in &forgeries {
        forgery.post(&server, signature).await.problem(403, "signature_invalid");
    }
    let json = server
        .anonymous()
        .post(&form.path)
        .header("x-twilio-signature", &right)
        .json(json!({}))
        .await;
    json.problem(403, "signature_invalid");

    assert_eq!(server.head().await, head, "nothing is written");
    assert_eq!(bodies(&server).await, Vec::<String>::new());
    // Other tests of this process count into the same metric.
    assert!(rejected(&server).await >= counted + 8, "and all are counted");
    deliver(&server, &[form]).await;
}

async fn rejected(server: &TestServer) -> u64 {
    let metrics = server.anonymous().get("/metrics").await.text();
    let line = metrics
        .lines()
        .find(|line| line.starts_with("webhook_signature_rejected_total") && line.contains("twilio"));
    line.and_then(|line| line.rsplit(' ').next()?.parse().ok()).unwrap_or(0)
}

#[tokio::test]
async fn what_names_nobody_is_kept_apart_and_harms_nobody() {
    let (server, _twilio) = with_twilio().await;
    let head = server.head().await;
    let path = format!("/webhooks/twilio/{STORE}/messages");
    deliver(
        &server,
        &[
            Form::new(path, &[("MessageSid", "SM9"), ("Body", "who am I?")]),
            text("SM1", "hello"),
        ],
    )
    .await;
    until_bodies(&server, &["hello"]).await;
    assert!(server.head().await > head);
    let listed = server.as_agent().get("/v1/conversations").await.ok();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_webhook_for_a_store_that_is_not_there_is_not_taken() {
    let (server, _twilio) = with_twilio().await;
    let form = Form {
        path: "/webhooks/twilio/00000000-0000-4000-8000-000000000000/messages".to_owned(),
        ..text("SM1", "hello")
    };
    let signature = signed_by_twilio(std::slice::from_ref(&form)).remove(0);
    form.post(&server, &signature).await.problem(404, "store_not_found");
}
