use super::hashed;
use crate::{
    App,
    http::{
        answer::created,
        body::Body,
        write::{Write, Written},
    },
    problem::{Answer, Problem},
};
use actix_web::{HttpResponse, http::StatusCode, post, web};
use commands::Streams;
use domain::{
    AgentId,
    agent::{Agent, AgentCommand, Role},
};
use projections::AgentRecord;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAgent {
    /// 1 to 120 characters.
    name: String,
    /// What the agent signs in with.
    email: String,
    /// `admin`, `agent` or `auditor`.
    role: Role,
    #[schema(value_type = String, format = Password)]
    password: SecretString,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct AddedAgent {
    #[serde(flatten)]
    agent: AgentRecord,
    #[serde(flatten)]
    written: Written,
}

/// Add an agent
#[utoipa::path(tag = "agents", request_body = NewAgent, responses((status = 201, body = AddedAgent)))]
#[post("/v1/agents")]
pub(crate) async fn add_agent(app: web::Data<App>, write: Write, body: Body<NewAgent>) -> Answer<HttpResponse> {
    let NewAgent {
        name,
        email,
        role,
        password,
    } = body.value;
    let id = AgentId(write.new_id("agent"));
    let owner = app.views.agent_by_email(email.clone()).await?;
    if owner.is_some_and(|owner| owner.id != id) {
        let detail = "somebody signs in with this e-mail address already";
        return Err(Problem::new(StatusCode::CONFLICT, "email_taken", detail).at("/body/email"));
    }
    let password_hash = hashed(password, vec![name.clone(), email.clone()], "/body/password").await?;
    let add = AgentCommand::Add {
        agent: id,
        name,
        email,
        role,
        password_hash,
    };
    let handled = app
        .commands
        .handle::<Agent>(Streams::agent(id), &add, &write.context(body.fingerprint))
        .await?;
    let agent = super::load(&app, id)
        .await?
        .ok_or_else(|| Problem::internal(&"an added agent is not there"))?;
    Ok(created(AddedAgent {
        agent,
        written: handled.into(),
    }))
}
