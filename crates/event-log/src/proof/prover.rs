//! What can be asked of a log that proves what it holds.

use super::bundle::BundleError;
use super::checkpoint::SignedCheckpoint;
use super::inclusion::InclusionProof;
use super::log_tree::LogTree;
use super::merkle::{self, TreeHash};
use super::note::{PublicKey, SigningKey};
use super::records;
use crate::block_store::BlockStore;
use crate::{LogPosition, ReadError, RecordHash, SledLog};
use async_trait::async_trait;
use std::fmt;
use std::io::Write;

/// A log that signs checkpoints and proves that it only ever grew.
#[async_trait]
pub trait ProvableLog: fmt::Debug + Send + Sync + 'static {
    /// What its checkpoints are checked with.
    fn public_key(&self) -> &PublicKey;

    /// The newest checkpoint, or that of the log's first `size` records.
    async fn checkpoint(&self, size: Option<u64>) -> Result<SignedCheckpoint, ProofError>;

    /// That the record at `position` is among the first `size`, or in the log as it is now.
    async fn prove_inclusion(&self, position: LogPosition, size: Option<u64>) -> Result<InclusionProof, ProofError>;

    /// That the log of `to` records, or as it is now, begins with the log of `from` records.
    async fn prove_consistency(&self, from: u64, to: Option<u64>) -> Result<ConsistencyProof, ProofError>;

    /// Writes a bundle (see `bundle.rs`) of the sealed records after the first `from`, up to `to` or the log's end;
    /// returns how many. Blocks. `progress` hears of each record's position.
    fn write_bundle(
        &self,
        from: u64,
        to: Option<u64>,
        out: &mut dyn Write,
        progress: &mut dyn FnMut(u64),
    ) -> Result<u64, BundleError>;
}

/// That a later checkpoint holds everything an earlier one does, unchanged and in the same place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConsistencyProof {
    pub from: SignedCheckpoint,
    pub to: SignedCheckpoint,
    /// RFC 9162 section 2.1.4; empty if both are the same or the earlier one is empty.
    pub hashes: Vec<TreeHash>,
}

impl ConsistencyProof {
    pub fn holds(&self) -> bool {
        let (from, to) = (&self.from, &self.to);
        merkle::proves_consistency(&self.hashes, (from.size(), from.root()), (to.size(), to.root()))
    }
}

#[derive(thiserror::Error, Debug)]
pub enum ProofError {
    #[error("there is no position {position} among {size} records: name one from 1 to {size}")]
    PositionOutOfRange { position: u64, size: u64 },
    #[error("the log has no {size} records yet: name at most {head}")]
    SizeOutOfRange { size: u64, head: u64 },
    #[error("a log of {from} records does not begin one of {to}: the older size comes first")]
    Backwards { from: u64, to: u64 },
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// The tree, the records under it, and the key that signs for them.
#[derive(Debug)]
pub(crate) struct Prover {
    pub(crate) tree: LogTree,
    pub(crate) blocks: BlockStore,
    pub(crate) key: SigningKey,
}

impl Prover {
    /// The size asked for, or the whole log's, if the log is as large.
    fn size(&self, asked: Option<u64>) -> Result<u64, ProofError> {
        let head = self.tree.size()?;
        match asked {
            Some(size) if size > head => Err(ProofError::SizeOutOfRange { size, head }),
            asked => Ok(asked.unwrap_or(head)),
        }
    }

    pub(crate) fn checkpoint(&self, size: Option<u64>) -> Result<SignedCheckpoint, ProofError> {
        let size = self.size(size)?;
        let root = self.tree.root_of(0..size, &self.blocks)?;
        Ok(SignedCheckpoint::sign(size, root, &self.key))
    }

    pub(crate) fn inclusion(&self, position: LogPosition, size: Option<u64>) -> Result<InclusionProof, ProofError> {
        let size = self.size(size)?;
        if position.0 == 0 || position.0 > size {
            let position = position.0;
            return Err(ProofError::PositionOutOfRange { position, size });
        }
        let mut found = None;
        records::walk(&self.blocks, position.0..position.0 + 1, |record, _| {
            let mut preimage = Vec::new();
            RecordHash::of(position.0, record.event_type, record.actor, record.body, &mut preimage);
            found = Some(preimage);
            Ok::<_, ReadError>(())
        })?;
        let hashes = merkle::inclusion(position.0 - 1, size, |leaves| self.tree.root_of(leaves, &self.blocks))?;
        Ok(InclusionProof {
            position,
            record: found.unwrap_or_default(),
            hashes,
            checkpoint: self.checkpoint(Some(size))?,
        })
    }

    pub(crate) fn consistency(&self, from: u64, to: Option<u64>) -> Result<ConsistencyProof, ProofError> {
        let to = self.size(to)?;
        if from > to {
            return Err(ProofError::Backwards { from, to });
        }
        let hashes = merkle::consistency(from, to, |leaves| self.tree.root_of(leaves, &self.blocks))?;
        Ok(ConsistencyProof {
            from: self.checkpoint(Some(from))?,
            to: self.checkpoint(Some(to))?,
            hashes,
        })
    }
}

impl SledLog {
    async fn on_prover<T: Send + 'static>(
        &self,
        prove: impl FnOnce(&Prover) -> Result<T, ProofError> + Send + 'static,
    ) -> Result<T, ProofError> {
        let prover = self.prover.clone();
        let proven = tokio::task::spawn_blocking(move || prove(&prover)).await;
        let failed = || ReadError::Storage("reading failed inside the storage: run verify".to_owned());
        proven.unwrap_or_else(|_| Err(failed().into()))
    }
}

#[async_trait]
impl ProvableLog for SledLog {
    fn public_key(&self) -> &PublicKey {
        self.prover.key.public()
    }

    async fn checkpoint(&self, size: Option<u64>) -> Result<SignedCheckpoint, ProofError> {
        self.on_prover(move |prover| prover.checkpoint(size)).await
    }

    async fn prove_inclusion(&self, position: LogPosition, size: Option<u64>) -> Result<InclusionProof, ProofError> {
        self.on_prover(move |prover| prover.inclusion(position, size)).await
    }

    async fn prove_consistency(&self, from: u64, to: Option<u64>) -> Result<ConsistencyProof, ProofError> {
        self.on_prover(move |prover| prover.consistency(from, to)).await
    }

    fn write_bundle(
        &self,
        from: u64,
        to: Option<u64>,
        out: &mut dyn Write,
        progress: &mut dyn FnMut(u64),
    ) -> Result<u64, BundleError> {
        self.prover.write_bundle(from, to, out, progress)
    }
}
