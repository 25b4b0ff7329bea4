//! People who sign in, and their sessions.

mod decide;

use crate::{AgentId, SessionId, event_enum::events};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a person or a key may do. The table of permissions lives in `auth`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Admin,
    Agent,
    /// Reads everything, changes nothing.
    Auditor,
    /// An API key.
    Integrator,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AgentAdded {
    pub agent: AgentId,
    pub name: String,
    pub email: String,
    pub role: Role,
    /// Argon2id in PHC form.
    pub password_hash: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AgentChanged {
    pub name: String,
    pub role: Role,
    pub active: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PasswordChanged {
    pub password_hash: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SessionOpened {
    pub session: SessionId,
    /// Hex of the hash of the refresh token.
    pub token_hash: String,
    pub expires: Timestamp,
}

/// The refresh token was used and replaced.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SessionRotated {
    pub session: SessionId,
    pub token_hash: String,
    pub expires: Timestamp,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionEnd {
    SignedOut,
    /// An old refresh token came back: it was stolen, or somebody replays. The whole session ends.
    TokenReused,
    Deactivated,
    PasswordChanged,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SessionEnded {
    pub session: SessionId,
    pub reason: SessionEnd,
}

events! {
    AgentEvent {
        "agent_added" 1 AgentAdded,
        "agent_changed" 1 AgentChanged,
        "agent_password_changed" 1 PasswordChanged,
        "session_opened" 1 SessionOpened,
        "session_rotated" 1 SessionRotated,
        "session_ended" 1 SessionEnded,
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AgentCommand {
    Add {
        agent: AgentId,
        name: String,
        email: String,
        role: Role,
        password_hash: String,
    },
    Change {
        name: String,
        role: Role,
        active: bool,
    },
    ChangePassword {
        password_hash: String,
    },
    OpenSession {
        session: SessionId,
        token_hash: String,
        expires: Timestamp,
    },
    /// `presented` is the hash of the token that came, `token_hash` of its successor.
    RotateSession {
        session: SessionId,
        presented: String,
        token_hash: String,
        expires: Timestamp,
    },
    EndSession {
        session: SessionId,
    },
}

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Agent {
    pub version: u64,
    pub profile: Option<AgentProfile>,
    pub password_hash: String,
    pub sessions: BTreeMap<SessionId, Session>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AgentProfile {
    pub agent: AgentId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub active: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Session {
    pub token_hash: String,
    pub expires: Timestamp,
}

#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub enum AgentRejection {
    #[error("there is no such agent")]
    NotFound,
    #[error("this agent exists already")]
    AlreadyAdded,
    #[error("a name needs 1 to 120 characters and an e-mail address one @")]
    InvalidProfile,
    #[error("agents are admins, agents or auditors; integrators use API keys")]
    InvalidRole,
    #[error("this agent may not sign in any more: ask an admin")]
    Deactivated,
    #[error("the session has ended: sign in again")]
    SessionEnded,
}
