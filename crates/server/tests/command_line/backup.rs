//! Backing up and restoring.

use crate::{command, demo_store, printed, replayed, said, text, threadkeep};
use std::{fs, path::Path, process::Output};

fn backup(data: &Path, place: &Path) -> Output {
    let (to, keys) = (place.join("backup"), place.join("keys.sqlite3"));
    threadkeep(&["backup", "--to", text(&to), "--keys", text(&keys)], data)
}

fn restore(place: &Path, to: &Path, master_key: &Path, more: &[&str]) -> Output {
    let (from, keys) = (place.join("backup"), place.join("keys.sqlite3"));
    command(&[
        "restore",
        "--from",
        text(&from),
        "--to",
        text(to),
        "--keys",
        text(&keys),
    ])
    .args(["--master-key", text(master_key)])
    .args(more)
    .output()
    .unwrap()
}

#[test]
fn what_is_restored_replays_to_the_same_state_whole_and_up_to_a_moment() {
    let (data, place) = (demo_store(), tempfile::tempdir().unwrap());
    let made = printed(&backup(data.path(), place.path()));
    assert!(made.contains("keep it apart"), "{made}");
    assert!(printed(&backup(data.path(), place.path())).starts_with("0 new events"));

    let master_key = data.path().join("master.key");
    let restored = place.path().join("restored");
    let said_so = printed(&restore(place.path(), &restored, &master_key, &[]));
    let verified = printed(&threadkeep(&["verify"], &restored));
    let chain = |text: &str| text.lines().find(|line| line.starts_with("chain ")).unwrap().to_owned();
    assert_eq!(chain(&said_so), chain(&verified));
    let (before, after) = (replayed(data.path(), &[]), replayed(&restored, &[]));
    assert_eq!(before["state_hash"], after["state_hash"]);

    let exported = printed(&threadkeep(&["export"], data.path()));
    let middle: serde_json::Value = serde_json::from_str(exported.lines().nth(2_000).unwrap()).unwrap();
    let moment = middle["at"].as_str().unwrap();
    let earlier = place.path().join("earlier");
    printed(&restore(place.path(), &earlier, &master_key, &["--until", moment]));
    let (until, there) = (replayed(data.path(), &["--until", moment]), replayed(&earlier, &[]));
    assert_eq!(
        (&until["state_hash"], &until["events"]),
        (&there["state_hash"], &there["head"])
    );
    assert!(there["head"].as_u64() < before["head"].as_u64());
}

#[test]
fn a_backup_without_keys_says_what_that_means() {
    let (data, place) = (demo_store(), tempfile::tempdir().unwrap());
    let to = place.path().join("backup");
    let made = printed(&threadkeep(&["backup", "--to", text(&to)], data.path()));
    assert!(made.contains("nobody can read the log"), "{made}");
}

#[test]
fn nothing_is_restored_over_something_or_without_the_master_key() {
    let (data, place) = (demo_store(), tempfile::tempdir().unwrap());
    printed(&backup(data.path(), place.path()));
    let master_key = data.path().join("master.key");
    let refused = restore(place.path(), data.path(), &master_key, &[]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("is not empty"), "{}", said(&refused));
    let restored = place.path().join("restored");
    let refused = restore(place.path(), &restored, &place.path().join("nowhere.key"), &[]);
    assert!(said(&refused).contains("does not exist"), "{}", said(&refused));
    assert!(!restored.exists());
}

#[test]
fn a_damaged_file_is_named() {
    let (data, place) = (demo_store(), tempfile::tempdir().unwrap());
    printed(&backup(data.path(), place.path()));
    let entries = fs::read_dir(place.path().join("backup")).unwrap();
    let blocks = entries.map(|entry| entry.unwrap().path());
    let file = blocks
        .into_iter()
        .find(|path| path.extension().is_some_and(|extension| extension == "tkb"));
    let file = file.unwrap();
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).unwrap();
    let restored = place.path().join("restored");
    let refused = restore(place.path(), &restored, &data.path().join("master.key"), &[]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains(text(&file)), "{}", said(&refused));
    assert!(!restored.join("log").exists());
}
