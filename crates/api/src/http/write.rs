//! What a request that changes something brings along: who, under which key, and what they had seen.

use super::{
    access::Operation,
    body::Fingerprint,
    caller::{Caller, RequestId},
};
use crate::problem::{Answer, Problem};
use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::Payload,
    http::{StatusCode, header},
};
use commands::{Context, Handled};
use event_log::{Idempotency, StreamVersion};
use serde::Serialize;
use std::future::{Ready, ready};
use utoipa::ToSchema;
use uuid::Uuid;

const LONGEST_KEY: usize = 255;
/// Namespace of the ids that follow from an `Idempotency-Key`.
const IDS: Uuid = Uuid::from_u128(0x6f0e_2c55_8f4d_4b0e_9a51_3c7d_7e0b_91d4);

/// The frame of a write.
#[derive(Clone, Debug)]
pub struct Write {
    pub caller: Caller,
    request: RequestId,
    /// A hash of who asks, for which operation, under which `Idempotency-Key`.
    key: Option<[u8; 16]>,
    if_match: Option<StreamVersion>,
}

impl Write {
    /// The context of the one command that the request stands for.
    pub fn context(&self, fingerprint: Fingerprint) -> Context {
        let key = self.key.map(|key| Idempotency {
            key,
            fingerprint: fingerprint.0,
        });
        Context {
            idempotency: key,
            if_match: self.if_match,
            ..Context::new(self.caller.actor(), self.request.0)
        }
    }

    /// The context of one of several commands, named by `step`. Each is remembered on its own.
    pub fn step(&self, step: &str, fingerprint: Fingerprint) -> Context {
        let key = self.key.map(|key| {
            let mut hash = [0; 16];
            blake3::Hasher::new()
                .update(&key)
                .update(step.as_bytes())
                .finalize_xof()
                .fill(&mut hash);
            Idempotency {
                key: hash,
                fingerprint: fingerprint.0,
            }
        });
        Context {
            idempotency: key,
            ..Context::new(self.caller.actor(), self.request.0)
        }
    }

    /// For what is decided elsewhere than in the stream that was seen: refuses if it stands at another version by now.
    pub fn must_match(&self, version: u64) -> Answer<()> {
        match self.if_match {
            Some(seen) if seen.0 != version => {
                let detail = format!("it has changed since you read it: it stands at version {version}, read it again");
                Err(Problem::new(
                    StatusCode::PRECONDITION_FAILED,
                    "version_conflict",
                    detail,
                ))
            }
            _ => Ok(()),
        }
    }

    /// An id for something new. With an `Idempotency-Key` a repeated request makes the same one.
    pub fn new_id(&self, what: &str) -> Uuid {
        match self.key {
            Some(key) => Uuid::new_v5(&IDS, &[&key[..], what.as_bytes()].concat()),
            None => Uuid::new_v4(),
        }
    }
}

impl FromRequest for Write {
    type Error = Problem;
    type Future = Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        ready(read(request, payload))
    }
}

fn read(request: &HttpRequest, payload: &mut Payload) -> Answer<Write> {
    let caller = Caller::from_request(request, payload).into_inner()?;
    let request_id = RequestId::from_request(request, payload).into_inner()?;
    let operation = request
        .extensions()
        .get::<Operation>()
        .map(|operation| operation.id)
        .unwrap_or_default();
    let key = idempotency_key(request)?.map(|key| {
        let mut hasher = blake3::Hasher::new();
        for part in [caller.actor().to_string().as_str(), operation, key] {
            hasher
                .update(&(part.len() as u64).to_le_bytes())
                .update(part.as_bytes());
        }
        let mut hash = [0; 16];
        hasher.finalize_xof().fill(&mut hash);
        hash
    });
    Ok(Write {
        caller,
        request: request_id,
        key,
        if_match: if_match(request)?,
    })
}

fn idempotency_key(request: &HttpRequest) -> Answer<Option<&str>> {
    let Some(value) = request.headers().get("idempotency-key") else {
        return Ok(None);
    };
    let key = value.to_str().ok().filter(|key| (1..=LONGEST_KEY).contains(&key.len()));
    let detail = "an Idempotency-Key has 1 to 255 visible ASCII characters: a random UUID will do";
    key.map(Some)
        .ok_or_else(|| Problem::bad_request("idempotency_key_invalid", detail))
}

fn if_match(request: &HttpRequest) -> Answer<Option<StreamVersion>> {
    let Some(value) = request.headers().get(header::IF_MATCH) else {
        return Ok(None);
    };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    let version = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .and_then(|text| text.parse().ok());
    let detail = "If-Match takes the ETag of an earlier answer, such as \"12\", with its quotation marks";
    version
        .map(|version| Some(StreamVersion(version)))
        .ok_or_else(|| Problem::bad_request("if_match_invalid", detail))
}

/// What came of a write.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct Written {
    /// Position in the log of the last event written. Pass it as `at_least` to a read that must show it.
    pub position: u64,
    /// Version of the stream after it: the next `If-Match`.
    pub version: u64,
}

impl<E> From<Handled<E>> for Written {
    fn from(handled: Handled<E>) -> Self {
        Self {
            position: handled.position.0,
            version: handled.version.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;
    use auth::Principal;
    use domain::{AgentId, SessionId, agent::Role};

    fn request(operation: &'static str, headers: &[(&'static str, &str)]) -> HttpRequest {
        let mut request = TestRequest::default();
        for header in headers {
            request = request.insert_header(*header);
        }
        let request = request.to_http_request();
        let principal = Principal::Person {
            agent: AgentId(Uuid::from_u128(1)),
            role: Role::Agent,
            session: SessionId(Uuid::from_u128(2)),
        };
        request.extensions_mut().insert(Caller {
            principal,
            expires: None,
        });
        request.extensions_mut().insert(Operation {
            id: operation,
            access: super::super::access::Access::Public,
        });
        request
    }

    fn write(operation: &'static str, headers: &[(&'static str, &str)]) -> Answer<Write> {
        read(&request(operation, headers), &mut Payload::None)
    }

    #[test]
    fn the_same_key_makes_the_same_ids_for_the_same_operation_only() {
        let id = |operation, key| write(operation, &[("idempotency-key", key)]).unwrap().new_id("message");
        assert_eq!(id("send_message", "a"), id("send_message", "a"));
        assert_ne!(id("send_message", "a"), id("send_message", "b"));
        assert_ne!(id("send_message", "a"), id("add_note", "a"));
    }

    #[test]
    fn without_a_key_nothing_is_remembered_and_ids_are_random() {
        let write = write("send_message", &[]).unwrap();
        assert_eq!(write.context(Fingerprint::of_nothing()).idempotency, None);
        assert_ne!(write.new_id("message"), write.new_id("message"));
    }

    #[test]
    fn if_match_takes_what_etag_gave() {
        let seen = |value| write("close_conversation", &[("if-match", value)]).map(|write| write.if_match);
        assert_eq!(seen("\"12\""), Ok(Some(StreamVersion(12))));
        assert_eq!(seen("*"), Ok(None));
        for wrong in ["12", "\"twelve\"", "W/\"12\"", ""] {
            assert_eq!(seen(wrong).unwrap_err().code(), "if_match_invalid", "{wrong}");
        }
    }

    #[test]
    fn an_idempotency_key_is_neither_empty_nor_endless() {
        for key in ["", &"k".repeat(256)] {
            let refused = write("send_message", &[("idempotency-key", key)]).unwrap_err();
            assert_eq!(refused.code(), "idempotency_key_invalid");
        }
    }
}
