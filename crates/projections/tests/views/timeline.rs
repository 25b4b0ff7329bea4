use crate::deployment::*;
use domain::{
    NoteId,
    conversation::{ConversationCommand as Command, *},
    message::{Author, DeliveryState, MessageKind},
};
use jiff::SignedDuration;
use projections::{Item, ItemContent};
use uuid::Uuid;

const ANA: &str = "+14155550001";

/// What stands there, each in a word or two.
fn words(items: &[Item]) -> Vec<String> {
    let word = |item: &Item| match &item.content {
        ItemContent::Message { message } => message.body.clone(),
        ItemContent::Note { note } => format!("note: {}", note.body),
        ItemContent::System { system } => format!("({})", system.event),
    };
    items.iter().map(word).collect()
}

#[tokio::test]
async fn texts_notes_and_what_happened_stand_in_order() {
    let mut shop = Deployment::new().await;
    let id = shop.text_to(Controller::Ai, ANA, "Hi", Intent::None).await;
    shop.tell(id, reply(1, agent(1), "Hello Ana")).await;
    let note = Command::AddNote {
        note: NoteId(Uuid::from_u128(5)),
        agent: agent(1),
        body: "Nice one".to_owned(),
        mentions: vec![agent(2)],
    };
    shop.tell(id, note).await;
    shop.tell(id, Command::Close).await;
    shop.see().await;
    let items = shop.items(id).await;
    assert_eq!(
        words(&items),
        [
            "(conversation_handed_off)",
            "Hi",
            "(conversation_handed_off)",
            "(conversation_assigned)",
            "Hello Ana",
            "note: Nice one",
            "(conversation_closed)"
        ]
    );
    assert!(items.is_sorted_by_key(|item| item.version));
}

#[tokio::test]
async fn a_message_shows_each_step_and_never_goes_back() {
    let mut shop = Deployment::new().await;
    let id = shop.text(ANA, "Hi").await;
    shop.tell(id, reply(1, agent(1), "Hello")).await;
    shop.see().await;
    assert_eq!(shop.message(id, message(1)).await.state, DeliveryState::Queued);
    shop.tell(id, claim(1)).await;
    shop.tell(id, sent(1)).await;
    shop.see().await;
    let seen = shop.message(id, message(1)).await;
    assert_eq!(
        (seen.state, seen.carrier_id.as_deref()),
        (DeliveryState::Sent, Some("out-1"))
    );
    assert!(seen.claim_position.is_some() && seen.sent_at.is_some());

    let read_at = shop.later(1);
    shop.webhook(ANA, Controller::People, report(1, ReportedState::Read))
        .await;
    shop.later(1);
    shop.webhook(ANA, Controller::People, report(1, ReportedState::Delivered))
        .await;
    shop.webhook(ANA, Controller::People, report(1, ReportedState::Sent))
        .await;
    shop.see().await;
    let seen = shop.message(id, message(1)).await;
    assert_eq!((seen.state, seen.read_at), (DeliveryState::Read, Some(read_at)));
}

#[tokio::test]
async fn every_event_of_a_message_is_known() {
    let mut shop = Deployment::new().await;
    let id = shop.text(ANA, "Hi").await;
    shop.tell(id, reply(1, agent(1), "Hello")).await;
    shop.tell(id, claim(1)).await;
    let refused = Command::RecordRefused {
        message: message(1),
        code: Some("30007".to_owned()),
        reason: "The carrier filtered it.".to_owned(),
        opted_out: false,
    };
    shop.tell(id, refused).await;
    shop.see().await;
    let (_, events) = shop.views.message(id, message(1)).await.unwrap().unwrap();
    let types: Vec<_> = events.iter().map(|event| event.event_type.as_str()).collect();
    assert_eq!(types, ["message_queued", "dispatch_started", "message_failed"]);
    let seen = shop.message(id, message(1)).await;
    assert_eq!(seen.state, DeliveryState::Failed);
    assert_eq!(
        (seen.code.as_deref(), seen.reason.as_deref()),
        (Some("30007"), Some("The carrier filtered it."))
    );
    assert_eq!(shop.views.message(id, message(99)).await.unwrap(), None);
}

