//! The one secret of a deployment. Everything else that is secret is derived from it or wrapped by it.

use crate::StreamId;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The environment variable that may hold the key as 64 hexadecimal digits, instead of the file.
pub const MASTER_KEY_VARIABLE: &str = "THREADKEEP_MASTER_KEY";

const WRAPPING: &str = "threadkeep 2026 data key wrapping v1";
const STREAM_ID: &str = "threadkeep 2026 stream id v1";

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

    /// Reads the key from `path`, or creates the file, readable by its owner only, when there is none: the first run.
    /// The new key is on disk before this returns.
    pub fn read_or_create(path: &Path) -> Result<Self, MasterKeyError> {
        let failed = |done| {
            move |source| MasterKeyError::File {
                path: path.to_owned(),
                done,
                source,
            }
        };
        match File::open(path) {
            Ok(mut file) => {
                let length = file.metadata().map_err(failed("read"))?.len();
                if length != 32 {
                    return Err(MasterKeyError::Length {
                        path: path.to_owned(),
                        length,
                    });
                }
                let mut bytes = Zeroizing::new([0; 32]);
                file.read_exact(&mut *bytes).map_err(failed("read"))?;
                Ok(Self::from_bytes(*bytes))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let mut bytes = Zeroizing::new([0; 32]);
                getrandom::fill(&mut *bytes).map_err(MasterKeyError::NoRandomness)?;
                create(path, &*bytes).map_err(failed("created"))?;
                Ok(Self::from_bytes(*bytes))
            }
            Err(error) => Err(failed("opened")(error)),
        }
    }

    /// A key for one purpose, named by `context`: a constant text that no other purpose uses. Knowing it tells
    /// nothing about the master key or the keys of other purposes.
    pub fn derive(&self, context: &'static str) -> [u8; 32] {
        blake3::derive_key(context, &self.0.0)
    }

    /// The stream of what `parts` name, such as a store and an address. The same parts give the same stream in this
    /// deployment; without the master key nobody can tell which stream belongs to a number, or try numbers out.
    pub fn stream_id(&self, parts: &[&str]) -> StreamId {
        let mut key = self.derive(STREAM_ID);
        let mut hasher = blake3::Hasher::new_keyed(&key);
        key.zeroize();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        let mut id = [0; 16];
        hasher.finalize_xof().fill(&mut id);
        StreamId(uuid::Builder::from_custom_bytes(id).into_uuid())
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
        fs::write(&path, [7; 31]).unwrap();
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
    fn stream_ids_depend_on_the_key_and_on_where_one_part_ends() {
        let key = MasterKey::from_bytes([1; 32]);
        assert_eq!(key.stream_id(&["store", "number"]), key.stream_id(&["store", "number"]));
        assert_ne!(key.stream_id(&["store", "number"]), key.stream_id(&["storen", "umber"]));
        assert_ne!(
            key.stream_id(&["store"]),
            MasterKey::from_bytes([2; 32]).stream_id(&["store"])
        );
    }

    #[test]
    fn purposes_have_different_keys_and_debug_shows_none() {
        let key = MasterKey::from_bytes([1; 32]);
        assert_ne!(key.derive("one"), key.derive("two"));
        assert_eq!(format!("{key:?}"), "MasterKey");
    }
}
