//! What carriers and shops send: verified, written down as it is, answered, and only later understood.

pub(crate) mod shopify;
pub(crate) mod short_link;
pub(crate) mod twilio;

use crate::{
    App,
    problem::{Answer, Problem},
};
use actix_web::{
    HttpRequest,
    http::{StatusCode, header},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use commands::{CommandError, Context, Streams};
use domain::{Actor, Address, StoreId, conversation::event::InboundRecorded};
use event_log::AppendError;
use uuid::Uuid;

/// A verified webhook.
pub(crate) struct Delivery<'a> {
    pub store: StoreId,
    /// `twilio`, `shopify`.
    pub source: &'static str,
    pub actor: Actor,
    pub topic: String,
    /// The sender's own id of it: what comes twice counts once.
    pub id: String,
    pub content_type: String,
    pub body: &'a [u8],
    /// The contact, if the webhook names one.
    pub contact: Option<Address>,
}

const BODY_LIMIT: usize = 1024 * 1024;

/// Appends it to the contact's stream, or to today's quarantine if it names nobody. On disk when this returns, unless the
/// contact was erased.
pub(crate) async fn record(app: &App, delivery: Delivery<'_>) -> Answer<()> {
    let Delivery {
        store,
        source,
        actor,
        topic,
        id,
        content_type,
        body,
        contact,
    } = delivery;
    let streams = app.commands.streams();
    let stream = match &contact {
        Some(contact) => Streams::conversation(streams.conversation_of(store, contact)),
        None => streams.quarantine_of(app.commands.clock().now()),
    };
    let (text, base64) = match str::from_utf8(body) {
        Ok(text) => (text.to_owned(), false),
        Err(_) => (STANDARD.encode(body), true),
    };
    // The same delivery has the same correlation, however often it comes.
    let correlation = Uuid::new_v5(&stream.0, format!("{source} {topic} {id}").as_bytes());
    let inbound = InboundRecorded {
        store: Some(store),
        source: source.to_owned(),
        topic,
        delivery: id,
        content_type,
        body: text,
        base64,
    };
    let recorded = app
        .commands
        .record_inbound(stream, inbound, &Context::new(actor, correlation))
        .await;
    match recorded {
        Ok(_) => Ok(()),
        // The sender has done its part; of a contact who was erased nothing is kept.
        Err(CommandError::Append(AppendError::Erased)) => {
            metrics::counter!("webhooks_of_erased_contacts_total", "source" => source).increment(1);
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

/// Counted and refused; nothing of it is kept, not even in a log line.
fn wrong_signature(source: &'static str) -> Problem {
    metrics::counter!("webhook_signature_rejected_total", "source" => source).increment(1);
    let detail = "the signature is wrong: compare the configured secret and public address with the sender's";
    Problem::new(StatusCode::FORBIDDEN, "signature_invalid", detail)
}

/// A deployment that has no such account gives nothing away.
fn not_configured() -> Problem {
    Problem::not_found("not_found", "no webhooks of this kind are expected here")
}

fn text_header<'a>(request: &'a HttpRequest, name: &'static str) -> Option<&'a str> {
    request
        .headers()
        .get(header::HeaderName::from_static(name))?
        .to_str()
        .ok()
}

fn content_type(request: &HttpRequest) -> String {
    let value = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    value.unwrap_or_default().to_owned()
}

/// For senders that give no id of their own: a hash of what they sent.
fn hash_of(body: &[u8]) -> String {
    blake3::hash(body).to_hex().to_string()
}
