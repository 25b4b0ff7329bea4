use crate::{
    App,
    http::{
        answer::created,
        body::Body,
        write::{Write, Written},
    },
    problem::{Answer, Problem},
};
use actix_web::{HttpResponse, post, web};
use auth::ApiKeySecret;
use commands::Streams;
use domain::{
    ApiKeyId,
    api_key::{ApiKey, ApiKeyCommand, Scope},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewApiKey {
    /// What it is for, 1 to 120 characters.
    name: String,
    /// At least one.
    scopes: Vec<Scope>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct IssuedApiKey {
    id: ApiKeyId,
    name: String,
    scopes: Vec<Scope>,
    /// Send it as `Authorization: Bearer …`. It is not shown again.
    #[schema(example = "tk_0190…_…")]
    secret: String,
    #[serde(flatten)]
    written: Written,
}

/// Issue an API key
#[utoipa::path(tag = "api keys", request_body = NewApiKey, responses((status = 201, body = IssuedApiKey)))]
#[post("/v1/api-keys")]
pub(crate) async fn issue_api_key(app: web::Data<App>, write: Write, body: Body<NewApiKey>) -> Answer<HttpResponse> {
    let NewApiKey { name, scopes } = body.value;
    let key = ApiKeyId(write.new_id("api_key"));
    let secret = ApiKeySecret::of(key, &app.keys);
    let issue = ApiKeyCommand::Issue {
        key,
        name,
        scopes,
        secret_hash: secret.hash(),
        by: write.caller.agent()?,
    };
    let stream = Streams::api_key(key);
    let handled = app
        .commands
        .handle::<ApiKey>(stream, &issue, &write.context(body.fingerprint))
        .await?;
    let issued = app.commands.load::<ApiKey>(stream).await?.state.issued;
    let issued = issued.ok_or_else(|| Problem::internal(&"an issued API key is not there"))?;
    let answer = IssuedApiKey {
        id: key,
        name: issued.name,
        scopes: issued.scopes,
        secret: secret.reveal(),
        written: handled.into(),
    };
    Ok(created(answer))
}
