//! What the project's own documents promise about its layout.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every text file below a directory, without what is built or fetched.
fn texts(directory: &Path, found: &mut Vec<(PathBuf, String)>) {
    const NOT_OURS: [&str; 7] = [
        "target",
        "node_modules",
        "dist",
        ".git",
        "data",
        ".screenshots",
        "test-results",
    ];
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !NOT_OURS.contains(&name.as_str()) {
                texts(&path, found);
            }
        } else if let Ok(text) = fs::read_to_string(&path) {
            found.push((path, text));
        }
    }
}

#[test]
fn no_file_names_a_place_on_somebodys_machine() {
    // Put together here, so that this file does not name them either.
    let places = ["/wo rk/", "/ro ot/", "/Us ers/", "/ho me/"].map(|place| place.replace(' ', ""));
    let mut files = vec![];
    texts(&root(), &mut files);
    for (path, text) in files {
        for place in &places {
            // "frame/work/..." is no path from the root.
            let named = text.match_indices(place.as_str()).any(|(at, _)| {
                let before = text[..at].chars().next_back();
                before.is_none_or(|c| c.is_whitespace() || "\"'`(=:".contains(c))
            });
            assert!(
                !named,
                "{} names {place}: use a path relative to the project",
                path.display()
            );
        }
    }
}

/// The crates in the order of the table in crates/README.md.
fn crates_in_order() -> Vec<String> {
    let readme = read("crates/README.md");
    let rows = readme.lines().filter_map(|line| line.strip_prefix("| [`"));
    rows.filter_map(|row| row.split_once('`'))
        .map(|(name, _)| name.to_owned())
        .collect()
}

fn dependencies(manifest: &str) -> Vec<String> {
    let section = manifest.split("\n[dependencies]\n").nth(1).unwrap_or_default();
    let lines = section.lines().take_while(|line| !line.starts_with('['));
    lines
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| !name.is_empty() && !name.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_map_names_every_crate() {
    let mapped = crates_in_order();
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.join("Cargo.toml").is_file() {
            assert!(
                mapped.contains(&name),
                "crates/README.md does not say what `{name}` is about: add it to the table"
            );
        }
    }
    for name in mapped {
        assert!(
            root().join("crates").join(&name).is_dir(),
            "crates/README.md names `{name}`, which is gone"
        );
    }
}

#[test]
fn dependencies_point_one_way() {
    let order: BTreeMap<String, usize> = crates_in_order().into_iter().zip(0..).collect();
    for (name, place) in &order {
        for dependency in dependencies(&read(&format!("crates/{name}/Cargo.toml"))) {
            let above = order.get(&dependency).is_none_or(|other| other < place);
            assert!(
                above,
                "`{name}` depends on `{dependency}`, which stands below it in crates/README.md"
            );
        }
    }
}

#[test]
fn domain_and_intent_know_none_of_our_crates_but_the_tables() {
    let ours = crates_in_order();
    for (name, allowed) in [("policy", None), ("domain", Some("policy")), ("intent", None)] {
        let known = dependencies(&read(&format!("crates/{name}/Cargo.toml")));
        let known: Vec<_> = known
            .into_iter()
            .filter(|dependency| ours.contains(dependency) && Some(dependency.as_str()) != allowed)
            .collect();
        assert!(known.is_empty(), "`{name}` is pure and depends on {known:?}");
    }
}

#[test]
fn links_between_documents_lead_somewhere() {
    for document in ["README.md", "crates/README.md"] {
        let text = read(document);
        let directory = root().join(document).parent().unwrap().to_owned();
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split_once(')'))
            .map(|(link, _)| link)
        {
            if !link.contains("://") {
                assert!(
                    directory.join(link).exists(),
                    "{document} links to {link}, which does not exist"
                );
            }
        }
    }
}

#[test]
fn continuous_integration_runs_the_test_command_of_the_readme() {
    let command = "npx -y rust-just@1.57.0 test";
    assert!(read("README.md").contains(command));
    assert!(
        read(".ci/run")
            .lines()
            .any(|line| line.trim().trim_start_matches("exec ") == command)
    );
}
