use crate::scenario::*;
use domain::{
    MessageId,
    conversation::{ConversationCommand as Command, *},
    message::{Channel, DeliveryState, Outgoing},
};
use jiff::SignedDuration;

fn queued() -> Scenario {
    let mut story = Scenario::talking(Controller::People);
    story.when(Command::Send {
        outgoing: reply(2, agent(1)),
    });
    story
}

fn report(state: ReportedState) -> Parsed {
    Parsed::Status(StatusReport {
        carrier_id: "SM-out".into(),
        message: Some(message(2)),
        state,
    })
}

fn sent(story: &mut Scenario) {
    story.when(Command::RecordSent {
        message: message(2),
        carrier_id: "SM-out".into(),
    });
}

#[test]
fn only_the_first_claim_calls_the_carrier() {
    let mut story = queued();
    assert_eq!(story.claim(2), ["dispatch_started"]);
    assert!(story.claim(2).is_empty());
    sent(&mut story);
    assert!(story.claim(2).is_empty());
}

#[test]
fn after_a_crash_it_is_claimed_again_only_from_dispatching() {
    let mut story = queued();
    let again = Command::RestartDispatch {
        message: message(2),
        gateway: "simulator".into(),
        rules: Default::default(),
    };
    assert!(story.when(again.clone()).is_empty());
    story.claim(2);
    assert_eq!(story.when(again.clone()), ["dispatch_started"]);
    sent(&mut story);
    assert!(story.when(again).is_empty());
}

#[test]
fn a_carrier_that_swallows_every_call_is_given_up() {
    let mut story = queued();
    story.claim(2);
    let again = Command::RestartDispatch {
        message: message(2),
        gateway: "simulator".into(),
        rules: Default::default(),
    };
    for _ in 2..=10 {
        assert_eq!(story.when(again.clone()), ["dispatch_started"]);
    }
    assert_eq!(story.when(again), ["message_failed"]);
}

#[test]
fn an_opt_out_during_a_crash_stops_the_second_call() {
    let mut story = queued();
    story.claim(2);
    story.contact_writes(9, "stop", Intent::OptOut);
    let again = Command::RestartDispatch {
        message: message(2),
        gateway: "simulator".into(),
        rules: Default::default(),
    };
    assert_eq!(story.when(again), ["message_suppressed"]);
}

#[test]
fn a_cancelled_message_is_never_claimed() {
    let mut story = queued();
    assert_eq!(
        story.when(Command::Cancel { message: message(2) }),
        ["message_cancelled"]
    );
    assert!(story.claim(2).is_empty());
    assert!(
        story.when(Command::Cancel { message: message(2) }).is_empty(),
        "twice is once"
    );
}

#[test]
fn what_has_been_claimed_cannot_be_cancelled() {
    let mut story = queued();
    story.claim(2);
    assert_eq!(
        story.refused(Command::Cancel { message: message(2) }),
        Rejection::NotPending
    );
}

#[test]
fn delivery_never_goes_backwards() {
    let mut story = queued();
    story.claim(2);
    sent(&mut story);
    assert_eq!(
        story.webhook(Controller::People, report(ReportedState::Read)),
        ["inbound_parsed", "message_read"]
    );
    assert_eq!(
        story.webhook(Controller::People, report(ReportedState::Delivered)),
        ["inbound_parsed"]
    );
    assert_eq!(
        story.webhook(Controller::People, report(ReportedState::Sent)),
        ["inbound_parsed"]
    );
    let failed = ReportedState::Failed {
        code: None,
        reason: "late".into(),
        opted_out: false,
    };
    assert_eq!(story.webhook(Controller::People, report(failed)), ["inbound_parsed"]);
    assert_eq!(story.state_of(2), DeliveryState::Read);
}

#[test]
fn a_report_that_overtakes_our_own_record_proves_that_it_was_sent() {
    let mut story = queued();
    story.claim(2);
    let events = story.webhook(Controller::People, report(ReportedState::Delivered));
    assert_eq!(events, ["inbound_parsed", "message_sent", "message_delivered"]);
    let again = Command::RestartDispatch {
        message: message(2),
        gateway: "simulator".into(),
        rules: Default::default(),
    };
    assert!(story.when(again).is_empty(), "nothing is sent twice");
}

#[test]
fn a_report_on_an_unknown_message_is_ignored_with_a_reason() {
    let mut story = Scenario::talking(Controller::People);
    assert_eq!(
        story.webhook(Controller::People, report(ReportedState::Delivered)),
        ["inbound_parsed"]
    );
}

