use crate::{App, http::page, problem::Answer};
use actix_web::{get, web};
use event_log::LogPosition;
use jiff::Timestamp;
use projections::{EventFilter, EventPage, Order, View};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventsQuery {
    /// Events after this position; `next_after` of the page before.
    after: Option<u64>,
    /// Events before this position; `next_before` of the page before.
    before: Option<u64>,
    /// Event types, separated by commas.
    r#type: Option<String>,
    /// One conversation, store, agent or API key: its id.
    stream: Option<Uuid>,
    /// `agent:<id>`, or a kind of actor such as `agent`, `contact`, `ai`.
    actor: Option<String>,
    /// At this time or later.
    since: Option<Timestamp>,
    /// Before this time.
    until: Option<Timestamp>,
    /// `asc` (oldest first, if left out) or `desc`.
    order: Option<Order>,
    /// 1 to 200, 50 if left out.
    limit: Option<u32>,
    /// Wait (2 seconds at most) until this log position can be seen.
    at_least: Option<u64>,
}

/// Read the event log
///
/// Every event that passes the filter, in the log's own order. Positions have no gaps: whoever goes on from `next_after`
/// misses nothing.
#[utoipa::path(tag = "events", params(EventsQuery), responses((status = 200, body = EventPage)))]
#[get("/v1/events")]
pub(crate) async fn list_events(app: web::Data<App>, query: web::Query<EventsQuery>) -> Answer<web::Json<EventPage>> {
    let query = query.into_inner();
    let types = query.r#type.unwrap_or_default();
    let filter = EventFilter {
        after: query.after.map(LogPosition),
        before: query.before.map(LogPosition),
        types: types
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect(),
        stream: query.stream,
        actor: query.actor,
        since: query.since,
        until: query.until,
        order: query.order.unwrap_or_default(),
        limit: page::limit(query.limit)?,
    };
    page::seen(&app, View::Events, query.at_least).await?;
    Ok(web::Json(app.views.events(app.commands.log().as_ref(), filter).await?))
}
