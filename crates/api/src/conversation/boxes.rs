use crate::{
    App,
    http::{caller::Caller, page::seen},
    problem::Answer,
};
use actix_web::{get, web};
use auth::Permission;
use domain::StoreId;
use projections::{BoxCounts, View};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct BoxesQuery {
    /// Of this store only.
    store: Option<StoreId>,
    /// Wait (2 seconds at most) until this log position can be seen.
    at_least: Option<u64>,
}

/// Count the boxes
///
/// Admins and auditors also get the count of each agent's box.
#[utoipa::path(tag = "conversations", params(BoxesQuery), responses((status = 200, body = BoxCounts)))]
#[get("/v1/boxes")]
pub(crate) async fn count_boxes(
    app: web::Data<App>,
    caller: Caller,
    query: web::Query<BoxesQuery>,
) -> Answer<web::Json<BoxCounts>> {
    seen(&app, View::Conversations, query.at_least).await?;
    Ok(web::Json(counts_for(&app, &caller, query.store).await?))
}

pub(crate) async fn counts_for(app: &App, caller: &Caller, store: Option<StoreId>) -> Answer<BoxCounts> {
    let team = caller.may(Permission::ReadTeamBoxes);
    Ok(app.views.counts(store, caller.principal.agent(), team).await?)
}
