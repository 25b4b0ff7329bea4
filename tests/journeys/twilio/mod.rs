//! Twilio at the other end: what it posts is signed by its own SDK, what it is asked goes to a stand-in.

mod inbound;
mod outbound;
mod reports;
mod stand_in;

use crate::sdk::{AUTH_TOKEN, Form, PUBLIC_URL};
use domain::ConversationId;
use serde_json::{Value, json};
use server::config::TwilioConfig;
use stand_in::{ACCOUNT, StandIn};
use test_support::{Deployment, STORE, STORE_NUMBER, TestServer};

const PHONE: &str = "+14155550123";

/// A server whose numbers Twilio carries.
async fn with_twilio() -> (TestServer, StandIn) {
    let twilio = StandIn::start().await;
    let account = TwilioConfig {
        account_sid: ACCOUNT.to_owned(),
        auth_token: AUTH_TOKEN.to_owned().into(),
        base_url: twilio.url(),
        timeout_seconds: 1,
    };
    let deployment = Deployment::default().carried_by("twilio").configured(|config| {
        config.simulator = Some(false);
        config.public_url = Some(PUBLIC_URL.parse().unwrap());
        config.twilio = Some(account);
    });
    (deployment.start().await, twilio)
}

/// A text as Twilio posts it, with all the fields that it has today.
fn text(sid: &str, body: &str) -> Form {
    let path = format!("/webhooks/twilio/{STORE}/messages");
    let fields = [
        ("ToCountry", "US"),
        ("ToState", "OR"),
        ("SmsMessageSid", sid),
        ("NumMedia", "0"),
        ("ToCity", "PORTLAND"),
        ("FromZip", "94107"),
        ("SmsSid", sid),
        ("FromState", "CA"),
        ("SmsStatus", "received"),
        ("FromCity", "SAN FRANCISCO"),
        ("Body", body),
        ("FromCountry", "US"),
        ("To", STORE_NUMBER),
        ("ToZip", "97209"),
        ("NumSegments", "1"),
        ("MessageSid", sid),
        ("AccountSid", ACCOUNT),
        ("From", PHONE),
        ("ApiVersion", "2010-04-01"),
    ];
    Form::new(path, &fields)
}

/// An agent writes to the contact; the conversation and the message.
async fn agent_writes(server: &TestServer, body: &str) -> (ConversationId, String) {
    let new = json!({ "store": STORE, "address": PHONE, "channel": "sms", "body": body });
    let started = server.as_agent().post("/v1/conversations").json(new).await.ok();
    (
        server.conversation_of(PHONE),
        started["message"].as_str().unwrap().to_owned(),
    )
}

/// `null` as long as the lists do not show it.
async fn message(server: &TestServer, conversation: ConversationId, message: &str) -> Value {
    let messages = server.messages(conversation).await;
    messages
        .into_iter()
        .find(|known| known["id"] == message)
        .unwrap_or_default()
}

/// Waits until the message is in this state, and returns it.
async fn in_state(server: &TestServer, conversation: ConversationId, id: &str, state: &str) -> Value {
    server
        .until(&format!("the message is {state}"), async || {
            let message = message(server, conversation, id).await;
            (message["state"] == state).then_some(message)
        })
        .await
}
