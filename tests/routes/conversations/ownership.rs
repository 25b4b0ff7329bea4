use super::{PHONE, after, one, twice};
use jiff::SignedDuration;
use serde_json::json;
use test_support::{ADMIN, AGENT, AUDITOR, COLLEAGUE, TestServer};

#[tokio::test]
async fn taking_gives_it_to_whoever_takes_it_and_again_to_the_next() {
    let server = TestServer::start().await;
    let (_, path) = one(&server).await;
    let written = twice(&server.as_agent(), &format!("{path}/take"), None).await;
    let row = after(&server, &path, &written).await;
    assert_eq!((&row["assignee"], &row["box"]), (&json!(AGENT.id), &json!("assigned")));
    let written = twice(&server.as_colleague(), &format!("{path}/take"), None).await;
    assert_eq!(after(&server, &path, &written).await["assignee"], json!(COLLEAGUE.id));
}

#[tokio::test]
async fn assigning_and_handing_back_twice_is_once() {
    let server = TestServer::start().await;
    let (_, path) = one(&server).await;
    let assign = format!("{path}/assign");
    let written = twice(&server.as_admin(), &assign, Some(json!({ "agent": AGENT.id }))).await;
    let row = after(&server, &path, &written).await;
    assert_eq!(
        (&row["assignee"], &row["unread"]),
        (&json!(AGENT.id), &json!(1)),
        "unread for its new owner"
    );
    let written = twice(&server.as_agent(), &assign, Some(json!({ "agent": null }))).await;
    assert_eq!(after(&server, &path, &written).await["box"], "inbox");
    for nobody in [
        AUDITOR.id.to_string(),
        "00000000-0000-4000-8000-000000000000".to_owned(),
    ] {
        let problem = server
            .as_admin()
            .post(&assign)
            .json(json!({ "agent": nobody }))
            .await
            .problem(422, "validation");
        assert_eq!(problem["pointer"], "/body/agent");
    }
    server
        .as_admin()
        .post(&assign)
        .json(json!({}))
        .await
        .problem(422, "validation");
    server
        .as_admin()
        .post(&assign)
        .json(json!({ "agent": ADMIN.id }))
        .await
        .ok();
}

#[tokio::test]
async fn control_moves_between_the_ai_and_people() {
    let server = TestServer::start().await;
    let (_, path) = one(&server).await;
    let written = twice(
        &server.as_agent(),
        &format!("{path}/hand-off"),
        Some(json!({ "to": "ai" })),
    )
    .await;
    let row = after(&server, &path, &written).await;
    assert_eq!((&row["controller"], &row["box"]), (&json!("ai"), &json!("automated")));
    let written = twice(
        &server.as_agent(),
        &format!("{path}/hand-off"),
        Some(json!({ "to": "people" })),
    )
    .await;
    assert_eq!(after(&server, &path, &written).await["controller"], "people");
    let wrong = server
        .as_agent()
        .post(&format!("{path}/hand-off"))
        .json(json!({ "to": "robots" }))
        .await;
    wrong.problem(422, "validation");
}

#[tokio::test]
async fn closed_is_closed_until_somebody_reopens_it_or_the_contact_writes() {
    let server = TestServer::start().await;
    let (_, path) = one(&server).await;
    let written = twice(&server.as_agent(), &format!("{path}/close"), None).await;
    assert_eq!(after(&server, &path, &written).await["box"], "closed");
    let written = twice(&server.as_agent(), &format!("{path}/reopen"), None).await;
    assert_ne!(after(&server, &path, &written).await["box"], "closed");
    server.as_agent().post(&format!("{path}/close")).await.ok();
    server.text_from(PHONE, "one more thing").await;
    assert_eq!(server.as_agent().get(&path).await.ok()["box"], "inbox");
}

#[tokio::test]
async fn a_snoozed_conversation_comes_back_at_its_time() {
    let server = TestServer::start().await;
    let (_, path) = one(&server).await;
    let until = server.now() + SignedDuration::from_hours(3);
    let written = twice(
        &server.as_agent(),
        &format!("{path}/snooze"),
        Some(json!({ "until": until })),
    )
    .await;
    let row = after(&server, &path, &written).await;
    assert_eq!((&row["box"], &row["snoozed_until"]), (&json!("snoozed"), &json!(until)));
    server.advance(SignedDuration::from_hours(3));
    server
        .until("it is back", async || {
            (server.as_agent().get(&path).await.ok()["box"] == "inbox").then_some(())
        })
        .await;
    let past = json!({ "until": "2020-01-01T00:00:00Z" });
    server
        .as_agent()
        .post(&format!("{path}/snooze"))
        .json(past)
        .await
        .problem(422, "due_in_the_past");
}

#[tokio::test]
async fn reading_marks_it_read_for_its_owner_and_unread_brings_it_back() {
    let server = TestServer::start().await;
    let (_, path) = one(&server).await;
    let written = server.as_agent().post(&format!("{path}/read")).await.ok();
    assert_eq!(after(&server, &path, &written).await["unread"], 1, "it is nobody's yet");
    server.as_agent().post(&format!("{path}/take")).await.ok();
    let written = server.as_agent().post(&format!("{path}/read")).await.ok();
    assert_eq!(after(&server, &path, &written).await["unread"], 0);
    let written = twice(&server.as_agent(), &format!("{path}/mark-unread"), None).await;
    assert_eq!(after(&server, &path, &written).await["unread"], 1);
    let written = twice(&server.as_agent(), &format!("{path}/mark-read"), None).await;
    assert_eq!(after(&server, &path, &written).await["unread"], 0);
}

#[tokio::test]
async fn two_who_take_it_at_once_both_get_an_answer_and_one_owns_it() {
    let server = TestServer::start().await;
    let (_, path) = one(&server).await;
    let version: u64 = server.as_agent().get(&path).await.ok()["version"].as_u64().unwrap();
    let take = format!("{path}/take");
    let agent = tokio::spawn(server.as_agent().post(&take).if_match(version).into_future());
    let colleague = tokio::spawn(server.as_colleague().post(&take).if_match(version).into_future());
    let mut statuses = [agent.await.unwrap().status(), colleague.await.unwrap().status()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
}
