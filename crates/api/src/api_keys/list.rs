use crate::{
    App,
    http::{
        answer::Items,
        page::{AtLeast, seen},
    },
    problem::Answer,
};
use actix_web::{get, web};
use projections::{ApiKeyRecord, View};

/// List API keys
///
/// Those that have not been revoked. Their secrets were shown once and cannot be shown again.
#[utoipa::path(tag = "api keys", params(AtLeast), responses((status = 200, body = Items<ApiKeyRecord>)))]
#[get("/v1/api-keys")]
pub(crate) async fn list_api_keys(
    app: web::Data<App>,
    query: web::Query<AtLeast>,
) -> Answer<web::Json<Items<ApiKeyRecord>>> {
    seen(&app, View::Directory, query.at_least).await?;
    Ok(web::Json(Items {
        items: app.views.api_keys().await?,
    }))
}
