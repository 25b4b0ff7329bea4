use super::{MessagePath, why::sentences};
use crate::{
    App,
    http::page::{AtLeast, seen},
    problem::{Answer, Problem},
};
use actix_web::{get, web};
use projections::{ItemContent, MessageEvent, View};
use serde::Serialize;
use std::collections::HashMap;
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(crate) struct Explanation {
    /// In plain words, one thought each.
    sentences: Vec<String>,
    /// The evidence: every event that touched the message.
    events: Vec<MessageEvent>,
}

/// Why was this sent, or not
#[utoipa::path(tag = "messages", params(MessagePath, AtLeast), responses((status = 200, body = Explanation)))]
#[get("/v1/conversations/{id}/messages/{message}/why")]
pub(crate) async fn explain_message(
    app: web::Data<App>,
    at: web::Path<MessagePath>,
    query: web::Query<AtLeast>,
) -> Answer<web::Json<Explanation>> {
    seen(&app, View::Conversations, query.at_least).await?;
    let unknown = || Problem::not_found("message_not_found", "there is no such message in this conversation");
    let (item, events) = app.views.message(at.id, at.message).await?.ok_or_else(unknown)?;
    let ItemContent::Message { message } = item.content else {
        return Err(unknown());
    };
    let detail = app.views.conversation(at.id).await?.ok_or_else(unknown)?;
    let names: HashMap<_, _> = app
        .views
        .agents()
        .await?
        .into_iter()
        .map(|agent| (agent.id, agent.name))
        .collect();
    let sentences = sentences(&message, &events, &detail.consent_detail, &names);
    Ok(web::Json(Explanation { sentences, events }))
}
