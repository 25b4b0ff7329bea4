//! The one secret of a deployment. Everything else that is secret is derived from it or wrapped by it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The environment variable that may hold the key as 64 hexadecimal digits, instead of the file.
pub const MASTER_KEY_VARIABLE: &str = "THREADKEEP_MASTER_KEY";

const WRAPPING: &str = "threadkeep 2026 data key wrapping v1";

/// 32 random bytes. Who loses them loses every payload in the log; who has them and the key store can read all.
/// Back it up apart from the data directory.
#[derive(Clone)]
pub struct MasterKey(Arc<Secret>);

#[derive(Zeroize, ZeroizeOnDrop)]
struct Secret([u8; 32]);

#[derive(thiserror::Error, Debug)]
pub enum MasterKeyError {
    #[error("the master key file {path} could not be {done}: {source}")]
    File {
        path: PathBuf,
        done: &'static str,
        source: io::Error,
    },
    #[error("the master key file {path} holds {length} bytes instead of 32: restore it from its backup")]
    Length { path: PathBuf, length: u64 },
    #[error("{0} must be 64 hexadecimal digits (32 bytes)")]
    NotHex(&'static str),
    #[error(
        "the master key file {path} can be read by others (mode {mode:o}): run `chmod 600` on it, and rotate the master key \
         if somebody may have read it"
    )]
    Exposed { path: PathBuf, mode: u32 },
    #[error("the operating system gave no random bytes: {0}")]
    NoRandomness(getrandom::Error),
}

impl MasterKey {
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Arc::new(Secret(bytes)))
    }

    /// From the text of [`MASTER_KEY_VARIABLE`]; the caller reads the environment.
    pub fn from_hex(text: &str) -> Result<Self, MasterKeyError> {
        blake3::Hash::from_hex(text.trim())
            .map(|hash| Self::from_bytes(hash.into()))
            .map_err(|_| MasterKeyError::NotHex(MASTER_KEY_VARIABLE))
    }

    /// 32 bytes of the operating system's randomness.
    pub fn random() -> Result<Self, MasterKeyError> {
        let mut bytes = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *bytes).map_err(MasterKeyError::NoRandomness)?;
        Ok(Self::from_bytes(*bytes))
    }

    /// Reads the key from `path`, which nobody but its owner may be able to read.
    pub fn read(path: &Path) -> Result<Self, MasterKeyError> {
        let failed = |done| {
            move |source| MasterKeyError::File {
                path: path.to_owned(),
                done,
                source,
            }
        };
        let mut file = File::open(path).map_err(failed("opened"))?;
        let metadata = file.metadata().map_err(failed("read"))?;
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o777;
            if mode & 0o077 != 0 {
                return Err(MasterKeyError::Exposed {
                    path: path.to_owned(),
                    mode,
                });
            }
        }
        if metadata.len() != 32 {
            return Err(MasterKeyError::Length {
                path: path.to_owned(),
                length: metadata.len(),
            });
        }
        let mut bytes = Zeroizing::new([0; 32]);
        file.read_exact(&mut *bytes).map_err(failed("read"))?;
        Ok(Self::from_bytes(*bytes))
    }

    /// Reads the key from `path`, or creates the file, readable by its owner only, when there is none: the first run.
    /// The new key is on disk before this returns.
    pub fn read_or_create(path: &Path) -> Result<Self, MasterKeyError> {
        match Self::read(path) {
            Err(MasterKeyError::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                let key = Self::random()?;
                key.write(path)?;
                Ok(key)
            }
            read => read,
        }
    }

    /// Writes the key into a new file, readable by its owner only. It is on disk when this returns.
    pub(crate) fn write(&self, path: &Path) -> Result<(), MasterKeyError> {
        create(path, &self.0.0).map_err(|source| MasterKeyError::File {
            path: path.to_owned(),
            done: "created",
            source,
        })
    }

    /// A key for one purpose, named by `context`: a constant text that no other purpose uses. Knowing it tells nothing
    /// about the master key or the keys of other purposes. What must outlive a rotation is kept as a secret of the key
    /// store instead of being derived again ([`crate::SledLog::secret`]).
    pub(crate) fn derive(&self, context: &'static str) -> [u8; 32] {
        blake3::derive_key(context, &self.0.0)
    }

    pub(crate) fn wrapping_key(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.derive(WRAPPING))
    }
}

/// Writes to a name of its own first, so that a crash leaves no half-written key under the real name.
fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(directory)?;
    let partial = path.with_extension(format!("{}.partial", Uuid::new_v4().simple()));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&partial)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    // A link, unlike a rename, does not replace a key that another process has just created.
    let linked = fs::hard_link(&partial, path);
    fs::remove_file(&partial)?;
    linked?;
    File::open(directory)?.sync_all()
}

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKey")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_run_creates_a_private_file_and_the_next_reads_the_same_key() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("deep").join("master.key");
        let first = MasterKey::read_or_create(&path).unwrap();
        let second = MasterKey::read_or_create(&path).unwrap();
        assert_eq!(first.derive("test"), second.derive("test"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        assert_eq!(
            fs::read_dir(path.parent().unwrap()).unwrap().count(),
            1,
            "nothing is left beside the key"
        );
    }

    #[test]
    fn a_key_file_of_the_wrong_length_is_refused_not_replaced() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("master.key");
        create(&path, &[7; 31]).unwrap();
        assert!(matches!(
            MasterKey::read_or_create(&path),
            Err(MasterKeyError::Length { length: 31, .. })
        ));
        assert_eq!(fs::read(&path).unwrap(), [7; 31]);
    }

    #[test]
    fn hexadecimal_text_is_the_same_key_and_anything_else_is_refused() {
        let key = MasterKey::from_hex(&format!("{}\n", "07".repeat(32))).unwrap();
        assert_eq!(key.derive("test"), MasterKey::from_bytes([7; 32]).derive("test"));
        assert!(MasterKey::from_hex("07").is_err());
        assert!(MasterKey::from_hex(&"0x".repeat(32)).is_err());
    }

    #[test]
    #[cfg(unix)]
    fn a_key_file_that_others_can_read_is_refused_with_what_to_do() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("master.key");
        MasterKey::read_or_create(&path).unwrap();
        for mode in [0o640, 0o604, 0o644, 0o660] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let refused = MasterKey::read_or_create(&path).unwrap_err().to_string();
            assert!(
                refused.contains("chmod 600") && refused.contains(&format!("{mode:o}")),
                "{refused}"
            );
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
        MasterKey::read_or_create(&path).unwrap();
    }

    #[test]
    fn purposes_have_different_keys_and_debug_shows_none() {
        let key = MasterKey::from_bytes([1; 32]);
        assert_ne!(key.derive("one"), key.derive("two"));
        assert_eq!(format!("{key:?}"), "MasterKey");
    }
}
