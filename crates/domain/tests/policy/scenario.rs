//! A conversation with its commands, the moment it is, and words to build them with.

use domain::{
    Address, AgentId, Aggregate, MessageId, StoreId,
    conversation::*,
    message::{Author, Channel, DeliveryState, MessageKind, Outgoing},
    schema::StoredEvent,
    shopping::{Cart, Money, Order, OrderStatus},
    store::StoreRules,
};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

#[derive(Clone)]
pub struct Scenario {
    pub state: Conversation,
    pub now: Timestamp,
}

/// A Saturday, ten in the morning where the contact's number is from.
pub fn start_of_story() -> Timestamp {
    "2026-11-21T18:00:00Z".parse().unwrap()
}

pub fn message(n: u128) -> MessageId {
    MessageId(Uuid::from_u128(n))
}

pub fn agent(n: u128) -> AgentId {
    AgentId(Uuid::from_u128(1_000 + n))
}

pub fn identity(controller: Controller) -> Identity {
    Identity {
        store: StoreId(Uuid::from_u128(1)),
        address: "+14155550123".parse::<Address>().unwrap(),
        channel: Channel::Sms,
        sender: "+14155550100".to_owned(),
        controller,
    }
}

pub fn finding(intent: Intent) -> Finding {
    let word = |text: &str| text.to_owned();
    Finding {
        intent,
        topic: word("none"),
        reason: word("a test"),
        rule: word("test"),
        version: word("1"),
    }
}

pub fn text(n: u128, body: &str, intent: Intent) -> Parsed {
    Parsed::Message(Box::new(InboundMessage {
        message: message(n),
        channel: Channel::Sms,
        sender: "+14155550100".to_owned(),
        body: body.to_owned(),
        media: vec![],
        carrier_id: format!("SM{n}"),
        finding: finding(intent),
        carrier_answered: false,
        profile_name: None,
        replies: ConsentReplies {
            opted_out: "You are unsubscribed.".to_owned(),
            opted_in: "Welcome back.".to_owned(),
            help: "Fern & Thread, help@example.com".to_owned(),
        },
    }))
}

pub fn outgoing(n: u128, kind: MessageKind, author: Author) -> Outgoing {
    Outgoing {
        message: message(n),
        kind,
        channel: Channel::Sms,
        sender: "+14155550100".to_owned(),
        body: "Hello".to_owned(),
        media: vec![],
        author,
        in_reply_to: None,
        about: None,
        client_id: None,
        template: None,
    }
}

pub fn reply(n: u128, by: AgentId) -> Outgoing {
    outgoing(n, MessageKind::Reply, Author::Agent { agent: by })
}

pub fn automatic_answer(n: u128, to: u128) -> Outgoing {
    Outgoing {
        in_reply_to: Some(message(to)),
        ..outgoing(n, MessageKind::AutoReply, Author::Ai)
    }
}

pub fn cart(name: &str, changed_at: Timestamp) -> Cart {
    let total = Money {
        minor: 8_400,
        currency: "USD".to_owned(),
    };
    let checkout_url = format!("https://fern.example/checkouts/{name}");
    Cart {
        cart: name.to_owned(),
        items: vec![],
        total,
        checkout_url,
        link_code: None,
        changed_at,
    }
}

pub fn order(name: &str, cart: Option<&str>, at: Timestamp) -> Order {
    Order {
        order: name.to_owned(),
        name: format!("#{name}"),
        cart: cart.map(str::to_owned),
        items: vec![],
        total: Money {
            minor: 8_400,
            currency: "USD".to_owned(),
        },
        status: OrderStatus::Placed,
        tracking_url: None,
        placed_at: at,
    }
}

impl Scenario {
    /// Nothing has happened yet.
    pub fn new() -> Self {
        Self {
            state: Conversation::default(),
            now: start_of_story(),
        }
    }

    /// The contact has written "Hi" and the AI or people answer.
    pub fn talking(controller: Controller) -> Self {
        let mut scenario = Self::new();
        scenario.webhook(controller, text(1, "Hi", Intent::None));
        scenario
    }

    pub fn later(&mut self, minutes: i64) -> &mut Self {
        self.now += SignedDuration::from_mins(minutes);
        self
    }

    pub fn ask(&mut self, command: &ConversationCommand) -> Result<Vec<ConversationEvent>, Rejection> {
        let events = self.state.decide(command, self.now)?;
        for event in &events {
            self.happened(event.clone());
        }
        Ok(events)
    }

    /// Names of the events that followed.
    pub fn when(&mut self, command: ConversationCommand) -> Vec<&'static str> {
        names(&self.ask(&command).expect("the domain agrees"))
    }

    pub fn refused(&mut self, command: ConversationCommand) -> Rejection {
        self.ask(&command).expect_err("the domain says no")
    }

    pub fn happened(&mut self, event: ConversationEvent) {
        let version = self.state.version + 1;
        self.state.evolve(&event, version, self.now);
    }

    /// A webhook is recorded raw, then parsed. Gives what the parsing led to.
    pub fn webhook(&mut self, controller: Controller, parsed: Parsed) -> Vec<&'static str> {
        self.happened(
            event::InboundRecorded {
                store: None,
                source: "simulator".to_owned(),
                topic: "message".to_owned(),
                delivery: self.state.version.to_string(),
                content_type: "application/json".to_owned(),
                body: "{}".to_owned(),
                base64: false,
            }
            .into(),
        );
        let raw = self.state.version;
        self.when(ConversationCommand::Ingest {
            raw,
            identity: Some(identity(controller)),
            parsed,
        })
    }

    pub fn contact_writes(&mut self, n: u128, body: &str, intent: Intent) -> Vec<&'static str> {
        self.webhook(self.state.controller, text(n, body, intent))
    }

    pub fn claim(&mut self, n: u128) -> Vec<&'static str> {
        self.when(ConversationCommand::StartDispatch {
            message: message(n),
            gateway: "simulator".to_owned(),
            rules: StoreRules::default(),
        })
    }

    pub fn state_of(&self, n: u128) -> DeliveryState {
        self.state.messages[&message(n)].state
    }

    pub fn opted_in(mut self) -> Self {
        self.when(ConversationCommand::OptIn {
            source: domain::consent::ConsentSource::Import,
            wording: "I agree to texts".to_owned(),
            evidence: "row 7 of the import".to_owned(),
        });
        self
    }
}

pub fn names(events: &[ConversationEvent]) -> Vec<&'static str> {
    events.iter().map(StoredEvent::event_type).collect()
}
