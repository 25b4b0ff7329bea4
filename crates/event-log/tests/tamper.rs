//! A hundred and more ways to change what was recorded, all of them found: with the public key and a bundle alone, and
//! where somebody has the log's own keys, by a checkpoint that was kept elsewhere.
//!
//! `just tamper` prints how many of each kind were planted and what was said to the first.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/forging.rs"]
mod forging;
mod support;

use event_log::{
    BundleFault, CheckpointError, EventLog, MasterKey, NoteError, ProvableLog, PublicKey, SignedCheckpoint, SledLog,
    VerifyError, verify, verify_against, verify_bundle,
};
use forging::{Bundle, Kinds};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use std::path::Path;
use support::{any, master, open_at, options, position};
use tempfile::TempDir;

const EVENTS: u64 = 3_000;
const FROM: u64 = 500;
const TO: u64 = 2_900;
const HELD: u64 = 1_500;
/// Of each kind.
const TIMES: usize = 12;

/// Appends of one to eight events in 40 streams, up to a position.
async fn write(log: &SledLog, up_to: u64, texts: &str) {
    let mut number = log.head().0;
    while log.head().0 < up_to {
        number += 1;
        let left = (up_to - log.head().0).min(1 + number % 8);
        let texts: Vec<_> = (0..left).map(|part| format!("{texts} {number}.{part}")).collect();
        let texts: Vec<_> = texts.iter().map(String::as_str).collect();
        log.append(any(number * 7 % 40, &texts)).await.unwrap();
    }
}

struct Honest {
    directory: TempDir,
    /// The same keys and the same log up to position 1,000, then another history of the same length.
    rewritten: TempDir,
    key: PublicKey,
    held: SignedCheckpoint,
    bundle: Bundle,
    /// Of the log that was written anew.
    other_history: Bundle,
    /// Of a log with other keys.
    other_log: Bundle,
}

impl Honest {
    async fn new() -> Self {
        let (directory, rewritten, elsewhere) = (tempdir(), tempdir(), tempdir());
        let log = open_at(directory.path());
        write(&log, 1_000, "as it was").await;
        close(log);
        copy(directory.path(), rewritten.path());
        let log = open_at(directory.path());
        write(&log, EVENTS, "as it was").await;
        let other_history = open_at(rewritten.path());
        write(&other_history, EVENTS, "as it never was").await;
        let other_log = SledLog::open(elsewhere.path(), MasterKey::from_bytes([9; 32]), options()).unwrap();
        write(&other_log, EVENTS, "as it was").await;
        let honest = Self {
            key: log.public_key().clone(),
            held: log.checkpoint(Some(HELD)).await.unwrap(),
            bundle: Bundle::of(&log, FROM, TO),
            other_history: Bundle::of(&other_history, FROM, TO),
            other_log: Bundle::of(&other_log, FROM, TO),
            directory,
            rewritten,
        };
        [log, other_history, other_log].into_iter().for_each(close);
        honest
    }

    fn verdict(&self, bundle: &Bundle) -> Option<BundleFault> {
        verify_bundle(bundle.text().as_bytes(), &self.key, &[], &mut |_, _| ()).err()
    }
}

