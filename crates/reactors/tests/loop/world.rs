//! A deployment without HTTP: everything between a webhook and a phone.

use commands::{Clock, Commands, Context, MovableClock, Streams};
use domain::{
    Actor, Address, ConversationId, MessageId, StoreId,
    conversation::{Conversation, ConversationCommand, ConversationEvent, event::InboundRecorded},
    message::{Author, Channel, DeliveryState, MessageKind, Outgoing},
    schema,
    store::{Automation, CartRecovery, KeywordRule, Profile, Sender, SendingRules, Store, StoreCommand},
};
use event_log::{EventLog, LogPosition, MasterKey, Options, Payload, SledLog, StreamVersion};
use gateway::{
    Gateway,
    simulator::{AcceptedCall, CustomerText, SimulatorGateway},
};
use jiff::SignedDuration;
use reactors::Surroundings;
use std::{collections::BTreeMap, path::Path, sync::Arc};
use tempfile::TempDir;
use tokio::{sync::watch, task::JoinSet};
use uuid::Uuid;

pub const SENDER: &str = "+14155550100";
pub const CUSTOMER: &str = "+14155550123";

pub struct World {
    pub commands: Commands,
    pub simulator: Arc<SimulatorGateway>,
    pub clock: Arc<MovableClock>,
    log: Arc<SledLog>,
    shutdown: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

pub fn store_id() -> StoreId {
    StoreId(Uuid::from_u128(1))
}

pub fn customer() -> Address {
    CUSTOMER.parse().unwrap()
}

impl World {
    /// Opens what lies in `directory` and starts the reactors, as a server does after a crash too.
    pub async fn start(directory: &Path, clock: Arc<MovableClock>) -> Self {
        let log = Arc::new(
            SledLog::open(
                directory,
                MasterKey::from_bytes([7; 32]),
                Options {
                    journal_bytes: 0,
                    ..Options::default()
                },
            )
            .unwrap(),
        );
        let shared: Arc<dyn EventLog> = log.clone();
        let commands = Commands::new(shared.clone(), clock.clone(), Streams::new([1; 32]));
        let (views, follower) = projections::open(&directory.join("views.sqlite3"), shared)
            .await
            .unwrap();
        let now = clock.clone();
        let ledger = directory.join("simulator.sqlite3");
        let simulator = Arc::new(SimulatorGateway::open(&ledger, Arc::new(move || now.now())).unwrap());
        let (shutdown, stopped) = watch::channel(false);
        let erased = log.clone();
        let gateways: BTreeMap<String, Arc<dyn Gateway>> =
            BTreeMap::from([("simulator".into(), simulator.clone() as _)]);
        let surroundings = Surroundings {
            commands: commands.clone(),
            views,
            media: log.media().clone(),
            erase: Arc::new(move |stream| {
                let log = erased.clone();
                Box::pin(async move { log.erase(stream).await })
            }),
            gateways,
            simulator: Some(simulator.clone()),
            ai: None,
            public_url: "http://127.0.0.1:8080".into(),
            link_key: [2; 32],
            media_link: Arc::new(|_, hash| format!("http://127.0.0.1:8080/m/{hash}")),
            checkpoints: None,
        };
        let mut tasks = reactors::spawn(Arc::new(surroundings), stopped.clone());
        let mut stopped = stopped;
        tasks.spawn(async move {
            follower
                .run(async move { drop(stopped.wait_for(|stop| *stop).await) })
                .await;
        });
        Self {
            commands,
            simulator,
            clock,
            log,
            shutdown,
            tasks,
        }
    }

    /// An empty deployment with one store.
    pub async fn new() -> (Self, TempDir) {
        let directory = tempfile::tempdir().unwrap();
        let clock = Arc::new(MovableClock::standing_at("2026-11-21T18:00:00Z".parse().unwrap()));
        let world = Self::start(directory.path(), clock).await;
        let profile = Profile {
            name: "Fern & Thread".into(),
            support_contact: "help@fern.example".into(),
            currency: "USD".into(),
            shop_domain: None,
        };
        let sender = Sender {
            number: SENDER.into(),
            channels: vec![Channel::Sms, Channel::Mms],
            gateway: "simulator".into(),
            messaging_service: None,
            label: "Main".into(),
        };
        let rule = KeywordRule {
            name: "shipping".into(),
            words: vec!["shipping".into()],
            topic: None,
            reply: "Shipping is free over $50.".into(),
        };
        let automation = Automation {
            enabled: true,
            fallback: "A person will answer soon.".into(),
            facts: "".into(),
        };
        for command in [
            StoreCommand::Create {
                store: store_id(),
                profile,
            },
            StoreCommand::ChangeSenders(vec![sender]),
            StoreCommand::ChangeKeywordRules(vec![rule]),
            StoreCommand::ChangeAutomation(automation),
            StoreCommand::ChangeCartRecovery(CartRecovery {
                enabled: true,
                delay_minutes: 45,
                paused_because: None,
            }),
            StoreCommand::ChangeSendingRules(SendingRules {
                checkout_wording: "Text me offers and reminders of my cart.".into(),
                ..SendingRules::default()
            }),
        ] {
            let context = Context::new(Actor::System, Uuid::from_u128(9));
            world
                .commands
                .handle::<Store>(Streams::store(store_id()), &command, &context)
                .await
                .unwrap();
        }
        (world, directory)
    }

