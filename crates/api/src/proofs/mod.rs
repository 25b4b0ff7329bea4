//! What the log can prove to somebody who does not trust its keeper. The formats are those of public transparency logs, so
//! that the tools of these can check them; `crates/event-log/README.md` says how.

pub(crate) mod bundle;
pub(crate) mod checkpoint;
pub(crate) mod consistency;
pub(crate) mod inclusion;
pub(crate) mod public_key;

use crate::{
    App,
    problem::{Answer, Problem},
};
use actix_web::HttpResponse;
use event_log::{ProofError, ProvableLog, TreeHash};
use std::sync::Arc;

const TEXT: &str = "text/plain; charset=utf-8";

fn log(app: &App) -> Answer<&Arc<dyn ProvableLog>> {
    let off = || Problem::not_found("proofs_off", "this log signs no checkpoints and proves nothing");
    app.proofs.as_ref().ok_or_else(off)
}

fn text(text: impl Into<String>) -> HttpResponse {
    HttpResponse::Ok().content_type(TEXT).body(text.into())
}

fn texts(hashes: &[TreeHash]) -> Vec<String> {
    hashes.iter().map(TreeHash::to_string).collect()
}

/// `size` is what the query calls the number of records.
fn problem(size: &'static str) -> impl FnOnce(ProofError) -> Problem {
    move |error| {
        let (code, parameter) = match error {
            ProofError::PositionOutOfRange { .. } => ("position_out_of_range", "position"),
            ProofError::SizeOutOfRange { .. } => ("size_out_of_range", size),
            ProofError::Backwards { .. } => ("size_out_of_range", "from"),
            ProofError::Read(error) => return error.into(),
        };
        Problem::bad_request(code, error.to_string()).at(format!("/query/{parameter}"))
    }
}
