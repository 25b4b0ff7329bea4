//! How the server of a test is set up.

use crate::{TestServer, cast};
use ::server::{config::Config, data_directory::DataDirectory};
use commands::{Clock, Commands, MovableClock};
use jiff::Timestamp;
use std::{path::Path, sync::Arc};
use tempfile::TempDir;

/// When every test begins: a Saturday morning in California.
const BEGINNING: &str = "2026-11-21T17:00:00Z";

/// A server to be started, unless told otherwise with simulated phones and without a shop.
#[derive(Debug)]
pub struct Deployment {
    data: TempDir,
    config: Config,
    gateway: String,
}

impl Default for Deployment {
    fn default() -> Self {
        let data = tempfile::tempdir().expect("a temporary directory");
        Self {
            config: Config::for_test(data.path().to_owned()),
            gateway: "simulator".to_owned(),
            data,
        }
    }
}

impl Deployment {
    /// Changes settings.
    pub fn configured(mut self, change: impl FnOnce(&mut Config)) -> Self {
        change(&mut self.config);
        self
    }

    /// Which gateway carries the store's numbers.
    pub fn carried_by(self, gateway: &str) -> Self {
        Self {
            gateway: gateway.to_owned(),
            ..self
        }
    }

    pub async fn start(self) -> TestServer {
        let beginning: Timestamp = BEGINNING.parse().expect("a moment");
        let clock = Arc::new(MovableClock::standing_at(beginning));
        let keys = set_up(self.data.path(), &clock, &self.gateway).await;
        TestServer::started(self.data, self.config, clock, keys).await
    }
}

/// Makes a data directory in which the store and its people are, for a server that is started later or elsewhere.
pub async fn set_up(path: &Path, clock: &Arc<impl Clock>, gateway: &str) -> auth::Keys {
    let data = DataDirectory::open_or_create(path).expect("an empty directory becomes a data directory");
    let keys = data.auth_keys();
    let commands = Commands::new(data.log.clone(), clock.clone(), data.streams());
    cast::enter(&commands, &keys, gateway).await;
    drop(commands);
    data.log.close();
    keys
}
