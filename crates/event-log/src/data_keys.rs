//! The key store: one random data key a stream, wrapped by the master key, in a SQLite file of its own.
//!
//! The keys lie apart from the log so that one can be destroyed, which erases its stream, without touching the log.
//! A new key is durable before any event sealed with it can be acknowledged. One thread creates keys and commits all
//! that were asked for in the meantime at once: a campaign begins 100,000 conversations.
//!
//! `data_key(stream, wrapped)`: `wrapped` is 1 (the format), nonce (24), ciphertext and tag (48), bound to the stream;
//! NULL once destroyed. `setting(name, value)` holds what else is wrapped, in the same way and bound to its name: `check`,
//! which is zeros, to tell a wrong master key at once, and the deployment's secrets by their purpose. Whatever lies in
//! these two tables is wrapped anew when the master key is rotated ([`crate::rotation`]).

mod copy;

pub(crate) use copy::{CopyError, KeyCopy};
pub use copy::{KeyCounts, secret_of};

use crate::StreamId;
use crate::mailbox::{Closed, Inbox, Mailbox, mailbox};
use crate::master_key::MasterKey;
use crate::seal::DataKey;
use crate::stream_hasher::StreamHasher;
use lru::LruCache;
use parking_lot::{Mutex, RwLock};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::HashSet;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::oneshot;

/// Keys kept in the clear: 100,000 take about 10 MB.
const CACHED: NonZeroUsize = NonZeroUsize::new(100_000).expect("not zero");
/// Requests in one transaction at most.
const GROUP: usize = 4096;
const FORMAT: u8 = 1;

#[derive(thiserror::Error, Clone, Debug)]
pub enum KeyError {
    #[error("the key of this stream is destroyed")]
    Destroyed,
    #[error("this master key is not the one that the key store was made with: give the right one")]
    WrongMasterKey,
    #[error("the key store holds a key that does not unwrap: restore keys.sqlite3 from its backup")]
    Damaged,
    #[error("the key store failed: {0}")]
    Storage(Arc<str>),
}

impl From<rusqlite::Error> for KeyError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Storage(error.to_string().into())
    }
}

#[derive(Debug)]
pub(crate) struct KeyStore {
    shared: Arc<Shared>,
    requests: Mailbox<Request>,
    thread: Mutex<Option<JoinHandle<()>>>,
    reader: Mutex<Connection>,
}

struct Shared {
    master: MasterKey,
    wrapping: DataKey,
    cache: Mutex<LruCache<StreamId, Arc<DataKey>, StreamHasher>>,
    /// Destroyed since the store was opened: an append that took its key before must not be written after.
    destroyed: RwLock<HashSet<StreamId>>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shared")
    }
}

enum Request {
    Key(StreamId, oneshot::Sender<Result<Arc<DataKey>, KeyError>>),
    Destroy(StreamId, oneshot::Sender<Result<(), KeyError>>),
}

impl KeyStore {
    pub(crate) fn open(path: &Path, master: &MasterKey) -> Result<Self, KeyError> {
        let shared = Arc::new(Shared {
            master: master.clone(),
            wrapping: DataKey::new(*master.wrapping_key()),
            cache: Mutex::new(LruCache::with_hasher(CACHED, StreamHasher::default())),
            destroyed: RwLock::default(),
        });
        let mut writer = connect(path)?;
        prepare(&mut writer, &shared.wrapping)?;
        let reader = connect(path)?;
        let cannot_start = |error: std::io::Error| KeyError::Storage(error.to_string().into());
        let (requests, inbox) = mailbox(GROUP).map_err(cannot_start)?;
        let thread = std::thread::Builder::new()
            .name("data-keys".to_owned())
            .spawn({
                let shared = shared.clone();
                move || serve(inbox, writer, &shared)
            })
            .map_err(cannot_start)?;
        Ok(Self {
            shared,
            requests,
            thread: Mutex::new(Some(thread)),
            reader: Mutex::new(reader),
        })
    }

    /// The stream's key, made now if it has none. Durable when this returns.
    pub(crate) async fn find_or_create(&self, stream: StreamId) -> Result<Arc<DataKey>, KeyError> {
        if let Some(key) = self.shared.cached(stream) {
            return Ok(key);
        }
        self.ask(|reply| Request::Key(stream, reply)).await
    }

    /// The stream's key; `None` if it never had one. May read the disk.
    pub(crate) fn find(&self, stream: StreamId) -> Result<Option<Arc<DataKey>>, KeyError> {
        if let Some(key) = self.shared.cached(stream) {
            return Ok(Some(key));
        }
        let key = {
            let reader = self.reader.lock();
            read_key(&reader, stream, &self.shared.wrapping)?
        };
        Ok(key.map(|key| self.shared.remember(stream, key)))
    }

    /// A secret of the deployment for one purpose. It is what the master key of the moment it is first asked for derives,
    /// and kept from then on: rotating the master key does not change it. May write the disk.
    pub(crate) fn secret(&self, purpose: &'static str) -> Result<[u8; 32], KeyError> {
        let mut connection = self.reader.lock();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let secret = find_or_derive(&transaction, &self.shared.master, &self.shared.wrapping, purpose)?;
        transaction.commit()?;
        Ok(secret)
    }

