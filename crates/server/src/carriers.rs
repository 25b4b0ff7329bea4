//! The carriers that this server talks to.

use crate::config::Config;
use commands::{Clock, MovableClock};
use event_log::{EventLog, LogPosition, ReadError};
use gateway::{
    Gateway,
    simulator::{SimulatorError, SimulatorGateway},
};
use gateway_twilio::{ConfigError, SignatureCheck, TwilioConfig, TwilioGateway};
use jiff::SignedDuration;
use std::{collections::BTreeMap, path::Path, sync::Arc};

/// By the name that a sender's settings call them.
pub type Gateways = BTreeMap<String, Arc<dyn Gateway>>;

/// A fake phone network, and the clock that its page moves.
#[derive(Clone, Debug)]
pub struct SimulatedPhones {
    pub gateway: Arc<SimulatorGateway>,
    pub clock: Arc<MovableClock>,
}

impl SimulatedPhones {
    pub async fn open(path: &Path, log: &dyn EventLog, clock: Arc<dyn Clock>) -> Result<Self, PhonesError> {
        let ahead = already_ahead(log, clock.as_ref()).await?;
        let clock = Arc::new(MovableClock::over(clock, ahead));
        let now = {
            let clock = clock.clone();
            Arc::new(move || clock.now())
        };
        let gateway = Arc::new(SimulatorGateway::open(path, now)?);
        Ok(Self { gateway, clock })
    }
}

#[derive(thiserror::Error, Debug)]
pub enum PhonesError {
    #[error(transparent)]
    Simulator(#[from] SimulatorError),
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// Where the clock was moved before a restart, the newest event tells: time goes on from there and never back.
async fn already_ahead(log: &dyn EventLog, clock: &dyn Clock) -> Result<SignedDuration, ReadError> {
    let before = LogPosition(log.head().0.saturating_sub(1));
    let newest = log.read(before, 1).await?;
    let ahead = newest
        .first()
        .map(|event| event.header.time.duration_since(clock.now()));
    Ok(ahead.unwrap_or_default().max(SignedDuration::ZERO))
}

/// Twilio's gateway and the check of its webhooks' signatures.
pub fn twilio(config: &Config, public_url: &str) -> Result<Option<(TwilioGateway, SignatureCheck)>, ConfigError> {
    let Some(settings) = &config.twilio else {
        return Ok(None);
    };
    let usual = TwilioConfig::new(&settings.account_sid, settings.auth_token.clone(), public_url)?;
    let twilio = TwilioConfig {
        timeout: settings.timeout(),
        ..usual.at(settings.base_url.as_str())?
    };
    let check = SignatureCheck::new(settings.auth_token.clone(), &twilio.public_url);
    Ok(Some((TwilioGateway::new(twilio)?, check)))
}
