//! Any change to the file is found, and named by its position; nothing acknowledged is dropped in silence.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use event_log::{EventLog, LogPosition, OpenError, SledLog, VerifyError, verify};
use std::fs;
use std::path::{Path, PathBuf};
use support::{any, master, open_at, options};

/// 40 commits of three events in six streams, among them one that is larger than a block.
async fn write_log(directory: &Path) {
    let log = open_at(directory);
    for number in 0..40u64 {
        let large = "large ".repeat(if number == 20 { 2000 } else { 20 });
        log.append(any(number % 6, &["first", &large, "third"])).await.unwrap();
    }
}

fn damage(directory: &Path) -> Option<(LogPosition, String)> {
    match verify(directory, &mut |_| ()) {
        Ok(_) => None,
        Err(VerifyError::Damaged { position, what }) => Some((position, what)),
        Err(other) => panic!("{other}"),
    }
}

/// Where the records' sealed parts and headers lie in sled's file, by the actor's name, which is in clear.
fn places(file: &[u8], needle: &[u8]) -> Vec<usize> {
    (0..file.len() - needle.len())
        .filter(|at| file[*at..].starts_with(needle))
        .collect()
}

#[tokio::test]
async fn a_whole_log_verifies_and_verifying_changes_nothing() {
    let directory = tempfile::tempdir().unwrap();
    write_log(directory.path()).await;
    let before = fs::read(directory.path().join("log/db")).unwrap();
    let verified = verify(directory.path(), &mut |_| ()).unwrap();
    assert_eq!((verified.events, verified.streams), (120, 6));
    assert_eq!(verify(directory.path(), &mut |_| ()).unwrap(), verified);
    assert_eq!(fs::read(directory.path().join("log/db")).unwrap(), before);
    assert_eq!(open_at(directory.path()).head(), LogPosition(120));
    assert_eq!(
        verify(directory.path(), &mut |_| ()).unwrap(),
        verified,
        "opening adds nothing to the log"
    );
}

#[tokio::test]
async fn any_one_changed_byte_of_a_block_is_found_and_named() {
    let directory = tempfile::tempdir().unwrap();
    write_log(directory.path()).await;
    let path = directory.path().join("log/db");
    let whole = fs::read(&path).unwrap();
    let marks = places(&whole, b"TKB\x01");
    assert!(marks.len() >= 40);
    for mark in marks.iter().step_by(7) {
        let first = u64::from_be_bytes(whole[mark + 5..mark + 13].try_into().unwrap());
        let length = u32::from_be_bytes(whole[mark + 45..mark + 49].try_into().unwrap()) as usize + 57;
        for at in (4..length.min(4096)).step_by(length.min(4096) / 9) {
            let mut changed = whole.clone();
            changed[mark + at] ^= 0x10;
            fs::write(&path, &changed).unwrap();
            let (position, what) = damage(directory.path()).unwrap_or_else(|| panic!("byte {at} of {first} not found"));
            // Within the frame the block's first position is named; a flip of the position itself names the hole.
            assert!(
                (first..first + 3).contains(&position.0),
                "byte {at} of block {first}: {position:?} {what}"
            );
        }
    }
    fs::write(&path, &whole).unwrap();
    assert_eq!(damage(directory.path()), None);
}

#[tokio::test]
async fn a_changed_byte_anywhere_in_the_file_never_shortens_the_log_in_silence() {
    let directory = tempfile::tempdir().unwrap();
    write_log(directory.path()).await;
    let path = directory.path().join("log/db");
    let saved = Saved::of(directory.path());
    let whole = fs::read(&path).unwrap();
    for at in (100..whole.len()).step_by(whole.len() / 60) {
        let mut changed = whole.clone();
        changed[at] ^= 0x10;
        fs::write(&path, &changed).unwrap();
        let found = damage(directory.path());
        match SledLog::open(directory.path(), master(), options()) {
            Ok(log) => assert!(!matches!(log.read(LogPosition(0), 1000).await, Ok(events) if events.len() != 120)),
            Err(OpenError::Missing { .. } | OpenError::Damaged { .. } | OpenError::Storage(_)) => {
                assert!(found.is_some(), "byte {at}: open refuses what verify passes");
            }
            Err(other) => panic!("byte {at}: {other}"),
        }
        saved.restore();
    }
}

/// The files of sled and the witness, as they were.
struct Saved {
    log: PathBuf,
    files: Vec<(PathBuf, Vec<u8>)>,
}

impl Saved {
    fn of(directory: &Path) -> Self {
        let log = directory.join("log");
        let mut paths = vec![directory.join("log.head")];
        paths.extend(
            fs::read_dir(&log)
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .filter(|path| path.is_file()),
        );
        let files = paths
            .into_iter()
            .map(|path| (path.clone(), fs::read(path).unwrap()))
            .collect();
        Self { log, files }
    }

