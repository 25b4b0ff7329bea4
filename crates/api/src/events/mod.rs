//! The log, for auditors and integrators, and what changes, for the web app.

pub(crate) mod list;
pub(crate) mod live;
pub(crate) mod stream;
