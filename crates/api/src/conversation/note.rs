use super::{ConversationPath, command};
use crate::{
    App,
    http::{
        answer::created,
        body::Body,
        write::{Write, Written},
    },
    problem::Answer,
};
use actix_web::{HttpResponse, post, web};
use domain::{AgentId, NoteId, conversation::ConversationCommand};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewNote {
    /// At most 4,000 characters.
    body: String,
    #[serde(default)]
    mentions: Vec<AgentId>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct AddedNote {
    note: NoteId,
    #[serde(flatten)]
    written: Written,
}

/// Add a note
///
/// For the team. It is never sent.
#[utoipa::path(tag = "conversations", params(ConversationPath), request_body = NewNote, responses((status = 201, body = AddedNote)))]
#[post("/v1/conversations/{id}/notes")]
pub(crate) async fn add_note(
    app: web::Data<App>,
    at: web::Path<ConversationPath>,
    write: Write,
    body: Body<NewNote>,
) -> Answer<HttpResponse> {
    let note = NoteId(write.new_id("note"));
    let NewNote { body: text, mentions } = body.value;
    let add = ConversationCommand::AddNote {
        note,
        agent: write.caller.agent()?,
        body: text,
        mentions,
    };
    let written = command(&app, at.id, add, &write.context(body.fingerprint)).await?;
    Ok(created(AddedNote { note, written }))
}
