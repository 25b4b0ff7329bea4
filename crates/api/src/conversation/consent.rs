use super::{Changed, ConversationPath, change};
use crate::{
    App,
    http::{
        body::Body,
        write::{Write, Written},
    },
};
use actix_web::{post, web};
use auth::Principal;
use domain::{
    consent::{ConsentSource, OptOutCause},
    conversation::ConversationCommand,
};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OptOut {
    /// Why, in plain words.
    #[serde(default)]
    reason: String,
}

/// Opt a contact out
///
/// At once: nothing leaves any more, what was scheduled is suppressed.
#[utoipa::path(tag = "consent", params(ConversationPath), request_body = OptOut, responses((status = 200, body = Written)))]
#[post("/v1/conversations/{id}/opt-out")]
pub(crate) async fn opt_out_contact(
    app: web::Data<App>,
    at: web::Path<ConversationPath>,
    write: Write,
    body: Body<OptOut>,
) -> Changed {
    let opt_out = ConversationCommand::OptOut {
        cause: OptOutCause::Agent,
        reason: body.value.reason,
    };
    change(&app, at.id, opt_out, &write.context(body.fingerprint)).await
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OptIn {
    /// What the contact agreed to.
    wording: String,
    /// Where that can be looked up: a call, a form, a letter.
    evidence: String,
}

/// Record a contact's consent
///
/// With its evidence: consent that cannot be shown is none.
#[utoipa::path(tag = "consent", params(ConversationPath), request_body = OptIn, responses((status = 200, body = Written)))]
#[post("/v1/conversations/{id}/opt-in")]
pub(crate) async fn opt_in_contact(
    app: web::Data<App>,
    at: web::Path<ConversationPath>,
    write: Write,
    body: Body<OptIn>,
) -> Changed {
    let source = match write.caller.principal {
        Principal::Person { .. } => ConsentSource::Agent,
        Principal::ApiKey { .. } => ConsentSource::Import,
    };
    let OptIn { wording, evidence } = body.value;
    let opt_in = ConversationCommand::OptIn {
        source,
        wording,
        evidence,
    };
    change(&app, at.id, opt_in, &write.context(body.fingerprint)).await
}
