use crate::scenario::*;
use domain::conversation::{ConversationCommand as Command, *};

#[test]
fn unread_survives_until_the_owner_reads() {
    let mut story = Scenario::talking(Controller::People);
    story.when(Command::Assign { agent: agent(1) });
    assert_eq!(
        story.when(Command::Read { agent: agent(2) }),
        ["conversation_read"],
        "who looked is recorded"
    );
    assert_eq!(story.state.unread, 1);
    story.when(Command::Read { agent: agent(1) });
    assert_eq!(story.state.unread, 0);
}

#[test]
fn an_assignment_is_unread_for_the_new_owner() {
    let mut story = Scenario::talking(Controller::People);
    story.when(Command::Send {
        outgoing: reply(2, agent(1)),
    });
    assert_eq!(story.state.unread, 0);
    story.when(Command::Assign { agent: agent(2) });
    assert_eq!((story.state.assignee, story.state.unread), (Some(agent(2)), 1));
    assert!(story.when(Command::Assign { agent: agent(2) }).is_empty());
}

#[test]
fn whoever_replies_takes_the_conversation() {
    let mut story = Scenario::talking(Controller::People);
    story.when(Command::Send {
        outgoing: reply(2, agent(1)),
    });
    assert_eq!(story.state.assignee, Some(agent(1)));
}

#[test]
fn read_and_unread_by_hand() {
    let mut story = Scenario::talking(Controller::People);
    assert_eq!(
        story.when(Command::MarkRead { agent: agent(1) }),
        ["conversation_marked_read"]
    );
    assert!(story.when(Command::MarkRead { agent: agent(1) }).is_empty());
    assert_eq!(
        story.when(Command::MarkUnread { agent: agent(1) }),
        ["conversation_marked_unread"]
    );
    assert_eq!(story.state.unread, 1);
}

#[test]
fn a_closed_conversation_opens_again_when_the_contact_writes() {
    let mut story = Scenario::talking(Controller::People);
    assert_eq!(story.when(Command::Close), ["conversation_closed"]);
    let events = story.contact_writes(2, "one more thing", Intent::None);
    assert_eq!(events, ["inbound_parsed", "message_received", "conversation_reopened"]);
    assert_eq!(story.state.status, Status::Open);
}

#[test]
fn a_snooze_ends_in_time_or_when_the_contact_writes() {
    let mut story = Scenario::talking(Controller::People);
    let until = story.now + jiff::SignedDuration::from_hours(2);
    assert_eq!(story.when(Command::Snooze { until }), ["conversation_snoozed"]);
    assert!(story.later(60).when(Command::Wake).is_empty());
    assert_eq!(story.later(60).when(Command::Wake), ["conversation_woken"]);
    assert_eq!(story.refused(Command::Snooze { until }), Rejection::DueInThePast);
    let until = story.now + jiff::SignedDuration::from_hours(2);
    story.when(Command::Snooze { until });
    assert!(
        story
            .contact_writes(2, "hello?", Intent::None)
            .contains(&"conversation_woken")
    );
}

#[test]
fn an_agent_can_start_a_conversation() {
    let mut story = Scenario::new();
    let start = Command::Start {
        identity: identity(Controller::Ai),
        by: Some(agent(1)),
    };
    assert_eq!(story.when(start), ["conversation_started", "conversation_assigned"]);
    assert!(story.state.engaged);
}

#[test]
fn nothing_can_be_asked_of_a_conversation_that_does_not_exist() {
    let mut story = Scenario::new();
    assert_eq!(story.refused(Command::Close), Rejection::NotStarted);
    assert_eq!(
        story.refused(Command::Send {
            outgoing: reply(2, agent(1))
        }),
        Rejection::NotStarted
    );
}

#[test]
fn notes_and_labels_need_words() {
    use domain::NoteId;
    let mut story = Scenario::talking(Controller::People);
    let note = |body: &str| Command::AddNote {
        note: NoteId(uuid::Uuid::from_u128(1)),
        agent: agent(1),
        body: body.into(),
        mentions: vec![],
    };
    assert_eq!(story.refused(note("  ")), Rejection::InvalidText { limit: 4_000 });
    assert_eq!(story.when(note("asked for a refund")), ["note_added"]);
    assert_eq!(story.when(Command::AddLabel { label: " VIP ".into() }), ["label_added"]);
    assert!(story.when(Command::AddLabel { label: "VIP".into() }).is_empty());
    assert_eq!(
        story.when(Command::RemoveLabel { label: "VIP".into() }),
        ["label_removed"]
    );
}

#[test]
fn what_people_entered_is_not_overwritten_by_the_shop() {
    let mut story = Scenario::talking(Controller::People);
    let named = |name: &str| event::ContactUpdated {
        name: Some(name.into()),
        ..Default::default()
    };
    story.when(Command::UpdateContact(named("Robin Vale")));
    let parsed = Parsed::Order {
        order: order("1", None, story.now),
        contact: named("R. V."),
        consent: None,
    };
    story.webhook(Controller::People, parsed);
    assert_eq!(story.state.contact.name.as_deref(), Some("Robin Vale"));
    story.when(Command::UpdateContact(named("")));
    assert_eq!(story.state.contact.name, None);
}
