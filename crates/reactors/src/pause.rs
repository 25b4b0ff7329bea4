//! A flow that too many opt out of pauses itself, until somebody has looked at it.

use crate::{
    Surroundings,
    wake::{Pass, Reactor},
};
use commands::{CommandError, Context, Streams};
use domain::{
    Actor,
    store::{CartRecovery, Store, StoreCommand, StoreRejection},
};
use jiff::{SignedDuration, Timestamp};
use parking_lot::Mutex;
use projections::{OptOutRate, TextSource, ViewError};
use std::sync::Arc;
use uuid::Uuid;

/// Rates over fewer texts say nothing.
const TEXTS: u64 = 100;
const WINDOW: SignedDuration = SignedDuration::from_hours(7 * 24);
const LOOK_AGAIN: SignedDuration = SignedDuration::from_mins(1);

pub(crate) struct PauseFlows {
    surroundings: Arc<Surroundings>,
    /// Going through the texts of a week takes too long to be done at every event.
    look_again: Mutex<Timestamp>,
}

#[derive(thiserror::Error, Debug)]
pub(crate) enum PauseError {
    #[error(transparent)]
    View(#[from] ViewError),
    #[error(transparent)]
    Command(#[from] CommandError<StoreRejection>),
}

impl PauseFlows {
    pub fn new(surroundings: Arc<Surroundings>) -> Self {
        Self {
            surroundings,
            look_again: Mutex::new(Timestamp::MIN),
        }
    }

    /// What pauses the store's cart recovery, if something does. Texts from before it was last switched on are not counted
    /// again.
    async fn too_high(&self, store: &Store, now: Timestamp) -> Result<Option<OptOutRate>, ViewError> {
        let threshold = u64::from(store.sending_rules.opt_out_threshold_permille);
        let running = store.cart_recovery.as_ref().filter(|recovery| recovery.enabled);
        let (Some(id), Some(_), 1..) = (store.store, running, threshold) else {
            return Ok(None);
        };
        let window = now.checked_sub(WINDOW).unwrap_or(Timestamp::MIN);
        let since = store.cart_recovery_since.map_or(window, |since| since.max(window));
        let rates = self.surroundings.views.opt_out_rates(id, since).await?;
        Ok(rates.into_iter().find(|rate| {
            let is_flow = rate.source == TextSource::Flow && rate.name == crate::ingest_shop::FLOW;
            is_flow && rate.sent >= TEXTS && rate.permille >= threshold
        }))
    }

    async fn pause(&self, store: &Store, rate: &OptOutRate, now: Timestamp) -> Result<(), PauseError> {
        let (Some(id), Some(recovery)) = (store.store, &store.cart_recovery) else {
            return Ok(());
        };
        let paused = StoreCommand::ChangeCartRecovery(CartRecovery {
            enabled: false,
            paused_because: Some(format!(
                "{} of {} contacts opted out after its texts: {} in 1,000, where {} pause it.",
                rate.opted_out, rate.sent, rate.permille, store.sending_rules.opt_out_threshold_permille
            )),
            ..recovery.clone()
        });
        let context = Context::new(Actor::System, Uuid::new_v5(&id.0, now.to_string().as_bytes()));
        self.surroundings
            .commands
            .handle::<Store>(Streams::store(id), &paused, &context)
            .await?;
        tracing::warn!(store = %id, permille = rate.permille, "cart recovery was paused: too many opt out");
        metrics::counter!("flows_paused_total").increment(1);
        Ok(())
    }
}

impl Reactor for PauseFlows {
    type Error = PauseError;

    async fn pass(&self) -> Result<Pass, PauseError> {
        let now = self.surroundings.commands.clock().now();
        let mut pass = Pass::default();
        let again = *self.look_again.lock();
        if now < again {
            pass.again_at(again);
            return Ok(pass);
        }
        for store in self.surroundings.views.all_stores().await? {
            if let Some(rate) = self.too_high(&store, now).await? {
                self.pause(&store, &rate, now).await?;
            }
        }
        let again = now.checked_add(LOOK_AGAIN).unwrap_or(now);
        *self.look_again.lock() = again;
        pass.again_at(again);
        Ok(pass)
    }
}
