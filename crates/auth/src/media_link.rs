//! Signatures of the public addresses of files, for carriers that fetch them.

use crate::Keys;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::ConversationId;

/// Proves that the address of this file was made here.
pub fn media_signature(keys: &Keys, conversation: ConversationId, hash: &str) -> String {
    URL_SAFE_NO_PAD.encode(sign(keys, conversation, hash).as_bytes())
}

/// Compares in constant time.
pub fn media_signature_matches(keys: &Keys, conversation: ConversationId, hash: &str, signature: &str) -> bool {
    let presented = URL_SAFE_NO_PAD
        .decode(signature)
        .ok()
        .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    // blake3's hashes compare in constant time.
    presented.is_some_and(|presented| sign(keys, conversation, hash) == presented)
}

fn sign(keys: &Keys, conversation: ConversationId, hash: &str) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new_keyed(&keys.media_links);
    hasher.update(conversation.0.as_bytes()).update(hash.as_bytes());
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_signature_is_good_for_its_own_file_only() {
        let keys = Keys::new([1; 32]);
        let (one, two) = (ConversationId(Uuid::from_u128(1)), ConversationId(Uuid::from_u128(2)));
        let signature = media_signature(&keys, one, "abc");
        assert!(media_signature_matches(&keys, one, "abc", &signature));
        assert!(!media_signature_matches(&keys, one, "abd", &signature));
        assert!(!media_signature_matches(&keys, two, "abc", &signature));
        assert!(!media_signature_matches(&Keys::new([2; 32]), one, "abc", &signature));
        assert!(!media_signature_matches(&keys, one, "abc", ""));
    }
}
