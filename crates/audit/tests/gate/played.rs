//! A story as the domain decides it, and the log that comes of it.

use super::steps::{Step, Story};
use audit::Audit;
use domain::{
    Aggregate, MessageId, StoreId,
    conversation::{event::*, *},
    message::{Author, Channel, DeliveryState, MessageKind, Outgoing},
    schema::StoredEvent,
    shopping::{Cart, Money, Order, OrderStatus},
    store::{HoursChanged, Profile, SendingRulesChanged, StoreCreated, StoreEvent, StoreRules},
};
use event_log::{Header, LogPosition, Payload, Recorded, StreamId, StreamVersion};
use jiff::{SignedDuration, Timestamp};
use proptest::{prop_assert, test_runner::TestCaseError};
use uuid::Uuid;

const CONVERSATION: StreamId = StreamId(Uuid::from_u128(1));
const STORE: StreamId = StreamId(Uuid::from_u128(2));
const STORE_ID: StoreId = StoreId(Uuid::from_u128(3));

pub struct Played {
    state: Conversation,
    identity: Identity,
    rules: StoreRules,
    now: Timestamp,
    recorded: Vec<Recorded>,
    /// Why the gate did not grant a claim; each was planted in a copy of the log and found there.
    pub kept_back: Vec<String>,
}

impl Played {
    pub fn begin(story: &Story) -> Self {
        let mut played = Self {
            state: Conversation::default(),
            identity: Identity {
                store: STORE_ID,
                address: story.number.parse().unwrap(),
                channel: Channel::Sms,
                sender: "+14155550100".to_owned(),
                controller: if story.by_ai {
                    Controller::Ai
                } else {
                    Controller::People
                },
            },
            rules: StoreRules::default(),
            now: story.begins,
            recorded: vec![],
            kept_back: vec![],
        };
        played.in_store(StoreCreated {
            store: STORE_ID,
            profile: Profile {
                name: "Fern & Thread".to_owned(),
                support_contact: "help@example.com".to_owned(),
                currency: "USD".to_owned(),
                shop_domain: None,
            },
        });
        let identity = Identity {
            ..played.identity.clone()
        };
        match story.by_ai {
            true => played.hear(Parsed::Order {
                order: played.order("c0"),
                contact: ContactUpdated::default(),
                consent: None,
            }),
            false => played.ask(&ConversationCommand::Start { identity, by: None }),
        };
        played
    }

    pub fn play(&mut self, step: &Step) -> Result<(), TestCaseError> {
        match step {
            Step::Wait(seconds) => self.now += SignedDuration::from_secs(*seconds),
            Step::Ask(command) => drop(self.ask(command)),
            Step::Hear(parsed) => drop(self.hear(parsed.clone())),
            Step::Cart {
                cart,
                consent,
                reminded_after,
                message,
            } => {
                let consent = consent.map(|(wording, confirm)| ShopConsent {
                    wording: wording.to_owned(),
                    evidence: format!("checkout {cart}"),
                    confirm: confirm.then(|| ConsentQuestion {
                        body: "Reply YES".to_owned(),
                        channel: Channel::Sms,
                        sender: "+14155550100".to_owned(),
                    }),
                });
                let recovery = reminded_after.map(|minutes| {
                    Box::new(Recovery {
                        outgoing: reminder(*message, cart),
                        due: self.now + SignedDuration::from_mins(minutes),
                    })
                });
                self.hear(Parsed::Cart {
                    cart: self.cart(cart),
                    contact: ContactUpdated::default(),
                    consent,
                    recovery,
                });
            }
            Step::Order(cart) => drop(self.hear(Parsed::Order {
                order: self.order(cart),
                contact: ContactUpdated::default(),
                consent: None,
            })),
            Step::Schedule(outgoing, minutes) => drop(self.ask(&ConversationCommand::Schedule {
                outgoing: outgoing.clone(),
                due: self.now + SignedDuration::from_mins(*minutes),
            })),
            Step::Work => self.work()?,
            Step::ClaimAgain(message) => {
                let (message, gateway, rules) = (*message, "simulator".to_owned(), self.rules.clone());
                self.claim(&ConversationCommand::RestartDispatch {
                    message,
                    gateway,
                    rules,
                })?;
            }
            Step::Settings(rules) => {
                self.rules = rules.clone();
                self.in_store(HoursChanged {
                    hours: rules.hours.clone(),
                });
                self.in_store(SendingRulesChanged {
                    sending_rules: rules.sending.clone(),
                });
                // Until then the gate may go by what was before, and the audit allows for it.
                self.now += SignedDuration::from_mins(1);
            }
        }
        Ok(())
    }

    fn work(&mut self) -> Result<(), TestCaseError> {
        let mut ids: Vec<MessageId> = self.state.messages.keys().copied().collect();
        ids.sort();
        for message in ids {
            let (gateway, rules) = ("simulator".to_owned(), self.rules.clone());
            match self.state.messages[&message].state {
                DeliveryState::Scheduled => drop(self.ask(&ConversationCommand::Release { message, rules })),
                DeliveryState::Queued => self.claim(&ConversationCommand::StartDispatch {
                    message,
                    gateway,
                    rules,
                })?,
                _ => {}
            }
        }
        Ok(())
    }

