use super::{log, problem, texts};
use crate::{App, problem::Answer};
use actix_web::{get, web};
use event_log::ConsistencyProof;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConsistencyQuery {
    /// How many records the older checkpoint is of.
    from: u64,
    /// How many the later one is of; all there are now if left out.
    to: Option<u64>,
}

/// That a later checkpoint holds everything an earlier one does, unchanged and in the same place.
#[derive(Serialize, ToSchema)]
pub(crate) struct Consistency {
    from: u64,
    to: u64,
    /// The proof of RFC 9162 section 2.1.4, in base64; empty if both are the same or the older one is empty.
    hashes: Vec<String>,
    /// The older checkpoint as this log signs it now. The one that you hold must be the same.
    from_checkpoint: String,
    to_checkpoint: String,
}

impl From<ConsistencyProof> for Consistency {
    fn from(proof: ConsistencyProof) -> Self {
        Self {
            from: proof.from.size(),
            to: proof.to.size(),
            hashes: texts(&proof.hashes),
            from_checkpoint: proof.from.note().to_owned(),
            to_checkpoint: proof.to.note().to_owned(),
        }
    }
}

/// Prove that the log only grew
///
/// Between a checkpoint that you hold and a later one nothing was changed, inserted or removed.
#[utoipa::path(tag = "proofs", params(ConsistencyQuery), responses((status = 200, body = Consistency)))]
#[get("/v1/log/proofs/consistency")]
pub(crate) async fn prove_consistency(
    app: web::Data<App>,
    query: web::Query<ConsistencyQuery>,
) -> Answer<web::Json<Consistency>> {
    let proof = log(&app)?.prove_consistency(query.from, query.to).await;
    Ok(web::Json(proof.map_err(problem("to"))?.into()))
}
