use super::{Changed, MessagePath, change};
use crate::{
    App,
    http::{
        body::Fingerprint,
        write::{Write, Written},
    },
};
use actix_web::{post, web};
use domain::conversation::ConversationCommand;

/// Cancel a message
///
/// As long as it is scheduled or queued.
#[utoipa::path(tag = "messages", params(MessagePath), responses((status = 200, body = Written)))]
#[post("/v1/conversations/{id}/messages/{message}/cancel")]
pub(crate) async fn cancel_message(app: web::Data<App>, at: web::Path<MessagePath>, write: Write) -> Changed {
    let cancel = ConversationCommand::Cancel { message: at.message };
    change(&app, at.id, cancel, &write.context(Fingerprint::of_nothing())).await
}

/// Send a scheduled message now
#[utoipa::path(tag = "messages", params(MessagePath), responses((status = 200, body = Written)))]
#[post("/v1/conversations/{id}/messages/{message}/send-now")]
pub(crate) async fn send_message_now(app: web::Data<App>, at: web::Path<MessagePath>, write: Write) -> Changed {
    let send = ConversationCommand::SendNow { message: at.message };
    change(&app, at.id, send, &write.context(Fingerprint::of_nothing())).await
}
