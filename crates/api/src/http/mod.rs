//! What every operation shares: who asks, what they sent, how fast they may ask, what stands around the answer.

pub(crate) mod access;
pub(crate) mod answer;
pub(crate) mod authenticate;
pub(crate) mod body;
pub(crate) mod caller;
pub(crate) mod extractors;
pub(crate) mod fallback;
pub(crate) mod live_stream;
pub(crate) mod observe;
pub(crate) mod page;
pub(crate) mod rate_limit;
pub(crate) mod security_headers;
pub(crate) mod write;
