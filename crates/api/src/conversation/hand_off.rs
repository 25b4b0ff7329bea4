use super::{Changed, ConversationPath, change};
use crate::{
    App,
    http::{
        body::Body,
        write::{Write, Written},
    },
};
use actix_web::{post, web};
use domain::conversation::{Controller, ConversationCommand, HandoffReason};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Handoff {
    to: Controller,
}

/// Hand a conversation to the AI or to people
#[utoipa::path(tag = "ownership", params(ConversationPath), request_body = Handoff, responses((status = 200, body = Written)))]
#[post("/v1/conversations/{id}/hand-off")]
pub(crate) async fn hand_off_conversation(
    app: web::Data<App>,
    at: web::Path<ConversationPath>,
    write: Write,
    body: Body<Handoff>,
) -> Changed {
    let reason = match body.value.to {
        Controller::Ai => HandoffReason::GivenBack,
        Controller::People => HandoffReason::TakenOver,
    };
    let hand_off = ConversationCommand::HandOff {
        to: body.value.to,
        reason,
    };
    change(&app, at.id, hand_off, &write.context(body.fingerprint)).await
}
