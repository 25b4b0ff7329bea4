//! A server from its start to its end: everything is put together here.

use crate::{
    backup::{AskedBackups, RunningBackups},
    carriers::{self, Gateways, PhonesError, SimulatedPhones},
    config::{AiConfig, CheckpointsConfig, Config},
    data_directory::{DataDirectory, DataError},
    demo::{self, settings::STORE},
    first_admin::{self, FirstAdmin, FirstAdminError},
    master_key_source::MasterKeySource,
    starting,
    telemetry::{self, TelemetryError},
};
use actix_web::{HttpServer, dev::ServerHandle, web};
use api::{App, Parts, RateLimits, WebApp};
use commands::{Clock, Commands, LoadError, Streams};
use domain::{StoreId, store::Store};
use event_log::{EventLog, SledLog};
use jiff::SignedDuration;
use projections::{ViewError, Views};
use reactors::{CheckpointExport, Surroundings};
use responder::{Ai, AiError, AiSettings};
use std::{
    io,
    net::{SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};
use tokio::{
    sync::{oneshot, watch},
    task::{JoinHandle, JoinSet},
};

/// Requests that are under way when the server is stopped get so long.
const LAST_WORDS_SECONDS: u64 = 3;
/// Views that are behind by more than this are left to the next start.
const LAST_VIEWS: Duration = Duration::from_secs(2);

#[derive(thiserror::Error, Debug)]
pub enum StartError {
    #[error(transparent)]
    Data(#[from] DataError),
    #[error("cannot listen on {address}: {cause}; choose another one with --listen")]
    Listen { address: SocketAddr, cause: io::Error },
    #[error(transparent)]
    Http(#[from] io::Error),
    #[error(transparent)]
    Views(#[from] ViewError),
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error(transparent)]
    Phones(#[from] PhonesError),
    #[error(transparent)]
    Twilio(#[from] gateway_twilio::ConfigError),
    #[error(transparent)]
    Ai(#[from] AiError),
    #[error("checkpoints cannot be posted: {0}")]
    Checkpoints(reqwest::Error),
    #[error(transparent)]
    FirstAdmin(#[from] FirstAdminError),
    #[error(transparent)]
    Telemetry(#[from] TelemetryError),
}

/// A running server. Stop it with [`Running::stop`]; dropped, it stays as a killed one would: nothing is lost.
#[derive(Debug)]
pub struct Running {
    pub address: SocketAddr,
    /// As contacts and carriers see it, without a slash at the end.
    pub public_url: String,
    pub first_admin: Option<FirstAdmin>,
    pub commands: Commands,
    pub views: Views,
    pub phones: Option<SimulatedPhones>,
    http: ServerHandle,
    served: JoinHandle<io::Result<()>>,
    live_streams: watch::Sender<bool>,
    reacting: watch::Sender<bool>,
    reactors: JoinSet<()>,
    follow_no_more: oneshot::Sender<()>,
    following: JoinHandle<()>,
    backups: Option<Arc<RunningBackups>>,
    log: Arc<SledLog>,
}

/// Opens the log and everything above it, and serves. `clock` is the real one, or a test's.
pub async fn start(config: Config, clock: Arc<dyn Clock>) -> Result<Running, StartError> {
    let listener = listen(config.listen)?;
    let address = listener.local_addr()?;
    let public_url = config.public_url(address);
    let source = MasterKeySource::choose(config.master_key_command.clone());
    let data = DataDirectory::open_or_create_with(&config.data, &source)?;
    let sled = data.log.clone();
    let log: Arc<dyn EventLog> = sled.clone();

    let phones = match config.simulates_phones() {
        true => Some(SimulatedPhones::open(&data.simulator_path(), log.as_ref(), clock.clone()).await?),
        false => None,
    };
    let log_clock: Arc<dyn Clock> = match &phones {
        Some(phones) => phones.clock.clone(),
        None => clock.clone(),
    };
    let commands = Commands::new(log.clone(), log_clock, data.streams());
    let first_admin = match log.head().0 {
        0 => Some(first_admin::add(&commands).await?),
        _ => None,
    };
    let (views, mut follower) = projections::open(&data.views_path(), log.clone()).await?;
    // Whoever signs in in the first second finds people and conversations there.
    starting::catch_up(&listener, &views, &mut follower, log).await?;

    let mut gateways = Gateways::new();
    if let Some(phones) = &phones {
        gateways.insert("simulator".to_owned(), phones.gateway.clone());
    }
    let mut twilio_check = None;
    if let Some((gateway, check)) = carriers::twilio(&config, &public_url)? {
        gateways.insert("twilio".to_owned(), Arc::new(gateway));
        twilio_check = Some(check);
    }

    let (live_streams, live_streams_end) = watch::channel(false);
    let (reacting, reacting_ends) = watch::channel(false);
    let (follow_no_more, follow_ends) = oneshot::channel();
    let parts = Parts {
        commands: commands.clone(),
        views: views.clone(),
        media: sled.media().clone(),
        keys: data.auth_keys(),
        wall_clock: clock.clone(),
        shutdown: live_streams_end,
    };
    let limits = RateLimits {
        requests: config.limits.requests,
        unauthenticated: config.limits.unauthenticated,
        sign_ins: config.limits.sign_ins,
    };
    let mut app = App::new(parts, limits);
    app.twilio = twilio_check;
    app.shopify_secret = config.shopify.as_ref().map(|shopify| shopify.secret.clone());
    if let Some(phones) = &phones {
        let store = texted_store(&commands, &views).await?;
        app.simulator = Some(demo::simulator(phones, store));
        // The simulated shop signs too: its webhooks go the way of real ones.
        app.shopify_secret.get_or_insert_with(|| data.simulated_shop_secret());
    }
    let metrics = telemetry::metrics()?;
    app.proofs = Some(sled.clone());
    app.metrics = Some(Arc::new(move || metrics.render()));
    app.log_writable = Some({
        let log = sled.clone();
        Arc::new(move || log.refuses_writes().is_none())
    });
    app.notary = Some(sled.clone());
    let backups = config
        .backup
        .clone()
        .map(|config| RunningBackups::new(config, sled.clone(), clock.clone()));
    if let Some(backups) = &backups {
        app.backups = Some(Arc::new(AskedBackups(backups.clone())));
        tokio::spawn(backups.clone().keep_schedule(reacting_ends.clone()));
    }
    app.web_app = match cfg!(feature = "embed-web") {
        true => WebApp::Embedded,
        false => WebApp::Directory(config.web.clone()),
    };
    app.secure_cookies = public_url.starts_with("https://");
    app.behind_proxy = config.behind_proxy;

    let surroundings = Arc::new(Surroundings {
        commands: commands.clone(),
        views: views.clone(),
        media: sled.media().clone(),
        erase: {
            let log = sled.clone();
            Arc::new(move |stream| {
                let log = log.clone();
                Box::pin(async move { log.erase(stream).await })
            })
        },
        gateways,
        simulator: phones.as_ref().map(|phones| phones.gateway.clone()),
        ai: config.ai.as_ref().map(ai).transpose()?,
        public_url: public_url.clone(),
        link_key: data.short_link_key(),
        media_link: Arc::new(api::media_link(data.auth_keys(), public_url.clone())),
        checkpoints: config
            .checkpoints
            .as_ref()
            .map(|config| checkpoints(config, &sled))
            .transpose()?,
    });

    let app = web::Data::new(app);
    let server = HttpServer::new(move || api::http_app(app.clone()))
        .listen(listener)?
        .disable_signals()
        .shutdown_timeout(LAST_WORDS_SECONDS)
        .run();
    let following = tokio::spawn(follower.run(async move {
        // The sender going away means the same as its word.
        let _ = follow_ends.await;
    }));
    tracing::info!(%address, head = sled.head().0, "serving");
    Ok(Running {
        address,
        public_url,
        first_admin,
        commands,
        views,
        phones,
        http: server.handle(),
        served: tokio::spawn(server),
        live_streams,
        reacting,
        reactors: reactors::spawn(surroundings, reacting_ends),
        follow_no_more,
        following,
        backups,
        log: sled,
    })
}

impl Running {
    /// Ends in this order: no new requests, no new reactions, the views as far as they get, the log.
    pub async fn stop(mut self) {
        tracing::info!("stopping");
        self.live_streams.send_replace(true);
        self.http.stop(true).await;
        let _ = self.served.await;
        self.reacting.send_replace(true);
        while self.reactors.join_next().await.is_some() {}
        if let Err(error) = self.views.wait_for(self.log.head(), LAST_VIEWS).await {
            tracing::info!(%error, "the views are finished at the next start");
        }
        let _ = self.follow_no_more.send(());
        let _ = self.following.await;
        let (log, backups) = (self.log, self.backups);
        let _ = tokio::task::spawn_blocking(move || {
            if let Some(backups) = backups {
                backups.end();
            }
            log.close();
        })
        .await;
        tracing::info!("stopped");
    }

    /// How far the log's time runs ahead of the real one.
    pub fn ahead(&self) -> SignedDuration {
        self.phones
            .as_ref()
            .map(|phones| phones.clock.ahead())
            .unwrap_or_default()
    }
}

/// The store that simulated customers text: the demo store, or else the first there is.
async fn texted_store(commands: &Commands, views: &Views) -> Result<StoreId, StartError> {
    let demo_store = commands.load::<Store>(Streams::store(STORE)).await?.state;
    if demo_store.store.is_some() {
        return Ok(STORE);
    }
    Ok(views.stores().await?.first().map_or(STORE, |store| store.id))
}

fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    let listener = TcpListener::bind(address).map_err(|cause| StartError::Listen { address, cause })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

fn checkpoints(config: &CheckpointsConfig, log: &Arc<SledLog>) -> Result<CheckpointExport, StartError> {
    let CheckpointsConfig { file, webhook, .. } = config.clone();
    let export = CheckpointExport::new(log.clone(), config.every(), file, webhook);
    export.map_err(|error| StartError::Checkpoints(error.without_url()))
}

fn ai(config: &AiConfig) -> Result<Ai, AiError> {
    Ai::new(AiSettings {
        base_url: config.base_url.to_string(),
        key: config.key.clone(),
        model: config.model.clone(),
        timeout: config.timeout(),
    })
}
