use super::{FileContent, kind};
use crate::{
    App, conversation, erasures,
    http::{answer::created, body::RawBody},
    problem::{Answer, Problem},
};
use actix_web::{HttpResponse, http::StatusCode, post, web};
use commands::Streams;
use domain::ConversationId;
use event_log::MediaError;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct UploadQuery {
    /// The conversation it is for: it is sealed with that contact's key and can be sent nowhere else.
    conversation: ConversationId,
    /// The file's name, to be shown.
    name: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct UploadedMedia {
    /// Name it in `media` of a message.
    hash: String,
    /// As its bytes say, whatever it was sent as.
    content_type: String,
    /// Bytes.
    size: u64,
    name: Option<String>,
}

/// Twilio takes no larger ones. A file is held in memory while it is sealed.
const LARGEST: usize = 16 * 1024 * 1024;

/// Upload a file
///
/// At most 16 MiB, the bytes as they are. Nothing is sent until a message names it.
#[utoipa::path(
    tag = "media",
    params(UploadQuery), request_body(content = FileContent, content_type = "application/octet-stream"),
    responses((status = 201, body = UploadedMedia))
)]
#[post("/v1/media")]
pub(crate) async fn upload_media(
    app: web::Data<App>,
    query: web::Query<UploadQuery>,
    body: RawBody<LARGEST>,
) -> Answer<HttpResponse> {
    let UploadQuery { conversation, name } = query.into_inner();
    conversation::load(&app, conversation).await?;
    let content = body.0;
    let kind = kind::of(&content).ok_or_else(|| {
        let detail = "messages take pictures, sounds, videos, PDF files and contact cards";
        Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail)
    })?;
    let size = content.len() as u64;
    let hash = app
        .media
        .put(Streams::conversation(conversation), content)
        .await
        .map_err(|error| match error {
            MediaError::TooLarge { limit, .. } => Problem::too_large(limit),
            MediaError::Erased => erasures::refused(),
            error => Problem::internal(&error),
        })?;
    let content_type = kind.content_type.to_owned();
    Ok(created(UploadedMedia {
        hash: hash.to_string(),
        content_type,
        size,
        name,
    }))
}
