//! Whatever is asked, in whatever order: what never breaks does not break.

use crate::scenario::*;
use domain::{
    Aggregate, MessageId,
    consent::OptOutCause,
    conversation::{ConversationCommand as Command, *},
    message::{Author, DeliveryState, MessageKind, Outgoing},
    store::StoreRules,
};
use proptest::prelude::*;
use std::collections::{HashMap, HashSet};

/// Few messages, so that commands meet.
fn any_message() -> impl Strategy<Value = MessageId> {
    prop_oneof![
        8 => (1u128..12).prop_map(message),
        1 => (1u128..12).prop_map(|n| message(n).follow_up("opt_out_confirmation")),
        1 => (1u128..12).prop_map(|n| message(n).follow_up("retry")),
    ]
}

fn any_intent() -> impl Strategy<Value = Intent> {
    prop_oneof![
        4 => Just(Intent::None),
        1 => Just(Intent::OptOut),
        1 => Just(Intent::OptIn),
        1 => Just(Intent::Help),
        1 => Just(Intent::Escalate),
    ]
}

fn any_outgoing() -> impl Strategy<Value = Outgoing> {
    (1u128..12, 0u8..4).prop_map(|(n, what)| match what {
        0 | 1 => reply(n, agent(n % 2)),
        2 => outgoing(n, MessageKind::Campaign, Author::Campaign { name: "Spring".into() }),
        _ => automatic_answer(n, n % 5),
    })
}

#[derive(Clone, Debug)]
enum Step {
    Ask(Command),
    Webhook(Parsed),
    Wait(i64),
}

fn any_report() -> impl Strategy<Value = StatusReport> {
    let state = prop_oneof![
        Just(ReportedState::Sent),
        Just(ReportedState::Delivered),
        Just(ReportedState::Read),
        any::<bool>().prop_map(|opted_out| ReportedState::Failed {
            code: None,
            reason: "no".into(),
            opted_out
        }),
    ];
    (any_message(), state).prop_map(|(message, state)| StatusReport {
        carrier_id: format!("out-{message}"),
        message: Some(message),
        state,
    })
}

fn any_step() -> impl Strategy<Value = Step> {
    let start = start_of_story();
    let asked = prop_oneof![
        any_outgoing().prop_map(|outgoing| Command::Send { outgoing }),
        (any_outgoing(), 1i64..300).prop_map(move |(outgoing, minutes)| Command::Schedule {
            outgoing,
            due: start + jiff::SignedDuration::from_mins(minutes)
        }),
        any_message().prop_map(|message| Command::Cancel { message }),
        any_message().prop_map(|message| Command::SendNow { message }),
        any_message().prop_map(|message| Command::Release {
            message,
            rules: StoreRules::default()
        }),
        any_message().prop_map(|message| Command::Retry {
            message,
            again: message.follow_up("retry"),
            by: None
        }),
        any_message().prop_map(|message| Command::StartDispatch {
            message,
            gateway: "simulator".into(),
            rules: Default::default(),
        }),
        any_message().prop_map(|message| Command::StartDispatch {
            message,
            gateway: "simulator".into(),
            rules: Default::default(),
        }),
        any_message().prop_map(|message| Command::RecordSent {
            message,
            carrier_id: format!("out-{message}")
        }),
        (any_message(), any::<bool>()).prop_map(|(message, opted_out)| Command::RecordRefused {
            message,
            code: None,
            reason: "no".into(),
            opted_out
        }),
        (any_message(), 1i64..300).prop_map(move |(message, minutes)| Command::DeferDispatch {
            message,
            until: start + jiff::SignedDuration::from_mins(minutes),
            code: None,
            reason: "busy".into()
        }),
        any_message().prop_map(|message| Command::MarkUncertain {
            message,
            reason: "?".into()
        }),
        Just(Command::OptOut {
            cause: OptOutCause::Agent,
            reason: "asked".into()
        }),
        (0u128..2).prop_map(|n| Command::Assign { agent: agent(n) }),
        Just(Command::HandOff {
            to: Controller::Ai,
            reason: HandoffReason::GivenBack
        }),
        Just(Command::HandOff {
            to: Controller::People,
            reason: HandoffReason::TakenOver
        }),
        (1u128..12, 1u128..12).prop_map(|(n, to)| Command::Answer {
            to: message(to),
            answer: Answer::Reply(Box::new(automatic_answer(n, to)))
        }),
        Just(Command::Close),
        Just(Command::Reopen),
    ];
    prop_oneof![
        6 => asked.prop_map(Step::Ask),
        2 => (1u128..12, any_intent()).prop_map(|(n, intent)| Step::Webhook(text(n, "hello", intent))),
        2 => any_report().prop_map(|report| Step::Webhook(Parsed::Status(report))),
        1 => (1i64..90).prop_map(Step::Wait),
    ]
}

