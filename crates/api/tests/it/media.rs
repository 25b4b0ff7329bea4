//! Files of messages.

use crate::fixture::{CUSTOMER, Fixture, Reply, bearer};
use actix_web::test::TestRequest;
use domain::{ConversationId, agent::Role};
use serde_json::json;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nnot much of a picture";

async fn upload(fixture: &Fixture, token: &str, conversation: &str, content: &'static [u8]) -> Reply {
    let path = format!("/v1/media?conversation={conversation}&name=photo.png");
    let request = TestRequest::post()
        .uri(&path)
        .insert_header(bearer(token))
        .insert_header(("content-type", "image/png"));
    fixture.send(request.set_payload(content)).await
}

#[actix_web::test]
async fn a_file_is_uploaded_sent_and_downloaded() {
    let fixture = Fixture::new().await;
    let token = fixture.token(Role::Agent).await;
    let id = fixture.conversation(&token).await;
    let uploaded = upload(&fixture, &token, &id, PNG).await;
    assert_eq!(uploaded.status, 201);
    let hash = uploaded.json()["hash"].as_str().unwrap().to_owned();
    let messages = format!("/v1/conversations/{id}/messages");
    let sent = fixture.post(&token, &messages, json!({ "media": [hash] })).await;
    assert_eq!(sent.status, 202, "{}", sent.json());
    fixture.settle().await;
    let timeline = fixture
        .get(&token, &format!("/v1/conversations/{id}/timeline"))
        .await
        .json();
    let message = timeline["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["type"] == "message")
        .unwrap();
    assert_eq!(
        (
            &message["message"]["channel"],
            &message["message"]["media"][0]["content_type"]
        ),
        (&json!("mms"), &json!("image/png"))
    );

    let file = fixture
        .get(&token, &format!("/v1/conversations/{id}/media/{hash}"))
        .await;
    assert_eq!((file.status, &file.bytes[..]), (200, PNG));
    assert!(file.header("content-disposition").starts_with("inline"));
    assert!(file.header("content-security-policy").contains("sandbox"));
    let saved = fixture
        .get(&token, &format!("/v1/conversations/{id}/media/{hash}?download=1"))
        .await;
    assert!(saved.header("content-disposition").starts_with("attachment"));
}

#[actix_web::test]
async fn pages_and_scripts_cannot_be_uploaded_and_foreign_files_not_be_read() {
    let fixture = Fixture::new().await;
    let token = fixture.token(Role::Agent).await;
    let id = fixture.conversation(&token).await;
    let page = upload(&fixture, &token, &id, b"<!doctype html><script>alert(1)</script>").await;
    assert_eq!(page.code(), (415, "unsupported_media_type".into()));
    for hash in ["0", &"0".repeat(64), "..%2F..%2Fmaster.key"] {
        let reply = fixture
            .get(&token, &format!("/v1/conversations/{id}/media/{hash}"))
            .await;
        assert_eq!(reply.code(), (404, "media_not_found".into()), "{hash}");
    }
}

#[actix_web::test]
async fn a_carrier_fetches_a_file_by_an_address_that_only_we_can_make() {
    let fixture = Fixture::new().await;
    let token = fixture.token(Role::Agent).await;
    let id = fixture.conversation(&token).await;
    let hash = upload(&fixture, &token, &id, PNG).await.json()["hash"]
        .as_str()
        .unwrap()
        .to_owned();
    let conversation = ConversationId(id.parse().unwrap());
    let link = api::media_link(fixture.app.keys.clone(), String::new())(conversation, &hash);
    assert_eq!(&fixture.send(TestRequest::get().uri(&link)).await.bytes[..], PNG);
    let other = if link.ends_with('A') { "E" } else { "A" };
    let forged = format!("{}{other}", &link[..link.len() - 1]);
    assert_eq!(fixture.send(TestRequest::get().uri(&forged)).await.status, 404);
    assert!(!link.contains(CUSTOMER));
}
