//! Who somebody is, and what they may do.
//!
//! Passwords, access tokens, refresh tokens and API keys are made and checked here; [`permissions`] is the one table that
//! says which role or scope may do what. Whether a session goes on (rotation, reuse of an old token) is decided by
//! `domain::agent`.
//!
//! **Architecture invariant.** This crate does no IO, knows no HTTP and reads no clock: the time is an argument. Hashing a
//! password is slow on purpose, so call it where blocking is allowed.

mod access_token;
mod api_key;
mod email;
mod keys;
mod media_link;
mod password;
pub mod permissions;
mod principal;
mod refresh_token;

pub use access_token::{ACCESS_TOKEN_LIFETIME, AccessToken, InvalidToken};
pub use api_key::{ApiKeySecret, PresentedApiKey};
pub use email::email_fingerprint;
pub use keys::Keys;
pub use media_link::{media_signature, media_signature_matches};
pub use password::{HashedPassword, PasswordError, WeakPassword, hash_password, password_matches};
pub use permissions::Permission;
pub use principal::Principal;
pub use refresh_token::{REFRESH_TOKEN_LIFETIME, RefreshToken};

/// The operating system refused to give random bytes; nothing secret can be made without them.
#[derive(thiserror::Error, Clone, Copy, PartialEq, Eq, Debug)]
#[error("the operating system gave no random bytes: {0}")]
pub struct NoRandomness(#[from] getrandom::Error);

fn random<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
