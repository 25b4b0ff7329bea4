//! A log written by hand, which the gate has never seen.

use audit::{Audit, Code, Report};
use domain::{
    AgentId, ConversationId, MessageId, StoreId,
    consent::{ConsentSource, OptOutCause},
    conversation::event::*,
    message::{Author, Channel, MessageKind, Outgoing},
    schema::StoredEvent,
    shopping::{Cart, Money, Order, OrderStatus},
    store::{Profile, SendingRules, SendingRulesChanged, StoreCreated, StoreEvent},
};
use event_log::{Header, LogPosition, Payload, Recorded, StreamId, StreamVersion};
use jiff::{SignedDuration, Timestamp};
use policy::caps::StoreCaps;
use std::collections::HashMap;
use uuid::Uuid;

pub const CALIFORNIA: &str = "+14155550123";
pub const FLORIDA: &str = "+13055550123";
pub const FRANCE: &str = "+33612345678";

pub const CONVERSATION: StreamId = StreamId(Uuid::from_u128(10));
pub const STORE: StreamId = StreamId(Uuid::from_u128(20));

#[derive(Clone)]
pub struct Log {
    pub recorded: Vec<Recorded>,
    pub now: Timestamp,
    versions: HashMap<StreamId, u64>,
}

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub fn message(n: u128) -> MessageId {
    MessageId(Uuid::from_u128(1_000 + n))
}

pub fn outgoing(n: u128, kind: MessageKind, author: Author) -> Outgoing {
    Outgoing {
        message: message(n),
        kind,
        channel: Channel::Sms,
        sender: "+14155550100".to_owned(),
        body: "Secret words".to_owned(),
        media: vec![],
        author,
        in_reply_to: None,
        about: None,
        client_id: None,
        template: None,
    }
}

pub fn campaign(n: u128) -> Outgoing {
    let name = "Spring".to_owned();
    outgoing(n, MessageKind::Campaign, Author::Campaign { name })
}

pub fn news_of_an_order(n: u128) -> Outgoing {
    let name = "orders".to_owned();
    outgoing(n, MessageKind::Order, Author::Flow { name })
}

pub fn reply(n: u128) -> Outgoing {
    let agent = AgentId(Uuid::from_u128(5));
    outgoing(n, MessageKind::Reply, Author::Agent { agent })
}

pub fn by_ai(n: u128) -> Outgoing {
    outgoing(n, MessageKind::AutoReply, Author::Ai)
}

pub fn about_consent(n: u128, to: u128) -> Outgoing {
    Outgoing {
        in_reply_to: Some(message(to)),
        ..outgoing(n, MessageKind::Consent, Author::System)
    }
}

pub fn reminder(n: u128, cart: &str) -> Outgoing {
    let name = "carts".to_owned();
    Outgoing {
        about: Some(cart.to_owned()),
        ..outgoing(n, MessageKind::Cart, Author::Flow { name })
    }
}

impl Log {
    /// A store, and a contact there with that number. A Wednesday, ten in the morning in California.
    pub fn of(number: &str) -> Self {
        let mut log = Self {
            recorded: vec![],
            now: at("2027-01-13T18:00:00Z"),
            versions: HashMap::new(),
        };
        log.in_store(StoreCreated {
            store: StoreId(Uuid::from_u128(1)),
            profile: Profile {
                name: "Fern & Thread".to_owned(),
                support_contact: "help@example.com".to_owned(),
                currency: "USD".to_owned(),
                shop_domain: None,
            },
        });
        log.happens(ConversationStarted {
            store: StoreId(Uuid::from_u128(1)),
            address: number.parse().unwrap(),
            channel: Channel::Sms,
            sender: "+14155550100".to_owned(),
        });
        log
    }

    pub fn opted_in(number: &str) -> Self {
        let mut log = Self::of(number);
        log.opts_in("I agree to texts about my cart and offers");
        log
    }

    pub fn at(&mut self, text: &str) -> &mut Self {
        self.now = at(text);
        self
    }

    pub fn later(&mut self, minutes: i64) -> &mut Self {
        self.now += SignedDuration::from_mins(minutes);
        self
    }

    pub fn write(&mut self, stream: StreamId, event_type: &str, schema: u16, payload: Payload) -> u64 {
        let version = self.versions.entry(stream).or_default();
        *version += 1;
        let position = self.recorded.len() as u64 + 1;
        self.recorded.push(Recorded {
            header: Header {
                position: LogPosition(position),
                stream,
                version: StreamVersion(*version),
                event_type: event_type.into(),
                schema,
                time: self.now,
                actor: "system".into(),
                causation: None,
                correlation: Uuid::nil(),
            },
            payload,
        });
        position
    }

    pub fn event<E: StoredEvent>(&mut self, stream: StreamId, event: E) -> u64 {
        let payload = Payload::Open(event.payload().unwrap().into());
        self.write(stream, event.event_type(), event.schema(), payload)
    }

    pub fn happens(&mut self, event: impl Into<ConversationEvent>) -> u64 {
        self.event(CONVERSATION, event.into())
    }

    pub fn in_store(&mut self, event: impl Into<StoreEvent>) -> u64 {
        self.event(STORE, event.into())
    }

