//! Who caused an event, in the clear part of its record. Never personal data: ids and fixed words only.

use crate::{AgentId, ApiKeyId};
use std::{fmt, str::FromStr};

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Actor {
    Agent(AgentId),
    /// An integrator's API key.
    ApiKey(ApiKeyId),
    /// The customer.
    Contact,
    /// The carrier or the simulated one: `twilio`, `simulator`.
    Carrier(String),
    /// The shop: `shopify`.
    Shop(String),
    /// The AI or a keyword rule.
    Ai,
    Flow(String),
    /// Threadkeep itself: timers, recovery after a crash, first start.
    System,
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Agent(id) => write!(f, "agent:{id}"),
            Self::ApiKey(id) => write!(f, "api_key:{id}"),
            Self::Contact => f.write_str("contact"),
            Self::Carrier(name) => write!(f, "carrier:{name}"),
            Self::Shop(name) => write!(f, "shop:{name}"),
            Self::Ai => f.write_str("ai"),
            Self::Flow(name) => write!(f, "flow:{name}"),
            Self::System => f.write_str("system"),
        }
    }
}

#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
#[error(
    "an actor reads like `agent:<id>`, `api_key:<id>`, `contact`, `carrier:<name>`, `shop:<name>`, `ai`, `flow:<name>` or `system`"
)]
pub struct InvalidActor;

impl FromStr for Actor {
    type Err = InvalidActor;

    fn from_str(text: &str) -> Result<Self, InvalidActor> {
        let (kind, rest) = text.split_once(':').unwrap_or((text, ""));
        match (kind, rest.is_empty()) {
            ("agent", false) => rest.parse().map(Self::Agent).map_err(|_| InvalidActor),
            ("api_key", false) => rest.parse().map(Self::ApiKey).map_err(|_| InvalidActor),
            ("contact", true) => Ok(Self::Contact),
            ("carrier", false) => Ok(Self::Carrier(rest.to_owned())),
            ("shop", false) => Ok(Self::Shop(rest.to_owned())),
            ("ai", true) => Ok(Self::Ai),
            ("flow", false) => Ok(Self::Flow(rest.to_owned())),
            ("system", true) => Ok(Self::System),
            _ => Err(InvalidActor),
        }
    }
}
