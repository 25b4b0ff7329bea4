use super::simulator;
use crate::{App, http::body::Body, problem::Answer};
use actix_web::{post, web};
use gateway::simulator::Failure;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Failures {
    mode: FailureMode,
}

/// How calls to the simulated carrier end.
#[derive(Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FailureMode {
    /// They succeed.
    None,
    /// Refused by a spam filter.
    Refuse,
    /// Refused because the contact opted out at the carrier.
    OptedOut,
    /// Too many requests: come back later.
    Later,
    /// Taken, but the answer is lost.
    Hang,
    /// Neither taken nor answered.
    Lost,
    /// Taken, and later reported as undeliverable.
    Undelivered,
}

impl From<FailureMode> for Failure {
    fn from(mode: FailureMode) -> Self {
        match mode {
            FailureMode::None => Self::None,
            FailureMode::Refuse => Self::Refuse,
            FailureMode::OptedOut => Self::OptedOut,
            FailureMode::Later => Self::Later,
            FailureMode::Hang => Self::Hang,
            FailureMode::Lost => Self::Lost,
            FailureMode::Undelivered => Self::Undelivered,
        }
    }
}

/// Let the simulated carrier fail
#[utoipa::path(tag = "simulator", request_body = Failures, responses((status = 200, body = Failures)))]
#[post("/v1/simulator/failures")]
pub(crate) async fn set_failures(app: web::Data<App>, body: Body<Failures>) -> Answer<web::Json<Failures>> {
    simulator(&app)?.gateway.fail_with(body.value.mode.into());
    Ok(web::Json(body.value))
}
