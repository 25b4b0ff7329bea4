//! Shopify's webhook signature: base64 HMAC-SHA256 of the raw body, in `X-Shopify-Hmac-Sha256`.
//! <https://shopify.dev/docs/apps/build/webhooks/subscribe/https#step-2-validate-the-origin-of-your-webhook-to-ensure-its-coming-from-shopify>

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

/// The body was not signed with the store's webhook secret.
#[derive(thiserror::Error, Clone, Copy, PartialEq, Eq, Debug)]
#[error("the webhook's signature is wrong: compare the shop's webhook secret with the configured one")]
pub struct WrongSignature;

/// Checks `X-Shopify-Hmac-Sha256`, in constant time. `body` is the bytes as they came, before any decoding.
pub fn verify(secret: &str, header: &str, body: &[u8]) -> Result<(), WrongSignature> {
    let expected = sign(secret, body);
    if bool::from(expected.as_bytes().ct_eq(header.trim().as_bytes())) {
        Ok(())
    } else {
        Err(WrongSignature)
    }
}

/// The header that Shopify would send with `body`: for the demo store's own checkout, and for tests.
pub fn sign(secret: &str, body: &[u8]) -> String {
    STANDARD.encode(hmac_sha256(secret.as_bytes(), body))
}

fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length (RFC 2104)");
    mac.update(message);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Vector {
        secret: String,
        body: String,
        hmac: String,
    }

    /// Each was accepted by `shopify.webhooks.validate` of npm `@shopify/shopify-api`.
    #[test]
    fn signs_as_shopifys_own_library_expects() {
        let vectors: Vec<Vector> = serde_json::from_str(include_str!("../fixtures/signatures.json")).unwrap();
        assert!(vectors.len() >= 4);
        for Vector { secret, body, hmac } in vectors {
            assert_eq!(sign(&secret, body.as_bytes()), hmac);
            assert_eq!(verify(&secret, &hmac, body.as_bytes()), Ok(()));
        }
    }

    #[test]
    fn one_changed_byte_of_body_secret_or_header_is_refused() {
        let header = sign("secret", b"{\"id\":1}");
        assert_eq!(verify("secret", &header, b"{\"id\":2}"), Err(WrongSignature));
        assert_eq!(verify("Secret", &header, b"{\"id\":1}"), Err(WrongSignature));
        assert_eq!(verify("secret", &header[1..], b"{\"id\":1}"), Err(WrongSignature));
        assert_eq!(verify("secret", "", b"{\"id\":1}"), Err(WrongSignature));
    }
}
