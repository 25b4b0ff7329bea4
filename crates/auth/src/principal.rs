//! Whoever makes a request.

use domain::{Actor, AgentId, ApiKeyId, SessionId, agent::Role, api_key::Scope};

/// A person or a program that has proven who it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Principal {
    Person {
        agent: AgentId,
        role: Role,
        session: SessionId,
    },
    ApiKey {
        key: ApiKeyId,
        scopes: Vec<Scope>,
    },
}

impl Principal {
    /// How it is written into the events that it causes.
    pub fn actor(&self) -> Actor {
        match self {
            Self::Person { agent, .. } => Actor::Agent(*agent),
            Self::ApiKey { key, .. } => Actor::ApiKey(*key),
        }
    }

    /// `None` for a program.
    pub fn agent(&self) -> Option<AgentId> {
        match self {
            Self::Person { agent, .. } => Some(*agent),
            Self::ApiKey { .. } => None,
        }
    }
}
