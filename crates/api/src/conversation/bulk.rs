use super::{assign::assignment, command, load};
use crate::{
    App,
    http::{
        body::{Body, Fingerprint},
        write::Write,
    },
    problem::{Answer, Problem},
};
use actix_web::{post, web};
use domain::{AgentId, ConversationId, conversation::ConversationCommand};
use futures::{StreamExt, stream};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

const MOST: usize = 200;
/// The log takes what comes together in one go.
const TOGETHER: usize = 32;

/// One thing for many conversations.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(tag = "action", rename_all = "snake_case")]
enum BulkAction {
    MarkRead,
    MarkUnread,
    /// `agent`: `null` hands back to the team.
    Assign {
        agent: Option<AgentId>,
    },
    Close,
    Label {
        label: String,
    },
}

#[derive(Deserialize, ToSchema)]
pub(crate) struct BulkChange {
    /// 1 to 200.
    ids: Vec<ConversationId>,
    #[serde(flatten)]
    action: BulkAction,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct BulkChanged {
    /// How many were changed, or were so already.
    done: usize,
    failed: Vec<BulkFailure>,
    /// Position in the log of the last event written.
    position: u64,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct BulkFailure {
    id: ConversationId,
    /// As the single operation would have answered.
    code: &'static str,
}

/// Change many conversations
///
/// Each is decided alone: some may fail while others are done.
#[utoipa::path(tag = "conversations", request_body = BulkChange, responses((status = 200, body = BulkChanged)))]
#[post("/v1/conversations/bulk")]
pub(crate) async fn change_conversations(
    app: web::Data<App>,
    write: Write,
    body: Body<BulkChange>,
) -> Answer<web::Json<BulkChanged>> {
    let BulkChange { ids, action } = body.value;
    if !(1..=MOST).contains(&ids.len()) {
        return Err(Problem::invalid("/body/ids", format!("name 1 to {MOST} conversations")));
    }
    let changes = ids.into_iter().map(|id| {
        let (app, write, action) = (&app, &write, action.clone());
        async move { (id, change_one(app, write, id, action, body.fingerprint).await) }
    });
    let outcomes: Vec<_> = stream::iter(changes).buffered(TOGETHER).collect().await;
    let mut changed = BulkChanged {
        done: 0,
        failed: vec![],
        position: 0,
    };
    for (id, outcome) in outcomes {
        match outcome {
            Ok(position) => {
                changed.done += 1;
                changed.position = changed.position.max(position);
            }
            Err(problem) => changed.failed.push(BulkFailure {
                id,
                code: problem.code(),
            }),
        }
    }
    Ok(web::Json(changed))
}

async fn change_one(
    app: &App,
    write: &Write,
    id: ConversationId,
    action: BulkAction,
    fingerprint: Fingerprint,
) -> Answer<u64> {
    let wanted = match action {
        BulkAction::MarkRead => ConversationCommand::MarkRead {
            agent: write.caller.agent()?,
        },
        BulkAction::MarkUnread => ConversationCommand::MarkUnread {
            agent: write.caller.agent()?,
        },
        BulkAction::Close => ConversationCommand::Close,
        BulkAction::Label { label } => ConversationCommand::AddLabel { label },
        BulkAction::Assign { agent } => {
            let (conversation, _) = load(app, id).await?;
            assignment(app, &write.caller, conversation.assignee, agent).await?
        }
    };
    Ok(command(app, id, wanted, &write.step("bulk", fingerprint))
        .await?
        .position)
}
