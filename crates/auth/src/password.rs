//! Passwords: argon2id, and a word on their strength when they are chosen.

use crate::{NoRandomness, random};
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use secrecy::{ExposeSecret, SecretString};

/// OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Longer ones are refused: they only cost time (and zxcvbn looks at no more).
const LONGEST: usize = 128;
/// NIST SP 800-63B, 5.1.1.2.
const SHORTEST: usize = 8;

/// In PHC form, ready to be stored.
pub type HashedPassword = String;

#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub enum PasswordError {
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    #[error("the password could not be hashed")]
    Hashing,
}

#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub enum WeakPassword {
    #[error("a password needs {SHORTEST} to {LONGEST} characters")]
    Length,
    #[error("this password is too easy to guess: {0}")]
    Guessable(String),
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Hashes a newly chosen password. `known` are words an attacker would try first: name, e-mail address, the shop's name.
/// Takes tens of milliseconds and 19 MiB.
pub fn hash_password(password: &SecretString, known: &[&str]) -> Result<HashedPassword, PasswordError> {
    check_strength(password.expose_secret(), known)?;
    let salt: [u8; 16] = random()?;
    let hash: PasswordHash = argon2()
        .hash_password_with_salt(password.expose_secret().as_bytes(), &salt)
        .map_err(|_| PasswordError::Hashing)?;
    Ok(hash.to_string())
}

/// Whether it is the password of this hash. Without a hash (nobody has that e-mail address) it takes as long and says no,
/// so that the time does not tell which addresses exist.
pub fn password_matches(password: &SecretString, hash: Option<&str>) -> bool {
    // Of no password: its salt and output are arbitrary, its cost is the cost of a real one.
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let password = password.expose_secret();
    let fits = password.chars().count() <= LONGEST;
    let password = if fits { password.as_bytes() } else { &[] };
    let matches = PasswordHash::new(hash.unwrap_or(NOBODY))
        .is_ok_and(|parsed| argon2().verify_password(password, &parsed).is_ok());
    matches && fits && hash.is_some()
}

fn check_strength(password: &str, known: &[&str]) -> Result<(), WeakPassword> {
    if !(SHORTEST..=LONGEST).contains(&password.chars().count()) {
        return Err(WeakPassword::Length);
    }
    let estimate = zxcvbn::zxcvbn(password, known);
    // Three of four: more than 10^8 guesses.
    if estimate.score() >= zxcvbn::Score::Three {
        return Ok(());
    }
    let warning = estimate
        .feedback()
        .and_then(|feedback| feedback.warning())
        .map(|warning| warning.to_string());
    let advice = "use a few words that do not belong together".to_owned();
    Err(WeakPassword::Guessable(warning.map_or(advice.clone(), |warning| {
        format!("{} {advice}", lowercase_first(&warning))
    })))
}

fn lowercase_first(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> SecretString {
        text.to_owned().into()
    }

    #[test]
    fn a_password_matches_its_own_hash_only() {
        let hash = hash_password(&secret("violet-anchor-teapot"), &[]).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(password_matches(&secret("violet-anchor-teapot"), Some(&hash)));
        assert!(!password_matches(&secret("violet-anchor-teapoT"), Some(&hash)));
    }

    #[test]
    fn the_same_password_is_hashed_differently_each_time() {
        let password = secret("violet-anchor-teapot");
        assert_ne!(
            hash_password(&password, &[]).unwrap(),
            hash_password(&password, &[]).unwrap()
        );
    }

    #[test]
    fn nobody_has_no_password_and_a_broken_hash_matches_nothing() {
        assert!(!password_matches(&secret(""), None));
        assert!(!password_matches(&secret("violet-anchor-teapot"), None));
        assert!(!password_matches(&secret("violet-anchor-teapot"), Some("plain text")));
        assert!(!password_matches(&secret(&"x".repeat(LONGEST + 1)), None));
    }

    #[test]
    fn easy_passwords_are_refused_with_advice() {
        for weak in ["password1", "qwertyuiop", "aaaaaaaaaaaa"] {
            let refused = hash_password(&secret(weak), &[]).unwrap_err();
            assert!(
                matches!(refused, PasswordError::Weak(WeakPassword::Guessable(_))),
                "{weak}: {refused}"
            );
        }
        let named = hash_password(&secret("ana.castillo"), &["ana.castillo@example.com", "Ana Castillo"]);
        assert!(matches!(named, Err(PasswordError::Weak(_))));
    }

    #[test]
    fn a_password_must_be_neither_short_nor_endless() {
        for (length, fits) in [(7, false), (LONGEST + 1, false)] {
            let password = secret(&"a1!Z".repeat(40)[..length]);
            assert_eq!(hash_password(&password, &[]) != Err(WeakPassword::Length.into()), fits);
        }
    }
}
