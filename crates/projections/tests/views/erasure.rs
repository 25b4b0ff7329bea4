//! An erased contact is in no table, live or rebuilt, and in no byte of the file.

use crate::deployment::*;
use commands::{Context, Streams};
use domain::{
    Actor, ConversationId,
    conversation::{ConversationCommand as Command, event::ContactUpdated, *},
    erasure::{Erasure, ErasureCommand, ErasureReason},
};
use projections::{CartState, ContactFilter, ErasureRecord, ListFilter, Listing, Subject, replay};
use std::{fs, path::Path};
use uuid::Uuid;

const MARIA: &str = "+14155550123";
const OTHER: &str = "+14155550188";

pub async fn erase(shop: &Deployment, conversation: ConversationId) {
    let context = Context::new(Actor::Agent(agent(1)), Uuid::from_u128(9));
    let erase = ErasureCommand::Erase {
        store: STORE,
        conversation,
        reason: ErasureReason::ContactRequest,
    };
    let stream = Streams::erasure(conversation);
    shop.commands.handle::<Erasure>(stream, &erase, &context).await.unwrap();
}

async fn complete(shop: &Deployment, conversation: ConversationId) {
    let context = Context::new(Actor::System, Uuid::from_u128(9));
    for command in [
        ErasureCommand::ListMedia {
            files: vec!["aa".to_owned()],
            more: false,
        },
        ErasureCommand::Complete {
            events: 9,
            first: Some(1),
            last: Some(12),
        },
    ] {
        let stream = Streams::erasure(conversation);
        shop.commands
            .handle::<Erasure>(stream, &command, &context)
            .await
            .unwrap();
    }
}

/// Texts, a name, a label, a cart with its reminder, an order, a note, a snooze.
async fn busy_life(shop: &mut Deployment, number: &str, name: &str, word: &str) -> ConversationId {
    let now = shop.now();
    let id = shop.text(number, &format!("My {word} has not come, says {name}")).await;
    shop.tell(
        id,
        Command::UpdateContact(ContactUpdated {
            name: Some(name.to_owned()),
            email: Some(format!("{word}@example.com")),
            ..ContactUpdated::default()
        }),
    )
    .await;
    shop.tell(
        id,
        Command::AddLabel {
            label: format!("{word} club"),
        },
    )
    .await;
    shop.tell(
        id,
        Command::AddNote {
            note: domain::NoteId(Uuid::from_u128(77)),
            agent: agent(1),
            body: format!("{name} rang about the {word}"),
            mentions: vec![],
        },
    )
    .await;
    shop.webhook(
        number,
        Controller::People,
        cart_webhook(cart(&format!("cart-{word}"), &[word], now)),
    )
    .await;
    shop.webhook(
        number,
        Controller::People,
        order_webhook(order(&format!("order-{word}"), None, now)),
    )
    .await;
    shop.tell(
        id,
        Command::Snooze {
            until: now + jiff::SignedDuration::from_hours(1),
        },
    )
    .await;
    shop.raw(number).await;
    id
}

fn file_contains(file: &Path, needle: &str) -> bool {
    let utf16: Vec<u8> = needle.encode_utf16().flat_map(u16::to_le_bytes).collect();
    ["", "-wal", "-shm"].iter().any(|suffix| {
        let bytes = fs::read(format!("{}{suffix}", file.display())).unwrap_or_default();
        let found = |needle: &[u8]| {
            bytes
                .windows(needle.len())
                .any(|window| window.eq_ignore_ascii_case(needle))
        };
        found(needle.as_bytes()) || found(&utf16)
    })
}

#[tokio::test]
async fn nothing_of_an_erased_contact_is_listed_found_counted_or_left_to_do() {
    let mut shop = Deployment::new().await;
    let id = busy_life(&mut shop, MARIA, "Maria Quintero", "wombat").await;
    busy_life(&mut shop, OTHER, "Theo Stone", "teapot").await;
    shop.see().await;
    assert_eq!(
        shop.views
            .list(ListFilter {
                search: Some("wombat".to_owned()),
                limit: 9,
                ..ListFilter::default()
            })
            .await
            .unwrap()
            .items
            .len(),
        1
    );

    erase(&shop, id).await;
    shop.see().await;
    let views = &shop.views;
    assert!(views.row(id).await.unwrap().is_none());
    assert!(views.timeline(id, None, 50).await.unwrap().items.is_empty());
    for found in ["wombat", "Maria", "Quintera", "5550123"] {
        let filter = ListFilter {
            search: Some(found.to_owned()),
            limit: 9,
            ..ListFilter::default()
        };
        assert!(views.list(filter).await.unwrap().items.is_empty(), "{found} is found");
    }
    let contacts = ContactFilter {
        store: None,
        search: None,
        cursor: None,
        limit: 9,
    };
    assert_eq!(views.contacts(contacts).await.unwrap().items.len(), 1);
    assert_eq!(views.carts(None, CartState::All, None, 9).await.unwrap().items.len(), 1);
    assert_eq!(views.orders(None, None, 9).await.unwrap().items.len(), 1);
    let all = ListFilter {
        listing: Listing::All,
        limit: 9,
        ..ListFilter::default()
    };
    assert_eq!(views.list(all).await.unwrap().items.len(), 1);
    assert_eq!(views.counts(None, None, false).await.unwrap().snoozed.total, 1);
    let others = |stream: Uuid| stream != id.0;
    assert!(
        views
            .unparsed(9)
            .await
            .unwrap()
            .iter()
            .all(|item| others(item.stream.0))
    );
    assert_eq!(views.unparsed(9).await.unwrap().len(), 1);
    let tomorrow = shop.now() + jiff::SignedDuration::from_hours(24);
    assert!(
        views
            .due(tomorrow, 9)
            .await
            .unwrap()
            .iter()
            .all(|due| others(due.conversation.0))
    );
}

