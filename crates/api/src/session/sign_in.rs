use super::{SessionOpened, cookie, end_of_session, opened, origin};
use crate::{
    App,
    http::{access::address, body::Body, caller::RequestId, rate_limit::Attempt},
    problem::{Answer, Problem},
};
use actix_web::{HttpRequest, HttpResponse, http::StatusCode, post, web};
use auth::{RefreshToken, email_fingerprint, password_matches};
use commands::{Context, Streams};
use domain::{
    Actor, SessionId,
    agent::{Agent, AgentCommand},
};
use secrecy::SecretString;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    #[schema(example = "ana@example.com")]
    email: String,
    #[schema(value_type = String, format = Password)]
    password: SecretString,
}

/// Sign in
///
/// Gives an access token of a quarter of an hour, and sets the refresh token as a cookie that scripts cannot read.
#[utoipa::path(tag = "session", request_body = SignIn, responses((status = 200, body = SessionOpened)))]
#[post("/v1/session")]
pub(crate) async fn sign_in(
    app: web::Data<App>,
    request: HttpRequest,
    id: RequestId,
    body: Body<SignIn>,
) -> Answer<HttpResponse> {
    origin::check(&request)?;
    let SignIn { email, password } = body.value;
    let from = address(&app, request.peer_addr(), request.headers());
    app.limiters.sign_ins.count(&Attempt::From(from))?;
    app.limiters
        .sign_ins
        .count(&Attempt::As(email_fingerprint(&app.keys, &email)))?;

    let known = app.views.agent_by_email(email).await?;
    let agent = match &known {
        Some(known) => app.commands.load::<Agent>(Streams::agent(known.id)).await?.state,
        None => Agent::default(),
    };
    let hash = known.as_ref().map(|_| agent.password_hash.clone());
    let matches = web::block(move || password_matches(&password, hash.as_deref())).await;
    let profile = agent
        .profile
        .filter(|_| matches.unwrap_or(false))
        .ok_or_else(credentials_invalid)?;

    let token = RefreshToken::random(profile.agent, SessionId(Uuid::new_v4()))?;
    let open = AgentCommand::OpenSession {
        session: token.session,
        token_hash: token.hash(),
        expires: end_of_session(&app),
    };
    let context = Context::new(Actor::Agent(profile.agent), id.0);
    app.commands
        .handle::<Agent>(Streams::agent(profile.agent), &open, &context)
        .await?;
    let opened = opened(&app, &token, profile)?;
    Ok(HttpResponse::Ok().cookie(cookie::holding(&app, &token)).json(opened))
}

/// The same for a wrong password and an unknown address: which of them exist is nobody's business.
fn credentials_invalid() -> Problem {
    let detail = "the e-mail address or the password is wrong";
    Problem::new(StatusCode::UNAUTHORIZED, "credentials_invalid", detail)
}
