//! A view that cannot go on stands still right before what it cannot fold, says so, and leaves the others alone.

use crate::deployment::*;
use domain::conversation::Controller;
use event_log::{Append, Expected, LogPosition, NewEvent, StreamId};
use projections::{CartState, Cause, Failure, View, ViewError, ViewState, replay};
use std::time::Duration;
use tokio::sync::oneshot;
use uuid::Uuid;

const ANA: &str = "+14155550001";
const BEN: &str = "+14155550002";
const CAT: &str = "+14155550003";
/// A test that fails waits so long.
const PATIENCE: Duration = Duration::from_secs(30);

/// From now on carts cannot be written: a fault that the view of carts alone has.
fn break_carts(shop: &Deployment) {
    let fault = "CREATE TRIGGER fault BEFORE INSERT ON cart BEGIN SELECT RAISE(ABORT, 'broken for +14155550001'); END";
    change_file(shop, fault);
}

fn mend_carts(shop: &Deployment) {
    change_file(shop, "DROP TRIGGER fault");
}

fn change_file(shop: &Deployment, sql: &str) {
    let file = rusqlite::Connection::open(shop.views_file()).unwrap();
    file.execute_batch(sql).unwrap();
}

async fn abandon(shop: &mut Deployment, number: &str, name: &str) {
    let cart = cart(name, &["Throw"], shop.now());
    shop.webhook(number, Controller::Ai, cart_webhook(cart)).await;
}

async fn carts(shop: &Deployment) -> usize {
    let page = shop.views.carts(None, CartState::All, None, 50).await.unwrap();
    page.items.len()
}

fn failed(shop: &Deployment) -> Vec<View> {
    shop.views.health().failed().map(|(view, _)| view).collect()
}

async fn append_unknown(shop: &Deployment, stream: StreamId) {
    let from_the_future = Append {
        stream,
        expected: Expected::Any,
        events: vec![NewEvent {
            event_type: "fortune_told",
            schema: 1,
            payload: b"{}".as_slice().into(),
        }],
        time: shop.now(),
        actor: "system".to_owned(),
        causation: None,
        correlation: Uuid::from_u128(9),
        idempotency: None,
    };
    shop.log.append(from_the_future).await.unwrap();
}

#[tokio::test]
async fn a_view_that_fails_stands_right_before_the_event_and_the_others_go_on() {
    let mut shop = Deployment::new().await;
    shop.text(ANA, "Hi").await;
    abandon(&mut shop, ANA, "c1").await;
    shop.see().await;
    break_carts(&shop);
    shop.text(BEN, "Hello").await;
    let before = shop.log.head();
    abandon(&mut shop, BEN, "c2").await;
    shop.text(CAT, "Good morning").await;
    let stopped = shop.follower.catch_up().await;

    assert!(
        matches!(
            stopped,
            Err(ViewError::Failed {
                view: View::Shopping,
                ..
            })
        ),
        "{stopped:?}"
    );
    assert_eq!(failed(&shop), [View::Shopping]);
    let failure = shop.views.health().failure(View::Shopping).unwrap().clone();
    // Raw, parsed, the conversation that exists already, the cart.
    assert!(failure.at > before && failure.at < shop.log.head(), "{failure:?}");
    assert_eq!(shop.views.checkpoint(View::Shopping), LogPosition(failure.at.0 - 1));
    let told = failure.to_string();
    assert!(matches!(failure.cause, Cause::Storage { .. }), "{failure:?}");
    assert!(
        !told.contains("4155550001"),
        "a failure quotes nothing that was written: {told}"
    );
    for view in [View::Conversations, View::Directory, View::Work, View::Events] {
        assert_eq!(shop.views.checkpoint(view), shop.log.head(), "{view}");
    }
    assert_eq!(shop.views.position(), shop.log.head());
    assert_eq!(
        shop.views.counts(None, None, false).await.unwrap().position,
        shop.log.head().0
    );
    assert_eq!(carts(&shop).await, 1);

    // And on, event by event.
    shop.text(ANA, "Are you there?").await;
    assert!(shop.follower.catch_up().await.is_err());
    assert_eq!(shop.views.checkpoint(View::Conversations), shop.log.head());
    assert_eq!(shop.views.checkpoint(View::Shopping), LogPosition(failure.at.0 - 1));
}

#[tokio::test]
async fn whoever_waits_for_a_failed_view_is_told_at_once_and_whoever_waits_for_another_is_served() {
    let mut shop = Deployment::new().await;
    break_carts(&shop);
    abandon(&mut shop, ANA, "c1").await;
    shop.follower.catch_up().await.unwrap_err();
    let head = shop.log.head();
    // Would wait for ever if it waited.
    let told = shop.views.wait_for_view(View::Shopping, head, Duration::MAX).await;
    assert!(
        matches!(
            told,
            Err(ViewError::Failed {
                view: View::Shopping,
                ..
            })
        ),
        "{told:?}"
    );
    let shown = shop.views.checkpoint(View::Shopping);
    shop.views
        .wait_for_view(View::Shopping, shown, Duration::MAX)
        .await
        .unwrap();
    shop.views
        .wait_for_view(View::Conversations, head, Duration::MAX)
        .await
        .unwrap();
    shop.views.wait_for(head, Duration::MAX).await.unwrap();
}

