//! What the shop says, in the domain's words: Shopify's checkout and order webhooks become carts, orders and consent.
//!
//! Three steps, as with carriers: [`verify`] the signature over the raw bytes, [`shopify::attribute`] the webhook to a
//! contact so that the raw copy can be written under the contact's key, and only later [`shopify::parse`] it.
//! [`recovery_text`] and [`link_code`] make the text that goes out for an abandoned cart.
//!
//! **Architecture invariant.** Pure: no IO, no clock. Which number consent was given for is decided here and nowhere
//! else; whether it counts is decided by the domain.

mod link;
mod money;
mod recovery;
pub mod shopify;
mod signature;
mod template;

pub use link::link_code;
pub use money::{InvalidAmount, minor_units};
pub use recovery::{RecoveryError, recovery_text};
pub use signature::{WrongSignature, sign, verify};
pub use template::{TemplateError, render};
