use crate::{
    App,
    http::caller::Caller,
    problem::{Answer, Problem},
};
use actix_web::{get, web};
use auth::{Permission, Principal};
use domain::{ApiKeyId, api_key::Scope};
use projections::AgentRecord;
use serde::Serialize;
use utoipa::ToSchema;

/// Who one is, and what one may do.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum Me {
    Person(Person),
    ApiKey(ApiKeyHolder),
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Person {
    #[serde(flatten)]
    agent: AgentRecord,
    /// Names such as `conversations.write`.
    permissions: Vec<&'static str>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct ApiKeyHolder {
    #[schema(example = "api_key")]
    kind: &'static str,
    id: ApiKeyId,
    name: String,
    scopes: Vec<Scope>,
    /// Names such as `conversations.write`.
    permissions: Vec<&'static str>,
}

/// Who am I
#[utoipa::path(tag = "session", responses((status = 200, body = Me)))]
#[get("/v1/me")]
pub(crate) async fn read_me(app: web::Data<App>, caller: Caller) -> Answer<web::Json<Me>> {
    let permissions = Permission::all()
        .filter(|permission| caller.may(*permission))
        .map(Permission::name)
        .collect();
    let gone = || Problem::not_found("not_found", "this account is not there any more");
    let me = match caller.principal {
        Principal::Person { agent, .. } => {
            // From the log, not the views: whoever was added a moment ago wants to know too.
            let agent = crate::agents::load(&app, agent).await?.ok_or_else(gone)?;
            Me::Person(Person { agent, permissions })
        }
        Principal::ApiKey { key, scopes } => {
            let known = app
                .commands
                .load::<domain::api_key::ApiKey>(commands::Streams::api_key(key))
                .await?;
            let name = known.state.issued.ok_or_else(gone)?.name;
            Me::ApiKey(ApiKeyHolder {
                kind: "api_key",
                id: key,
                name,
                scopes,
                permissions,
            })
        }
    };
    Ok(web::Json(me))
}
