//! For those who keep it running.

use crate::{
    App,
    problem::{Answer, Problem},
    views::standing::ViewsStanding,
};
use actix_web::{HttpResponse, get, http::StatusCode, web};
use projections::{Health, View, ViewHealth, ViewState};
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(crate) struct Liveness {
    #[schema(example = "ok")]
    status: &'static str,
}

/// Is the process alive
#[utoipa::path(tag = "operating", responses((status = 200, body = Liveness)))]
#[get("/livez")]
pub(crate) async fn check_liveness() -> web::Json<Liveness> {
    web::Json(Liveness { status: "ok" })
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Readiness {
    status: ReadinessWord,
    #[serde(flatten)]
    views: ViewsStanding,
    log: LogState,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ReadinessWord {
    /// The views are being built; everything else is answered with 503 meanwhile.
    Starting,
    Ready,
    /// A view stands still without which everything else goes on.
    Degraded,
    /// The log refuses writes, or a vital view stands still.
    Failing,
}

#[derive(Serialize, ToSchema)]
struct LogState {
    /// Position of the newest event.
    head: u64,
    /// Whether it takes writes, as far as the last one showed.
    writable: bool,
}

/// Is it ready for requests
///
/// 503 when the log refuses writes, or a view without which nothing can be sent or received safely stands still or is
/// behind the others. One that only shows something may stand still: `degraded`, with 200.
#[utoipa::path(
    tag = "operating",
    responses((status = 200, body = Readiness), (status = 503, body = Readiness))
)]
#[get("/readyz")]
pub(crate) async fn check_readiness(app: web::Data<App>) -> HttpResponse {
    let head = app.commands.log().head();
    let writable = app.log_writable.as_ref().is_none_or(|writable| writable());
    let health = app.views.health();
    let status = match readiness(&health) {
        _ if !writable => ReadinessWord::Failing,
        status => status,
    };
    let readiness = Readiness {
        status,
        views: ViewsStanding::new(head, health),
        log: LogState { head: head.0, writable },
    };
    HttpResponse::build(match status {
        ReadinessWord::Ready | ReadinessWord::Degraded => StatusCode::OK,
        ReadinessWord::Starting | ReadinessWord::Failing => StatusCode::SERVICE_UNAVAILABLE,
    })
    .json(readiness)
}

/// The answer of a server that has yet to begin.
pub(crate) fn starting(views: ViewsStanding) -> HttpResponse {
    let log = LogState {
        head: views.head,
        writable: true,
    };
    HttpResponse::ServiceUnavailable().json(Readiness {
        status: ReadinessWord::Starting,
        views,
        log,
    })
}

/// A burst of events leaves all views behind for a moment and is no reason not to be called.
fn readiness(health: &Health) -> ReadinessWord {
    let front = health.views.iter().map(|view| view.checkpoint).max();
    let is_left_behind = |view: View| health.of(view).map(|known| known.checkpoint) < front;
    let is_failing = |view: View| health.failure(view).is_some() || is_left_behind(view);
    if View::ALL.into_iter().any(|view| view.is_vital() && is_failing(view)) {
        ReadinessWord::Failing
    } else if View::ALL.into_iter().any(is_failing) {
        ReadinessWord::Degraded
    } else {
        ReadinessWord::Ready
    }
}

/// Read metrics
///
/// In Prometheus' text format.
#[utoipa::path(tag = "operating", responses((status = 200, body = String, content_type = "text/plain")))]
#[get("/metrics")]
pub(crate) async fn read_metrics(app: web::Data<App>) -> Answer<HttpResponse> {
    let off = || Problem::not_found("metrics_off", "metrics are not collected here");
    let metrics = app.metrics.as_ref().ok_or_else(off)?;
    metrics::gauge!("log_head_position").set(app.commands.log().head().0 as f64);
    metrics::gauge!("views_checkpoint_position").set(app.views.position().0 as f64);
    for ViewHealth {
        view,
        checkpoint,
        state,
    } in app.views.health().views
    {
        let failed = matches!(state, ViewState::Failed(_));
        metrics::gauge!("view_checkpoint_position", "view" => view.name()).set(checkpoint.0 as f64);
        metrics::gauge!("view_failed", "view" => view.name()).set(f64::from(u8::from(failed)));
    }
    Ok(HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(metrics()))
}