    fn restore(&self) {
        fs::remove_dir_all(&self.log).unwrap();
        fs::create_dir(&self.log).unwrap();
        for (path, bytes) in &self.files {
            fs::write(path, bytes).unwrap();
        }
    }
}

#[tokio::test]
async fn a_log_cut_at_its_end_or_replaced_by_an_older_one_is_found() {
    let directory = tempfile::tempdir().unwrap();
    write_log(directory.path()).await;
    let older = tempfile::tempdir().unwrap();
    {
        let log = open_at(older.path());
        log.append(any(1, &["a shorter history"])).await.unwrap();
    }
    for file in ["db", "conf"] {
        fs::copy(
            older.path().join("log").join(file),
            directory.path().join("log").join(file),
        )
        .unwrap();
    }
    for entry in fs::read_dir(directory.path().join("log")).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap().to_str().unwrap().starts_with("snap") {
            fs::remove_file(path).unwrap();
        }
    }
    let (position, _) = damage(directory.path()).unwrap();
    assert_eq!(position, LogPosition(2));
    match SledLog::open(directory.path(), master(), options()) {
        Err(OpenError::Missing { first, last }) => assert_eq!((first.0, last.0), (2, 120)),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn verify_needs_the_directory_for_itself_and_says_when_there_is_no_log() {
    let directory = tempfile::tempdir().unwrap();
    assert!(matches!(
        verify(directory.path(), &mut |_| ()),
        Err(VerifyError::NoLog(_))
    ));
    let _log = open_at(directory.path());
    assert!(matches!(
        verify(directory.path(), &mut |_| ()),
        Err(VerifyError::InUse { .. })
    ));
}

/// Three commits of one event, and a last of four blocks; the witness says what the first `witnessed` tell.
async fn log_with_a_long_last_commit(directory: &Path, witnessed: u64) {
    {
        let log = open_at(directory);
        for number in 0..3 {
            log.append(any(number, &["short"])).await.unwrap();
            if number + 1 == witnessed {
                fs::copy(directory.join("log.head"), directory.join("witness")).unwrap();
            }
        }
        let long = "long ".repeat(600);
        log.append(any(7, &[&long, &long, &long, &long])).await.unwrap();
        assert_eq!(log.head(), LogPosition(7));
    }
    fs::rename(directory.join("witness"), directory.join("log.head")).unwrap();
}

fn with_blocks(directory: &Path, change: impl FnOnce(&sled::Tree)) {
    let db = sled::open(directory.join("log")).unwrap();
    change(&db.open_tree("blocks").unwrap());
    // As after a crash: whatever the index knew is not to be relied on.
    let _ = fs::remove_file(directory.join("index.sqlite3"));
}

#[tokio::test]
async fn a_commit_torn_anywhere_that_was_never_acknowledged_is_cut_off_whole() {
    for missing in 4..=7u64 {
        let directory = tempfile::tempdir().unwrap();
        log_with_a_long_last_commit(directory.path(), 3).await;
        with_blocks(directory.path(), |blocks| {
            blocks.remove(missing.to_be_bytes()).unwrap().unwrap();
        });
        assert_eq!(verify(directory.path(), &mut |_| ()).unwrap().events, 3);
        let log = open_at(directory.path());
        assert_eq!(log.head(), LogPosition(3), "without the block of position {missing}");
        log.append(any(7, &["again"])).await.unwrap();
        assert_eq!(log.read(LogPosition(0), 10).await.unwrap().len(), 4);
        drop(log);
        assert_eq!(verify(directory.path(), &mut |_| ()).unwrap().events, 4);
    }
}

#[tokio::test]
async fn a_witness_that_lags_behind_loses_nothing() {
    let directory = tempfile::tempdir().unwrap();
    log_with_a_long_last_commit(directory.path(), 1).await;
    assert_eq!(open_at(directory.path()).head(), LogPosition(7));
    fs::remove_file(directory.path().join("log.head")).unwrap();
    assert_eq!(open_at(directory.path()).head(), LogPosition(7));
}

#[tokio::test]
async fn a_hole_with_later_commits_behind_it_is_damage_and_nothing_is_cut() {
    for witnessed in [1, 3] {
        let directory = tempfile::tempdir().unwrap();
        log_with_a_long_last_commit(directory.path(), witnessed).await;
        with_blocks(directory.path(), |blocks| {
            blocks.remove(2u64.to_be_bytes()).unwrap().unwrap();
        });
        let opened = SledLog::open(directory.path(), master(), options());
        assert!(
            matches!(
                opened,
                Err(OpenError::Damaged {
                    position: LogPosition(2),
                    ..
                })
            ),
            "{opened:?}"
        );
        assert_eq!(
            damage(directory.path()).map(|(position, _)| position),
            Some(LogPosition(2))
        );
        with_blocks(directory.path(), |blocks| {
            assert_eq!(blocks.len(), 6, "nothing was cut")
        });
    }
}

#[tokio::test]
async fn a_torn_write_at_the_end_of_the_file_that_holds_old_blocks_is_no_damage() {
    let directory = tempfile::tempdir().unwrap();
    write_log(directory.path()).await;
    let path = directory.path().join("log/db");
    let mut file = fs::read(&path).unwrap();
    // Sled was about to write a page anew, with blocks that were acknowledged long ago, when the power went.
    let mark = places(&file, b"TKB\x01")[3];
    let mut torn = file[mark - 30..mark + 200].to_vec();
    torn.extend_from_slice(&[0; 300]);
    let end = file.iter().rposition(|byte| *byte != 0).unwrap() + 40;
    file.resize(file.len().max(end + torn.len()), 0);
    file[end..end + torn.len()].copy_from_slice(&torn);
    fs::write(&path, &file).unwrap();
    assert_eq!(verify(directory.path(), &mut |_| ()).unwrap().events, 120);
    assert_eq!(open_at(directory.path()).head(), LogPosition(120));
    assert_eq!(verify(directory.path(), &mut |_| ()).unwrap().events, 120);
}

#[tokio::test]
async fn a_change_in_an_old_copy_that_sled_no_longer_reads_is_found_too() {
    let directory = tempfile::tempdir().unwrap();
    {
        // Some megabytes, so that most segments are behind the tail.
        let log = open_at(directory.path());
        let text = "x".repeat(2_000);
        for number in 0..1_000 {
            log.append(any(number % 6, &[&text])).await.unwrap();
        }
    }
    let path = directory.path().join("log/db");
    let whole = fs::read(&path).unwrap();
    let early = places(&whole[..300_000], b"TKB\x01");
    for mark in early.iter().step_by(early.len() / 10) {
        let mut changed = whole.clone();
        changed[mark + 700] ^= 1;
        fs::write(&path, &changed).unwrap();
        let first = u64::from_be_bytes(whole[mark + 5..mark + 13].try_into().unwrap());
        assert_eq!(damage(directory.path()).unwrap().0, LogPosition(first));
    }
}

/// What a crash leaves when sled has nothing yet of what was acknowledged: the journal alone.
async fn crash_with_the_journal_alone() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    drop(open_at(directory.path()));
    let living = tempfile::tempdir().unwrap();
    let log = open_at(living.path());
    for number in 0..40u64 {
        let large = "large ".repeat(if number == 20 { 2000 } else { 20 });
        log.append(any(number % 6, &["first", &large, "third"])).await.unwrap();
    }
    for file in ["journal", "log.head", "keys.sqlite3", "keys.sqlite3-wal"] {
        fs::copy(living.path().join(file), directory.path().join(file)).unwrap();
    }
    directory
}

