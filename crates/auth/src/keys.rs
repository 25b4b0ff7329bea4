//! The deployment's key for everything that is signed or derived here.

use zeroize::{Zeroize, ZeroizeOnDrop};

const ACCESS_TOKENS: &str = "threadkeep 2026 access tokens v1";
const API_KEY_SECRETS: &str = "threadkeep 2026 api key secrets v1";
const MEDIA_LINKS: &str = "threadkeep 2026 media links v1";
const EMAILS: &str = "threadkeep 2026 email fingerprints v1";

/// Keys for each purpose, derived from one secret. Changing the secret signs everybody out.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Keys {
    pub(crate) access_tokens: [u8; 32],
    pub(crate) api_key_secrets: [u8; 32],
    pub(crate) emails: [u8; 32],
    pub(crate) media_links: [u8; 32],
}

impl Keys {
    /// `secret` is derived from the master key, for this purpose only.
    pub fn new(mut secret: [u8; 32]) -> Self {
        let keys = Self {
            access_tokens: blake3::derive_key(ACCESS_TOKENS, &secret),
            api_key_secrets: blake3::derive_key(API_KEY_SECRETS, &secret),
            emails: blake3::derive_key(EMAILS, &secret),
            media_links: blake3::derive_key(MEDIA_LINKS, &secret),
        };
        secret.zeroize();
        keys
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}
