use super::{FileContent, content, not_found, respond};
use crate::{App, problem::Answer};
use actix_web::{HttpResponse, get, web};
use commands::Streams;
use domain::ConversationId;
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct MediaPath {
    id: ConversationId,
    hash: String,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct DownloadQuery {
    /// 1: to be saved instead of shown.
    #[serde(default)]
    download: u8,
}

/// Download a file of a message
#[utoipa::path(
    tag = "media",
    params(MediaPath, DownloadQuery), responses((status = 200, body = FileContent, content_type = "application/octet-stream"))
)]
#[get("/v1/conversations/{id}/media/{hash}")]
pub(crate) async fn download_media(
    app: web::Data<App>,
    at: web::Path<MediaPath>,
    query: web::Query<DownloadQuery>,
) -> Answer<HttpResponse> {
    let content = content(&app, Streams::conversation(at.id), &at.hash)
        .await?
        .ok_or_else(not_found)?;
    Ok(respond(content, query.download != 0))
}
