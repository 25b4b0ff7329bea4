use crate::{
    App,
    http::{
        answer::created,
        body::Body,
        write::{Write, Written},
    },
    problem::Answer,
};
use actix_web::{HttpResponse, post, web};
use commands::Streams;
use domain::{
    StoreId,
    store::{Profile, Store, StoreCommand},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewStore {
    profile: Profile,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct CreatedStore {
    id: StoreId,
    #[serde(flatten)]
    written: Written,
}

/// Create a store
#[utoipa::path(tag = "stores", request_body = NewStore, responses((status = 201, body = CreatedStore)))]
#[post("/v1/stores")]
pub(crate) async fn create_store(app: web::Data<App>, write: Write, body: Body<NewStore>) -> Answer<HttpResponse> {
    let id = StoreId(write.new_id("store"));
    let create = StoreCommand::Create {
        store: id,
        profile: body.value.profile,
    };
    let handled = app
        .commands
        .handle::<Store>(Streams::store(id), &create, &write.context(body.fingerprint))
        .await?;
    Ok(created(CreatedStore {
        id,
        written: handled.into(),
    }))
}
