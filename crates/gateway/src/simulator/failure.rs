//! Failures on demand, each a thing that happens with real carriers.

use crate::SendError;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

/// How the simulated network treats the calls it gets.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    #[default]
    None,
    /// Refused by a filter, as with Twilio's 30007.
    Refuse,
    /// Refused because the contact opted out at the carrier (21610).
    OptedOut,
    /// Too many requests; come back in 30 seconds.
    Later,
    /// Taken and delivered, but the answer is lost: the caller sees a timeout.
    Hang,
    /// Neither taken nor answered: the caller sees the same timeout.
    Lost,
    /// Taken, and later reported as undeliverable (30003).
    Undelivered,
}

impl Failure {
    /// The answer of a network that does not take the text.
    pub(super) fn before_taking(self) -> Option<SendError> {
        match self {
            Self::Refuse => Some(SendError::Refused {
                code: Some("30007".to_owned()),
                reason: "The carrier filtered it as unwanted. Rephrase it, and check the number's registration."
                    .to_owned(),
                opted_out: false,
            }),
            Self::OptedOut => Some(opted_out()),
            Self::Later => Some(SendError::Later {
                after: Some(SignedDuration::from_secs(30)),
                code: Some("20429".to_owned()),
                reason: "The carrier asks to slow down.".to_owned(),
            }),
            Self::Lost => Some(timeout()),
            Self::None | Self::Hang | Self::Undelivered => None,
        }
    }

    /// What the caller sees of a network that took the text.
    pub(super) fn after_taking(self) -> Option<SendError> {
        (self == Self::Hang).then(timeout)
    }
}

pub(super) fn opted_out() -> SendError {
    SendError::Refused {
        code: Some("21610".to_owned()),
        reason: "The contact opted out at the carrier. Only their START opens it again.".to_owned(),
        opted_out: true,
    }
}

fn timeout() -> SendError {
    SendError::Ambiguous {
        reason: "The carrier did not answer in time.".to_owned(),
    }
}
