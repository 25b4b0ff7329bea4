use serde_json::{Value, json};
use test_support::TestServer;

fn shop_sync() -> Value {
    json!({ "name": "Shop sync", "scopes": ["read", "events"] })
}

#[tokio::test]
async fn a_key_works_until_it_is_revoked_and_its_secret_is_shown_once() {
    let server = TestServer::start().await;
    let issued = server
        .as_admin()
        .post("/v1/api-keys")
        .json(shop_sync())
        .await
        .expect(201);
    let secret = issued["secret"].as_str().unwrap();
    server.with_token(secret).get("/v1/conversations").await.ok();
    server.with_token(secret).get("/v1/events").await.ok();
    server
        .with_token(secret)
        .post("/v1/conversations")
        .json(json!({}))
        .await
        .problem(403, "forbidden");
    server.head().await;
    let listed = server.as_admin().get("/v1/api-keys").await.ok();
    assert!(
        listed["items"]
            .as_array()
            .unwrap()
            .iter()
            .any(|key| key["id"] == issued["id"])
    );
    let hidden = secret.rsplit('_').next().unwrap();
    assert!(!listed.to_string().contains(hidden), "{listed}");

    let path = format!("/v1/api-keys/{}", issued["id"].as_str().unwrap());
    server.as_admin().delete(&path).await.expect(204);
    server
        .with_token(secret)
        .get("/v1/conversations")
        .await
        .problem(401, "token_invalid");
    server.as_admin().delete(&path).await.expect(204);
}

#[tokio::test]
async fn a_repeated_request_shows_the_same_secret_again() {
    let server = TestServer::start().await;
    let issue = || {
        server
            .as_admin()
            .post("/v1/api-keys")
            .idempotency_key("sync")
            .json(shop_sync())
    };
    assert_eq!(issue().await.expect(201), issue().await.expect(201));
}

#[tokio::test]
async fn a_key_with_a_changed_secret_or_the_id_of_something_else_is_nobodys() {
    let server = TestServer::start().await;
    let issued = server
        .as_admin()
        .post("/v1/api-keys")
        .json(shop_sync())
        .await
        .expect(201);
    let secret = issued["secret"].as_str().unwrap();
    let (id, rest) = secret.strip_prefix("tk_").unwrap().split_once('_').unwrap();
    let changed = if rest.starts_with('A') { 'B' } else { 'A' };
    let admin = test_support::ADMIN.id.0.simple();
    for forged in [
        format!("tk_{id}_{changed}{}", &rest[1..]),
        format!("tk_{admin}_{rest}"),
        format!("tk_{id}_"),
        format!("tk_{id}"),
    ] {
        server
            .with_token(&forged)
            .get("/v1/me")
            .await
            .problem(401, "token_invalid");
    }
}

#[tokio::test]
async fn keys_that_make_no_sense_are_refused() {
    let server = TestServer::start().await;
    let issue = |body: Value| server.as_admin().post("/v1/api-keys").json(body);
    issue(json!({ "name": "Sync", "scopes": [] }))
        .await
        .problem(422, "api_key_invalid");
    issue(json!({ "name": " ", "scopes": ["read"] }))
        .await
        .problem(422, "api_key_invalid");
    issue(json!({ "name": "Sync", "scopes": ["everything"] }))
        .await
        .problem(422, "validation");
}
