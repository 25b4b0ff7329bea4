use crate::deployment::*;
use event_log::LogPosition;
use projections::ViewError;
use std::time::Duration;
use tokio::sync::oneshot;

const ANA: &str = "+14155550001";

#[tokio::test]
async fn the_follower_is_woken_by_the_log_and_stops_when_told() {
    let mut shop = Deployment::new().await;
    let (_, spare) = projections::open(&shop.directory.path().join("other.sqlite3"), shop.log.clone())
        .await
        .unwrap();
    let follower = std::mem::replace(&mut shop.follower, spare);
    let (stop, stopped) = oneshot::channel::<()>();
    let following = tokio::spawn(follower.run(async move { drop(stopped.await) }));
    let id = shop.text(ANA, "Hi").await;
    shop.views
        .wait_for(shop.log.head(), Duration::from_secs(30))
        .await
        .unwrap();
    assert_eq!(shop.row(id).await.unread, 1);
    stop.send(()).unwrap();
    following.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn waiting_for_what_is_not_there_yet_ends() {
    let shop = Deployment::new().await;
    let waited = shop.views.wait_for(LogPosition(5), Duration::from_secs(2)).await;
    assert!(matches!(
        waited,
        Err(ViewError::Behind {
            wanted: LogPosition(5),
            checkpoint: LogPosition(0)
        })
    ));
}

#[tokio::test]
async fn views_of_another_log_are_built_anew() {
    let mut shop = Deployment::new().await;
    shop.text(ANA, "Hi").await;
    shop.see().await;
    let mut other = Deployment::new().await;
    other.later(1);
    let ben = other.text("+14155550002", "Hello").await;
    let (views, mut follower) = projections::open(&shop.views_file(), other.log.clone()).await.unwrap();
    follower.catch_up().await.unwrap();
    assert_eq!(views.counts(None, None, false).await.unwrap().inbox.total, 1);
    assert!(views.row(ben).await.unwrap().is_some());
    other.see().await;
    assert_eq!(
        views.state_hash().await.unwrap(),
        other.views.state_hash().await.unwrap()
    );
}

#[tokio::test]
async fn a_file_that_is_no_database_is_replaced() {
    let mut shop = Deployment::new().await;
    shop.text(ANA, "Hi").await;
    let path = shop.directory.path().join("broken.sqlite3");
    std::fs::write(&path, b"this is not a database, not even nearly".repeat(40)).unwrap();
    let (views, mut follower) = projections::open(&path, shop.log.clone()).await.unwrap();
    follower.catch_up().await.unwrap();
    assert_eq!(views.counts(None, None, false).await.unwrap().inbox.total, 1);
}

#[tokio::test]
async fn a_file_of_another_version_is_replaced() {
    let mut shop = Deployment::new().await;
    shop.text(ANA, "Hi").await;
    let path = shop.directory.path().join("old.sqlite3");
    let old = rusqlite::Connection::open(&path).unwrap();
    old.execute_batch("CREATE TABLE conversation (id); PRAGMA user_version = 7;")
        .unwrap();
    drop(old);
    let (views, mut follower) = projections::open(&path, shop.log.clone()).await.unwrap();
    follower.catch_up().await.unwrap();
    assert_eq!(views.counts(None, None, false).await.unwrap().inbox.total, 1);
}
