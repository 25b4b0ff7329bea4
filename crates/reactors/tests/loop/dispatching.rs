use crate::world::*;
use domain::{
    consent::OptOutCause,
    conversation::{ConversationCommand as Command, ConversationEvent},
    message::DeliveryState,
};
use gateway::simulator::Failure;
use jiff::SignedDuration;

/// A conversation that people answer.
async fn with_people() -> (World, tempfile::TempDir) {
    let (world, directory) = World::new().await;
    world.customer_texts("let me talk to a person").await;
    world.until("told", |state| state.carrier_ids.len() == 2).await;
    (world, directory)
}

fn reply_of(calls: &[gateway::simulator::AcceptedCall]) -> usize {
    calls.iter().filter(|call| call.message == reply(7).message).count()
}

#[tokio::test]
async fn an_answer_that_was_lost_is_looked_up_and_not_sent_again() {
    let (world, _directory) = with_people().await;
    world.simulator.fail_with(Failure::Hang);
    world.ask(Command::Send { outgoing: reply(7) }).await;
    world
        .until("found at the carrier", |state| {
            state_of(state, 7) >= Some(DeliveryState::Sent)
        })
        .await;
    assert_eq!(reply_of(&world.calls()), 1);
    world.stop().await;
}

#[tokio::test]
async fn what_the_carrier_never_got_is_claimed_anew_and_sent() {
    let (world, _directory) = with_people().await;
    world.simulator.fail_with(Failure::Lost);
    world.ask(Command::Send { outgoing: reply(7) }).await;
    world
        .until("tried", |state| state.messages[&reply(7).message].attempts >= 1)
        .await;
    world.simulator.fail_with(Failure::None);
    world
        .until("sent", |state| state_of(state, 7) >= Some(DeliveryState::Sent))
        .await;
    assert_eq!(reply_of(&world.calls()), 1);
    world.stop().await;
}

#[tokio::test]
async fn a_busy_carrier_is_tried_again_when_it_asked_for_it() {
    let (world, _directory) = with_people().await;
    world.simulator.fail_with(Failure::Later);
    world.ask(Command::Send { outgoing: reply(7) }).await;
    let waits = |state: &domain::conversation::Conversation| state.messages[&reply(7).message].not_before.is_some();
    world.until("deferred", waits).await;
    world.simulator.fail_with(Failure::None);
    world.clock.advance(SignedDuration::from_secs(31));
    world
        .until("sent", |state| state_of(state, 7) >= Some(DeliveryState::Sent))
        .await;
    assert_eq!(reply_of(&world.calls()), 1);
    world.stop().await;
}

#[tokio::test]
async fn a_refusal_is_told_in_plain_words_and_an_opt_out_at_the_carrier_is_heeded() {
    let (world, _directory) = with_people().await;
    world.simulator.fail_with(Failure::OptedOut);
    world.ask(Command::Send { outgoing: reply(7) }).await;
    world.until("opted out", |state| state.consent.is_opted_out()).await;
    let events = world.conversation_events().await;
    let failed = events.iter().find_map(|(_, event)| match event {
        ConversationEvent::MessageFailed(failed) => Some(failed),
        _ => None,
    });
    assert_eq!(failed.and_then(|failed| failed.code.as_deref()), Some("21610"));
    world.stop().await;
}

/// A server died after the claim, before or after it called the carrier.
#[tokio::test]
async fn a_claim_left_by_a_crash_is_settled_by_asking_the_carrier() {
    for taken in [false, true] {
        let (world, directory) = with_people().await;
        // The carrier takes nothing for now, so that the claim stays as a crash would leave it.
        world
            .simulator
            .fail_with(if taken { Failure::Hang } else { Failure::Lost });
        world.ask(Command::Send { outgoing: reply(7) }).await;
        world
            .until("claimed", |state| state_of(state, 7) > Some(DeliveryState::Queued))
            .await;
        let clock = world.stop().await;
        let world = World::start(directory.path(), clock).await;
        // It may have been tried more than once before the stop; then there is a pause before the next call.
        world.advance(1);
        world
            .until("settled", |state| state_of(state, 7) >= Some(DeliveryState::Sent))
            .await;
        assert_eq!(reply_of(&world.calls()), 1, "taken before the crash: {taken}");
        world.stop().await;
    }
}

#[tokio::test]
async fn a_due_message_leaves_and_one_after_an_opt_out_does_not() {
    let (world, _directory) = with_people().await;
    let due = "2026-11-21T19:00:00Z".parse().unwrap();
    world
        .ask(Command::Schedule {
            outgoing: reply(7),
            due,
        })
        .await;
    world
        .ask(Command::Schedule {
            outgoing: reply(8),
            due: due + SignedDuration::from_mins(30),
        })
        .await;
    world.advance(61);
    world
        .until("sent", |state| state_of(state, 7) >= Some(DeliveryState::Sent))
        .await;
    world
        .ask(Command::OptOut {
            cause: OptOutCause::Agent,
            reason: "asked on the phone".into(),
        })
        .await;
    world.advance(60);
    world
        .until("suppressed", |state| {
            state_of(state, 8) == Some(DeliveryState::Suppressed)
        })
        .await;
    // In one append; reports on the first message may come before or after it.
    let events = world.event_types().await;
    let together = events
        .windows(2)
        .any(|pair| pair == ["contact_opted_out", "message_suppressed"]);
    assert!(together, "{events:?}");
    world.stop().await;
}

#[tokio::test]
async fn a_number_that_nobody_serves_is_a_failure_with_a_way_out() {
    let (world, _directory) = with_people().await;
    let outgoing = domain::message::Outgoing {
        sender: "+14155559999".into(),
        ..reply(7)
    };
    world.ask(Command::Send { outgoing }).await;
    world
        .until("failed", |state| state_of(state, 7) == Some(DeliveryState::Failed))
        .await;
    world.stop().await;
}
