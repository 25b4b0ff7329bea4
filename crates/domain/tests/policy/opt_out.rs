use crate::scenario::*;
use domain::{
    consent::{ConsentSource, ConsentStatus, OptOutCause},
    conversation::{ConversationCommand as Command, *},
    message::{Author, DeliveryState, MessageKind},
};

fn confirmation() -> domain::MessageId {
    message(9).follow_up("opt_out_confirmation")
}

#[test]
fn a_stop_revokes_at_once_and_one_confirmation_follows() {
    let mut story = Scenario::talking(Controller::People).opted_in();
    let events = story.contact_writes(9, "stop", Intent::OptOut);
    assert_eq!(
        events,
        [
            "inbound_parsed",
            "message_received",
            "contact_opted_out",
            "message_queued"
        ]
    );
    assert_eq!(story.state.consent.status, ConsentStatus::OptedOut);
    assert_eq!(story.state.consent.message, Some(message(9)));
    let claim = Command::StartDispatch {
        message: confirmation(),
        gateway: "simulator".into(),
        rules: Default::default(),
    };
    assert_eq!(story.when(claim), ["dispatch_started"]);
}

#[test]
fn a_second_stop_is_heard_but_not_answered() {
    let mut story = Scenario::talking(Controller::People);
    story.contact_writes(9, "stop", Intent::OptOut);
    assert_eq!(
        story.contact_writes(10, "STOP!!", Intent::OptOut),
        ["inbound_parsed", "message_received"]
    );
}

#[test]
fn no_confirmation_when_the_carrier_has_answered() {
    let mut story = Scenario::talking(Controller::People);
    let Parsed::Message(mut stop) = text(9, "STOP", Intent::OptOut) else {
        unreachable!()
    };
    stop.carrier_answered = true;
    let events = story.webhook(Controller::People, Parsed::Message(stop));
    assert_eq!(events, ["inbound_parsed", "message_received", "contact_opted_out"]);
}

#[test]
fn the_confirmation_is_not_sent_after_five_minutes() {
    let mut story = Scenario::talking(Controller::People);
    story.contact_writes(9, "stop", Intent::OptOut);
    story.later(6);
    let claim = Command::StartDispatch {
        message: confirmation(),
        gateway: "simulator".into(),
        rules: Default::default(),
    };
    assert_eq!(story.when(claim), ["message_suppressed"]);
}

#[test]
fn whatever_waits_is_suppressed_in_the_same_append() {
    let mut story = Scenario::talking(Controller::People).opted_in();
    let due = story.now + jiff::SignedDuration::from_hours(1);
    story.when(Command::Send {
        outgoing: reply(2, agent(1)),
    });
    story.when(Command::Schedule {
        outgoing: reply(3, agent(1)),
        due,
    });
    let events = story.contact_writes(9, "leave me alone", Intent::OptOut);
    let suppressed = events.iter().filter(|name| **name == "message_suppressed").count();
    assert_eq!(suppressed, 2);
    assert_eq!(story.state_of(2), DeliveryState::Suppressed);
    assert_eq!(story.state_of(3), DeliveryState::Suppressed);
    story.later(90);
    assert!(
        story
            .when(Command::Release {
                message: message(3),
                rules: Default::default()
            })
            .is_empty()
    );
}

#[test]
fn nobody_can_write_to_an_opted_out_contact() {
    let mut story = Scenario::talking(Controller::People);
    story.when(Command::OptOut {
        cause: OptOutCause::Agent,
        reason: "asked on the phone".into(),
    });
    let refused = story.refused(Command::Send {
        outgoing: reply(2, agent(1)),
    });
    assert_eq!(refused, Rejection::OptedOut { since: Some(story.now) });
    assert_eq!(domain::Rejected::code(&refused), "contact_opted_out");
    let due = story.now + jiff::SignedDuration::from_hours(1);
    let refused = story.refused(Command::Schedule {
        outgoing: reply(3, agent(1)),
        due,
    });
    assert!(matches!(refused, Rejection::OptedOut { .. }));
}

