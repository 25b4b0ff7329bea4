use super::{Changed, ConversationPath, command};
use crate::{
    App,
    http::{
        body::Body,
        write::{Write, Written},
    },
    problem::Problem,
};
use actix_web::{post, web};
use domain::conversation::ConversationCommand;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LabelChange {
    /// Each of at most 40 characters.
    #[serde(default)]
    add: Vec<String>,
    #[serde(default)]
    remove: Vec<String>,
}

const MOST: usize = 20;

/// Add and remove labels
#[utoipa::path(tag = "conversations", params(ConversationPath), request_body = LabelChange, responses((status = 200, body = Written)))]
#[post("/v1/conversations/{id}/labels")]
pub(crate) async fn label_conversation(
    app: web::Data<App>,
    at: web::Path<ConversationPath>,
    write: Write,
    body: Body<LabelChange>,
) -> Changed {
    let LabelChange { add, remove } = body.value;
    if add.len() + remove.len() == 0 || add.len() + remove.len() > MOST {
        return Err(Problem::invalid(
            "/body",
            format!("name 1 to {MOST} labels in `add` and `remove`"),
        ));
    }
    let add = add.into_iter().map(|label| ConversationCommand::AddLabel { label });
    let remove = remove
        .into_iter()
        .map(|label| ConversationCommand::RemoveLabel { label });
    let mut written = Written {
        position: 0,
        version: 0,
    };
    for (index, wanted) in add.chain(remove).enumerate() {
        // Only the first is checked against If-Match: the rest follow from it.
        let mut context = write.step(&format!("label {index}"), body.fingerprint);
        context.if_match = write.context(body.fingerprint).if_match.filter(|_| index == 0);
        written = command(&app, at.id, wanted, &context).await?;
    }
    Ok(web::Json(written))
}
