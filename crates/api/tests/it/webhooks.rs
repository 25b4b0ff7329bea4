//! Webhooks: verified, written down, answered.

use crate::fixture::{CUSTOMER, Fixture, PUBLIC_URL, Reply, SHOPIFY_SECRET, TWILIO_TOKEN};
use actix_web::test::TestRequest;
use commands::Streams;
use domain::conversation::Conversation;
use secrecy::SecretString;

const FORM: &str = "MessageSid=SM1&From=%2B14155550123&To=%2B14155550100&Body=Hi&NumMedia=0&Brand+new=1";

async fn text(fixture: &Fixture, signature: &str, form: &'static str) -> Reply {
    let path = format!("/webhooks/twilio/{}/messages", fixture.store);
    let request = TestRequest::post()
        .uri(&path)
        .insert_header(("content-type", "application/x-www-form-urlencoded"))
        .insert_header(("x-twilio-signature", signature.to_owned()));
    fixture.send(request.set_payload(form)).await
}

fn signed(fixture: &Fixture, form: &str) -> String {
    let url = format!("{PUBLIC_URL}/webhooks/twilio/{}/messages", fixture.store);
    gateway_twilio::sign(&SecretString::from(TWILIO_TOKEN), &url, form.as_bytes())
}

async fn unparsed(fixture: &Fixture) -> usize {
    let id = fixture
        .app
        .commands
        .streams()
        .conversation_of(fixture.store, &CUSTOMER.parse().unwrap());
    let conversation = fixture
        .app
        .commands
        .load::<Conversation>(Streams::conversation(id))
        .await
        .unwrap();
    conversation.state.unparsed.len()
}

#[actix_web::test]
async fn a_text_is_written_down_as_it_came_and_a_repeat_counts_once() {
    let fixture = Fixture::new().await;
    let signature = signed(&fixture, FORM);
    for _ in 0..2 {
        let reply = text(&fixture, &signature, FORM).await;
        assert_eq!((reply.status, reply.header("content-type")), (200, "text/xml"));
        assert!(String::from_utf8_lossy(&reply.bytes).ends_with("<Response></Response>"));
    }
    assert_eq!(unparsed(&fixture).await, 1);
}

#[actix_web::test]
async fn a_wrong_signature_leaves_nothing_behind() {
    let fixture = Fixture::new().await;
    let head = fixture.app.commands.log().head();
    let other = signed(&fixture, "MessageSid=SM2");
    for signature in ["", "nonsense", &other] {
        assert_eq!(
            text(&fixture, signature, FORM).await.code(),
            (403, "signature_invalid".into())
        );
    }
    assert_eq!(fixture.app.commands.log().head(), head);
}

#[actix_web::test]
async fn a_text_that_names_nobody_goes_into_quarantine() {
    let fixture = Fixture::new().await;
    let form = "MessageSid=SM3&Body=Hi";
    assert_eq!(text(&fixture, &signed(&fixture, form), form).await.status, 200);
    let quarantine = fixture
        .app
        .commands
        .streams()
        .quarantine_of("2026-11-21T10:00:00Z".parse().unwrap());
    let kept = fixture
        .app
        .commands
        .log()
        .read_stream(quarantine, event_log::StreamVersion(0), 10)
        .await
        .unwrap();
    assert_eq!(kept.len(), 1);
}

#[actix_web::test]
async fn a_checkout_is_written_down_if_the_shop_signed_it() {
    let fixture = Fixture::new().await;
    let body = format!(r#"{{"token":"c1","phone":"{CUSTOMER}","line_items":[]}}"#);
    let send = async |signature: String| {
        let path = format!("/webhooks/shopify/{}", fixture.store);
        let request = TestRequest::post()
            .uri(&path)
            .insert_header(("content-type", "application/json"))
            .insert_header(("x-shopify-topic", "checkouts/update"))
            .insert_header(("x-shopify-event-id", "e1"))
            .insert_header(("x-shopify-hmac-sha256", signature));
        fixture.send(request.set_payload(body.clone())).await.code()
    };
    let good = shop::sign(SHOPIFY_SECRET, body.as_bytes());
    assert_eq!(
        send(shop::sign("other", body.as_bytes())).await,
        (403, "signature_invalid".into())
    );
    assert_eq!(send(good.clone()).await, (200, String::new()));
    assert_eq!(send(good).await, (200, String::new()), "a repeat is answered alike");
    assert_eq!(unparsed(&fixture).await, 1);
}

#[actix_web::test]
async fn a_huge_webhook_is_refused_and_a_foreign_store_has_none() {
    let fixture = Fixture::new().await;
    let path = format!("/webhooks/shopify/{}", fixture.store);
    let request = TestRequest::post().uri(&path).set_payload(vec![b'x'; 1_100_000]);
    assert_eq!(fixture.send(request).await.code(), (413, "body_too_large".into()));
    let body = r#"{"phone":"+14155550123"}"#;
    let request = TestRequest::post()
        .uri("/webhooks/shopify/00000000-0000-0000-0000-00000000ffff")
        .insert_header(("x-shopify-topic", "orders/create"))
        .insert_header(("x-shopify-hmac-sha256", shop::sign(SHOPIFY_SECRET, body.as_bytes())));
    assert_eq!(
        fixture.send(request.set_payload(body)).await.code(),
        (404, "store_not_found".into())
    );
}