#[tokio::test]
async fn a_scheduled_message_waits_at_the_end_and_then_stands_where_it_left() {
    let mut shop = Deployment::new().await;
    let id = shop.text(ANA, "Hi").await;
    let due = shop.now() + SignedDuration::from_hours(1);
    let later = outgoing(1, MessageKind::Reply, Author::Agent { agent: agent(1) }, "Tomorrow");
    shop.tell(id, Command::Schedule { outgoing: later, due }).await;
    shop.tell(id, reply(2, agent(1), "Today")).await;
    shop.see().await;
    let items = shop.items(id).await;
    assert_eq!(words(&items).last().unwrap(), "Tomorrow");
    assert_eq!(shop.message(id, message(1)).await.due, Some(due));

    shop.later(30);
    shop.text(ANA, "Thanks").await;
    let left_at = shop.later(30);
    shop.tell(
        id,
        Command::Release {
            message: message(1),
            rules: Default::default(),
        },
    )
    .await;
    shop.see().await;
    let items = shop.items(id).await;
    assert_eq!(words(&items)[2..], ["Today", "Thanks", "Tomorrow"]);
    let moved = items.last().unwrap();
    assert_eq!((moved.at, moved.id.clone()), (left_at, message(1).to_string()));
    assert_eq!(shop.message(id, message(1)).await.due, None);
}

#[tokio::test]
async fn what_an_opt_out_stops_says_why() {
    let mut shop = Deployment::new().await;
    let id = shop.text(ANA, "Hi").await;
    let due = shop.now() + SignedDuration::from_hours(1);
    let later = outgoing(1, MessageKind::Reply, Author::Agent { agent: agent(1) }, "Tomorrow");
    shop.tell(id, Command::Schedule { outgoing: later, due }).await;
    shop.text_to(Controller::People, ANA, "stop", Intent::OptOut).await;
    shop.see().await;
    let seen = shop.message(id, message(1)).await;
    assert_eq!(
        (seen.state, seen.code.as_deref()),
        (DeliveryState::Suppressed, Some("opted_out"))
    );
    assert_eq!(
        seen.reason.as_deref(),
        Some("The contact opted out before it could leave.")
    );
}

#[tokio::test]
async fn a_long_thread_comes_in_pages_from_the_newest() {
    let mut shop = Deployment::new().await;
    let mut id = None;
    for n in 0..7 {
        id = Some(shop.text(ANA, &format!("text {n}")).await);
    }
    let id = id.unwrap();
    shop.see().await;
    let (mut seen, mut before) = (vec![], None);
    loop {
        let page = shop.views.timeline(id, before, 3).await.unwrap();
        seen.splice(0..0, words(&page.items));
        before = page.next_before;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(seen, (0..7).map(|n| format!("text {n}")).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_cart_that_changes_is_one_line_and_each_step_of_an_order_is_its_own() {
    let mut shop = Deployment::new().await;
    let now = shop.now();
    let id = shop
        .webhook(ANA, Controller::People, cart_webhook(cart("c1", &["Throw"], now)))
        .await;
    let now = shop.later(1);
    shop.webhook(
        ANA,
        Controller::People,
        cart_webhook(cart("c1", &["Throw", "Rug", "Lamp"], now)),
    )
    .await;
    let placed = order("1042", Some("c1"), now);
    shop.webhook(ANA, Controller::People, order_webhook(placed.clone()))
        .await;
    let shipped = domain::shopping::Order {
        status: domain::shopping::OrderStatus::Shipped,
        ..placed
    };
    shop.webhook(ANA, Controller::People, order_webhook(shipped)).await;
    shop.see().await;
    let items = shop.items(id).await;
    assert_eq!(words(&items), ["(cart_updated)", "(order_placed)", "(order_updated)"]);
    let ItemContent::System { system } = &items[0].content else {
        panic!("a line")
    };
    assert_eq!(system.cart.as_deref(), Some("Throw and 2 more"));
}
