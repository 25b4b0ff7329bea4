//! Checkpoints as [C2SP tlog-checkpoint](https://c2sp.org/tlog-checkpoint) defines them: a signed note of three lines, the
//! origin, the number of records and the root over them. Who holds one can tell for ever whether the log still begins
//! with what it held then.
//!
//! There are no extension lines, so the same log gives the same checkpoint, byte for byte.

use super::merkle::TreeHash;
use super::note::{self, NoteError, PublicKey, SigningKey};

/// How far a log goes and what is in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checkpoint {
    /// Which log: the name of its key.
    pub origin: String,
    /// How many records; also the position of the last.
    pub size: u64,
    pub root: TreeHash,
}

/// A checkpoint with the log's signature under it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: String,
}

#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub enum CheckpointError {
    #[error(transparent)]
    Note(#[from] NoteError),
    #[error("the note holds no checkpoint: {0}")]
    Malformed(&'static str),
    #[error("the checkpoint is of {found}, not of {expected}")]
    OtherLog { found: String, expected: String },
}

impl SignedCheckpoint {
    pub(crate) fn sign(size: u64, root: TreeHash, key: &SigningKey) -> Self {
        let origin = key.public().name().to_owned();
        let note = key.sign(&format!("{origin}\n{size}\n{root}\n"));
        let checkpoint = Checkpoint { origin, size, root };
        Self { checkpoint, note }
    }

    /// Reads a note, if it is signed with this key and of the log that the key belongs to.
    pub fn open(note: &str, key: &PublicKey) -> Result<Self, CheckpointError> {
        let checkpoint = parse(key.open(note)?)?;
        if checkpoint.origin != key.name() {
            return Err(CheckpointError::OtherLog {
                found: checkpoint.origin,
                expected: key.name().to_owned(),
            });
        }
        let note = note.to_owned();
        Ok(Self { checkpoint, note })
    }

    /// Reads all notes of a file, one after the other, with or without empty lines between them. The error comes with
    /// the number of the note, from 1.
    pub fn open_all(text: &str, key: &PublicKey) -> Result<Vec<Self>, (usize, CheckpointError)> {
        let notes = split(text).into_iter().zip(1..);
        notes
            .map(|(note, number)| Self::open(&note, key).map_err(|error| (number, error)))
            .collect()
    }

    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    pub fn size(&self) -> u64 {
        self.checkpoint.size
    }

    pub fn root(&self) -> TreeHash {
        self.checkpoint.root
    }

    /// The whole text, to be handed on as it is.
    pub fn note(&self) -> &str {
        &self.note
    }
}

fn parse(text: &str) -> Result<Checkpoint, CheckpointError> {
    let malformed = |what| CheckpointError::Malformed(what);
    let mut lines = text.split_terminator('\n');
    let mut line = || lines.next().filter(|line| !line.is_empty());
    let origin = line().ok_or(malformed("it has no origin"))?;
    let digits = line().ok_or(malformed("it has no size"))?;
    let canonical = digits.bytes().all(|digit| digit.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'));
    let size = digits.parse().ok().filter(|_| canonical);
    let root = line().ok_or(malformed("it has no root"))?;
    // Extension lines mean nothing here.
    if lines.any(str::is_empty) {
        return Err(malformed("there is an empty line in it"));
    }
    Ok(Checkpoint {
        origin: origin.to_owned(),
        size: size.ok_or(malformed("its size is no number"))?,
        root: TreeHash::parse(root).ok_or(malformed("its root is no hash"))?,
    })
}

/// A note ends with the last of its signatures.
fn split(text: &str) -> Vec<String> {
    let (mut notes, mut open, mut signed) = (Vec::new(), String::new(), false);
    for line in text.lines() {
        let signature = note::is_signature(line);
        if signed && !signature {
            notes.push(std::mem::take(&mut open));
        }
        signed = signature;
        if !open.is_empty() || !line.is_empty() {
            open.push_str(line);
            open.push('\n');
        }
    }
    if !open.is_empty() {
        notes.push(open);
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SigningKey {
        SigningKey::of(&[7; 32])
    }

    fn signed(size: u64) -> SignedCheckpoint {
        SignedCheckpoint::sign(size, TreeHash([size as u8; 32]), &key())
    }

    #[test]
    fn a_checkpoint_comes_back_and_other_tools_read_it() {
        let checkpoint = signed(20);
        assert_eq!(
            SignedCheckpoint::open(checkpoint.note(), key().public()),
            Ok(checkpoint.clone())
        );
        let text = key().public().open(checkpoint.note()).unwrap();
        let theirs = tlog_tiles::Checkpoint::from_bytes(text.as_bytes()).unwrap();
        assert_eq!((theirs.size(), theirs.hash().0), (20, checkpoint.root().0));
        assert_eq!(theirs.origin(), key().public().name());
    }

    #[test]
    fn notes_in_one_file_are_told_apart() {
        let all = [signed(1), signed(20), signed(300)];
        for between in ["", "\n", "\n\n"] {
            let text: String = all.iter().map(|one| format!("{}{between}", one.note())).collect();
            assert_eq!(
                SignedCheckpoint::open_all(&text, key().public()),
                Ok(all.to_vec()),
                "{between:?}"
            );
        }
        assert_eq!(SignedCheckpoint::open_all("", key().public()), Ok(Vec::new()));
        let text = format!("{}{}", signed(1).note(), signed(2).note().replace('2', "3"));
        assert_eq!(SignedCheckpoint::open_all(&text, key().public()).unwrap_err().0, 2);
    }

    #[test]
    fn signed_nonsense_is_refused() {
        let root = TreeHash([1; 32]);
        let name = key().public().name().to_owned();
        for (text, expected) in [
            (format!("{name}\n"), "no size"),
            (format!("{name}\n7\n"), "no root"),
            (format!("{name}\n07\n{root}\n"), "no number"),
            (format!("{name}\n+7\n{root}\n"), "no number"),
            (format!("{name}\n-7\n{root}\n"), "no number"),
            (format!("{name}\n18446744073709551616\n{root}\n"), "no number"),
            (format!("{name}\n7\nabc\n"), "no hash"),
            (format!("{name}\n7\n{root}\n\nmore\n"), "an empty line"),
            (format!("\n7\n{root}\n"), "no origin"),
            (format!("elsewhere\n7\n{root}\n"), "of elsewhere"),
        ] {
            let refused = SignedCheckpoint::open(&key().sign(&text), key().public()).unwrap_err();
            assert!(refused.to_string().contains(expected), "{text:?}: {refused}");
        }
        let extended = key().sign(&format!("{name}\n7\n{root}\nan extension\n"));
        assert_eq!(SignedCheckpoint::open(&extended, key().public()).unwrap().size(), 7);
    }
}
