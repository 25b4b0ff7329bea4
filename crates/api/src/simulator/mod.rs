//! The simulated phones of the demo store: what stands on them, and what their owners do.

pub(crate) mod clock;
pub(crate) mod failures;
pub(crate) mod overview;
pub(crate) mod phone;
pub(crate) mod shop;

use crate::{
    App, Simulator,
    problem::{Answer, Problem},
};
use actix_web::web;
use domain::Address;
use gateway::simulator::SimulatorError;
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct PhonePath {
    /// The customer's number, E.164.
    pub address: Address,
}

fn simulator(app: &App) -> Answer<&Simulator> {
    let off = || {
        Problem::not_found(
            "simulator_off",
            "there are no simulated phones here: start the demo store",
        )
    };
    app.simulator.as_ref().ok_or_else(off)
}

/// The ledger is a file: it is asked away from the threads that answer requests.
async fn asked<T: Send + 'static>(ask: impl FnOnce() -> Result<T, SimulatorError> + Send + 'static) -> Answer<T> {
    let answer = web::block(ask).await.map_err(|error| Problem::internal(&error))?;
    answer.map_err(|error| Problem::internal(&error))
}
