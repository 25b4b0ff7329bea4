use super::{ErasurePath, not_found};
use crate::{
    App,
    http::page::{self, AtLeast},
    problem::Answer,
};
use actix_web::{get, web};
use domain::StoreId;
use projections::{ErasurePage, ErasureRecord, View};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ErasuresQuery {
    store: Option<StoreId>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// 1 to 200, 50 if left out.
    limit: Option<u32>,
    /// Wait (2 seconds at most) until this log position can be seen.
    at_least: Option<u64>,
}

/// List erasures
///
/// Newest first.
#[utoipa::path(tag = "erasures", params(ErasuresQuery), responses((status = 200, body = ErasurePage)))]
#[get("/v1/erasures")]
pub(crate) async fn list_erasures(
    app: web::Data<App>,
    query: web::Query<ErasuresQuery>,
) -> Answer<web::Json<ErasurePage>> {
    let query = query.into_inner();
    let (cursor, limit) = (page::cursor(query.cursor.as_deref())?, page::limit(query.limit)?);
    page::seen(&app, View::Directory, query.at_least).await?;
    Ok(web::Json(app.views.erasures(query.store, cursor, limit).await?))
}

/// Read an erasure
///
/// `completed` is `null` until it is carried out to the end.
#[utoipa::path(tag = "erasures", params(ErasurePath, AtLeast), responses((status = 200, body = ErasureRecord)))]
#[get("/v1/erasures/{id}")]
pub(crate) async fn read_erasure(
    app: web::Data<App>,
    at: web::Path<ErasurePath>,
    query: web::Query<AtLeast>,
) -> Answer<web::Json<ErasureRecord>> {
    page::seen(&app, View::Directory, query.at_least).await?;
    let erasure = app.views.erasure(at.id).await?;
    erasure.map(web::Json).ok_or_else(not_found)
}
