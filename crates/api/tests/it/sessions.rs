//! Signing in, staying signed in, and losing it.

use crate::fixture::{Fixture, PASSWORD, Reply, bearer};
use actix_web::{cookie::Cookie, test::TestRequest};
use api::RateLimits;
use domain::agent::Role;
use jiff::SignedDuration;
use serde_json::json;
use std::num::NonZeroU32;

async fn sign_in(fixture: &Fixture, email: &str, password: &str) -> Reply {
    let body = json!({ "email": email, "password": password });
    fixture
        .send(TestRequest::post().uri("/v1/session").set_json(body))
        .await
}

fn cookie(reply: &Reply) -> Cookie<'static> {
    Cookie::parse(reply.header("set-cookie").to_owned()).unwrap()
}

async fn refresh(fixture: &Fixture, cookie: &Cookie<'static>) -> Reply {
    fixture
        .send(TestRequest::post().uri("/v1/session/refresh").cookie(cookie.clone()))
        .await
}

#[actix_web::test]
async fn whoever_signs_in_gets_a_token_and_a_cookie_that_scripts_cannot_read() {
    let fixture = Fixture::new().await;
    let reply = sign_in(&fixture, "Ana@Example.com ", PASSWORD).await;
    assert_eq!(reply.status, 200);
    let session = reply.json();
    assert_eq!(
        (&session["agent"]["name"], &session["expires_in"]),
        (&json!("Ana"), &json!(900))
    );
    let cookie = cookie(&reply);
    assert_eq!((cookie.http_only(), cookie.path()), (Some(true), Some("/v1/session")));
    assert_eq!(cookie.same_site(), Some(actix_web::cookie::SameSite::Strict));
    let me = fixture
        .get(session["access_token"].as_str().unwrap(), "/v1/me")
        .await
        .json();
    assert_eq!(me["email"], "ana@example.com");
    assert!(me["permissions"].as_array().unwrap().contains(&json!("agents.manage")));
}

#[actix_web::test]
async fn a_wrong_password_and_an_unknown_address_are_answered_alike() {
    let fixture = Fixture::new().await;
    let wrong = sign_in(&fixture, "ana@example.com", "wrong").await;
    let unknown = sign_in(&fixture, "nobody@example.com", "wrong").await;
    assert_eq!(wrong.code(), (401, "credentials_invalid".into()));
    assert_eq!(wrong.json()["detail"], unknown.json()["detail"]);
    assert_eq!(wrong.code(), unknown.code());
}

#[actix_web::test]
async fn guessing_is_slowed_down_for_each_account() {
    let limits = RateLimits {
        sign_ins: NonZeroU32::new(2).unwrap(),
        ..RateLimits::default()
    };
    let fixture = Fixture::with_limits(limits).await;
    for _ in 0..2 {
        assert_eq!(sign_in(&fixture, "ana@example.com", "wrong").await.status, 401);
    }
    let reply = sign_in(&fixture, "ana@example.com", PASSWORD).await;
    assert_eq!(reply.code(), (429, "rate_limited".into()));
    assert!(reply.header("retry-after").parse::<u32>().unwrap() > 0);
}

#[actix_web::test]
async fn a_refresh_replaces_the_cookie_and_an_old_one_ends_the_session() {
    let fixture = Fixture::new().await;
    let first = cookie(&sign_in(&fixture, "ben@example.com", PASSWORD).await);
    let refreshed = refresh(&fixture, &first).await;
    assert_eq!(refreshed.status, 200);
    let second = cookie(&refreshed);
    assert_ne!(first.value(), second.value());
    let token = refreshed.json()["access_token"].as_str().unwrap().to_owned();
    assert_eq!(fixture.get(&token, "/v1/me").await.status, 200);

    assert_eq!(refresh(&fixture, &first).await.code(), (401, "session_ended".into()));
    assert_eq!(refresh(&fixture, &second).await.code(), (401, "session_ended".into()));
    assert_eq!(
        fixture.get(&token, "/v1/me").await.code(),
        (401, "session_ended".into())
    );
}

#[actix_web::test]
async fn another_site_cannot_use_the_cookie() {
    let fixture = Fixture::new().await;
    let cookie = cookie(&sign_in(&fixture, "ben@example.com", PASSWORD).await);
    let request = TestRequest::post().uri("/v1/session/refresh").cookie(cookie.clone());
    let reply = fixture
        .send(request.insert_header(("sec-fetch-site", "cross-site")))
        .await;
    assert_eq!(reply.code(), (403, "forbidden".into()));
    assert_eq!(refresh(&fixture, &cookie).await.status, 200);
}