    pub fn caps(&mut self, caps: StoreCaps) -> u64 {
        let sending_rules = SendingRules {
            caps,
            ..SendingRules::default()
        };
        self.in_store(SendingRulesChanged { sending_rules })
    }

    pub fn opts_in(&mut self, wording: &str) -> u64 {
        self.happens(ContactOptedIn {
            source: ConsentSource::Checkout,
            wording: wording.to_owned(),
            evidence: "checkout 7".to_owned(),
            message: None,
        })
    }

    pub fn opts_out(&mut self, cause: OptOutCause, message: Option<MessageId>) -> u64 {
        self.happens(ContactOptedOut {
            cause,
            message,
            reason: "the contact wrote stop".to_owned(),
            rule: None,
            version: None,
        })
    }

    pub fn contact_writes(&mut self, n: u128, intent: Intent) -> u64 {
        let word = |text: &str| text.to_owned();
        self.happens(MessageReceived {
            message: message(n),
            channel: Channel::Sms,
            sender: word("+14155550100"),
            body: word("Secret words"),
            media: vec![],
            carrier_id: format!("SM{n}"),
            finding: Finding {
                intent,
                topic: word("none"),
                reason: word("a test"),
                rule: word("test"),
                version: word("1"),
            },
        })
    }

    pub fn handed_off(&mut self, to: Controller) -> u64 {
        let reason = HandoffReason::TakenOver;
        self.happens(ConversationHandedOff {
            to,
            reason,
            summary: None,
        })
    }

    pub fn contact_in(&mut self, zone: &str) -> u64 {
        self.happens(ContactUpdated {
            time_zone: Some(zone.to_owned()),
            ..ContactUpdated::default()
        })
    }

    pub fn cart(&mut self, name: &str, changed_at: Timestamp) -> u64 {
        self.happens(CartUpdated {
            cart: Cart {
                cart: name.to_owned(),
                items: vec![],
                total: dollars(),
                checkout_url: "https://fern.example/c".to_owned(),
                link_code: None,
                changed_at,
            },
        })
    }

    pub fn order(&mut self, cart: &str) -> u64 {
        let placed_at = self.now;
        self.happens(OrderPlaced {
            order: Order {
                order: "o1".to_owned(),
                name: "#1".to_owned(),
                cart: Some(cart.to_owned()),
                items: vec![],
                total: dollars(),
                status: OrderStatus::Placed,
                tracking_url: None,
                placed_at,
            },
        })
    }

    pub fn queued(&mut self, outgoing: Outgoing) -> u64 {
        self.happens(MessageQueued { outgoing })
    }

    pub fn claim(&mut self, n: u128) -> u64 {
        self.claim_again(n, 1)
    }

    pub fn claim_again(&mut self, n: u128, attempt: u32) -> u64 {
        self.happens(claim_of(n, attempt))
    }

    /// Queued and claimed; the claim's position.
    pub fn leaves(&mut self, outgoing: Outgoing) -> u64 {
        let message = outgoing.message;
        self.queued(outgoing);
        self.happens(DispatchStarted {
            message,
            ..claim_of(0, 1)
        })
    }

    pub fn sent(&mut self, n: u128) -> u64 {
        self.happens(MessageSent {
            message: message(n),
            carrier_id: format!("out-{n}"),
        })
    }

    pub fn failed(&mut self, n: u128) -> u64 {
        self.happens(MessageFailed {
            message: message(n),
            code: None,
            reason: "no".to_owned(),
        })
    }

    /// As it lies in the log once the contact's key is destroyed.
    pub fn forget(&mut self, stream: StreamId) {
        let of_it = self
            .recorded
            .iter_mut()
            .filter(|recorded| recorded.header.stream == stream);
        of_it.for_each(|recorded| recorded.payload = Payload::Erased);
    }

    pub fn audited(&self) -> Report {
        self.audited_by(Audit::default())
    }

    pub fn audited_by(&self, mut audit: Audit) -> Report {
        for recorded in &self.recorded {
            audit.record(recorded).unwrap();
        }
        audit.report()
    }

    /// Code, position, and what forbade it.
    pub fn found(&self) -> Vec<(Code, u64, Option<u64>)> {
        let report = self.audited();
        let told = report.to_string();
        for secret in ["Secret words", "5550123", "12345678", "Spring", "Fern"] {
            assert!(!told.contains(secret), "{told}");
        }
        let violations = report.violations.iter();
        violations
            .map(|violation| (violation.code, violation.position, violation.forbidden_by))
            .collect()
    }

    #[track_caller]
    pub fn is_clean(&self) {
        assert_eq!(self.found(), []);
    }
}

pub fn claim_of(n: u128, attempt: u32) -> DispatchStarted {
    DispatchStarted {
        message: message(n),
        attempt,
        gateway: "simulator".to_owned(),
        added: None,
        judged: None,
    }
}

pub fn conversation() -> ConversationId {
    ConversationId(CONVERSATION.0)
}

fn dollars() -> Money {
    Money {
        minor: 8_400,
        currency: "USD".to_owned(),
    }
}
