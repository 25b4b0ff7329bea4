use crate::{
    App,
    http::{
        body::Body,
        write::{Write, Written},
    },
    problem::{Answer, Problem},
};
use actix_web::{http::StatusCode, patch, web};
use commands::Streams;
use domain::{
    AgentId,
    agent::{Agent, AgentCommand, Role},
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct AgentPath {
    id: AgentId,
}

/// What is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AgentChange {
    name: Option<String>,
    role: Option<Role>,
    /// `false` ends every session at once; the name stays beside what the agent did.
    active: Option<bool>,
}

/// Change an agent
#[utoipa::path(tag = "agents", params(AgentPath), request_body = AgentChange, responses((status = 200, body = Written)))]
#[patch("/v1/agents/{id}")]
pub(crate) async fn change_agent(
    app: web::Data<App>,
    at: web::Path<AgentPath>,
    write: Write,
    body: Body<AgentChange>,
) -> Answer<web::Json<Written>> {
    let stream = Streams::agent(at.id);
    let loaded = app.commands.load::<Agent>(stream).await?;
    let known = loaded
        .state
        .profile
        .ok_or_else(|| Problem::not_found("agent_not_found", "there is no such agent"))?;
    let AgentChange { name, role, active } = body.value;
    let change = AgentCommand::Change {
        name: name.unwrap_or(known.name),
        role: role.unwrap_or(known.role),
        active: active.unwrap_or(known.active),
    };
    if write.caller.principal.agent() == Some(at.id) {
        keeps_own_access(known.role, &change)?;
    }
    // The fields that were left out are as they were read; if somebody changes them meanwhile, this is stale.
    let mut context = write.context(body.fingerprint);
    context.if_match.get_or_insert(loaded.version);
    let handled = app.commands.handle::<Agent>(stream, &change, &context).await?;
    Ok(web::Json(handled.into()))
}

/// Nobody locks themselves out: the last admin could not be brought back.
fn keeps_own_access(own_role: Role, change: &AgentCommand) -> Answer<()> {
    match change {
        AgentCommand::Change { role, active: true, .. } if *role == own_role => Ok(()),
        _ => {
            let detail = "you cannot take your own role or access away: ask another admin";
            Err(Problem::new(StatusCode::CONFLICT, "own_access", detail))
        }
    }
}