    /// A secret that nothing derives: random, made when it is first asked for. May write the disk.
    pub(crate) fn random_secret(&self, name: &'static str) -> Result<[u8; 32], KeyError> {
        let mut connection = self.reader.lock();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let random = || DataKey::generate().map(|key| *key.bytes());
        let secret = find_or_keep(&transaction, &self.shared.wrapping, name, || {
            random().map_err(|error| KeyError::Storage(error.to_string().into()))
        })?;
        transaction.commit()?;
        Ok(secret)
    }

    /// Destroys the key for ever, or forbids that the stream ever gets one. Its bytes are overwritten in the database
    /// and gone from the write-ahead log when this returns.
    pub(crate) async fn destroy(&self, stream: StreamId) -> Result<(), KeyError> {
        self.shared.destroyed.write().insert(stream);
        self.shared.cache.lock().pop(&stream);
        self.ask(|reply| Request::Destroy(stream, reply)).await
    }

    pub(crate) fn destroyed_lately(&self, stream: StreamId) -> bool {
        self.shared.destroyed.read().contains(&stream)
    }

    /// Ends the thread after what it was asked for is done.
    pub(crate) fn close(&self) {
        self.requests.close();
        if let Some(thread) = self.thread.lock().take() {
            let _ = thread.join();
        }
    }

    async fn ask<T>(
        &self,
        request: impl FnOnce(oneshot::Sender<Result<T, KeyError>>) -> Request,
    ) -> Result<T, KeyError> {
        let closed = || KeyError::Storage("it is closed".into());
        let (reply, answer) = oneshot::channel();
        self.requests.send(request(reply)).await.map_err(|Closed| closed())?;
        answer.await.map_err(|_| closed())?
    }
}

impl Shared {
    fn cached(&self, stream: StreamId) -> Option<Arc<DataKey>> {
        self.cache.lock().get(&stream).cloned()
    }

    fn remember(&self, stream: StreamId, key: Arc<DataKey>) -> Arc<DataKey> {
        let mut cache = self.cache.lock();
        // Looked at under the lock, so that a key that is being destroyed is not put back.
        if !self.destroyed.read().contains(&stream) {
            cache.put(stream, key.clone());
        }
        key
    }
}

pub(crate) fn connect(path: &Path) -> Result<Connection, rusqlite::Error> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "secure_delete", "ON")?;
    Ok(connection)
}

/// Creates the tables in a new file, and tells a wrong master key in an old one.
fn prepare(connection: &mut Connection, wrapping: &DataKey) -> Result<(), KeyError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(
        "CREATE TABLE IF NOT EXISTS data_key (stream BLOB PRIMARY KEY, wrapped BLOB) WITHOUT ROWID;
         CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;",
    )?;
    let query = "SELECT value FROM setting WHERE name = 'check'";
    let check: Option<Vec<u8>> = transaction.query_row(query, [], |row| row.get(0)).optional()?;
    match check {
        Some(check) => {
            unwrap(wrapping, b"check", &check).map_err(|_| KeyError::WrongMasterKey)?;
        }
        None => {
            let check = wrap(wrapping, b"check", &[0; 32])?;
            transaction.execute("INSERT INTO setting (name, value) VALUES ('check', ?)", [check])?;
            transaction.commit()?;
        }
    }
    Ok(())
}

fn serve(mut inbox: Inbox<Request>, mut connection: Connection, shared: &Shared) {
    while let Some(first) = inbox.next() {
        let mut group = vec![first];
        while group.len() < GROUP {
            let Some(request) = inbox.next_if_any() else { break };
            group.push(request);
        }
        commit(&mut connection, group, shared);
    }
}

/// A request done inside the transaction; its answer waits until the transaction is durable.
enum Done {
    Key(
        StreamId,
        oneshot::Sender<Result<Arc<DataKey>, KeyError>>,
        Result<Arc<DataKey>, KeyError>,
    ),
    Destroyed(oneshot::Sender<Result<(), KeyError>>, Result<(), KeyError>),
}

impl Done {
    /// Whoever asked may be gone by now; an aborted request is nobody's loss.
    fn answer(self, committed: Result<(), KeyError>, shared: &Shared) {
        match self {
            Done::Key(stream, reply, key) => {
                let _ = reply.send(committed.and(key).map(|key| shared.remember(stream, key)));
            }
            Done::Destroyed(reply, gone) => {
                let _ = reply.send(committed.and(gone));
            }
        }
    }
}

fn commit(connection: &mut Connection, group: Vec<Request>, shared: &Shared) {
    let erases = group.iter().any(|request| matches!(request, Request::Destroy(..)));
    let mut done = Vec::with_capacity(group.len());
    let committed = commit_group(connection, group, shared, &mut done).and_then(|()| {
        if erases {
            empty_write_ahead_log(connection)
        } else {
            Ok(())
        }
    });
    for done in done {
        done.answer(committed.clone(), shared);
    }
}

