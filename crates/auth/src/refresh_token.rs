//! Refresh tokens: a random secret in an HttpOnly cookie, replaced at each use. Only its hash is stored.

use crate::{NoRandomness, random};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{AgentId, SessionId};
use jiff::SignedDuration;
use uuid::Uuid;

/// Counted from the last use.
pub const REFRESH_TOKEN_LIFETIME: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Whose session, and the secret that proves it.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshToken {
    pub agent: AgentId,
    pub session: SessionId,
    secret: [u8; 32],
}

impl std::fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RefreshToken {{ agent: {}, session: {} }}", self.agent, self.session)
    }
}

impl RefreshToken {
    pub fn random(agent: AgentId, session: SessionId) -> Result<Self, NoRandomness> {
        Ok(Self {
            agent,
            session,
            secret: random()?,
        })
    }

    /// Hex of the hash that is stored. A plain hash will do: the secret is random, there is nothing to guess.
    pub fn hash(&self) -> String {
        blake3::hash(&self.secret).to_hex().to_string()
    }

    /// The cookie's value.
    pub fn to_cookie(&self) -> String {
        let secret = URL_SAFE_NO_PAD.encode(self.secret);
        format!("{}.{}.{secret}", self.agent.0.simple(), self.session.0.simple())
    }

    /// `None` if it is not the value of one of our cookies.
    pub fn from_cookie(value: &str) -> Option<Self> {
        let mut parts = value.split('.');
        let mut id = || parts.next()?.parse::<Uuid>().ok();
        let (agent, session) = (AgentId(id()?), SessionId(id()?));
        let secret = URL_SAFE_NO_PAD.decode(parts.next()?).ok()?.try_into().ok()?;
        parts.next().is_none().then_some(Self { agent, session, secret })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token() -> RefreshToken {
        RefreshToken::random(AgentId(Uuid::from_u128(1)), SessionId(Uuid::from_u128(2))).unwrap()
    }

    #[test]
    fn the_cookie_reads_back_as_the_same_token() {
        let token = token();
        assert_eq!(RefreshToken::from_cookie(&token.to_cookie()), Some(token));
    }

    #[test]
    fn each_token_is_new_and_debug_shows_no_secret() {
        let (one, two) = (token(), token());
        assert_ne!(one.hash(), two.hash());
        let secret = one.to_cookie().rsplit('.').next().unwrap().to_owned();
        assert!(!format!("{one:?}").contains(&secret));
    }

    #[test]
    fn anything_else_is_no_token() {
        for value in [
            "",
            "a.b.c",
            &format!("{}.", token().to_cookie()),
            &token().to_cookie()[..70],
        ] {
            assert_eq!(RefreshToken::from_cookie(value), None, "{value}");
        }
    }
}
