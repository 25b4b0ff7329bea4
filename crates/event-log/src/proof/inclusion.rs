//! The proof that one record is in the log, as a file that stands for itself:
//! [C2SP tlog-proof](https://c2sp.org/tlog-proof), with the sealed record as its extra data.
//!
//! The extra data is what the record hash is made of: a zero byte, the position (8 bytes, big-endian), type and actor
//! (each a varint length and UTF-8), and the body (see `record.rs`). The entry of the tree is its BLAKE3 hash.

use super::checkpoint::{CheckpointError, SignedCheckpoint};
use super::merkle::{self, TreeHash};
use super::note::PublicKey;
use crate::record::{Names, RecordView};
use crate::varint::{Cursor, Malformed};
use crate::{Header, LogPosition, RecordHash};
use base64::{Engine, engine::general_purpose::STANDARD};
use std::fmt;

const FORMAT: &str = "c2sp.org/tlog-proof@v1";

/// That the record at a position is in the log of a checkpoint.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InclusionProof {
    pub position: LogPosition,
    /// What the record hash is made of.
    pub record: Vec<u8>,
    /// RFC 9162 section 2.1.3, from the leaf's sibling up.
    pub hashes: Vec<TreeHash>,
    pub checkpoint: SignedCheckpoint,
}

#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub enum InclusionError {
    #[error("the proof cannot be read: {0}")]
    Malformed(&'static str),
    #[error("its checkpoint does not hold: {0}")]
    Checkpoint(#[from] CheckpointError),
    #[error("position {}: {what}", position.0)]
    Wrong { position: LogPosition, what: String },
}

impl InclusionProof {
    pub fn record_hash(&self) -> RecordHash {
        RecordHash(blake3::hash(&self.record).into())
    }

    /// Reads a proof and checks it against the key; what is in clear about the record it proves.
    pub fn open(text: &str, key: &PublicKey) -> Result<(Self, Header), InclusionError> {
        let proof = Self::parse(text, key)?;
        let wrong = |what: String| InclusionError::Wrong {
            position: proof.position,
            what,
        };
        let (leaf, checkpoint) = (TreeHash::leaf(proof.record_hash()), &proof.checkpoint);
        let index = proof.position.0 - 1;
        if !merkle::proves_inclusion(&proof.hashes, index, leaf, checkpoint.size(), checkpoint.root()) {
            let size = checkpoint.size();
            return Err(wrong(format!("this record is not there in the log of {size} records")));
        }
        let header = header_of(&proof.record, proof.position);
        let header = header.map_err(|Malformed(what)| wrong(what.to_owned()))?;
        Ok((proof, header))
    }

    fn parse(text: &str, key: &PublicKey) -> Result<Self, InclusionError> {
        let malformed = InclusionError::Malformed;
        let (proof, checkpoint) = text
            .split_once("\n\n")
            .ok_or(malformed("there is no empty line before a checkpoint"))?;
        let mut lines = proof.split('\n');
        if lines.next() != Some(FORMAT) {
            return Err(malformed("it does not begin with c2sp.org/tlog-proof@v1"));
        }
        let extra = lines.next().and_then(|line| line.strip_prefix("extra "));
        let record = extra.and_then(|text| STANDARD.decode(text).ok());
        let index = lines.next().and_then(|line| line.strip_prefix("index "));
        let index = index.filter(|digits| *digits == "0" || !digits.starts_with(['0', '+']));
        let index: Option<u64> = index.and_then(|digits| digits.parse().ok());
        let position = index.and_then(|index| index.checked_add(1));
        let hashes: Option<_> = lines.map(TreeHash::parse).collect();
        Ok(Self {
            position: LogPosition(position.ok_or(malformed("its third line is no index"))?),
            record: record.ok_or(malformed("its second line holds no sealed record"))?,
            hashes: hashes.ok_or(malformed("a line of it is no hash"))?,
            checkpoint: SignedCheckpoint::open(checkpoint, key)?,
        })
    }
}

fn header_of(record: &[u8], position: LogPosition) -> Result<Header, Malformed> {
    let mut cursor = Cursor::new(record);
    if cursor.byte()? != 0 || u64::from_be_bytes(cursor.array()?) != position.0 {
        return Err(Malformed("the record says that it lies at another position"));
    }
    let mut name = || {
        let bytes = cursor.prefixed()?;
        std::str::from_utf8(bytes).map_err(|_| Malformed("a name in the record is not UTF-8"))
    };
    let (event_type, actor) = (name()?, name()?);
    RecordView::parse(position, event_type, actor, cursor.rest())?.header(&mut Names::default())
}

/// The file.
impl fmt::Display for InclusionProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let extra = STANDARD.encode(&self.record);
        write!(f, "{FORMAT}\nextra {extra}\nindex {}\n", self.position.0 - 1)?;
        for hash in &self.hashes {
            writeln!(f, "{hash}")?;
        }
        write!(f, "\n{}", self.checkpoint.note())
    }
}
