//! Pictures, sounds, videos and documents of messages.

pub(crate) mod download;
pub(crate) mod fetch;
pub(crate) mod kind;
pub(crate) mod upload;

pub use fetch::media_link;

use crate::{
    App,
    problem::{Answer, Problem},
};
use actix_web::{
    HttpResponse,
    http::header::{self, HeaderValue},
};
use bytes::Bytes;
use event_log::{MediaError, MediaHash, StreamId};
use kind::Kind;
use utoipa::ToSchema;

/// The bytes of a file, for the document.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub(crate) struct FileContent(#[allow(dead_code, reason = "only its shape is of interest")] Vec<u8>);

/// The bytes of a file of this stream; `None` if there is no such file, or no longer.
pub(crate) async fn content(app: &App, stream: StreamId, hash: &str) -> Answer<Option<Bytes>> {
    let Ok(hash) = hash.parse::<MediaHash>() else {
        return Ok(None);
    };
    match app.media.get(stream, hash).await {
        Ok(content) => Ok(Some(content)),
        Err(MediaError::NotFound(_) | MediaError::Erased | MediaError::OfAnotherStream(_)) => Ok(None),
        Err(error) => Err(Problem::internal(&error)),
    }
}

fn not_found() -> Problem {
    Problem::not_found("media_not_found", "there is no such file in this conversation")
}

/// A file of a stranger: shown if it is of a kind that cannot do anything, otherwise only to be saved.
fn respond(content: Bytes, save: bool) -> HttpResponse {
    let kind = kind::of(&content);
    let content_type = kind.map_or("application/octet-stream", |kind| kind.content_type);
    let extension = kind.map_or("bin", |kind| kind.extension);
    let inline = !save && kind.is_some_and(Kind::can_be_shown);
    let disposition = if inline { "inline" } else { "attachment" };
    let mut response = HttpResponse::Ok();
    response.content_type(content_type);
    response.insert_header((
        header::CONTENT_DISPOSITION,
        format!("{disposition}; filename=\"file.{extension}\""),
    ));
    // Whatever it contains, it runs nothing and loads nothing.
    response.insert_header((
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; sandbox"),
    ));
    // A copy in a browser's cache would outlive the contact's erasure.
    response.insert_header((header::CACHE_CONTROL, HeaderValue::from_static("no-store")));
    response.body(content)
}
