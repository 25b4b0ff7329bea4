//! Files for carriers that fetch them: an address that only we can make, for one file each.

use super::{FileContent, content, not_found, respond};
use crate::{App, problem::Answer};
use actix_web::{HttpResponse, get, web};
use auth::{Keys, media_signature, media_signature_matches};
use commands::Streams;
use domain::ConversationId;
use serde::Deserialize;
use utoipa::IntoParams;

/// Makes the public addresses of files. `public_url` has no slash at the end.
pub fn media_link(keys: Keys, public_url: String) -> impl Fn(ConversationId, &str) -> String + Send + Sync {
    move |conversation, hash| {
        let signature = media_signature(&keys, conversation, hash);
        format!("{public_url}/m/{conversation}/{hash}/{signature}")
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct FetchPath {
    conversation: ConversationId,
    hash: String,
    signature: String,
}

/// Fetch a file as a carrier
#[utoipa::path(
    tag = "carriers and shops",
    params(FetchPath), responses((status = 200, body = FileContent, content_type = "application/octet-stream"))
)]
#[get("/m/{conversation}/{hash}/{signature}")]
pub(crate) async fn fetch_media(app: web::Data<App>, at: web::Path<FetchPath>) -> Answer<HttpResponse> {
    if !media_signature_matches(&app.keys, at.conversation, &at.hash, &at.signature) {
        return Err(not_found());
    }
    let content = content(&app, Streams::conversation(at.conversation), &at.hash)
        .await?
        .ok_or_else(not_found)?;
    Ok(respond(content, false))
}
