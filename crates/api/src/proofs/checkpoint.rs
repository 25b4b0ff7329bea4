use super::{log, problem, text};
use crate::{App, problem::Answer};
use actix_web::{HttpResponse, get, web};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckpointQuery {
    /// Of the log's first so many records; of all there are now if left out.
    size: Option<u64>,
}

/// Read a checkpoint of the log
///
/// A signed note in the format of <https://c2sp.org/tlog-checkpoint>: the log's name, how many records it holds, the root
/// of the Merkle tree over them. Keep it somewhere else: whoever holds it can tell for ever whether the log still begins
/// with these records.
#[utoipa::path(
    tag = "proofs", params(CheckpointQuery), responses((status = 200, body = String, content_type = "text/plain"))
)]
#[get("/v1/log/checkpoint")]
pub(crate) async fn read_checkpoint(app: web::Data<App>, query: web::Query<CheckpointQuery>) -> Answer<HttpResponse> {
    let checkpoint = log(&app)?.checkpoint(query.size).await.map_err(problem("size"))?;
    Ok(text(checkpoint.note()))
}
