use serde_json::{Value, json};
use test_support::{ADMIN, AGENT, TestServer};

fn eve() -> Value {
    json!({ "name": "Eve Lind", "email": "Eve@Fern.example", "role": "agent", "password": "copper-meadow-lantern" })
}

#[tokio::test]
async fn an_agent_who_is_added_can_sign_in_and_is_listed() {
    let server = TestServer::start().await;
    let added = server.as_admin().post("/v1/agents").json(eve()).await.expect(201);
    let path = format!("/v1/agents?at_least={}", added["position"]);
    let agents = server.as_auditor().get(&path).await.ok();
    let listed = agents["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|agent| agent["id"] == added["id"])
        .unwrap();
    assert_eq!((&listed["name"], &listed["active"]), (&json!("Eve Lind"), &json!(true)));
    assert!(!agents.to_string().contains("argon2"), "no hash leaves the log");
    let sign_in = json!({ "email": "eve@fern.example", "password": "copper-meadow-lantern" });
    server.anonymous().post("/v1/session").json(sign_in).await.expect(200);
}

#[tokio::test]
async fn adding_twice_under_one_key_adds_once_and_an_address_belongs_to_one() {
    let server = TestServer::start().await;
    let add = || server.as_admin().post("/v1/agents").idempotency_key("eve").json(eve());
    let (first, second) = (add().await.expect(201), add().await.expect(201));
    assert_eq!(first["id"], second["id"]);
    server.head().await;
    let taken = server
        .as_admin()
        .post("/v1/agents")
        .json(eve())
        .await
        .problem(409, "email_taken");
    assert_eq!(taken["pointer"], "/body/email");
}

#[tokio::test]
async fn agents_who_make_no_sense_are_refused() {
    let server = TestServer::start().await;
    for (field, value, code) in [
        ("name", json!(""), "agent_invalid"),
        ("email", json!("nowhere"), "agent_invalid"),
        ("role", json!("integrator"), "role_invalid"),
        ("password", json!("12345678"), "password_weak"),
    ] {
        let mut agent = eve();
        agent[field] = value;
        server
            .as_admin()
            .post("/v1/agents")
            .json(agent)
            .await
            .problem(422, code);
    }
    let mut agent = eve();
    agent["role"] = json!("king");
    server
        .as_admin()
        .post("/v1/agents")
        .json(agent)
        .await
        .problem(422, "validation");
}

#[tokio::test]
async fn a_change_leaves_what_it_does_not_name_and_twice_is_once() {
    let server = TestServer::start().await;
    let path = format!("/v1/agents/{}", AGENT.id);
    let rename = || {
        server
            .as_admin()
            .patch(&path)
            .json(json!({ "name": "Benjamin Okafor" }))
    };
    let first = rename().await.ok();
    let second = rename().await.ok();
    assert_eq!(first["version"], second["version"]);
    let me = server.as_agent().get("/v1/me").await.ok();
    assert_eq!((&me["name"], &me["role"]), (&json!("Benjamin Okafor"), &json!("agent")));
}

#[tokio::test]
async fn nobody_locks_themselves_out() {
    let server = TestServer::start().await;
    let path = format!("/v1/agents/{}", ADMIN.id);
    for change in [json!({ "role": "agent" }), json!({ "active": false })] {
        server
            .as_admin()
            .patch(&path)
            .json(change)
            .await
            .problem(409, "own_access");
    }
}
