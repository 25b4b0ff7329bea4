//! Checks a bundle with nothing but the public key of its log.
//!
//! The bundle's own words are believed only as far as they lead to a root that is signed. What names the changed record
//! (the hash on its line) is there to find it; that there is one shows in the root.

use super::bundle::{FORMAT, Head, Line};
use super::checkpoint::{CheckpointError, SignedCheckpoint};
use super::merkle::{self, Frontier, TreeHash};
use super::note::PublicKey;
use crate::record::RecordView;
use crate::varint::Malformed;
use crate::{LogPosition, RecordHash, StreamId};
use base64::{Engine, engine::general_purpose::STANDARD};
use std::collections::HashMap;
use std::io::{self, BufRead, Read};

/// More than a record and its line can have.
const LONGEST_LINE: u64 = 8 << 20;

/// What a bundle proves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VerifiedBundle {
    /// The name of the log's key.
    pub origin: String,
    /// Position of the first record, and of the last.
    pub first: u64,
    pub last: u64,
    pub streams: u64,
    /// The root that is signed for the log up to the last record.
    pub root: TreeHash,
    /// Sizes of the checkpoints held elsewhere that these records reproduce.
    pub held: Vec<u64>,
    /// Sizes of those that end before or after this bundle.
    pub not_covered: Vec<u64>,
}

#[derive(thiserror::Error, Debug)]
pub enum BundleFault {
    #[error("the first line of the bundle cannot be read: {0}")]
    Head(String),
    #[error("its {which} checkpoint does not hold: {cause}")]
    Checkpoint {
        which: &'static str,
        cause: CheckpointError,
    },
    #[error("its checkpoints are of two histories: the log of {to} records does not begin with that of {from}")]
    Inconsistent { from: u64, to: u64 },
    #[error("position {}: {what}", position.0)]
    Record { position: LogPosition, what: String },
    #[error(
        "positions {first} to {last}: these are not the records that the checkpoint at {last} was signed for; some were \
         changed, exchanged or made up, and their hashes with them"
    )]
    Root { first: u64, last: u64 },
    #[error(
        "positions {first} to {last}: these are not the records that the checkpoint of {last} records was signed for that \
         is held elsewhere: the log was written anew"
    )]
    Rewritten { first: u64, last: u64 },
    #[error("none of the {0} checkpoints held elsewhere falls within this bundle: ask for one that begins earlier")]
    NothingHeld(usize),
    #[error("the bundle could not be read: {0}")]
    Io(#[from] io::Error),
}

/// Reads a bundle to its end. `held` are checkpoints that were kept elsewhere: the records must lead to each that falls
/// within the bundle, and to one at least if there are any. `progress` hears of each position and of the last.
pub fn verify_bundle(
    mut input: impl BufRead,
    key: &PublicKey,
    held: &[SignedCheckpoint],
    progress: &mut dyn FnMut(u64, u64),
) -> Result<VerifiedBundle, BundleFault> {
    let mut line = Vec::new();
    if !next_line(&mut input, &mut line)? {
        return Err(BundleFault::Head("it is empty".to_owned()));
    }
    let (frontier, to) = open_head(&line, key)?;
    let (from, to_size) = (frontier.size(), to.size());
    let (mut covered, not_covered): (Vec<_>, Vec<_>) =
        held.iter().partition(|held| (from..=to_size).contains(&held.size()));
    covered.sort_by_key(|held| held.size());
    if covered.is_empty() && !held.is_empty() {
        return Err(BundleFault::NothingHeld(held.len()));
    }
    let mut walk = Walk {
        frontier,
        begins_the_log: from == 0,
        sound: from,
        versions: HashMap::new(),
    };
    let mut ahead = covered.iter().peekable();
    loop {
        while let Some(held) = ahead.next_if(|held| held.size() == walk.frontier.size()) {
            let (first, last) = (walk.sound + 1, held.size());
            walk.confirm(held.root())
                .then_some(())
                .ok_or(BundleFault::Rewritten { first, last })?;
        }
        if walk.frontier.size() == to_size {
            break;
        }
        if !next_line(&mut input, &mut line)? {
            return Err(walk.fault("it is missing: the bundle ends before it"));
        }
        walk.take_in(&line)?;
        progress(walk.frontier.size(), to_size);
    }
    let (first, last) = (walk.sound + 1, to_size);
    walk.confirm(to.root())
        .then_some(())
        .ok_or(BundleFault::Root { first, last })?;
    if next_line(&mut input, &mut line)? {
        return Err(walk.fault("there is more in the bundle than its checkpoint was signed for"));
    }
    let sizes = |held: Vec<&SignedCheckpoint>| held.into_iter().map(SignedCheckpoint::size).collect();
    Ok(VerifiedBundle {
        origin: key.name().to_owned(),
        first: from + 1,
        last: to_size,
        streams: walk.versions.len() as u64,
        root: to.root(),
        held: sizes(covered),
        not_covered: sizes(not_covered),
    })
}

