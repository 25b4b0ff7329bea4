//! E-mail addresses, where they must be told apart but not kept.

use crate::Keys;

/// The same for the same address however it is written, and useless to anybody without the deployment's key. For
/// counting attempts to sign in.
pub fn email_fingerprint(keys: &Keys, email: &str) -> [u8; 16] {
    let mut fingerprint = [0; 16];
    let mut hasher = blake3::Hasher::new_keyed(&keys.emails);
    hasher.update(email.trim().to_lowercase().as_bytes());
    hasher.finalize_xof().fill(&mut fingerprint);
    fingerprint
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_spaces_do_not_matter_and_the_key_does() {
        let keys = Keys::new([1; 32]);
        assert_eq!(
            email_fingerprint(&keys, " Ana@Example.com"),
            email_fingerprint(&keys, "ana@example.com")
        );
        assert_ne!(
            email_fingerprint(&keys, "ana@example.com"),
            email_fingerprint(&keys, "ben@example.com")
        );
        assert_ne!(
            email_fingerprint(&keys, "ana@example.com"),
            email_fingerprint(&Keys::new([2; 32]), "ana@example.com")
        );
    }
}