#[test]
fn an_opt_out_that_comes_between_queue_and_claim_wins() {
    let mut story = Scenario::talking(Controller::People);
    story.when(Command::Send {
        outgoing: reply(2, agent(1)),
    });
    // The opt-out is in the log, its suppression is not: as an older version might have left it.
    let opted_out = event::ContactOptedOut {
        cause: OptOutCause::Shop,
        message: None,
        reason: "withdrawn".into(),
        rule: None,
        version: None,
    };
    story.happened(opted_out.into());
    assert_eq!(story.claim(2), ["message_suppressed"]);
}

#[test]
fn start_brings_texts_back() {
    let mut story = Scenario::talking(Controller::People);
    story.contact_writes(9, "stop", Intent::OptOut);
    let events = story.contact_writes(10, "START", Intent::OptIn);
    assert_eq!(
        events,
        [
            "inbound_parsed",
            "message_received",
            "contact_opted_in",
            "message_queued"
        ]
    );
    assert_eq!(
        story
            .when(Command::Send {
                outgoing: reply(2, agent(1))
            })
            .last(),
        Some(&"message_queued")
    );
}

#[test]
fn a_yes_of_somebody_who_never_stopped_is_an_answer_and_no_consent() {
    let mut story = Scenario::talking(Controller::Ai);
    assert_eq!(
        story.contact_writes(9, "yes", Intent::OptIn),
        ["inbound_parsed", "message_received"]
    );
    assert_eq!(story.state.consent.status, ConsentStatus::Unknown);
    assert_eq!(story.state.awaiting_answer, Some(message(9)));
}

#[test]
fn a_ticked_box_at_the_checkout_does_not_undo_a_stop() {
    let mut story = Scenario::talking(Controller::People);
    story.contact_writes(9, "stop", Intent::OptOut);
    let consent = Some(ShopConsent {
        wording: "I agree".into(),
        evidence: "checkout c1".into(),
        confirm: None,
    });
    let cart = cart("c1", story.now);
    story.webhook(
        Controller::People,
        Parsed::Cart {
            cart,
            contact: Default::default(),
            consent,
            recovery: None,
        },
    );
    assert_eq!(story.state.consent.status, ConsentStatus::OptedOut);
}

#[test]
fn help_is_answered_unless_the_contact_opted_out() {
    let mut story = Scenario::talking(Controller::People);
    assert_eq!(
        story.contact_writes(8, "HELP", Intent::Help).last(),
        Some(&"message_queued")
    );
    story.contact_writes(9, "stop", Intent::OptOut);
    assert_eq!(
        story.contact_writes(10, "HELP", Intent::Help),
        ["inbound_parsed", "message_received"]
    );
}

#[test]
fn a_carrier_that_refuses_because_of_an_opt_out_is_believed() {
    let mut story = Scenario::talking(Controller::People);
    story.when(Command::Send {
        outgoing: reply(2, agent(1)),
    });
    story.claim(2);
    let events = story.when(Command::RecordRefused {
        message: message(2),
        code: Some("21610".into()),
        reason: "The contact opted out at the carrier.".into(),
        opted_out: true,
    });
    assert_eq!(events, ["message_failed", "contact_opted_out"]);
}

#[test]
fn marketing_needs_consent_and_a_reply_does_not() {
    let mut story = Scenario::talking(Controller::People);
    let campaign = outgoing(2, MessageKind::Campaign, Author::Campaign { name: "Spring".into() });
    assert_eq!(
        story.refused(Command::Send {
            outgoing: campaign.clone()
        }),
        Rejection::NoConsent
    );
    assert!(
        !story
            .when(Command::Send {
                outgoing: reply(3, agent(1))
            })
            .is_empty()
    );
    let mut story = story.opted_in();
    assert_eq!(story.when(Command::Send { outgoing: campaign }), ["message_queued"]);
}

#[test]
fn consent_without_wording_or_evidence_is_no_consent() {
    let mut story = Scenario::talking(Controller::People);
    let opt_in = Command::OptIn {
        source: ConsentSource::Agent,
        wording: "  ".into(),
        evidence: "phone".into(),
    };
    assert_eq!(story.refused(opt_in), Rejection::InvalidText { limit: 2_000 });
}
