//! What Threadkeep expects of a carrier, and a carrier of its own for demos and tests.
//!
//! [`Gateway`] is the whole contract: send once and say honestly what became of it, and answer afterwards whether a
//! message that may have left did leave. [`simulator`] is the gateway of the demo store: a fake phone network with its
//! own ledger. Real carriers are a crate each (`gateway-twilio`).
//!
//! **Architecture invariant.** A gateway never decides whether a message may be sent, never retries and keeps nothing of
//! ours: rules, claims and retries belong to the domain and to the dispatch reactor. It reads no clock of its own.

mod carrier;
mod inbound;
pub mod segments;
pub mod simulator;

pub use carrier::{
    Accepted, Capabilities, FetchError, Found, Gateway, Lookup, LookupError, MediaForm, MediaLimits, MediaSource,
    Outbound, OutboundMedia, SendError,
};
pub use inbound::{Attribution, CarrierInbound, InboundText, OptOutType, ParseError, RemoteMedia};
