//! The data directory: the log, its keys, media and views, and the master key that opens them.

use commands::Streams;
use event_log::{MASTER_KEY_VARIABLE, MasterKey, MasterKeyError, OpenError, Options, SledLog};
use secrecy::SecretString;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

pub(crate) const MASTER_KEY_FILE: &str = "master.key";
const STREAMS: &str = "threadkeep 2026 streams v1";
const AUTH: &str = "threadkeep 2026 auth v1";
const SIMULATED_SHOP: &str = "threadkeep 2026 simulated shop v1";
const DEPLOYMENT: &str = "threadkeep 2026 deployment v1";
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
    #[error("the master key file {0} does not exist: name the file that was kept apart from the data directory")]
    NoMasterKeyFile(PathBuf),
    #[error("the master key is needed: name its file with --master-key, or set THREADKEEP_MASTER_KEY")]
    NoMasterKey,
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

    /// Names the deployment in its exports.
    pub fn deployment(&self) -> String {
        deployment(&self.master)
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

/// For a directory that is only being made: from a file, otherwise from the environment. Never a new one.
pub fn existing_master_key(file: Option<&Path>) -> Result<MasterKey, DataError> {
    match (file, std::env::var(MASTER_KEY_VARIABLE)) {
        (Some(file), _) if !file.is_file() => Err(DataError::NoMasterKeyFile(file.to_owned())),
        (Some(file), _) => Ok(MasterKey::read_or_create(file)?),
        (None, Ok(text)) => Ok(MasterKey::from_hex(&text)?),
        (None, Err(_)) => Err(DataError::NoMasterKey),
    }
}

/// Puts the key where a server of this directory looks for it.
pub fn keep_master_key(file: &Path, directory: &Path) -> std::io::Result<()> {
    let kept = directory.join(MASTER_KEY_FILE);
    let key = std::fs::read(file)?;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut to = options.open(kept)?;
    std::io::Write::write_all(&mut to, &key)?;
    to.sync_all()
}

/// Tells deployments apart, and nothing else about them.
pub fn deployment(master: &MasterKey) -> String {
    let id: String = blake3::Hash::from_bytes(master.derive(DEPLOYMENT)).to_hex().to_string();
    id[..32].to_owned()
}
