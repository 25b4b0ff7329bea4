use super::Backup;
use crate::{
    App,
    http::answer::Items,
    problem::{Answer, Problem},
};
use actix_web::{get, web};

/// More than three months of daily ones.
const LISTED: usize = 100;

/// List backups
///
/// The newest 100, newest first, and how far the one is that is being made.
#[utoipa::path(tag = "operating", responses((status = 200, body = Items<Backup>)))]
#[get("/v1/backups")]
pub(crate) async fn list_backups(app: web::Data<App>) -> Answer<web::Json<Items<Backup>>> {
    let backups = super::of(&app)?;
    let listed = web::block(move || backups.list()).await;
    let mut items = listed.map_err(|error| Problem::internal(&error))??;
    items.truncate(LISTED);
    Ok(web::Json(Items { items }))
}
