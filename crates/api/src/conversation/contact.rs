use super::{Changed, ConversationPath, change};
use crate::{
    App,
    http::{
        body::Body,
        write::{Write, Written},
    },
};
use actix_web::{patch, web};
use domain::conversation::{ConversationCommand, event::ContactUpdated};

/// Change a contact's details
///
/// What is left out stays as it is; an empty text clears a field.
#[utoipa::path(tag = "contacts", params(ConversationPath), request_body = ContactUpdated, responses((status = 200, body = Written)))]
#[patch("/v1/conversations/{id}/contact")]
pub(crate) async fn update_contact(
    app: web::Data<App>,
    at: web::Path<ConversationPath>,
    write: Write,
    body: Body<ContactUpdated>,
) -> Changed {
    let update = ConversationCommand::UpdateContact(body.value);
    change(&app, at.id, update, &write.context(body.fingerprint)).await
}
