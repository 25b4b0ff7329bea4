//! Whoever asks.

pub(crate) mod password;
pub(crate) mod read;
