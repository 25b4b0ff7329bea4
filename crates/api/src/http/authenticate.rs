//! From the `Authorization` header to a person or a program.

use crate::{App, problem::Problem};
use actix_web::http::{
    StatusCode,
    header::{self, HeaderMap},
};
use auth::{AccessToken, InvalidToken, PresentedApiKey, Principal};
use commands::Streams;
use domain::{agent::Agent, api_key::ApiKey};
use jiff::Timestamp;

/// Who sent the request, and until when the proof is good.
#[derive(Clone, Debug)]
pub(crate) struct Authenticated {
    pub principal: Principal,
    /// `None`: an API key, good until it is revoked.
    pub expires: Option<Timestamp>,
}

/// Role, session and scopes are looked up in the log at each request, so that taking them away works at once.
pub(crate) async fn authenticate(app: &App, headers: &HeaderMap) -> Result<Authenticated, Problem> {
    let bearer = bearer(headers)?;
    if PresentedApiKey::looks_like(bearer) {
        by_api_key(app, bearer).await
    } else {
        by_access_token(app, bearer).await
    }
}

fn bearer(headers: &HeaderMap) -> Result<&str, Problem> {
    let value = headers
        .get(header::AUTHORIZATION)
        .ok_or_else(Problem::unauthenticated)?;
    let (scheme, token) = value
        .to_str()
        .ok()
        .and_then(|value| value.split_once(' '))
        .ok_or_else(invalid)?;
    if scheme.eq_ignore_ascii_case("bearer") {
        Ok(token.trim())
    } else {
        Err(invalid())
    }
}

async fn by_access_token(app: &App, text: &str) -> Result<Authenticated, Problem> {
    let token = AccessToken::verify(text, &app.keys, app.wall_clock.now()).map_err(|error| match error {
        InvalidToken::Expired => Problem::new(StatusCode::UNAUTHORIZED, "token_expired", error.to_string()),
        InvalidToken::Forged => invalid(),
    })?;
    let agent = app.commands.load::<Agent>(Streams::agent(token.agent)).await?.state;
    let profile = agent.profile.filter(|profile| profile.active).ok_or_else(ended)?;
    if !agent.sessions.contains_key(&token.session) {
        return Err(ended());
    }
    let principal = Principal::Person {
        agent: token.agent,
        role: profile.role,
        session: token.session,
    };
    Ok(Authenticated {
        principal,
        expires: Some(token.expires),
    })
}

async fn by_api_key(app: &App, text: &str) -> Result<Authenticated, Problem> {
    let presented = PresentedApiKey::parse(text).ok_or_else(invalid)?;
    let known = app.commands.load::<ApiKey>(Streams::api_key(presented.key)).await;
    // The id is whatever the sender wrote: it may be that of something else.
    let known = known.map_err(|_| invalid())?.state;
    let issued = known.issued.filter(|_| !known.revoked).ok_or_else(invalid)?;
    if !presented.matches(&issued.secret_hash) {
        return Err(invalid());
    }
    Ok(Authenticated {
        principal: Principal::ApiKey {
            key: issued.key,
            scopes: issued.scopes,
        },
        expires: None,
    })
}

fn invalid() -> Problem {
    let detail = "this is neither an access token nor an API key of this deployment: sign in, or check the key";
    Problem::new(StatusCode::UNAUTHORIZED, "token_invalid", detail)
}

fn ended() -> Problem {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "session_ended",
        "the session has ended: sign in again",
    )
}
