//! What an auditor runs over the log of a stopped server.

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

fn replayed(data: &Path, arguments: &str) -> Value {
    serde_json::from_str(&printed(data, &format!("replay --json{arguments}"))).unwrap()
}

#[test]
fn the_demo_store_is_written_once_and_is_believable() {
    let data = demo();
    let events = exported(data.path());
    let of = |event_type: &str| events.iter().filter(|event| event["type"] == event_type).count();
    assert!((250..400).contains(&of("conversation_started")), "{} conversations", of("conversation_started"));
    assert_eq!(of("agent_added"), 5);
    for event_type in ["contact_opted_out", "message_scheduled", "message_failed", "note_added", "cart_updated", "order_placed"] {
        assert!(of(event_type) > 0, "no {event_type}");
    }
    printed(data.path(), "demo --seed-only");
    assert_eq!(exported(data.path()).len(), events.len(), "a second time writes nothing");
}

#[test]
fn a_whole_log_is_verified_replayed_and_exported_and_all_agree() {
    let data = demo();
    let verified = printed(data.path(), "verify");
    let (first, second) = (replayed(data.path(), ""), replayed(data.path(), ""));
    assert_eq!(first["state_hash"], second["state_hash"]);
    assert_eq!(first["state_hash"].as_str().unwrap().len(), 64);
    assert!(first["events_per_second"].as_u64().unwrap() > 0);
    let events = exported(data.path());
    assert_eq!(first["events"], events.len());
    assert!(verified.starts_with(&format!("{} events", events.len())), "{verified}");
    for (index, event) in events.iter().enumerate() {
        assert_eq!(event["position"], index + 1);
        assert!(event["data"].is_object(), "unsealed: {event}");
    }
}

#[test]
fn a_replay_up_to_a_moment_folds_what_was_recorded_until_then() {
    let data = demo();
    let events = exported(data.path());
    let middle = events[events.len() / 2]["at"].as_str().unwrap().to_owned();
    let moment = |event: &Value| event["at"].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    let until: jiff::Timestamp = middle.parse().unwrap();
    let half = replayed(data.path(), &format!(" --until {middle}"));
    assert_eq!(half["events"], events.iter().filter(|event| moment(event) <= until).count());
    assert_ne!(half["state_hash"], replayed(data.path(), "")["state_hash"]);
}

#[test]
fn the_views_are_derived_and_deleting_them_loses_nothing() {
    let data = demo();
    let before = replayed(data.path(), "");
    for file in ["views.sqlite3", "views.sqlite3-wal", "views.sqlite3-shm"] {
        let _ = fs::remove_file(data.path().join(file));
    }
    assert_eq!(replayed(data.path(), "")["state_hash"], before["state_hash"]);
}

/// What each block of the log begins with, see the format in crates/event-log.
const BLOCK: &[u8] = b"TKB\x01";

#[test]
fn one_changed_byte_is_found_and_its_position_named() {
    let data = demo();
    let path = data.path().join("log/db");
    let whole = fs::read(&path).unwrap();
    let blocks: Vec<_> = whole.windows(BLOCK.len()).enumerate().filter(|(_, bytes)| *bytes == BLOCK).map(|(at, _)| at).collect();
    assert!(blocks.len() > 100, "{} blocks", blocks.len());
    for block in [blocks[blocks.len() / 3], blocks[blocks.len() / 2]] {
        let first = u64::from_be_bytes(whole[block + 5..block + 13].try_into().unwrap());
        let mut changed = whole.clone();
        changed[block + 60] ^= 1;
        fs::write(&path, &changed).unwrap();
        let found = run(data.path(), "verify");
        assert_eq!(found.status.code(), Some(1));
        let said = String::from_utf8(found.stderr).unwrap();
        assert!(said.contains(&format!("position {first}")), "a byte of the block at {first} was changed: {said}");
    }
    fs::write(&path, &whole).unwrap();
    printed(data.path(), "verify");
}

#[test]
fn another_master_key_unseals_nothing() {
    let data = demo();
    fs::remove_file(data.path().join("master.key")).unwrap();
    let refused = run(data.path(), "export");
    assert_eq!(refused.status.code(), Some(1));
    assert!(refused.stdout.is_empty());
    assert!(!refused.stderr.is_empty());
}

#[test]
fn a_directory_without_a_log_is_not_made_one() {
    let nothing = tempfile::tempdir().unwrap();
    for command in ["verify", "replay --json", "export"] {
        let refused = run(nothing.path(), command);
        assert_eq!(refused.status.code(), Some(1), "{command}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains("no log"), "{command}");
    }
    assert_eq!(fs::read_dir(nothing.path()).unwrap().count(), 0);
}

#[test]
fn the_document_that_the_binary_prints_is_that_of_the_repository() {
    let nothing = tempfile::tempdir().unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_threadkeep")).arg("openapi").current_dir(nothing.path()).output();
    let kept = include_str!("../../openapi/openapi.json");
    assert!(output.unwrap().stdout == kept.as_bytes(), "openapi/openapi.json is stale: `just openapi` writes it anew");
}
