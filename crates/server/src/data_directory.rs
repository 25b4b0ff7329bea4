//! The data directory: the log, its keys, media and views, and the master key that opens them.

use commands::Streams;
use event_log::{MASTER_KEY_VARIABLE, MasterKey, MasterKeyError, OpenError, Options, SledLog};
use secrecy::SecretString;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

const MASTER_KEY_FILE: &str = "master.key";
const STREAMS: &str = "threadkeep 2026 streams v1";
const AUTH: &str = "threadkeep 2026 auth v1";
const SIMULATED_SHOP: &str = "threadkeep 2026 simulated shop v1";
const SHORT_LINKS: &str = "threadkeep 2026 short links v1";

#[derive(Debug)]
pub struct DataDirectory {
    pub path: PathBuf,
    pub log: Arc<SledLog>,
    master: MasterKey,
}

#[derive(thiserror::Error, Debug)]
pub enum DataError {
    #[error("there is no log in {0}: name the data directory of a server with --data")]
    NoLog(PathBuf),
    #[error("the data directory {path} cannot be created: {cause}")]
    Create { path: PathBuf, cause: std::io::Error },
    #[error(transparent)]
    MasterKey(#[from] MasterKeyError),
    #[error(transparent)]
    Open(#[from] OpenError),
}

impl DataDirectory {
    /// Opens what is there, or begins anew in an empty directory.
    pub fn open_or_create(path: &Path) -> Result<Self, DataError> {
        std::fs::create_dir_all(path).map_err(|cause| DataError::Create {
            path: path.to_owned(),
            cause,
        })?;
        Self::open(path)
    }

    /// For those who look at a log: a wrong path is an error, not a new log.
    pub fn open_existing(path: &Path) -> Result<Self, DataError> {
        require_log(path)?;
        Self::open(path)
    }

    fn open(path: &Path) -> Result<Self, DataError> {
        let master = master_key(path)?;
        let log = Arc::new(SledLog::open(path, master.clone(), Options::default())?);
        let path = path.to_owned();
        Ok(Self { path, log, master })
    }

    pub fn streams(&self) -> Streams {
        Streams::new(self.master.derive(STREAMS))
    }

    pub fn auth_keys(&self) -> auth::Keys {
        auth::Keys::new(self.master.derive(AUTH))
    }

    pub fn short_link_key(&self) -> [u8; 32] {
        self.master.derive(SHORT_LINKS)
    }

    /// What the simulated shop signs its webhooks with.
    pub fn simulated_shop_secret(&self) -> SecretString {
        let secret = blake3::Hash::from_bytes(self.master.derive(SIMULATED_SHOP));
        secret.to_hex().as_str().to_owned().into()
    }

    pub fn views_path(&self) -> PathBuf {
        self.path.join("views.sqlite3")
    }

    pub fn simulator_path(&self) -> PathBuf {
        self.path.join("simulator.sqlite3")
    }
}

pub fn require_log(path: &Path) -> Result<(), DataError> {
    if path.join("log").is_dir() {
        Ok(())
    } else {
        Err(DataError::NoLog(path.to_owned()))
    }
}

/// From the environment if it stands there, otherwise from the file that the first run creates.
pub fn master_key(path: &Path) -> Result<MasterKey, MasterKeyError> {
    match std::env::var(MASTER_KEY_VARIABLE) {
        Ok(text) => MasterKey::from_hex(&text),
        Err(_) => MasterKey::read_or_create(&path.join(MASTER_KEY_FILE)),
    }
}
