//! What goes wrong, as problem+json (RFC 9457) with a code that never changes.

use actix_web::{
    HttpResponse, ResponseError,
    body::BoxBody,
    http::{StatusCode, header},
};
use commands::{CommandError, LoadError};
use domain::{Rejected, schema::DecodeError};
use event_log::AppendError;
use jiff::SignedDuration;
use projections::ViewError;
use serde::Serialize;
use std::fmt;
use utoipa::ToSchema;
use uuid::Uuid;

/// An answer that is not what was asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    detail: String,
    pointer: Option<String>,
    retry_after: Option<SignedDuration>,
}

/// An answer that is not what was asked for: RFC 9457 with a stable code.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemBody<'a> {
    /// Always `about:blank`: `code` says what it is.
    #[schema(example = "about:blank")]
    r#type: &'static str,
    /// The code in words.
    #[schema(example = "Contact opted out")]
    title: String,
    /// The HTTP status.
    #[schema(example = 409)]
    status: u16,
    /// Stable; for programs.
    #[schema(example = "contact_opted_out")]
    code: &'static str,
    /// What was wrong and what to do, for people.
    detail: &'a str,
    /// JSON Pointer to the part of the request that is wrong, such as `/body/send_at`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "/body/send_at")]
    pointer: Option<&'a str>,
    /// The same as the `X-Request-Id` header.
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<Uuid>,
}

pub type Answer<T> = Result<T, Problem>;

impl Problem {
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status,
            code,
            detail: detail.into(),
            pointer: None,
            retry_after: None,
        }
    }

    pub fn bad_request(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    pub fn unauthenticated() -> Self {
        let detail = "this needs `Authorization: Bearer …` with an access token or an API key: sign in first";
        Self::new(StatusCode::UNAUTHORIZED, "unauthenticated", detail)
    }

    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", detail)
    }

    pub fn not_found(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, detail)
    }

    /// The request is well-formed, but says something that cannot be.
    pub fn invalid(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "validation", detail).at(pointer)
    }

    pub fn rate_limited(wait: SignedDuration) -> Self {
        let detail = "too many requests: wait as long as Retry-After says, then try again";
        let problem = Self::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", detail);
        Self {
            retry_after: Some(wait),
            ..problem
        }
    }

    pub fn unavailable(code: &'static str, detail: impl Into<String>) -> Self {
        let problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, code, detail);
        Self {
            retry_after: Some(SignedDuration::from_secs(1)),
            ..problem
        }
    }

    /// Something failed on our side. What it was goes to the log, once, here.
    pub fn internal(cause: &dyn fmt::Display) -> Self {
        tracing::error!(%cause, "a request failed");
        let detail = "something failed here: try again, and name the request id when you report it";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail)
    }

    pub fn at(self, pointer: impl Into<String>) -> Self {
        Self {
            pointer: Some(pointer.into()),
            ..self
        }
    }

    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The answer, with the id of the request it belongs to.
    pub(crate) fn respond(&self, request_id: Option<Uuid>) -> HttpResponse<BoxBody> {
        let mut response = HttpResponse::build(self.status);
        response.insert_header((header::CONTENT_TYPE, "application/problem+json"));
        response.insert_header((header::CACHE_CONTROL, "no-store"));
        if self.status == StatusCode::UNAUTHORIZED {
            response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        if let Some(wait) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, wait.as_secs().max(1)));
        }
        let body = ProblemBody {
            r#type: "about:blank",
            title: in_words(self.code),
            status: self.status.as_u16(),
            code: self.code,
            detail: &self.detail,
            pointer: self.pointer.as_deref(),
            request_id,
        };
        response.body(serde_json::to_vec(&body).unwrap_or_default())
    }
}

/// `contact_opted_out` reads "Contact opted out".
fn in_words(code: &str) -> String {
    let words = code.replace('_', " ");
    let mut chars = words.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Code and pointer only: the detail may quote what was sent.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status.as_u16(), self.code)
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        self.respond(None)
    }
}

/// Rejections that are about what was written rather than about the state of things.
const ABOUT_THE_TEXT: &[&str] = &[
    "message_empty",
    "message_too_long",
    "due_in_the_past",
    "text_invalid",
    "setting_invalid",
    "agent_invalid",
    "role_invalid",
    "api_key_invalid",
];

/// The domain said no.
pub(crate) fn rejected(rejection: &dyn Rejected) -> Problem {
    let code = rejection.code();
    let status = if code.ends_with("_not_found") {
        StatusCode::NOT_FOUND
    } else if ABOUT_THE_TEXT.contains(&code) {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::CONFLICT
    };
    Problem::new(status, code, rejection.to_string())
}

