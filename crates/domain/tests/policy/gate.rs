//! The gate as a model: one stream with optimistic appends, two dispatchers that load, decide, append, call the carrier and
//! record, each a step at a time, and everything that may come between: stops, takeovers, cancels, orders, retries, crashes.
//!
//! The phone counts what it gets and the log what it holds. Neither shares code with the gate.
//! `THREADKEEP_GATE_STEPS` says how many steps are taken, 50,000 without it.

use crate::scenario::*;
use domain::{
    Aggregate, MessageId,
    consent::OptOutCause,
    conversation::{ConversationCommand as Command, *},
    message::{Author, DeliveryState, MessageKind, Outgoing},
    shopping::OrderStatus,
};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;

const STEPS: &str = "THREADKEEP_GATE_STEPS";
/// Of one story, before another is begun: streams of conversations are that long.
const STORY: u64 = 400;

/// SplitMix64: the same story everywhere for the same number.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % below
    }
}

/// The log of one conversation: appends at an expected version, conflicts for who comes too late.
struct Log {
    events: Vec<(ConversationEvent, Timestamp)>,
    state: Conversation,
}

impl Log {
    fn append(&mut self, expected: u64, events: &[ConversationEvent], now: Timestamp) -> Result<(), ()> {
        if expected != self.state.version {
            return Err(());
        }
        for event in events {
            self.state.evolve(event, self.state.version + 1, now);
            self.events.push((event.clone(), now));
        }
        Ok(())
    }
}

/// What a dispatcher is about to do with one message.
#[derive(Clone)]
enum Work {
    /// The claim is decided on the state it loaded, and about to be appended.
    Claim {
        message: MessageId,
        at: u64,
        decided: Timestamp,
        events: Vec<ConversationEvent>,
    },
    /// The claim holds; the carrier has not been called.
    Call { message: MessageId, body: String },
    /// The carrier has answered; that is about to be recorded.
    Record { command: Box<Command> },
    /// A claim that somebody left behind: the carrier is asked what it knows.
    LookUp { message: MessageId },
}

#[derive(Default)]
struct Carrier {
    /// How often each message reached the phone.
    delivered: HashMap<MessageId, u32>,
}

struct World {
    dice: Dice,
    log: Log,
    now: Timestamp,
    carrier: Carrier,
    dispatchers: [Option<Work>; 2],
    next: u128,
    texts: u32,
    sent: u64,
    conflicts: u64,
    crashes: u64,
}

impl World {
    fn new(seed: u64) -> Self {
        let story = Scenario::talking(Controller::Ai).opted_in();
        Self {
            dice: Dice(seed),
            now: story.now,
            log: Log {
                events: vec![],
                state: story.state,
            },
            carrier: Carrier::default(),
            dispatchers: [None, None],
            next: 100,
            texts: 0,
            sent: 0,
            conflicts: 0,
            crashes: 0,
        }
    }

    /// Load, decide, append, in one breath: what anybody but a dispatcher does.
    fn ask(&mut self, command: &Command) {
        if let Ok(events) = self.log.state.decide(command, self.now) {
            let at = self.log.state.version;
            self.log.append(at, &events, self.now).unwrap();
        }
    }

    fn new_message(&mut self) -> u128 {
        self.next += 1;
        self.next
    }

    fn some_message(&mut self) -> MessageId {
        let recent = 1 + self.dice.roll(8);
        message(self.next.saturating_sub(u128::from(recent)).max(100))
    }

    fn webhook(&mut self, parsed: Parsed) {
        let raw = event::InboundRecorded {
            store: None,
            source: "simulator".into(),
            topic: "message".into(),
            delivery: self.log.state.version.to_string(),
            content_type: "application/json".into(),
            body: "{}".into(),
            base64: false,
        };
        let at = self.log.state.version;
        self.log.append(at, &[raw.into()], self.now).unwrap();
        self.ask(&Command::Ingest {
            raw: at + 1,
            identity: None,
            parsed,
        });
    }

    fn contact_writes(&mut self, intent: Intent) {
        self.texts += 1;
        let n = self.new_message();
        self.webhook(text(n, "hello", intent));
    }

