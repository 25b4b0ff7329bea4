//! How many events a second are judged, against decoding alone: `cargo run --release -p audit --example speed`.
//!
//! The log lies in memory, opened: a real one has to be read and unsealed first, which takes longer than either.

use audit::Audit;
use domain::{
    AgentId, MessageId, StoreId,
    consent::ConsentSource,
    conversation::event::*,
    message::{Author, Channel, MessageKind, Outgoing},
    schema::{StoredEvent, decode},
    store::{Profile, StoreCreated, StoreEvent},
};
use event_log::{Header, LogPosition, Payload, Recorded, StreamId, StreamVersion};
use jiff::{SignedDuration, Timestamp};
use std::{hint::black_box, time::Instant};
use uuid::Uuid;

const CONVERSATIONS: u128 = 20_000;
const NUMBERS: &[&str] = &[
    "+14155550123",
    "+13055550123",
    "+18505550123",
    "+33612345678",
    "+18885550123",
];

fn main() {
    let log = log();
    let events = log.len();
    let began = Instant::now();
    for recorded in &log {
        let Payload::Open(payload) = &recorded.payload else {
            continue;
        };
        let Header { event_type, schema, .. } = &recorded.header;
        let _ = black_box(decode::<ConversationEvent>(event_type, *schema, payload));
    }
    let decoding = told("decoded", events, began);
    let began = Instant::now();
    let mut audit = Audit::default();
    for recorded in &log {
        audit.record(recorded).expect("every event is understood");
    }
    let judging = told("judged", events, began);
    println!("{:.2} times as long as decoding alone", judging / decoding);
    let report = audit.report();
    println!("{} sends, {} violations", report.sends.checked, report.found);
}

fn told(what: &str, events: usize, began: Instant) -> f64 {
    let seconds = began.elapsed().as_secs_f64();
    println!(
        "{events} events {what} in {seconds:.2} s: {:.0} a second",
        events as f64 / seconds
    );
    seconds
}

/// A store, and conversations of 21 events each: a campaign, an answer, a talk, labels and notes.
fn log() -> Vec<Recorded> {
    let mut log = Vec::new();
    let start: Timestamp = "2027-01-13T18:00:00Z".parse().expect("a moment");
    let store = StoreId(Uuid::from_u128(1));
    let profile = Profile {
        name: "Fern & Thread".to_owned(),
        support_contact: "help@example.com".to_owned(),
        currency: "USD".to_owned(),
        shop_domain: None,
    };
    add(
        &mut log,
        Uuid::from_u128(2),
        start,
        &StoreEvent::from(StoreCreated { store, profile }),
    );
    for n in 0..CONVERSATIONS {
        let at = start + SignedDuration::from_mins((n % 120) as i64);
        for event in conversation(n, store) {
            add(&mut log, Uuid::from_u128(100 + n), at, &event);
        }
    }
    log
}

fn conversation(n: u128, store: StoreId) -> Vec<ConversationEvent> {
    let id = |m: u128| MessageId(Uuid::from_u128(n * 1_000 + m));
    let agent = AgentId(Uuid::from_u128(7));
    let mut events: Vec<ConversationEvent> = vec![
        ConversationStarted {
            store,
            address: NUMBERS[n as usize % NUMBERS.len()].parse().expect("a number"),
            channel: Channel::Sms,
            sender: "+14155550100".to_owned(),
        }
        .into(),
        ContactOptedIn {
            source: ConsentSource::Checkout,
            wording: "I agree to texts about my cart and offers".to_owned(),
            evidence: "checkout 7".to_owned(),
            message: None,
        }
        .into(),
        LabelAdded {
            label: "vip".to_owned(),
        }
        .into(),
        ConversationAssigned { agent, by_reply: false }.into(),
    ];
    let name = "Spring".to_owned();
    events.extend(leaves(outgoing(
        id(1),
        MessageKind::Campaign,
        Author::Campaign { name },
    )));
    for m in [2, 6] {
        events.push(
            InboundRecorded {
                store: Some(store),
                source: "twilio".to_owned(),
                topic: "message".to_owned(),
                delivery: format!("SM{n}-{m}"),
                content_type: "application/x-www-form-urlencoded".to_owned(),
                body: "Body=how+long+is+shipping&From=%2B14155550123&To=%2B14155550100&MessageSid=SM1".repeat(4),
                base64: false,
            }
            .into(),
        );
        events.push(InboundParsed { raw: 9, ignored: None }.into());
        events.push(received(id(m), format!("SM{n}-{m}")).into());
        events.extend(leaves(outgoing(id(m + 1), MessageKind::Reply, Author::Agent { agent })));
    }
    events
}

fn received(message: MessageId, carrier_id: String) -> MessageReceived {
    MessageReceived {
        message,
        channel: Channel::Sms,
        sender: "+14155550100".to_owned(),
        body: "how long is shipping?".to_owned(),
        media: vec![],
        carrier_id,
        finding: Finding {
            intent: Intent::None,
            topic: "shipping".to_owned(),
            reason: "it asks about shipping".to_owned(),
            rule: "topic.shipping".to_owned(),
            version: "1".to_owned(),
        },
    }
}

fn leaves(outgoing: Outgoing) -> [ConversationEvent; 4] {
    let message = outgoing.message;
    [
        MessageQueued { outgoing }.into(),
        DispatchStarted {
            message,
            attempt: 1,
            gateway: "twilio".to_owned(),
            added: None,
            judged: None,
        }
        .into(),
        MessageSent {
            message,
            carrier_id: format!("out-{message}"),
        }
        .into(),
        MessageDelivered { message }.into(),
    ]
}

fn outgoing(message: MessageId, kind: MessageKind, author: Author) -> Outgoing {
    Outgoing {
        message,
        kind,
        channel: Channel::Sms,
        sender: "+14155550100".to_owned(),
        body: "Two to four days, and free from 50 dollars on. Anything else I can help with?".to_owned(),
        media: vec![],
        author,
        in_reply_to: None,
        about: None,
        client_id: None,
        template: None,
    }
}

fn add<E: StoredEvent>(log: &mut Vec<Recorded>, stream: Uuid, time: Timestamp, event: &E) {
    let position = log.len() as u64 + 1;
    log.push(Recorded {
        header: Header {
            position: LogPosition(position),
            stream: StreamId(stream),
            version: StreamVersion(position),
            event_type: event.event_type().into(),
            schema: event.schema(),
            time,
            actor: "system".into(),
            causation: None,
            correlation: Uuid::nil(),
        },
        payload: Payload::Open(event.payload().expect("JSON").into()),
    });
}
