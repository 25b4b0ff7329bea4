//! Erasing a contact, and what there is to show for it.

pub(crate) mod certificate;
pub(crate) mod erase;
pub(crate) mod list;

use crate::problem::Problem;
use actix_web::http::StatusCode;
use domain::ConversationId;
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct ErasurePath {
    /// The conversation's id, which is also the erasure's.
    pub id: ConversationId,
}

fn not_found() -> Problem {
    Problem::not_found("erasure_not_found", "this contact was not erased")
}

const ERASED: &str = "contact_erased";

/// What is left to say of a conversation whose contact was erased.
pub(crate) fn gone() -> Problem {
    let detail = "this contact was erased: nothing of them is kept; GET /v1/erasures/{id} says when and why";
    Problem::new(StatusCode::GONE, ERASED, detail)
}

/// Nothing can be done with them, above all not texted.
pub(crate) fn refused() -> Problem {
    let detail = "this contact was erased: nothing can be sent to them or kept of them";
    Problem::new(StatusCode::CONFLICT, ERASED, detail)
}
