//! Access tokens: JWTs of a quarter of an hour, signed with HMAC-SHA-256.

use crate::Keys;
use domain::{AgentId, SessionId};
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};

pub const ACCESS_TOKEN_LIFETIME: SignedDuration = SignedDuration::from_mins(15);
const ISSUER: &str = "threadkeep";

/// Who signed in. What they may do is looked up at each request, so that taking it away works at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AccessToken {
    pub agent: AgentId,
    pub session: SessionId,
    pub expires: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    sub: AgentId,
    sid: SessionId,
    /// Seconds since 1970.
    iat: i64,
    exp: i64,
}

#[derive(thiserror::Error, Clone, Copy, PartialEq, Eq, Debug)]
pub enum InvalidToken {
    #[error("the access token has expired: refresh the session")]
    Expired,
    #[error("the access token is not one of ours: sign in again")]
    Forged,
}

impl AccessToken {
    pub fn new(agent: AgentId, session: SessionId, now: Timestamp) -> Self {
        let expires = now.checked_add(ACCESS_TOKEN_LIFETIME).unwrap_or(Timestamp::MAX);
        Self {
            agent,
            session,
            expires,
        }
    }

    /// The text that the browser keeps in memory. `None` only if the signing library fails, which it does for no input.
    pub fn sign(&self, keys: &Keys) -> Option<String> {
        let exp = self.expires.as_second();
        let claims = Claims {
            iss: ISSUER.to_owned(),
            sub: self.agent,
            sid: self.session,
            iat: exp - ACCESS_TOKEN_LIFETIME.as_secs(),
            exp,
        };
        encode(
            &Header::new(Algorithm::HS256),
            &claims,
            &EncodingKey::from_secret(&keys.access_tokens),
        )
        .ok()
    }

    pub fn verify(text: &str, keys: &Keys, now: Timestamp) -> Result<Self, InvalidToken> {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_required_spec_claims(&["iss", "sub", "exp"]);
        // The library would ask the machine's clock; the time is ours to pass in.
        validation.validate_exp = false;
        let key = DecodingKey::from_secret(&keys.access_tokens);
        let claims = decode::<Claims>(text, &key, &validation)
            .map_err(|_| InvalidToken::Forged)?
            .claims;
        let expires = Timestamp::from_second(claims.exp).map_err(|_| InvalidToken::Forged)?;
        if expires <= now {
            return Err(InvalidToken::Expired);
        }
        Ok(Self {
            agent: claims.sub,
            session: claims.sid,
            expires,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + minute * 60).unwrap()
    }

    fn token() -> AccessToken {
        AccessToken::new(AgentId(Uuid::from_u128(1)), SessionId(Uuid::from_u128(2)), at(0))
    }

    #[test]
    fn a_token_says_who_signed_in_until_it_expires() {
        let keys = Keys::new([1; 32]);
        let text = token().sign(&keys).unwrap();
        assert_eq!(AccessToken::verify(&text, &keys, at(14)), Ok(token()));
        assert_eq!(AccessToken::verify(&text, &keys, at(15)), Err(InvalidToken::Expired));
    }

    #[test]
    fn a_token_of_another_deployment_is_forged() {
        let text = token().sign(&Keys::new([1; 32])).unwrap();
        assert_eq!(
            AccessToken::verify(&text, &Keys::new([2; 32]), at(1)),
            Err(InvalidToken::Forged)
        );
    }

    #[test]
    fn changed_claims_and_unsigned_tokens_are_forged() {
        let keys = Keys::new([1; 32]);
        let text = token().sign(&keys).unwrap();
        let [header, _, signature] = text.split('.').collect::<Vec<_>>()[..] else {
            panic!("three parts")
        };
        let encode = |json: &str| {
            use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
            URL_SAFE_NO_PAD.encode(json)
        };
        let claims = encode(
            r#"{"iss":"threadkeep","sub":"00000000-0000-0000-0000-000000000003","sid":"00000000-0000-0000-0000-000000000002","iat":1,"exp":9999999999}"#,
        );
        let none = encode(r#"{"typ":"JWT","alg":"none"}"#);
        let changed = format!("{header}.{claims}.{signature}");
        let unsigned = format!("{none}.{claims}.");
        for text in [changed.as_str(), unsigned.as_str(), "", "a.b.c", "not a token"] {
            assert_eq!(
                AccessToken::verify(text, &keys, at(1)),
                Err(InvalidToken::Forged),
                "{text}"
            );
        }
    }
}
