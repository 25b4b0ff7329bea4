//! An id type for each thing, so that a message id can never be passed where an agent id is meant.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// A shop or brand in the deployment.
    StoreId,
    /// The lifelong thread between one store and one contact. Equal to its stream id: a keyed hash of both.
    ConversationId,
    /// A person who signs in: agent, admin or auditor.
    AgentId,
    /// An API key of an integrator.
    ApiKeyId,
    /// A text, in or out.
    MessageId,
    /// An agent's note inside a thread.
    NoteId,
    /// One signed-in browser.
    SessionId,
}

impl MessageId {
    /// The id of the message that follows from this one in a fixed role ("answer", "confirmation", "retry").
    /// Whoever derives it twice gets the same id, so that doing the work twice cannot send twice.
    pub fn follow_up(self, role: &str) -> Self {
        Self(Uuid::new_v5(&self.0, role.as_bytes()))
    }
}