    fn somebody_acts(&mut self) {
        let n = self.new_message();
        match self.dice.roll(20) {
            0..4 => self.ask(&Command::Send {
                outgoing: reply(n, agent(n % 2)),
            }),
            4..6 => self.ask(&Command::Send {
                outgoing: outgoing(n, MessageKind::Campaign, Author::Campaign { name: "Spring".into() }),
            }),
            6..8 => {
                let due = self.now + SignedDuration::from_mins(1 + self.dice.roll(30) as i64);
                let flow = Author::Flow {
                    name: "cart recovery".into(),
                };
                let outgoing = Outgoing {
                    about: Some(format!("c{}", n % 3)),
                    ..outgoing(n, MessageKind::Cart, flow)
                };
                self.ask(&Command::Schedule { outgoing, due });
            }
            8..10 => {
                if let Some(to) = self.log.state.awaiting_answer {
                    let outgoing = Outgoing {
                        in_reply_to: Some(to),
                        ..outgoing(n, MessageKind::AutoReply, Author::Ai)
                    };
                    let answer = Answer::Reply(Box::new(outgoing));
                    self.ask(&Command::Answer { to, answer });
                }
            }
            10..12 => self.contact_writes(Intent::None),
            12 => self.contact_writes(Intent::OptOut),
            13 => self.contact_writes(Intent::OptIn),
            14 => self.ask(&Command::OptOut {
                cause: OptOutCause::Agent,
                reason: "asked".into(),
            }),
            15 => {
                let message = self.some_message();
                self.ask(&Command::Cancel { message });
            }
            16 => {
                let again = message(n);
                let message = self.some_message();
                self.ask(&Command::Retry {
                    message,
                    again,
                    by: None,
                });
            }
            17 => {
                let to = if self.dice.roll(2) == 0 {
                    Controller::Ai
                } else {
                    Controller::People
                };
                let reason = HandoffReason::TakenOver;
                self.ask(&Command::HandOff { to, reason });
            }
            18 => {
                let mut order = order(&n.to_string(), Some(&format!("c{}", n % 3)), self.now);
                order.status = OrderStatus::Paid;
                self.webhook(Parsed::Order {
                    order,
                    contact: Default::default(),
                    consent: None,
                });
            }
            _ => {
                self.now += SignedDuration::from_mins(1 + self.dice.roll(20) as i64);
                let due: Vec<_> = self.pending(DeliveryState::Scheduled);
                for message in due {
                    self.ask(&Command::Release {
                        message,
                        rules: Default::default(),
                    });
                }
            }
        }
    }

    fn pending(&self, state: DeliveryState) -> Vec<MessageId> {
        let messages = self.log.state.messages.iter();
        let mut found: Vec<_> = messages
            .filter(|(_, message)| message.state == state)
            .map(|(id, _)| *id)
            .collect();
        found.sort();
        found
    }

    /// Both may take up the same queued message: the claim decides.
    fn take_up(&mut self, dispatcher: usize) {
        let queued = self.pending(DeliveryState::Queued);
        if queued.is_empty() {
            return;
        }
        let message = queued[self.dice.roll(queued.len() as u64) as usize];
        let claim = Command::StartDispatch {
            message,
            gateway: "simulator".into(),
            rules: Default::default(),
        };
        self.decide_claim(dispatcher, message, &claim);
    }

    fn decide_claim(&mut self, dispatcher: usize, message: MessageId, claim: &Command) {
        let events = self.log.state.decide(claim, self.now).unwrap_or_default();
        let at = self.log.state.version;
        self.dispatchers[dispatcher] = (!events.is_empty()).then_some(Work::Claim {
            message,
            at,
            decided: self.now,
            events,
        });
    }

    fn dispatcher_acts(&mut self, dispatcher: usize) {
        match self.dispatchers[dispatcher].take() {
            None => self.take_up(dispatcher),
            Some(Work::Claim {
                message,
                at,
                decided,
                events,
            }) => {
                // As in `commands`: what is recorded is when it was decided.
                if self.log.append(at, &events, decided).is_err() {
                    self.conflicts += 1;
                    return;
                }
                let claimed = events
                    .iter()
                    .any(|event| matches!(event, ConversationEvent::DispatchStarted(_)));
                let outgoing = self.log.state.messages[&message].outgoing.as_ref();
                let body = outgoing.map(|outgoing| outgoing.body.clone());
                self.dispatchers[dispatcher] = body.filter(|_| claimed).map(|body| Work::Call { message, body });
            }
            Some(Work::Call { message, body }) => {
                assert!(!body.is_empty());
                self.dispatchers[dispatcher] = self.call(message);
            }
            Some(Work::Record { command }) => self.ask(&command),
            Some(Work::LookUp { message }) => self.dispatchers[dispatcher] = self.look_up(dispatcher, message),
        }
    }

    fn reach_the_phone(&mut self, message: MessageId) {
        *self.carrier.delivered.entry(message).or_default() += 1;
        self.sent += 1;
    }

