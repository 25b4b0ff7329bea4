//! What a carrier's webhook says, in one shape for all carriers.
//!
//! Each gateway crate has `parse(topic, content_type, body) -> Result<CarrierInbound, ParseError>` for a raw webhook and
//! `attribute(body)`, which reads no more than whom it is from, so that the raw copy can be written first.

use domain::{Address, conversation::StatusReport, message::Channel};

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CarrierInbound {
    Message(Box<InboundText>),
    Status(StatusReport),
    /// Understood, and nothing follows from it (a report that a message is queued).
    Ignored {
        reason: String,
    },
}

/// Whom a webhook is about, which is all that is read of it before the raw copy is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attribution {
    pub contact: Address,
    /// The store's number, E.164, if the webhook names it.
    pub sender: Option<String>,
}

/// A text of a contact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InboundText {
    /// The carrier's own id of the text; a second text with it is the same text.
    pub carrier_id: String,
    pub from: Address,
    /// The store's number, E.164.
    pub to: String,
    pub channel: Channel,
    pub body: String,
    pub media: Vec<RemoteMedia>,
    /// The carrier took it for a consent keyword and has answered it itself.
    pub opt_out_type: Option<OptOutType>,
    /// The name the contact goes by on WhatsApp.
    pub profile_name: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OptOutType {
    Stop,
    Start,
    Help,
}

/// A file of a text, still lying with the carrier.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RemoteMedia {
    pub url: String,
    /// MIME type as the carrier names it.
    pub content_type: String,
}

/// The webhook does not say what it should. Carries field names only, never their contents.
#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub enum ParseError {
    #[error("a webhook of topic `{topic}` is not known here")]
    UnknownTopic { topic: String },
    #[error("expected the content type {expected}")]
    ContentType { expected: &'static str },
    #[error("the body is not well-formed: {cause}")]
    Malformed { cause: String },
    #[error("the field `{field}` is missing")]
    Missing { field: &'static str },
    #[error("the field `{field}` does not hold {expected}")]
    Invalid {
        field: &'static str,
        expected: &'static str,
    },
}
