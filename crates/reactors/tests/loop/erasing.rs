use crate::world::*;
use commands::{Context, Streams};
use domain::{
    Actor,
    erasure::{Erasure, ErasureCommand, ErasureReason},
};
use event_log::{MasterKey, Options, Payload, SledLog, StreamVersion};
use serde_json::json;
use uuid::Uuid;

async fn until_completed(world: &World) -> Erasure {
    let stream = Streams::erasure(world.conversation());
    let mut head = world.commands.log().watch();
    loop {
        head.mark_unchanged();
        let erasure = world.commands.load::<Erasure>(stream).await.unwrap().state;
        if erasure.completed.is_some() {
            return erasure;
        }
        let patience = std::time::Duration::from_secs(60);
        let waited = tokio::time::timeout(patience, head.changed()).await;
        assert!(waited.is_ok(), "it was never completed: {erasure:?}");
    }
}

#[tokio::test]
async fn the_shops_request_to_forget_a_customer_is_carried_out() {
    let (world, _directory) = World::new().await;
    world.customer_texts("hello").await;
    world.until("it is there", |state| state.started.is_some()).await;
    let redact = json!({"shop_id": 1, "customer": {"id": 1, "phone": CUSTOMER}, "orders_to_redact": []});
    world.shop_says("customers/redact", redact).await;
    let erasure = until_completed(&world).await;
    assert_eq!(erasure.erased.unwrap().reason, ErasureReason::ShopRequest);
    assert!(
        world.simulator.phones().unwrap().is_empty(),
        "the simulated network remembers"
    );
    let stream = Streams::conversation(world.conversation());
    let events = world
        .commands
        .log()
        .read_stream(stream, StreamVersion(0), 100)
        .await
        .unwrap();
    assert!(!events.is_empty() && events.iter().all(|event| event.payload == Payload::Erased));
    world.stop().await;
}

#[tokio::test]
async fn what_a_crash_left_of_an_erasure_is_done_at_the_next_start() {
    let (world, directory) = World::new().await;
    world.customer_texts("hello").await;
    world.until("it is there", |state| state.started.is_some()).await;
    let (conversation, commands) = (world.conversation(), world.commands.clone());
    let clock = world.stop().await;
    drop(commands);

    // It was asked for, and that was all.
    let log = SledLog::open(
        directory.path(),
        MasterKey::from_bytes([7; 32]),
        Options {
            journal_bytes: 0,
            ..Options::default()
        },
    )
    .unwrap();
    let log = std::sync::Arc::new(log);
    let commands = commands::Commands::new(log.clone(), clock.clone(), Streams::new([1; 32]));
    let erase = ErasureCommand::Erase {
        store: store_id(),
        conversation,
        reason: ErasureReason::ContactRequest,
    };
    let context = Context::new(Actor::System, Uuid::from_u128(9));
    commands
        .handle::<Erasure>(Streams::erasure(conversation), &erase, &context)
        .await
        .unwrap();
    drop(commands);
    log.close();
    drop(log);

    let world = World::start(directory.path(), clock).await;
    let erasure = until_completed(&world).await;
    assert!(erasure.media_listed && erasure.completed.unwrap().events > 2);
    world.stop().await;
}
