//! Signing in, staying signed in, signing out.

mod cookie;
mod origin;
pub(crate) mod refresh;
pub(crate) mod sign_in;
pub(crate) mod sign_out;

use crate::{
    App,
    problem::{Answer, Problem},
};
use auth::{ACCESS_TOKEN_LIFETIME, AccessToken, REFRESH_TOKEN_LIFETIME, RefreshToken};
use domain::agent::AgentProfile;
use jiff::Timestamp;
use projections::AgentRecord;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The beginning of a session, or its going on.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
pub struct SessionOpened {
    /// Send it as `Authorization: Bearer …`, and keep it in memory only.
    pub access_token: String,
    /// Seconds.
    pub expires_in: i64,
    pub agent: AgentRecord,
}

fn opened(app: &App, token: &RefreshToken, profile: AgentProfile) -> Answer<SessionOpened> {
    let access = AccessToken::new(token.agent, token.session, app.wall_clock.now());
    let signed = access
        .sign(&app.keys)
        .ok_or_else(|| Problem::internal(&"an access token could not be signed"))?;
    Ok(SessionOpened {
        access_token: signed,
        expires_in: ACCESS_TOKEN_LIFETIME.as_secs(),
        agent: record(profile),
    })
}

fn record(profile: AgentProfile) -> AgentRecord {
    let AgentProfile {
        agent,
        name,
        email,
        role,
        active,
    } = profile;
    AgentRecord {
        id: agent,
        name,
        email,
        role,
        active,
    }
}

/// When the refresh token that is given out now ends, unless it is used before.
fn end_of_session(app: &App) -> Timestamp {
    app.commands
        .clock()
        .now()
        .checked_add(REFRESH_TOKEN_LIFETIME)
        .unwrap_or(Timestamp::MAX)
}
