use super::{log, problem};
use crate::{App, problem::Answer};
use actix_web::{HttpResponse, get, web};
use bytes::Bytes;
use event_log::ProvableLog;
use futures::stream;
use serde::Deserialize;
use std::{
    io::{self, BufWriter, Write},
    sync::Arc,
};
use tokio::sync::mpsc;
use utoipa::IntoParams;

const CHUNK: usize = 64 << 10;
/// That wait for a slow reader; then reading the log waits too.
const CHUNKS: usize = 4;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct BundleQuery {
    /// Begin after the checkpoint of so many records; with the first record if left out.
    from: Option<u64>,
    /// End with the checkpoint of so many records; of all there are now if left out.
    to: Option<u64>,
}

/// Read a bundle of sealed records
///
/// Every record between two checkpoints, sealed, and what is needed to check with the public key alone that none was changed,
/// inserted or removed: `threadkeep verify --bundle FILE --public-key KEY`. One JSON object a line, the proof in the first.
#[utoipa::path(
    tag = "proofs",
    params(BundleQuery), responses((status = 200, body = String, content_type = "application/x-ndjson"))
)]
#[get("/v1/log/bundle")]
pub(crate) async fn read_bundle(app: web::Data<App>, query: web::Query<BundleQuery>) -> Answer<HttpResponse> {
    let log = log(&app)?;
    let from = query.from.unwrap_or_default();
    // What cannot be is refused before anything is sent.
    let proof = log.prove_consistency(from, query.to).await.map_err(problem("to"))?;
    let chunks = chunks(log.clone(), from, proof.to.size());
    Ok(HttpResponse::Ok()
        .content_type("application/x-ndjson")
        .streaming(chunks))
}

/// An error, if it comes to one, breaks the answer off; a bundle that was cut does not verify.
fn chunks(log: Arc<dyn ProvableLog>, from: u64, to: u64) -> impl futures::Stream<Item = io::Result<Bytes>> {
    let (sender, receiver) = mpsc::channel(CHUNKS);
    tokio::task::spawn_blocking(move || {
        let mut out = BufWriter::with_capacity(CHUNK, Chunks(sender.clone()));
        if let Err(error) = log.write_bundle(from, Some(to), &mut out, &mut |_| ()) {
            tracing::warn!(%error, "a bundle breaks off");
            // Whoever asked may be gone by now.
            let _ = sender.blocking_send(Err(io::Error::other("the log could not be read")));
        }
    });
    stream::unfold(receiver, |mut receiver| async move {
        let chunk = receiver.recv().await?;
        Some((chunk, receiver))
    })
}

struct Chunks(mpsc::Sender<io::Result<Bytes>>);

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.0.blocking_send(Ok(Bytes::copy_from_slice(bytes)));
        match sent {
            Ok(()) => Ok(bytes.len()),
            Err(_) => Err(io::Error::new(io::ErrorKind::BrokenPipe, "the client is gone")),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
