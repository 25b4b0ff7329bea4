use crate::{
    App,
    problem::{Answer, Problem},
    stores::{StorePath, load},
};
use actix_web::{get, web};
use jiff::SignedDuration;
use projections::OptOutRate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

const DAYS: u16 = 30;
const MOST_DAYS: u16 = 366;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct RatesQuery {
    /// Of the texts that left in so many days, 30 if it is not said; at most 366.
    days: Option<u16>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct OptOutRates {
    days: u16,
    /// Opt-outs among 1,000 texts from which on a flow pauses itself; 0 never does.
    threshold_permille: u16,
    /// The most texts first.
    items: Vec<OptOutRate>,
}

/// How many opt out after the texts of each campaign, flow, template and sender
#[utoipa::path(tag = "sending", params(StorePath, RatesQuery), responses((status = 200, body = OptOutRates)))]
#[get("/v1/stores/{store}/opt-out-rates")]
pub(crate) async fn read_opt_out_rates(
    app: web::Data<App>,
    at: web::Path<StorePath>,
    query: web::Query<RatesQuery>,
) -> Answer<web::Json<OptOutRates>> {
    let store = load(&app, at.store).await?;
    let days = query.days.unwrap_or(DAYS);
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(Problem::bad_request(
            "days_invalid",
            format!("`days` lies between 1 and {MOST_DAYS}"),
        ));
    }
    let now = app.commands.clock().now();
    let since = now
        .checked_sub(SignedDuration::from_hours(24 * i64::from(days)))
        .unwrap_or(now);
    Ok(web::Json(OptOutRates {
        days,
        threshold_permille: store.sending_rules.opt_out_threshold_permille,
        items: app.views.opt_out_rates(at.store, since).await?,
    }))
}
