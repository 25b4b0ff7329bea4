//! Sealing of payloads: XChaCha20-Poly1305 with the stream's data key and a random nonce of 24 bytes, which is wide
//! enough to be drawn at random for ever. The header is authenticated with the payload, so that a sealed payload
//! opened under another stream, version, type or schema is refused.
//!
//! XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha, section 2.3) is HChaCha20 of the key and the first 16 bytes of the nonce,
//! which gives a key for ChaCha20-Poly1305 with the other 8. It is put together here because the second part, which is
//! nearly all of the work, takes AWS-LC a third of the time it takes the `chacha20poly1305` crate on texts of this size.

use crate::{StreamId, StreamVersion};
use aws_lc_rs::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use bytes::{Bytes, BytesMut};
use chacha20::{R20, hchacha};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

const NONCE: usize = 24;
const TAG: usize = 16;

/// How many bytes sealing adds.
pub(crate) const OVERHEAD: usize = NONCE + TAG;

/// What is set aside for opened texts at once.
const ROOM: usize = 16 << 10;

/// The key of one stream, in the clear: lives in memory only, and is wiped from there.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(crate) struct DataKey([u8; 32]);

/// The seal is broken: these are not the bytes that were sealed, or not under this key and header.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
#[error("the seal does not match: the bytes, the header or the key are not those it was made with")]
pub(crate) struct SealBroken;

/// From 256 GiB on, by the cipher's own limit.
#[derive(thiserror::Error, Debug)]
#[error("the payload is too long to be sealed")]
pub(crate) struct TooLong;

