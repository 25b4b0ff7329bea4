//! Erasing a contact: what was asked for, which files go with it, and that it was carried out.
//!
//! Each erasure has a stream of its own, beside the contact's, whose key it destroys. What stands here outlives the
//! person's key, so it is never personal data: ids, hashes, counts and fixed words only.

use crate::{Aggregate, ConversationId, Rejected, StoreId, event_enum::events};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Why a contact was erased. A fixed word: free text could name the person again.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErasureReason {
    /// The person asked the store to be forgotten (GDPR Art. 17, CCPA 1798.105).
    ContactRequest,
    /// The shop passed such a request on (Shopify's `customers/redact`).
    ShopRequest,
    /// It was kept for as long as the store's own rules say.
    RetentionPeriod,
}

/// From here on nothing is sent to this contact and nothing of them is kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ContactErased {
    pub store: StoreId,
    pub conversation: ConversationId,
    pub reason: ErasureReason,
}

/// The files that have to be removed, by the hashes of their sealed bytes. Recorded before the key is destroyed, since
/// nobody can tell afterwards which files were whose.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ErasureMediaListed {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
    /// More follow in another event.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
}

/// The key is destroyed, the files are removed, the views hold nothing of the contact any more.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ErasureCompleted {
    pub conversation: ConversationId,
    /// How many events of the contact nobody can read any more.
    pub events: u64,
    /// Log positions of the first and the last of them.
    pub first: Option<u64>,
    pub last: Option<u64>,
    /// How many files were removed.
    pub media: u64,
}

events! {
    ErasureEvent {
        "contact_erased" 1 ContactErased,
        "erasure_media_listed" 1 ErasureMediaListed,
        "erasure_completed" 1 ErasureCompleted,
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ErasureCommand {
    Erase {
        store: StoreId,
        conversation: ConversationId,
        reason: ErasureReason,
    },
    /// Files of the contact. A part of them if `more` follow: an append may hold a mebibyte.
    ListMedia { files: Vec<String>, more: bool },
    Complete {
        events: u64,
        first: Option<u64>,
        last: Option<u64>,
    },
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Erasure {
    pub erased: Option<ContactErased>,
    pub files: BTreeSet<String>,
    /// All files are known.
    pub media_listed: bool,
    pub completed: Option<ErasureCompleted>,
}

#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub enum ErasureRejection {
    #[error("this contact was not erased")]
    NotFound,
    #[error("the files of this contact are not listed yet: list them before the erasure is completed")]
    MediaNotListed,
}

impl Rejected for ErasureRejection {
    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "erasure_not_found",
            Self::MediaNotListed => "erasure_media_not_listed",
        }
    }
}

impl Erasure {
    /// Whoever lists again after a crash adds what was missing.
    fn list(&self, files: &[String], more: bool) -> Vec<ErasureEvent> {
        let new: BTreeSet<&String> = files.iter().filter(|file| !self.files.contains(*file)).collect();
        if new.is_empty() && more {
            return vec![];
        }
        let files = new.into_iter().cloned().collect();
        vec![ErasureMediaListed { files, more }.into()]
    }
}

impl Aggregate for Erasure {
    type Command = ErasureCommand;
    type Event = ErasureEvent;
    type Rejection = ErasureRejection;

    fn decide(&self, command: &ErasureCommand, _now: Timestamp) -> Result<Vec<ErasureEvent>, ErasureRejection> {
        match command {
            ErasureCommand::Erase { .. } if self.erased.is_some() => Ok(vec![]),
            ErasureCommand::Erase {
                store,
                conversation,
                reason,
            } => Ok(vec![
                ContactErased {
                    store: *store,
                    conversation: *conversation,
                    reason: *reason,
                }
                .into(),
            ]),
            ErasureCommand::ListMedia { .. } if self.media_listed => Ok(vec![]),
            ErasureCommand::ListMedia { files, more } => {
                self.erased.as_ref().ok_or(ErasureRejection::NotFound)?;
                Ok(self.list(files, *more))
            }
            ErasureCommand::Complete { .. } if self.completed.is_some() => Ok(vec![]),
            ErasureCommand::Complete { events, first, last } => {
                let erased = self.erased.as_ref().ok_or(ErasureRejection::NotFound)?;
                if !self.media_listed {
                    return Err(ErasureRejection::MediaNotListed);
                }
                let completed = ErasureCompleted {
                    conversation: erased.conversation,
                    events: *events,
                    first: *first,
                    last: *last,
                    media: self.files.len() as u64,
                };
                Ok(vec![completed.into()])
            }
        }
    }

    fn evolve(&mut self, event: &ErasureEvent, _version: u64, _at: Timestamp) {
        match event {
            ErasureEvent::ContactErased(erased) => self.erased = Some(erased.clone()),
            ErasureEvent::ErasureMediaListed(listed) => {
                self.files.extend(listed.files.iter().cloned());
                self.media_listed = !listed.more;
            }
            ErasureEvent::ErasureCompleted(completed) => self.completed = Some(completed.clone()),
        }
    }
}
