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

/// Record that one has opened a conversation
///
/// It is read then, if one owns it. That somebody looked stands in the log either way.
#[utoipa::path(tag = "ownership", params(ConversationPath), responses((status = 200, body = Written)))]
#[post("/v1/conversations/{id}/read")]
pub(crate) async fn record_reading(app: web::Data<App>, at: web::Path<ConversationPath>, write: Write) -> Changed {
    let read = ConversationCommand::Read {
        agent: write.caller.agent()?,
    };
    change(&app, at.id, read, &write.context(Fingerprint::of_nothing())).await
}

/// Mark a conversation as read
///
/// Whoever owns it.
#[utoipa::path(tag = "ownership", params(ConversationPath), responses((status = 200, body = Written)))]
#[post("/v1/conversations/{id}/mark-read")]
pub(crate) async fn mark_conversation_read(
    app: web::Data<App>,
    at: web::Path<ConversationPath>,
    write: Write,
) -> Changed {
    let mark = ConversationCommand::MarkRead {
        agent: write.caller.agent()?,
    };
    change(&app, at.id, mark, &write.context(Fingerprint::of_nothing())).await
}

/// Mark a conversation as unread
#[utoipa::path(tag = "ownership", params(ConversationPath), responses((status = 200, body = Written)))]
#[post("/v1/conversations/{id}/mark-unread")]
pub(crate) async fn mark_conversation_unread(
    app: web::Data<App>,
    at: web::Path<ConversationPath>,
    write: Write,
) -> Changed {
    let mark = ConversationCommand::MarkUnread {
        agent: write.caller.agent()?,
    };
    change(&app, at.id, mark, &write.context(Fingerprint::of_nothing())).await
}