#[tokio::test]
async fn an_erasure_is_listed_with_who_asked_and_what_came_of_it() {
    let mut shop = Deployment::new().await;
    let id = busy_life(&mut shop, MARIA, "Maria Quintero", "wombat").await;
    erase(&shop, id).await;
    let position = shop.see().await;
    let unfinished = shop.views.unfinished_erasures(9).await.unwrap();
    let [asked] = &unfinished[..] else {
        panic!("{unfinished:?}")
    };
    assert_eq!((asked.id, asked.store, asked.position), (id, STORE, position.0));
    assert_eq!(
        (asked.actor.as_str(), &asked.completed),
        (Actor::Agent(agent(1)).to_string().as_str(), &None)
    );
    let change = shop
        .views
        .changes(event_log::LogPosition(position.0 - 1), 9)
        .await
        .unwrap()
        .items
        .remove(0);
    assert_eq!(
        (change.subject, change.erasure.as_ref()),
        (Subject::Erasure, Some(asked))
    );

    complete(&shop, id).await;
    shop.see().await;
    assert!(shop.views.unfinished_erasures(9).await.unwrap().is_empty());
    let ErasureRecord { completed, .. } = shop.views.erasure(id).await.unwrap().unwrap();
    let completed = completed.unwrap();
    assert_eq!(
        (completed.events, completed.first, completed.last, completed.media),
        (9, Some(1), Some(12), 1)
    );
    let page = shop.views.erasures(Some(STORE), None, 9).await.unwrap();
    assert_eq!((page.items.len(), page.next_cursor), (1, None));
}

#[tokio::test]
async fn whatever_comes_after_is_not_heard_whether_the_key_is_destroyed_yet_or_not() {
    let mut shop = Deployment::new().await;
    let id = busy_life(&mut shop, MARIA, "Maria Quintero", "wombat").await;
    erase(&shop, id).await;
    // In the moment before the key goes.
    shop.text(MARIA, "are you there").await;
    shop.see().await;
    shop.text(MARIA, "hello").await;
    shop.see().await;
    assert!(shop.views.row(id).await.unwrap().is_none());
    let live = shop.views.state_hash().await.unwrap();
    assert_eq!(replay(shop.log.as_ref(), None, |_| ()).await.unwrap().state_hash, live);
}

#[tokio::test]
async fn a_view_that_sees_only_erased_events_is_the_one_that_saw_them_all() {
    for batch in [1, 7, 1_000] {
        let mut shop = Deployment::new().await;
        shop.follower = shop.follower.with_batch(batch);
        let id = busy_life(&mut shop, MARIA, "Maria Quintero", "wombat").await;
        busy_life(&mut shop, OTHER, "Theo Stone", "teapot").await;
        if batch < 1_000 {
            shop.see().await;
        }
        erase(&shop, id).await;
        shop.text(OTHER, "thank you").await;
        shop.see().await;
        shop.destroy_key(Streams::conversation(id)).await;
        complete(&shop, id).await;
        shop.see().await;
        let live = shop.views.state_hash().await.unwrap();
        assert_eq!(
            replay(shop.log.as_ref(), None, |_| ()).await.unwrap().state_hash,
            live,
            "batches of {batch}"
        );
    }
}

#[tokio::test]
async fn no_byte_of_an_erased_contact_is_left_in_the_views_file() {
    let mut shop = Deployment::new().await;
    // Enough that pages are split and joined, and that the words of the erased stand at the marks of the index.
    let word = |n: u32| format!("zq{n:03}unmistakable");
    let mut people = vec![];
    for n in 0..120 {
        let number = format!("+1415555{n:04}");
        let id = busy_life(&mut shop, &number, &format!("Person{n:03}x Nameson{n:03}y"), &word(n)).await;
        for _ in 0..3 {
            shop.text(
                &number,
                &format!(
                    "again about {} and so on and so forth, {}",
                    word(n),
                    "what a day ".repeat(8)
                ),
            )
            .await;
        }
        people.push((id, number));
        if n % 10 == 0 {
            shop.see().await;
        }
    }
    shop.see().await;
    let file = shop.views_file();
    let traces = |n: u32, number: &str| {
        let national = format!("(415) 555-{}", &number[8..]);
        [
            word(n),
            number.to_owned(),
            national,
            format!("person{n:03}x"),
            format!("nameson{n:03}y"),
        ]
    };
    for (n, (id, number)) in (0..).zip(&people).filter(|(n, _)| n % 4 == 1) {
        for trace in traces(n, number) {
            assert!(file_contains(&file, &trace), "{trace} was never there");
        }
        erase(&shop, *id).await;
        shop.see().await;
        for trace in traces(n, number) {
            assert!(!file_contains(&file, &trace), "{trace} is left of {n}");
        }
    }
}
