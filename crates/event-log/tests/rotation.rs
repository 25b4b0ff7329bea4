//! Another master key: the same log, the same secrets, and the old key opens nothing any more.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use bytes::Bytes;
use event_log::{
    EventLog, KeyError, LogPosition, MasterKey, OpenError, Payload, Rotated, RotationError, SledLog, finish_rotation,
    rotate_master_key, rotate_master_key_file,
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use support::{any, master, open_at, options, stream, texts};

const PURPOSES: [&str; 2] = ["test streams v1", "test links v1"];

fn new_master() -> MasterKey {
    MasterKey::from_bytes([8; 32])
}

fn reopen(directory: &Path, master: MasterKey) -> Result<SledLog, OpenError> {
    SledLog::open(directory, master, options())
}

fn bytes_of(directory: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(bytes_of(&path)),
            false => drop(found.insert(path.clone(), fs::read(&path).unwrap())),
        }
    }
    found
}

fn wrapped(directory: &Path) -> Vec<Vec<u8>> {
    let keys = rusqlite::Connection::open(directory.join("keys.sqlite3")).unwrap();
    let mut select = keys
        .prepare("SELECT wrapped FROM data_key WHERE wrapped IS NOT NULL UNION ALL SELECT value FROM setting")
        .unwrap();
    let all = select.query_map([], |row| row.get(0)).unwrap();
    all.collect::<Result<_, _>>().unwrap()
}

/// Two readable streams, an erased one, a file, and the two secrets.
async fn filled(directory: &Path) -> (event_log::MediaHash, [[u8; 32]; 2]) {
    let log = open_at(directory);
    for number in 1..=3 {
        log.append(any(number, &["hello"])).await.unwrap();
    }
    log.erase(stream(3)).await.unwrap();
    let media = log.media().put(stream(1), Bytes::from("a picture")).await.unwrap();
    (media, PURPOSES.map(|purpose| log.secret(purpose).unwrap()))
}

#[tokio::test]
async fn a_rotated_key_opens_everything_and_the_old_one_nothing_and_no_record_changes() {
    let directory = tempfile::tempdir().unwrap();
    let (media, secrets) = filled(directory.path()).await;
    let (log_before, media_before) = (
        bytes_of(&directory.path().join("log")),
        bytes_of(&directory.path().join("media")),
    );
    let old_wrapped = wrapped(directory.path());
    let mut told = vec![];
    let rotated = rotate_master_key(
        directory.path(),
        &master(),
        &new_master(),
        &PURPOSES,
        &mut |done, all| {
            told.push((done, all));
        },
    );
    // The third is the key that signs checkpoints, which every log has.
    assert_eq!(
        rotated.unwrap(),
        Rotated {
            data_keys: 2,
            secrets: 3
        }
    );
    assert_eq!(told, [(2, 2)]);
    assert_eq!(bytes_of(&directory.path().join("log")), log_before);
    assert_eq!(bytes_of(&directory.path().join("media")), media_before);
    for (file, bytes) in bytes_of(directory.path()) {
        for old in &old_wrapped {
            let left = bytes.windows(24).any(|window| window == &old[1..25]);
            assert!(
                !left,
                "a key wrapped by the old master key is left in {}",
                file.display()
            );
        }
    }

    let refused = reopen(directory.path(), master());
    assert!(
        matches!(refused, Err(OpenError::Keys(KeyError::WrongMasterKey))),
        "{refused:?}"
    );
    let log = reopen(directory.path(), new_master()).unwrap();
    let events = log.read(LogPosition(0), 10).await.unwrap();
    assert_eq!(texts(&events[..2]), ["hello", "hello"]);
    assert_eq!(events[2].payload, Payload::Erased, "what was erased stays erased");
    assert_eq!(log.media().get(stream(1), media).await.unwrap(), "a picture");
    assert_eq!(PURPOSES.map(|purpose| log.secret(purpose).unwrap()), secrets);
}

