//! What holds of the demo store's log, whoever asks. The command line itself is tested in crates/server.

use crate::process::{exported, printed, run};
use serde_json::Value;
use std::{fs, path::Path, sync::OnceLock};
use tempfile::TempDir;

/// The demo store, written once for all tests; each works on a copy.
fn demo() -> TempDir {
    static DEMO: OnceLock<TempDir> = OnceLock::new();
    let written = DEMO.get_or_init(|| {
        let data = tempfile::tempdir().unwrap();
        printed(data.path(), "demo --seed-only");
        data
    });
    let copy = tempfile::tempdir().unwrap();
    copy_all(written.path(), copy.path());
    copy
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_all(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn replayed(data: &Path) -> Value {
    serde_json::from_str(&printed(data, "replay --json")).unwrap()
}

#[test]
fn verify_replay_and_export_agree_on_how_much_there_is() {
    let data = demo();
    let (events, replayed) = (exported(data.path()).len(), replayed(data.path()));
    assert_eq!(
        (&replayed["events"], &replayed["head"]),
        (&events.into(), &events.into())
    );
    let verified = printed(data.path(), "verify");
    assert!(verified.starts_with(&format!("{events} events")), "{verified}");
}

#[test]
fn another_master_key_unseals_nothing() {
    let data = demo();
    fs::remove_file(data.path().join("master.key")).unwrap();
    let refused = run(data.path(), "export");
    assert_eq!(refused.status.code(), Some(1));
    assert!(refused.stdout.is_empty(), "not one event is shown");
    assert!(!refused.stderr.is_empty(), "and it says why");
}
