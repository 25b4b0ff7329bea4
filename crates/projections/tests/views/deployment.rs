//! A log, commands, a clock that stands still, and views; and words to tell stories with.

use commands::{Clock, Commands, Context, Handled, MovableClock, Streams};
use domain::{
    Actor, Address, AgentId, ConversationId, MessageId, StoreId,
    conversation::{event::InboundRecorded, *},
    message::{Author, Channel, MessageKind, Outgoing},
    shopping::{Cart, LineItem, Money, Order, OrderStatus},
};
use event_log::{Durability, EventLog, LogPosition, MasterKey, Options, SledLog, StreamId};
use jiff::{SignedDuration, Timestamp};
use projections::{ConversationRow, Follower, Item, ItemContent, MessageItem, Views};
use std::{path::PathBuf, sync::Arc};
use tempfile::TempDir;
use uuid::Uuid;

pub const STORE: StoreId = StoreId(Uuid::from_u128(1));
pub const SENDER: &str = "+14155550100";

pub struct Deployment {
    pub log: Arc<dyn EventLog>,
    sled: Arc<SledLog>,
    pub commands: Commands,
    pub clock: Arc<MovableClock>,
    pub views: Views,
    pub follower: Follower,
    pub directory: TempDir,
    texts: u128,
}

pub fn agent(n: u128) -> AgentId {
    AgentId(Uuid::from_u128(1_000 + n))
}

pub fn message(n: u128) -> MessageId {
    MessageId(Uuid::from_u128(n))
}

/// These tests are not about the disk.
#[derive(Debug)]
struct NoPowerCuts;