    /// What the gate keeps back is claimed in a copy of the log, where the audit has to find it.
    fn claim(&mut self, command: &ConversationCommand) -> Result<(), TestCaseError> {
        let mut without = self.recorded.clone();
        let events = self.ask(command);
        let (message, why) = match events.first() {
            Some(ConversationEvent::MessageHeld(held)) => (held.message, named(&held.because, held.reason)),
            Some(ConversationEvent::MessageSuppressed(stopped)) => {
                (stopped.message, named(&stopped.because, stopped.reason))
            }
            _ => return Ok(()),
        };
        let claim = DispatchStarted {
            message,
            attempt: self.state.messages[&message].attempts + 1,
            gateway: "simulator".to_owned(),
            added: None,
            judged: None,
        };
        append(&mut without, CONVERSATION, &ConversationEvent::from(claim), self.now);
        let position = without.len() as u64;
        let report = audited(&without);
        prop_assert!(
            report.violations.iter().any(|found| found.position == position),
            "the gate kept it back, the audit would not have objected: {why}\n{}",
            told(&without)
        );
        self.kept_back.push(why);
        Ok(())
    }

    /// How many sends were checked.
    pub fn no_violation(&self) -> Result<u64, TestCaseError> {
        let report = audited(&self.recorded);
        prop_assert!(report.is_clean(), "{report}\n{}", told(&self.recorded));
        Ok(report.sends.checked)
    }

    fn ask(&mut self, command: &ConversationCommand) -> Vec<ConversationEvent> {
        let events = self.state.decide(command, self.now).unwrap_or_default();
        for event in &events {
            self.happened(event);
        }
        events
    }

    fn hear(&mut self, parsed: Parsed) -> Vec<ConversationEvent> {
        let recorded = InboundRecorded {
            store: None,
            source: "simulator".to_owned(),
            topic: "message".to_owned(),
            delivery: self.state.version.to_string(),
            content_type: "application/json".to_owned(),
            body: "{}".to_owned(),
            base64: false,
        };
        self.happened(&recorded.into());
        let (raw, identity) = (self.state.version, Some(self.identity.clone()));
        self.ask(&ConversationCommand::Ingest { raw, identity, parsed })
    }

    fn happened(&mut self, event: &ConversationEvent) {
        let version = self.state.version + 1;
        self.state.evolve(event, version, self.now);
        append(&mut self.recorded, CONVERSATION, event, self.now);
    }

    fn in_store(&mut self, event: impl Into<StoreEvent>) {
        append(&mut self.recorded, STORE, &event.into(), self.now);
    }

    fn cart(&self, name: &str) -> Cart {
        Cart {
            cart: name.to_owned(),
            items: vec![],
            total: dollars(),
            checkout_url: "https://fern.example/c".to_owned(),
            link_code: None,
            changed_at: self.now,
        }
    }

    fn order(&self, cart: &str) -> Order {
        Order {
            order: format!("o-{cart}"),
            name: "#1".to_owned(),
            cart: Some(cart.to_owned()),
            items: vec![],
            total: dollars(),
            status: OrderStatus::Placed,
            tracking_url: None,
            placed_at: self.now,
        }
    }
}

fn named(because: &Option<Because>, reason: impl std::fmt::Debug) -> String {
    because
        .as_ref()
        .map_or_else(|| format!("{reason:?}"), |because| because.rule.clone())
}

fn reminder(n: u128, cart: &str) -> Outgoing {
    Outgoing {
        message: MessageId(Uuid::from_u128(n)),
        kind: MessageKind::Cart,
        channel: Channel::Sms,
        sender: "+14155550100".to_owned(),
        body: "Your cart waits".to_owned(),
        media: vec![],
        author: Author::Flow { name: "carts".into() },
        in_reply_to: None,
        about: Some(cart.to_owned()),
        client_id: None,
        template: None,
    }
}

fn dollars() -> Money {
    Money {
        minor: 8_400,
        currency: "USD".to_owned(),
    }
}

fn append<E: StoredEvent>(log: &mut Vec<Recorded>, stream: StreamId, event: &E, time: Timestamp) {
    let position = log.len() as u64 + 1;
    log.push(Recorded {
        header: Header {
            position: LogPosition(position),
            stream,
            version: StreamVersion(position),
            event_type: event.event_type().into(),
            schema: event.schema(),
            time,
            actor: "system".into(),
            causation: None,
            correlation: Uuid::nil(),
        },
        payload: Payload::Open(event.payload().unwrap().into()),
    });
}

fn audited(log: &[Recorded]) -> audit::Report {
    let mut audit = Audit::default();
    for recorded in log {
        audit.record(recorded).unwrap();
    }
    audit.report()
}

/// The log as lines, to read what happened.
fn told(log: &[Recorded]) -> String {
    let line = |recorded: &Recorded| {
        let Payload::Open(payload) = &recorded.payload else {
            return String::new();
        };
        let header = &recorded.header;
        let payload = String::from_utf8_lossy(payload);
        format!(
            "{} {} {} {payload}\n",
            header.position.0, header.time, header.event_type
        )
    };
    log.iter().map(line).collect()
}
