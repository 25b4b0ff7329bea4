//! Built live, rebuilt from zero, in whatever batches: the same rows, and never another opinion than the domain's.

use crate::{deployment::*, erasure::erase};
use commands::{Context, Streams};
use domain::{
    Actor, ConversationId,
    consent::OptOutCause,
    conversation::{ConversationCommand as Command, *},
    message::{Author, DeliveryState, MessageKind},
};
use event_log::LogPosition;
use jiff::SignedDuration;
use projections::{ListFilter, Listing, replay};
use proptest::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

const NUMBERS: [&str; 3] = ["+14155550001", "+14155550002", "+447911123456"];
const NAMES: [&str; 4] = ["Ana Reyes", "Ana Stone", "Zoë Müller", ""];

#[derive(Clone, Debug)]
enum Step {
    Text(&'static str, bool, Intent),
    Cart(&'static str, u8),
    Order(&'static str, u8),
    Report(&'static str, u128, bool),
    Raw(&'static str),
    Ask(&'static str, Box<Command>),
    Erase(&'static str),
    Wait(i64),
    /// The live view looks; what came since the last look is one batch.
    See,
}

fn any_number() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(&NUMBERS[..])
}

fn any_command() -> impl Strategy<Value = Command> {
    let n = 1u128..8;
    let from = |n: u128| match n % 3 {
        0 => outgoing(n, MessageKind::AutoReply, Author::Ai, "an answer"),
        1 => outgoing(n, MessageKind::Reply, Author::Agent { agent: agent(n % 2) }, "a reply"),
        _ => outgoing(
            n,
            MessageKind::Campaign,
            Author::Campaign {
                name: "Spring".to_owned(),
            },
            "an offer",
        ),
    };
    let in_minutes = |minutes: i64| {
        let start: jiff::Timestamp = "2026-11-21T10:00:00Z".parse().unwrap();
        start + SignedDuration::from_mins(minutes)
    };
    prop_oneof![
        3 => n.clone().prop_map(move |n| Command::Send { outgoing: from(n) }),
        3 => (n.clone(), 1i64..300).prop_map(move |(n, minutes)| {
            Command::Schedule { outgoing: from(n), due: in_minutes(minutes) }
        }),
        2 => n.clone().prop_map(|n| Command::Cancel { message: message(n) }),
        2 => n.clone().prop_map(|n| Command::Release { message: message(n), rules: Default::default() }),
        5 => n.clone().prop_map(claim),
        4 => n.clone().prop_map(sent),
        2 => (n.clone(), 1i64..300).prop_map(move |(n, minutes)| Command::DeferDispatch {
            message: message(n),
            until: in_minutes(minutes),
            code: None,
            reason: "busy".to_owned(),
        }),
        1 => n.prop_map(|n| Command::MarkUncertain { message: message(n), reason: "?".to_owned() }),
        1 => Just(Command::OptOut { cause: OptOutCause::Agent, reason: "asked".to_owned() }),
        2 => Just(Command::OptIn {
            source: domain::consent::ConsentSource::Agent,
            wording: "yes".to_owned(),
            evidence: "a call".to_owned(),
        }),
        2 => (0u128..2).prop_map(|n| Command::Assign { agent: agent(n) }),
        1 => Just(Command::Unassign),
        2 => (0u128..2).prop_map(|n| Command::Read { agent: agent(n) }),
        1 => Just(Command::MarkUnread { agent: agent(0) }),
        2 => Just(Command::HandOff { to: Controller::Ai, reason: HandoffReason::GivenBack }),
        1 => Just(Command::Close),
        1 => Just(Command::Reopen),
        2 => (1i64..300).prop_map(move |minutes| Command::Snooze { until: in_minutes(minutes) }),
        1 => Just(Command::Wake),
        2 => proptest::sample::select(&["vip", "angry"][..]).prop_map(|label| Command::AddLabel { label: label.to_owned() }),
        1 => Just(Command::RemoveLabel { label: "vip".to_owned() }),
        3 => proptest::sample::select(&NAMES[..]).prop_map(|name| {
            Command::UpdateContact(event::ContactUpdated { name: Some(name.to_owned()), ..Default::default() })
        }),
    ]
}

fn any_step() -> impl Strategy<Value = Step> {
    let intents = [
        Intent::None,
        Intent::None,
        Intent::None,
        Intent::OptOut,
        Intent::OptIn,
        Intent::Escalate,
    ];
    prop_oneof![
        4 => (any_number(), any::<bool>(), proptest::sample::select(intents.to_vec()))
            .prop_map(|(number, ai, intent)| Step::Text(number, ai, intent)),
        2 => (any_number(), 0u8..3).prop_map(|(number, cart)| Step::Cart(number, cart)),
        1 => (any_number(), 0u8..3).prop_map(|(number, order)| Step::Order(number, order)),
        2 => (any_number(), 1u128..8, any::<bool>()).prop_map(|(number, n, read)| Step::Report(number, n, read)),
        1 => any_number().prop_map(Step::Raw),
        14 => (any_number(), any_command().prop_map(Box::new)).prop_map(|(number, command)| Step::Ask(number, command)),
        1 => any_number().prop_map(Step::Erase),
        2 => (1i64..90).prop_map(Step::Wait),
        3 => Just(Step::See),
    ]
}

impl Step {
    fn number(&self) -> Option<&'static str> {
        match self {
            Self::Text(number, ..) | Self::Cart(number, _) | Self::Order(number, _) | Self::Report(number, ..) => {
                Some(number)
            }
            Self::Raw(number) | Self::Ask(number, _) | Self::Erase(number) => Some(number),
            Self::Wait(_) | Self::See => None,
        }
    }
}

async fn is_erased(shop: &Deployment, number: &str) -> bool {
    let stream = Streams::conversation(conversation(shop, number));
    shop.commands.load::<Conversation>(stream).await.unwrap().erased
}

async fn take(shop: &mut Deployment, step: Step) {
    let now = shop.now();
    if let Some(number) = step.number()
        && is_erased(shop, number).await
    {
        return;
    }
    match step {
        Step::Text(number, ai, intent) => {
            let controller = if ai { Controller::Ai } else { Controller::People };
            shop.text_to(controller, number, "hello there", intent).await;
        }
        Step::Cart(number, n) => {
            let cart = cart(&format!("{number}-{n}"), &["Throw"], now);
            shop.webhook(number, Controller::Ai, cart_webhook(cart)).await;
        }
        Step::Order(number, n) => {
            let order = order(&format!("{number}-{n}"), Some(&format!("{number}-{n}")), now);
            shop.webhook(number, Controller::Ai, order_webhook(order)).await;
        }
        Step::Report(number, n, read) => {
            let state = if read {
                ReportedState::Read
            } else {
                ReportedState::Delivered
            };
            shop.webhook(number, Controller::Ai, report(n, state)).await;
        }
        Step::Raw(number) => {
            shop.raw(number).await;
        }
        Step::Ask(number, command) => {
            let id = conversation(shop, number);
            let context = Context::new(Actor::System, Uuid::from_u128(9));
            // A rejection is an answer too; it leaves no event.
            drop(
                shop.commands
                    .handle::<Conversation>(Streams::conversation(id), &command, &context)
                    .await,
            );
        }
        Step::Erase(number) => {
            let id = conversation(shop, number);
            erase(shop, id).await;
            shop.destroy_key(Streams::conversation(id)).await;
        }
        Step::Wait(minutes) => {
            shop.later(minutes);
        }
        Step::See => {
            shop.see().await;
        }
    }
}

fn conversation(shop: &Deployment, number: &str) -> ConversationId {
    shop.commands.streams().conversation_of(STORE, &number.parse().unwrap())
}

/// What the domain owes, folded from the log by the domain alone.
#[derive(PartialEq, Debug, Default)]
struct Owed {
    unparsed: BTreeSet<(Uuid, u64)>,
    queued: BTreeSet<(Uuid, Uuid)>,
    claimed: BTreeSet<(Uuid, Uuid)>,
    due: BTreeSet<(Uuid, Option<Uuid>)>,
    unanswered: BTreeSet<(Uuid, Uuid)>,
}

async fn owed_by_the_domain(shop: &Deployment) -> Owed {
    let now = shop.now();
    let mut owed = Owed::default();
    for number in NUMBERS {
        let id = conversation(shop, number);
        let state = shop
            .commands
            .load::<Conversation>(Streams::conversation(id))
            .await
            .unwrap()
            .state;
        owed.unparsed
            .extend(state.unparsed.iter().map(|version| (id.0, *version)));
        owed.unanswered
            .extend(state.awaiting_answer.map(|message| (id.0, message.0)));
        if matches!(state.status, Status::Snoozed { until } if until <= now) {
            owed.due.insert((id.0, None));
        }
        for (message, known) in &state.messages {
            let ready = known.not_before.is_none_or(|at| at <= now);
            match known.state {
                DeliveryState::Queued if ready => drop(owed.queued.insert((id.0, message.0))),
                DeliveryState::Scheduled if ready => drop(owed.due.insert((id.0, Some(message.0)))),
                DeliveryState::Dispatching => drop(owed.claimed.insert((id.0, message.0))),
                _ => {}
            }
        }
    }
    owed
}

async fn owed_by_the_views(shop: &Deployment) -> Owed {
    let (views, now) = (&shop.views, shop.now());
    let due = |due: projections::Due| match due.what {
        projections::DueWhat::Message(message) => (due.conversation.0, Some(message.0)),
        projections::DueWhat::Snooze => (due.conversation.0, None),
    };
    Owed {
        unparsed: views
            .unparsed(99)
            .await
            .unwrap()
            .into_iter()
            .map(|raw| (raw.stream.0, raw.version))
            .collect(),
        queued: views
            .outbox(now, 99)
            .await
            .unwrap()
            .into_iter()
            .map(|it| (it.conversation.0, it.message.0))
            .collect(),
        claimed: views
            .claimed(99)
            .await
            .unwrap()
            .into_iter()
            .map(|it| (it.conversation.0, it.message.0))
            .collect(),
        due: views.due(now, 99).await.unwrap().into_iter().map(due).collect(),
        unanswered: views
            .unanswered(99)
            .await
            .unwrap()
            .into_iter()
            .map(|it| (it.conversation.0, it.message.0))
            .collect(),
    }
}

/// Every counter holds as many as its list.
async fn counts_match_the_lists(shop: &Deployment) {
    let counts = shop.views.counts(None, Some(agent(0)), false).await.unwrap();
    let boxes = [
        (Listing::Inbox, counts.inbox),
        (Listing::Owned(agent(0)), counts.yours),
        (Listing::Open, counts.open),
        (Listing::Automated, counts.automated),
        (Listing::Sent, counts.sent),
        (Listing::Snoozed, counts.snoozed),
        (Listing::Closed, counts.closed),
    ];
    for (listing, count) in boxes {
        let rows = shop
            .views
            .list(ListFilter {
                listing,
                limit: 50,
                ..ListFilter::default()
            })
            .await
            .unwrap()
            .items;
        let unread = rows.iter().filter(|row| row.unread > 0).count();
        assert_eq!(
            (rows.len() as u64, unread as u64),
            (count.total, count.unread),
            "{listing:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_view_built_live_equals_the_view_rebuilt_from_zero(
        steps in proptest::collection::vec(any_step(), 1..120),
        batch in 1usize..40,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut shop = Deployment::new().await;
            for step in steps {
                take(&mut shop, step).await;
            }
            shop.see().await;
            let live = shop.views.state_hash().await.unwrap();

            let path = shop.directory.path().join("rebuilt.sqlite3");
            let (rebuilt, follower) = projections::open(&path, shop.log.clone()).await.unwrap();
            follower.with_batch(batch).catch_up().await.unwrap();
            assert_eq!(rebuilt.state_hash().await.unwrap(), live, "rebuilt in batches of {batch}");

            let replayed = replay(shop.log.as_ref(), None, |_| {}).await.unwrap();
            assert_eq!((replayed.state_hash, replayed.events), (live, shop.log.head().0));

            assert_eq!(owed_by_the_views(&shop).await, owed_by_the_domain(&shop).await);
            counts_match_the_lists(&shop).await;
        });
    }
}

#[tokio::test]
async fn a_restart_in_the_middle_makes_no_difference() {
    let mut shop = Deployment::new().await;
    let id = shop.text_to(Controller::Ai, NUMBERS[0], "Hi", Intent::None).await;
    shop.name(id, "Ana Reyes").await;
    shop.see().await;
    // A new follower has nothing in memory and folds from the log what it needs.
    let (views, follower) = projections::open(&shop.views_file(), shop.log.clone()).await.unwrap();
    (shop.views, shop.follower) = (views, follower);
    shop.tell(id, reply(1, agent(1), "Hello")).await;
    shop.name(id, "Ana Stone").await;
    shop.see().await;
    let replayed = replay(shop.log.as_ref(), None, |_| {}).await.unwrap();
    assert_eq!(shop.views.state_hash().await.unwrap(), replayed.state_hash);
}

#[tokio::test]
async fn a_replay_can_stop_at_a_moment_of_the_past() {
    let mut shop = Deployment::new().await;
    shop.text(NUMBERS[0], "Hi").await;
    shop.see().await;
    let (then, past) = (shop.now(), shop.views.state_hash().await.unwrap());
    let events = shop.log.head().0;
    shop.later(5);
    shop.text(NUMBERS[1], "Hello").await;
    shop.see().await;
    let mut seen = LogPosition(0);
    let replayed = replay(shop.log.as_ref(), Some(then), |position| seen = position)
        .await
        .unwrap();
    assert_eq!((replayed.state_hash, replayed.events, seen.0), (past, events, events));
    assert_ne!(shop.views.state_hash().await.unwrap(), past);
}
