use crate::{
    App,
    http::{
        caller::Caller,
        live_stream::{self, Feed, Gone},
    },
    problem::Answer,
};
use actix_web::{HttpRequest, Responder, get, web};
use event_log::LogPosition;
use serde::Deserialize;
use utoipa::IntoParams;

const PAGE: usize = 100;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct StreamQuery {
    /// Begin after this position; from now on if left out. `Last-Event-ID` wins.
    after: Option<u64>,
}

/// Follow the event log
///
/// Server-sent events without an end: `event: event`, the log position as `id`, a `LoggedEvent` as data. A client that
/// reconnects with `Last-Event-ID` misses nothing and sees nothing twice.
#[utoipa::path(
    tag = "events",
    params(StreamQuery), responses((status = 200, body = String, content_type = "text/event-stream"))
)]
#[get("/v1/events/stream")]
pub(crate) async fn stream_events(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    query: web::Query<StreamQuery>,
) -> Answer<impl Responder> {
    let after = live_stream::start(&request, query.after, app.commands.log().head())?;
    let source = app.clone();
    Ok(live_stream::stream(app, &caller, move |feed| {
        write(source, feed, after)
    }))
}

async fn write(app: web::Data<App>, feed: Feed, mut after: LogPosition) -> Result<(), Gone> {
    let log = app.commands.log();
    let mut head = log.watch();
    loop {
        head.borrow_and_update();
        loop {
            let page = log.read(after, PAGE).await.map_err(failed)?;
            let Some(last) = page.last() else { break };
            after = last.header.position;
            for event in app.views.logged(page).await.map_err(failed)? {
                feed.send("event", Some(event.position), &event).await?;
            }
        }
        feed.next(&mut head).await?;
    }
}

/// The client reconnects and goes on from where it was.
fn failed(error: impl std::fmt::Display) -> Gone {
    tracing::error!(%error, "a stream of events ends");
    Gone
}