impl DataKey {
    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub(crate) fn generate() -> Result<Self, getrandom::Error> {
        let mut key = Self([0; 32]);
        getrandom::fill(&mut key.0)?;
        Ok(key)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Appends nonce, ciphertext and tag to `out`: [`OVERHEAD`] bytes more than `plain`.
    pub(crate) fn seal_into(&self, out: &mut Vec<u8>, authenticated: &[u8], plain: &[u8]) -> Result<(), TooLong> {
        // From the thread's generator, which the operating system seeds: a call into the kernel takes as long as sealing.
        let mut nonce = [0; NONCE];
        rand::fill(&mut nonce);
        let start = out.len() + NONCE;
        out.extend_from_slice(&nonce);
        out.extend_from_slice(plain);
        let (key, nonce) = self.once(&nonce).ok_or(TooLong)?;
        let tag = key
            .seal_in_place_separate_tag(nonce, Aad::from(authenticated), &mut out[start..])
            .map_err(|_| TooLong)?;
        out.extend_from_slice(tag.as_ref());
        Ok(())
    }

    pub(crate) fn open(&self, authenticated: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealBroken> {
        let (nonce, rest) = sealed.split_first_chunk().ok_or(SealBroken)?;
        let mut plain = rest.to_vec();
        let length = self.open_in_place(authenticated, nonce, &mut plain)?;
        plain.truncate(length);
        Ok(plain)
    }

    /// The text takes its place at the end of `room`, so that texts opened one after the other share an allocation.
    pub(crate) fn open_into(
        &self,
        authenticated: &[u8],
        sealed: &[u8],
        room: &mut BytesMut,
    ) -> Result<Bytes, SealBroken> {
        let (nonce, rest) = sealed.split_first_chunk().ok_or(SealBroken)?;
        if room.capacity() < rest.len() {
            room.reserve(rest.len().max(ROOM));
        }
        room.extend_from_slice(rest);
        let mut plain = room.split();
        let length = self.open_in_place(authenticated, nonce, &mut plain)?;
        plain.truncate(length);
        Ok(plain.freeze())
    }

    /// Gives the length of the text that ciphertext and tag have turned into.
    fn open_in_place(&self, authenticated: &[u8], nonce: &[u8; NONCE], text: &mut [u8]) -> Result<usize, SealBroken> {
        let (key, nonce) = self.once(nonce).ok_or(SealBroken)?;
        let plain = key.open_in_place(nonce, Aad::from(authenticated), text);
        Ok(plain.map_err(|_| SealBroken)?.len())
    }

    /// The key and the short nonce for one text.
    fn once(&self, nonce: &[u8; NONCE]) -> Option<(LessSafeKey, Nonce)> {
        let (first, last) = nonce.split_first_chunk::<16>()?;
        let key: Zeroizing<[u8; 32]> = Zeroizing::new(hchacha::<R20>((&self.0).into(), first.into()).into());
        let mut short = [0; 12];
        short[4..].copy_from_slice(last);
        let key = UnboundKey::new(&CHACHA20_POLY1305, key.as_slice()).ok()?;
        Some((LessSafeKey::new(key), Nonce::assume_unique_for_key(short)))
    }
}

/// What a sealed payload is bound to.
pub(crate) fn binding(stream: StreamId, version: StreamVersion, event_type: &str, schema: u16) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(26 + event_type.len());
    bytes.extend_from_slice(stream.0.as_bytes());
    bytes.extend_from_slice(&version.0.to_be_bytes());
    bytes.extend_from_slice(&schema.to_be_bytes());
    bytes.extend_from_slice(event_type.as_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use chacha20poly1305::aead::{Aead, KeyInit, Payload};
    use chacha20poly1305::{XChaCha20Poly1305, XNonce};
    use uuid::Uuid;

    fn sealed(key: &DataKey, authenticated: &[u8], plain: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        key.seal_into(&mut out, authenticated, plain).unwrap();
        out
    }

    fn open(key: &DataKey, authenticated: &[u8], bytes: &[u8]) -> Result<Vec<u8>, SealBroken> {
        let opened = key.open(authenticated, bytes);
        let into = key.open_into(authenticated, bytes, &mut BytesMut::new());
        assert_eq!(into.as_deref(), opened.as_deref());
        opened
    }

    #[test]
    fn what_was_sealed_opens_with_the_same_key_and_binding_only() {
        let key = DataKey::new([3; 32]);
        let bytes = sealed(&key, b"here", b"a text");
        assert_eq!(bytes.len(), 6 + OVERHEAD);
        assert_eq!(open(&key, b"here", &bytes).unwrap(), b"a text");
        assert_eq!(open(&key, b"there", &bytes), Err(SealBroken));
        assert_eq!(open(&DataKey::new([4; 32]), b"here", &bytes), Err(SealBroken));
    }

    #[test]
    fn it_is_the_xchacha20_poly1305_that_others_implement() {
        let key = DataKey::new([3; 32]);
        for length in [0, 1, 15, 16, 17, 350, 5000] {
            let plain = vec![b'x'; length];
            let bytes = sealed(&key, b"here", &plain);
            let (nonce, rest) = bytes.split_first_chunk::<NONCE>().unwrap();
            let other = XChaCha20Poly1305::new(&key.0.into());
            let payload = Payload {
                msg: rest,
                aad: b"here",
            };
            assert_eq!(other.decrypt(&XNonce::from(*nonce), payload).unwrap(), plain);
        }
    }

    #[test]
    fn any_changed_or_missing_byte_breaks_the_seal() {
        let key = DataKey::new([3; 32]);
        let bytes = sealed(&key, b"here", b"a text");
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert_eq!(open(&key, b"here", &changed), Err(SealBroken), "byte {at}");
            assert_eq!(open(&key, b"here", &bytes[..at]), Err(SealBroken), "cut at {at}");
        }
    }

    #[test]
    fn the_same_text_is_never_sealed_to_the_same_bytes() {
        let key = DataKey::new([3; 32]);
        assert_ne!(sealed(&key, b"", b"a text"), sealed(&key, b"", b"a text"));
    }

    #[test]
    fn the_binding_tells_stream_version_schema_and_type_apart() {
        let (one, two) = (StreamId(Uuid::from_u128(1)), StreamId(Uuid::from_u128(2)));
        let base = binding(one, StreamVersion(1), "sent", 1);
        assert_ne!(base, binding(two, StreamVersion(1), "sent", 1));
        assert_ne!(base, binding(one, StreamVersion(2), "sent", 1));
        assert_ne!(base, binding(one, StreamVersion(1), "sent", 2));
        assert_ne!(base, binding(one, StreamVersion(1), "read", 1));
    }
}
