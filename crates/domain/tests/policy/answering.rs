use crate::scenario::*;
use domain::{
    conversation::{ConversationCommand as Command, *},
    message::{Author, DeliveryState, MessageKind, Outgoing},
};

fn answer(n: u128, to: u128) -> Command {
    Command::Answer {
        to: message(to),
        answer: Answer::Reply(Box::new(automatic_answer(n, to))),
    }
}

#[test]
fn the_ai_answers_each_text_once() {
    let mut story = Scenario::talking(Controller::Ai);
    assert_eq!(story.state.awaiting_answer, Some(message(1)));
    assert_eq!(story.when(answer(2, 1)), ["message_queued"]);
    assert!(story.when(answer(2, 1)).is_empty());
    assert!(story.when(answer(3, 1)).is_empty());
    assert_eq!(story.state.unread, 0, "what was answered needs nobody's eyes");
}

#[test]
fn a_newer_text_is_the_one_to_answer() {
    let mut story = Scenario::talking(Controller::Ai);
    story.contact_writes(5, "are you there?", Intent::None);
    assert!(story.when(answer(2, 1)).is_empty());
    assert_eq!(story.when(answer(6, 5)), ["message_queued"]);
}

#[test]
fn when_a_person_writes_the_ai_is_silent_for_good() {
    let mut story = Scenario::talking(Controller::Ai);
    let events = story.when(Command::Send {
        outgoing: reply(2, agent(1)),
    });
    assert_eq!(
        events,
        [
            "conversation_handed_off",
            "conversation_assigned",
            "conversation_read",
            "message_queued"
        ]
    );
    assert_eq!(
        story.when(answer(3, 1)),
        ["answer_discarded"],
        "the answer under way is dropped"
    );
    story.contact_writes(5, "thanks", Intent::None);
    assert_eq!(story.state.awaiting_answer, None);
    assert_eq!(story.when(answer(6, 5)), ["answer_discarded"]);
}

#[test]
fn an_answer_in_the_queue_is_suppressed_by_a_takeover() {
    let mut story = Scenario::talking(Controller::Ai);
    story.when(answer(2, 1));
    let events = story.when(Command::Assign { agent: agent(1) });
    assert_eq!(
        events,
        ["conversation_handed_off", "message_suppressed", "conversation_assigned"]
    );
    assert_eq!(story.state_of(2), DeliveryState::Suppressed);
    assert!(story.claim(2).is_empty());
}

#[test]
fn calling_a_person_tells_the_contact_and_makes_it_unread() {
    let mut story = Scenario::talking(Controller::Ai);
    story.when(answer(2, 1));
    story.claim(2);
    story.contact_writes(5, "let me talk to a person", Intent::Escalate);
    let words = outgoing(6, MessageKind::AutoReply, Author::System);
    let fallback = Some(Box::new(Outgoing {
        in_reply_to: Some(message(5)),
        ..words
    }));
    let hand_off = Answer::HandOff {
        reason: HandoffReason::AskedForPerson,
        summary: None,
        fallback,
    };
    let events = story.when(Command::Answer {
        to: message(5),
        answer: hand_off,
    });
    assert_eq!(events, ["conversation_handed_off", "message_queued"]);
    assert_eq!(story.state.controller, Controller::People);
    assert!(story.state.unread > 0);
    assert_eq!(
        story.claim(6),
        ["dispatch_started"],
        "the words about the person still go out"
    );
}

#[test]
fn a_person_can_give_the_conversation_back() {
    let mut story = Scenario::talking(Controller::People);
    story.when(Command::Assign { agent: agent(1) });
    let back = Command::HandOff {
        to: Controller::Ai,
        reason: HandoffReason::GivenBack,
    };
    assert_eq!(story.when(back), ["conversation_unassigned", "conversation_handed_off"]);
    story.contact_writes(5, "what about shipping?", Intent::None);
    assert_eq!(story.state.awaiting_answer, Some(message(5)));
}

#[test]
fn a_text_that_asks_for_nothing_gets_nothing() {
    let mut story = Scenario::talking(Controller::Ai);
    assert_eq!(
        story.when(Command::Answer {
            to: message(1),
            answer: Answer::Silence
        }),
        ["answer_discarded"]
    );
    assert_eq!(story.state.awaiting_answer, None);
    assert_eq!(story.state.controller, Controller::Ai);
}

#[test]
fn a_stop_owes_no_answer() {
    let mut story = Scenario::talking(Controller::Ai);
    story.contact_writes(5, "stop", Intent::OptOut);
    assert_eq!(story.state.awaiting_answer, None);
    assert_eq!(story.when(answer(2, 1)), ["answer_discarded"]);
}