#[actix_web::test]
async fn signing_out_ends_the_session_in_every_tab() {
    let fixture = Fixture::new().await;
    let signed_in = sign_in(&fixture, "ben@example.com", PASSWORD).await;
    let token = signed_in.json()["access_token"].as_str().unwrap().to_owned();
    let request = TestRequest::delete().uri("/v1/session").cookie(cookie(&signed_in));
    assert_eq!(fixture.send(request).await.status, 204);
    assert_eq!(
        fixture.get(&token, "/v1/me").await.code(),
        (401, "session_ended".into())
    );
}

#[actix_web::test]
async fn a_cookie_somebody_made_up_is_no_session() {
    let fixture = Fixture::new().await;
    let real = cookie(&sign_in(&fixture, "ben@example.com", PASSWORD).await);
    let store = fixture.store.0.simple().to_string();
    let other = format!("{store}{}", &real.value()[32..]);
    for value in ["", "nonsense", &other] {
        let made_up = Cookie::new("threadkeep_refresh", value.to_owned());
        assert_eq!(
            refresh(&fixture, &made_up).await.code(),
            (401, "session_ended".into()),
            "{value}"
        );
    }
}

#[actix_web::test]
async fn a_token_expires_and_a_forged_one_was_never_good() {
    let fixture = Fixture::new().await;
    let token = fixture.token(Role::Agent).await;
    for forged in ["x", "tk_1_2", &format!("{token}x")] {
        assert_eq!(
            fixture.get(forged, "/v1/me").await.code(),
            (401, "token_invalid".into())
        );
    }
    assert_eq!(
        fixture.send(TestRequest::get().uri("/v1/me")).await.code(),
        (401, "unauthenticated".into())
    );
    fixture.clock.advance(SignedDuration::from_mins(16));
    assert_eq!(
        fixture.get(&token, "/v1/me").await.code(),
        (401, "token_expired".into())
    );
}

#[actix_web::test]
async fn deactivating_somebody_works_at_once() {
    let fixture = Fixture::new().await;
    let (admin, agent) = (fixture.token(Role::Admin).await, fixture.token(Role::Agent).await);
    let ben = "/v1/agents/00000000-0000-0000-0000-000000000002";
    let request = TestRequest::patch()
        .uri(ben)
        .insert_header(bearer(&admin))
        .set_json(json!({ "active": false }));
    assert_eq!(fixture.send(request).await.status, 200);
    assert_eq!(
        fixture.get(&agent, "/v1/me").await.code(),
        (401, "session_ended".into())
    );
    let again = sign_in(&fixture, "ben@example.com", PASSWORD).await;
    assert_eq!(again.code(), (409, "agent_deactivated".into()));
}

#[actix_web::test]
async fn an_admin_cannot_lock_themselves_out() {
    let fixture = Fixture::new().await;
    let admin = fixture.token(Role::Admin).await;
    let ana = "/v1/agents/00000000-0000-0000-0000-000000000001";
    for change in [json!({ "active": false }), json!({ "role": "agent" })] {
        let request = TestRequest::patch()
            .uri(ana)
            .insert_header(bearer(&admin))
            .set_json(change);
        assert_eq!(fixture.send(request).await.code(), (409, "own_access".into()));
    }
}

#[actix_web::test]
async fn a_new_password_must_be_strong_and_needs_the_old_one() {
    let fixture = Fixture::new().await;
    let token = fixture.token(Role::Agent).await;
    let change = |current: &str, new: &str| json!({ "current": current, "new": new });
    for (body, code) in [
        (change("wrong", "plum-harbour-lantern"), (422, "password_wrong")),
        (change(PASSWORD, "password1"), (422, "password_weak")),
        (change(PASSWORD, "plum-harbour-lantern"), (204, "")),
    ] {
        let reply = fixture.post(&token, "/v1/me/password", body).await;
        assert_eq!(reply.code(), (code.0, code.1.to_owned()));
    }
    assert_eq!(sign_in(&fixture, "ben@example.com", PASSWORD).await.status, 401);
    assert_eq!(
        sign_in(&fixture, "ben@example.com", "plum-harbour-lantern")
            .await
            .status,
        200
    );
}
