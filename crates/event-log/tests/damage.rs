//! Any change to the file is found, and named by its position; nothing acknowledged is dropped in silence.

mod support;

use event_log::{EventLog, LogPosition, OpenError, SledLog, VerifyError, verify};
use std::fs;
use std::path::Path;
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
async fn a_changed_byte_anywhere_in_the_middle_never_shortens_the_log_in_silence() {
    let directory = tempfile::tempdir().unwrap();
    write_log(directory.path()).await;
    let path = directory.path().join("log/db");
    let whole = fs::read(&path).unwrap();
    for at in (100..whole.len()).step_by(whole.len() / 60) {
        let mut changed = whole.clone();
        changed[at] ^= 0x10;
        fs::write(&path, &changed).unwrap();
        let found = damage(directory.path());
        match SledLog::open(directory.path(), master(), options()) {
            Ok(log) => assert_eq!(
                log.read(LogPosition(0), 1000)
                    .await
                    .map(|events| events.len())
                    .unwrap_or(120),
                120
            ),
            Err(OpenError::Missing { .. } | OpenError::Damaged { .. } | OpenError::Storage(_)) => {
                assert!(found.is_some(), "byte {at}: open refuses what verify passes");
            }
            Err(other) => panic!("byte {at}: {other}"),
        }
        fs::remove_dir_all(directory.path()).unwrap();
        write_log_again(directory.path(), &whole).await;
    }
}

async fn write_log_again(directory: &Path, whole: &[u8]) {
    write_log(directory).await;
    assert_eq!(fs::read(directory.join("log/db")).unwrap().len(), whole.len());
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
