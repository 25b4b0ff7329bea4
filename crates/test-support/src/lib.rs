//! What black-box tests stand on: a real server in this process on a clock that only the test moves, people and keys of
//! every kind to call it as, and waiting without sleeping.
//!
//! ```no_run
//! # async fn example() {
//! let server = test_support::TestServer::start().await;
//! let conversation = server.text_from("+14155550123", "Where is my order?").await;
//! let path = format!("/v1/conversations/{conversation}/messages");
//! server.as_agent().post(&path).json(serde_json::json!({ "body": "On its way!" })).await.ok();
//! # }
//! ```
//!
//! **Architecture invariant.** Nothing here is linked into the server. Failures panic with what was asked and answered:
//! this crate is for tests, where stopping at once is right.

#![allow(clippy::missing_panics_doc, reason = "panicking is how a test fails")]

mod call;
mod cast;
mod deployment;
mod server;
mod waiting;

pub use call::{Call, Caller, Reply};
pub use cast::{ADMIN, AGENT, AUDITOR, COLLEAGUE, PASSWORD, Person, STORE, STORE_NUMBER, WHATSAPP_NUMBER, api_key};
pub use deployment::{Deployment, set_up};
pub use server::TestServer;
