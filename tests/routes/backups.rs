//! Backups that a running server makes of itself.

use event_log::{MasterKey, RestoreOrder, Until, restore, verify};
use serde_json::Value;
use std::{ops::ControlFlow, time::Duration};
use tempfile::TempDir;
use test_support::{Deployment, TestServer};

/// A backup that is not done by then hangs.
const PATIENCE: Duration = Duration::from_secs(60);

async fn server(place: &TempDir, every_hours: u32) -> TestServer {
    let backup = ::server::config::BackupConfig {
        directory: place.path().join("backup"),
        keys: Some(place.path().join("keys.sqlite3")),
        every_hours,
    };
    let deployment = Deployment::default().configured(|config| config.backup = Some(backup));
    deployment.start().await
}

async fn newest(server: &TestServer) -> Option<Value> {
    let listed = server.as_auditor().get("/v1/backups").await.ok();
    listed["items"].as_array().unwrap().first().cloned()
}

/// Asks again until the newest backup is what is waited for.
async fn until(server: &TestServer, wanted: impl Fn(&Value) -> bool) -> Value {
    let found = tokio::time::timeout(PATIENCE, async {
        loop {
            if let Some(newest) = newest(server).await.filter(|newest| wanted(newest)) {
                return newest;
            }
        }
    });
    found.await.expect("the backup comes to an end")
}

#[tokio::test]
async fn an_admin_has_a_backup_made_and_it_restores_to_what_was_acknowledged_before() {
    let place = tempfile::tempdir().unwrap();
    let server = server(&place, 0).await;
    server.text_from("+14155550123", "keep this").await;
    let head = server.head().await;
    assert_eq!(newest(&server).await, None);

    let started = server
        .as_admin()
        .post("/v1/backups")
        .idempotency_key("once")
        .await
        .expect(202);
    let done = until(&server, |newest| newest["state"] == "done").await;
    assert_eq!((&done["id"], done["keys"].as_bool()), (&started["id"], Some(true)));
    assert!(done["position"].as_u64().unwrap() >= head);
    assert_eq!(done["progress"]["done"], done["position"]);
    let again = server
        .as_admin()
        .post("/v1/backups")
        .idempotency_key("once")
        .await
        .expect(202);
    assert_eq!((&again["id"], &again["state"]), (&started["id"], &"done".into()));

    let data = server.stop().await;
    let order = RestoreOrder {
        from: place.path().join("backup"),
        to: place.path().join("restored"),
        keys: place.path().join("keys.sqlite3"),
        until: Until::End,
    };
    let master = MasterKey::read_or_create(&data.path().join("master.key")).unwrap();
    let restored = restore(&order, &master, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(restored.chain.to_string(), done["chain"].as_str().unwrap());
    assert_eq!(verify(&order.to, &mut |_| ()).unwrap().chain, restored.chain);
}

#[tokio::test]
async fn backups_are_made_on_schedule_each_continuing_the_one_before() {
    let place = tempfile::tempdir().unwrap();
    let server = server(&place, 24).await;
    let first = until(&server, |newest| newest["state"] == "done").await;
    let server = server.restarted().await;
    assert_eq!(
        newest(&server).await.unwrap()["id"],
        first["id"],
        "the next is not due yet"
    );
    assert_eq!(first["started_at"], "2026-11-21T17:00:00Z");
}

#[tokio::test]
async fn a_place_that_cannot_be_used_is_told_to_who_asks() {
    let place = tempfile::tempdir().unwrap();
    std::fs::create_dir(place.path().join("backup")).unwrap();
    std::fs::write(place.path().join("backup").join("letter.txt"), "dear all").unwrap();
    let server = server(&place, 0).await;
    server.as_admin().post("/v1/backups").await.expect(202);
    let failed = until(&server, |newest| newest["state"] == "failed").await;
    assert!(
        failed["problem"].as_str().unwrap().contains("empty directory"),
        "{failed}"
    );
}

#[tokio::test]
async fn a_server_without_a_place_for_backups_says_so() {
    let server = TestServer::start().await;
    let refused = server.as_admin().post("/v1/backups").await;
    assert!(
        refused.problem(404, "backups_off")["detail"]
            .as_str()
            .unwrap()
            .contains("[backup]")
    );
    server.as_auditor().get("/v1/backups").await.problem(404, "backups_off");
}

#[tokio::test]
async fn the_doctor_sees_a_running_server_and_its_backups() {
    let place = tempfile::tempdir().unwrap();
    let server = server(&place, 24).await;
    until(&server, |newest| newest["state"] == "done").await;
    let head = server.head().await;
    let config = ::server::config::BackupConfig {
        directory: place.path().join("backup"),
        keys: None,
        every_hours: 24,
    };
    let findings = ::server::doctor::examine(server.data(), &Ok(Some(config)), server.now());
    let spoken = findings.to_string();
    assert!(findings.are_well(), "{spoken}");
    for expected in [
        "✓ a process has the log open",
        &format!("✓ {head} events are in the log"),
        "✓ the newest backup is of 2026-11-21T17:00:00Z",
    ] {
        assert!(spoken.contains(expected), "{expected} is not in:\n{spoken}");
    }
}