fn tempdir() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn close(log: SledLog) {
    log.close();
    drop(log);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn is_at(fault: &BundleFault, expected: u64) -> bool {
    matches!(fault, BundleFault::Record { position, .. } if position.0 == expected)
}

/// That the records are not the signed ones, and that the planted one is among those named.
fn is_root(fault: &BundleFault, planted: u64) -> bool {
    matches!(fault, BundleFault::Root { first, last } if (*first..=*last).contains(&planted))
}

fn is_foreign(fault: &BundleFault) -> bool {
    let BundleFault::Checkpoint { cause, .. } = fault else {
        return false;
    };
    matches!(cause, CheckpointError::Note(NoteError::UnknownSigner(_)))
}

#[tokio::test]
async fn a_hundred_planted_tamperings_are_all_found() {
    let honest = Honest::new().await;
    assert!(honest.verdict(&honest.bundle).is_none(), "the bundle holds as it is");
    let mut kinds = Kinds::default();
    let mut random = StdRng::seed_from_u64(3);
    for _ in 0..TIMES {
        let at = random.random_range(FROM + 1..TO - 1);
        let mut plant = |kind, tampered: Bundle, found: &dyn Fn(&BundleFault) -> bool| {
            let fault = honest.verdict(&tampered);
            let fault = fault.unwrap_or_else(|| panic!("{kind} at {at}: not found"));
            assert!(found(&fault), "{kind} at {at}: {fault}");
            kinds.found(kind, &fault);
        };

        let bundle = honest.bundle.changing(at, |line| line.flip_bit_of_payload());
        plant("a byte changed", bundle, &|fault| is_at(fault, at));
        let bundle = honest.bundle.changing(at, |line| line.actor = "agent:8".to_owned());
        plant("an actor changed", bundle, &|fault| is_at(fault, at));
        let bundle = honest
            .bundle
            .changing(at, |line| line.event_type = "opted in".to_owned());
        plant("a type changed", bundle, &|fault| is_at(fault, at));
        let bundle = honest.bundle.changing(at, |line| {
            line.flip_bit_of_payload();
            line.rehash();
        });
        plant("changed, and its hash with it", bundle, &|fault| is_root(fault, at));

        plant("dropped", honest.bundle.dropping(at), &|fault| is_at(fault, at));
        plant(
            "dropped, and the rest renumbered",
            honest.bundle.dropping(at).renumbered(),
            &|fault| {
                // Its stream lacks a version, if anything follows in it; otherwise the last record is missing.
                matches!(fault, BundleFault::Record { position, .. } if position.0 >= at)
            },
        );

        plant("swapped with the next", honest.bundle.swapping(at, at + 1), &|fault| {
            is_at(fault, at)
        });
        let far = random.random_range(FROM + 1..=TO);
        let far = if far == at { at + 1 } else { far };
        plant("swapped with another", honest.bundle.swapping(at, far), &|fault| {
            is_at(fault, at.min(far))
        });
        let (at_new, swapped) = honest.bundle.swapping_streams(at);
        plant("swapped and renumbered", swapped.renumbered(), &|fault| {
            is_root(fault, at_new)
        });

        plant("inserted twice", honest.bundle.doubling(at), &|fault| {
            is_at(fault, at + 1)
        });
        let made_up = honest.bundle.inserting_made_up(at).renumbered();
        plant("made up and inserted", made_up, &|fault| {
            is_root(fault, at) || matches!(fault, BundleFault::Record { position, .. } if position.0 > TO)
        });

        plant("truncated", honest.bundle.cut_before(at), &|fault| is_at(fault, at));
        plant("truncated within a line", honest.bundle.cut_within(at), &|fault| {
            is_at(fault, at)
        });

        plant(
            "signed by another key",
            honest.bundle.signed_by(random.random()),
            &is_foreign,
        );
        let renamed = honest.bundle.signed_under_the_same_name(random.random());
        plant("signed by another key under the log's name", renamed, &|fault| {
            matches!(fault, BundleFault::Checkpoint { .. })
        });
        plant("another log instead", honest.other_log.clone(), &is_foreign);

        let tail = honest.bundle.with_tail_of(&honest.other_history, at.max(1_001));
        plant("the tail written anew under the signed root", tail, &|fault| {
            is_root(fault, TO) || matches!(fault, BundleFault::Record { .. })
        });
        let head = honest.bundle.with_a_later_checkpoint_of(&honest.other_history);
        plant("a checkpoint of another history", head, &|fault| {
            matches!(fault, BundleFault::Inconsistent { .. })
        });
        plant(
            "the first line changed",
            honest.bundle.with_changed_head(&mut random),
            &|fault| {
                matches!(
                    fault,
                    BundleFault::Head(_) | BundleFault::Checkpoint { .. } | BundleFault::Inconsistent { .. }
                )
            },
        );
    }
    kinds.print();
    assert!(kinds.planted() >= 200, "{}", kinds.planted());
}

#[tokio::test]
async fn a_tail_that_was_written_anew_with_the_logs_own_keys_is_found_by_a_held_checkpoint() {
    let honest = Honest::new().await;
    let held = [honest.held.clone()];

    // The bundle of the log as it was says so, and where the held checkpoint lies.
    let checked = |bundle: &Bundle, held: &[SignedCheckpoint]| {
        verify_bundle(bundle.text().as_bytes(), &honest.key, held, &mut |_, _| ())
    };
    assert_eq!(checked(&honest.bundle, &held).unwrap().held, [HELD]);
    // The other one is signed, chained and whole, and only who held something can tell.
    assert!(checked(&honest.other_history, &[]).is_ok());
    let fault = checked(&honest.other_history, &held).unwrap_err();
    assert!(matches!(fault, BundleFault::Rewritten { last: HELD, .. }), "{fault}");

    // So it is with the files.
    assert!(verify_against(honest.directory.path(), &held, &mut |_| ()).is_ok());
    assert!(verify(honest.rewritten.path(), &mut |_| ()).is_ok());
    let fault = verify_against(honest.rewritten.path(), &held, &mut |_| ()).unwrap_err();
    assert!(
        matches!(&fault, VerifyError::Damaged { position: at, .. } if at.0 == HELD),
        "{fault}"
    );

    // And with the proofs of a server that was given the other history.
    let log = open_at(honest.rewritten.path());
    let proof = log.prove_consistency(HELD, None).await.unwrap();
    assert!(proof.holds());
    assert_ne!(
        proof.from, honest.held,
        "its proof begins with another root than was held"
    );
}

#[tokio::test]
async fn a_log_that_was_cut_is_found_by_a_held_checkpoint() {
    let directory = tempdir();
    let log = open_at(directory.path());
    write(&log, 300, "as it was").await;
    close(log);
    let older = tempdir();
    copy(directory.path(), older.path());
    let log = open_at(directory.path());
    write(&log, 400, "as it was").await;
    let held = log.checkpoint(None).await.unwrap();
    let (key, bundle) = (log.public_key().clone(), Bundle::of(&log, 0, 300));
    close(log);

    let fault = verify_against(older.path(), std::slice::from_ref(&held), &mut |_| ()).unwrap_err();
    assert!(
        matches!(&fault, VerifyError::Damaged { position: at, .. } if at.0 == 301),
        "{fault}"
    );
    let fault = verify_bundle(bundle.text().as_bytes(), &key, &[held], &mut |_, _| ()).unwrap_err();
    assert!(matches!(fault, BundleFault::NothingHeld(1)), "{fault}");
}

#[tokio::test]
async fn what_a_bundle_does_not_cover_is_said() {
    let directory = tempdir();
    let log = SledLog::open(directory.path(), master(), options()).unwrap();
    write(&log, 100, "as it was").await;
    let mut held = Vec::new();
    for size in [0, 20, 60, 80, 100] {
        held.push(log.checkpoint(Some(size)).await.unwrap());
    }
    let bundle = Bundle::of(&log, 50, 80);
    let verified = verify_bundle(bundle.text().as_bytes(), log.public_key(), &held, &mut |_, _| ()).unwrap();
    assert_eq!((verified.first, verified.last), (51, 80));
    assert_eq!((verified.held, verified.not_covered), (vec![60, 80], vec![0, 20, 100]));
    for (from, to) in [(0, 0), (0, 1), (0, 100), (100, 100), (99, 100)] {
        let bundle = Bundle::of(&log, from, to);
        let verified = verify_bundle(bundle.text().as_bytes(), log.public_key(), &[], &mut |_, _| ()).unwrap();
        assert_eq!((verified.first, verified.last), (from + 1, to));
    }
    assert_eq!(log.head(), position(100));
}
