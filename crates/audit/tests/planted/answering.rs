use crate::log::*;
use audit::Code::AiAfterTakeover;
use domain::{
    conversation::event::{Controller, Intent},
    message::{Author, MessageKind},
};

#[test]
fn the_ai_after_a_takeover() {
    let mut log = Log::of(CALIFORNIA);
    log.handed_off(Controller::Ai);
    log.contact_writes(1, Intent::None);
    log.leaves(by_ai(2));
    log.is_clean();
    log.queued(by_ai(3));
    let taken = log.handed_off(Controller::People);
    let claim = log.claim(3);
    assert_eq!(log.found(), [(AiAfterTakeover, claim, Some(taken))]);
}

#[test]
fn a_keyword_rule_after_a_takeover() {
    let mut log = Log::of(CALIFORNIA);
    log.handed_off(Controller::Ai);
    log.contact_writes(1, Intent::None);
    let taken = log.handed_off(Controller::People);
    let name = "shipping".to_owned();
    let claim = log.leaves(outgoing(2, MessageKind::AutoReply, Author::Rule { name }));
    assert_eq!(log.found(), [(AiAfterTakeover, claim, Some(taken))]);
}

#[test]
fn the_ai_of_a_conversation_that_nobody_gave_it() {
    let mut log = Log::of(CALIFORNIA);
    log.contact_writes(1, Intent::None);
    let claim = log.leaves(by_ai(2));
    assert_eq!(log.found(), [(AiAfterTakeover, claim, None)]);
}

#[test]
fn the_words_that_call_a_person_are_the_stores_own() {
    let mut log = Log::of(CALIFORNIA);
    log.contact_writes(1, Intent::Escalate);
    log.handed_off(Controller::People);
    log.leaves(outgoing(2, MessageKind::AutoReply, Author::System));
    log.is_clean();
}

#[test]
fn the_ai_once_it_was_given_back() {
    let mut log = Log::of(CALIFORNIA);
    log.handed_off(Controller::People);
    log.contact_writes(1, Intent::None);
    log.handed_off(Controller::Ai);
    log.leaves(by_ai(2));
    log.is_clean();
}
