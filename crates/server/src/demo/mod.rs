//! The demo store: a small shop for linen, several weeks of its conversations, in every state there is.
//!
//! The scripts in `scripts/` say what happens; [`casting`] gives them customers, products and times; [`stage`] plays
//! them through the same commands as real life. The same moment gives the same store, but for random ids.

mod acting;
mod backstage;
pub mod cast;
mod casting;
mod catalogue;
mod dice;
mod photo;
mod rehearsal;
mod script;
pub mod settings;
mod shop_webhooks;
mod stage;

use crate::{audit::progress, carriers::SimulatedPhones, data_directory::DataDirectory};
use commands::{Clock, CommandError, LoadError, MovableClock};
use domain::{StoreId, agent::AgentRejection, conversation::Rejection, store::StoreRejection};
use event_log::{EventLog, MediaError};
use gateway::{
    FetchError, ParseError,
    simulator::{SimulatorError, SimulatorGateway},
};
use jiff::{SignedDuration, Timestamp};
use rehearsal::{PerformError, Rehearsal};
use script::{BadScript, Script};
use stage::{Setting, Stage};
use std::sync::Arc;

/// When the shop opened its inbox.
const WEEKS: SignedDuration = SignedDuration::from_hours(24 * 7 * 8);

/// What was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seeded {
    pub conversations: usize,
    pub events: u64,
}

#[derive(thiserror::Error, Debug)]
pub enum SeedError {
    #[error(transparent)]
    Script(#[from] BadScript),
    #[error("the script \"{script}\" asks for what is not allowed: {cause}")]
    Scene {
        script: String,
        cause: Box<CommandError<Rejection>>,
    },
    #[error("a script has somebody write into a conversation that has not started")]
    NobodyThere,
    #[error(transparent)]
    Agent(#[from] CommandError<AgentRejection>),
    #[error(transparent)]
    Store(#[from] CommandError<StoreRejection>),
    #[error(transparent)]
    Record(#[from] CommandError<Rejection>),
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error(transparent)]
    Password(#[from] auth::PasswordError),
    #[error(transparent)]
    Simulator(#[from] SimulatorError),
    #[error(transparent)]
    Webhook(#[from] ParseError),
    #[error(transparent)]
    ShopWebhook(#[from] shop::shopify::ParseError),
    #[error(transparent)]
    RecoveryText(#[from] shop::RecoveryError),
    #[error(transparent)]
    Fetch(#[from] FetchError),
    #[error(transparent)]
    Media(#[from] MediaError),
    #[error(transparent)]
    Write(#[from] PerformError),
}

/// What the simulator page works with: the phones, and a shop that sells what Fern & Thread sells.
pub fn simulator(phones: &SimulatedPhones, store: StoreId) -> api::Simulator {
    let product = |product: &catalogue::Product| api::Product {
        title: product.title.to_owned(),
        price_minor: product.price_minor,
        currency: "USD".to_owned(),
        image: None,
    };
    api::Simulator {
        gateway: phones.gateway.clone(),
        clock: phones.clock.clone(),
        store,
        products: catalogue::PRODUCTS.iter().map(product).collect(),
    }
}

fn scripts() -> Result<Vec<Script>, BadScript> {
    let files = [
        include_str!("scripts/buying.txt"),
        include_str!("scripts/campaigns.txt"),
        include_str!("scripts/conversations.txt"),
        include_str!("scripts/languages.txt"),
        include_str!("scripts/opt_outs.txt"),
        include_str!("scripts/whatsapp.txt"),
    ];
    let parsed: Result<Vec<_>, _> = files.into_iter().map(script::parse).collect();
    Ok(parsed?.into_iter().flatten().collect())
}

/// Writes the demo store, as it is at `now`, into a data directory whose log is empty.
pub async fn seed(data: &DataDirectory, now: Timestamp, public_url: &str) -> Result<Seeded, SeedError> {
    if data.log.head().0 > 0 {
        return Err(PerformError::NotEmpty.into());
    }
    let opened = now.saturating_sub(WEEKS).unwrap_or(now);
    let clock = Arc::new(MovableClock::standing_at(opened));
    let network = {
        let clock = clock.clone();
        SimulatorGateway::open(&data.simulator_path(), Arc::new(move || clock.now()))?
    };
    let rehearsal = Arc::new(Rehearsal::default());
    let parts = casting::cast(scripts()?, now);
    let conversations = parts.len();
    let setting = Setting {
        rehearsal: rehearsal.clone(),
        streams: data.streams(),
        clock,
        network,
        media: data.log.media().clone(),
        short_link_key: data.short_link_key(),
        public_url: public_url.to_owned(),
    };
    let mut stage = Stage::new(setting, parts);
    let password = cast::PASSWORD.to_owned().into();
    stage.open_store(&auth::hash_password(&password, &[])?).await?;

    let seconds = |from: Timestamp, to: Timestamp| u64::try_from(to.duration_since(from).as_secs()).unwrap_or(0);
    let bar = progress::bar("Living through eight weeks", seconds(opened, now));
    stage.play(now, |at| bar.set_position(seconds(opened, at))).await?;
    bar.finish_and_clear();

    let events = rehearsal.head().0;
    let bar = progress::bar("Writing the log", events);
    rehearsal
        .perform(data.log.as_ref(), |done| bar.set_position(done))
        .await?;
    bar.finish_and_clear();
    Ok(Seeded { conversations, events })
}

#[cfg(test)]
mod tests;
