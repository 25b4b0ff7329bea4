use crate::{
    App,
    http::{caller::Caller, page},
    problem::{Answer, Problem},
};
use actix_web::{get, web};
use auth::Permission;
use domain::{
    AgentId, StoreId,
    message::{Channel, MessageKind},
};
use projections::{ConversationPage, Has, ListFilter, Listing, View};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What can be listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BoxName {
    /// Nobody owns it, a person has to answer.
    Inbox,
    /// Assigned to whoever asks, or to `agent`.
    Yours,
    /// Inbox, and everything assigned and open.
    Open,
    /// Rules and the AI answer.
    Automated,
    /// The store wrote, nobody answered yet.
    Sent,
    Snoozed,
    Closed,
    #[default]
    All,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConversationsQuery {
    store: Option<StoreId>,
    #[serde(default, rename = "box")]
    #[param(inline)]
    lies_in: BoxName,
    /// The box of this agent instead of one's own; for admins and auditors.
    agent: Option<AgentId>,
    kind: Option<MessageKind>,
    channel: Option<Channel>,
    label: Option<String>,
    assignee: Option<AgentId>,
    #[serde(default)]
    unread: bool,
    #[serde(default)]
    opted_out: bool,
    has: Option<Has>,
    /// A name (prefixes and one wrong letter are fine), a number however it is written, or words of a message.
    q: Option<String>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// 1 to 200, 50 if left out.
    limit: Option<u32>,
    /// Wait (2 seconds at most) until this log position can be seen.
    at_least: Option<u64>,
}

/// List conversations
///
/// Newest activity first. Everything that is given must hold.
#[utoipa::path(tag = "conversations", params(ConversationsQuery), responses((status = 200, body = ConversationPage)))]
#[get("/v1/conversations")]
pub(crate) async fn list_conversations(
    app: web::Data<App>,
    caller: Caller,
    query: web::Query<ConversationsQuery>,
) -> Answer<web::Json<ConversationPage>> {
    let query = query.into_inner();
    let filter = ListFilter {
        listing: listing(&caller, query.lies_in, query.agent)?,
        store: query.store,
        kind: query.kind,
        channel: query.channel,
        label: query.label,
        assignee: query.assignee,
        unread: query.unread,
        opted_out: query.opted_out,
        has: query.has,
        search: query.q.filter(|text| !text.trim().is_empty()),
        cursor: page::cursor(query.cursor.as_deref())?,
        limit: page::limit(query.limit)?,
    };
    page::seen(&app, View::Conversations, query.at_least).await?;
    Ok(web::Json(app.views.list(filter).await?))
}

/// Whose box is meant, and whether it may be looked into.
fn listing(caller: &Caller, lies_in: BoxName, agent: Option<AgentId>) -> Answer<Listing> {
    if let Some(agent) = agent {
        if caller.principal.agent() != Some(agent) {
            caller.must(Permission::ReadTeamBoxes)?;
        }
        return Ok(Listing::Owned(agent));
    }
    Ok(match lies_in {
        BoxName::Inbox => Listing::Inbox,
        BoxName::Yours => Listing::Owned(caller.principal.agent().ok_or_else(|| {
            let detail = "an API key owns no conversations: name another box";
            Problem::bad_request("query_invalid", detail).at("/query/box")
        })?),
        BoxName::Open => Listing::Open,
        BoxName::Automated => Listing::Automated,
        BoxName::Sent => Listing::Sent,
        BoxName::Snoozed => Listing::Snoozed,
        BoxName::Closed => Listing::Closed,
        BoxName::All => Listing::All,
    })
}
