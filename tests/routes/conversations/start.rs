use super::PHONE;
use serde_json::{Value, json};
use test_support::{STORE, STORE_NUMBER, TestServer};

fn new(address: &str) -> Value {
    json!({ "store": STORE, "address": address, "channel": "sms" })
}

#[tokio::test]
async fn a_number_in_any_formatting_is_one_conversation() {
    let server = TestServer::start().await;
    let start = |address: &str| server.as_agent().post("/v1/conversations").json(new(address));
    let first = start(PHONE).await.expect(201);
    for address in ["+1 (415) 555-0123", "+1-415-555-0123", " +1.415.555.0123 "] {
        assert_eq!(start(address).await.expect(201)["id"], first["id"], "{address}");
    }
    let path = format!(
        "/v1/conversations/{}?at_least={}",
        first["id"].as_str().unwrap(),
        first["position"]
    );
    let detail = server.as_agent().get(&path).await.ok();
    assert_eq!(
        (&detail["address"], &detail["sender"]),
        (&json!(PHONE), &json!(STORE_NUMBER))
    );
    assert_eq!(detail["address_display"], "(415) 555-0123");
}

#[tokio::test]
async fn a_first_message_leaves_with_it_and_once() {
    let server = TestServer::start().await;
    let body = json!({ "store": STORE, "address": PHONE, "channel": "sms", "body": "Welcome!", "client_id": "c-1" });
    let start = || {
        server
            .as_agent()
            .post("/v1/conversations")
            .idempotency_key("w")
            .json(body.clone())
    };
    let (first, second) = (start().await.expect(201), start().await.expect(201));
    assert_eq!((&first["id"], &first["message"]), (&second["id"], &second["message"]));
    server
        .until("it stands on the phone", async || {
            (server.phone(PHONE).await.len() == 1).then_some(())
        })
        .await;
    let messages = server.messages(server.conversation_of(PHONE)).await;
    assert_eq!((messages.len(), &messages[0]["client_id"]), (1, &json!("c-1")));
}

#[tokio::test]
async fn a_first_message_that_cannot_be_sent_starts_nothing() {
    let server = TestServer::start().await;
    let head = server.head().await;
    let mut body = new(PHONE);
    body["body"] = json!(" ");
    server
        .as_agent()
        .post("/v1/conversations")
        .json(body)
        .await
        .problem(422, "message_empty");
    let path = format!("/v1/conversations/{}", server.conversation_of(PHONE));
    server
        .as_agent()
        .get(&path)
        .await
        .problem(404, "conversation_not_found");
    assert_eq!(server.head().await, head);
}

#[tokio::test]
async fn a_sender_that_is_not_the_stores_and_a_store_that_is_not_there_are_refused() {
    let server = TestServer::start().await;
    let mut foreign = new(PHONE);
    foreign["sender"] = json!("+19995550100");
    let reply = server.as_agent().post("/v1/conversations").json(foreign).await;
    assert!((400..500).contains(&reply.status()), "{reply}");
    reply.problem(reply.status(), &reply.code().unwrap());
    let mut nowhere = new(PHONE);
    nowhere["store"] = json!("00000000-0000-4000-8000-000000000000");
    let problem = server
        .as_agent()
        .post("/v1/conversations")
        .json(nowhere)
        .await
        .problem(404, "store_not_found");
    assert_eq!(problem["pointer"], "/body/store");
}
