//! What the team knows about the contact, and says about them.

use super::{PHONE, after, one, twice};
use serde_json::json;
use test_support::{COLLEAGUE, TestServer};

#[tokio::test]
async fn details_that_are_left_out_stay_and_an_empty_one_is_cleared() {
    let server = TestServer::start().await;
    let (id, path) = one(&server).await;
    let change = |body| server.as_agent().patch(&format!("{path}/contact")).json(body);
    change(json!({ "name": "Ada Byron", "email": "ada@x.example" }))
        .await
        .ok();
    let written = change(json!({ "language": "en-GB", "email": "" })).await.ok();
    let detail = after(&server, &path, &written).await;
    assert_eq!(
        detail["contact"],
        json!({ "name": "Ada Byron", "email": null, "language": "en-GB", "time_zone": null,
                "country": null, "region": null, "postal_code": null })
    );
    let again = change(json!({ "language": "en-GB" })).await.ok();
    assert_eq!(again["version"], written["version"]);
    for q in ["Ada", "byr", "4155550123", "(415) 555"] {
        let q: String = url::form_urlencoded::byte_serialize(q.as_bytes()).collect();
        let found = server.as_agent().get(&format!("/v1/contacts?q={q}")).await.ok();
        assert_eq!(found["items"][0]["conversation"], json!(id), "{q}");
    }
    assert_eq!(server.as_agent().get(&path).await.ok()["address"], PHONE);
}

#[tokio::test]
async fn a_note_stands_in_the_thread_and_never_on_the_phone() {
    let server = TestServer::start().await;
    let (_, path) = one(&server).await;
    let note = json!({ "body": "VIP, be kind", "mentions": [COLLEAGUE.id] });
    let add = || {
        server
            .as_agent()
            .post(&format!("{path}/notes"))
            .idempotency_key("n")
            .json(note.clone())
    };
    let (first, second) = (add().await.expect(201), add().await.expect(201));
    assert_eq!(first["note"], second["note"]);
    let timeline = server
        .as_agent()
        .get(&format!("{path}/timeline?at_least={}", first["position"]))
        .await
        .ok();
    let notes: Vec<_> = timeline["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| item["type"] == "note")
        .collect();
    assert_eq!((notes.len(), &notes[0]["note"]["body"]), (1, &json!("VIP, be kind")));
    assert!(
        server
            .phone(PHONE)
            .await
            .iter()
            .all(|text| text["body"] != "VIP, be kind")
    );
    let blank = server
        .as_agent()
        .post(&format!("{path}/notes"))
        .json(json!({ "body": " " }))
        .await;
    blank.problem(422, "text_invalid");
}

#[tokio::test]
async fn labels_are_added_and_removed_and_twice_is_once() {
    let server = TestServer::start().await;
    let (_, path) = one(&server).await;
    let labels = format!("{path}/labels");
    let written = twice(&server.as_agent(), &labels, Some(json!({ "add": ["vip", "returns"] }))).await;
    assert_eq!(
        after(&server, &path, &written).await["labels"],
        json!(["returns", "vip"])
    );
    let written = server
        .as_agent()
        .post(&labels)
        .json(json!({ "add": ["sale"], "remove": ["vip"] }))
        .await
        .ok();
    assert_eq!(
        after(&server, &path, &written).await["labels"],
        json!(["returns", "sale"])
    );
    let found = server.as_agent().get("/v1/conversations?label=sale").await.ok();
    assert_eq!(found["items"].as_array().unwrap().len(), 1);
    server
        .as_agent()
        .post(&labels)
        .json(json!({ "add": [" "] }))
        .await
        .problem(422, "text_invalid");
}
