//! How a data directory is.

use crate::{demo_store, printed, said, threadkeep};
use serde_json::Value;
use std::{fs, os::unix::fs::PermissionsExt, path::Path, process::Output};

fn doctor(data: &Path) -> (Output, Value) {
    let output = threadkeep(&["doctor", "--json"], data);
    let findings = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", said(&output)));
    (output, findings)
}

fn health<'a>(findings: &'a Value, about: &str) -> &'a str {
    let found = findings["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["about"] == about);
    found.unwrap_or_else(|| panic!("nothing about {about} in {findings}"))["health"]
        .as_str()
        .unwrap()
}

fn files(directory: &Path) -> Vec<(String, u64)> {
    let entries = fs::read_dir(directory).unwrap().map(Result::unwrap);
    let mut files: Vec<_> = entries
        .map(|entry| {
            (
                entry.file_name().to_string_lossy().into_owned(),
                entry.metadata().unwrap().len(),
            )
        })
        .collect();
    files.sort();
    files
}

#[test]
fn a_healthy_directory_is_well_and_stays_as_it_is() {
    let data = demo_store();
    let before = (files(data.path()), files(&data.path().join("log")));
    let (output, findings) = doctor(data.path());
    assert!(output.status.success(), "{findings}");
    for about in ["server", "log", "chain", "media", "master_key", "keys", "space"] {
        assert_eq!(health(&findings, about), "well", "{about} in {findings}");
    }
    assert_eq!(health(&findings, "backups"), "notice", "none are set up");
    assert_eq!((files(data.path()), files(&data.path().join("log"))), before);
    let spoken = printed(&threadkeep(&["doctor"], data.path()));
    assert!(
        spoken.contains("✓ the key store opens") && spoken.contains("! the settings name no place"),
        "{spoken}"
    );
}

#[test]
fn an_empty_directory_has_no_log() {
    let empty = tempfile::tempdir().unwrap();
    let (output, findings) = doctor(empty.path());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(health(&findings, "log"), "wrong");
    assert!(files(empty.path()).is_empty());
    let nowhere = empty.path().join("nowhere");
    assert_eq!(doctor(&nowhere).0.status.code(), Some(1));
    assert!(!nowhere.exists());
}

#[test]
fn damage_leftovers_and_missing_parts_are_told() {
    let data = demo_store();
    fs::create_dir(data.path().join("verify.scratch")).unwrap();
    let (output, findings) = doctor(data.path());
    assert!(output.status.success());
    assert_eq!(health(&findings, "leftover"), "notice");

    let key = fs::read(data.path().join("master.key")).unwrap();
    fs::remove_file(data.path().join("master.key")).unwrap();
    let (output, findings) = doctor(data.path());
    assert_eq!(
        (output.status.code(), health(&findings, "master_key")),
        (Some(1), "wrong")
    );
    assert!(!data.path().join("master.key").exists(), "it makes no new one");
    let allow = |mode| fs::set_permissions(data.path().join("master.key"), fs::Permissions::from_mode(mode)).unwrap();
    fs::write(data.path().join("master.key"), [7; 32]).unwrap();
    allow(0o644);
    let (output, findings) = doctor(data.path());
    assert_eq!(
        (output.status.code(), health(&findings, "master_key")),
        (Some(1), "wrong"),
        "a server would not start with a key that others may read"
    );
    allow(0o600);
    let (output, findings) = doctor(data.path());
    assert_eq!((output.status.code(), health(&findings, "keys")), (Some(1), "wrong"));
    fs::write(data.path().join("master.key"), key).unwrap();

    // Whatever is in it is in the log too, once that was closed.
    fs::remove_file(data.path().join("journal")).unwrap();
    // All of it, because the newest block lies wherever there was room, be it near the beginning.
    let file = fs::File::options()
        .write(true)
        .open(data.path().join("log/db"))
        .unwrap();
    file.set_len(0).unwrap();
    let (output, findings) = doctor(data.path());
    assert_eq!(
        (output.status.code(), health(&findings, "log")),
        (Some(1), "wrong"),
        "{findings}"
    );
}
