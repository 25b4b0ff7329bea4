//! Bodies of requests, read up to a limit and understood with a pointer to what was wrong.

use crate::problem::Problem;
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::StatusCode, http::header};
use bytes::{Bytes, BytesMut};
use futures::{StreamExt, future::LocalBoxFuture};
use serde::de::DeserializeOwned;

const JSON_LIMIT: usize = 64 * 1024;

/// A hash of a request's body: what an `Idempotency-Key` stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fingerprint(pub(crate) [u8; 16]);

impl Fingerprint {
    pub fn of(bytes: &[u8]) -> Self {
        let mut fingerprint = [0; 16];
        blake3::Hasher::new()
            .update(bytes)
            .finalize_xof()
            .fill(&mut fingerprint);
        Self(fingerprint)
    }

    /// Of a request without a body.
    pub fn of_nothing() -> Self {
        Self::of(&[])
    }
}

/// A JSON body of at most 64 KiB.
#[derive(Debug)]
pub struct Body<T> {
    pub value: T,
    pub fingerprint: Fingerprint,
}

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let checked = check_json(request).and_then(|()| check_length(request, JSON_LIMIT));
        let payload = payload.take();
        Box::pin(async move {
            checked?;
            let bytes = read(payload, JSON_LIMIT).await?;
            Ok(Self {
                value: parse(&bytes)?,
                fingerprint: Fingerprint::of(&bytes),
            })
        })
    }
}

/// A body as it came, of at most `LIMIT` bytes.
#[derive(Debug)]
pub struct RawBody<const LIMIT: usize>(pub Bytes);

impl<const LIMIT: usize> FromRequest for RawBody<LIMIT> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let checked = check_length(request, LIMIT);
        let payload = payload.take();
        Box::pin(async move {
            checked?;
            read(payload, LIMIT).await.map(Self)
        })
    }
}

fn check_json(request: &HttpRequest) -> Result<(), Problem> {
    let content_type = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = content_type
        .and_then(|value| value.split(';').next())
        .map(|value| value.trim().to_ascii_lowercase());
    match essence.as_deref() {
        Some("application/json") => Ok(()),
        _ => {
            let detail = "the body must be JSON, sent with Content-Type: application/json";
            Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                detail,
            ))
        }
    }
}

/// Refuses before a byte is read, if the sender says honestly how much it is.
fn check_length(request: &HttpRequest, limit: usize) -> Result<(), Problem> {
    let header = request.headers().get(header::CONTENT_LENGTH);
    let length: Option<usize> = header.and_then(|value| value.to_str().ok()?.parse().ok());
    match length {
        Some(length) if length > limit => Err(Problem::too_large(limit)),
        _ => Ok(()),
    }
}

async fn read(mut payload: Payload, limit: usize) -> Result<Bytes, Problem> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Problem::bad_request("body_incomplete", "the body broke off: send it again"))?;
        if bytes.len() + chunk.len() > limit {
            return Err(Problem::too_large(limit));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let text = str::from_utf8(bytes).map_err(|error| {
        let detail = format!("the body is not UTF-8 from byte {} on", error.valid_up_to());
        Problem::bad_request("json_malformed", detail)
    })?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = pointer(error.path(), error.inner());
        let cause = error.into_inner();
        match cause.classify() {
            serde_json::error::Category::Data => Problem::invalid(path, cause.to_string()),
            _ => Problem::bad_request("json_malformed", format!("the body is not JSON: {cause}")),
        }
    })?;
    deserializer
        .end()
        .map_err(|cause| Problem::bad_request("json_malformed", format!("the body is not one JSON value: {cause}")))?;
    Ok(value)
}

/// The path of the value that is wrong; for a missing field, the path that it should have.
fn pointer(path: &serde_path_to_error::Path, cause: &serde_json::Error) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = "/body".to_owned();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", key.replace('~', "~0").replace('/', "~1"))),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    let message = cause.to_string();
    let missing = message
        .strip_prefix("missing field `")
        .and_then(|rest| rest.split('`').next());
    missing.map_or(pointer.clone(), |field| format!("{pointer}/{field}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        #[allow(dead_code)]
        items: Vec<Inner>,
    }

    #[derive(Deserialize, Debug)]
    struct Inner {
        #[allow(dead_code)]
        count: u32,
    }

    fn refused(body: &[u8]) -> (String, String) {
        let problem = parse::<Outer>(body).unwrap_err();
        let shown = format!("{problem:?}");
        let pointer = shown
            .split("pointer: ")
            .nth(1)
            .unwrap()
            .split(',')
            .next()
            .unwrap()
            .to_owned();
        (problem.code().to_owned(), pointer)
    }

    #[test]
    fn the_pointer_names_the_value_that_is_wrong() {
        let pointed = |path: &str| ("validation".to_owned(), format!("Some(\"{path}\")"));
        assert_eq!(
            refused(br#"{"items":[{"count":1},{"count":"two"}]}"#),
            pointed("/body/items/1/count")
        );
        assert_eq!(refused(br#"{"items":[{}]}"#), pointed("/body/items/0/count"));
        assert_eq!(refused(br#"{}"#), pointed("/body/items"));
        assert_eq!(refused(br#"{"items":[],"extra":1}"#), pointed("/body/extra"));
    }

    #[test]
    fn what_is_not_json_is_malformed() {
        for body in [&b"{"[..], b"", b"{\"items\":[]} {}", b"{\"items\":[\xff]}", b"nonsense"] {
            assert_eq!(refused(body).0, "json_malformed", "{}", String::from_utf8_lossy(body));
        }
    }
}
