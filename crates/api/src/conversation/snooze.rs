use super::{Changed, ConversationPath, change};
use crate::{
    App,
    http::{
        body::Body,
        write::{Write, Written},
    },
};
use actix_web::{post, web};
use domain::conversation::ConversationCommand;
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Snooze {
    until: Timestamp,
}

/// Snooze a conversation
///
/// It comes back then, or when the contact writes.
#[utoipa::path(tag = "ownership", params(ConversationPath), request_body = Snooze, responses((status = 200, body = Written)))]
#[post("/v1/conversations/{id}/snooze")]
pub(crate) async fn snooze_conversation(
    app: web::Data<App>,
    at: web::Path<ConversationPath>,
    write: Write,
    body: Body<Snooze>,
) -> Changed {
    let snooze = ConversationCommand::Snooze {
        until: body.value.until,
    };
    change(&app, at.id, snooze, &write.context(body.fingerprint)).await
}
