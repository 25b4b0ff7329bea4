//! Prints the score of the classifier on files of labelled lines, by category and language.
//!
//! `cargo run -p intent --example evaluate [FILE.jsonl ...]`; without files, on the crate's own evaluation set.
//! A line is `{"text", "label", "lang", "category"}`. Labels: `opt_out`, `not_opt_out`, or an intent or topic.

use std::collections::BTreeMap;
use std::path::PathBuf;

use intent::{Intent, Topic, classify};
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    text: String,
    label: String,
    lang: String,
    category: String,
}

#[derive(Default)]
struct Tally {
    right: usize,
    lines: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (show_errors, named): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument == "--errors");
    let files = if named.is_empty() {
        own_set()?
    } else {
        named.iter().map(PathBuf::from).collect()
    };
    let mut tallies: BTreeMap<(&str, String, String), Tally> = BTreeMap::new();
    for file in files {
        for line in std::fs::read_to_string(&file)?
            .lines()
            .filter(|line| !line.trim().is_empty())
        {
            let line: Line = serde_json::from_str(line)?;
            let found = answer(&line);
            let right = found == line.label;
            if !right && !show_errors.is_empty() {
                println!(
                    "{} -> {found} [{} {}] {:?} by {}",
                    line.label,
                    line.category,
                    line.lang,
                    line.text,
                    classify(&line.text).rule
                );
            }
            for (kind, name) in [
                ("category", &line.category),
                ("language", &line.lang),
                ("all", &"all".to_owned()),
            ] {
                let tally = tallies.entry((kind, line.label.clone(), name.clone())).or_default();
                tally.lines += 1;
                tally.right += usize::from(right);
            }
        }
    }
    for ((kind, label, name), tally) in tallies {
        let share = 100.0 * tally.right as f64 / tally.lines as f64;
        println!(
            "{kind:9} {label:12} {name:24} {share:6.2} %  ({} of {})",
            tally.right, tally.lines
        );
    }
    Ok(())
}

fn own_set() -> std::io::Result<Vec<PathBuf>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/evaluation");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    files.sort();
    Ok(files)
}

/// The finding as one label of the kind that the line has.
fn answer(line: &Line) -> String {
    let finding = classify(&line.text);
    if line.label.ends_with("opt_out") {
        return if finding.intent == Intent::OptOut {
            "opt_out"
        } else {
            "not_opt_out"
        }
        .to_owned();
    }
    let label = match (finding.intent, finding.topic) {
        (Intent::OptOut, _) => "opt_out",
        (Intent::OptIn, _) => "start",
        (Intent::Help, _) => "help",
        (Intent::Escalate, _) => "escalate",
        (Intent::None, Topic::Shipping) => "shipping",
        (Intent::None, Topic::OrderStatus) => "order_status",
        (Intent::None, Topic::Returns) => "returns",
        (Intent::None, Topic::Discount) => "discount",
        (Intent::None, Topic::Sizing) => "sizing",
        (Intent::None, Topic::None) => "none",
    };
    label.to_owned()
}
