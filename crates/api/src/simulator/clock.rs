use super::simulator;
use crate::{
    App,
    http::body::Body,
    problem::{Answer, Problem},
};
use actix_web::{post, web};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Advance {
    /// 1 second to 31 days.
    advance_seconds: i64,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Now {
    now: Timestamp,
}

const MOST: i64 = 31 * 24 * 3_600;

/// Move the demo store's clock forward
///
/// Everything that falls due meanwhile happens now. Time never runs backwards.
#[utoipa::path(tag = "simulator", request_body = Advance, responses((status = 200, body = Now)))]
#[post("/v1/simulator/clock")]
pub(crate) async fn advance_clock(app: web::Data<App>, body: Body<Advance>) -> Answer<web::Json<Now>> {
    let clock = &simulator(&app)?.clock;
    let seconds = body.value.advance_seconds;
    if !(1..=MOST).contains(&seconds) {
        return Err(Problem::invalid(
            "/body/advance_seconds",
            format!("lies between 1 and {MOST}"),
        ));
    }
    Ok(web::Json(Now {
        now: clock.advance(SignedDuration::from_secs(seconds)),
    }))
}