    /// As a server stops: reactors first, the log last.
    pub async fn stop(self) -> Arc<MovableClock> {
        self.shutdown.send_replace(true);
        self.tasks.join_all().await;
        self.log.close();
        self.clock
    }

    pub fn conversation(&self) -> ConversationId {
        self.commands.streams().conversation_of(store_id(), &customer())
    }

    pub async fn ask(&self, command: ConversationCommand) -> Vec<ConversationEvent> {
        let context = Context::new(Actor::System, Uuid::from_u128(9));
        let stream = Streams::conversation(self.conversation());
        self.commands
            .handle::<Conversation>(stream, &command, &context)
            .await
            .unwrap()
            .events
    }

    pub async fn state(&self) -> Conversation {
        self.commands
            .load::<Conversation>(Streams::conversation(self.conversation()))
            .await
            .unwrap()
            .state
    }

    /// Waits until the conversation is as it should be; every change of the log is looked at.
    pub async fn until(&self, what: &str, holds: impl Fn(&Conversation) -> bool) -> Conversation {
        let mut head = self.log.watch();
        loop {
            head.mark_unchanged();
            let state = self.state().await;
            if holds(&state) {
                return state;
            }
            let patience = std::time::Duration::from_secs(60);
            let waited = tokio::time::timeout(patience, head.changed()).await;
            assert!(waited.is_ok(), "it never came to this: {what}; {:?}", state.messages);
        }
    }

    pub async fn customer_texts(&self, body: &str) {
        let text = CustomerText {
            from: customer(),
            to: SENDER.into(),
            channel: Channel::Sms,
            body: body.into(),
            photo: false,
            profile_name: None,
        };
        self.simulator.customer_texts(&text).unwrap();
    }

    pub async fn shop_says(&self, topic: &str, body: serde_json::Value) {
        let inbound = InboundRecorded {
            store: Some(store_id()),
            source: "shopify".into(),
            topic: topic.into(),
            delivery: Uuid::now_v7().to_string(),
            content_type: "application/json".into(),
            body: body.to_string(),
            base64: false,
        };
        let stream = Streams::conversation(self.conversation());
        let context = Context::new(Actor::Shop("shopify".into()), Uuid::from_u128(9));
        self.commands.record_inbound(stream, inbound, &context).await.unwrap();
    }

    pub fn advance(&self, minutes: i64) {
        self.clock.advance(SignedDuration::from_mins(minutes));
    }

    pub fn calls(&self) -> Vec<AcceptedCall> {
        self.simulator.accepted_calls().unwrap()
    }

    /// Bodies of the texts on the customer's phone that the store sent.
    pub fn on_the_phone(&self) -> Vec<String> {
        let texts = self.simulator.phone(&customer()).unwrap().into_iter();
        texts
            .filter(|text| text.direction == gateway::simulator::Direction::Store)
            .map(|text| text.body)
            .collect()
    }

    pub async fn event_types(&self) -> Vec<String> {
        let stream = Streams::conversation(self.conversation());
        let events = self.log.read_stream(stream, StreamVersion(0), 1_000).await.unwrap();
        events
            .into_iter()
            .map(|event| event.header.event_type.to_string())
            .collect()
    }

    /// Every event of the log still decodes.
    pub async fn conversation_events(&self) -> Vec<(LogPosition, ConversationEvent)> {
        let stream = Streams::conversation(self.conversation());
        let events = self.log.read_stream(stream, StreamVersion(0), 1_000).await.unwrap();
        let decode = |event: event_log::Recorded| {
            let Payload::Open(payload) = event.payload else {
                panic!("not erased")
            };
            (
                event.header.position,
                schema::decode(&event.header.event_type, event.header.schema, &payload).unwrap(),
            )
        };
        events.into_iter().map(decode).collect()
    }
}

pub fn reply(n: u128) -> Outgoing {
    Outgoing {
        message: MessageId(Uuid::from_u128(n)),
        kind: MessageKind::Reply,
        channel: Channel::Sms,
        sender: SENDER.into(),
        body: format!("Reply {n}"),
        media: vec![],
        author: Author::Agent {
            agent: domain::AgentId(Uuid::from_u128(50)),
        },
        in_reply_to: None,
        about: None,
        client_id: None,
        template: None,
    }
}

pub fn state_of(state: &Conversation, n: u128) -> Option<DeliveryState> {
    state
        .messages
        .get(&MessageId(Uuid::from_u128(n)))
        .map(|message| message.state)
}
