//! The contract with a carrier.

use crate::RemoteMedia;
use async_trait::async_trait;
use domain::{Address, MessageId, StoreId, message::Channel};
use jiff::{SignedDuration, Timestamp};
use std::fmt;

/// A way to reach phones.
#[async_trait]
pub trait Gateway: fmt::Debug + Send + Sync + 'static {
    /// The word for it in settings, events and metrics: `simulator`, `twilio`.
    fn name(&self) -> &'static str;

    fn capabilities(&self, channel: Channel) -> Capabilities;

    /// Hands over one message, once. Never repeats by itself: whoever calls holds the claim and decides.
    async fn send(&self, outbound: &Outbound) -> Result<Accepted, SendError>;

    /// Asks what the carrier knows about a message that was claimed, and may or may not have been sent.
    async fn find(&self, lookup: &Lookup) -> Result<Found, LookupError>;

    /// The bytes of a file that came with a text.
    async fn fetch_media(&self, media: &RemoteMedia) -> Result<Vec<u8>, FetchError>;
}

/// What a channel of a carrier can do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Capabilities {
    /// Longest body, in characters (Unicode scalar values).
    pub max_body_chars: usize,
    /// `None`: text only.
    pub media: Option<MediaLimits>,
    /// Whether [`Gateway::find`] can answer at all.
    pub can_look_up: bool,
    /// How long after a claim a message may still turn up at the carrier. Only after that does [`Found::Nothing`] mean
    /// that it never arrived there.
    pub settle: SignedDuration,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MediaLimits {
    pub max_files: usize,
    /// All files of a message together.
    pub max_bytes: u64,
    /// MIME types; `image/*` stands for all of a kind.
    pub content_types: &'static [&'static str],
    pub form: MediaForm,
}

/// How the carrier wants a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MediaForm {
    /// As an address on the public internet, which it fetches.
    Url,
    Bytes,
}

/// One text on its way out.
#[derive(Clone, PartialEq, Eq)]
pub struct Outbound {
    /// Travels along and comes back with the carrier's reports, where the carrier can do that.
    pub message: MessageId,
    pub store: StoreId,
    pub to: Address,
    /// The store's number, E.164.
    pub from: String,
    /// The carrier's pool that `from` belongs to (Twilio Messaging Service), if any.
    pub messaging_service: Option<String>,
    pub channel: Channel,
    pub body: String,
    pub media: Vec<OutboundMedia>,
    /// The carrier's id of an approved WhatsApp template.
    pub template: Option<String>,
}

/// Ids only: this is what ends up in log lines.
impl fmt::Debug for Outbound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            message,
            store,
            channel,
            ..
        } = self;
        write!(
            f,
            "Outbound {{ message: {message}, store: {store}, channel: {channel:?} }}"
        )
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutboundMedia {
    pub content_type: String,
    pub source: MediaSource,
}

#[derive(Clone, PartialEq, Eq)]
pub enum MediaSource {
    Url(String),
    Bytes(Vec<u8>),
}

impl fmt::Debug for MediaSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(_) => f.write_str("Url"),
            Self::Bytes(bytes) => write!(f, "Bytes({})", bytes.len()),
        }
    }
}

/// The carrier has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Accepted {
    /// The carrier's own id of the message.
    pub carrier_id: String,
}

/// Why there is no [`Accepted`]. The three differ in the only thing that matters: may the message have left?
#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub enum SendError {
    /// It did not leave and never will as it is.
    #[error("the carrier refused the message: {reason}")]
    Refused {
        code: Option<String>,
        /// In plain words, with what to do.
        reason: String,
        /// The contact opted out at the carrier (Twilio 21610).
        opted_out: bool,
    },
    /// It surely did not leave, and may be tried again.
    #[error("the carrier cannot take the message now: {reason}")]
    Later {
        /// How long the carrier asked to wait.
        after: Option<SignedDuration>,
        code: Option<String>,
        reason: String,
    },
    /// It may have left. Only [`Gateway::find`] or a person can say.
    #[error("it is unknown whether the carrier took the message: {reason}")]
    Ambiguous { reason: String },
}

/// What is known of a message that may have been sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Lookup {
    pub message: MessageId,
    pub to: Address,
    /// The store's number, E.164.
    pub from: String,
    pub body: String,
    pub channel: Channel,
    pub claimed_at: Timestamp,
    /// Carrier ids of the conversation's other messages: those are never the one that is looked for.
    pub known: Vec<String>,
}

/// Ids only, as for [`Outbound`].
impl fmt::Debug for Lookup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            message,
            channel,
            claimed_at,
            ..
        } = self;
        write!(
            f,
            "Lookup {{ message: {message}, channel: {channel:?}, claimed_at: {claimed_at} }}"
        )
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Found {
    Sent {
        carrier_id: String,
    },
    /// The carrier knows of no such message. Final once [`Capabilities::settle`] has passed since the claim.
    Nothing,
    /// More than one message could be it.
    Unclear {
        reason: String,
    },
}

#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub enum LookupError {
    /// Not now; ask again.
    #[error("the carrier could not be asked: {reason}")]
    Unreachable { reason: String },
    /// This carrier keeps no list of what it sent.
    #[error("this carrier cannot look up messages")]
    Unsupported,
}

#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub enum FetchError {
    /// Not now; ask again.
    #[error("the file could not be fetched: {reason}")]
    Unreachable { reason: String },
    #[error("the file is gone from the carrier")]
    Gone,
    #[error("the file is larger than {limit} bytes")]
    TooLarge { limit: u64 },
    /// Credentials are only ever shown to the carrier's own hosts.
    #[error("the file does not lie with the carrier: its address is not fetched")]
    ForeignHost,
}
