//! Checkpoints leave the house on a schedule, so that a third party holds them: appended to a file, posted to an address.
//!
//! Before one is given out it is compared with the last in the file. A log that does not begin with what it has signed
//! before was cut, restored from an older backup or written anew, and says so instead of signing a second history.

use crate::{
    checkpoint_file::CheckpointFile,
    wake::{Pass, Reactor},
};
use commands::Clock;
use event_log::{CheckpointError, ProofError, ProvableLog, SignedCheckpoint};
use jiff::{SignedDuration, Timestamp};
use parking_lot::Mutex;
use reqwest::{Client, Url, header::CONTENT_TYPE, redirect::Policy};
use std::{convert::Infallible, fmt, io, path::PathBuf, sync::Arc, time::Duration};

const TIMEOUT: Duration = Duration::from_secs(15);
/// When it could not be given out.
const AGAIN_AFTER: SignedDuration = SignedDuration::from_mins(1);

/// Where checkpoints go, and how often.
#[derive(Clone)]
pub struct CheckpointExport {
    log: Arc<dyn ProvableLog>,
    every: SignedDuration,
    /// Each note is appended to it.
    file: Option<CheckpointFile>,
    /// The newest note is posted there as plain text.
    webhook: Option<(Client, Url)>,
}

impl CheckpointExport {
    pub fn new(
        log: Arc<dyn ProvableLog>,
        every: SignedDuration,
        file: Option<PathBuf>,
        webhook: Option<Url>,
    ) -> Result<Self, reqwest::Error> {
        let client = || Client::builder().timeout(TIMEOUT).redirect(Policy::none()).build();
        let webhook = webhook.map(|url| Ok((client()?, url))).transpose()?;
        Ok(Self {
            log,
            every,
            file: file.map(CheckpointFile),
            webhook,
        })
    }
}

/// Without the address, which may hold a secret.
impl fmt::Debug for CheckpointExport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CheckpointExport")
            .field("every", &self.every)
            .field("file", &self.file)
            .finish_non_exhaustive()
    }
}

#[derive(thiserror::Error, Debug)]
enum ExportError {
    #[error(transparent)]
    Log(#[from] ProofError),
    #[error("the file of checkpoints could not be read or written: {0}")]
    File(#[from] io::Error),
    #[error("the file of checkpoints ends in something else ({0}): name another file")]
    Foreign(#[from] CheckpointError),
    #[error(
        "the log does not begin with the {0} records of the last checkpoint in the file: it was cut, restored from an older \
         backup or written anew; verify it with --held, and name another file once you know why"
    )]
    OtherHistory(u64),
    #[error("the webhook answered {0}")]
    Refused(reqwest::StatusCode),
    #[error("the webhook could not be reached: {0}")]
    Unreachable(reqwest::Error),
}

pub(crate) struct Checkpoints {
    clock: Arc<dyn Clock>,
    export: CheckpointExport,
    state: Mutex<State>,
}

#[derive(Clone, Copy, Default)]
struct State {
    due: Option<Timestamp>,
    /// Size of the checkpoint that was posted last.
    posted: u64,
}

impl Checkpoints {
    pub fn new(clock: Arc<dyn Clock>, export: CheckpointExport) -> Self {
        Self {
            clock,
            export,
            state: Mutex::default(),
        }
    }

    /// To every place that has not got it yet; one that fails does not keep it from the other.
    async fn give_out(&self) -> Result<(), ExportError> {
        let newest = self.export.log.checkpoint(None).await?;
        if newest.size() == 0 {
            return Ok(());
        }
        let filed = match &self.export.file {
            Some(file) => self.file(file, &newest).await,
            None => Ok(()),
        };
        // A log with two histories gives out neither.
        if let Err(ExportError::OtherHistory(_)) = filed {
            return filed;
        }
        if let Some((client, url)) = &self.export.webhook
            && self.state.lock().posted != newest.size()
        {
            post(client, url, &newest).await?;
            self.state.lock().posted = newest.size();
        }
        filed
    }

    async fn file(&self, file: &CheckpointFile, newest: &SignedCheckpoint) -> Result<(), ExportError> {
        let last = match file.last_note().await? {
            Some(note) => Some(SignedCheckpoint::open(&note, self.export.log.public_key())?),
            None => None,
        };
        if let Some(last) = last {
            let size = last.size();
            let still = size <= newest.size()
                && self.export.log.checkpoint(Some(size)).await?.checkpoint() == last.checkpoint();
            if !still {
                return Err(ExportError::OtherHistory(size));
            }
            if size == newest.size() {
                return Ok(());
            }
        }
        Ok(file.append(newest.note()).await?)
    }
}

impl Reactor for Checkpoints {
    type Error = Infallible;

    async fn pass(&self) -> Result<Pass, Infallible> {
        let now = self.clock.now();
        let due = self.state.lock().due;
        let due = match due.filter(|due| now < *due) {
            Some(due) => due,
            None => {
                let wait = match self.give_out().await {
                    Ok(()) => self.export.every,
                    Err(error) => {
                        tracing::warn!(%error, "a checkpoint was not given out and will be again");
                        metrics::counter!("reactor_errors_total", "reactor" => "checkpoints").increment(1);
                        AGAIN_AFTER.min(self.export.every)
                    }
                };
                now.checked_add(wait).unwrap_or(now)
            }
        };
        self.state.lock().due = Some(due);
        let mut pass = Pass::default();
        pass.again_at(due);
        Ok(pass)
    }
}

async fn post(client: &Client, url: &Url, checkpoint: &SignedCheckpoint) -> Result<(), ExportError> {
    let request = client
        .post(url.clone())
        .header(CONTENT_TYPE, "text/plain; charset=utf-8")
        .body(checkpoint.note().to_owned());
    let response = request.send().await;
    let response = response.map_err(|error| ExportError::Unreachable(error.without_url()))?;
    match response.status() {
        status if status.is_success() => Ok(()),
        status => Err(ExportError::Refused(status)),
    }
}

#[cfg(test)]
mod tests;
