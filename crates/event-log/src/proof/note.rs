//! Signed notes as [C2SP signed-note](https://c2sp.org/signed-note) defines them, with Ed25519 keys (signature type 1):
//! a text, an empty line, and lines of signatures, of which those by unknown keys are passed over.

use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, Signer, SigningKey as Ed25519Key, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

const ED25519: u8 = 0x01;
const SIGNATURE_MARK: &str = "\u{2014} ";
/// More than any log and all its witnesses give.
const MOST_SIGNATURES: usize = 100;

/// What a note of a known signer is checked with. As text it is the verifier key of the note tools:
/// `<name>+<key id, hexadecimal>+<base64 of the type and the key>`.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey {
    name: String,
    key: VerifyingKey,
}

/// Signs notes under a name.
pub(crate) struct SigningKey {
    public: PublicKey,
    key: Ed25519Key,
}

#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub enum NoteError {
    #[error("it is no signed note: {0}")]
    Malformed(&'static str),
    #[error("it is not signed by {0}: it comes from another log, or was signed anew with another key")]
    UnknownSigner(String),
    #[error("its signature by {0} does not match: the text or the signature was changed")]
    WrongSignature(String),
}

#[derive(thiserror::Error, Clone, Copy, PartialEq, Eq, Debug)]
#[error("a public key reads `name+key id+base64`, as `threadkeep public-key` prints it: {0}")]
pub struct NotAPublicKey(&'static str);

impl SigningKey {
    /// The name is made of the key, so that no two deployments have the same.
    pub(crate) fn of(seed: &[u8; 32]) -> Self {
        let key = Ed25519Key::from_bytes(seed);
        let fingerprint = Sha256::digest(key.verifying_key().as_bytes());
        let digits: String = fingerprint[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        let public = PublicKey {
            name: format!("threadkeep/{digits}"),
            key: key.verifying_key(),
        };
        Self { public, key }
    }

    pub(crate) fn public(&self) -> &PublicKey {
        &self.public
    }

    /// `text` ends with a newline, and has no other control characters.
    pub(crate) fn sign(&self, text: &str) -> String {
        let mut signed = self.public.id().to_vec();
        signed.extend_from_slice(&self.key.sign(text.as_bytes()).to_bytes());
        let (name, signature) = (&self.public.name, STANDARD.encode(signed));
        format!("{text}\n{SIGNATURE_MARK}{name} {signature}\n")
    }
}

impl PublicKey {
    pub fn name(&self) -> &str {
        &self.name
    }

    fn id(&self) -> [u8; 4] {
        let mut hasher = Sha256::new();
        hasher.update(self.name.as_bytes());
        hasher.update([b'\n', ED25519]);
        hasher.update(self.key.as_bytes());
        let [a, b, c, d, ..] = <[u8; 32]>::from(hasher.finalize());
        [a, b, c, d]
    }

    /// The text of a note that this key has signed.
    pub(crate) fn open<'a>(&self, note: &'a str) -> Result<&'a str, NoteError> {
        let (text, signatures) = parts(note)?;
        let mut signed = false;
        for signature in signatures {
            let (name, bytes) = signature?;
            let Some((id, bytes)) = bytes.split_first_chunk::<4>() else {
                return Err(NoteError::Malformed("a signature in it is too short"));
            };
            if name != self.name || *id != self.id() {
                continue;
            }
            let matches =
                Signature::from_slice(bytes).is_ok_and(|bytes| self.key.verify_strict(text.as_bytes(), &bytes).is_ok());
            if !matches {
                return Err(NoteError::WrongSignature(self.name.clone()));
            }
            signed = true;
        }
        match signed {
            true => Ok(text),
            false => Err(NoteError::UnknownSigner(self.name.clone())),
        }
    }
}

type NamedSignature<'a> = Result<(&'a str, Vec<u8>), NoteError>;

/// The text, and each signature with the name of its key.
fn parts(note: &str) -> Result<(&str, impl Iterator<Item = NamedSignature<'_>>), NoteError> {
    let malformed = |what| Err(NoteError::Malformed(what));
    if note.chars().any(|c| c < ' ' && c != '\n') {
        return malformed("there are control characters in it");
    }
    let Some((text, signatures)) = note.rsplit_once("\n\n") else {
        return malformed("there is no empty line between a text and its signatures");
    };
    let Some(signatures) = signatures.strip_suffix('\n') else {
        return malformed("its last line does not end");
    };
    if signatures.split('\n').count() > MOST_SIGNATURES {
        return malformed("there are too many signatures under it");
    }
    let text = &note[..text.len() + 1];
    Ok((text, signatures.split('\n').map(signature)))
}

