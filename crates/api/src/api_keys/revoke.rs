use crate::{
    App,
    http::{answer::no_content, body::Fingerprint, write::Write},
    problem::Answer,
};
use actix_web::{HttpResponse, delete, web};
use commands::Streams;
use domain::{
    ApiKeyId,
    api_key::{ApiKey, ApiKeyCommand},
};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct ApiKeyPath {
    id: ApiKeyId,
}

/// Revoke an API key
///
/// From the next request on it is refused.
#[utoipa::path(tag = "api keys", params(ApiKeyPath), responses((status = 204, description = "revoked")))]
#[delete("/v1/api-keys/{id}")]
pub(crate) async fn revoke_api_key(
    app: web::Data<App>,
    at: web::Path<ApiKeyPath>,
    write: Write,
) -> Answer<HttpResponse> {
    let revoke = ApiKeyCommand::Revoke {
        by: write.caller.agent()?,
    };
    let context = write.context(Fingerprint::of_nothing());
    app.commands
        .handle::<ApiKey>(Streams::api_key(at.id), &revoke, &context)
        .await?;
    Ok(no_content())
}
