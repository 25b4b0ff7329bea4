//! The append-only log: the only truth of a deployment. See `README.md` for its format and its guarantees.

mod block;
mod block_images;
mod block_store;
mod chain;
mod data_keys;
mod disk_space;
mod durability;
mod durable_head;
mod journal;
mod log;
mod mailbox;
mod master_key;
mod media;
mod opening;
mod proof;
mod reading;
mod record;
mod seal;
mod settling;
mod sled_file;
mod sled_log;
mod stream_hasher;
mod stream_index;
#[cfg(feature = "test")]
mod temporary;
mod varint;
mod verify;
mod writer;

pub use chain::{ChainHash, RecordHash};
pub use data_keys::KeyError;
pub use durability::Durability;
pub use log::*;
pub use master_key::{MASTER_KEY_VARIABLE, MasterKey, MasterKeyError};
pub use media::{LARGEST_MEDIA, MediaError, MediaHash, MediaStore, NotAMediaHash};
pub use opening::OpenError;
pub use proof::bundle::BundleError;
pub use proof::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
pub use proof::inclusion::{InclusionError, InclusionProof};
pub use proof::merkle::{TreeHash, root as tree_root};
pub use proof::note::{NotAPublicKey, NoteError, PublicKey};
pub use proof::prover::{ConsistencyProof, ProofError, ProvableLog};
pub use proof::verify_bundle::{BundleFault, VerifiedBundle, verify_bundle};
pub use reading::Scanned;
pub use sled_log::{LARGEST_APPEND, Options, SledLog};
#[cfg(feature = "test")]
pub use temporary::{TemporaryLog, temporary};
pub use verify::{Progress, Verified, VerifyError, verify, verify_against};
