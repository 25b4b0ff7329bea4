//! Another master key for the same deployment. Every data key and every secret is wrapped anew in one transaction of the
//! key store; no record, no media file and no stream id changes.
//!
//! With the key in a file, a crash at any instant leaves a directory that opens. The order is: the new key is on disk
//! as `master.key.next`; the transaction commits; the old file is overwritten and replaced. Which of the two fits is told by the
//! key store itself, and [`finish_rotation`] puts it in its place before the next opening.

use crate::data_keys::{self, KeyError};
use crate::durability::sync_directory;
use crate::opening::{self, Layout, OpenError, io_error};
use crate::seal::DataKey;
use crate::{MasterKey, MasterKeyError};
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Rows that are read before they are written.
const PAGE: usize = 1_000;

#[derive(thiserror::Error, Debug)]
pub enum RotationError {
    #[error("there is no key store in {0}: name the data directory of a server")]
    NoKeyStore(PathBuf),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error("the keys were not changed: {0}")]
    Keys(#[from] KeyError),
    #[error(transparent)]
    MasterKey(#[from] MasterKeyError),
    #[error("{path} cannot be replaced: {source}; start the server or rotate again to finish")]
    File { path: PathBuf, source: io::Error },
}

impl From<rusqlite::Error> for RotationError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Keys(error.into())
    }
}

/// What was wrapped anew.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rotated {
    pub data_keys: u64,
    /// Secrets of the deployment.
    pub secrets: u64,
}

/// Wraps everything in the key store of `directory` with `new` instead of `old`. Nobody may have the directory open.
///
/// `purposes` are the secrets that this version asks for ([`crate::SledLog::secret`]): one that was never kept is still
/// derived from the old key here. `progress` is told how many data keys are done, of how many.
pub fn rotate_master_key(
    directory: &Path,
    old: &MasterKey,
    new: &MasterKey,
    purposes: &[&'static str],
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Rotated, RotationError> {
    let layout = Layout::of(directory);
    if !layout.keys().exists() {
        return Err(RotationError::NoKeyStore(directory.to_owned()));
    }
    let _lock = opening::lock(&layout)?;
    let (unwrapping, wrapping) = (DataKey::new(*old.wrapping_key()), DataKey::new(*new.wrapping_key()));
    let mut connection = data_keys::connect(&layout.keys())?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if !is_wrapped_by(&transaction, &unwrapping)? {
        return Err(KeyError::WrongMasterKey.into());
    }
    for purpose in purposes {
        data_keys::find_or_derive(&transaction, old, &unwrapping, purpose)?;
    }
    let rotated = Rotated {
        data_keys: wrap_data_keys(&transaction, &unwrapping, &wrapping, progress)?,
        secrets: wrap_secrets(&transaction, &unwrapping, &wrapping)?,
    };
    transaction.commit()?;
    // Who finds the old master key must not find anything here that it opens.
    data_keys::empty_write_ahead_log(&connection)?;
    Ok(rotated)
}

/// The same for a key in the file `path`: makes a new one, and destroys the file of the old one at the end.
pub fn rotate_master_key_file(
    directory: &Path,
    path: &Path,
    purposes: &[&'static str],
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Rotated, RotationError> {
    finish_rotation(directory, path)?;
    let old = MasterKey::read(path)?;
    let new = MasterKey::random()?;
    new.write(&next(path))?;
    let rotated = rotate_master_key(directory, &old, &new, purposes, progress)?;
    finish_rotation(directory, path)?;
    Ok(rotated)
}

/// Finishes what a rotation left behind when it was cut short. Nothing to do is the usual case.
pub fn finish_rotation(directory: &Path, path: &Path) -> Result<(), RotationError> {
    let (next, layout) = (next(path), Layout::of(directory));
    if !next.exists() || !layout.keys().exists() {
        return Ok(());
    }
    let _lock = opening::lock(&layout)?;
    let wrapping = DataKey::new(*MasterKey::read(&next)?.wrapping_key());
    let mut connection = data_keys::connect(&layout.keys())?;
    let fits = is_wrapped_by(&connection.transaction()?, &wrapping)?;
    data_keys::empty_write_ahead_log(&connection)?;
    let failed = |source| RotationError::File {
        path: path.to_owned(),
        source,
    };
    if fits {
        overwrite(path).map_err(failed)?;
        fs::rename(&next, path).map_err(failed)?;
        tracing::info!("the master key was rotated");
    } else {
        // The transaction never was: the old key is good, the new one opens nothing.
        overwrite(&next).map_err(failed)?;
        fs::remove_file(&next).map_err(failed)?;
        tracing::info!("a rotation of the master key was cut short and changed nothing");
    }
    let parent = path.parent().unwrap_or(directory);
    Ok(sync_directory(parent).map_err(io_error(parent))?)
}

/// `master.key` becomes `master.key.next`.
fn next(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".next");
    name.into()
}

/// Its old bytes are gone, as far as the file system overwrites in place.
fn overwrite(path: &Path) -> io::Result<()> {
    let mut file: File = match OpenOptions::new().write(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    file.write_all(&[0; 32])?;
    file.sync_all()
}

fn is_wrapped_by(transaction: &Transaction<'_>, wrapping: &DataKey) -> Result<bool, RotationError> {
    let query = "SELECT value FROM setting WHERE name = 'check'";
    let check: Option<Vec<u8>> = transaction.query_row(query, [], |row| row.get(0)).optional()?;
    Ok(check.is_some_and(|check| data_keys::unwrap(wrapping, b"check", &check).is_ok()))
}

fn wrap_data_keys(
    transaction: &Transaction<'_>,
    unwrapping: &DataKey,
    wrapping: &DataKey,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<u64, RotationError> {
    let count = "SELECT count(*) FROM data_key WHERE wrapped IS NOT NULL";
    let all: i64 = transaction.query_row(count, [], |row| row.get(0))?;
    let all = u64::try_from(all).unwrap_or_default();
    let mut select = transaction.prepare(&format!(
        "SELECT stream, wrapped FROM data_key WHERE stream > ? AND wrapped IS NOT NULL ORDER BY stream LIMIT {PAGE}"
    ))?;
    let mut update = transaction.prepare("UPDATE data_key SET wrapped = ? WHERE stream = ?")?;
    let (mut done, mut after) = (0, Vec::new());
    loop {
        let page = select.query_map([&after], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?))
        })?;
        let page = page.collect::<Result<Vec<_>, _>>()?;
        let Some((last, _)) = page.last() else { return Ok(done) };
        after.clone_from(last);
        for (stream, wrapped) in page {
            let key = data_keys::unwrap(unwrapping, &stream, &wrapped)?;
            update.execute(params![data_keys::wrap(wrapping, &stream, key.bytes())?, stream])?;
            done += 1;
        }
        progress(done, all);
    }
}

/// All of them, also those that only another version asks for.
fn wrap_secrets(transaction: &Transaction<'_>, unwrapping: &DataKey, wrapping: &DataKey) -> Result<u64, RotationError> {
    let mut select = transaction.prepare("SELECT name, value FROM setting ORDER BY name")?;
    let all = select.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?)))?;
    let all = all.collect::<Result<Vec<_>, _>>()?;
    for (name, wrapped) in &all {
        let secret = data_keys::unwrap(unwrapping, name.as_bytes(), wrapped)?;
        let wrapped = data_keys::wrap(wrapping, name.as_bytes(), secret.bytes())?;
        transaction.execute("UPDATE setting SET value = ? WHERE name = ?", params![wrapped, name])?;
    }
    Ok(all.iter().filter(|(name, _)| name != "check").count() as u64)
}
