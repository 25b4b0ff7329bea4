use crate::{
    App,
    problem::{Answer, Problem},
    stores::{StorePath, load},
};
use actix_web::{get, web};
use domain::Address;
use jiff::Timestamp;
use policy::{Known, Place, Purpose, quiet_hours, quiet_hours::Timing};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TimesQuery {
    /// E.164.
    #[param(required)]
    number: Option<String>,
    /// What is known of the contact: zone (IANA), country (ISO 3166-1), state or province, ZIP or postal code.
    time_zone: Option<String>,
    country: Option<String>,
    region: Option<String>,
    postal_code: Option<String>,
    /// The moment to ask for; now if none is given.
    #[param(value_type = Option<String>, format = DateTime)]
    at: Option<Timestamp>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct SendingTimes {
    place: Place,
    /// For a cart reminder or a campaign, laws and the store's own hours taken together.
    marketing: TimingNow,
    /// For news of an order and automatic answers.
    service: TimingNow,
    /// Version of the table of hours.
    version: &'static str,
}

#[derive(Serialize, ToSchema)]
struct TimingNow {
    #[serde(flatten)]
    timing: Timing,
    /// In plain words.
    says: String,
}

/// Tell when a number may be texted
#[utoipa::path(tag = "sending", params(StorePath, TimesQuery), responses((status = 200, body = SendingTimes)))]
#[get("/v1/stores/{store}/sending-times")]
pub(crate) async fn read_sending_times(
    app: web::Data<App>,
    at: web::Path<StorePath>,
    query: web::Query<TimesQuery>,
) -> Answer<web::Json<SendingTimes>> {
    let store = load(&app, at.store).await?;
    let number = query.number.as_deref().unwrap_or_default();
    let number: Address = number
        .parse()
        .map_err(|error| Problem::invalid("/number", format!("{error}")))?;
    let now = query.at.unwrap_or_else(|| app.commands.clock().now());
    let place = policy::place::locate(&Known {
        number: number.as_str(),
        zone: query.time_zone.as_deref(),
        country: query.country.as_deref(),
        region: query.region.as_deref(),
        postal_code: query.postal_code.as_deref(),
    });
    let timing = |purpose| {
        told(quiet_hours::next_allowed_within(&place, purpose, now, |at| {
            store.hours.next_opening(at)
        }))
    };
    Ok(web::Json(SendingTimes {
        marketing: timing(Purpose::Marketing),
        service: timing(Purpose::Service),
        place,
        version: quiet_hours::version(),
    }))
}

fn told(timing: Timing) -> TimingNow {
    let says = match &timing {
        Timing::Allowed => "It may leave now.".to_owned(),
        Timing::Held { because, .. } | Timing::NoWindow { because } => because.to_string(),
    };
    TimingNow { timing, says }
}
