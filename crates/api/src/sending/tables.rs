use crate::problem::Answer;
use actix_web::{get, web};
use policy::{Pack, caps, quiet_hours, quiet_hours::Row};
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(crate) struct SendingTables {
    hours: HoursTable,
    limits: LimitsTable,
}

/// When texts may be sent, by country and state, with the law or code that says so.
#[derive(Serialize, ToSchema)]
struct HoursTable {
    version: &'static str,
    rows: &'static [Row],
}

/// How often and how late, by country.
#[derive(Serialize, ToSchema)]
struct LimitsTable {
    version: &'static str,
    packs: &'static [Pack],
}

/// Read the tables of quiet hours and limits
#[utoipa::path(tag = "sending", responses((status = 200, body = SendingTables)))]
#[get("/v1/sending/tables")]
pub(crate) async fn read_sending_tables() -> Answer<web::Json<SendingTables>> {
    Ok(web::Json(SendingTables {
        hours: HoursTable {
            version: quiet_hours::version(),
            rows: quiet_hours::table(),
        },
        limits: LimitsTable {
            version: caps::version(),
            packs: caps::packs(),
        },
    }))
}