fn signature(line: &str) -> NamedSignature<'_> {
    let malformed = NoteError::Malformed("a line under it is no signature");
    let parts = line.strip_prefix(SIGNATURE_MARK).and_then(|rest| rest.split_once(' '));
    match parts.map(|(name, signature)| (name, STANDARD.decode(signature))) {
        Some((name, Ok(signature))) if is_name(name) => Ok((name, signature)),
        _ => Err(malformed),
    }
}

pub(super) fn is_signature(line: &str) -> bool {
    line.starts_with(SIGNATURE_MARK)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '+')
}

impl FromStr for PublicKey {
    type Err = NotAPublicKey;

    fn from_str(text: &str) -> Result<Self, NotAPublicKey> {
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NotAPublicKey("it has not three parts"));
        };
        if !is_name(name) {
            return Err(NotAPublicKey("its name is none"));
        }
        let bytes = STANDARD.decode(key).unwrap_or_default();
        let key = match bytes.split_first() {
            Some((&ED25519, key)) => key.try_into().ok(),
            _ => return Err(NotAPublicKey("its last part is no Ed25519 key")),
        };
        let key = key
            .and_then(|key| VerifyingKey::from_bytes(key).ok())
            .filter(|key| !key.is_weak());
        let public = Self {
            name: name.to_owned(),
            key: key.ok_or(NotAPublicKey("its last part is no Ed25519 key"))?,
        };
        match id == public.id_digits() {
            true => Ok(public),
            false => Err(NotAPublicKey("its key id does not belong to its name and key")),
        }
    }
}

impl PublicKey {
    fn id_digits(&self) -> String {
        format!("{:08x}", u32::from_be_bytes(self.id()))
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = STANDARD.encode([&[ED25519], self.key.as_bytes().as_slice()].concat());
        write!(f, "{}+{}+{key}", self.name, self.id_digits())
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.public)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use signed_note::{Note, StandardVerifier, VerifierList};

    const TEXT: &str = "threadkeep\n7\nroot\n";

    fn key() -> SigningKey {
        SigningKey::of(&[7; 32])
    }

    /// What another implementation of the format says.
    fn opens_elsewhere(note: &str, key: &PublicKey) -> bool {
        let verifier = StandardVerifier::new(&key.to_string()).unwrap();
        let known = VerifierList::new(vec![Box::new(verifier)]);
        let note = Note::from_bytes(note.as_bytes());
        note.is_ok_and(|note| note.verify(&known).is_ok())
    }

    #[test]
    fn a_signed_note_opens_with_the_public_key_here_and_elsewhere() {
        let note = key().sign(TEXT);
        let public: PublicKey = key().public().to_string().parse().unwrap();
        assert_eq!(&public, key().public());
        assert_eq!(public.open(&note), Ok(TEXT));
        assert!(opens_elsewhere(&note, &public));
    }

    #[test]
    fn the_example_of_the_standard_is_read() {
        let public: PublicKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
            .parse()
            .unwrap();
        let note = "This is an example message.\n\n\u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAl\
                    TgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
        assert_eq!(public.open(note), Ok("This is an example message.\n"));
    }

    #[test]
    fn a_note_with_any_changed_byte_is_refused() {
        let note = key().sign(TEXT);
        for at in 0..note.len() {
            let mut changed = note.clone().into_bytes();
            changed[at] ^= 1;
            if let Ok(changed) = String::from_utf8(changed) {
                assert!(key().public().open(&changed).is_err(), "byte {at}");
            }
        }
    }

    #[test]
    fn another_key_under_the_same_name_is_another_signer() {
        let mut impostor = SigningKey::of(&[8; 32]);
        impostor.public.name = key().public.name.clone();
        let refused = key().public().open(&impostor.sign(TEXT)).unwrap_err();
        assert!(matches!(refused, NoteError::UnknownSigner(_)));
    }

    #[test]
    fn signatures_of_unknown_keys_are_passed_over() {
        let witness = SigningKey::of(&[8; 32]).sign(TEXT);
        let signature = witness.lines().last().unwrap();
        let both = format!("{}{signature}\n", key().sign(TEXT));
        assert_eq!(key().public().open(&both), Ok(TEXT));
        assert!(opens_elsewhere(&both, key().public()));
    }

    #[test]
    fn what_is_no_note_or_no_key_is_refused() {
        for note in [
            "",
            "\n\n",
            "a\n\n",
            "a\n\nb\n",
            "a\n\n\u{2014} b\n",
            "a\r\n\n\u{2014} b AAAAAAA=\n",
        ] {
            assert!(
                matches!(key().public().open(note), Err(NoteError::Malformed(_))),
                "{note:?}"
            );
        }
        let good = key().public().to_string();
        for bad in [
            "",
            "a",
            "a+b+c",
            &good.replace('/', " "),
            &good[..good.len() - 4],
            &good.replacen('+', "+0", 1),
        ] {
            assert!(bad.parse::<PublicKey>().is_err(), "{bad:?}");
        }
    }
}
