//! Texts, in and out.

use crate::{AgentId, MessageId};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    Sms,
    Mms,
    Whatsapp,
}

/// What a message is for. Decides which rules it must obey.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    Cart,
    Campaign,
    Order,
    /// Written by a person.
    Reply,
    /// Written by a keyword rule or the AI.
    AutoReply,
    /// The one confirmation of an opt-out or opt-in, and the answer to HELP.
    Consent,
}

impl MessageKind {
    /// Marketing needs the contact's consent (TCPA, 47 CFR 64.1200(f)(9); ePrivacy Directive Art. 13).
    pub fn needs_consent(self) -> bool {
        matches!(self, Self::Cart | Self::Campaign)
    }
}

/// Who wrote an outgoing message.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Author {
    Agent {
        agent: AgentId,
    },
    /// An integrator's system, through the API.
    Integration,
    Ai,
    Rule {
        name: String,
    },
    Flow {
        name: String,
    },
    Campaign {
        name: String,
    },
    /// Threadkeep itself: opt-out confirmations and the like.
    System,
}

impl Author {
    /// Whether the AI's silence after a takeover covers this author.
    pub fn is_automatic_answer(&self) -> bool {
        matches!(self, Self::Ai | Self::Rule { .. })
    }
}

/// A picture, sound, video or document of a message.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Media {
    /// Name of the sealed file in the media store; `None` if it could not be fetched from the carrier.
    pub hash: Option<String>,
    /// MIME type as the carrier or the browser named it.
    pub content_type: String,
    /// File name shown to people, if known.
    pub name: Option<String>,
    /// Size in bytes, if known.
    pub size: Option<u64>,
}

/// Everything that is needed to send a message.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Outgoing {
    pub message: MessageId,
    pub kind: MessageKind,
    pub channel: Channel,
    /// The store's number, E.164.
    pub sender: String,
    pub body: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<Media>,
    pub author: Author,
    /// The message it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_reply_to: Option<MessageId>,
    /// The cart or order it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Chosen by the browser, so that the message it drew at once and the one from the server are known to be one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// The approved WhatsApp template, the only thing that may be sent outside the 24-hour window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
}

/// How far a message got. The order is the order of progress: a state never gives way to an earlier one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Waits for its due time.
    Scheduled,
    /// Waits for the carrier.
    Queued,
    /// Claimed: the carrier is being called.
    Dispatching,
    /// Nobody can say whether the carrier took it. A person decides; it is never repeated blindly.
    Uncertain,
    Sent,
    Failed,
    Delivered,
    Read,
    Suppressed,
    Cancelled,
    /// A text of the contact.
    Received,
}