    fn call(&mut self, message: MessageId) -> Option<Work> {
        let record = |command| {
            Some(Work::Record {
                command: Box::new(command),
            })
        };
        let refused = |opted_out| Command::RecordRefused {
            message,
            code: None,
            reason: "no".into(),
            opted_out,
        };
        match self.dice.roll(12) {
            0 => record(refused(false)),
            1 => record(refused(true)),
            2 => record(Command::DeferDispatch {
                message,
                until: self.now + SignedDuration::from_mins(1),
                code: None,
                reason: "busy".into(),
            }),
            // The answer is lost, whether or not the carrier took it.
            3 => {
                if self.dice.roll(2) == 0 {
                    self.reach_the_phone(message);
                }
                Some(Work::LookUp { message })
            }
            _ => {
                self.reach_the_phone(message);
                record(sent(message))
            }
        }
    }

    fn look_up(&mut self, dispatcher: usize, message: MessageId) -> Option<Work> {
        if self.log.state.messages[&message].state != DeliveryState::Dispatching {
            return None;
        }
        if self.dice.roll(6) == 0 {
            let reason = "it cannot be asked".to_owned();
            let uncertain = Command::MarkUncertain { message, reason };
            return Some(Work::Record {
                command: Box::new(uncertain),
            });
        }
        if self.carrier.delivered.contains_key(&message) {
            return Some(Work::Record {
                command: Box::new(sent(message)),
            });
        }
        let again = Command::RestartDispatch {
            message,
            gateway: "simulator".into(),
            rules: Default::default(),
        };
        self.decide_claim(dispatcher, message, &again);
        self.dispatchers[dispatcher].take()
    }

    /// The process dies with both; the next one finds the claims that have no outcome.
    fn crash(&mut self) {
        self.crashes += 1;
        self.dispatchers = [None, None];
        let claimed = self.pending(DeliveryState::Dispatching);
        for (dispatcher, message) in claimed.into_iter().take(2).enumerate() {
            self.dispatchers[dispatcher] = Some(Work::LookUp { message });
        }
    }

    fn step(&mut self) {
        match self.dice.roll(20) {
            0..9 => self.somebody_acts(),
            9..14 => self.dispatcher_acts(0),
            14..19 => self.dispatcher_acts(1),
            _ if self.dice.roll(8) == 0 => self.crash(),
            _ => self.now += SignedDuration::from_secs(self.dice.roll(90) as i64),
        }
    }

    /// The log and the phone, looked at without the gate.
    fn check(&self) {
        let mut opted_out: Option<(Timestamp, Option<MessageId>)> = None;
        let (mut people, mut automatic) = (false, HashMap::new());
        for (event, at) in &self.log.events {
            match event {
                ConversationEvent::ContactOptedOut(event) => opted_out = Some((*at, event.message)),
                ConversationEvent::ContactOptedIn(_) => opted_out = None,
                ConversationEvent::ConversationHandedOff(event) => people = event.to == Controller::People,
                ConversationEvent::MessageQueued(event) => {
                    automatic.insert(event.outgoing.message, event.outgoing.author == Author::Ai);
                }
                ConversationEvent::DispatchStarted(claim) => {
                    if let Some((since, by)) = opted_out {
                        let confirms = by.map(|by| by.follow_up("opt_out_confirmation")) == Some(claim.message);
                        let in_time = at.duration_since(since) <= SignedDuration::from_mins(5);
                        assert!(
                            confirms && in_time,
                            "{} left after an opt-out of {since} by {by:?}, claimed at {at}, attempt {}",
                            claim.message,
                            claim.attempt
                        );
                    }
                    let by_ai = automatic.get(&claim.message) == Some(&true);
                    assert!(!(people && by_ai), "{} of the AI left after a takeover", claim.message);
                }
                _ => {}
            }
        }
        for (message, times) in &self.carrier.delivered {
            assert_eq!(*times, 1, "{message} reached the phone {times} times");
        }
    }
}

fn sent(message: MessageId) -> Command {
    Command::RecordSent {
        message,
        carrier_id: format!("out-{message}"),
    }
}

#[test]
fn no_interleaving_texts_after_an_opt_out_or_texts_twice() {
    let steps: u64 = std::env::var(STEPS).map_or(50_000, |steps| {
        steps
            .parse()
            .unwrap_or_else(|_| panic!("{STEPS} is a number of steps, not `{steps}`"))
    });
    let (mut sent, mut conflicts, mut crashes) = (0, 0, 0);
    for story in 0..steps.div_ceil(STORY) {
        let mut world = World::new(story);
        for _ in 0..STORY.min(steps - story * STORY) {
            world.step();
        }
        world.check();
        (sent, conflicts, crashes) = (sent + world.sent, conflicts + world.conflicts, crashes + world.crashes);
    }
    println!("{steps} steps: {sent} texts reached a phone, {conflicts} claims came too late, {crashes} crashes");
    assert!(
        sent > steps / 100 && conflicts > steps / 1000 && crashes > 0,
        "the model is alive"
    );
}
