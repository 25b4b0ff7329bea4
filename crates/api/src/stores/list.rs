use crate::{
    App,
    http::{
        answer::Items,
        page::{AtLeast, seen},
    },
    problem::Answer,
};
use actix_web::{get, web};
use projections::{StoreSummary, View};

/// List stores
#[utoipa::path(tag = "stores", params(AtLeast), responses((status = 200, body = Items<StoreSummary>)))]
#[get("/v1/stores")]
pub(crate) async fn list_stores(
    app: web::Data<App>,
    query: web::Query<AtLeast>,
) -> Answer<web::Json<Items<StoreSummary>>> {
    seen(&app, View::Directory, query.at_least).await?;
    Ok(web::Json(Items {
        items: app.views.stores().await?,
    }))
}
