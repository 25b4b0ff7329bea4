//! For those who keep it running.

use crate::{
    App,
    problem::{Answer, Problem},
};
use actix_web::{HttpResponse, get, http::StatusCode, web};
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
    /// `ready`, or `failing` when a view stands still.
    status: &'static str,
    views: Vec<ViewState>,
    log: LogState,
}

#[derive(Serialize, ToSchema)]
struct ViewState {
    name: &'static str,
    /// How far it has got in the log.
    checkpoint: u64,
    head: u64,
    /// Why it stands still, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    failed: Option<String>,
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
/// 503 when the views stand still or the log refuses writes.
#[utoipa::path(
    tag = "operating",
    responses((status = 200, body = Readiness), (status = 503, body = Readiness))
)]
#[get("/readyz")]
pub(crate) async fn check_readiness(app: web::Data<App>) -> HttpResponse {
    let head = app.commands.log().head().0;
    let health = app.views.health();
    let writable = app.log_writable.as_ref().is_none_or(|writable| writable());
    let ready = health.failed.is_none() && writable;
    // Why it stands still may quote what is in an event; that is for the log, not for everybody.
    let failed = health
        .failed
        .map(|_| "it could not understand an event: see the server's log".to_owned());
    let readiness = Readiness {
        status: if ready { "ready" } else { "failing" },
        views: vec![ViewState {
            name: health.name,
            checkpoint: health.checkpoint.0,
            head,
            failed,
        }],
        log: LogState { head, writable },
    };
    HttpResponse::build(if ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    })
    .json(readiness)
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
    Ok(HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(metrics()))
}
