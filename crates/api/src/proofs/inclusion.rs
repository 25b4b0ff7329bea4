use super::{log, problem, texts};
use crate::{App, problem::Answer};
use actix_web::{get, web};
use event_log::{InclusionProof, LogPosition, TreeHash};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct InclusionQuery {
    /// Position of the record.
    position: u64,
    /// Prove it against the checkpoint of so many records; of all there are now if left out.
    size: Option<u64>,
}

/// That one record is in the log of a checkpoint.
#[derive(Serialize, ToSchema)]
pub(crate) struct Inclusion {
    position: u64,
    /// How many records the checkpoint is of.
    size: u64,
    /// The entry of the tree: BLAKE3 over the sealed record, in hexadecimal digits. Entry number `position` - 1.
    record_hash: String,
    /// The leaf: SHA-256 over a zero byte and the entry, in base64.
    leaf_hash: String,
    /// The path of RFC 9162 section 2.1.3, from the leaf's sibling up, in base64.
    hashes: Vec<String>,
    /// The signed note whose root the path leads to.
    checkpoint: String,
    /// All of it and the sealed record as one text, in the format of <https://c2sp.org/tlog-proof>: keep it as a file for
    /// `threadkeep verify --proof`.
    proof: String,
}

impl From<InclusionProof> for Inclusion {
    fn from(proof: InclusionProof) -> Self {
        let record = proof.record_hash();
        Self {
            position: proof.position.0,
            size: proof.checkpoint.size(),
            record_hash: record.to_string(),
            leaf_hash: TreeHash::leaf(record).to_string(),
            hashes: texts(&proof.hashes),
            checkpoint: proof.checkpoint.note().to_owned(),
            proof: proof.to_string(),
        }
    }
}

/// Prove that a record is in the log
///
/// Shows nothing of what the record says: it stays sealed, and the proof holds also after the contact was erased.
#[utoipa::path(tag = "proofs", params(InclusionQuery), responses((status = 200, body = Inclusion)))]
#[get("/v1/log/proofs/inclusion")]
pub(crate) async fn prove_inclusion(
    app: web::Data<App>,
    query: web::Query<InclusionQuery>,
) -> Answer<web::Json<Inclusion>> {
    let InclusionQuery { position, size } = query.into_inner();
    let proof = log(&app)?.prove_inclusion(LogPosition(position), size).await;
    Ok(web::Json(proof.map_err(problem("size"))?.into()))
}
