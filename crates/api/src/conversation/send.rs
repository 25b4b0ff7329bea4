use super::{
    ConversationPath, command, load,
    outgoing::{Attachment, Draft},
};
use crate::{
    App,
    http::{
        answer::accepted,
        body::Body,
        write::{Write, Written},
    },
    problem::Answer,
    stores,
};
use actix_web::{HttpResponse, post, web};
use auth::Principal;
use domain::{
    MessageId,
    conversation::ConversationCommand,
    message::{Author, Channel},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMessage {
    /// At most 1,600 characters. May be left out if there is a file or a template.
    #[serde(default)]
    body: String,
    /// Files that were uploaded to this conversation.
    #[serde(default)]
    media: Vec<Attachment>,
    /// Comes back with the message in the timeline and the live feed.
    client_id: Option<String>,
    /// Send it then instead of now.
    send_at: Option<Timestamp>,
    /// Name of a template of the store; on WhatsApp the only thing that can be sent after 24 hours.
    template: Option<String>,
    /// The conversation's, if left out.
    channel: Option<Channel>,
    /// A number of the store, E.164; the conversation's, if left out.
    sender: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct SentMessage {
    message: MessageId,
    #[serde(flatten)]
    written: Written,
}

/// Send or schedule a message
///
/// The person who writes takes the conversation over, from the AI too. Nothing has left yet when this answers: follow
/// the message's state. Refused with `contact_opted_out` after an opt-out.
#[utoipa::path(tag = "messages", params(ConversationPath), request_body = NewMessage, responses((status = 202, body = SentMessage)))]
#[post("/v1/conversations/{id}/messages")]
pub(crate) async fn send_message(
    app: web::Data<App>,
    at: web::Path<ConversationPath>,
    write: Write,
    body: Body<NewMessage>,
) -> Answer<HttpResponse> {
    let (conversation, started) = load(&app, at.id).await?;
    let store = stores::load(&app, started.store).await?;
    let NewMessage {
        body: text,
        media,
        client_id,
        send_at,
        template,
        channel,
        sender,
    } = body.value;
    let draft = Draft {
        body: text,
        media,
        client_id,
        template,
        channel,
        sender,
    };
    let message = MessageId(write.new_id("message"));
    let author = author(&write.caller.principal);
    let outgoing = draft
        .into_outgoing(&app, &store, &conversation, &started, message, author)
        .await?;
    let wanted = match send_at {
        Some(due) => ConversationCommand::Schedule { outgoing, due },
        None => ConversationCommand::Send { outgoing },
    };
    let written = command(&app, at.id, wanted, &write.context(body.fingerprint)).await?;
    Ok(accepted(SentMessage { message, written }))
}

pub(super) fn author(principal: &Principal) -> Author {
    match principal {
        Principal::Person { agent, .. } => Author::Agent { agent: *agent },
        Principal::ApiKey { .. } => Author::Integration,
    }
}
