use super::{StorePath, load};
use crate::{App, http::answer::versioned, problem::Answer};
use actix_web::{HttpResponse, get, web};
use domain::store::Store;

/// Read a store's settings
///
/// The `ETag` is the version for `If-Match` when a section is changed.
#[utoipa::path(tag = "stores", params(StorePath), responses((status = 200, body = Store)))]
#[get("/v1/stores/{store}")]
pub(crate) async fn read_store(app: web::Data<App>, at: web::Path<StorePath>) -> Answer<HttpResponse> {
    let store = load(&app, at.store).await?;
    Ok(versioned(store.version, store))
}
