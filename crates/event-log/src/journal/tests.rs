use super::*;
use crate::record::SealedRecord;
use std::path::PathBuf;

const SIZE: u64 = 2 * SMALLEST_HALF;

/// Commits that follow each other, of so many records of some hundred bytes each.
fn commits(after: (LogPosition, ChainHash), sizes: &[usize]) -> Vec<(ChainHash, Vec<EncodedBlock>)> {
    let mut head = after;
    let mut commits = Vec::new();
    for size in sizes {
        let mut encoder = block::Encoder::new(head.0, head.1);
        for number in 0..*size {
            let mut body = vec![0, 1];
            body.extend_from_slice(&[7; 16]);
            body.extend_from_slice(&[1, 1, 0, 0]);
            body.extend_from_slice(&[number as u8; 500]);
            encoder.push(&SealedRecord {
                event_type: "sent",
                actor: "contact".into(),
                body,
            });
        }
        let previous = head.1;
        let (blocks, position, chain) = encoder.finish();
        head = (position, chain);
        commits.push((previous, blocks));
    }
    commits
}

fn start() -> (LogPosition, ChainHash) {
    (LogPosition(0), ChainHash::default())
}

fn firsts(found: &Found) -> Vec<u64> {
    found.blocks().map(|block| block.first.0).collect()
}

struct Fixture {
    _directory: tempfile::TempDir,
    path: PathBuf,
}

/// A journal that holds these commits and was never closed.
fn written(sizes: &[usize]) -> Fixture {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("journal");
    let mut journal = Journal::open(&path, SIZE).unwrap();
    for (previous, blocks) in commits(start(), sizes) {
        journal.write(previous, &blocks).unwrap();
    }
    Fixture {
        _directory: directory,
        path,
    }
}

fn change(path: &Path, at: usize) {
    let mut bytes = std::fs::read(path).unwrap();
    bytes[at] ^= 0x10;
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn what_was_written_is_found_in_order_and_a_new_or_missing_journal_holds_nothing() {
    let fixture = written(&[1, 20, 3]);
    let found = Found::read(&fixture.path).unwrap();
    let expected: Vec<_> = commits(start(), &[1, 20, 3])
        .into_iter()
        .flat_map(|(_, blocks)| blocks)
        .collect();
    assert!(expected.len() > 4);
    assert!(
        found
            .blocks()
            .map(|block| &block.bytes)
            .eq(expected.iter().map(|block| &block.bytes))
    );
    assert!(firsts(&Found::read(&written(&[]).path).unwrap()).is_empty());
    assert!(firsts(&Found::read(Path::new("/nowhere/journal")).unwrap()).is_empty());
}

#[test]
fn the_file_never_grows_and_each_entry_begins_a_page() {
    let fixture = written(&[1, 1, 1]);
    let bytes = std::fs::read(&fixture.path).unwrap();
    assert_eq!(bytes.len() as u64, SIZE);
    for page in 0..3 {
        assert_eq!(bytes[page * PAGE..][..4], MARK);
    }
    assert!(bytes[3 * PAGE..].iter().all(|byte| *byte == 0));
}

#[test]
fn halves_are_filled_in_turn_and_read_oldest_first() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("journal");
    let mut journal = Journal::open(&path, SIZE).unwrap();
    let mut turns = 0;
    let mut last = 0;
    for (previous, blocks) in commits(start(), &[500; 50]) {
        if !journal.has_room_for(&blocks) {
            journal.turn();
            turns += 1;
        }
        journal.write(previous, &blocks).unwrap();
        last = blocks.last().unwrap().first.0;
    }
    assert!(turns > 2, "{turns}");
    let found = firsts(&Found::read(&path).unwrap());
    assert!(found.is_sorted());
    assert_eq!(found.last(), Some(&last));
    assert!(found.len() > 500, "at least one whole half");
}

#[test]
fn a_torn_last_commit_is_left_out_and_proves_nothing() {
    let fixture = written(&[2, 2, 40]);
    // Its header is whole, a page in its middle was never written.
    let mut bytes = std::fs::read(&fixture.path).unwrap();
    bytes[3 * PAGE..4 * PAGE].fill(0);
    std::fs::write(&fixture.path, bytes).unwrap();
    let found = Found::read(&fixture.path).unwrap();
    assert_eq!(firsts(&found), [1, 3]);
    assert_eq!(found.proves_more_than(LogPosition(4)), None);
    assert_eq!(found.changed_copy(LogPosition(4)), None);
}

#[test]
fn a_damaged_commit_with_a_later_one_behind_it_was_acknowledged() {
    for at in [1, 10, 20, 60, 100, 700] {
        let fixture = written(&[2, 2, 2]);
        change(&fixture.path, PAGE + at);
        let found = Found::read(&fixture.path).unwrap();
        assert_eq!(firsts(&found), [1], "byte {at}");
        assert_eq!(
            found.proves_more_than(LogPosition(2)),
            Some(LogPosition(5)),
            "byte {at}"
        );
        // Sled may have taken it over before: then only a copy was changed.
        assert_eq!(found.proves_more_than(LogPosition(6)), None);
        assert_eq!(found.changed_copy(LogPosition(6)), Some(LogPosition(3)));
    }
}

#[test]
fn older_commits_behind_newer_ones_are_not_read() {
    let fixture = written(&[2, 2, 2]);
    let mut journal = Journal::open(&fixture.path, SIZE).unwrap();
    let later = commits((LogPosition(6), ChainHash([3; 32])), &[2]).remove(0);
    journal.write(later.0, &later.1).unwrap();
    let found = Found::read(&fixture.path).unwrap();
    assert_eq!(firsts(&found), [7]);
    assert_eq!(found.proves_more_than(LogPosition(8)), None);
    assert_eq!(found.changed_copy(LogPosition(8)), None);
}

#[test]
fn a_cleared_journal_and_one_of_another_size_hold_nothing() {
    let fixture = written(&[2, 2]);
    Journal::open(&fixture.path, SIZE).unwrap().clear().unwrap();
    assert!(firsts(&Found::read(&fixture.path).unwrap()).is_empty());
    let fixture = written(&[2, 2]);
    Journal::open(&fixture.path, 2 * SIZE).unwrap();
    assert!(firsts(&Found::read(&fixture.path).unwrap()).is_empty());
    assert_eq!(std::fs::metadata(&fixture.path).unwrap().len(), 2 * SIZE);
}