impl Durability for NoPowerCuts {
    fn sync(&self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Deployment {
    pub async fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let options = Options {
            cache_bytes: 8 << 20,
            durability: Some(Arc::new(NoPowerCuts)),
            journal_bytes: 0,
            ..Options::default()
        };
        let log = SledLog::open(&directory.path().join("log"), MasterKey::from_bytes([7; 32]), options).unwrap();
        let sled = Arc::new(log);
        let log: Arc<dyn EventLog> = sled.clone();
        let clock = Arc::new(MovableClock::standing_at("2026-11-21T10:00:00Z".parse().unwrap()));
        let commands = Commands::new(log.clone(), clock.clone(), Streams::new([7; 32]));
        let (views, follower) = projections::open(&directory.path().join("views.sqlite3"), log.clone())
            .await
            .unwrap();
        Self {
            log,
            sled,
            commands,
            clock,
            views,
            follower,
            directory,
            texts: 100,
        }
    }

    /// The last word of an erasure: nobody can read this stream from now on.
    pub async fn destroy_key(&self, stream: StreamId) {
        self.commands.forget(stream);
        self.sled.erase(stream).await.unwrap();
    }

    pub fn views_file(&self) -> PathBuf {
        self.directory.path().join("views.sqlite3")
    }

    pub fn later(&self, minutes: i64) -> Timestamp {
        self.clock.advance(SignedDuration::from_mins(minutes))
    }

    /// Everything that happened can be seen.
    pub async fn see(&mut self) -> LogPosition {
        self.follower.catch_up().await.unwrap()
    }

    pub async fn tell(&self, id: ConversationId, command: ConversationCommand) -> Handled<ConversationEvent> {
        self.tell_as(Actor::System, id, command).await
    }

    pub async fn tell_as(
        &self,
        actor: Actor,
        id: ConversationId,
        command: ConversationCommand,
    ) -> Handled<ConversationEvent> {
        let context = Context::new(actor, Uuid::from_u128(9));
        self.commands
            .handle::<Conversation>(Streams::conversation(id), &command, &context)
            .await
            .unwrap()
    }

    /// A webhook is recorded raw, then parsed.
    pub async fn webhook(&mut self, number: &str, controller: Controller, parsed: Parsed) -> ConversationId {
        let id = self.raw(number).await;
        let loaded = self
            .commands
            .load::<Conversation>(Streams::conversation(id))
            .await
            .unwrap();
        let raw = *loaded.state.unparsed.last().unwrap();
        let identity = Some(identity(number, controller));
        self.tell_as(
            Actor::Contact,
            id,
            ConversationCommand::Ingest { raw, identity, parsed },
        )
        .await;
        id
    }

    /// A webhook that nobody has parsed yet.
    pub async fn raw(&mut self, number: &str) -> ConversationId {
        self.texts += 1;
        let id = self.commands.streams().conversation_of(STORE, &number.parse().unwrap());
        let inbound = InboundRecorded {
            store: Some(STORE),
            source: "simulator".to_owned(),
            topic: "message".to_owned(),
            delivery: self.texts.to_string(),
            content_type: "application/json".to_owned(),
            body: "{}".to_owned(),
            base64: false,
        };
        let context = Context::new(Actor::Carrier("simulator".to_owned()), Uuid::from_u128(9));
        self.commands
            .record_inbound(Streams::conversation(id), inbound, &context)
            .await
            .unwrap();
        id
    }

    /// The contact writes; people answer, unless `controller` says otherwise.
    pub async fn text(&mut self, number: &str, body: &str) -> ConversationId {
        self.text_to(Controller::People, number, body, Intent::None).await
    }

    pub async fn text_to(
        &mut self,
        controller: Controller,
        number: &str,
        body: &str,
        intent: Intent,
    ) -> ConversationId {
        let n = self.texts + 1;
        self.webhook(number, controller, Parsed::Message(Box::new(inbound(n, body, intent))))
            .await
    }

    pub async fn name(&self, id: ConversationId, name: &str) {
        let updated = event::ContactUpdated {
            name: Some(name.to_owned()),
            ..Default::default()
        };
        self.tell(id, ConversationCommand::UpdateContact(updated)).await;
    }

    /// A marketing text to somebody who agreed to them, claimed, sent and delivered or not.
    pub async fn campaign(&mut self, number: &str, n: u128) -> ConversationId {
        let started = self.commands.streams().conversation_of(STORE, &number.parse().unwrap());
        let identity = identity(number, Controller::People);
        self.tell(started, ConversationCommand::Start { identity, by: None })
            .await;
        let (wording, evidence) = ("Texts, please".to_owned(), "checkout 1".to_owned());
        let source = domain::consent::ConsentSource::Checkout;
        self.tell(
            started,
            ConversationCommand::OptIn {
                source,
                wording,
                evidence,
            },
        )
        .await;
        let author = Author::Campaign {
            name: "Spring".to_owned(),
        };
        let outgoing = outgoing(n, MessageKind::Campaign, author, "Spring is here");
        self.tell(started, ConversationCommand::Send { outgoing }).await;
        started
    }

    pub async fn row(&self, id: ConversationId) -> ConversationRow {
        self.views.row(id).await.unwrap().expect("there is such a conversation")
    }

    pub async fn items(&self, id: ConversationId) -> Vec<Item> {
        self.views.timeline(id, None, 200).await.unwrap().items
    }

    pub async fn message(&self, id: ConversationId, message: MessageId) -> MessageItem {
        let (item, _) = self
            .views
            .message(id, message)
            .await
            .unwrap()
            .expect("there is such a message");
        match item.content {
            ItemContent::Message { message } => *message,
            other => panic!("not a message: {other:?}"),
        }
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}

pub fn identity(number: &str, controller: Controller) -> Identity {
    Identity {
        store: STORE,
        address: number.parse::<Address>().unwrap(),
        channel: Channel::Sms,
        sender: SENDER.to_owned(),
        controller,
    }
}

pub fn inbound(n: u128, body: &str, intent: Intent) -> InboundMessage {
    let word = str::to_owned;
    InboundMessage {
        message: message(n),
        channel: Channel::Sms,
        sender: SENDER.to_owned(),
        body: body.to_owned(),
        media: vec![],
        carrier_id: format!("in-{n}"),
        finding: Finding {
            intent,
            topic: word("none"),
            reason: word("a test"),
            rule: word("test"),
            version: word("1"),
        },
        carrier_answered: false,
        profile_name: None,
        replies: ConsentReplies {
            opted_out: word("You are unsubscribed."),
            opted_in: word("Welcome back."),
            help: word("Fern & Thread, help@example.com"),
        },
    }
}

pub fn outgoing(n: u128, kind: MessageKind, author: Author, body: &str) -> Outgoing {
    Outgoing {
        message: message(n),
        kind,
        channel: Channel::Sms,
        sender: SENDER.to_owned(),
        body: body.to_owned(),
        media: vec![],
        author,
        in_reply_to: None,
        about: None,
        client_id: None,
        template: None,
    }
}

pub fn reply(n: u128, by: AgentId, body: &str) -> ConversationCommand {
    ConversationCommand::Send {
        outgoing: outgoing(n, MessageKind::Reply, Author::Agent { agent: by }, body),
    }
}

pub fn claim(n: u128) -> ConversationCommand {
    ConversationCommand::StartDispatch {
        message: message(n),
        gateway: "simulator".to_owned(),
        rules: Default::default(),
    }
}

pub fn sent(n: u128) -> ConversationCommand {
    ConversationCommand::RecordSent {
        message: message(n),
        carrier_id: format!("out-{n}"),
    }
}

pub fn report(n: u128, state: ReportedState) -> Parsed {
    Parsed::Status(StatusReport {
        carrier_id: format!("out-{n}"),
        message: None,
        state,
    })
}

pub fn cart(name: &str, titles: &[&str], changed_at: Timestamp) -> Cart {
    let price = Money {
        minor: 4_200,
        currency: "USD".to_owned(),
    };
    let item = |title: &&str| LineItem {
        title: (*title).to_owned(),
        variant: None,
        quantity: 1,
        price: price.clone(),
        image: None,
    };
    Cart {
        cart: name.to_owned(),
        items: titles.iter().map(item).collect(),
        total: price.clone(),
        checkout_url: format!("https://fern.example/checkouts/{name}"),
        link_code: Some(format!("link-{name}")),
        changed_at,
    }
}

pub fn order(name: &str, cart: Option<&str>, placed_at: Timestamp) -> Order {
    Order {
        order: name.to_owned(),
        name: format!("#{name}"),
        cart: cart.map(str::to_owned),
        items: vec![],
        total: Money {
            minor: 4_200,
            currency: "USD".to_owned(),
        },
        status: OrderStatus::Placed,
        tracking_url: None,
        placed_at,
    }
}

pub fn cart_webhook(cart: Cart) -> Parsed {
    Parsed::Cart {
        cart,
        contact: event::ContactUpdated::default(),
        consent: None,
        recovery: None,
    }
}

pub fn order_webhook(order: Order) -> Parsed {
    Parsed::Order {
        order,
        contact: event::ContactUpdated::default(),
        consent: None,
    }
}
