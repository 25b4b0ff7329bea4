use super::Backup;
use crate::{
    App,
    http::{answer::accepted, write::Write},
    problem::{Answer, Problem},
};
use actix_web::{HttpResponse, post, web};

/// Make a backup
///
/// Starts one and answers at once; `GET /v1/backups` shows how far it is. Writing goes on meanwhile.
#[utoipa::path(tag = "operating", responses((status = 202, body = Backup)))]
#[post("/v1/backups")]
pub(crate) async fn make_backup(app: web::Data<App>, write: Write) -> Answer<HttpResponse> {
    let (backups, id) = (super::of(&app)?, write.new_id("backup"));
    let started = web::block(move || backups.start(id)).await;
    Ok(accepted(started.map_err(|error| Problem::internal(&error))??))
}
