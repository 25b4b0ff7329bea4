//! A bundle: the sealed records between two checkpoints, and what is needed to check with the log's public key alone that
//! they are all there, unchanged and in order. Needs no key of a contact and shows no text of one.
//!
//! It is text, a JSON object on each line. The first:
//!
//! ```text
//! format        "threadkeep bundle 1"
//! from          the checkpoint before the first record, a signed note; null if the bundle begins with the log
//! to            the checkpoint after the last record
//! frontier      the roots of the perfect subtrees of the tree at `from`, the largest first; with the records after it
//!               they give the root at `to`
//! consistency   the proof of RFC 9162 section 2.1.4 between both, for who looks at the checkpoints only
//! ```
//!
//! Then one line a record:
//!
//! ```text
//! position      its number in the log, from 1
//! type, actor   in clear
//! body          base64: header and sealed payload (see `record.rs`)
//! hash          the record hash, hexadecimal: names the record that was changed
//! ```

use super::merkle::{self, TreeHash};
use super::prover::{ProofError, Prover};
use super::records;
use crate::{ReadError, RecordHash};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io::{self, Write};

pub(super) const FORMAT: &str = "threadkeep bundle 1";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    pub(super) format: String,
    pub(super) from: Option<String>,
    pub(super) to: String,
    pub(super) frontier: Vec<String>,
    pub(super) consistency: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line<'a> {
    pub(super) position: u64,
    #[serde(borrow)]
    pub(super) r#type: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) actor: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) body: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) hash: Cow<'a, str>,
}

#[derive(thiserror::Error, Debug)]
pub enum BundleError {
    #[error(transparent)]
    Proof(#[from] ProofError),
    #[error("the bundle could not be written: {0}")]
    Write(#[from] io::Error),
}

impl From<ReadError> for BundleError {
    fn from(error: ReadError) -> Self {
        Self::Proof(error.into())
    }
}

impl From<serde_json::Error> for BundleError {
    fn from(error: serde_json::Error) -> Self {
        Self::Write(error.into())
    }
}

impl Prover {
    /// Writes the records after the first `from`, up to `to` or the log's end; returns how many. `progress` hears of each
    /// record's position.
    pub(crate) fn write_bundle(
        &self,
        from: u64,
        to: Option<u64>,
        out: &mut dyn Write,
        progress: &mut dyn FnMut(u64),
    ) -> Result<u64, BundleError> {
        let proof = self.consistency(from, to)?;
        let to = proof.to.size();
        let root_of = |leaves| self.tree.root_of(leaves, &self.blocks);
        let frontier: Vec<_> = merkle::perfect_parts(from).map(root_of).collect::<Result<_, _>>()?;
        let head = Head {
            format: FORMAT.to_owned(),
            from: (from > 0).then(|| proof.from.note().to_owned()),
            to: proof.to.note().to_owned(),
            frontier: texts(&frontier),
            consistency: texts(&proof.hashes),
        };
        write_line(out, &head)?;
        let (mut body, mut hex) = (String::new(), String::new());
        records::walk(&self.blocks, from + 1..to + 1, |record, hash: RecordHash| {
            body.clear();
            STANDARD.encode_string(record.body, &mut body);
            hex.clear();
            hex.push_str(&blake3::Hash::from_bytes(hash.0).to_hex());
            let line = Line {
                position: record.position.0,
                r#type: record.event_type.into(),
                actor: record.actor.into(),
                body: body.as_str().into(),
                hash: hex.as_str().into(),
            };
            write_line(out, &line)?;
            progress(record.position.0);
            Ok::<_, BundleError>(())
        })?;
        out.flush()?;
        Ok(to - from)
    }
}

fn texts(hashes: &[TreeHash]) -> Vec<String> {
    hashes.iter().map(TreeHash::to_string).collect()
}

fn write_line(out: &mut dyn Write, line: &impl Serialize) -> Result<(), BundleError> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")?;
    Ok(())
}
