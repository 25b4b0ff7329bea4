//! Those who call: people with their sessions, programs with their keys.

mod agents;
mod api_keys;
mod session;