/// The tree before the first record, which is that of the bundle's older checkpoint, and the later checkpoint.
fn open_head(line: &[u8], key: &PublicKey) -> Result<(Frontier, SignedCheckpoint), BundleFault> {
    let unreadable = |what: &str| BundleFault::Head(what.to_owned());
    let head: Head = serde_json::from_slice(line).map_err(|error| unreadable(&error.to_string()))?;
    if head.format != FORMAT {
        return Err(unreadable(&format!(
            "its format is not `{FORMAT}`: use another version"
        )));
    }
    let open =
        |which, note: &str| SignedCheckpoint::open(note, key).map_err(|cause| BundleFault::Checkpoint { which, cause });
    let to = open("later", &head.to)?;
    let (from, from_root) = match &head.from {
        Some(note) => {
            let from = open("earlier", note)?;
            (from.size(), from.root())
        }
        None => (0, TreeHash::empty()),
    };
    let hashes = |texts: &[String]| {
        texts
            .iter()
            .map(|text| TreeHash::parse(text))
            .collect::<Option<Vec<_>>>()
    };
    let consistency = hashes(&head.consistency).ok_or_else(|| unreadable("a hash of its proof is none"))?;
    if !merkle::proves_consistency(&consistency, (from, from_root), (to.size(), to.root())) {
        let to = to.size();
        return Err(BundleFault::Inconsistent { from, to });
    }
    let frontier = hashes(&head.frontier)
        .and_then(|roots| Frontier::of(from, roots))
        .filter(|frontier| frontier.root() == from_root)
        .ok_or_else(|| unreadable("its frontier does not belong to its earlier checkpoint"))?;
    Ok((frontier, to))
}

/// `false` at the end.
fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> Result<bool, BundleFault> {
    line.clear();
    let read = Read::take(&mut *input, LONGEST_LINE).read_until(b'\n', line)?;
    Ok(read > 0)
}

struct Walk {
    /// The tree over what was read.
    frontier: Frontier,
    /// Then streams begin here too.
    begins_the_log: bool,
    /// As far as a signed root has confirmed the records.
    sound: u64,
    versions: HashMap<StreamId, u64>,
}

impl Walk {
    fn take_in(&mut self, line: &[u8]) -> Result<(), BundleFault> {
        let line: Line<'_> =
            serde_json::from_slice(line).map_err(|error| self.fault(&format!("its line cannot be read: {error}")))?;
        let position = self.frontier.size() + 1;
        if line.position != position {
            let found = line.position;
            return Err(self.fault(&match found < position {
                true => format!("position {found} stands in its place once more: it was inserted or moved"),
                false => format!("it is missing: position {found} stands in its place"),
            }));
        }
        let body = STANDARD.decode(line.body.as_bytes());
        let body = body.map_err(|_| self.fault("its body is not base64"))?;
        let hash = RecordHash::of(position, &line.r#type, &line.actor, &body, &mut Vec::new());
        if line.hash != hash.to_string() {
            return Err(self.fault("it was changed: it does not match its hash"));
        }
        let record = RecordView::parse(LogPosition(position), &line.r#type, &line.actor, &body);
        let record = record.map_err(|Malformed(what)| self.fault(what))?;
        record.time().map_err(|Malformed(what)| self.fault(what))?;
        let before = match self.versions.get(&record.stream) {
            Some(version) => Some(*version),
            None => self.begins_the_log.then_some(0),
        };
        if before.is_some_and(|before| record.version.0 != before + 1) {
            return Err(self.fault("its stream has a gap or a doubled version here"));
        }
        self.versions.insert(record.stream, record.version.0);
        self.frontier.push(TreeHash::leaf(hash));
        Ok(())
    }

    /// Whether the records so far lead to this root.
    fn confirm(&mut self, root: TreeHash) -> bool {
        let confirmed = self.frontier.root() == root;
        if confirmed {
            self.sound = self.frontier.size();
        }
        confirmed
    }

    /// At the record that comes next.
    fn fault(&self, what: &str) -> BundleFault {
        BundleFault::Record {
            position: LogPosition(self.frontier.size() + 1),
            what: what.to_owned(),
        }
    }
}
