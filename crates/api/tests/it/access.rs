//! Who may do what: the finer rules beside the table of permissions.

use crate::fixture::{CUSTOMER, Fixture};
use api::RateLimits;
use domain::{agent::Role, api_key::Scope};
use serde_json::json;
use std::num::NonZeroU32;

const DAN: &str = "00000000-0000-0000-0000-000000000004";
const BEN: &str = "00000000-0000-0000-0000-000000000002";

#[actix_web::test]
async fn an_auditor_reads_everything_and_changes_nothing() {
    let fixture = Fixture::new().await;
    let conversation = fixture.conversation(&fixture.token(Role::Agent).await).await;
    let auditor = fixture.token(Role::Auditor).await;
    for path in [
        "/v1/events",
        "/v1/agents",
        "/v1/api-keys",
        "/v1/stores",
        "/v1/conversations",
        "/v1/boxes",
    ] {
        assert_eq!(fixture.get(&auditor, path).await.status, 200, "{path}");
    }
    let close = format!("/v1/conversations/{conversation}/close");
    assert_eq!(
        fixture.post(&auditor, &close, json!({})).await.code(),
        (403, "forbidden".into())
    );
}

#[actix_web::test]
async fn an_agent_sees_neither_the_log_nor_the_boxes_of_others() {
    let fixture = Fixture::new().await;
    let agent = fixture.token(Role::Agent).await;
    for path in ["/v1/events", "/v1/api-keys", &format!("/v1/conversations?agent={DAN}")] {
        assert_eq!(
            fixture.get(&agent, path).await.code(),
            (403, "forbidden".into()),
            "{path}"
        );
    }
    assert_eq!(
        fixture
            .get(&agent, &format!("/v1/conversations?agent={BEN}"))
            .await
            .status,
        200
    );
    assert!(fixture.get(&agent, "/v1/boxes").await.json().get("agents").is_none());
    let admin = fixture.token(Role::Admin).await;
    assert_eq!(
        fixture
            .get(&admin, &format!("/v1/conversations?agent={DAN}"))
            .await
            .status,
        200
    );
}

#[actix_web::test]
async fn agents_take_and_hand_back_and_only_admins_give_to_others() {
    let fixture = Fixture::new().await;
    let (admin, agent) = (fixture.token(Role::Admin).await, fixture.token(Role::Agent).await);
    let conversation = fixture.conversation(&agent).await;
    let assign = format!("/v1/conversations/{conversation}/assign");
    for (token, body, expected) in [
        (&agent, json!({ "agent": BEN }), (200, "")),
        (&agent, json!({ "agent": DAN }), (403, "forbidden")),
        (&agent, json!({ "agent": null }), (200, "")),
        (&agent, json!({}), (422, "validation")),
        (&admin, json!({ "agent": DAN }), (200, "")),
        (&agent, json!({ "agent": null }), (403, "forbidden")),
        // An auditor answers nobody.
        (
            &admin,
            json!({ "agent": "00000000-0000-0000-0000-000000000003" }),
            (422, "validation"),
        ),
    ] {
        let reply = fixture.post(token, &assign, body.clone()).await;
        assert_eq!(reply.code(), (expected.0, expected.1.to_owned()), "{body}");
    }
}

#[actix_web::test]
async fn an_api_key_does_what_its_scopes_say_until_it_is_revoked() {
    let fixture = Fixture::new().await;
    let read = fixture.api_key(&[Scope::Read]).await;
    assert_eq!(fixture.get(&read, "/v1/conversations").await.status, 200);
    assert_eq!(fixture.get(&read, "/v1/events").await.code(), (403, "forbidden".into()));
    let start = json!({ "store": fixture.store, "address": CUSTOMER, "channel": "sms", "body": "Hello" });
    assert_eq!(
        fixture.post(&read, "/v1/conversations", start.clone()).await.code(),
        (403, "forbidden".into())
    );
    let write = fixture.api_key(&[Scope::Write]).await;
    assert_eq!(fixture.post(&write, "/v1/conversations", start).await.status, 201);

    let admin = fixture.token(Role::Admin).await;
    let issued = fixture
        .post(&admin, "/v1/api-keys", json!({ "name": "ERP", "scopes": ["events"] }))
        .await;
    assert_eq!(issued.status, 201);
    let secret = issued.json()["secret"].as_str().unwrap().to_owned();
    assert_eq!(fixture.get(&secret, "/v1/events").await.status, 200);
    assert_eq!(fixture.get(&secret, "/v1/me").await.json()["kind"], "api_key");
    let path = format!("/v1/api-keys/{}", issued.json()["id"].as_str().unwrap());
    let revoke = actix_web::test::TestRequest::delete().uri(&path);
    assert_eq!(
        fixture
            .send(revoke.insert_header(crate::fixture::bearer(&admin)))
            .await
            .status,
        204
    );
    assert_eq!(
        fixture.get(&secret, "/v1/events").await.code(),
        (401, "token_invalid".into())
    );
}

#[actix_web::test]
async fn whoever_asks_too_often_is_told_how_long_to_wait() {
    let limits = RateLimits {
        requests: NonZeroU32::new(2).unwrap(),
        ..RateLimits::default()
    };
    let fixture = Fixture::with_limits(limits).await;
    let agent = fixture.token(Role::Agent).await;
    let first = fixture.get(&agent, "/v1/me").await;
    assert_eq!(
        (first.header("ratelimit-limit"), first.header("ratelimit-remaining")),
        ("2", "1")
    );
    fixture.get(&agent, "/v1/me").await;
    let third = fixture.get(&agent, "/v1/me").await;
    assert_eq!(third.code(), (429, "rate_limited".into()));
    assert_eq!(third.header("ratelimit-remaining"), "0");
    assert_eq!(
        fixture.get(&fixture.token(Role::Admin).await, "/v1/me").await.status,
        200,
        "others are not slowed down"
    );
}
