//! Forms of success.

use actix_web::{
    HttpResponse,
    http::header::{ETAG, HeaderValue},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A list that is always whole.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Items<T> {
    pub items: Vec<T>,
}

pub(crate) fn created(body: impl Serialize) -> HttpResponse {
    HttpResponse::Created().json(body)
}

pub(crate) fn accepted(body: impl Serialize) -> HttpResponse {
    HttpResponse::Accepted().json(body)
}

pub(crate) fn no_content() -> HttpResponse {
    HttpResponse::NoContent().finish()
}

/// With the stream's version as `ETag`, for a later `If-Match`.
pub(crate) fn versioned(version: u64, body: impl Serialize) -> HttpResponse {
    let mut response = HttpResponse::Ok().json(body);
    if let Ok(etag) = HeaderValue::from_str(&format!("\"{version}\"")) {
        response.headers_mut().insert(ETAG, etag);
    }
    response
}