/// What an auditor would keep beside the domain: it shares no code with it.
#[derive(Default)]
struct Auditor {
    opted_out_by: Option<Option<MessageId>>,
    people_answer: bool,
    automatic: HashSet<MessageId>,
    received: HashSet<String>,
    progress: HashMap<MessageId, u8>,
    in_flight: HashSet<MessageId>,
    over: HashSet<MessageId>,
}

impl Auditor {
    fn new() -> Self {
        Self {
            people_answer: true,
            ..Self::default()
        }
    }

    fn check(&mut self, event: &ConversationEvent) {
        use ConversationEvent as E;
        match event {
            E::ContactOptedOut(opted_out) => self.opted_out_by = Some(opted_out.message),
            E::ContactOptedIn(_) => self.opted_out_by = None,
            E::ConversationHandedOff(handoff) => self.people_answer = handoff.to == Controller::People,
            E::MessageReceived(received) => {
                assert!(
                    self.received.insert(received.carrier_id.clone()),
                    "a text counted twice"
                );
            }
            E::MessageQueued(queued) => self.note_author(&queued.outgoing),
            E::MessageScheduled(scheduled) => self.note_author(&scheduled.outgoing),
            E::DispatchStarted(claim) => {
                let id = claim.message;
                assert!(self.in_flight.insert(id), "{id} is with the carrier already");
                assert!(!self.over.contains(&id), "{id} was over");
                let confirms = |by: Option<MessageId>| by.map(|by| by.follow_up("opt_out_confirmation")) == Some(id);
                assert!(self.opted_out_by.is_none_or(confirms), "{id} left after an opt-out");
                assert!(
                    !(self.people_answer && self.automatic.contains(&id)),
                    "the AI talks over a person"
                );
            }
            E::DispatchDeferred(deferred) => assert!(self.in_flight.remove(&deferred.message)),
            E::DispatchUncertain(uncertain) => self.reach(uncertain.message, 1),
            E::MessageSent(sent) => self.reach(sent.message, 2),
            E::MessageFailed(failed) => self.reach(failed.message, 3),
            E::MessageDelivered(delivered) => self.reach(delivered.message, 4),
            E::MessageRead(read) => self.reach(read.message, 5),
            E::MessageSuppressed(suppressed) => self.reach(suppressed.message, 6),
            E::MessageCancelled(cancelled) => self.reach(cancelled.message, 6),
            _ => {}
        }
    }

    fn note_author(&mut self, outgoing: &Outgoing) {
        if outgoing.author.is_automatic_answer() {
            self.automatic.insert(outgoing.message);
        }
    }

    fn reach(&mut self, id: MessageId, progress: u8) {
        let before = self.progress.insert(id, progress).unwrap_or_default();
        assert!(before < progress, "{id} went back from {before} to {progress}");
        self.over.insert(id);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_order_of_commands_breaks_a_rule(steps in proptest::collection::vec(any_step(), 1..120)) {
        let mut story = Scenario::talking(Controller::People).opted_in();
        let mut auditor = Auditor::new();
        auditor.received.insert("SM1".into());
        for step in steps {
            let before = story.state.version;
            let events = match step {
                Step::Wait(minutes) => {
                    story.later(minutes);
                    vec![]
                }
                Step::Ask(command) => story.ask(&command).unwrap_or_default(),
                Step::Webhook(parsed) => {
                    let raw = event::InboundRecorded {
                        store: None,
                        source: "simulator".into(),
                        topic: "message".into(),
                        delivery: before.to_string(),
                        content_type: "application/json".into(),
                        body: "{}".into(),
                        base64: false,
                    };
                    story.happened(raw.into());
                    story.ask(&Command::Ingest { raw: before + 1, identity: None, parsed }).unwrap()
                }
            };
            for event in &events {
                auditor.check(event);
            }
        }
        let in_the_open = |message: &Message| message.state == DeliveryState::Queued;
        let blocked = story.state.consent.is_opted_out() && story.state.consent.message.is_none();
        prop_assert!(!blocked || !story.state.messages.values().any(in_the_open), "something still waits after an opt-out");
        prop_assert!(story.state.unparsed.is_empty());
    }

    #[test]
    fn deciding_is_pure_and_folding_again_gives_the_same_state(steps in proptest::collection::vec(any_step(), 1..60)) {
        let mut story = Scenario::talking(Controller::Ai);
        let mut again = story.state.clone();
        for step in steps {
            let Step::Ask(command) = step else { continue };
            let first = story.state.decide(&command, story.now);
            prop_assert_eq!(&first, &story.state.decide(&command, story.now));
            for event in first.unwrap_or_default() {
                let version = again.version + 1;
                again.evolve(&event, version, story.now);
                story.happened(event);
            }
        }
        prop_assert_eq!(again.version, story.state.version);
        prop_assert_eq!(again.messages, story.state.messages);
        prop_assert_eq!(again.consent, story.state.consent);
    }
}