#[tokio::test]
async fn a_secret_that_was_never_asked_for_before_the_rotation_is_what_the_old_key_derives() {
    let (old_style, reference) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    drop(open_at(old_style.path()));
    let derived = open_at(reference.path()).secret(PURPOSES[0]).unwrap();
    rotate_master_key(old_style.path(), &master(), &new_master(), &PURPOSES, &mut |_, _| ()).unwrap();
    let log = reopen(old_style.path(), new_master()).unwrap();
    assert_eq!(log.secret(PURPOSES[0]).unwrap(), derived);
}

#[tokio::test]
async fn a_wrong_key_or_an_open_log_changes_nothing() {
    let directory = tempfile::tempdir().unwrap();
    filled(directory.path()).await;
    let wrong = rotate_master_key(directory.path(), &new_master(), &master(), &PURPOSES, &mut |_, _| ());
    assert!(
        matches!(wrong, Err(RotationError::Keys(KeyError::WrongMasterKey))),
        "{wrong:?}"
    );
    let log = open_at(directory.path());
    let in_use = rotate_master_key(directory.path(), &master(), &new_master(), &PURPOSES, &mut |_, _| ());
    assert!(
        matches!(in_use, Err(RotationError::Open(OpenError::InUse { .. }))),
        "{in_use:?}"
    );
    drop(log);
    drop(open_at(directory.path()));
    let nowhere = tempfile::tempdir().unwrap();
    let missing = rotate_master_key(nowhere.path(), &master(), &new_master(), &PURPOSES, &mut |_, _| ());
    assert!(matches!(missing, Err(RotationError::NoKeyStore(_))), "{missing:?}");
}

/// A directory whose key lies in a file, as a server has it.
async fn with_key_file() -> (tempfile::TempDir, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("master.key");
    let key = MasterKey::read_or_create(&path).unwrap();
    let log = reopen(directory.path(), key).unwrap();
    log.append(any(1, &["hello"])).await.unwrap();
    (directory, path)
}

fn opens(directory: &Path, path: &Path) {
    finish_rotation(directory, path).unwrap();
    assert!(!path.with_extension("key.next").exists());
    reopen(directory, MasterKey::read(path).unwrap()).unwrap();
}

#[tokio::test]
async fn a_key_in_a_file_is_replaced_and_its_bytes_are_gone() {
    let (directory, path) = with_key_file().await;
    let old = fs::read(&path).unwrap();
    rotate_master_key_file(directory.path(), &path, &PURPOSES, &mut |_, _| ()).unwrap();
    assert_ne!(fs::read(&path).unwrap(), old);
    for (file, bytes) in bytes_of(directory.path()) {
        assert!(
            !bytes.windows(32).any(|window| window == old),
            "the old key is left in {}",
            file.display()
        );
    }
    opens(directory.path(), &path);
}

#[tokio::test]
async fn cut_short_at_any_instant_the_directory_opens_with_one_of_the_two_keys() {
    // Before the transaction: the next key lies there and opens nothing.
    let (directory, path) = with_key_file().await;
    let next = path.with_extension("key.next");
    let old = fs::read(&path).unwrap();
    MasterKey::read_or_create(&next).unwrap();
    opens(directory.path(), &path);
    assert_eq!(fs::read(&path).unwrap(), old);

    // After the transaction, before the file is replaced.
    let (old_key, new_key) = (
        MasterKey::read(&path).unwrap(),
        MasterKey::read_or_create(&next).unwrap(),
    );
    rotate_master_key(directory.path(), &old_key, &new_key, &PURPOSES, &mut |_, _| ()).unwrap();
    opens(directory.path(), &path);
    assert_ne!(fs::read(&path).unwrap(), old);

    // After the old file was overwritten, before the new one has its name.
    let (old_key, new_key) = (
        MasterKey::read(&path).unwrap(),
        MasterKey::read_or_create(&next).unwrap(),
    );
    rotate_master_key(directory.path(), &old_key, &new_key, &PURPOSES, &mut |_, _| ()).unwrap();
    fs::write(&path, [0; 32]).unwrap();
    opens(directory.path(), &path);
}
