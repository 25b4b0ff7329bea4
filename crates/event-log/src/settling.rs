//! Settling: what moves commits from memory, where the journal keeps them safe, into sled, behind the acknowledgements.
//!
//! One thread inserts the blocks in the order of the log and, beside them, hashes the parts of the tree that have become
//! complete and moves the oldest of the stream index. When a half of the journal is full, it also makes sled durable up to there: `fdatasync` of sled's file, since sled's own
//! flush is none (see `durability.rs`). Until then that half is not written anew.

use crate::block::EncodedBlock;
use crate::block_store::BlockStore;
use crate::durability::SledSync;
use crate::proof::prover::Prover;
use crate::stream_index::{IndexError, StreamIndex};
use parking_lot::{Condvar, Mutex};
use sled::Db;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock, mpsc};
use std::thread::JoinHandle;

/// Bytes of blocks that go into sled together: enough to be written about once each, see [`BlockStore::insert`].
const TOGETHER: usize = 4 << 20;

/// What is settled, for the thread that does it.
pub(crate) struct Settler {
    pub(crate) db: Db,
    pub(crate) blocks: BlockStore,
    pub(crate) index: Arc<StreamIndex>,
    pub(crate) prover: Arc<Prover>,
    pub(crate) sled: SledSync,
    pub(crate) fault: Arc<OnceLock<String>>,
    pub(crate) waiting: Waiting,
}

/// Commits on their way: in memory, where readers find them, and in the journal.
#[derive(Default)]
pub(crate) struct Waiting {
    blocks: Vec<EncodedBlock>,
    bytes: usize,
}

#[derive(thiserror::Error, Debug)]
enum SettlingError {
    #[error("sled could not be written ({0})")]
    Sled(#[from] sled::Error),
    #[error("sled could not be synced ({0})")]
    Sync(#[from] io::Error),
    #[error("{0}")]
    Index(#[from] IndexError),
    #[error("sled gave up on its file")]
    GaveUp,
}

enum Order {
    /// One commit's blocks, and how many events they hold.
    Commit(Vec<EncodedBlock>, u64),
    /// Make all that came before durable in sled.
    Sync,
}

/// The writer's end.
#[derive(Debug)]
pub(crate) struct Settling {
    orders: mpsc::Sender<Order>,
    synced: Arc<Synced>,
    asked: u64,
    thread: JoinHandle<Settler>,
}

/// How many syncs are done; all of them, once the thread has given up.
#[derive(Debug, Default)]
struct Synced {
    count: Mutex<u64>,
    changed: Condvar,
}

impl Settler {
    pub(crate) fn start(self) -> io::Result<Settling> {
        let (orders, inbox) = mpsc::channel();
        let synced = Arc::new(Synced::default());
        let thread = std::thread::Builder::new().name("log-settler".to_owned()).spawn({
            let synced = synced.clone();
            move || self.run(&inbox, &synced)
        })?;
        Ok(Settling {
            orders,
            synced,
            asked: 0,
            thread,
        })
    }

    fn run(mut self, inbox: &mpsc::Receiver<Order>, synced: &Synced) -> Self {
        for order in inbox {
            let syncs = matches!(order, Order::Sync);
            // Sled asserts what it expects of its file.
            let done = catch_unwind(AssertUnwindSafe(|| self.carry_out(order)));
            if let Err(error) = done.unwrap_or(Err(SettlingError::GaveUp)) {
                tracing::error!(%error, "the log accepts no more writes");
                let why =
                    format!("{error}; what was acknowledged is safe in the journal: see to the disk, then restart");
                let _ = self.fault.set(why);
                synced.give_up();
                break;
            }
            if syncs {
                synced.one_more();
            }
        }
        self
    }

    fn carry_out(&mut self, order: Order) -> Result<(), SettlingError> {
        match order {
            Order::Commit(blocks, events) => {
                self.waiting.bytes += blocks.iter().map(|block| block.bytes.len()).sum::<usize>();
                self.waiting.blocks.extend(blocks);
                self.prover.tree.fold();
                self.index.spill_some(events)?;
                match self.waiting.bytes < TOGETHER {
                    true => Ok(()),
                    false => self.settle(),
                }
            }
            Order::Sync => self.sync(),
        }
    }

    fn settle(&mut self) -> Result<(), SettlingError> {
        let Waiting { blocks, .. } = std::mem::take(&mut self.waiting);
        Ok(self.blocks.settle(&blocks)?)
    }

    fn sync(&mut self) -> Result<(), SettlingError> {
        self.settle()?;
        self.db.flush()?;
        Ok(self.sled.sync()?)
    }

    /// Leaves everything in sled that a quick opening needs.
    fn finish(&mut self) -> Result<(), SettlingError> {
        self.settle()?;
        self.index.spill_all()?;
        self.sync()
    }
}

impl Settling {
    pub(crate) fn commit(&self, blocks: Vec<EncodedBlock>, events: u64) {
        // Without its thread the fault is set, and nothing is lost: the journal holds the commit.
        let _ = self.orders.send(Order::Commit(blocks, events));
    }

    /// Has all that was committed so far made durable in sled, in its own time.
    pub(crate) fn sync(&mut self) {
        if self.orders.send(Order::Sync).is_ok() {
            self.asked += 1;
        }
    }

    /// Waits until that is done, or can no longer be.
    pub(crate) fn wait(&self) {
        let mut count = self.synced.count.lock();
        while *count < self.asked {
            self.synced.changed.wait(&mut count);
        }
    }

    /// Settles what is left. Whether all of it, and the index, is durable in sled.
    pub(crate) fn end(self) -> bool {
        drop(self.orders);
        let Ok(mut settler) = self.thread.join() else {
            return false;
        };
        if settler.fault.get().is_some() {
            return false;
        }
        match settler.finish() {
            Ok(()) => true,
            Err(error) => {
                tracing::warn!(%error, "the log was not settled: the next opening reads the journal");
                false
            }
        }
    }
}

impl Synced {
    fn one_more(&self) {
        *self.count.lock() += 1;
        self.changed.notify_all();
    }

    fn give_up(&self) {
        *self.count.lock() = u64::MAX;
        self.changed.notify_all();
    }
}
