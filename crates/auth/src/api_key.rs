//! API keys: `tk_<id>_<secret>`, shown once, stored as a hash.

use crate::Keys;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::ApiKeyId;
use subtle::ConstantTimeEq;
use uuid::Uuid;

const PREFIX: &str = "tk_";

/// The secret of a key, to be shown once.
///
/// It is derived from the key's id, so that repeating the request that made the key (same `Idempotency-Key`, after an
/// answer that got lost) shows the same secret again. Without the deployment's own key nobody can derive it.
#[derive(Clone)]
pub struct ApiKeySecret {
    key: ApiKeyId,
    secret: [u8; 32],
}

impl std::fmt::Debug for ApiKeySecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ApiKeySecret {{ key: {} }}", self.key)
    }
}

impl ApiKeySecret {
    pub fn of(key: ApiKeyId, keys: &Keys) -> Self {
        let secret = blake3::keyed_hash(&keys.api_key_secrets, key.0.as_bytes()).into();
        Self { key, secret }
    }

    /// What the integrator sends as `Authorization: Bearer …`.
    pub fn reveal(&self) -> String {
        format!(
            "{PREFIX}{}_{}",
            self.key.0.simple(),
            URL_SAFE_NO_PAD.encode(self.secret)
        )
    }

    /// Hex of the hash that is stored.
    pub fn hash(&self) -> String {
        blake3::hash(&self.secret).to_hex().to_string()
    }
}

/// A key as it came with a request, not yet compared with the stored one.
#[derive(Clone)]
pub struct PresentedApiKey {
    pub key: ApiKeyId,
    hash: blake3::Hash,
}

impl std::fmt::Debug for PresentedApiKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PresentedApiKey {{ key: {} }}", self.key)
    }
}

impl PresentedApiKey {
    /// Whether a bearer token means to be an API key at all.
    pub fn looks_like(text: &str) -> bool {
        text.starts_with(PREFIX)
    }

    pub fn parse(text: &str) -> Option<Self> {
        let (id, secret) = text.strip_prefix(PREFIX)?.split_once('_')?;
        let key = ApiKeyId(id.parse::<Uuid>().ok()?);
        let secret: [u8; 32] = URL_SAFE_NO_PAD.decode(secret).ok()?.try_into().ok()?;
        Some(Self {
            key,
            hash: blake3::hash(&secret),
        })
    }

    /// Compares in constant time.
    pub fn matches(&self, stored_hash: &str) -> bool {
        self.hash.to_hex().as_bytes().ct_eq(stored_hash.as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: ApiKeyId = ApiKeyId(Uuid::from_u128(7));

    #[test]
    fn the_revealed_key_matches_the_stored_hash() {
        let secret = ApiKeySecret::of(ID, &Keys::new([1; 32]));
        let presented = PresentedApiKey::parse(&secret.reveal()).unwrap();
        assert_eq!(presented.key, ID);
        assert!(presented.matches(&secret.hash()));
    }

    #[test]
    fn each_id_and_each_deployment_has_other_secrets() {
        let secret = ApiKeySecret::of(ID, &Keys::new([1; 32]));
        let other_id = ApiKeySecret::of(ApiKeyId(Uuid::from_u128(8)), &Keys::new([1; 32]));
        let other_deployment = ApiKeySecret::of(ID, &Keys::new([2; 32]));
        let presented = PresentedApiKey::parse(&secret.reveal()).unwrap();
        assert!(!presented.matches(&other_id.hash()));
        assert!(!presented.matches(&other_deployment.hash()));
        assert!(!presented.matches(""));
    }

    #[test]
    fn anything_else_is_no_key() {
        for text in [
            "",
            "tk_",
            "tk_1_2",
            "tk_00000000000000000000000000000007",
            "eyJhbGciOiJIUzI1NiJ9.e30.x",
        ] {
            assert!(PresentedApiKey::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn debug_shows_no_secret() {
        let secret = ApiKeySecret::of(ID, &Keys::new([1; 32]));
        let revealed = secret.reveal();
        let hidden = revealed.rsplit('_').next().unwrap();
        let presented = PresentedApiKey::parse(&revealed).unwrap();
        assert!(!format!("{secret:?} {presented:?}").contains(hidden));
    }
}
