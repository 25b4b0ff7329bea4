//! The data directory: the log, its keys, media and views, and the secrets that are kept with the keys.

use crate::master_key_source::{self, MasterKeySource, SourceError};
use commands::Streams;
use event_log::{
    KeyError, MasterKey, OpenError, Options, Rotated, SledLog, rotate_master_key, rotate_master_key_file, secret_of,
};
use secrecy::SecretString;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

const STREAMS: &str = "threadkeep 2026 streams v1";
const AUTH: &str = "threadkeep 2026 auth v1";
const SIMULATED_SHOP: &str = "threadkeep 2026 simulated shop v1";
const DEPLOYMENT: &str = "threadkeep 2026 deployment v1";
const SHORT_LINKS: &str = "threadkeep 2026 short links v1";
/// Every secret of a deployment. They stay when the master key is rotated: stream ids, links that were sent and signed-in
/// people depend on them.
const PURPOSES: [&str; 5] = [STREAMS, AUTH, SIMULATED_SHOP, SHORT_LINKS, DEPLOYMENT];

#[derive(Debug)]
pub struct DataDirectory {
    pub path: PathBuf,
    pub log: Arc<SledLog>,
    secrets: Secrets,
}

struct Secrets {
    streams: [u8; 32],
    auth: [u8; 32],
    simulated_shop: [u8; 32],
    short_links: [u8; 32],
    deployment: [u8; 32],
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

impl Secrets {
    fn of(log: &SledLog) -> Result<Self, KeyError> {
        Ok(Self {
            streams: log.secret(STREAMS)?,
            auth: log.secret(AUTH)?,
            simulated_shop: log.secret(SIMULATED_SHOP)?,
            short_links: log.secret(SHORT_LINKS)?,
            deployment: log.secret(DEPLOYMENT)?,
        })
    }
}

#[derive(thiserror::Error, Debug)]
pub enum DataError {
    #[error("there is no log in {0}: name the data directory of a server with --data")]
    NoLog(PathBuf),
    #[error("the data directory {path} cannot be created: {cause}")]
    Create { path: PathBuf, cause: std::io::Error },
    #[error("the master key file {0} does not exist: name the file that was kept apart from the data directory")]
    NoMasterKeyFile(PathBuf),
    #[error("the master key is needed: name its file with --master-key, or set THREADKEEP_MASTER_KEY")]
    NoMasterKey,
    #[error(transparent)]
    MasterKey(#[from] SourceError),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error("the deployment's secrets cannot be read: {0}")]
    Secrets(#[from] KeyError),
}

impl DataDirectory {
    /// Opens what is there, or begins anew in an empty directory.
    pub fn open_or_create(path: &Path) -> Result<Self, DataError> {
        Self::open_or_create_with(path, &MasterKeySource::of_settings()?)
    }

    /// The same, with the master key from there.
    pub fn open_or_create_with(path: &Path, source: &MasterKeySource) -> Result<Self, DataError> {
        std::fs::create_dir_all(path).map_err(|cause| DataError::Create {
            path: path.to_owned(),
            cause,
        })?;
        Self::open(path, source)
    }

    /// For those who look at a log: a wrong path is an error, not a new log.
    pub fn open_existing(path: &Path) -> Result<Self, DataError> {
        require_log(path)?;
        Self::open(path, &MasterKeySource::of_settings()?)
    }

    fn open(path: &Path, source: &MasterKeySource) -> Result<Self, DataError> {
        let master = source.read(path)?;
        let log = Arc::new(SledLog::open(path, master, Options::default())?);
        let secrets = Secrets::of(&log)?;
        let path = path.to_owned();
        Ok(Self { path, log, secrets })
    }

    pub fn streams(&self) -> Streams {
        Streams::new(self.secrets.streams)
    }

    /// Names the deployment in its exports.
    pub fn deployment(&self) -> String {
        deployment_named(self.secrets.deployment)
    }

    pub fn auth_keys(&self) -> auth::Keys {
        auth::Keys::new(self.secrets.auth)
    }

    pub fn short_link_key(&self) -> [u8; 32] {
        self.secrets.short_links
    }

    /// What the simulated shop signs its webhooks with.
    pub fn simulated_shop_secret(&self) -> SecretString {
        let secret = blake3::Hash::from_bytes(self.secrets.simulated_shop);
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

/// Another master key for the directory of a server that is not running. In a file it is made here; kept anywhere else, the
/// operator gives the next one. `progress` is told how many data keys are wrapped anew, of how many.
pub fn rotate(path: &Path, source: &MasterKeySource, progress: &mut dyn FnMut(u64, u64)) -> Result<Rotated, DataError> {
    require_log(path)?;
    let rotated = match source {
        MasterKeySource::File => rotate_master_key_file(path, &master_key_source::file_in(path), &PURPOSES, progress),
        elsewhere => {
            let old = elsewhere.read(path)?;
            let new = master_key_source::next_key()?.ok_or(SourceError::NoNextKey)?;
            rotate_master_key(path, &old, &new, &PURPOSES, progress)
        }
    };
    Ok(rotated.map_err(SourceError::from)?)
}

/// For a directory that is only being made: from a file, otherwise from the environment. Never a new one.
pub fn existing_master_key(file: Option<&Path>) -> Result<MasterKey, DataError> {
    match (file, MasterKeySource::choose(None)) {
        (Some(file), _) if !file.is_file() => Err(DataError::NoMasterKeyFile(file.to_owned())),
        (Some(file), _) => Ok(MasterKey::read_or_create(file).map_err(SourceError::from)?),
        (None, MasterKeySource::File) => Err(DataError::NoMasterKey),
        (None, elsewhere) => Ok(elsewhere.read(Path::new("."))?),
    }
}

/// Puts the key where a server of this directory looks for it.
pub fn keep_master_key(file: &Path, directory: &Path) -> std::io::Result<()> {
    let kept = master_key_source::file_in(directory);
    let key = std::fs::read(file)?;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut to = options.open(kept)?;
    std::io::Write::write_all(&mut to, &key)?;
    to.sync_all()
}

/// The deployment that a copy of a key store comes from.
pub fn deployment_of(key_store: &Path, master: &MasterKey) -> Result<String, KeyError> {
    secret_of(key_store, master, DEPLOYMENT).map(deployment_named)
}

/// Tells deployments apart, and nothing else about them.
fn deployment_named(secret: [u8; 32]) -> String {
    let id: String = blake3::Hash::from_bytes(secret).to_hex().to_string();
    id[..32].to_owned()
}
