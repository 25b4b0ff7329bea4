use super::*;
use proptest::prelude::*;
use std::convert::Infallible;
use tlog_tiles::tlog;

/// RFC 9162 section 2.1.1, word for word.
fn naive_root(leaves: &[TreeHash]) -> TreeHash {
    match leaves {
        [] => TreeHash::empty(),
        [leaf] => *leaf,
        _ => {
            let mut k = 1;
            while 2 * k < leaves.len() {
                k *= 2;
            }
            TreeHash::node(naive_root(&leaves[..k]), naive_root(&leaves[k..]))
        }
    }
}

fn leaves(count: u64) -> Vec<TreeHash> {
    let record = |number: u64| RecordHash(blake3::hash(&number.to_be_bytes()).into());
    (0..count).map(|number| TreeHash::leaf(record(number))).collect()
}

fn inclusion_of(leaves: &[TreeHash], index: u64) -> Vec<TreeHash> {
    let root_of = |part: Range<u64>| Ok::<_, Infallible>(naive_root(&leaves[part.start as usize..part.end as usize]));
    inclusion(index, leaves.len() as u64, root_of).unwrap()
}

fn consistency_of(leaves: &[TreeHash], from: u64) -> Vec<TreeHash> {
    let root_of = |part: Range<u64>| Ok::<_, Infallible>(naive_root(&leaves[part.start as usize..part.end as usize]));
    consistency(from, leaves.len() as u64, root_of).unwrap()
}

/// As the tools of other logs know it.
fn theirs(hash: TreeHash) -> tlog::Hash {
    tlog::Hash(hash.0)
}

fn all_theirs(proof: &[TreeHash]) -> Vec<tlog::Hash> {
    proof.iter().copied().map(theirs).collect()
}

/// The vectors of Certificate Transparency, which every implementation of RFC 6962 knows.
#[test]
fn roots_are_those_of_certificate_transparency() {
    let entries: [&[u8]; 8] = [
        b"",
        &[0x00],
        &[0x10],
        &[0x20, 0x21],
        &[0x30, 0x31],
        &[0x40, 0x41, 0x42, 0x43],
        b"PQRSTUVW",
        b"`abcdefghijklmno",
    ];
    let hashed = |entry: &&[u8]| TreeHash(Sha256::digest([&[LEAF], *entry].concat()).into());
    let leaves: Vec<_> = entries.iter().map(hashed).collect();
    for (size, expected) in [
        (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        (4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        (5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
        (6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
        (7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
        (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ] {
        let root = root(leaves[..size].iter().copied());
        assert_eq!(blake3::Hash::from_bytes(root.0).to_hex().as_str(), expected, "{size}");
    }
}

#[test]
fn every_proof_of_small_trees_holds_and_holds_for_nothing_else() {
    let all = leaves(40);
    for size in 1..=40u64 {
        let leaves = &all[..size as usize];
        let root = naive_root(leaves);
        for index in 0..size {
            let leaf = leaves[index as usize];
            let proof = inclusion_of(leaves, index);
            assert!(proves_inclusion(&proof, index, leaf, size, root));
            assert!(tlog::check_record(&all_theirs(&proof), size, theirs(root), index, theirs(leaf)).is_ok());
            assert!(!proves_inclusion(&proof, index, all[40 - 1 - index as usize], size, root) || index == 39 - index);
            assert!((0..=size).all(|other| other == index || !proves_inclusion(&proof, other, leaf, size, root)));
        }
        for from in 1..=size {
            let older = naive_root(&leaves[..from as usize]);
            let proof = consistency_of(leaves, from);
            assert!(proves_consistency(&proof, (from, older), (size, root)), "{from} {size}");
            if from < size {
                assert!(tlog::check_tree(&all_theirs(&proof), size, theirs(root), from, theirs(older)).is_ok());
            }
            assert!(!proves_consistency(&proof, (from, all[0]), (size, root)) || older == all[0]);
            assert!(!proves_consistency(&proof, (from, older), (size, all[1])));
        }
    }
}

#[test]
fn the_empty_tree_is_the_beginning_of_every_other() {
    let root = naive_root(&leaves(5));
    assert!(consistency_of(&leaves(5), 0).is_empty());
    assert!(proves_consistency(&[], (0, TreeHash::empty()), (5, root)));
    assert!(!proves_consistency(&[], (0, root), (5, root)));
    assert!(!proves_consistency(&[root], (0, TreeHash::empty()), (5, root)));
    assert!(
        !proves_consistency(&[], (6, root), (5, root)),
        "a log does not become shorter"
    );
    assert!(!proves_inclusion(&[], 0, root, 0, root), "nothing is in the empty tree");
}

proptest! {
    #[test]
    fn a_growing_tree_has_the_root_that_the_standard_defines(size in 0u64..700) {
        let leaves = leaves(size);
        prop_assert_eq!(root(leaves.iter().copied()), naive_root(&leaves));
        let parts: Vec<_> = perfect_parts(size).collect();
        prop_assert_eq!(parts.iter().map(|part| part.end - part.start).sum::<u64>(), size);
        let roots = parts.iter().map(|part| naive_root(&leaves[part.start as usize..part.end as usize])).collect();
        let mut frontier = Frontier::of(size, roots).unwrap();
        prop_assert_eq!(frontier.root(), naive_root(&leaves));
        let more = super::tests::leaves(size + 3);
        more[size as usize..].iter().for_each(|leaf| frontier.push(*leaf));
        prop_assert_eq!(frontier.root(), naive_root(&more));
    }

    #[test]
    fn a_proof_with_any_one_hash_changed_dropped_or_added_proves_nothing(
        size in 2u64..300, at: prop::sample::Index, bit in 0usize..256, place: prop::sample::Index,
    ) {
        let leaves = leaves(size);
        let root = naive_root(&leaves);
        let index = at.index(size as usize) as u64;
        let leaf = leaves[index as usize];
        for proof in broken(&inclusion_of(&leaves, index), place, bit) {
            prop_assert!(!proves_inclusion(&proof, index, leaf, size, root));
        }
        let from = index + 1;
        let older = naive_root(&leaves[..from as usize]);
        for proof in broken(&consistency_of(&leaves, from), place, bit) {
            prop_assert!(!proves_consistency(&proof, (from, older), (size, root)));
        }
    }
}

fn broken(proof: &[TreeHash], place: prop::sample::Index, bit: usize) -> Vec<Vec<TreeHash>> {
    let mut longer = proof.to_vec();
    longer.insert(place.index(proof.len() + 1), TreeHash([7; 32]));
    if proof.is_empty() {
        return vec![longer];
    }
    let place = place.index(proof.len());
    let (mut changed, mut shorter) = (proof.to_vec(), proof.to_vec());
    changed[place].0[bit / 8] ^= 1 << (bit % 8);
    shorter.remove(place);
    vec![longer, changed, shorter]
}
