//! A fake phone network: phones in the browser instead of in pockets.
//!
//! It keeps its own ledger beside the log, and knows nothing of ours: every call it took is a row there, so that the
//! ledger can convict us of a text sent twice. Texts of its customers and delivery reports leave it as webhooks, which
//! the server puts through the same path as those of a real carrier.
//!
//! The ledger is a SQLite file in WAL mode. A row is written before [`Gateway::send`] answers and survives the kill of
//! the process (not a power cut: nobody's money depends on it).

mod failure;
mod ledger;
mod phone;
mod webhook;

pub use failure::Failure;
pub use ledger::SimulatorError;
pub use phone::{AcceptedCall, Direction, PhoneText, PhoneTextState};
pub use webhook::{SimulatedWebhook, attribute, parse};

use crate::{
    Accepted, Capabilities, FetchError, Found, Gateway, InboundText, Lookup, LookupError, MediaForm, MediaLimits,
    OptOutType, Outbound, RemoteMedia, SendError,
};
use async_trait::async_trait;
use domain::{Address, message::Channel};
use jiff::{SignedDuration, Timestamp};
use ledger::Ledger;
use parking_lot::Mutex;
use std::{fmt, path::Path, sync::Arc};
use tokio::sync::watch;
use uuid::Uuid;
use webhook::Report;

/// Where the simulator gets the time from.
pub type Now = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// From the call to the report that the phone has it.
pub const DELIVERED_AFTER: SignedDuration = SignedDuration::from_secs(1);

/// The picture that customers of the demo store send.
const PHOTO: &[u8] = include_bytes!("../../assets/photo.png");
const PHOTO_URL: &str = "simulator:photo";

/// Words that a carrier takes for an opt-out, alone in a text (Twilio's default list).
const STOP_WORDS: [&str; 8] = [
    "STOP",
    "STOPALL",
    "UNSUBSCRIBE",
    "CANCEL",
    "END",
    "QUIT",
    "REVOKE",
    "OPTOUT",
];
const START_WORDS: [&str; 2] = ["START", "UNSTOP"];

#[derive(Clone)]
pub struct SimulatorGateway {
    ledger: Arc<Mutex<Ledger>>,
    now: Now,
    failure: Arc<Mutex<Failure>>,
    answers_stop: bool,
    changes: watch::Sender<u64>,
}

impl fmt::Debug for SimulatorGateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SimulatorGateway")
            .field("failure", &self.failure())
            .finish_non_exhaustive()
    }
}

/// A text that a customer of the demo store writes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CustomerText {
    pub from: Address,
    /// The store's number, E.164.
    pub to: String,
    pub channel: Channel,
    pub body: String,
    /// With the picture that comes with the simulator.
    pub photo: bool,
    pub profile_name: Option<String>,
}

impl SimulatorGateway {
    /// Opens the ledger, or begins one. `path` is usually `simulator.sqlite3` in the data directory.
    pub fn open(path: &Path, now: Now) -> Result<Self, SimulatorError> {
        Ok(Self {
            ledger: Arc::new(Mutex::new(Ledger::open(path)?)),
            now,
            failure: Arc::default(),
            answers_stop: false,
            changes: watch::Sender::new(0),
        })
    }

    /// Answers STOP and START by itself, as a real carrier may: the confirmation comes from the network, the webhook
    /// says so, and texts to the contact are refused with 21610 from then on.
    pub fn answering_stop(mut self) -> Self {
        self.answers_stop = true;
        self
    }

    pub fn failure(&self) -> Failure {
        *self.failure.lock()
    }

    /// How calls end from now on. Not kept over a restart.
    pub fn fail_with(&self, failure: Failure) {
        *self.failure.lock() = failure;
    }

    /// A customer writes. Returns the carrier's id of the text; the webhook is due at once.
    pub fn customer_texts(&self, text: &CustomerText) -> Result<String, SimulatorError> {
        let now = (self.now)();
        let carrier_id = new_carrier_id();
        let opt_out_type = self.answers_stop.then(|| consent_keyword(&text.body)).flatten();
        let photo = RemoteMedia {
            url: PHOTO_URL.to_owned(),
            content_type: "image/png".to_owned(),
        };
        let inbound = InboundText {
            carrier_id: carrier_id.clone(),
            from: text.from.clone(),
            to: text.to.clone(),
            channel: text.channel,
            body: text.body.clone(),
            media: if text.photo { vec![photo] } else { Vec::new() },
            opt_out_type,
            profile_name: text.profile_name.clone(),
        };
        self.ledger.lock().record_customer_text(&inbound, now)?;
        self.announce();
        Ok(carrier_id)
    }

    /// The customer looks at the phone: everything that arrived there is read.
    pub fn customer_reads(&self, phone: &Address) -> Result<(), SimulatorError> {
        self.ledger.lock().record_reading(phone, (self.now)())?;
        self.announce();
        Ok(())
    }

    /// Everything on one phone, oldest first.
    pub fn phone(&self, phone: &Address) -> Result<Vec<PhoneText>, SimulatorError> {
        self.ledger.lock().phone(phone, (self.now)())
    }

    /// Every call the network took, oldest first: what an auditor holds against the log.
    pub fn accepted_calls(&self) -> Result<Vec<AcceptedCall>, SimulatorError> {
        self.ledger.lock().accepted_calls()
    }