impl<R: Rejected> From<CommandError<R>> for Problem {
    fn from(error: CommandError<R>) -> Self {
        match error {
            CommandError::Rejected(rejection) => rejected(&rejection),
            CommandError::Stale { .. } => {
                Self::new(StatusCode::PRECONDITION_FAILED, "version_conflict", error.to_string())
            }
            CommandError::Append(error) => error.into(),
            CommandError::Load(error) => error.into(),
            CommandError::Encode(error) => Self::internal(&error),
        }
    }
}

impl From<AppendError> for Problem {
    fn from(error: AppendError) -> Self {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        match error {
            AppendError::KeyReused => {
                let detail = "this Idempotency-Key came before with another request: use a new key";
                Self::new(status, "idempotency_key_reused", detail)
            }
            AppendError::Erased => crate::erasures::refused(),
            AppendError::TooLarge { limit, .. } => Self::too_large(limit),
            AppendError::ReadOnly(_) => {
                tracing::error!(cause = %error, "the log refuses writes");
                let detail = "nothing can be written at the moment, reading works: an operator has to look at the log";
                Self::unavailable("log_read_only", detail)
            }
            AppendError::DiskFull { .. } => {
                tracing::error!(cause = %error, "the log refuses writes");
                let detail = "the server's disk is full: nothing can be written until there is room, reading works";
                Self::unavailable("disk_full", detail)
            }
            AppendError::Conflict { .. } | AppendError::Empty => Self::internal(&error),
        }
    }
}

impl From<LoadError> for Problem {
    fn from(error: LoadError) -> Self {
        match error {
            // An id that belongs to something else: a conversation was asked for, and it is an agent's.
            LoadError::Decode(DecodeError::UnknownType { .. }) => {
                Self::not_found("not_found", "there is nothing of this kind with this id")
            }
            LoadError::Read(_) | LoadError::Decode(_) => Self::internal(&error),
        }
    }
}

impl From<ViewError> for Problem {
    fn from(error: ViewError) -> Self {
        match error {
            ViewError::Behind { .. } => {
                let detail = "the lists have not caught up with that position yet: try again in a moment";
                Self::unavailable("view_behind", detail)
            }
            ViewError::Failed { view, .. } => {
                let detail = format!(
                    "the view `{view}` stands still and does not show that position: everything else works, an admin \
                     sees why under Settings, System"
                );
                Self::unavailable("view_failed", detail)
            }
            ViewError::InvalidCursor => {
                let detail = "this cursor was not given out here: begin again without one";
                Self::bad_request("query_invalid", detail).at("/query/cursor")
            }
            error => Self::internal(&error),
        }
    }
}

impl From<event_log::ReadError> for Problem {
    fn from(error: event_log::ReadError) -> Self {
        Self::internal(&error)
    }
}

impl From<auth::NoRandomness> for Problem {
    fn from(error: auth::NoRandomness) -> Self {
        Self::internal(&error)
    }
}

impl Problem {
    pub fn too_large(limit: usize) -> Self {
        let detail = format!("the body may have at most {limit} bytes");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", detail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::conversation::Rejection;
    use serde_json::json;

    #[test]
    fn a_rejection_of_the_domain_keeps_its_code_and_gets_the_status_it_deserves() {
        for (rejection, status) in [
            (Rejection::OptedOut { since: None }, 409),
            (Rejection::NotStarted, 404),
            (Rejection::UnknownMessage, 404),
            (Rejection::EmptyMessage, 422),
            (Rejection::DueInThePast, 422),
        ] {
            let problem = rejected(&rejection);
            assert_eq!((problem.status.as_u16(), problem.code), (status, rejection.code()));
        }
    }

    #[actix_web::test]
    async fn a_problem_reads_as_rfc_9457() {
        let request = Uuid::from_u128(9);
        let response = Problem::invalid("/body/name", "a name is needed").respond(Some(request));
        assert_eq!(
            response.headers().get("content-type").unwrap(),
            "application/problem+json"
        );
        let body = actix_web::body::to_bytes(response.into_body()).await.unwrap();
        let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
        let expected = json!({
            "type": "about:blank", "title": "Validation", "status": 422, "code": "validation",
            "detail": "a name is needed", "pointer": "/body/name", "request_id": request,
        });
        assert_eq!(body, expected);
    }

    #[test]
    fn who_is_too_fast_is_told_how_long_to_wait() {
        let response = Problem::rate_limited(SignedDuration::from_millis(2_400)).respond(None);
        assert_eq!(response.headers().get("retry-after").unwrap(), "2");
    }
}
