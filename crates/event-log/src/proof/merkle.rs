//! The Merkle tree of RFC 9162 section 2.1: its roots and proofs, and how they are checked. Nothing here reads or keeps
//! anything.
//!
//! Entry `n` of the tree (counted from 0) is the record hash of position `n + 1`, 32 bytes. The hash function of the tree
//! is SHA-256, so that the tools and witnesses of other transparency logs can check roots and proofs.

use crate::RecordHash;
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use std::fmt;
use std::ops::Range;

const LEAF: u8 = 0x00;
const NODE: u8 = 0x01;

/// A node of the tree: a leaf, the root of a part of it, or its root. As text it is in base64.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TreeHash(pub [u8; 32]);

impl TreeHash {
    /// The root of a tree without leaves.
    pub fn empty() -> Self {
        Self(Sha256::digest([]).into())
    }

    /// The leaf of one record.
    pub fn leaf(record: RecordHash) -> Self {
        let mut input = [LEAF; 33];
        input[1..].copy_from_slice(&record.0);
        Self(Sha256::digest(input).into())
    }

    pub(crate) fn node(left: Self, right: Self) -> Self {
        let mut input = [NODE; 65];
        input[1..33].copy_from_slice(&left.0);
        input[33..].copy_from_slice(&right.0);
        Self(Sha256::digest(input).into())
    }

    /// From base64.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = STANDARD.decode(text).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }
}

impl fmt::Display for TreeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&STANDARD.encode(self.0))
    }
}

impl fmt::Debug for TreeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A tree that grows by one leaf at a time, of which nothing is kept but the roots of its largest perfect parts: one for
/// each bit of its size, the largest first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Frontier {
    size: u64,
    roots: Vec<TreeHash>,
}

impl Frontier {
    /// `None` if a tree of this size has another number of perfect parts.
    pub(crate) fn of(size: u64, roots: Vec<TreeHash>) -> Option<Self> {
        (roots.len() == size.count_ones() as usize).then_some(Self { size, roots })
    }

    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    pub(crate) fn push(&mut self, leaf: TreeHash) {
        self.size += 1;
        let mut root = leaf;
        for _ in 0..self.size.trailing_zeros() {
            // There is one for each bit that this leaf has carried over.
            let Some(left) = self.roots.pop() else { break };
            root = TreeHash::node(left, root);
        }
        self.roots.push(root);
    }

    pub(crate) fn root(&self) -> TreeHash {
        let from_the_right = self.roots.iter().rev().copied();
        let folded = from_the_right.reduce(|right, left| TreeHash::node(left, right));
        folded.unwrap_or_else(TreeHash::empty)
    }
}

/// The root over leaves, or over the roots of perfect parts that are all of one size but for the last.
pub fn root(leaves: impl IntoIterator<Item = TreeHash>) -> TreeHash {
    let mut frontier = Frontier::default();
    leaves.into_iter().for_each(|leaf| frontier.push(leaf));
    frontier.root()
}

/// The leaves under the left child of a node with so many, two or more: the largest power of two that is smaller.
fn left_part(leaves: u64) -> u64 {
    1 << (leaves - 1).ilog2()
}

/// The perfect parts whose roots make up a [`Frontier`] of this size.
pub(crate) fn perfect_parts(size: u64) -> impl Iterator<Item = Range<u64>> {
    let mut end = 0;
    let bits = (0..u64::BITS).rev().map(|bit| 1 << bit);
    bits.filter(move |part| size & part != 0).map(move |part: u64| {
        end += part;
        end - part..end
    })
}

/// Where a node of a proof lies beside the nodes that are computed.
#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
}

impl Side {
    fn join(self, proven: TreeHash, sibling: TreeHash) -> TreeHash {
        match self {
            Self::Left => TreeHash::node(sibling, proven),
            Self::Right => TreeHash::node(proven, sibling),
        }
    }
}

/// A step down the tree: towards the part that is proven, past a sibling.
struct Step {
    side: Side,
    sibling: Range<u64>,
}

