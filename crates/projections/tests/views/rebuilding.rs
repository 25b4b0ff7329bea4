//! All views built anew while they are read and the log grows, and exchanged in one moment.

use crate::deployment::*;
use projections::{RebuildRefused, View, ViewError, Views, replay};
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::oneshot;

const ANA: &str = "+14155550001";
const BEN: &str = "+14155550002";
/// A test that fails waits so long.
const PATIENCE: Duration = Duration::from_secs(60);

struct Running {
    stop: oneshot::Sender<()>,
    following: tokio::task::JoinHandle<()>,
}

impl Running {
    async fn start(shop: &mut Deployment, batch: usize) -> Self {
        let (_, spare) = projections::open(&shop.directory.path().join("spare.sqlite3"), shop.log.clone())
            .await
            .unwrap();
        let follower = std::mem::replace(&mut shop.follower, spare).with_batch(batch);
        let (stop, stopped) = oneshot::channel::<()>();
        let following = tokio::spawn(follower.run(async move { drop(stopped.await) }));
        Self { stop, following }
    }

    async fn stop(self) {
        self.stop.send(()).unwrap();
        self.following.await.unwrap();
    }
}

async fn rebuilt(views: &Views) {
    let mut health = views.watch_health();
    let ended = health.wait_for(|health| health.rebuild.is_none());
    tokio::time::timeout(PATIENCE, ended).await.unwrap().unwrap();
}

fn change_file(path: &Path, sql: &str) {
    let file = rusqlite::Connection::open(path).unwrap();
    file.execute_batch(sql).unwrap();
}