#[tokio::test]
async fn a_view_that_is_tried_again_catches_up_and_holds_what_a_replay_gives() {
    let mut shop = Deployment::new().await;
    break_carts(&shop);
    abandon(&mut shop, ANA, "c1").await;
    for n in 0..5 {
        abandon(&mut shop, BEN, &format!("b{n}")).await;
        shop.text(CAT, "Good morning").await;
        shop.follower.catch_up().await.unwrap_err();
    }
    mend_carts(&shop);
    // Nothing is tried again by itself before its time.
    shop.follower.catch_up().await.unwrap_err();
    shop.follower.retry();
    shop.follower.catch_up().await.unwrap();
    assert_eq!((failed(&shop), carts(&shop).await), (vec![], 6));
    let replayed = replay(shop.log.as_ref(), None, |_| {}).await.unwrap();
    assert_eq!(shop.views.state_hash().await.unwrap(), replayed.state_hash);
}

#[tokio::test]
async fn a_view_left_behind_catches_up_while_the_others_go_on() {
    let mut shop = Deployment::new().await;
    let (views, follower) = projections::open(&shop.views_file(), shop.log.clone()).await.unwrap();
    (shop.views, shop.follower) = (views, follower.with_batch(3));
    break_carts(&shop);
    abandon(&mut shop, ANA, "c1").await;
    shop.text(BEN, "Hello").await;
    shop.follower.catch_up().await.unwrap_err();
    mend_carts(&shop);
    abandon(&mut shop, CAT, "c2").await;
    shop.follower.retry();
    shop.follower.catch_up().await.unwrap();
    let standing: Vec<_> = shop
        .views
        .health()
        .views
        .into_iter()
        .map(|view| (view.checkpoint, view.state))
        .collect();
    assert_eq!(standing, vec![(shop.log.head(), ViewState::Following); 5]);
    let replayed = replay(shop.log.as_ref(), None, |_| {}).await.unwrap();
    assert_eq!(shop.views.state_hash().await.unwrap(), replayed.state_hash);
}

#[tokio::test]
async fn a_restart_goes_on_where_each_view_stood() {
    let mut shop = Deployment::new().await;
    break_carts(&shop);
    abandon(&mut shop, ANA, "c1").await;
    shop.text(BEN, "Hello").await;
    shop.follower.catch_up().await.unwrap_err();
    let stood = shop.views.checkpoint(View::Shopping);
    mend_carts(&shop);
    let (views, mut follower) = projections::open(&shop.views_file(), shop.log.clone()).await.unwrap();
    assert_eq!(views.checkpoint(View::Shopping), stood);
    assert_eq!(views.checkpoint(View::Conversations), shop.log.head());
    follower.catch_up().await.unwrap();
    let replayed = replay(shop.log.as_ref(), None, |_| {}).await.unwrap();
    assert_eq!(views.state_hash().await.unwrap(), replayed.state_hash);
}

#[tokio::test]
async fn nothing_is_told_of_work_that_is_behind() {
    let mut shop = Deployment::new().await;
    shop.raw(ANA).await;
    shop.see().await;
    assert_eq!(shop.views.unparsed(9).await.unwrap().len(), 1);
    change_file(
        &shop,
        "CREATE TRIGGER fault BEFORE DELETE ON unparsed BEGIN SELECT RAISE(ABORT, 'broken'); END",
    );
    shop.text(BEN, "Hello").await;
    shop.follower.catch_up().await.unwrap_err();
    assert_eq!(failed(&shop), [View::Work]);
    let told = shop.views.unparsed(9).await;
    assert!(
        matches!(told, Err(ViewError::Failed { view: View::Work, .. })),
        "{told:?}"
    );
    assert_eq!(shop.views.counts(None, None, false).await.unwrap().inbox.total, 1);
}

#[tokio::test]
async fn an_event_of_a_newer_version_stops_whatever_it_may_be_about() {
    let mut shop = Deployment::new().await;
    let id = shop.text(ANA, "Hi").await;
    let known = shop.log.head();
    append_unknown(&shop, StreamId(id.0)).await;
    shop.text(BEN, "Hello").await;
    shop.follower.catch_up().await.unwrap_err();
    assert_eq!(
        failed(&shop),
        [View::Conversations, View::Shopping, View::Directory, View::Work]
    );
    let health = shop.views.health();
    for (view, failure) in health.failed() {
        let expected = Failure {
            at: LogPosition(known.0 + 1),
            cause: Cause::NewerVersion {
                event_type: "fortune_told".to_owned(),
                schema: 1,
            },
        };
        assert_eq!((shop.views.checkpoint(view), failure), (known, &expected), "{view}");
    }
    // The list of events shows it as it is.
    assert_eq!(shop.views.checkpoint(View::Events), shop.log.head());
    assert_eq!(shop.row(id).await.unread, 1);
    // Changes are told only as far as the conversations are.
    let changes = shop.views.changes(LogPosition(0), 99).await.unwrap();
    assert_eq!((changes.position, shop.views.newest_change()), (known, known));
}

#[tokio::test]
async fn a_running_follower_goes_on_after_a_failure_and_tries_again_after_a_minute() {
    let mut shop = Deployment::new().await;
    let (_, spare) = projections::open(&shop.directory.path().join("other.sqlite3"), shop.log.clone())
        .await
        .unwrap();
    let follower = std::mem::replace(&mut shop.follower, spare).with_retry_after(Duration::ZERO);
    break_carts(&shop);
    let (stop, stopped) = oneshot::channel::<()>();
    let following = tokio::spawn(follower.run(async move { drop(stopped.await) }));
    abandon(&mut shop, ANA, "c1").await;
    let head = shop.log.head();
    shop.views
        .wait_for_view(View::Conversations, head, PATIENCE)
        .await
        .unwrap();
    mend_carts(&shop);
    let mut health = shop.views.watch_health();
    let mended = health.wait_for(|health| health.of(View::Shopping).is_some_and(|view| view.checkpoint == head));
    tokio::time::timeout(PATIENCE, mended).await.unwrap().unwrap();
    assert_eq!(carts(&shop).await, 1);
    stop.send(()).unwrap();
    following.await.unwrap();
}
