//! Everything that can be done with a conversation.

mod bulk;
mod contacts;
mod finding;
mod media;
mod messages;
mod ownership;
mod start;

use domain::ConversationId;
use serde_json::Value;
use test_support::{Caller, Reply, TestServer};

const PHONE: &str = "+14155550123";

/// A conversation that a customer began, and its path.
async fn one(server: &TestServer) -> (ConversationId, String) {
    let id = server.text_from(PHONE, "hello").await;
    (id, format!("/v1/conversations/{id}"))
}

/// As it is after the write that was answered so.
async fn after(server: &TestServer, path: &str, written: &Value) -> Value {
    server
        .as_agent()
        .get(&format!("{path}?at_least={}", written["position"]))
        .await
        .ok()
}

/// Asks for it twice. The second time nothing is left to do: the same version, no new event.
async fn twice(caller: &Caller<'_>, path: &str, body: Option<Value>) -> Value {
    let ask = || async {
        let call = caller.post(path);
        let reply: Reply = match body.clone() {
            Some(body) => call.json(body).await,
            None => call.await,
        };
        reply.ok()
    };
    let (first, second) = (ask().await, ask().await);
    assert_eq!(
        first["version"], second["version"],
        "{path}: asked for twice it is done once"
    );
    first
}
