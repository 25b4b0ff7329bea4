//! Proving what the log holds to somebody who does not trust its keeper: a Merkle tree over the records, signed
//! checkpoints of it, proofs between them, and bundles of sealed records that are checked with a public key alone.

pub(crate) mod bundle;
pub(crate) mod checkpoint;
pub(crate) mod inclusion;
pub(crate) mod log_tree;
pub(crate) mod merkle;
pub(crate) mod note;
pub(crate) mod prover;
mod records;
mod tree_file;
pub(crate) mod verify_bundle;
