use crate::world::*;
use domain::{
    consent::ConsentStatus,
    conversation::{Controller, ConversationCommand as Command},
    message::DeliveryState,
};

fn delivered(state: &domain::conversation::Conversation) -> usize {
    state
        .messages
        .values()
        .filter(|message| message.state == DeliveryState::Delivered)
        .count()
}

#[tokio::test]
async fn a_question_is_answered_by_the_rule() {
    let (world, _directory) = World::new().await;
    world.customer_texts("what about shipping?").await;
    world
        .until("answered", |state| {
            state.awaiting_answer.is_none() && state.messages.len() == 2
        })
        .await;
    world.until("sent", |state| state.carrier_ids.len() == 2).await;
    assert_eq!(world.on_the_phone(), ["Shipping is free over $50."]);
    world.advance(1);
    world.until("delivered", |state| delivered(state) == 1).await;
    world.stop().await;
}

#[tokio::test]
async fn a_person_is_called_when_the_contact_asks_for_one() {
    let (world, _directory) = World::new().await;
    world.customer_texts("let me talk to a person").await;
    let state = world
        .until("handed off", |state| {
            state.controller == Controller::People && state.unread > 0
        })
        .await;
    assert_eq!(state.assignee, None);
    world.until("told", |state| state.carrier_ids.len() == 2).await;
    assert_eq!(world.on_the_phone(), ["A person will answer soon."]);
    world.ask(Command::Send { outgoing: reply(7) }).await;
    world
        .until("sent", |state| state_of(state, 7) >= Some(DeliveryState::Sent))
        .await;
    world.customer_texts("what about shipping?").await;
    let state = world.until("heard", |state| state.messages.len() == 4).await;
    assert_eq!(state.awaiting_answer, None, "the AI is silent for good");
    world.stop().await;
}

#[tokio::test]
async fn a_stop_is_confirmed_once_and_ends_everything() {
    let (world, _directory) = World::new().await;
    world.customer_texts("Hi there, what about shipping?").await;
    world.until("answered", |state| state.carrier_ids.len() == 2).await;
    world.customer_texts("STOP").await;
    let state = world
        .until("opted out", |state| state.consent.status == ConsentStatus::OptedOut)
        .await;
    assert_eq!(state.carrier_ids.len(), 3);
    world.until("confirmed", |state| state.carrier_ids.len() == 4).await;
    let phone = world.on_the_phone();
    assert!(phone.last().unwrap().contains("unsubscribed"), "{phone:?}");
    world.customer_texts("what about shipping?").await;
    world.until("heard", |state| state.carrier_ids.len() == 5).await;
    world.advance(60);
    world.stop().await;
    assert_eq!(phone.len(), 2);
}

#[tokio::test]
async fn a_restart_in_the_middle_loses_nothing() {
    let (world, directory) = World::new().await;
    world.customer_texts("what about shipping?").await;
    // Whatever of it has happened by now.
    let clock = world.stop().await;
    let world = World::start(directory.path(), clock).await;
    world.until("answered", |state| state.carrier_ids.len() == 2).await;
    assert_eq!(world.on_the_phone(), ["Shipping is free over $50."]);
    world.stop().await;
}
