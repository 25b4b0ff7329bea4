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

/// Take a conversation
///
/// From the team, from another agent or from the AI.
#[utoipa::path(tag = "ownership", params(ConversationPath), responses((status = 200, body = Written)))]
#[post("/v1/conversations/{id}/take")]
pub(crate) async fn take_conversation(app: web::Data<App>, at: web::Path<ConversationPath>, write: Write) -> Changed {
    let take = ConversationCommand::Assign {
        agent: write.caller.agent()?,
    };
    change(&app, at.id, take, &write.context(Fingerprint::of_nothing())).await
}
