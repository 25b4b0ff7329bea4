//! Is the log what it was when it was written?

use super::progress;
use event_log::{
    BundleFault, CheckpointError, Header, InclusionError, InclusionProof, Progress, PublicKey, SignedCheckpoint,
    Verified, VerifiedBundle, VerifyError,
};
use std::{
    fs::{self, File},
    io::{self, BufReader},
    path::{Path, PathBuf},
};

/// What a log is compared with that its keeper may not have.
#[derive(thiserror::Error, Debug)]
pub enum EvidenceError {
    #[error("{path} could not be read: {cause}")]
    Read { path: PathBuf, cause: io::Error },
    #[error("`{0}` is neither a public key, as `threadkeep public-key` prints it, nor a file with one")]
    PublicKey(String),
    #[error("checkpoint {number} in {path}: {cause}")]
    Held {
        path: PathBuf,
        number: usize,
        cause: CheckpointError,
    },
    #[error("there is no checkpoint in {0}")]
    NothingHeld(PathBuf),
}

/// The key itself, or the file that holds it.
pub fn public_key(given: &str) -> Result<PublicKey, EvidenceError> {
    if let Ok(key) = given.parse() {
        return Ok(key);
    }
    let text = fs::read_to_string(given).unwrap_or_default();
    text.parse().map_err(|_| EvidenceError::PublicKey(given.to_owned()))
}

/// Checkpoints that were kept elsewhere.
pub fn held(path: &Path, key: &PublicKey) -> Result<Vec<SignedCheckpoint>, EvidenceError> {
    let held = SignedCheckpoint::open_all(&read(path)?, key).map_err(|(number, cause)| EvidenceError::Held {
        path: path.to_owned(),
        number,
        cause,
    })?;
    match held.is_empty() {
        true => Err(EvidenceError::NothingHeld(path.to_owned())),
        false => Ok(held),
    }
}

fn read(path: &Path) -> Result<String, EvidenceError> {
    fs::read_to_string(path).map_err(unreadable(path))
}

fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> EvidenceError + '_ {
    move |cause| EvidenceError::Read {
        path: path.to_owned(),
        cause,
    }
}

/// Checks every record, block and link, and the media files, and that the log leads to each checkpoint that was kept
/// elsewhere. The error names the exact position of what was changed.
pub fn verify(directory: &Path, held: &[SignedCheckpoint]) -> Result<Verified, VerifyError> {
    let bar = progress::bar("Reading", 0);
    // The storage asserts what it expects of its file; what that means is said by the result, not by a stack trace.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let verified = event_log::verify_against(directory, held, &mut |progress| {
        let (what, done, all) = match progress {
            Progress::Bytes { done, all } => ("Reading", done, all),
            Progress::Events { done, all } => ("Checking", done, all),
        };
        bar.set_message(what);
        bar.set_length(all);
        bar.set_position(done);
    });
    std::panic::set_hook(hook);
    bar.finish_and_clear();
    verified
}

#[derive(thiserror::Error, Debug)]
pub enum OfflineError {
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
    #[error("the bundle does not hold: {0}")]
    Bundle(#[from] BundleFault),
    #[error("the proof does not hold: {0}")]
    Proof(#[from] InclusionError),
}

/// Checks a bundle with the public key alone.
pub fn verify_bundle(path: &Path, key: &PublicKey, held: &[SignedCheckpoint]) -> Result<VerifiedBundle, OfflineError> {
    let file = File::open(path).map_err(unreadable(path))?;
    let bar = progress::bar("Checking", 0);
    let verified = event_log::verify_bundle(BufReader::with_capacity(1 << 20, file), key, held, &mut |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    });
    bar.finish_and_clear();
    Ok(verified?)
}

/// Checks the proof of one record with the public key alone.
pub fn verify_proof(path: &Path, key: &PublicKey) -> Result<(InclusionProof, Header), OfflineError> {
    Ok(InclusionProof::open(&read(path)?, key)?)
}
