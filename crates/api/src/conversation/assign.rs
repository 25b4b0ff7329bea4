use super::{Changed, ConversationPath, change, load};
use crate::{
    App,
    http::{
        body::Body,
        caller::Caller,
        write::{Write, Written},
    },
    problem::{Answer, Problem},
};
use actix_web::{post, web};
use auth::Permission;
use domain::{AgentId, agent::Role, conversation::ConversationCommand};
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Assignment {
    /// `null` hands it back to the team.
    #[serde(deserialize_with = "present")]
    #[schema(required)]
    agent: Option<AgentId>,
}

/// Leaving it out is not the same as `null`.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<AgentId>, D::Error> {
    Option::deserialize(deserializer)
}

/// Assign a conversation
///
/// Agents take it themselves or hand their own back; admins give it to anybody. It is unread for its new owner.
#[utoipa::path(tag = "ownership", params(ConversationPath), request_body = Assignment, responses((status = 200, body = Written)))]
#[post("/v1/conversations/{id}/assign")]
pub(crate) async fn assign_conversation(
    app: web::Data<App>,
    at: web::Path<ConversationPath>,
    write: Write,
    body: Body<Assignment>,
) -> Changed {
    let (conversation, _) = load(&app, at.id).await?;
    let assign = assignment(&app, &write.caller, conversation.assignee, body.value.agent).await?;
    change(&app, at.id, assign, &write.context(body.fingerprint)).await
}

/// The command, if the caller may give it.
pub(super) async fn assignment(
    app: &App,
    caller: &Caller,
    owner: Option<AgentId>,
    agent: Option<AgentId>,
) -> Answer<ConversationCommand> {
    let me = caller.principal.agent();
    let own = match agent {
        Some(_) => agent == me,
        None => owner.is_none() || owner == me,
    };
    if !own {
        caller.must(Permission::AssignOthers)?;
    }
    let Some(agent) = agent else {
        return Ok(ConversationCommand::Unassign);
    };
    let known = crate::agents::load(app, agent).await.ok().flatten();
    if known.is_some_and(|known| known.active && matches!(known.role, Role::Admin | Role::Agent)) {
        Ok(ConversationCommand::Assign { agent })
    } else {
        Err(Problem::invalid(
            "/body/agent",
            "conversations can only be given to active agents and admins",
        ))
    }
}