fn commit_group(
    connection: &mut Connection,
    group: Vec<Request>,
    shared: &Shared,
    done: &mut Vec<Done>,
) -> Result<(), KeyError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate);
    for request in group {
        let transaction = transaction
            .as_ref()
            .map_err(|error| KeyError::Storage(error.to_string().into()));
        done.push(match request {
            Request::Key(stream, reply) => {
                let key = transaction.and_then(|open| find_or_insert(open, stream, &shared.wrapping));
                Done::Key(stream, reply, key)
            }
            Request::Destroy(stream, reply) => Done::Destroyed(reply, transaction.and_then(|open| erase(open, stream))),
        });
    }
    Ok(transaction?.commit()?)
}

fn find_or_insert(
    transaction: &Transaction<'_>,
    stream: StreamId,
    wrapping: &DataKey,
) -> Result<Arc<DataKey>, KeyError> {
    if let Some(key) = read_key(transaction, stream, wrapping)? {
        return Ok(key);
    }
    let key = DataKey::generate().map_err(|error| KeyError::Storage(error.to_string().into()))?;
    let wrapped = wrap(wrapping, stream.0.as_bytes(), key.bytes())?;
    let mut insert = transaction.prepare_cached("INSERT INTO data_key (stream, wrapped) VALUES (?, ?)")?;
    insert.execute(params![stream.0.as_bytes(), wrapped])?;
    Ok(Arc::new(key))
}

fn erase(transaction: &Transaction<'_>, stream: StreamId) -> Result<(), KeyError> {
    transaction.execute(
        "INSERT INTO data_key (stream, wrapped) VALUES (?, NULL) ON CONFLICT (stream) DO UPDATE SET wrapped = NULL",
        [stream.0.as_bytes()],
    )?;
    Ok(())
}

pub(crate) fn find_or_derive(
    transaction: &Transaction<'_>,
    master: &MasterKey,
    wrapping: &DataKey,
    purpose: &'static str,
) -> Result<[u8; 32], KeyError> {
    find_or_keep(transaction, wrapping, purpose, || Ok(master.derive(purpose)))
}

/// The secret that is kept under this name, or else a new one, kept from now on.
fn find_or_keep(
    transaction: &Transaction<'_>,
    wrapping: &DataKey,
    name: &'static str,
    new: impl FnOnce() -> Result<[u8; 32], KeyError>,
) -> Result<[u8; 32], KeyError> {
    let query = "SELECT value FROM setting WHERE name = ?";
    let known: Option<Vec<u8>> = transaction.query_row(query, [name], |row| row.get(0)).optional()?;
    if let Some(wrapped) = known {
        return Ok(*unwrap(wrapping, name.as_bytes(), &wrapped)?.bytes());
    }
    let secret = new()?;
    let wrapped = wrap(wrapping, name.as_bytes(), &secret)?;
    let insert = "INSERT INTO setting (name, value) VALUES (?, ?)";
    transaction.execute(insert, params![name, wrapped])?;
    Ok(secret)
}

/// The pages that held the key before are still in the write-ahead log until it is copied back and cut to nothing.
pub(crate) fn empty_write_ahead_log(connection: &Connection) -> Result<(), KeyError> {
    let busy: i64 = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy == 0 {
        Ok(())
    } else {
        Err(KeyError::Storage(
            "a reader keeps the erased key alive: try again".into(),
        ))
    }
}

fn read_key(connection: &Connection, stream: StreamId, wrapping: &DataKey) -> Result<Option<Arc<DataKey>>, KeyError> {
    let mut select = connection.prepare_cached("SELECT wrapped FROM data_key WHERE stream = ?")?;
    let row: Option<Option<Vec<u8>>> = select.query_row([stream.0.as_bytes()], |row| row.get(0)).optional()?;
    match row {
        None => Ok(None),
        Some(None) => Err(KeyError::Destroyed),
        Some(Some(wrapped)) => Ok(Some(Arc::new(unwrap(wrapping, stream.0.as_bytes(), &wrapped)?))),
    }
}

pub(crate) fn wrap(wrapping: &DataKey, bound_to: &[u8], key: &[u8; 32]) -> Result<Vec<u8>, KeyError> {
    let mut wrapped = vec![FORMAT];
    wrapping
        .seal_into(&mut wrapped, bound_to, key)
        .map_err(|error| KeyError::Storage(error.to_string().into()))?;
    Ok(wrapped)
}

pub(crate) fn unwrap(wrapping: &DataKey, bound_to: &[u8], wrapped: &[u8]) -> Result<DataKey, KeyError> {
    let sealed = wrapped.strip_prefix(&[FORMAT]).ok_or(KeyError::Damaged)?;
    let key = zeroize::Zeroizing::new(wrapping.open(bound_to, sealed).map_err(|_| KeyError::Damaged)?);
    key.as_slice()
        .try_into()
        .map(DataKey::new)
        .map_err(|_| KeyError::Damaged)
}