#[test]
fn a_report_for_a_message_that_was_never_claimed_is_not_believed() {
    let mut story = queued();
    assert_eq!(
        story.webhook(Controller::People, report(ReportedState::Delivered)),
        ["inbound_parsed"]
    );
    assert_eq!(story.state_of(2), DeliveryState::Queued);
}

#[test]
fn a_busy_carrier_is_asked_again_later_but_not_for_ever() {
    let mut story = queued();
    for attempt in 1..=10 {
        assert_eq!(story.claim(2), ["dispatch_started"], "attempt {attempt}");
        let until = story.now + SignedDuration::from_mins(1);
        let reason = "The carrier is busy.".to_owned();
        let events = story.when(Command::DeferDispatch {
            message: message(2),
            until,
            code: None,
            reason,
        });
        assert_eq!(
            events,
            [if attempt < 10 {
                "dispatch_deferred"
            } else {
                "message_failed"
            }]
        );
        assert!(story.claim(2).is_empty(), "not before the time has come");
        story.later(1);
    }
    assert!(story.claim(2).is_empty());
}

#[test]
fn an_uncertain_message_is_a_persons_decision() {
    let mut story = queued();
    story.claim(2);
    story.when(Command::MarkUncertain {
        message: message(2),
        reason: "The carrier did not answer.".into(),
    });
    assert!(story.claim(2).is_empty());
    let retry = Command::Retry {
        message: message(2),
        again: message(2).follow_up("retry"),
        by: Some(agent(1)),
    };
    assert!(story.when(retry.clone()).contains(&"message_queued"));
    assert!(story.when(retry).is_empty(), "pressed twice, sent once");
}

#[test]
fn only_what_failed_can_be_sent_again() {
    let mut story = queued();
    let retry = Command::Retry {
        message: message(2),
        again: message(3),
        by: None,
    };
    assert_eq!(story.refused(retry), Rejection::NotRetryable);
}

#[test]
fn a_text_that_the_carrier_delivers_twice_counts_once() {
    let mut story = Scenario::talking(Controller::People);
    assert_eq!(story.contact_writes(1, "Hi", Intent::None), ["inbound_parsed"]);
    assert_eq!(story.state.unread, 1);
}

#[test]
fn a_raw_webhook_is_parsed_once() {
    let mut story = Scenario::talking(Controller::People);
    let ingest = Command::Ingest {
        raw: 1,
        identity: None,
        parsed: text(5, "again", Intent::None),
    };
    assert!(story.when(ingest).is_empty());
}

#[test]
fn outside_the_whatsapp_window_only_a_template_leaves() {
    let mut story = Scenario::talking(Controller::People);
    story.later(24 * 60);
    let free = Outgoing {
        channel: Channel::Whatsapp,
        ..reply(2, agent(1))
    };
    assert_eq!(
        story.refused(Command::Send { outgoing: free.clone() }),
        Rejection::WindowClosed
    );
    let template = Outgoing {
        template: Some("order_update".into()),
        ..free
    };
    assert_eq!(
        story.when(Command::Send { outgoing: template }).last(),
        Some(&"message_queued")
    );
}

#[test]
fn a_message_without_text_or_file_is_refused_and_so_is_an_endless_one() {
    let mut story = Scenario::talking(Controller::People);
    let send = |body: String| Command::Send {
        outgoing: Outgoing {
            body,
            ..reply(2, agent(1))
        },
    };
    assert_eq!(story.refused(send(" \n".into())), Rejection::EmptyMessage);
    let refused = story.refused(send("é".repeat(1_601)));
    assert_eq!(
        refused,
        Rejection::MessageTooLong {
            length: 1_601,
            limit: 1_600
        }
    );
    assert!(!story.when(send("é".repeat(1_600))).is_empty());
}

#[test]
fn the_same_message_is_queued_once() {
    let mut story = queued();
    assert!(
        story
            .when(Command::Send {
                outgoing: reply(2, agent(1))
            })
            .is_empty()
    );
}

#[test]
fn messages_of_the_contact_cannot_be_cancelled_or_claimed() {
    let mut story = Scenario::talking(Controller::People);
    assert_eq!(
        story.refused(Command::Cancel { message: message(1) }),
        Rejection::UnknownMessage
    );
    let unknown = MessageId(uuid::Uuid::from_u128(77));
    assert_eq!(
        story.refused(Command::SendNow { message: unknown }),
        Rejection::UnknownMessage
    );
}
