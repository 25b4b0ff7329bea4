//! Stores and their settings.

pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod list;
pub(crate) mod read;

use crate::{
    App,
    problem::{Answer, Problem},
};
use commands::Streams;
use domain::{StoreId, store::Store};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct StorePath {
    pub store: StoreId,
}

/// A store as it stands now, or 404.
pub(crate) async fn load(app: &App, id: StoreId) -> Answer<Store> {
    let store = app.commands.load::<Store>(Streams::store(id)).await?.state;
    if store.store.is_none() {
        return Err(Problem::not_found("store_not_found", "there is no such store"));
    }
    Ok(store)
}
