//! Old logs open for ever. `tests/fixtures/logs` holds a data directory that each released format has written; each must
//! open, verify, say exactly what it said then, and fold to the states that were recorded with it.
//!
//! States may gain fields; every field that was recorded must have the value that was recorded. So a change of `evolve`
//! that reads the past differently fails here, and new knowledge about the past does not.
//!
//! `just record-log FORMAT` adds the log of a new format. Nothing changes those that are there.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod replayed;

use event_log::{Append, EventLog, Expected, LogPosition, MasterKey, NewEvent, Options, SledLog, StreamId, verify};
use replayed::{Record, replay};
use serde_json::Value;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use uuid::Uuid;

struct ReleasedLog {
    format: String,
    record: Record,
    states: Vec<u8>,
    directory: TempDir,
}

impl ReleasedLog {
    fn unpack(path: &Path) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let packed = flate2::read::GzDecoder::new(File::open(path.join("data.tar.gz")).unwrap());
        tar::Archive::new(packed).unpack(directory.path()).unwrap();
        Self {
            format: path.file_name().unwrap().to_str().unwrap().to_owned(),
            record: serde_json::from_slice(&fs::read(path.join("recorded.json")).unwrap()).unwrap(),
            states: fs::read(path.join("states.json")).unwrap(),
            directory,
        }
    }

    fn open(&self) -> SledLog {
        let key = blake3::Hash::from_hex(&self.record.master_key).unwrap();
        SledLog::open(
            self.directory.path(),
            MasterKey::from_bytes(key.into()),
            Options::default(),
        )
        .unwrap()
    }
}

/// One for each folder; never none.
fn released_logs() -> Vec<ReleasedLog> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/logs");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(paths.iter().any(|path| path.ends_with("0.1")));
    paths.iter().map(|path| ReleasedLog::unpack(path)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_of_every_released_format_opens_verifies_and_says_what_it_said() {
    for released in released_logs() {
        let (format, record) = (&released.format, &released.record);
        let verified = verify(released.directory.path(), &mut |_| ()).unwrap();
        assert_eq!(
            (verified.events, verified.streams),
            (record.events, record.streams),
            "{format}"
        );
        assert_eq!(verified.chain.to_string(), record.chain, "{format}");
        assert_eq!(verified.media, record.media.len() as u64, "{format}");

        let log = released.open();
        assert_eq!(log.head(), LogPosition(record.events), "{format}");
        let replayed = replay(&log).await.unwrap();
        assert_eq!(replayed.content, record.content, "{format}");
        assert_eq!(replayed.event_types, record.event_types, "{format}");
        for media in &record.media {
            let content = log
                .media()
                .get(StreamId(media.stream), media.media.parse().unwrap())
                .await;
            let content = content.ok().map(|content| blake3::hash(&content).to_string());
            assert_eq!(content, media.content, "{format}: media {}", media.media);
        }
        for append in &record.appends {
            let found = log
                .find_append(StreamId(append.stream), append.key.into_bytes())
                .await
                .unwrap();
            assert_eq!(found.unwrap().0.position, append.position, "{format}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_of_every_released_format_folds_to_the_recorded_states() {
    for released in released_logs() {
        let format = &released.format;
        assert_eq!(
            blake3::hash(&released.states).to_string(),
            released.record.states,
            "{format}: states.json was edited; what was recorded never changes"
        );
        let recorded: Value = serde_json::from_slice(&released.states).unwrap();
        let now = serde_json::to_value(replay(&released.open()).await.unwrap().states).unwrap();
        let mut differences = Vec::new();
        compare("", &recorded, &now, &mut differences);
        assert!(
            differences.is_empty(),
            "a log of format {format} folds to other states than before: {differences:#?}"
        );
        assert_eq!(recorded.as_object().unwrap().len(), now.as_object().unwrap().len());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_of_every_released_format_takes_new_events() {
    for released in released_logs() {
        let log = released.open();
        let events = released.record.events;
        let append = Append {
            stream: StreamId(Uuid::from_u128(u128::MAX)),
            expected: Expected::Any,
            events: vec![NewEvent {
                event_type: "conversation_closed",
                schema: 1,
                payload: "{}".into(),
            }],
            time: jiff::Timestamp::UNIX_EPOCH,
            actor: "system".to_owned(),
            causation: None,
            correlation: Uuid::nil(),
            idempotency: None,
        };
        assert_eq!(log.append(append).await.unwrap().position, LogPosition(events + 1));
        drop(log);
        assert_eq!(
            verify(released.directory.path(), &mut |_| ()).unwrap().events,
            events + 1
        );
        assert_eq!(released.open().head(), LogPosition(events + 1));
    }
}

/// Everything recorded must be there unchanged; an object may have more fields than were recorded.
fn compare(path: &str, recorded: &Value, now: &Value, differences: &mut Vec<String>) {
    match (recorded, now) {
        (Value::Object(recorded), Value::Object(now)) => {
            for (name, recorded) in recorded {
                let path = format!("{path}/{name}");
                match now.get(name) {
                    Some(now) => compare(&path, recorded, now, differences),
                    None => differences.push(format!("{path} is gone, it was {recorded}")),
                }
            }
        }
        (Value::Array(recorded), Value::Array(now)) if recorded.len() == now.len() => {
            for (index, (recorded, now)) in recorded.iter().zip(now).enumerate() {
                compare(&format!("{path}/{index}"), recorded, now, differences);
            }
        }
        _ if recorded == now => {}
        _ => differences.push(format!("{path} was {recorded} and is {now}")),
    }
}

#[test]
fn a_state_may_gain_a_field_and_nothing_else() {
    let differences = |recorded: Value, now: Value| {
        let mut differences = Vec::new();
        compare("", &recorded, &now, &mut differences);
        differences.len()
    };
    let recorded = || serde_json::json!({"a": {"b": [1, {"c": null}]}});
    assert_eq!(differences(recorded(), recorded()), 0);
    assert_eq!(
        differences(
            recorded(),
            serde_json::json!({"a": {"b": [1, {"c": null, "d": 1}], "e": 2}})
        ),
        0
    );
    assert_eq!(
        differences(recorded(), serde_json::json!({"a": {"b": [1, {"d": null}]}})),
        1
    );
    assert_eq!(
        differences(recorded(), serde_json::json!({"a": {"b": [1, {"c": null}, 2]}})),
        1
    );
    assert_eq!(
        differences(recorded(), serde_json::json!({"a": {"b": [2, {"c": 0}]}})),
        2
    );
}
