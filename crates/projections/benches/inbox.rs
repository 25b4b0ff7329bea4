//! How fast the views are built and answer at 100,000 conversations.
//!
//! `cargo bench -p projections` prints a table. The log is invented on the fly, so that only the views are measured.

use async_trait::async_trait;
use domain::{
    ConversationId, MessageId, StoreId,
    conversation::{ConversationEvent, Finding, Intent, event::*},
    message::{Author, Channel, MessageKind, Outgoing},
    schema::StoredEvent,
};
use event_log::{
    Append, AppendError, Appended, EventLog, Header, LogPosition, Payload, ReadError, Recorded, StreamId, StreamVersion,
};
use jiff::{SignedDuration, Timestamp};
use projections::{EventFilter, ListFilter, Listing, Order, Views};
use std::{hint::black_box, sync::Arc, time::Instant};
use tokio::sync::watch;
use uuid::Uuid;

const CONVERSATIONS: u64 = 100_000;
/// Started, named, a campaign text queued, claimed, sent, delivered.
const OPENING: u64 = 6;
/// Texts that come later, to conversations that are no longer in memory.
const ANSWERS: u64 = 60_000;
const FIRST_NAMES: [&str; 10] = [
    "Katherine",
    "Zoë",
    "Liam",
    "Noah",
    "Amélie",
    "Oliver",
    "Sofia",
    "Mateo",
    "Yuki",
    "Ingrid",
];

#[derive(Debug)]
struct InventedLog {
    head: watch::Sender<LogPosition>,
}

impl InventedLog {
    fn new() -> Self {
        Self {
            head: watch::Sender::new(LogPosition(CONVERSATIONS * OPENING + ANSWERS)),
        }
    }

    fn event(&self, position: u64) -> Recorded {
        let number = position - 1;
        if number < CONVERSATIONS * OPENING {
            recorded(position, number / OPENING, number % OPENING + 1)
        } else {
            recorded(position, answered(number - CONVERSATIONS * OPENING), OPENING + 1)
        }
    }
}

/// Jumps about, and meets each conversation at most once.
fn answered(answer: u64) -> u64 {
    answer * 7_919 % CONVERSATIONS
}

fn recorded(position: u64, conversation: u64, version: u64) -> Recorded {
    let message = MessageId(Uuid::from_u128(
        u128::from(conversation) << 8 | u128::from(version.max(3)),
    ));
    let event: ConversationEvent = match version {
        1 => ConversationStarted {
            store: StoreId(Uuid::from_u128(1)),
            address: format!("+1415{:07}", 2_000_000 + conversation)
                .parse()
                .expect("a number"),
            channel: Channel::Sms,
            sender: "+14155550100".to_owned(),
        }
        .into(),
        2 => ContactUpdated {
            name: Some(format!(
                "{} Surname{}",
                FIRST_NAMES[conversation as usize % 10],
                conversation % 5_000
            )),
            ..ContactUpdated::default()
        }
        .into(),
        3 => MessageQueued {
            outgoing: Outgoing {
                message,
                kind: MessageKind::Campaign,
                channel: Channel::Sms,
                sender: "+14155550100".to_owned(),
                body: format!("Spring is here, number {conversation}: 20 % off everything woollen until Sunday"),
                media: vec![],
                author: Author::Campaign {
                    name: "Spring".to_owned(),
                },
                in_reply_to: None,
                about: None,
                client_id: None,
                template: None,
            },
        }
        .into(),
        4 => DispatchStarted {
            message: message_of(conversation),
            attempt: 1,
            gateway: "simulator".to_owned(),
            added: None,
            judged: None,
        }
        .into(),
        5 => MessageSent {
            message: message_of(conversation),
            carrier_id: format!("SM{conversation}"),
        }
        .into(),
        6 => MessageDelivered {
            message: message_of(conversation),
        }
        .into(),
        _ => MessageReceived {
            message,
            channel: Channel::Sms,
            sender: "+14155550100".to_owned(),
            body: format!("Do you have the jumper in green? I am size {}", conversation % 50),
            media: vec![],
            carrier_id: format!("IN{conversation}"),
            finding: Finding {
                intent: Intent::None,
                topic: "none".to_owned(),
                reason: "no rule fits".to_owned(),
                rule: "none".to_owned(),
                version: "1".to_owned(),
            },
        }
        .into(),
    };
    let header = Header {
        position: LogPosition(position),
        stream: StreamId(Uuid::from_u128(u128::from(conversation) + 1)),
        version: StreamVersion(version),
        event_type: event.event_type().into(),
        schema: event.schema(),
        time: Timestamp::UNIX_EPOCH + SignedDuration::from_secs(i64::try_from(position).unwrap_or(0)),
        actor: "system".into(),
        causation: None,
        correlation: Uuid::from_u128(u128::from(conversation)),
    };
    Recorded {
        header,
        payload: Payload::Open(event.payload().expect("JSON").into()),
    }
}

fn message_of(conversation: u64) -> MessageId {
    MessageId(Uuid::from_u128(u128::from(conversation) << 8 | 3))
}

#[async_trait]
impl EventLog for InventedLog {
    async fn append(&self, _append: Append) -> Result<Appended, AppendError> {
        Err(AppendError::ReadOnly("invented".to_owned()))
    }

    async fn find_append(&self, _: StreamId, _: [u8; 16]) -> Result<Option<(Appended, [u8; 16])>, ReadError> {
        Ok(None)
    }

