//! What is wrong with a send, and where in the log that stands.

use domain::MessageId;
use jiff::Timestamp;
use serde::Serialize;
use std::fmt;
use uuid::Uuid;

/// Stable, for programs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// After an opt-out, and not its one confirmation within five minutes.
    AfterOptOut,
    /// Marketing to somebody who had not agreed to it.
    WithoutConsent,
    /// A cart reminder under a consent whose words do not mention them, where they have to.
    CartConsent,
    /// A cart reminder after the cart had become an order.
    CartOrdered,
    QuietHours,
    StoreHours,
    /// Free text on WhatsApp when the contact had not written within 24 hours.
    WhatsappWindow,
    /// More in a day, a week, a month or about a cart than is allowed, or too soon after the last.
    OverCap,
    /// Later than the text makes sense.
    Stale,
    /// By the AI or a keyword rule while people answered.
    AiAfterTakeover,
    /// The carrier had, or may have had, the message already.
    DoubleSend,
    /// The message had been suppressed or cancelled, or had failed.
    ClaimOfStopped,
    /// Claimed without ever having been queued, or while it waited for its time.
    NeverQueued,
    /// Reported as sent without a claim before.
    WithoutClaim,
    /// After it was decided that the contact is erased.
    AfterErasure,
}

impl Code {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AfterOptOut => "after_opt_out",
            Self::WithoutConsent => "without_consent",
            Self::CartConsent => "cart_consent",
            Self::CartOrdered => "cart_ordered",
            Self::QuietHours => "quiet_hours",
            Self::StoreHours => "store_hours",
            Self::WhatsappWindow => "whatsapp_window",
            Self::OverCap => "over_cap",
            Self::Stale => "stale",
            Self::AiAfterTakeover => "ai_after_takeover",
            Self::DoubleSend => "double_send",
            Self::ClaimOfStopped => "claim_of_stopped",
            Self::NeverQueued => "never_queued",
            Self::WithoutClaim => "without_claim",
            Self::AfterErasure => "after_erasure",
        }
    }

    /// Whether claims were judged by it only since hours and limits are asked (schema 2 of `dispatch_started`).
    pub(crate) fn came_with_the_rules(self) -> bool {
        matches!(
            self,
            Self::QuietHours | Self::StoreHours | Self::OverCap | Self::CartConsent | Self::Stale
        )
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One send that should not have been. No personal data: ids, positions, moments and rules only.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Violation {
    pub code: Code,
    /// The conversation.
    pub stream: Uuid,
    /// None where the contact was erased.
    pub message: Option<MessageId>,
    /// Of the claim; of a `message_sent` where that is what is wrong.
    pub position: u64,
    /// Position of the event that forbade it: the opt-out, the takeover, the contact's last text, the earlier send. None
    /// where a table forbids it by itself.
    pub forbidden_by: Option<u64>,
    pub at: Timestamp,
    /// A sentence for people.
    pub says: String,
    /// The law, code or setting that the rule stands on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The tables that the gate asked then, where they were others than those of this audit: a row may have been corrected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judged_by: Option<String>,
}

/// A violation in the making: what a rule knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Finding {
    pub code: Code,
    pub forbidden_by: Option<u64>,
    pub says: String,
    pub source: Option<String>,
}

impl Finding {
    pub fn new(code: Code, forbidden_by: impl Into<Option<u64>>, says: impl Into<String>) -> Self {
        Self {
            code,
            forbidden_by: forbidden_by.into(),
            says: says.into(),
            source: None,
        }
    }

    #[must_use]
    pub fn by(self, source: &str) -> Self {
        Self {
            source: Some(source.to_owned()),
            ..self
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "position {}: {}", self.position, self.code)?;
        if let Some(position) = self.forbidden_by {
            write!(f, ", forbidden by position {position}")?;
        }
        write!(f, "\n  {}", self.says)?;
        if let Some(source) = &self.source {
            write!(f, " ({source})")?;
        }
        if let Some(tables) = &self.judged_by {
            write!(f, " It was judged by other tables then: {tables}.")?;
        }
        f.write_str("\n  ")?;
        if let Some(message) = self.message {
            write!(f, "message {message} of ")?;
        }
        write!(f, "stream {} at {}", self.stream, self.at)
    }
}
