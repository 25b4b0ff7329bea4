use super::{Changed, ConversationPath, change};
use crate::{
    App,
    http::{
        body::Fingerprint,
        write::{Write, Written},
    },
};
use actix_web::{post, web};
use domain::conversation::ConversationCommand;

/// Close a conversation
///
/// It opens again when the contact writes.
#[utoipa::path(tag = "ownership", params(ConversationPath), responses((status = 200, body = Written)))]
#[post("/v1/conversations/{id}/close")]
pub(crate) async fn close_conversation(app: web::Data<App>, at: web::Path<ConversationPath>, write: Write) -> Changed {
    change(
        &app,
        at.id,
        ConversationCommand::Close,
        &write.context(Fingerprint::of_nothing()),
    )
    .await
}

/// Reopen a closed or snoozed conversation
#[utoipa::path(tag = "ownership", params(ConversationPath), responses((status = 200, body = Written)))]
#[post("/v1/conversations/{id}/reopen")]
pub(crate) async fn reopen_conversation(app: web::Data<App>, at: web::Path<ConversationPath>, write: Write) -> Changed {
    change(
        &app,
        at.id,
        ConversationCommand::Reopen,
        &write.context(Fingerprint::of_nothing()),
    )
    .await
}