    /// The oldest webhooks that are due, at most 500. They stay due until each is confirmed, so that a server killed in
    /// between gets them again.
    pub fn take_due(&self, now: Timestamp) -> Result<Vec<SimulatedWebhook>, SimulatorError> {
        self.ledger.lock().due(now)
    }

    /// The webhook was stored; it does not come again.
    pub fn confirm(&self, id: &str) -> Result<(), SimulatorError> {
        self.ledger.lock().confirm(id)
    }

    /// When the next webhook that nobody confirmed falls due.
    pub fn next_due(&self) -> Result<Option<Timestamp>, SimulatorError> {
        self.ledger.lock().next_due()
    }

    /// Every phone that texted or was texted.
    pub fn phones(&self) -> Result<Vec<Address>, SimulatorError> {
        self.ledger.lock().phones()
    }

    /// Forgets a phone whose owner was erased: its texts, its files and what was due for it, but for those with the numbers
    /// in `kept`, which are other stores'.
    pub fn forget(&self, phone: &Address, kept: &[String]) -> Result<(), SimulatorError> {
        self.ledger.lock().forget(phone, kept)
    }

    /// Changes when there is something new to fall due.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    fn announce(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    fn take(&self, outbound: &Outbound) -> Result<Accepted, SendError> {
        let now = (self.now)();
        let failure = self.failure();
        let mut ledger = self.ledger.lock();
        if self.answers_stop && ledger.is_blocked(&outbound.to, &outbound.from).map_err(not_taken)? {
            return Err(failure::opted_out());
        }
        if let Some(refusal) = failure.before_taking() {
            return Err(refusal);
        }
        let carrier_id = new_carrier_id();
        let outcome = match failure {
            Failure::Undelivered => Report::undelivered(),
            _ => Report::Delivered,
        };
        ledger
            .record_accepted(outbound, &carrier_id, &outcome, now)
            .map_err(not_taken)?;
        drop(ledger);
        self.announce();
        failure.after_taking().map_or(Ok(Accepted { carrier_id }), Err)
    }

    /// Runs on a thread that may block, as SQLite does.
    async fn blocking<T: Send + 'static>(&self, work: impl FnOnce(Self) -> T + Send + 'static) -> Result<T, String> {
        let gateway = self.clone();
        tokio::task::spawn_blocking(move || work(gateway))
            .await
            .map_err(|stopped| stopped.to_string())
    }
}

#[async_trait]
impl Gateway for SimulatorGateway {
    fn name(&self) -> &'static str {
        "simulator"
    }

    fn capabilities(&self, channel: Channel) -> Capabilities {
        let media = MediaLimits {
            max_files: 10,
            max_bytes: 5_000_000,
            content_types: &["image/*", "audio/*", "video/*", "application/pdf"],
            form: MediaForm::Bytes,
        };
        Capabilities {
            max_body_chars: 1600,
            media: (channel != Channel::Sms).then_some(media),
            can_look_up: true,
            settle: SignedDuration::ZERO,
        }
    }

    async fn send(&self, outbound: &Outbound) -> Result<Accepted, SendError> {
        let outbound = outbound.clone();
        let stopped = |reason| SendError::Ambiguous { reason };
        self.blocking(move |gateway| gateway.take(&outbound))
            .await
            .map_err(stopped)?
    }

    async fn find(&self, lookup: &Lookup) -> Result<Found, LookupError> {
        let message = lookup.message;
        let unreachable = |reason| LookupError::Unreachable { reason };
        let found = self
            .blocking(move |gateway| gateway.ledger.lock().carrier_id_of(message))
            .await;
        let carrier_id = found
            .map_err(unreachable)?
            .map_err(|error| unreachable(error.to_string()))?;
        Ok(carrier_id.map_or(Found::Nothing, |carrier_id| Found::Sent { carrier_id }))
    }

    async fn fetch_media(&self, media: &RemoteMedia) -> Result<Vec<u8>, FetchError> {
        if media.url == PHOTO_URL {
            return Ok(PHOTO.to_vec());
        }
        let file = media
            .url
            .strip_prefix(ledger::FILE_URL)
            .and_then(|id| id.parse().ok())
            .ok_or(FetchError::Gone)?;
        let unreachable = |reason| FetchError::Unreachable { reason };
        let bytes = self
            .blocking(move |gateway| gateway.ledger.lock().file(file))
            .await
            .map_err(unreachable)?;
        bytes
            .map_err(|error| unreachable(error.to_string()))?
            .ok_or(FetchError::Gone)
    }
}

/// A row that could not be written means that the network did not take the text.
fn not_taken(error: SimulatorError) -> SendError {
    SendError::Later {
        after: None,
        code: None,
        reason: error.to_string(),
    }
}

/// Random, so that ids of a ledger that was thrown away never come again.
fn new_carrier_id() -> String {
    format!("SIM{}", Uuid::new_v4().simple())
}

fn consent_keyword(body: &str) -> Option<OptOutType> {
    let word = body.trim().to_uppercase();
    match word.as_str() {
        word if STOP_WORDS.contains(&word) => Some(OptOutType::Stop),
        word if START_WORDS.contains(&word) => Some(OptOutType::Start),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
