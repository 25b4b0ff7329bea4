use crate::{
    App,
    agents::hashed,
    http::{answer::no_content, body::Body, rate_limit::Attempt, write::Write},
    problem::{Answer, Problem},
};
use actix_web::{HttpResponse, http::StatusCode, post, web};
use auth::{email_fingerprint, password_matches};
use commands::Streams;
use domain::agent::{Agent, AgentCommand};
use secrecy::SecretString;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangePassword {
    #[schema(value_type = String, format = Password)]
    current: SecretString,
    #[schema(value_type = String, format = Password)]
    new: SecretString,
}

/// Change one's own password
///
/// Ends every session, this one too: sign in again with the new password.
#[utoipa::path(tag = "session", request_body = ChangePassword, responses((status = 204, description = "changed")))]
#[post("/v1/me/password")]
pub(crate) async fn change_password(
    app: web::Data<App>,
    write: Write,
    body: Body<ChangePassword>,
) -> Answer<HttpResponse> {
    let agent = write.caller.agent()?;
    let known = app.commands.load::<Agent>(Streams::agent(agent)).await?.state;
    let profile = known
        .profile
        .ok_or_else(|| Problem::not_found("agent_not_found", "there is no such agent"))?;
    // Guessing the current one with a stolen access token is guessing too.
    app.limiters
        .sign_ins
        .count(&Attempt::As(email_fingerprint(&app.keys, &profile.email)))?;

    let ChangePassword { current, new } = body.value;
    let stored = known.password_hash;
    if !web::block(move || password_matches(&current, Some(&stored)))
        .await
        .unwrap_or(false)
    {
        let detail = "the current password is wrong";
        let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "password_wrong", detail);
        return Err(problem.at("/body/current"));
    }
    let password_hash = hashed(new, vec![profile.name, profile.email], "/body/new").await?;
    let change = AgentCommand::ChangePassword { password_hash };
    app.commands
        .handle::<Agent>(Streams::agent(agent), &change, &write.context(body.fingerprint))
        .await?;
    Ok(no_content())
}