#[tokio::test]
async fn what_only_the_journal_holds_is_verified_and_taken_over() {
    let directory = crash_with_the_journal_alone().await;
    assert_eq!(verify(directory.path(), &mut |_| ()).unwrap().events, 120);
    let log = open_at(directory.path());
    assert_eq!(log.read(LogPosition(0), 1000).await.unwrap().len(), 120);
    log.append(any(1, &["goes on"])).await.unwrap();
    drop(log);
    assert_eq!(verify(directory.path(), &mut |_| ()).unwrap().events, 121);
}

#[tokio::test]
async fn any_changed_byte_of_what_only_the_journal_holds_is_found_when_verifying_and_when_opening() {
    let directory = crash_with_the_journal_alone().await;
    let path = directory.path().join("journal");
    let saved = Saved::of(directory.path());
    let whole = fs::read(&path).unwrap();
    let entries: Vec<usize> = (0..whole.len())
        .step_by(4096)
        .filter(|at| whole[*at..].starts_with(b"TKJ\x01"))
        .collect();
    assert_eq!(entries.len(), 40);
    for (number, entry) in entries
        .iter()
        .enumerate()
        .filter(|(number, _)| number % 6 == 0 || *number == 39)
    {
        let first = number as u64 * 3 + 1;
        let length = u32::from_be_bytes(whole[entry + 4..entry + 8].try_into().unwrap()) as usize;
        for at in [0, 5, 10, 40, 50, 58, 70, 110, 300, 56 + length / 2, 55 + length] {
            let mut changed = whole.clone();
            changed[entry + at] ^= 0x10;
            fs::write(&path, &changed).unwrap();
            let found = damage(directory.path());
            assert!(
                found
                    .as_ref()
                    .is_some_and(|(position, _)| (first..first + 3).contains(&position.0)),
                "byte {at} of the commit from {first} on: {found:?}"
            );
            let opened = SledLog::open(directory.path(), master(), options());
            assert!(
                matches!(opened, Err(OpenError::Missing { .. } | OpenError::Damaged { .. })),
                "byte {at} of the commit from {first} on: {opened:?}"
            );
            saved.restore();
        }
    }
}
