use super::{PHONE, one};
use serde_json::json;
use test_support::TestServer;

const PHOTO: &[u8] = include_bytes!("../../fixtures/photo.png");

#[tokio::test]
async fn a_picture_is_uploaded_sent_and_shown() {
    let server = TestServer::start().await;
    let (id, path) = one(&server).await;
    let upload = format!("/v1/media?conversation={id}&name=dress.png");
    let uploaded = server
        .as_agent()
        .post(&upload)
        .body("application/octet-stream", PHOTO)
        .await
        .expect(201);
    assert_eq!(
        (&uploaded["content_type"], &uploaded["size"]),
        (&json!("image/png"), &json!(PHOTO.len()))
    );
    let again = server
        .as_agent()
        .post(&upload)
        .body("image/jpeg", PHOTO)
        .await
        .expect(201);
    assert_eq!(again["content_type"], "image/png", "what it is called does not count");

    let shown = server
        .as_auditor()
        .get(&format!("{path}/media/{}", uploaded["hash"].as_str().unwrap()))
        .await;
    assert_eq!(
        (shown.bytes() == PHOTO, shown.header("content-type")),
        (true, "image/png")
    );
    assert!(shown.header("content-disposition").starts_with("inline"));
    assert_eq!(shown.header("x-content-type-options"), "nosniff");
    let saved = server
        .as_agent()
        .get(&format!(
            "{path}/media/{}?download=1",
            uploaded["hash"].as_str().unwrap()
        ))
        .await;
    assert!(saved.header("content-disposition").starts_with("attachment"));

    let message = json!({ "body": "This one", "media": [uploaded["hash"]] });
    server
        .as_agent()
        .post(&format!("{path}/messages"))
        .json(message)
        .await
        .expect(202);
    let text = server
        .until("it stands on the phone", async || {
            server
                .phone(PHONE)
                .await
                .into_iter()
                .find(|text| text["body"] == "This one")
        })
        .await;
    assert_eq!(text["media"].as_array().unwrap().len(), 1, "{text}");
}

#[tokio::test]
async fn a_file_belongs_to_its_conversation_only() {
    let server = TestServer::start().await;
    let (id, _) = one(&server).await;
    let other = server.text_from("+14155550999", "hello").await;
    let upload = format!("/v1/media?conversation={id}");
    let uploaded = server
        .as_agent()
        .post(&upload)
        .body("image/png", PHOTO)
        .await
        .expect(201);
    let hash = uploaded["hash"].as_str().unwrap();
    server
        .as_agent()
        .get(&format!("/v1/conversations/{other}/media/{hash}"))
        .await
        .problem(404, "media_not_found");
    let message = json!({ "body": "", "media": [hash] });
    let refused = server
        .as_agent()
        .post(&format!("/v1/conversations/{other}/messages"))
        .json(message)
        .await;
    assert!((400..500).contains(&refused.status()), "{refused}");
}

#[tokio::test]
async fn pages_scripts_and_programs_are_not_media() {
    let server = TestServer::start().await;
    let (id, _) = one(&server).await;
    let upload = format!("/v1/media?conversation={id}");
    for file in [
        &b"<!doctype html><script>alert(1)</script>"[..],
        b"<svg onload=alert(1)>",
        b"MZ\x90\0",
        b"#!/bin/sh",
        b"",
    ] {
        let refused = server.as_agent().post(&upload).body("image/png", file).await;
        refused.problem(415, "unsupported_media_type");
    }
    let nowhere = "/v1/media?conversation=00000000-0000-4000-8000-000000000000";
    server
        .as_agent()
        .post(nowhere)
        .body("image/png", PHOTO)
        .await
        .problem(404, "conversation_not_found");
}

#[tokio::test]
async fn a_picture_that_a_customer_sends_is_shown() {
    let server = TestServer::start().await;
    let (id, path) = one(&server).await;
    let text = json!({ "body": "like this?", "media": "photo" });
    server
        .as_agent()
        .post(&format!("/v1/simulator/phones/{PHONE}/messages"))
        .json(text)
        .await
        .expect(202);
    let hash = server
        .until("the picture is there", async || {
            let messages = server.messages(id).await;
            messages.last()?["media"][0]["hash"].as_str().map(str::to_owned)
        })
        .await;
    let shown = server.as_agent().get(&format!("{path}/media/{hash}")).await;
    assert_eq!(shown.header("content-type"), "image/png");
}
