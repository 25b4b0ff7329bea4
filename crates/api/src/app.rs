//! What the handlers work with. Put together by the server.

use crate::{
    backups::Backups,
    http::rate_limit::{Limiters, RateLimits},
    simulator::overview::Product,
    web_app::WebApp,
};
use auth::Keys;
use commands::{Clock, Commands, MovableClock};
use domain::StoreId;
use event_log::{MediaStore, Notary, ProvableLog};
use gateway::simulator::SimulatorGateway;
use gateway_twilio::SignatureCheck;
use projections::Views;
use secrecy::SecretString;
use std::{fmt, sync::Arc};
use tokio::sync::watch;

/// Everything that the operations need.
pub struct App {
    pub commands: Commands,
    pub views: Views,
    pub media: MediaStore,
    pub keys: Keys,
    /// Real time, for access tokens: they live a quarter of an hour also where the demo store's clock was moved.
    pub wall_clock: Arc<dyn Clock>,
    /// Checks the signatures of Twilio's webhooks; `None` if Twilio is not configured.
    pub twilio: Option<SignatureCheck>,
    /// The secret that Shopify signs its webhooks with; `None` if there is no shop.
    pub shopify_secret: Option<SecretString>,
    /// The fake phone network of the demo store.
    pub simulator: Option<Simulator>,
    /// Whether the log takes writes, if that can be known without writing.
    pub log_writable: Option<Arc<dyn Fn() -> bool + Send + Sync>>,
    /// Signs checkpoints of the log and proves what is in it; `None` for a log that cannot.
    pub proofs: Option<Arc<dyn ProvableLog>>,
    /// Makes backups; `None` if no place for them is set.
    pub backups: Option<Arc<dyn Backups>>,
    /// Signs certificates; `None` where nothing has to be attested.
    pub notary: Option<Arc<dyn Notary>>,
    /// The metrics in Prometheus' text format.
    pub metrics: Option<Arc<dyn Fn() -> String + Send + Sync>>,
    pub web_app: WebApp,
    /// Whether the refresh cookie is sent over HTTPS only. Off for plain HTTP on the own machine.
    pub secure_cookies: bool,
    /// Whether `X-Forwarded-For` can be believed, because a proxy of ours sets it.
    pub behind_proxy: bool,
    /// Becomes true when the server shuts down; live streams end then.
    pub shutdown: watch::Receiver<bool>,
    pub(crate) limiters: Limiters,
}

/// What the simulator page works with.
#[derive(Clone, Debug)]
pub struct Simulator {
    pub gateway: Arc<SimulatorGateway>,
    pub clock: Arc<MovableClock>,
    pub store: StoreId,
    /// What the demo shop sells.
    pub products: Vec<Product>,
}

/// The parts of an [`App`] that have no sensible default.
pub struct Parts {
    pub commands: Commands,
    pub views: Views,
    pub media: MediaStore,
    pub keys: Keys,
    pub wall_clock: Arc<dyn Clock>,
    pub shutdown: watch::Receiver<bool>,
}

impl App {
    /// Without carriers, shop, simulator, metrics and web app; they are public fields, to be set.
    pub fn new(parts: Parts, limits: RateLimits) -> Self {
        let Parts {
            commands,
            views,
            media,
            keys,
            wall_clock,
            shutdown,
        } = parts;
        Self {
            commands,
            views,
            media,
            keys,
            wall_clock,
            twilio: None,
            shopify_secret: None,
            simulator: None,
            log_writable: None,
            proofs: None,
            backups: None,
            notary: None,
            metrics: None,
            web_app: WebApp::default(),
            secure_cookies: true,
            behind_proxy: false,
            shutdown,
            limiters: Limiters::new(limits),
        }
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App")
            .field("commands", &self.commands)
            .field("views", &self.views)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parts")
            .field("commands", &self.commands)
            .field("views", &self.views)
            .finish_non_exhaustive()
    }
}
