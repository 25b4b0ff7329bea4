use super::{
    command,
    outgoing::{Draft, sender},
    send::author,
};
use crate::{
    App,
    http::{
        answer::created,
        body::Body,
        write::{Write, Written},
    },
    problem::{Answer, Problem, rejected},
    stores,
};
use actix_web::{HttpResponse, post, web};
use commands::Streams;
use domain::{
    Address, Aggregate, ConversationId, MessageId, StoreId,
    conversation::{Controller, Conversation, ConversationCommand, Identity},
    message::Channel,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewConversation {
    store: StoreId,
    /// The contact's number with its country code, in any formatting.
    address: Address,
    channel: Channel,
    /// A number of the store, E.164; its first on the channel, if left out.
    sender: Option<String>,
    /// The first message.
    body: Option<String>,
    /// Of the first message.
    client_id: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct StartedConversation {
    id: ConversationId,
    /// The first message, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<MessageId>,
    #[serde(flatten)]
    written: Written,
}

/// Start a conversation
///
/// With a new number or a known one: there is one conversation for each store and contact, so this may open one that is
/// there already. If the first message cannot be sent, nothing is written.
#[utoipa::path(tag = "conversations", request_body = NewConversation, responses((status = 201, body = StartedConversation)))]
#[post("/v1/conversations")]
pub(crate) async fn start_conversation(
    app: web::Data<App>,
    write: Write,
    body: Body<NewConversation>,
) -> Answer<HttpResponse> {
    let NewConversation {
        store,
        address,
        channel,
        sender: asked,
        body: text,
        client_id,
    } = body.value;
    let settings = stores::load(&app, store)
        .await
        .map_err(|problem| problem.at("/body/store"))?;
    let id = app.commands.streams().conversation_of(store, &address);
    let number = sender(
        &settings,
        channel,
        asked.as_deref().unwrap_or_default(),
        asked.is_some(),
    )?
    .number
    .clone();
    let identity = Identity {
        store,
        address,
        channel,
        sender: number,
        controller: Controller::People,
    };
    let start = ConversationCommand::Start {
        identity: identity.clone(),
        by: write.caller.principal.agent(),
    };

    let state = app
        .commands
        .load::<Conversation>(Streams::conversation(id))
        .await?
        .state;
    let state = after(&app, state, &start)?;
    let message = text.is_some().then(|| MessageId(write.new_id("message")));
    let first = match (text, message) {
        (Some(body), Some(message)) => {
            let draft = Draft {
                body,
                client_id,
                channel: Some(channel),
                sender: Some(identity.sender),
                ..Draft::default()
            };
            let started = state
                .started
                .clone()
                .ok_or_else(|| Problem::internal(&"a started conversation has not"))?;
            let author = author(&write.caller.principal);
            let outgoing = draft
                .into_outgoing(&app, &settings, &state, &started, message, author)
                .await?;
            Some(ConversationCommand::Send { outgoing })
        }
        _ => None,
    };
    if let Some(send) = &first {
        after(&app, state, send)?;
    }

    let mut written = command(&app, id, start, &write.context(body.fingerprint)).await?;
    if let Some(send) = first {
        written = command(&app, id, send, &write.step("message", body.fingerprint)).await?;
    }
    Ok(created(StartedConversation { id, message, written }))
}

/// What the conversation would be after the command; the rejection, if it would be refused.
fn after(app: &App, mut state: Conversation, wanted: &ConversationCommand) -> Answer<Conversation> {
    let now = app.commands.clock().now();
    for event in state.decide(wanted, now).map_err(|rejection| rejected(&rejection))? {
        state.evolve(&event, state.version + 1, now);
    }
    Ok(state)
}
