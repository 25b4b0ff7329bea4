//! Keys for integrators. Shown once, kept as a hash, revocable.

use crate::{AgentId, Aggregate, ApiKeyId, Rejected, event_enum::events};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a key may do.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Read conversations, contacts, carts, orders, settings.
    Read,
    /// Send, schedule, cancel, assign, close, note, opt out.
    Write,
    /// Read the event feed.
    Events,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ApiKeyIssued {
    pub key: ApiKeyId,
    pub name: String,
    pub scopes: Vec<Scope>,
    /// Hex of the hash of the secret.
    pub secret_hash: String,
    pub issued_by: AgentId,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ApiKeyRevoked {
    pub revoked_by: AgentId,
}

events! {
    ApiKeyEvent {
        "api_key_issued" 1 ApiKeyIssued,
        "api_key_revoked" 1 ApiKeyRevoked,
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ApiKeyCommand {
    Issue {
        key: ApiKeyId,
        name: String,
        scopes: Vec<Scope>,
        secret_hash: String,
        by: AgentId,
    },
    Revoke {
        by: AgentId,
    },
}

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct ApiKey {
    pub issued: Option<ApiKeyIssued>,
    pub revoked: bool,
}

#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub enum ApiKeyRejection {
    #[error("there is no such API key")]
    NotFound,
    #[error("an API key needs a name of 1 to 120 characters and at least one scope")]
    Invalid,
}

impl Rejected for ApiKeyRejection {
    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "api_key_not_found",
            Self::Invalid => "api_key_invalid",
        }
    }
}

impl Aggregate for ApiKey {
    type Command = ApiKeyCommand;
    type Event = ApiKeyEvent;
    type Rejection = ApiKeyRejection;

    fn decide(&self, command: &ApiKeyCommand, _now: Timestamp) -> Result<Vec<ApiKeyEvent>, ApiKeyRejection> {
        match command {
            ApiKeyCommand::Issue { .. } if self.issued.is_some() => Ok(vec![]),
            ApiKeyCommand::Issue {
                key,
                name,
                scopes,
                secret_hash,
                by,
            } => {
                let name = name.trim();
                if name.is_empty() || name.chars().count() > 120 || scopes.is_empty() {
                    return Err(ApiKeyRejection::Invalid);
                }
                let mut scopes = scopes.clone();
                scopes.sort();
                scopes.dedup();
                let (name, secret_hash) = (name.to_owned(), secret_hash.clone());
                Ok(vec![
                    ApiKeyIssued {
                        key: *key,
                        name,
                        scopes,
                        secret_hash,
                        issued_by: *by,
                    }
                    .into(),
                ])
            }
            ApiKeyCommand::Revoke { .. } if self.issued.is_none() => Err(ApiKeyRejection::NotFound),
            ApiKeyCommand::Revoke { .. } if self.revoked => Ok(vec![]),
            ApiKeyCommand::Revoke { by } => Ok(vec![ApiKeyRevoked { revoked_by: *by }.into()]),
        }
    }

    fn evolve(&mut self, event: &ApiKeyEvent, _version: u64, _at: Timestamp) {
        match event {
            ApiKeyEvent::ApiKeyIssued(issued) => self.issued = Some(issued.clone()),
            ApiKeyEvent::ApiKeyRevoked(_) => self.revoked = true,
        }
    }
}
