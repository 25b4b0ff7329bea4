//! One HTTP call and its answer.

use crate::TestServer;
use reqwest::{Client, Method, RequestBuilder, header::HeaderMap};
use serde_json::Value;
use std::{future::IntoFuture, pin::Pin};

/// Calls the server as somebody.
#[derive(Clone, Debug)]
pub struct Caller<'server> {
    server: &'server TestServer,
    client: &'server Client,
    authorization: Option<String>,
}

impl<'server> Caller<'server> {
    pub(crate) fn new(server: &'server TestServer, client: &'server Client, authorization: Option<String>) -> Self {
        Self {
            server,
            client,
            authorization,
        }
    }

    pub fn get(&self, path: &str) -> Call {
        self.call(Method::GET, path)
    }

    pub fn post(&self, path: &str) -> Call {
        self.call(Method::POST, path)
    }

    pub fn put(&self, path: &str) -> Call {
        self.call(Method::PUT, path)
    }

    pub fn patch(&self, path: &str) -> Call {
        self.call(Method::PATCH, path)
    }

    pub fn delete(&self, path: &str) -> Call {
        self.call(Method::DELETE, path)
    }

    /// `path` with its query, already encoded.
    pub fn call(&self, method: Method, path: &str) -> Call {
        let mut request = self.client.request(method.clone(), self.server.url(path));
        if let Some(authorization) = &self.authorization {
            request = request.header("authorization", authorization);
        }
        Call {
            named: format!("{method} {path}"),
            request,
        }
    }
}

/// A call that is made when it is awaited.
#[derive(Debug)]
#[must_use = "a call is made when it is awaited"]
pub struct Call {
    named: String,
    request: RequestBuilder,
}

impl Call {
    pub fn json(self, body: Value) -> Self {
        self.body("application/json", body.to_string())
    }

    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let encoded = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        self.body("application/x-www-form-urlencoded", encoded)
    }

    pub fn body(self, content_type: &str, body: impl Into<reqwest::Body>) -> Self {
        let request = self.request.header("content-type", content_type).body(body);
        Self { request, ..self }
    }

    pub fn header(self, name: &str, value: &str) -> Self {
        let request = self.request.header(name, value);
        Self { request, ..self }
    }

    pub fn idempotency_key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    pub fn if_match(self, version: u64) -> Self {
        self.header("if-match", &format!("\"{version}\""))
    }

    /// The answer before its body has come, for streams that never end.
    pub async fn begun(self) -> reqwest::Response {
        let answer = self.request.send().await;
        answer.unwrap_or_else(|error| panic!("{} was not answered: {error}", self.named))
    }
}

impl IntoFuture for Call {
    type Output = Reply;
    type IntoFuture = Pin<Box<dyn Future<Output = Reply> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let named = self.named.clone();
            let answer = self.begun().await;
            let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
            let body = answer.bytes().await;
            let body = body.unwrap_or_else(|error| panic!("the answer to {named} broke off: {error}"));
            Reply {
                named,
                status,
                headers,
                body: body.to_vec(),
            }
        })
    }
}

#[derive(Clone, Debug)]
pub struct Reply {
    named: String,
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Reply {
    pub fn status(&self) -> u16 {
        self.status
    }

    pub fn bytes(&self) -> &[u8] {
        &self.body
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Empty if there is no such header.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The body as JSON; `null` if there is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The body of a success.
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert!((200..300).contains(&self.status), "{self}");
        self.json()
    }

    /// The body of this very success.
    #[track_caller]
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{self}");
        self.json()
    }

    /// A refusal must be a whole problem (RFC 9457): type, title, status, a code for programs, words for people, and the
    /// id of the request.
    #[track_caller]
    pub fn problem(&self, status: u16, code: &str) -> Value {
        let problem = self.json();
        assert_eq!((self.status, problem["code"].as_str()), (status, Some(code)), "{self}");
        assert_eq!(self.header("content-type"), "application/problem+json", "{self}");
        assert_eq!(problem["type"], "about:blank", "{self}");
        assert_eq!(problem["status"], status, "{self}");
        assert_eq!(problem["request_id"], self.header("x-request-id"), "{self}");
        for field in ["title", "detail"] {
            assert!(
                problem[field].as_str().is_some_and(|words| !words.is_empty()),
                "{field}: {self}"
            );
        }
        problem
    }

    /// What the problem says the code is, if this is one.
    pub fn code(&self) -> Option<String> {
        self.json()["code"].as_str().map(str::to_owned)
    }
}

impl std::fmt::Display for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} was answered {} {}", self.named, self.status, self.text())
    }
}