fn next_file(shop: &Deployment) -> PathBuf {
    shop.directory.path().join("views.next.sqlite3")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_rebuild_is_not_noticed_by_readers_while_the_log_grows() {
    let mut shop = Deployment::new().await;
    let id = shop.text(ANA, "Hi").await;
    for n in 0..60 {
        shop.text(BEN, &format!("text {n}")).await;
    }
    shop.see().await;
    // What the old file says and the log does not: gone afterwards.
    change_file(
        &shop.views_file(),
        "DELETE FROM cart; UPDATE box_count SET total = total + 7",
    );
    let wrong = shop.views.counts(None, None, false).await.unwrap();
    let running = Running::start(&mut shop, 5).await;

    let (views, done) = (shop.views.clone(), Arc::new(AtomicBool::new(false)));
    let reading = tokio::spawn({
        let done = done.clone();
        async move {
            let (mut seen, mut reads) = (0, 0u64);
            while !done.load(Ordering::Relaxed) {
                let page = views.timeline(id, None, 50).await.unwrap();
                assert!(page.position >= seen, "from {seen} back to {}", page.position);
                assert!(!page.items.is_empty(), "a conversation that was there is gone");
                (seen, reads) = (page.position, reads + 1);
            }
            reads
        }
    });
    shop.views.rebuild().unwrap();
    assert_eq!(shop.views.rebuild(), Err(RebuildRefused::Running));
    for n in 0..60 {
        shop.text(ANA, &format!("meanwhile {n}")).await;
    }
    rebuilt(&shop.views).await;
    assert_eq!(shop.views.health().rebuild_failed, None);
    shop.text(ANA, "and after").await;
    let head = shop.log.head();
    shop.views.wait_for(head, PATIENCE).await.unwrap();
    done.store(true, Ordering::Relaxed);
    assert!(reading.await.unwrap() > 0);

    let right = shop.views.counts(None, None, false).await.unwrap();
    assert_eq!((right.inbox.total, wrong.inbox.total), (2, 9));
    let replayed = replay(shop.log.as_ref(), None, |_| {}).await.unwrap();
    assert_eq!(shop.views.state_hash().await.unwrap(), replayed.state_hash);
    assert!(!next_file(&shop).exists());
    // A second one goes the same way.
    shop.views.rebuild().unwrap();
    rebuilt(&shop.views).await;
    assert_eq!(shop.views.state_hash().await.unwrap(), replayed.state_hash);
    running.stop().await;
}

#[tokio::test]
async fn a_rebuild_that_was_cut_off_leaves_the_old_file_and_is_cleaned_up_at_the_next_start() {
    let mut shop = Deployment::new().await;
    for n in 0..30 {
        shop.text(ANA, &format!("text {n}")).await;
    }
    shop.see().await;
    let known = shop.views.state_hash().await.unwrap();
    // One event a transaction: it is not done before it is cut off.
    let running = Running::start(&mut shop, 1).await;
    shop.views.rebuild().unwrap();
    let mut health = shop.views.watch_health();
    let begun = health.wait_for(|health| health.rebuild.is_some_and(|progress| progress.done > 0));
    tokio::time::timeout(PATIENCE, begun).await.unwrap().unwrap();
    running.following.abort();
    assert!(running.following.await.unwrap_err().is_cancelled());
    std::fs::write(next_file(&shop), b"half of something").unwrap();

    let (views, mut follower) = projections::open(&shop.views_file(), shop.log.clone()).await.unwrap();
    assert!(!next_file(&shop).exists());
    follower.catch_up().await.unwrap();
    assert_eq!(views.state_hash().await.unwrap(), known);
}

#[tokio::test]
async fn a_rebuild_that_cannot_get_as_far_changes_nothing_and_says_why() {
    let mut shop = Deployment::new().await;
    let id = shop.text(ANA, "Hi").await;
    shop.see().await;
    // As if this version had folded what it cannot read any more.
    shop.log
        .append(event_log::Append {
            stream: event_log::StreamId(id.0),
            expected: event_log::Expected::Any,
            events: vec![event_log::NewEvent {
                event_type: "fortune_told",
                schema: 1,
                payload: b"{}".as_slice().into(),
            }],
            time: shop.now(),
            actor: "system".to_owned(),
            causation: None,
            correlation: uuid::Uuid::from_u128(9),
            idempotency: None,
        })
        .await
        .unwrap();
    shop.follower.catch_up().await.unwrap_err();
    let head = shop.log.head();
    change_file(
        &shop.views_file(),
        &format!(
            "UPDATE checkpoint SET position = {0}, mark = (SELECT mark FROM checkpoint WHERE view = 'events')",
            head.0
        ),
    );
    let (views, follower) = projections::open(&shop.views_file(), shop.log.clone()).await.unwrap();
    (shop.views, shop.follower) = (views, follower);
    assert_eq!(shop.views.checkpoint(View::Conversations), head);
    let running = Running::start(&mut shop, 100).await;
    shop.views.rebuild().unwrap();
    rebuilt(&shop.views).await;
    let told = shop.views.health().rebuild_failed.unwrap();
    assert!(
        told.contains("conversations") && told.contains("fortune_told"),
        "{told}"
    );
    assert_eq!(shop.views.checkpoint(View::Conversations), head);
    assert_eq!(shop.row(id).await.unread, 1);
    assert!(!next_file(&shop).exists());
    running.stop().await;
}

#[tokio::test]
async fn another_program_that_reads_along_does_not_get_a_mixture() {
    let mut shop = Deployment::new().await;
    shop.text(ANA, "Hi").await;
    shop.see().await;
    let other = rusqlite::Connection::open(shop.views_file()).unwrap();
    let running = Running::start(&mut shop, 100).await;
    shop.text(BEN, "Hello").await;
    shop.views.wait_for(shop.log.head(), PATIENCE).await.unwrap();
    // It looks at one moment of the file and keeps it.
    other
        .execute_batch("BEGIN; SELECT count(*) FROM conversation;")
        .unwrap();
    let looked: i64 = other
        .query_row("SELECT count(*) FROM conversation", [], |row| row.get(0))
        .unwrap();
    shop.text("+14155550003", "Good morning").await;
    shop.views.wait_for(shop.log.head(), PATIENCE).await.unwrap();
    shop.views.rebuild().unwrap();
    rebuilt(&shop.views).await;
    let told = shop.views.health().rebuild_failed.unwrap();
    assert!(told.contains("another program has the views' file open"), "{told}");
    let again: i64 = other
        .query_row("SELECT count(*) FROM conversation", [], |row| row.get(0))
        .unwrap();
    assert_eq!((looked, again), (2, 2));
    let replayed = replay(shop.log.as_ref(), None, |_| {}).await.unwrap();
    assert_eq!(shop.views.state_hash().await.unwrap(), replayed.state_hash);
    // Afterwards it goes.
    other.execute_batch("COMMIT").unwrap();
    shop.views.rebuild().unwrap();
    rebuilt(&shop.views).await;
    assert_eq!(shop.views.health().rebuild_failed, None);
    assert_eq!(shop.views.state_hash().await.unwrap(), replayed.state_hash);
    running.stop().await;
}

#[tokio::test]
async fn the_views_of_a_stopped_server_are_rebuilt_in_place() {
    let mut shop = Deployment::new().await;
    for n in 0..30 {
        shop.text(ANA, &format!("text {n}")).await;
    }
    shop.see().await;
    let known = shop.views.state_hash().await.unwrap();
    let path = shop.directory.path().join("stopped.sqlite3");
    let mut told = vec![];
    let reached = projections::rebuild(&path, shop.log.as_ref(), |progress| told.push(progress))
        .await
        .unwrap();
    assert_eq!(reached, shop.log.head());
    let last = told.last().unwrap();
    assert_eq!((last.done, last.all), (reached.0, reached.0));
    let (views, mut follower) = projections::open(&path, shop.log.clone()).await.unwrap();
    assert_eq!(views.position(), reached);
    follower.catch_up().await.unwrap();
    assert_eq!(views.state_hash().await.unwrap(), known);
}

#[tokio::test]
async fn without_a_follower_nothing_is_rebuilt() {
    let shop = Deployment::new().await;
    let views = shop.views.clone();
    drop(shop);
    assert_eq!(views.rebuild(), Err(RebuildRefused::Stopped));
    assert_eq!(views.health().rebuild, None);
    let gone = views.wait_for(event_log::LogPosition(1), Duration::ZERO).await;
    assert!(matches!(gone, Err(ViewError::Behind { .. })));
}
