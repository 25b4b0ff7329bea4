//! The tree over a real log: the same through restarts, without its file, and after a crash of any kind.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use event_log::{EventLog, InclusionProof, ProofError, ProvableLog, SignedCheckpoint, SledLog, verify};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use support::{any, open_at, position};

/// Appends until the log holds so many events.
async fn write(log: &SledLog, up_to: u64) {
    while log.head().0 < up_to {
        let number = log.head().0;
        let texts = ["first", "second", "third"];
        let left = (up_to - number).min(1 + number % 3) as usize;
        log.append(any(number % 7, &texts[..left])).await.unwrap();
    }
}

async fn checkpoints(log: &SledLog, sizes: &[u64]) -> Vec<SignedCheckpoint> {
    let mut checkpoints = Vec::new();
    for size in sizes {
        checkpoints.push(log.checkpoint(Some(*size)).await.unwrap());
    }
    checkpoints
}

fn tree_of(directory: &Path) -> Vec<u8> {
    fs::read(directory.join("log.tree")).unwrap()
}

const SIZES: [u64; 9] = [0, 1, 2, 255, 256, 257, 511, 700, 1_100];

#[tokio::test]
async fn every_proof_between_any_sizes_holds() {
    let directory = tempfile::tempdir().unwrap();
    let log = open_at(directory.path());
    write(&log, 1_100).await;
    for to in SIZES {
        for from in SIZES.into_iter().filter(|from| *from <= to) {
            let proof = log.prove_consistency(from, Some(to)).await.unwrap();
            assert!(proof.holds(), "{from} to {to}");
        }
        for at in [1, 2, 256, 257, 512, 513, 700, 1_100]
            .into_iter()
            .filter(|at| *at <= to)
        {
            let proof = log.prove_inclusion(position(at), Some(to)).await.unwrap().to_string();
            let (proof, header) = InclusionProof::open(&proof, log.public_key()).unwrap();
            let recorded = log.read(position(at - 1), 1).await.unwrap().pop().unwrap();
            assert_eq!((header, proof.checkpoint.size()), (recorded.header, to));
        }
    }
    let newest = log.checkpoint(None).await.unwrap();
    assert_eq!(newest, log.checkpoint(Some(1_100)).await.unwrap());
    log.close();
    drop(log);
    assert_eq!(verify(directory.path(), &mut |_| ()).unwrap().root, newest.root());
}

#[tokio::test]
async fn what_was_acknowledged_is_in_the_tree_at_once() {
    let directory = tempfile::tempdir().unwrap();
    let log = Arc::new(open_at(directory.path()));
    let writers: Vec<_> = (0..16)
        .map(|number| {
            let log = log.clone();
            tokio::spawn(async move {
                for _ in 0..40 {
                    let appended = log.append(any(number, &["one", "two"])).await.unwrap();
                    let proof = log.prove_inclusion(appended.position, None).await.unwrap();
                    assert!(InclusionProof::open(&proof.to_string(), log.public_key()).is_ok());
                    let grown = log.prove_consistency(appended.position.0, None).await.unwrap();
                    assert!(grown.holds());
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(log.checkpoint(None).await.unwrap().size(), 16 * 40 * 2);
}

#[tokio::test]
async fn checkpoints_stay_what_they_were_through_restarts_and_whatever_happens_to_the_file() {
    let directory = tempfile::tempdir().unwrap();
    let log = open_at(directory.path());
    write(&log, 1_100).await;
    let given = checkpoints(&log, &SIZES).await;
    let key = log.public_key().clone();
    log.close();
    drop(log);
    let whole = tree_of(directory.path());
    assert_eq!(whole.len(), 4 + 4 * 40);

    let path = directory.path().join("log.tree");
    let mut torn = whole.clone();
    torn[100] ^= 1;
    // Of a log that went another way: whole in itself, but not of these records.
    let foreign = {
        let directory = tempfile::tempdir().unwrap();
        let log = open_at(directory.path());
        write(&log, 1_300).await;
        log.close();
        drop(log);
        tree_of(directory.path())
    };
    for (what, bytes) in [
        ("as it was", Some(&whole[..])),
        ("gone", None),
        ("empty", Some(&[][..])),
        ("cut", Some(&whole[..99])),
        ("torn", Some(&torn[..])),
        ("of another log", Some(&foreign[..])),
    ] {
        match bytes {
            Some(bytes) => fs::write(&path, bytes).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
        let log = open_at(directory.path());
        assert_eq!(log.public_key(), &key, "{what}");
        assert_eq!(checkpoints(&log, &SIZES).await, given, "{what}");
        log.close();
        drop(log);
        assert!(tree_of(directory.path()) == whole, "{what}: the file is whole again");
    }
}

#[tokio::test]
async fn a_server_that_was_killed_goes_on_with_the_same_tree() {
    let directory = tempfile::tempdir().unwrap();
    let log = open_at(directory.path());
    write(&log, 600).await;
    let held = log.checkpoint(None).await.unwrap();
    log.close();
    drop(log);
    // The file may lag behind as far as it likes.
    fs::write(directory.path().join("log.tree"), &tree_of(directory.path())[..44]).unwrap();
    let log = open_at(directory.path());
    write(&log, 900).await;
    let proof = log.prove_consistency(600, None).await.unwrap();
    assert!(proof.holds());
    assert_eq!((proof.from, proof.to.size()), (held, 900));
}

#[tokio::test]
async fn what_cannot_be_proven_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let log = open_at(directory.path());
    assert_eq!(log.checkpoint(None).await.unwrap().size(), 0);
    write(&log, 10).await;
    for (at, size) in [(0, None), (11, None), (8, Some(7))] {
        let refused = log.prove_inclusion(position(at), size).await.unwrap_err();
        assert!(matches!(refused, ProofError::PositionOutOfRange { .. }), "{refused}");
    }
    for refused in [
        log.checkpoint(Some(11)).await.unwrap_err(),
        log.prove_inclusion(position(1), Some(11)).await.unwrap_err(),
        log.prove_consistency(1, Some(11)).await.unwrap_err(),
    ] {
        assert!(
            matches!(refused, ProofError::SizeOutOfRange { size: 11, head: 10 }),
            "{refused}"
        );
    }
    let refused = log.prove_consistency(8, Some(7)).await.unwrap_err();
    assert!(matches!(refused, ProofError::Backwards { from: 8, to: 7 }), "{refused}");
}

#[tokio::test]
async fn a_proof_of_one_record_with_any_changed_byte_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let log = open_at(directory.path());
    write(&log, 300).await;
    let proof = log.prove_inclusion(position(77), None).await.unwrap().to_string();
    assert!(InclusionProof::open(&proof, log.public_key()).is_ok());
    for at in 0..proof.len() {
        let mut changed = proof.clone().into_bytes();
        changed[at] ^= 1;
        if let Ok(changed) = String::from_utf8(changed) {
            assert!(InclusionProof::open(&changed, log.public_key()).is_err(), "byte {at}");
        }
        if let Some(cut) = proof.get(..at) {
            assert!(InclusionProof::open(cut, log.public_key()).is_err(), "cut at {at}");
        }
    }
}
