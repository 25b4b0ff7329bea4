//! Why a conversation says no.

use crate::aggregate::Rejected;
use jiff::Timestamp;

#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub enum Rejection {
    #[error("there is no such conversation")]
    NotStarted,
    #[error("there is no such message in this conversation")]
    UnknownMessage,
    #[error("the contact opted out{}: nothing can be sent until they opt in again", since.map(|at| format!(" on {at}")).unwrap_or_default())]
    OptedOut { since: Option<Timestamp> },
    #[error("this is a marketing text and the contact never agreed to those: ask for consent first")]
    NoConsent,
    #[error("the contact wrote more than 24 hours ago: on WhatsApp only a registered template can be sent now")]
    WindowClosed,
    #[error(
        "the message has left already or was stopped: only scheduled and queued messages can be cancelled or sent now"
    )]
    NotPending,
    #[error("only a message that failed or is uncertain can be sent again")]
    NotRetryable,
    #[error("a message needs a text or a file")]
    EmptyMessage,
    #[error("a message may hold at most {limit} characters, this one has {length}: shorten it")]
    MessageTooLong { length: usize, limit: usize },
    #[error("the time must lie in the future")]
    DueInThePast,
    #[error("this needs a text of at most {limit} characters that is not blank")]
    InvalidText { limit: usize },
}

impl Rejected for Rejection {
    fn code(&self) -> &'static str {
        match self {
            Self::NotStarted => "conversation_not_found",
            Self::UnknownMessage => "message_not_found",
            Self::OptedOut { .. } => "contact_opted_out",
            Self::NoConsent => "consent_missing",
            Self::WindowClosed => "whatsapp_window_closed",
            Self::NotPending => "message_not_pending",
            Self::NotRetryable => "message_not_retryable",
            Self::EmptyMessage => "message_empty",
            Self::MessageTooLong { .. } => "message_too_long",
            Self::DueInThePast => "due_in_the_past",
            Self::InvalidText { .. } => "text_invalid",
        }
    }
}
