//! The simulated carrier's webhooks: one shape to write and to read.

use crate::{Attribution, CarrierInbound, InboundText, OptOutType, ParseError, RemoteMedia};
use domain::{
    Address, MessageId,
    conversation::{ReportedState, StatusReport},
    message::Channel,
};
use serde::{Deserialize, Serialize};

/// A webhook that waits to be taken in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SimulatedWebhook {
    /// The same however often it comes.
    pub id: String,
    /// `message` or `status`.
    pub topic: String,
    /// JSON.
    pub body: String,
    pub contact: Address,
    /// The store's number, E.164.
    pub sender: String,
}

pub(super) const CONTENT_TYPE: &str = "application/json";

#[derive(Serialize, Deserialize)]
struct MessageBody {
    id: String,
    contact: Address,
    sender: String,
    channel: Channel,
    body: String,
    #[serde(default)]
    media: Vec<MediaBody>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    opt_out_type: Option<OptOutWord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    profile_name: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct MediaBody {
    url: String,
    content_type: String,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum OptOutWord {
    Stop,
    Start,
}

#[derive(Serialize, Deserialize)]
struct StatusBody {
    id: String,
    message: Option<MessageId>,
    contact: Address,
    sender: String,
    #[serde(flatten)]
    report: Report,
}

/// What the network says about a text it took.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub(super) enum Report {
    Sent,
    Delivered,
    Read,
    Failed { code: String, reason: String },
}

impl Report {
    pub(super) fn undelivered() -> Self {
        let reason = "The phone is switched off or out of reach. Try again later.";
        Self::Failed {
            code: "30003".to_owned(),
            reason: reason.to_owned(),
        }
    }
}

/// Whom a webhook is about. Reads nothing else.
pub fn attribute(body: &[u8]) -> Option<Attribution> {
    #[derive(Deserialize)]
    struct Parties {
        contact: Address,
        sender: Option<String>,
    }
    let Parties { contact, sender } = serde_json::from_slice(body).ok()?;
    Some(Attribution { contact, sender })
}

/// Reads a raw webhook of the simulator.
pub fn parse(topic: &str, content_type: &str, body: &[u8]) -> Result<CarrierInbound, ParseError> {
    if !content_type.starts_with(CONTENT_TYPE) {
        return Err(ParseError::ContentType { expected: CONTENT_TYPE });
    }
    match topic {
        "message" => Ok(CarrierInbound::Message(Box::new(text(decode(body)?)))),
        "status" => Ok(CarrierInbound::Status(status(decode(body)?))),
        _ => Err(ParseError::UnknownTopic {
            topic: topic.to_owned(),
        }),
    }
}

fn decode<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, ParseError> {
    // Where it breaks, not what stands there: serde_json quotes the input in its message.
    serde_json::from_slice(body).map_err(|error| ParseError::Malformed {
        cause: format!(
            "{:?} error at line {}, column {}",
            error.classify(),
            error.line(),
            error.column()
        ),
    })
}

fn text(message: MessageBody) -> InboundText {
    InboundText {
        carrier_id: message.id,
        from: message.contact,
        to: message.sender,
        channel: message.channel,
        body: message.body,
        media: message
            .media
            .into_iter()
            .map(|MediaBody { url, content_type }| RemoteMedia { url, content_type })
            .collect(),
        opt_out_type: message.opt_out_type.map(|word| match word {
            OptOutWord::Stop => OptOutType::Stop,
            OptOutWord::Start => OptOutType::Start,
        }),
        profile_name: message.profile_name,
    }
}

fn status(status: StatusBody) -> StatusReport {
    let state = match status.report {
        Report::Sent => ReportedState::Sent,
        Report::Delivered => ReportedState::Delivered,
        Report::Read => ReportedState::Read,
        Report::Failed { code, reason } => ReportedState::Failed {
            code: Some(code),
            reason,
            opted_out: false,
        },
    };
    StatusReport {
        carrier_id: status.id,
        message: status.message,
        state,
    }
}

pub(super) fn message_body(inbound: &InboundText) -> Result<String, serde_json::Error> {
    serde_json::to_string(&MessageBody {
        id: inbound.carrier_id.clone(),
        contact: inbound.from.clone(),
        sender: inbound.to.clone(),
        channel: inbound.channel,
        body: inbound.body.clone(),
        media: inbound
            .media
            .iter()
            .map(|RemoteMedia { url, content_type }| MediaBody {
                url: url.clone(),
                content_type: content_type.clone(),
            })
            .collect(),
        opt_out_type: inbound.opt_out_type.and_then(|kind| match kind {
            OptOutType::Stop => Some(OptOutWord::Stop),
            OptOutType::Start => Some(OptOutWord::Start),
            OptOutType::Help => None,
        }),
        profile_name: inbound.profile_name.clone(),
    })
}

pub(super) fn status_body(
    carrier_id: &str,
    message: Option<MessageId>,
    contact: &Address,
    sender: &str,
    report: Report,
) -> Result<String, serde_json::Error> {
    let (id, contact, sender) = (carrier_id.to_owned(), contact.clone(), sender.to_owned());
    serde_json::to_string(&StatusBody {
        id,
        message,
        contact,
        sender,
        report,
    })
}
