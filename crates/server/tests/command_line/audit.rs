//! What an auditor asks of a log.

use crate::{demo_store, printed, replayed, said, threadkeep};
use serde_json::Value;
use std::{
    fs,
    process::{Command, Output},
};

#[test]
fn the_same_log_replays_to_the_same_state() {
    let data = demo_store();
    let (first, second) = (replayed(data.path(), &[]), replayed(data.path(), &[]));
    assert_eq!(first["state_hash"], second["state_hash"]);
    assert_eq!(first["events"], first["head"]);
    assert!(first["events"].as_u64() > Some(5_000) && first["events_per_second"].is_u64());
}

#[test]
fn replay_until_a_moment_leaves_out_what_came_later() {
    let data = demo_store();
    let exported = printed(&threadkeep(&["export"], data.path()));
    let lines: Vec<Value> = exported
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let middle = &lines[lines.len() / 2];
    let until = replayed(data.path(), &["--until", middle["at"].as_str().unwrap()]);
    assert!(until["events"].as_u64() >= middle["position"].as_u64());
    assert!(until["events"].as_u64() < until["head"].as_u64());
}

#[test]
fn an_export_has_every_event_unsealed_and_in_order() {
    let data = demo_store();
    let exported = printed(&threadkeep(&["export"], data.path()));
    for (line, position) in exported.lines().zip(1_u64..) {
        let event: Value = serde_json::from_str(line).unwrap();
        assert_eq!(event["position"], position);
        assert!(event["data"].is_object(), "nobody was erased");
    }
    assert_eq!(exported.lines().count() as u64, replayed(data.path(), &[])["head"]);
}

#[test]
fn one_changed_byte_is_found_and_named() {
    let data = demo_store();
    let whole = threadkeep(&["verify"], data.path());
    assert!(printed(&whole).contains("are what they were"));

    let file = data.path().join("log/db");
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 3;
    bytes[middle] ^= 0x01;
    fs::write(&file, bytes).unwrap();
    let changed = threadkeep(&["verify"], data.path());
    assert_eq!(changed.status.code(), Some(1), "{}", said(&changed));
    assert!(said(&changed).contains("position "), "{}", said(&changed));
}

/// Runs it without a data directory and without the master key, as somebody else would.
fn elsewhere(arguments: &[&str]) -> Output {
    let nowhere = tempfile::tempdir().unwrap();
    Command::new(env!("CARGO_BIN_EXE_threadkeep"))
        .args(arguments)
        .current_dir(nowhere.path())
        .env_remove("THREADKEEP_MASTER_KEY")
        .output()
        .unwrap()
}

#[test]
fn what_is_handed_out_is_verified_with_the_public_key_alone() {
    let (data, out) = (demo_store(), tempfile::tempdir().unwrap());
    let kept = |name: &str, arguments: &[&str]| {
        let path = out.path().join(name).display().to_string();
        fs::write(&path, printed(&threadkeep(arguments, data.path()))).unwrap();
        path
    };
    let key = kept("key", &["public-key"]);
    let held = kept("held", &["checkpoint", "--size", "2000"]);
    let bundle = kept("bundle", &["bundle", "--from", "1000", "--to", "3000"]);
    let proof = kept("proof", &["prove", "--position", "1234"]);

    let verified = printed(&elsewhere(&[
        "verify",
        "--bundle",
        &bundle,
        "--public-key",
        &key,
        "--held",
        &held,
    ]));
    assert!(verified.contains("positions 1001 to 3000 of threadkeep/"), "{verified}");
    assert!(
        verified.contains("agrees with the checkpoints held of 2000 records"),
        "{verified}"
    );
    let text = fs::read_to_string(&key).unwrap();
    let verified = printed(&elsewhere(&["verify", "--proof", &proof, "--public-key", text.trim()]));
    assert!(verified.starts_with("position 1234 is in threadkeep/"), "{verified}");
    let verified = printed(&threadkeep(
        &["verify", "--public-key", &key, "--held", &held],
        data.path(),
    ));
    assert!(
        verified.contains("agrees with the checkpoints held of 2000 records"),
        "{verified}"
    );

    let whole = fs::read_to_string(&bundle).unwrap();
    fs::write(&bundle, whole.replacen("\"position\":1500,", "\"position\":1501,", 1)).unwrap();
    let refused = elsewhere(&["verify", "--bundle", &bundle, "--public-key", &key]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("position 1500:"), "{}", said(&refused));
    let refused = threadkeep(&["prove", "--position", "1000000"], data.path());
    assert!(said(&refused).contains("name one from 1 to "), "{}", said(&refused));
    let refused = elsewhere(&["verify", "--bundle", &bundle, "--public-key", "no such key"]);
    assert!(
        said(&refused).contains("`no such key` is neither"),
        "{}",
        said(&refused)
    );
}

#[test]
fn a_directory_without_a_log_is_an_error_and_stays_as_it_is() {
    let empty = tempfile::tempdir().unwrap();
    for command in [
        "replay",
        "audit",
        "verify",
        "export",
        "checkpoint",
        "bundle",
        "public-key",
        "rebuild-views",
    ] {
        let refused = threadkeep(&[command], empty.path());
        assert_eq!(refused.status.code(), Some(1));
        assert!(said(&refused).contains("no log"), "{}", said(&refused));
        assert_eq!(
            fs::read_dir(empty.path()).unwrap().count(),
            0,
            "{command} left something behind"
        );
    }
}

#[test]
fn the_demo_store_is_written_once() {
    let data = demo_store();
    let before = replayed(data.path(), &[]);
    let again = threadkeep(&["demo", "--seed-only"], data.path());
    assert!(again.status.success() && said(&again).contains("nothing was written"));
    assert_eq!(replayed(data.path(), &[])["state_hash"], before["state_hash"]);
}

#[test]
fn the_views_of_a_stopped_server_are_built_anew() {
    let data = demo_store();
    let events = replayed(data.path(), &[])["head"].clone();
    let said_it = printed(&threadkeep(&["rebuild-views"], data.path()));
    assert_eq!(said_it, format!("the views are rebuilt up to event {events}\n"));
    let views: Vec<_> = fs::read_dir(data.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("views."))
        .collect();
    assert_eq!(views, ["views.sqlite3"]);
}
