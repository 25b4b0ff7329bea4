//! A server in this process: start, stop, start again.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use commands::MovableClock;
use jiff::{SignedDuration, Timestamp};
use secrecy::ExposeSecret;
use server::{config::Config, start};
use std::sync::Arc;

fn morning() -> Timestamp {
    "2026-11-21T09:00:00Z".parse().unwrap()
}

fn standing_clock() -> Arc<MovableClock> {
    Arc::new(MovableClock::standing_at(morning()))
}

#[tokio::test]
async fn the_first_start_makes_an_admin_and_the_next_does_not() {
    let data = tempfile::tempdir().unwrap();
    let first = start(Config::for_test(data.path().to_owned()), standing_clock())
        .await
        .unwrap();
    let admin = first.first_admin.clone().unwrap();
    assert!(admin.generated && admin.password.expose_secret().len() >= 20);
    assert!(!format!("{admin:?}").contains(admin.password.expose_secret()));
    first.stop().await;

    let second = start(Config::for_test(data.path().to_owned()), standing_clock())
        .await
        .unwrap();
    assert!(second.first_admin.is_none());
    second.stop().await;
}

#[tokio::test]
async fn a_second_server_on_the_same_data_is_told_so() {
    let data = tempfile::tempdir().unwrap();
    let first = start(Config::for_test(data.path().to_owned()), standing_clock())
        .await
        .unwrap();
    let second = start(Config::for_test(data.path().to_owned()), standing_clock()).await;
    let error = second.err().map(|error| error.to_string()).unwrap_or_default();
    assert!(error.contains("another process"), "{error}");
    first.stop().await;
}

#[tokio::test]
async fn a_clock_that_was_moved_forward_does_not_run_back_at_the_next_start() {
    let data = tempfile::tempdir().unwrap();
    let first = start(Config::for_test(data.path().to_owned()), standing_clock())
        .await
        .unwrap();
    let phones = first.phones.clone().unwrap();
    phones.clock.advance(SignedDuration::from_hours(30));
    let store = domain::StoreId(uuid::Uuid::from_u128(1));
    let profile = domain::store::Profile {
        name: "Shop".to_owned(),
        support_contact: "help@example.com".to_owned(),
        currency: "USD".to_owned(),
        shop_domain: None,
    };
    let create = domain::store::StoreCommand::Create { store, profile };
    let context = commands::Context::new(domain::Actor::System, store.0);
    let stream = commands::Streams::store(store);
    first
        .commands
        .handle::<domain::store::Store>(stream, &create, &context)
        .await
        .unwrap();
    let moved = first.commands.clock().now();
    first.stop().await;

    let second = start(Config::for_test(data.path().to_owned()), standing_clock())
        .await
        .unwrap();
    assert_eq!(second.commands.clock().now(), moved);
    assert_eq!(second.ahead(), SignedDuration::from_hours(30));
    second.stop().await;
}

#[tokio::test]
async fn stopping_leaves_the_views_at_the_end_of_the_log() {
    let data = tempfile::tempdir().unwrap();
    let server = start(Config::for_test(data.path().to_owned()), standing_clock())
        .await
        .unwrap();
    let (views, log) = (server.views.clone(), server.commands.log().clone());
    server.stop().await;
    assert_eq!(views.position(), log.head());
}
