use crate::{
    App,
    conversation::{self, ConversationPath},
    http::{
        answer::accepted,
        body::Body,
        write::{Write, Written},
    },
    problem::{Answer, Problem},
};
use actix_web::{HttpResponse, post, web};
use commands::Streams;
use domain::{
    Address, ConversationId,
    erasure::{Erasure, ErasureCommand, ErasureReason},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewErasure {
    /// The contact's number once more, in any formatting: it cannot be taken back.
    number: String,
    reason: ErasureReason,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct AskedErasure {
    /// Of the erasure and its certificate; the conversation's.
    id: ConversationId,
    #[serde(flatten)]
    written: Written,
}

/// Erase a contact
///
/// For ever: the key that their texts, notes, carts, orders and files are sealed with is destroyed, and nothing of them stays in
/// lists, search or files. The number is never texted again, and what comes from it is not kept. Nothing but the answer's
/// position is certain when this returns; `GET /v1/erasures/{id}` tells when it is carried out to the end.
#[utoipa::path(tag = "erasures", params(ConversationPath), request_body = NewErasure, responses((status = 202, body = AskedErasure)))]
#[post("/v1/conversations/{id}/erasure")]
pub(crate) async fn erase_contact(
    app: web::Data<App>,
    at: web::Path<ConversationPath>,
    write: Write,
    body: Body<NewErasure>,
) -> Answer<HttpResponse> {
    let (id, context) = (at.id, write.step("erase", body.fingerprint));
    let NewErasure { number, reason } = body.value;
    let repeated = app.commands.repeated::<Erasure>(Streams::erasure(id), &context).await?;
    let handled = match repeated {
        Some(first) => first,
        None => {
            let (conversation, started) = conversation::load(&app, id).await?;
            write.must_match(conversation.version)?;
            if number.parse::<Address>().as_ref() != Ok(&started.address) {
                let detail =
                    "this is not the number of this conversation: type it with its country code, such as +14155550123";
                return Err(Problem::invalid("/body/number", detail));
            }
            let erase = ErasureCommand::Erase {
                store: started.store,
                conversation: id,
                reason,
            };
            let stream = Streams::erasure(id);
            app.commands.handle::<Erasure>(stream, &erase, &context).await?
        }
    };
    app.commands.forget(Streams::conversation(id));
    Ok(accepted(AskedErasure {
        id,
        written: handled.into(),
    }))
}
