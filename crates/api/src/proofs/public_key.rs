use super::{log, text};
use crate::{App, problem::Answer};
use actix_web::{HttpResponse, get, web};

/// Read the key that checkpoints are checked with
///
/// The verifier key of <https://c2sp.org/signed-note>, one line: name, key id and Ed25519 key. It never changes; note it
/// on a day when you trust this server.
#[utoipa::path(tag = "proofs", responses((status = 200, body = String, content_type = "text/plain")))]
#[get("/v1/log/public-key")]
pub(crate) async fn read_public_key(app: web::Data<App>) -> Answer<HttpResponse> {
    Ok(text(format!("{}\n", log(&app)?.public_key())))
}