/// Down from the root to the leaf.
fn steps_to_leaf(index: u64, size: u64) -> Vec<Step> {
    let (mut part, mut steps) = (0..size, Vec::new());
    while part.end - part.start > 1 {
        descend(&mut part, index, &mut steps);
    }
    steps
}

/// Down from the root to the perfect part that ends where the older tree ended, and that part.
fn steps_to_end(from: u64, to: u64) -> (Vec<Step>, Range<u64>) {
    let (mut part, mut steps) = (0..to, Vec::new());
    while from < part.end {
        descend(&mut part, from - 1, &mut steps);
    }
    (steps, part)
}

fn descend(part: &mut Range<u64>, index: u64, steps: &mut Vec<Step>) {
    let middle = part.start + left_part(part.end - part.start);
    let (side, sibling) = if index < middle {
        (Side::Right, middle..std::mem::replace(&mut part.end, middle))
    } else {
        (Side::Left, std::mem::replace(&mut part.start, middle)..middle)
    };
    steps.push(Step { side, sibling });
}

/// The proof that the leaf `index` (from 0) is in the tree of `size` leaves: RFC 9162 section 2.1.3.1, from the leaf up.
/// `root_of` gives the root over a range of leaves, which is aligned as in the tree.
pub(crate) fn inclusion<E>(
    index: u64,
    size: u64,
    mut root_of: impl FnMut(Range<u64>) -> Result<TreeHash, E>,
) -> Result<Vec<TreeHash>, E> {
    let steps = steps_to_leaf(index, size).into_iter().rev();
    steps.map(|step| root_of(step.sibling)).collect()
}

/// Whether the proof shows that `leaf` is number `index` of the tree with this size and root.
pub(crate) fn proves_inclusion(proof: &[TreeHash], index: u64, leaf: TreeHash, size: u64, root: TreeHash) -> bool {
    if index >= size {
        return false;
    }
    let steps = steps_to_leaf(index, size);
    if steps.len() != proof.len() {
        return false;
    }
    let upwards = steps.iter().rev().zip(proof);
    upwards.fold(leaf, |proven, (step, sibling)| step.side.join(proven, *sibling)) == root
}

/// The proof that the tree of `to` leaves begins with the tree of `from` leaves: RFC 9162 section 2.1.4.1. Empty if the
/// older one is empty or they are the same.
pub(crate) fn consistency<E>(
    from: u64,
    to: u64,
    mut root_of: impl FnMut(Range<u64>) -> Result<TreeHash, E>,
) -> Result<Vec<TreeHash>, E> {
    if from == 0 {
        return Ok(Vec::new());
    }
    let (steps, part) = steps_to_end(from, to);
    // A part that is the whole older tree needs not be told: its root is known.
    let part = (part.start > 0).then_some(part);
    let siblings = steps.into_iter().rev().map(|step| step.sibling);
    part.into_iter().chain(siblings).map(&mut root_of).collect()
}

/// Whether the proof shows that the tree with `to` leaves begins with that of `from` leaves.
pub(crate) fn proves_consistency(
    proof: &[TreeHash],
    (from, from_root): (u64, TreeHash),
    (to, to_root): (u64, TreeHash),
) -> bool {
    if from > to {
        return false;
    }
    if from == 0 {
        return proof.is_empty() && from_root == TreeHash::empty();
    }
    let (steps, part) = steps_to_end(from, to);
    let (seed, siblings) = match proof.split_first() {
        _ if part.start == 0 => (from_root, proof),
        Some((first, rest)) => (*first, rest),
        None => return false,
    };
    if steps.len() != siblings.len() {
        return false;
    }
    let (mut older, mut newer) = (seed, seed);
    for (step, sibling) in steps.iter().rev().zip(siblings) {
        newer = step.side.join(newer, *sibling);
        if let Side::Left = step.side {
            older = step.side.join(older, *sibling);
        }
    }
    older == from_root && newer == to_root
}

#[cfg(test)]
mod tests;
