use super::{ConversationPath, missing};
use crate::{App, http::page, problem::Answer};
use actix_web::{get, web};
use projections::{TimelinePage, View};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct TimelineQuery {
    /// `next_before` of a newer page; the newest page if left out.
    before: Option<u64>,
    /// 1 to 200, 50 if left out.
    limit: Option<u32>,
    /// Wait (2 seconds at most) until this log position can be seen.
    at_least: Option<u64>,
}

/// Read a conversation's timeline
///
/// Messages, notes and what else happened, oldest first, from the newest page backwards.
#[utoipa::path(tag = "conversations", params(ConversationPath, TimelineQuery), responses((status = 200, body = TimelinePage)))]
#[get("/v1/conversations/{id}/timeline")]
pub(crate) async fn read_timeline(
    app: web::Data<App>,
    at: web::Path<ConversationPath>,
    query: web::Query<TimelineQuery>,
) -> Answer<web::Json<TimelinePage>> {
    let limit = page::limit(query.limit)?;
    page::seen(&app, View::Conversations, query.at_least).await?;
    if app.views.row(at.id).await?.is_none() {
        return Err(missing(&app, at.id).await);
    }
    Ok(web::Json(app.views.timeline(at.id, query.before, limit).await?))
}
