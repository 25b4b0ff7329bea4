use super::{ConversationPath, missing};
use crate::{
    App,
    http::{
        answer::versioned,
        page::{AtLeast, seen},
    },
    problem::Answer,
};
use actix_web::{HttpResponse, get, web};
use projections::{ConversationDetail, View};

/// Read a conversation
///
/// The `ETag` is its version, for `If-Match` of a write. Opening it for a person is `POST …/read` beside this. Answers 410 with
/// `contact_erased` if its contact was erased.
#[utoipa::path(tag = "conversations", params(ConversationPath, AtLeast), responses((status = 200, body = ConversationDetail)))]
#[get("/v1/conversations/{id}")]
pub(crate) async fn read_conversation(
    app: web::Data<App>,
    at: web::Path<ConversationPath>,
    query: web::Query<AtLeast>,
) -> Answer<HttpResponse> {
    seen(&app, View::Conversations, query.at_least).await?;
    match app.views.conversation(at.id).await? {
        Some(conversation) => Ok(versioned(conversation.row.version, conversation)),
        None => Err(missing(&app, at.id).await),
    }
}
