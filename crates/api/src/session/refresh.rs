use super::{SessionOpened, cookie, end_of_session, opened, origin};
use crate::{
    App,
    http::caller::RequestId,
    problem::{Answer, Problem},
};
use actix_web::{HttpRequest, HttpResponse, http::StatusCode, post, web};
use auth::RefreshToken;
use commands::{CommandError, Context, Streams};
use domain::{
    Actor,
    agent::{Agent, AgentCommand, AgentEvent},
};

/// Stay signed in
///
/// Exchanges the refresh token in the cookie for a new one and a new access token. A token that was exchanged before
/// ends the whole session: it may have been stolen. So let only one tab refresh at a time.
#[utoipa::path(tag = "session", responses((status = 200, body = SessionOpened)))]
#[post("/v1/session/refresh")]
pub(crate) async fn refresh_session(app: web::Data<App>, request: HttpRequest, id: RequestId) -> Answer<HttpResponse> {
    origin::check(&request)?;
    let presented = cookie::token(&request).ok_or_else(session_ended)?;
    match rotate(&app, &presented, id).await {
        Ok(Some((token, opened))) => Ok(HttpResponse::Ok().cookie(cookie::holding(&app, &token)).json(opened)),
        Ok(None) => {
            let mut response = HttpResponse::from_error(session_ended());
            response
                .add_removal_cookie(&cookie::removed(&app))
                .map_err(|error| Problem::internal(&error))?;
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}

/// `None` if the session is over.
async fn rotate(app: &App, presented: &RefreshToken, id: RequestId) -> Answer<Option<(RefreshToken, SessionOpened)>> {
    let stream = Streams::agent(presented.agent);
    let next = RefreshToken::random(presented.agent, presented.session)?;
    let rotate = AgentCommand::RotateSession {
        session: presented.session,
        presented: presented.hash(),
        token_hash: next.hash(),
        expires: end_of_session(app),
    };
    let context = Context::new(Actor::Agent(presented.agent), id.0);
    let handled = match app.commands.handle::<Agent>(stream, &rotate, &context).await {
        Ok(handled) => handled,
        // The cookie says whatever its bearer wrote into it: an agent that is none, a session that is over.
        Err(CommandError::Rejected(_) | CommandError::Load(commands::LoadError::Decode(_))) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let rotated = handled
        .events
        .iter()
        .any(|event| matches!(event, AgentEvent::SessionRotated(_)));
    let profile = app.commands.load::<Agent>(stream).await?.state.profile;
    match profile.filter(|profile| rotated && profile.active) {
        Some(profile) => Ok(Some((next.clone(), opened(app, &next, profile)?))),
        None => Ok(None),
    }
}

fn session_ended() -> Problem {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "session_ended",
        "the session has ended: sign in again",
    )
}
