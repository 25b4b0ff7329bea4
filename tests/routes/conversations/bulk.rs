use serde_json::{Value, json};
use test_support::{ADMIN, AGENT, TestServer};

async fn three(server: &TestServer) -> Vec<String> {
    let mut ids = vec![];
    for contact in 0..3 {
        ids.push(
            server
                .text_from(&format!("+1415555015{contact}"), "hello")
                .await
                .to_string(),
        );
    }
    ids
}

async fn all(server: &TestServer, ids: &[String], position: &Value) -> Vec<Value> {
    let mut rows = vec![];
    for id in ids {
        rows.push(
            server
                .as_agent()
                .get(&format!("/v1/conversations/{id}?at_least={position}"))
                .await
                .ok(),
        );
    }
    rows
}

#[tokio::test]
async fn many_are_changed_at_once_and_twice_is_once() {
    let server = TestServer::start().await;
    let ids = three(&server).await;
    for (change, field, expected) in [
        (
            json!({ "action": "assign", "agent": ADMIN.id }),
            "assignee",
            json!(ADMIN.id),
        ),
        (json!({ "action": "mark_read" }), "unread", json!(0)),
        (json!({ "action": "mark_unread" }), "unread", json!(1)),
        (json!({ "action": "label", "label": "sale" }), "labels", json!(["sale"])),
        (json!({ "action": "close" }), "box", json!("closed")),
    ] {
        let mut body = change.clone();
        body["ids"] = json!(ids);
        let first = server
            .as_admin()
            .post("/v1/conversations/bulk")
            .json(body.clone())
            .await
            .ok();
        assert_eq!((&first["done"], &first["failed"]), (&json!(3), &json!([])), "{change}");
        let head = server.head().await;
        server.as_admin().post("/v1/conversations/bulk").json(body).await.ok();
        assert_eq!(server.head().await, head, "{change}: twice is once");
        for row in all(&server, &ids, &first["position"]).await {
            assert_eq!(row[field], expected, "{change}");
        }
    }
}

#[tokio::test]
async fn what_fails_for_one_is_done_for_the_others() {
    let server = TestServer::start().await;
    let mut ids = three(&server).await;
    ids.push("00000000-0000-4000-8000-000000000000".to_owned());
    let body = json!({ "ids": ids, "action": "close" });
    let changed = server.as_agent().post("/v1/conversations/bulk").json(body).await.ok();
    assert_eq!(changed["done"], 3);
    assert_eq!(
        changed["failed"],
        json!([{ "id": ids[3], "code": "conversation_not_found" }])
    );
}

#[tokio::test]
async fn what_one_may_not_do_singly_one_may_not_do_in_bulk() {
    let server = TestServer::start().await;
    let ids = three(&server).await;
    let body = json!({ "ids": ids, "action": "assign", "agent": AGENT.id });
    let changed = server
        .as_colleague()
        .post("/v1/conversations/bulk")
        .json(body)
        .await
        .ok();
    assert_eq!(
        (&changed["done"], changed["failed"].as_array().unwrap().len()),
        (&json!(0), 3)
    );
    assert!(
        changed["failed"]
            .as_array()
            .unwrap()
            .iter()
            .all(|failure| failure["code"] == "forbidden")
    );
}

#[tokio::test]
async fn none_and_too_many_are_refused() {
    let server = TestServer::start().await;
    let many: Vec<_> = (0..201).map(|_| "00000000-0000-4000-8000-000000000000").collect();
    for ids in [json!([]), json!(many)] {
        let body = json!({ "ids": ids, "action": "close" });
        let problem = server
            .as_agent()
            .post("/v1/conversations/bulk")
            .json(body)
            .await
            .problem(422, "validation");
        assert_eq!(problem["pointer"], "/body/ids");
    }
}
