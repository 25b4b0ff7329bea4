use serde_json::json;
use test_support::{ADMIN, AGENT, Caller, PASSWORD, Reply, TestServer};

async fn sign_in(server: &TestServer, email: &str, password: &str) -> Reply {
    server
        .anonymous()
        .post("/v1/session")
        .json(json!({ "email": email, "password": password }))
        .await
}

/// The refresh cookie as a browser sends it back.
fn cookie(reply: &Reply) -> String {
    let cookie = reply.header("set-cookie");
    cookie.split(';').next().unwrap_or_default().to_owned()
}

async fn refresh(server: &TestServer, cookie: &str) -> Reply {
    server
        .anonymous()
        .post("/v1/session/refresh")
        .header("cookie", cookie)
        .await
}

fn with_token_of<'server>(server: &'server TestServer, reply: &Reply) -> Caller<'server> {
    server.with_token(reply.json()["access_token"].as_str().unwrap())
}

#[tokio::test]
async fn signing_in_gives_a_token_and_a_cookie_that_scripts_cannot_read() {
    let server = TestServer::start().await;
    let signed_in = sign_in(&server, AGENT.email, PASSWORD).await;
    let body = signed_in.expect(200);
    assert_eq!(
        (&body["expires_in"], &body["agent"]["email"], &body["agent"]["role"]),
        (&json!(900), &json!(AGENT.email), &json!("agent"))
    );
    let cookie = signed_in.header("set-cookie");
    for attribute in ["threadkeep_refresh=", "HttpOnly", "SameSite=Strict", "Path=/v1/session"] {
        assert!(cookie.contains(attribute), "{attribute} is missing: {cookie}");
    }
    let me = with_token_of(&server, &signed_in).get("/v1/me").await.ok();
    assert_eq!((&me["id"], &me["name"]), (&json!(AGENT.id), &json!(AGENT.name)));
    assert!(!signed_in.text().contains("password"), "{signed_in}");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_told_the_same() {
    let server = TestServer::start().await;
    let wrong = sign_in(&server, AGENT.email, "not it")
        .await
        .problem(401, "credentials_invalid");
    let unknown = sign_in(&server, "nobody@fern.example", PASSWORD)
        .await
        .problem(401, "credentials_invalid");
    assert_eq!(wrong["detail"], unknown["detail"]);
    for email in ["", "'; --", "ben@fern.example\u{0}", &"x".repeat(10_000)] {
        sign_in(&server, email, PASSWORD)
            .await
            .problem(401, "credentials_invalid");
    }
}

#[tokio::test]
async fn refreshing_rotates_the_cookie_and_an_old_one_ends_the_session() {
    let server = TestServer::start().await;
    let first = sign_in(&server, AGENT.email, PASSWORD).await;
    let second = refresh(&server, &cookie(&first)).await;
    second.expect(200);
    assert_ne!(cookie(&first), cookie(&second));
    with_token_of(&server, &second).get("/v1/me").await.ok();
    // Somebody has the old one: whoever it is, the session is over for both.
    refresh(&server, &cookie(&first)).await.problem(401, "session_ended");
    refresh(&server, &cookie(&second)).await.problem(401, "session_ended");
    with_token_of(&server, &second)
        .get("/v1/me")
        .await
        .problem(401, "session_ended");
}

#[tokio::test]
async fn cookies_that_are_none_end_nothing_and_open_nothing() {
    let server = TestServer::start().await;
    for cookie in [
        "threadkeep_refresh=",
        "threadkeep_refresh=x",
        "threadkeep_refresh=..%2f",
        "other=1",
    ] {
        refresh(&server, cookie).await.problem(401, "session_ended");
    }
    server
        .anonymous()
        .post("/v1/session/refresh")
        .await
        .problem(401, "session_ended");
    server.as_agent().get("/v1/me").await.ok();
}

#[tokio::test]
async fn pages_of_other_sites_cannot_use_the_cookie() {
    let server = TestServer::start().await;
    let signed_in = sign_in(&server, AGENT.email, PASSWORD).await;
    let foreign = |name: &str, value: &str| {
        let call = server
            .anonymous()
            .post("/v1/session/refresh")
            .header("cookie", &cookie(&signed_in));
        call.header(name, value)
    };
    foreign("origin", "https://evil.example")
        .await
        .problem(403, "forbidden");
    foreign("sec-fetch-site", "cross-site").await.problem(403, "forbidden");
    refresh(&server, &cookie(&signed_in)).await.expect(200);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_can_be_repeated() {
    let server = TestServer::start().await;
    let signed_in = sign_in(&server, AGENT.email, PASSWORD).await;
    let sign_out = || {
        server
            .anonymous()
            .delete("/v1/session")
            .header("cookie", &cookie(&signed_in))
    };
    sign_out().await.expect(204);
    with_token_of(&server, &signed_in)
        .get("/v1/me")
        .await
        .problem(401, "session_ended");
    refresh(&server, &cookie(&signed_in))
        .await
        .problem(401, "session_ended");
    sign_out().await.expect(204);
    server.anonymous().delete("/v1/session").await.expect(204);
}

#[tokio::test]
async fn a_new_password_replaces_the_old_one_and_ends_every_session() {
    let server = TestServer::start().await;
    let change = |current: &str, new: &str| {
        server
            .as_agent()
            .post("/v1/me/password")
            .json(json!({ "current": current, "new": new }))
    };
    let refused = change("not it", "copper-meadow-lantern").await;
    assert!((400..500).contains(&refused.status()), "{refused}");
    let weak = change(PASSWORD, "password").await.problem(422, "password_weak");
    assert_eq!(weak["pointer"], "/body/new");
    change(PASSWORD, "copper-meadow-lantern").await.expect(204);
    server.as_agent().get("/v1/me").await.problem(401, "session_ended");
    sign_in(&server, AGENT.email, PASSWORD)
        .await
        .problem(401, "credentials_invalid");
    sign_in(&server, AGENT.email, "copper-meadow-lantern").await.expect(200);
}

#[tokio::test]
async fn everybody_is_told_what_they_may_do() {
    let server = TestServer::start().await;
    let me = server.as_admin().get("/v1/me").await.ok();
    assert_eq!(me["id"], json!(ADMIN.id));
    assert!(me["permissions"].as_array().unwrap().contains(&json!("stores.manage")));
    let key = server.as_key(domain::api_key::Scope::Read).get("/v1/me").await.ok();
    assert_eq!((&key["kind"], &key["scopes"]), (&json!("api_key"), &json!(["read"])));
}
