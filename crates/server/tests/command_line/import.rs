//! An export made into a log again.

use crate::{demo_store, fed, printed, replayed, said, text, threadkeep};
use serde_json::Value;
use std::{
    collections::BTreeSet,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

pub(crate) struct Exported {
    pub(crate) lines: Vec<String>,
    data: TempDir,
    place: TempDir,
}

impl Exported {
    pub(crate) fn demo() -> Self {
        let (data, place) = (demo_store(), tempfile::tempdir().unwrap());
        let (to, keys) = (place.path().join("backup"), place.path().join("keys.sqlite3"));
        printed(&threadkeep(
            &["backup", "--to", text(&to), "--keys", text(&keys)],
            data.path(),
        ));
        let exported = printed(&threadkeep(&["export"], data.path()));
        Self {
            lines: exported.lines().map(str::to_owned).collect(),
            data,
            place,
        }
    }

    pub(crate) fn target(&self) -> PathBuf {
        self.place.path().join("imported")
    }

    pub(crate) fn import(&self, lines: &[String], master_key: &Path) -> std::process::Output {
        let (keys, media) = (self.place.path().join("keys.sqlite3"), self.data.path().join("media"));
        let arguments = [
            "import",
            "--keys",
            text(&keys),
            "--media",
            text(&media),
            "--master-key",
            text(master_key),
        ];
        fed(&arguments, &self.target(), &(lines.join("\n") + "\n"))
    }

    pub(crate) fn master_key(&self) -> PathBuf {
        self.data.path().join("master.key")
    }
}

fn media_in(data: &Path) -> BTreeSet<OsString> {
    let shelves = fs::read_dir(data.join("media")).unwrap();
    let files = shelves.flat_map(|shelf| fs::read_dir(shelf.unwrap().path()).unwrap());
    files.map(|file| file.unwrap().file_name()).collect()
}

#[test]
fn an_import_has_the_same_state_and_exports_to_the_same_lines() {
    let exported = Exported::demo();
    printed(&exported.import(&exported.lines, &exported.master_key()));
    let (before, after) = (replayed(exported.data.path(), &[]), replayed(&exported.target(), &[]));
    assert_eq!(
        (&before["state_hash"], &before["head"]),
        (&after["state_hash"], &after["head"])
    );
    let again = printed(&threadkeep(&["export"], &exported.target()));
    assert!(again.lines().eq(exported.lines.iter().map(String::as_str)));
    assert!(printed(&threadkeep(&["verify"], &exported.target())).contains("are what they were"));
    let media = media_in(exported.data.path());
    assert!(!media.is_empty());
    assert_eq!(media, media_in(&exported.target()));
}

#[test]
fn whoever_was_erased_stays_erased() {
    let exported = Exported::demo();
    let lines: Vec<Value> = exported
        .lines
        .iter()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let erased = &lines[lines.len() / 2]["stream"];
    let without: Vec<String> = lines
        .iter()
        .map(|line| {
            let mut line = line.clone();
            if line["stream"] == *erased {
                line["data"] = Value::Null;
            }
            line.to_string()
        })
        .collect();
    printed(&exported.import(&without, &exported.master_key()));
    let again = printed(&threadkeep(&["export"], &exported.target()));
    let again: Vec<Value> = again.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let gone = again.iter().filter(|line| line["data"].is_null());
    assert!(gone.clone().all(|line| line["stream"] == *erased) && gone.count() > 0);
    assert_eq!(again.len(), lines.len());
    assert!(printed(&threadkeep(&["verify"], &exported.target())).contains("are what they were"));
}

#[test]
fn a_wrong_line_is_named_and_nothing_is_imported() {
    let exported = Exported::demo();
    let refused = |change: &dyn Fn(&mut Vec<String>), expected: &str| {
        let mut lines = exported.lines.clone();
        change(&mut lines);
        let refused = exported.import(&lines, &exported.master_key());
        assert_eq!(refused.status.code(), Some(1), "{expected}");
        assert!(
            said(&refused).contains(expected),
            "{} instead of {expected}",
            said(&refused)
        );
        assert!(!exported.target().join("log").exists());
    };
    refused(&|lines| lines[41] = "{\"position\":".to_owned(), "line 42: EOF");
    refused(
        &|lines| drop(lines.remove(41)),
        "line 42: the event has position 43, and 42 was next",
    );
    refused(&|lines| lines.swap(10, 11), "line 11: the event has position 12");
    refused(
        &|lines| lines[41] = lines[41].replacen("\"type\":\"", "\"type\":\"x_", 1),
        "line 42: event type `x_",
    );
    refused(
        &|lines| lines[41] = lines[41].replacen("\"version\":", "\"version\":1", 1),
        "line 42: ",
    );
    refused(
        &|lines| lines[41] = lines[41].replacen("\"position\":", "\"colour\":1,\"position\":", 1),
        "unknown field",
    );
    let begins = |line: &String| line.contains("\"append\":") && !line.contains("\"append\":1,");
    let several = exported
        .lines
        .iter()
        .position(begins)
        .expect("some events came together");
    refused(&|lines| lines.truncate(several + 1), "the file ends after 1 of them");
}

#[test]
fn events_of_another_deployment_are_refused() {
    let (exported, other) = (Exported::demo(), demo_store());
    // The keys are what is asked first.
    let refused = exported.import(&exported.lines, &other.path().join("master.key"));
    assert!(said(&refused).contains("master key"), "{}", said(&refused));
    let mut lines = exported.lines.clone();
    lines[0] = lines[0].replacen("\"deployment\":\"", "\"deployment\":\"0", 1);
    let refused = exported.import(&lines, &exported.master_key());
    assert!(said(&refused).contains("another deployment"), "{}", said(&refused));
    assert!(!exported.target().join("log").exists());
}
