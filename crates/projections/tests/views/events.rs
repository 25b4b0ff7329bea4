use crate::deployment::*;
use domain::{
    Actor,
    agent::{Agent, AgentCommand, Role},
    conversation::ConversationCommand as Command,
};
use event_log::LogPosition;
use projections::{EventFilter, Order, Subject};
use uuid::Uuid;

const ANA: &str = "+14155550001";
const BEN: &str = "+14155550002";

async fn types(shop: &Deployment, filter: EventFilter) -> Vec<String> {
    let filter = EventFilter { limit: 50, ..filter };
    let page = shop.views.events(shop.log.as_ref(), filter).await.unwrap();
    page.items.into_iter().map(|event| event.event_type).collect()
}

#[tokio::test]
async fn the_log_is_filtered_by_who_what_where_and_when() {
    let mut shop = Deployment::new().await;
    let ana = shop.text(ANA, "Hi").await;
    let then = shop.later(10);
    shop.text(BEN, "Hi").await;
    shop.tell_as(Actor::Agent(agent(1)), ana, Command::Close).await;
    shop.see().await;
    let any = EventFilter::default;
    let heard = [
        "inbound_recorded",
        "inbound_parsed",
        "conversation_started",
        "message_received",
    ];
    assert_eq!(
        types(
            &shop,
            EventFilter {
                until: Some(then - jiff::SignedDuration::from_mins(1)),
                ..any()
            }
        )
        .await,
        heard
    );
    let by_agents = EventFilter {
        actor: Some("agent".to_owned()),
        ..any()
    };
    assert_eq!(types(&shop, by_agents).await, ["conversation_closed"]);
    let by_agent = EventFilter {
        actor: Some(Actor::Agent(agent(1)).to_string()),
        ..any()
    };
    assert_eq!(types(&shop, by_agent).await, ["conversation_closed"]);
    let received = EventFilter {
        types: vec!["message_received".to_owned()],
        stream: Some(ana.0),
        ..any()
    };
    assert_eq!(types(&shop, received).await, ["message_received"]);
    let newest = EventFilter {
        order: Order::Desc,
        since: Some(then),
        ..any()
    };
    assert_eq!(
        types(&shop, newest).await[..2],
        ["conversation_closed", "message_received"]
    );
}

#[tokio::test]
async fn pages_of_the_log_follow_each_other_in_both_directions() {
    let mut shop = Deployment::new().await;
    shop.text(ANA, "Hi").await;
    shop.text(BEN, "Hi").await;
    let head = shop.see().await.0;
    for order in [Order::Asc, Order::Desc] {
        let (mut seen, mut filter) = (
            vec![],
            EventFilter {
                order,
                limit: 3,
                ..EventFilter::default()
            },
        );
        loop {
            let page = shop.views.events(shop.log.as_ref(), filter.clone()).await.unwrap();
            seen.extend(page.items.iter().map(|event| event.position));
            assert_eq!(page.head, head);
            filter.after = page.next_after.map(LogPosition);
            filter.before = page.next_before.map(LogPosition);
            if filter.after.is_none() && filter.before.is_none() {
                break;
            }
        }
        if order == Order::Desc {
            seen.reverse();
        }
        assert_eq!(seen, (1..=head).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn an_event_names_its_conversation_and_keeps_secrets_to_itself() {
    let mut shop = Deployment::new().await;
    let ana = shop.text(ANA, "Hi").await;
    shop.name(ana, "Ana Reyes").await;
    let add = AgentCommand::Add {
        agent: agent(1),
        name: "Kim".to_owned(),
        email: "kim@fern.example".to_owned(),
        role: Role::Admin,
        password_hash: "$argon2id$secret".to_owned(),
    };
    let context = commands::Context::new(Actor::System, Uuid::from_u128(9));
    shop.commands
        .handle::<Agent>(commands::Streams::agent(agent(1)), &add, &context)
        .await
        .unwrap();
    shop.see().await;
    let filter = EventFilter {
        limit: 50,
        ..EventFilter::default()
    };
    let page = shop.views.events(shop.log.as_ref(), filter).await.unwrap();
    let received = page
        .items
        .iter()
        .find(|event| event.event_type == "message_received")
        .unwrap();
    assert_eq!(received.data.as_ref().unwrap()["body"], "Hi");
    assert_eq!(received.conversation.as_ref().unwrap().name, "Ana Reyes");
    let added = page
        .items
        .iter()
        .find(|event| event.event_type == "agent_added")
        .unwrap();
    assert_eq!(added.data.as_ref().unwrap()["email"], "kim@fern.example");
    assert!(!serde_json::to_string(&page).unwrap().contains("argon2id"));
}

#[tokio::test]
async fn a_snapshot_and_the_changes_after_it_make_a_fresh_snapshot() {
    let mut shop = Deployment::new().await;
    let ana = shop.text(ANA, "Hi").await;
    let snapshot_at = shop.see().await;
    let mut rows = std::collections::BTreeMap::from([(ana.0, shop.row(ana).await)]);
    let mut items: std::collections::BTreeMap<_, _> = shop
        .items(ana)
        .await
        .into_iter()
        .map(|item| (item.id.clone(), item))
        .collect();

    shop.tell(ana, reply(1, agent(1), "Hello")).await;
    shop.tell(ana, claim(1)).await;
    shop.see().await;
    let mut after = snapshot_at;
    loop {
        let changes = shop.views.changes(after, 2).await.unwrap();
        if changes.items.is_empty() {
            break;
        }
        after = changes.position;
        for change in changes.items {
            assert_eq!(change.subject, Subject::Conversation);
            let row = change.conversation.unwrap();
            assert!(row.position >= change.position);
            rows.insert(row.id.0, row);
            items.extend(change.item.into_iter().map(|item| (item.id.clone(), item)));
        }
        // Meanwhile the world goes on.
        if after.0 == snapshot_at.0 + 2 {
            shop.tell(ana, sent(1)).await;
            shop.see().await;
        }
    }
    assert_eq!(rows[&ana.0], shop.row(ana).await);
    let fresh: std::collections::BTreeMap<_, _> = shop
        .items(ana)
        .await
        .into_iter()
        .map(|item| (item.id.clone(), item))
        .collect();
    assert_eq!(items, fresh);
}
