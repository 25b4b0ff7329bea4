//! Images, sound and documents: files of their own beside the log, named by their content.
//!
//! A file is 1 (the format), nonce, ciphertext and tag, sealed with the key of the stream it belongs to, so it is
//! erased with that stream. Its name is the BLAKE3 hash of exactly these bytes. The file and its directory are on disk
//! before [`MediaStore::put`] returns, so an event that names it never names nothing.

use crate::StreamId;
use crate::data_keys::{KeyError, KeyStore};
use bytes::Bytes;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use uuid::Uuid;

const FORMAT: u8 = 1;
const PARTIAL: &str = "partial";
/// The most that one file may hold. Carriers stop at 5 MB for pictures and 100 MB for documents on WhatsApp.
pub const LARGEST_MEDIA: usize = 128 << 20;

/// Names one file for ever: the BLAKE3 hash of its sealed bytes, 64 hexadecimal digits as text.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct MediaHash([u8; 32]);

#[derive(thiserror::Error, Debug)]
pub enum MediaError {
    #[error("there is no media file {0}")]
    NotFound(MediaHash),
    #[error("the media of this stream were erased with its key")]
    Erased,
    #[error("media file {0} is not what it was: restore it from a backup")]
    Damaged(MediaHash),
    /// Also when it belongs to another stream: whose it is, is nobody else's business.
    #[error("media file {0} does not belong to this stream")]
    OfAnotherStream(MediaHash),
    #[error("a media file may hold at most {limit} bytes, this one has {size}")]
    TooLarge { size: usize, limit: usize },
    #[error("the media store failed: {0}")]
    Storage(String),
}

#[derive(Clone, Debug)]
pub struct MediaStore {
    directory: PathBuf,
    keys: Arc<KeyStore>,
}

impl MediaStore {
    pub(crate) fn new(directory: PathBuf, keys: Arc<KeyStore>) -> Self {
        Self { directory, keys }
    }

    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }

    /// Durable when this returns.
    pub async fn put(&self, stream: StreamId, content: Bytes) -> Result<MediaHash, MediaError> {
        if content.len() > LARGEST_MEDIA {
            return Err(MediaError::TooLarge {
                size: content.len(),
                limit: LARGEST_MEDIA,
            });
        }
        let key = self.keys.find_or_create(stream).await.map_err(key_error)?;
        let directory = self.directory.clone();
        blocking(move || {
            let mut sealed = vec![FORMAT];
            key.seal_into(&mut sealed, &binding(stream), &content)
                .map_err(|error| MediaError::Storage(error.to_string()))?;
            let hash = MediaHash(blake3::hash(&sealed).into());
            write(&directory, hash, &sealed).map_err(|error| MediaError::Storage(error.to_string()))?;
            Ok(hash)
        })
        .await
    }

    pub async fn get(&self, stream: StreamId, hash: MediaHash) -> Result<Bytes, MediaError> {
        let (keys, path) = (self.keys.clone(), path_of(&self.directory, hash));
        blocking(move || {
            let key = keys
                .find(stream)
                .map_err(key_error)?
                .ok_or(MediaError::NotFound(hash))?;
            let file = fs::read(path).map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => MediaError::NotFound(hash),
                _ => MediaError::Storage(error.to_string()),
            })?;
            let sealed = file.strip_prefix(&[FORMAT]).ok_or(MediaError::Damaged(hash))?;
            if *blake3::hash(&file).as_bytes() != hash.0 {
                return Err(MediaError::Damaged(hash));
            }
            let content = key
                .open(&binding(stream), sealed)
                .map_err(|_| MediaError::OfAnotherStream(hash))?;
            Ok(Bytes::from(content))
        })
        .await
    }
}

impl MediaStore {
    /// Removes a file of an erased stream; `false` if it is gone already. Whose it was cannot be checked any more: only for
    /// hashes that the stream's own events named. Durable when this returns.
    pub async fn remove(&self, hash: MediaHash) -> Result<bool, MediaError> {
        let path = path_of(&self.directory, hash);
        blocking(move || {
            match fs::remove_file(&path) {
                Ok(()) => path.parent().map_or(Ok(()), |shelf| File::open(shelf)?.sync_all()),
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
                Err(error) => Err(error),
            }
            .map_err(|error| MediaError::Storage(error.to_string()))?;
            Ok(true)
        })
        .await
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, MediaError> + Send + 'static,
) -> Result<T, MediaError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(MediaError::Storage(error.to_string())))
}

fn binding(stream: StreamId) -> Vec<u8> {
    [b"media".as_slice(), stream.0.as_bytes()].concat()
}

fn key_error(error: KeyError) -> MediaError {
    match error {
        KeyError::Destroyed => MediaError::Erased,
        error => MediaError::Storage(error.to_string()),
    }
}

/// Two levels, so that no directory grows too large: `ab/abcdef...`.
fn path_of(directory: &Path, hash: MediaHash) -> PathBuf {
    let name = hash.to_string();
    directory.join(&name[..2]).join(name)
}

fn write(directory: &Path, hash: MediaHash, sealed: &[u8]) -> io::Result<()> {
    let path = path_of(directory, hash);
    let shelf = path.parent().unwrap_or(directory);
    let partial = shelf.join(format!("{}.{PARTIAL}", Uuid::new_v4().simple()));
    let mut file = File::create_new(&partial)?;
    file.write_all(sealed)?;
    file.sync_all()?;
    fs::rename(&partial, &path)?;
    File::open(shelf)?.sync_all()
}

/// Creates the directory with all its shelves, and removes what a crash left half-written.
pub(crate) fn prepare(directory: &Path) -> io::Result<()> {
    let shelves: Vec<PathBuf> = (0..=u8::MAX)
        .map(|shelf| directory.join(format!("{shelf:02x}")))
        .collect();
    if !shelves.iter().all(|shelf| shelf.is_dir()) {
        for shelf in &shelves {
            fs::create_dir_all(shelf)?;
        }
        File::open(directory)?.sync_all()?;
    }
    for file in files(directory)? {
        if file.extension().is_some_and(|extension| extension == PARTIAL) {
            fs::remove_file(file)?;
        }
    }
    Ok(())
}

pub(crate) fn files(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for shelf in fs::read_dir(directory)? {
        let shelf = shelf?;
        if shelf.file_type()?.is_dir() {
            for file in fs::read_dir(shelf.path())? {
                files.push(file?.path());
            }
        }
    }
    Ok(files)
}

/// Whether every file has the content that its name promises: how many there are, or the first that has not.
pub(crate) fn verify(directory: &Path) -> io::Result<Result<u64, MediaHash>> {
    if !directory.exists() {
        return Ok(Ok(0));
    }
    let mut count = 0;
    for file in files(directory)? {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let Ok(hash) = name.parse::<MediaHash>() else { continue };
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(File::open(&file)?)?;
        if *hasher.finalize().as_bytes() != hash.0 {
            return Ok(Err(hash));
        }
        count += 1;
    }
    Ok(Ok(count))
}

impl fmt::Display for MediaHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl fmt::Debug for MediaHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[derive(thiserror::Error, Clone, Copy, PartialEq, Eq, Debug)]
#[error("a media hash is 64 hexadecimal digits in lower case")]
pub struct NotAMediaHash;

impl FromStr for MediaHash {
    type Err = NotAMediaHash;

    fn from_str(text: &str) -> Result<Self, NotAMediaHash> {
        let hash = Self(blake3::Hash::from_hex(text).map_err(|_| NotAMediaHash)?.into());
        // One file, one name.
        if hash.to_string() == text {
            Ok(hash)
        } else {
            Err(NotAMediaHash)
        }
    }
}
