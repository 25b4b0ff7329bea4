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

/// Send a failed or uncertain message again
///
/// On a person's word, as a new message. However often it is asked for, it is sent once more, not more often.
#[utoipa::path(tag = "messages", params(MessagePath), responses((status = 200, body = Written)))]
#[post("/v1/conversations/{id}/messages/{message}/retry")]
pub(crate) async fn retry_message(app: web::Data<App>, at: web::Path<MessagePath>, write: Write) -> Changed {
    let retry = ConversationCommand::Retry {
        message: at.message,
        again: at.message.follow_up("retry"),
        by: write.caller.principal.agent(),
    };
    change(&app, at.id, retry, &write.context(Fingerprint::of_nothing())).await
}
