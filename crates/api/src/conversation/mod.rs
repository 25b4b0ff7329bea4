//! Conversations: found, read, answered, owned.

pub(crate) mod assign;
pub(crate) mod boxes;
pub(crate) mod bulk;
pub(crate) mod cancel;
pub(crate) mod close;
pub(crate) mod consent;
pub(crate) mod contact;
pub(crate) mod explain;
pub(crate) mod hand_off;
pub(crate) mod label;
pub(crate) mod list;
pub(crate) mod mark;
pub(crate) mod note;
mod outgoing;
pub(crate) mod read;
pub(crate) mod retry;
pub(crate) mod send;
pub(crate) mod snooze;
pub(crate) mod start;
pub(crate) mod take;
pub(crate) mod timeline;
mod why;

use crate::{
    App, erasures,
    http::write::Written,
    problem::{Answer, Problem},
};
use actix_web::web;
use commands::{Context, Streams};
use domain::{
    ConversationId, MessageId,
    conversation::{Conversation, ConversationCommand, Started},
};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct ConversationPath {
    pub id: ConversationId,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct MessagePath {
    pub id: ConversationId,
    pub message: MessageId,
}

pub(crate) type Changed = Answer<web::Json<Written>>;

/// Decides, appends, and says what came of it.
pub(crate) async fn command(
    app: &App,
    id: ConversationId,
    command: ConversationCommand,
    context: &Context,
) -> Answer<Written> {
    let handled = app
        .commands
        .handle::<Conversation>(Streams::conversation(id), &command, context)
        .await?;
    Ok(handled.into())
}

/// The same, as the answer of a handler.
pub(crate) async fn change(app: &App, id: ConversationId, wanted: ConversationCommand, context: &Context) -> Changed {
    command(app, id, wanted, context).await.map(web::Json)
}

/// A conversation as it stands now, or 404.
pub(crate) async fn load(app: &App, id: ConversationId) -> Answer<(Conversation, Started)> {
    let loaded = app.commands.load::<Conversation>(Streams::conversation(id)).await?;
    if loaded.erased {
        return Err(erasures::refused());
    }
    let started = loaded.state.started.clone().ok_or_else(not_found)?;
    Ok((loaded.state, started))
}

/// What to say of a conversation that the views do not have.
pub(crate) async fn missing(app: &App, id: ConversationId) -> Problem {
    match app.views.erasure(id).await {
        Ok(Some(_)) => erasures::gone(),
        Ok(None) => not_found(),
        Err(error) => error.into(),
    }
}

pub(crate) fn not_found() -> Problem {
    Problem::not_found("conversation_not_found", "there is no such conversation")
}
