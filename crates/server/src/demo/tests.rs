use super::*;
use domain::{
    consent::ConsentStatus,
    conversation::{Controller, Conversation, Status},
    message::DeliveryState,
};
use event_log::{EventLog, LogPosition, Payload};
use std::collections::HashMap;

fn now() -> Timestamp {
    "2026-11-21T17:00:00Z".parse().unwrap()
}

async fn seeded() -> (tempfile::TempDir, DataDirectory, Seeded) {
    let directory = tempfile::tempdir().unwrap();
    let data = DataDirectory::open_or_create(directory.path()).unwrap();
    let seeded = seed(&data, now(), "http://127.0.0.1:8080").await.unwrap();
    (directory, data, seeded)
}

/// Every conversation as the domain folds it.
async fn conversations(data: &DataDirectory) -> Vec<Conversation> {
    let mut folded: HashMap<event_log::StreamId, Conversation> = HashMap::new();
    for recorded in data.log.read(LogPosition(0), usize::MAX).await.unwrap() {
        let header = &recorded.header;
        let Payload::Open(payload) = &recorded.payload else {
            panic!("nobody was erased")
        };
        if let Ok(event) = domain::schema::decode(&header.event_type, header.schema, payload) {
            let state = folded.entry(header.stream).or_default();
            domain::Aggregate::evolve(state, &event, header.version.0, header.time);
        }
    }
    folded.into_values().collect()
}

#[tokio::test]
async fn the_demo_store_has_conversations_in_every_state() {
    let (_directory, data, seeded) = seeded().await;
    assert!((280..=360).contains(&seeded.conversations), "{}", seeded.conversations);
    assert_eq!(data.log.head().0, seeded.events);

    let all = conversations(&data).await;
    let count = |which: &dyn Fn(&Conversation) -> bool| all.iter().filter(|conversation| which(conversation)).count();
    let open = |c: &Conversation| c.engaged && c.status == Status::Open;
    let message_in = |state| move |c: &Conversation| c.messages.values().any(|message| message.state == state);
    for (what, found, at_least) in [
        (
            "in Inbox",
            count(&|c| open(c) && c.assignee.is_none() && c.controller == Controller::People),
            8,
        ),
        (
            "unread in Inbox",
            count(&|c| open(c) && c.assignee.is_none() && c.unread > 0),
            8,
        ),
        ("assigned", count(&|c| open(c) && c.assignee.is_some()), 20),
        (
            "unread for their agent",
            count(&|c| open(c) && c.assignee.is_some() && c.unread > 0),
            5,
        ),
        ("automated", count(&|c| open(c) && c.controller == Controller::Ai), 15),
        ("in Sent", count(&|c| !c.engaged), 40),
        ("snoozed", count(&|c| matches!(c.status, Status::Snoozed { .. })), 4),
        ("closed", count(&|c| c.status == Status::Closed), 25),
        ("opted out", count(&|c| c.consent.status == ConsentStatus::OptedOut), 15),
        ("with a failed text", count(&message_in(DeliveryState::Failed)), 2),
        (
            "with an uncertain text",
            count(&message_in(DeliveryState::Uncertain)),
            1,
        ),
        ("with a scheduled text", count(&message_in(DeliveryState::Scheduled)), 5),
        (
            "with a suppressed text",
            count(&message_in(DeliveryState::Suppressed)),
            2,
        ),
        ("with a cancelled text", count(&message_in(DeliveryState::Cancelled)), 1),
        ("with a read text", count(&message_in(DeliveryState::Read)), 50),
        ("with an order", count(&|c| !c.orders.is_empty()), 40),
        ("with a cart", count(&|c| !c.carts.is_empty()), 100),
        ("labelled", count(&|c| !c.labels.is_empty()), 5),
        (
            "with a WhatsApp window open",
            count(&|c| {
                c.started
                    .as_ref()
                    .is_some_and(|s| s.channel == domain::message::Channel::Whatsapp)
                    && c.whatsapp_window_until() > Some(now())
            }),
            3,
        ),
    ] {
        assert!(found >= at_least, "{found} conversations {what}, wanted {at_least}");
    }
    assert!(all.iter().all(|c| c.unparsed.is_empty()), "every raw webhook was read");
    let left_over = count(&message_in(DeliveryState::Queued)) + count(&message_in(DeliveryState::Dispatching));
    assert!(left_over <= 2, "{left_over} texts stand between two states");
}

#[tokio::test]
async fn time_never_runs_backwards_in_the_log() {
    let (_directory, data, _) = seeded().await;
    let events = data.log.read(LogPosition(0), usize::MAX).await.unwrap();
    assert!(events.is_sorted_by_key(|recorded| recorded.header.time));
    assert!(events.iter().all(|recorded| recorded.header.time <= now()));
}

#[tokio::test]
async fn a_store_is_written_only_once() {
    let (_directory, data, _) = seeded().await;
    let again = seed(&data, now(), "http://127.0.0.1:8080").await;
    assert!(again.unwrap_err().to_string().contains("empty log"));
}
