//! How the views are doing, as probes, admins and the web app see it, and building them anew.

use serde_json::{Value, json};
use test_support::TestServer;

/// From now on this statement cannot be written.
fn break_views(server: &TestServer, statement: &str) {
    let file = rusqlite::Connection::open(server.data().join("views.sqlite3")).unwrap();
    let fault = format!("CREATE TRIGGER fault BEFORE {statement} BEGIN SELECT RAISE(ABORT, 'broken'); END");
    file.execute_batch(&fault).unwrap();
}

fn standing<'a>(body: &'a Value, name: &str) -> &'a Value {
    let views = body["views"].as_array().unwrap();
    views.iter().find(|view| view["name"] == name).unwrap()
}

async fn readiness(server: &TestServer) -> (u16, Value) {
    let reply = server.anonymous().get("/readyz").await;
    (reply.status(), reply.json())
}

#[tokio::test]
async fn everybody_who_works_here_sees_that_the_views_follow_the_log() {
    let server = TestServer::start().await;
    let head = server.head().await;
    for caller in [server.as_admin(), server.as_agent(), server.as_auditor()] {
        let views = caller.get("/v1/views").await.ok();
        assert_eq!((&views["head"], &views["rebuild"]), (&json!(head), &Value::Null));
        let names: Vec<_> = views["views"]
            .as_array()
            .unwrap()
            .iter()
            .map(|view| &view["name"])
            .collect();
        assert_eq!(names, ["conversations", "shopping", "directory", "work", "events"]);
        for view in views["views"].as_array().unwrap() {
            assert_eq!(
                (&view["state"], &view["lag"]),
                (&json!("following"), &json!(0)),
                "{view}"
            );
        }
    }
}

#[tokio::test]
async fn a_rebuild_is_begun_by_an_admin_and_leaves_everything_as_it_was() {
    let server = TestServer::start().await;
    let conversation = server.text_from("+14155550187", "Where is my order?").await;
    let path = format!("/v1/conversations/{conversation}/timeline");
    let before = server.as_agent().get(&path).await.ok();
    server
        .as_agent()
        .post("/v1/views/rebuild")
        .await
        .problem(403, "forbidden");
    let begun = server.as_admin().post("/v1/views/rebuild").await.expect(202);
    assert!(begun["rebuild"].is_object() || begun["rebuild"].is_null(), "{begun}");
    let mut health = server.running().views.watch_health();
    let ended = health
        .wait_for(|health| health.rebuild.is_none())
        .await
        .unwrap()
        .clone();
    assert_eq!(ended.rebuild_failed, None);
    assert_eq!(server.as_agent().get(&path).await.ok()["items"], before["items"]);
}

#[tokio::test]
async fn while_conversations_stand_still_the_server_is_degraded_and_says_which_reads_are_not_up_to_date() {
    let server = TestServer::start().await;
    let conversation = server.text_from("+14155550187", "Where is my order?").await;
    break_views(&server, "INSERT ON item");
    let note = server
        .as_agent()
        .post(&format!("/v1/conversations/{conversation}/notes"))
        .json(json!({ "body": "calls back tomorrow" }))
        .await
        .ok();
    let position = note["position"].as_u64().unwrap();
    server
        .until("the view of conversations fails", async || {
            let (_, body) = readiness(&server).await;
            (standing(&body, "conversations")["state"] == "failed").then_some(())
        })
        .await;
    let (status, body) = readiness(&server).await;
    assert_eq!((status, body["status"].as_str()), (200, Some("degraded")), "{body}");
    let stood = standing(&body, "conversations")["checkpoint"].as_u64().unwrap();
    let failed = standing(&body, "conversations")["failed"].as_str().unwrap();
    assert!(
        stood < position && failed.contains(&(stood + 1).to_string()),
        "{failed}"
    );
    assert!(
        standing(&body, "events")["checkpoint"].as_u64() >= Some(position),
        "{body}"
    );

    let late = server
        .as_agent()
        .get(&format!("/v1/conversations?at_least={position}"))
        .await;
    late.problem(503, "view_failed");
    let stale = server.as_agent().get("/v1/conversations").await.ok();
    assert_eq!(stale["position"], json!(stood));
    server
        .as_admin()
        .get(&format!("/v1/events?at_least={position}"))
        .await
        .ok();
    server
        .as_admin()
        .get(&format!("/v1/stores?at_least={position}"))
        .await
        .ok();
    let metrics = server.anonymous().get("/metrics").await;
    assert!(
        metrics.text().contains("view_failed{view=\"conversations\"} 1"),
        "{}",
        metrics.text()
    );
}

#[tokio::test]
async fn while_the_directory_stands_still_the_server_is_not_ready() {
    let server = TestServer::start().await;
    break_views(&server, "UPDATE ON store");
    let stores = server.as_admin().get("/v1/stores").await.ok();
    let store = stores["items"][0]["id"].as_str().unwrap().to_owned();
    server
        .as_admin()
        .put(&format!("/v1/stores/{store}/quick-replies"))
        .json(json!({ "items": [{ "shortcut": "hi", "body": "Hello!" }] }))
        .await
        .ok();
    server
        .until("the directory fails", async || {
            let (_, body) = readiness(&server).await;
            (standing(&body, "directory")["state"] == "failed").then_some(())
        })
        .await;
    let (status, body) = readiness(&server).await;
    assert_eq!((status, body["status"].as_str()), (503, Some("failing")), "{body}");
    assert_eq!(standing(&body, "directory")["vital"], json!(true));
}