    async fn read_stream(
        &self,
        stream: StreamId,
        after: StreamVersion,
        limit: usize,
    ) -> Result<Vec<Recorded>, ReadError> {
        let conversation = u64::try_from(stream.0.as_u128()).unwrap_or(1) - 1;
        let versions = (after.0 + 1..=OPENING + 1).take(limit);
        Ok(versions
            .map(|version| recorded(conversation * OPENING + version, conversation, version))
            .collect())
    }

    async fn read(&self, after: LogPosition, limit: usize) -> Result<Vec<Recorded>, ReadError> {
        let end = self.head().0.min(after.0 + limit as u64);
        Ok((after.0 + 1..=end).map(|position| self.event(position)).collect())
    }

    fn head(&self) -> LogPosition {
        *self.head.borrow()
    }

    fn watch(&self) -> watch::Receiver<LogPosition> {
        self.head.subscribe()
    }
}

/// The median of some runs, in milliseconds.
async fn measure<F: Future>(name: &str, mut run: impl FnMut() -> F) {
    let mut times = vec![];
    for _ in 0..15 {
        let started = Instant::now();
        black_box(run().await);
        times.push(started.elapsed());
    }
    times.sort();
    println!("{name:<48} {:>9.2} ms", times[times.len() / 2].as_secs_f64() * 1_000.0);
}

#[tokio::main(flavor = "multi_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let directory = tempfile::tempdir()?;
    let path = directory.path().join("views.sqlite3");
    let log: Arc<dyn EventLog> = Arc::new(InventedLog::new());
    let (views, mut follower) = projections::open(&path, log.clone()).await?;
    let started = Instant::now();
    let events = follower.catch_up().await?.0;
    let rate = events as f64 / started.elapsed().as_secs_f64();
    let megabytes = std::fs::metadata(&path)?.len() >> 20;
    println!("{events} events folded, {rate:.0} a second; {CONVERSATIONS} conversations take {megabytes} MiB\n");
    lists(&views).await;
    searches(&views).await;
    others(&views, log.as_ref()).await;
    Ok(())
}

async fn lists(views: &Views) {
    let first = |filter: ListFilter| ListFilter { limit: 50, ..filter };
    let any = ListFilter::default;
    measure("first page of everything", || views.list(first(any()))).await;
    measure("first page of Inbox", || {
        views.list(first(ListFilter {
            listing: Listing::Inbox,
            ..any()
        }))
    })
    .await;
    measure("first page of Sent", || {
        views.list(first(ListFilter {
            listing: Listing::Sent,
            ..any()
        }))
    })
    .await;
    measure("first page of Open, unread", || {
        views.list(first(ListFilter {
            listing: Listing::Open,
            unread: true,
            ..any()
        }))
    })
    .await;
    measure("Inbox with a label nobody has", || {
        views.list(first(ListFilter {
            listing: Listing::Inbox,
            label: Some("vip".to_owned()),
            ..any()
        }))
    })
    .await;
    measure("Inbox with a kind that is rare", || {
        views.list(first(ListFilter {
            listing: Listing::Inbox,
            kind: Some(MessageKind::Order),
            ..any()
        }))
    })
    .await;
    measure("Sent of another store", || {
        let store = Some(StoreId(Uuid::from_u128(2)));
        views.list(first(ListFilter {
            listing: Listing::Sent,
            store,
            ..any()
        }))
    })
    .await;
    let deep = projections::Cursor::new(jiff_nanos(CONVERSATIONS * 3), Uuid::nil());
    measure("a page in the middle", || {
        views.list(first(ListFilter {
            cursor: Some(deep.clone()),
            ..any()
        }))
    })
    .await;
    measure("counts of all boxes", || views.counts(None, None, true)).await;
}

fn jiff_nanos(seconds: u64) -> String {
    format!("{seconds}000000000")
}

async fn searches(views: &Views) {
    for (name, text) in [
        ("a full name", "katherine surname420"),
        ("a name being typed", "kath"),
        ("one letter of a name", "k"),
        ("a name with a typo", "surnmae421"),
        ("a number", "(415) 205-0123"),
        ("the end of a number", "0123"),
        ("words that few said", "number 77421"),
        ("words that many said", "green jumper"),
        ("words that nobody said", "nonsense"),
    ] {
        measure(&format!("search: {name}"), || {
            views.list(ListFilter {
                search: Some(text.to_owned()),
                limit: 50,
                ..ListFilter::default()
            })
        })
        .await;
    }
}

async fn others(views: &Views, log: &dyn EventLog) {
    let id = ConversationId(Uuid::from_u128(CONVERSATIONS as u128 / 2));
    measure("an opened conversation", || views.conversation(id)).await;
    measure("its timeline", || views.timeline(id, None, 50)).await;
    measure("100 changes for the live feed", || {
        views.changes(LogPosition(CONVERSATIONS), 100)
    })
    .await;
    let newest = EventFilter {
        order: Order::Desc,
        limit: 50,
        ..EventFilter::default()
    };
    measure("the newest 50 events", || views.events(log, newest.clone())).await;
    let rare = EventFilter {
        types: vec!["conversation_closed".to_owned()],
        ..newest.clone()
    };
    measure("events of a type that never happened", || {
        views.events(log, rare.clone())
    })
    .await;
}
