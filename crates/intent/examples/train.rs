//! Learns the weights of the statistical part from `training/` and `evaluation/`, and measures them by cross-validation.
//!
//! `cargo run --release -p intent --example train` writes `src/model/weights.bin`; `-- --measure [FILE.jsonl ...]` only
//! measures, also on further files whose lines are never learnt from. The same data gives the same bytes.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use intent::model::{self, CLASSES, Feature, OUTPUTS, ROWS, Reading, THRESHOLDS, Thresholds, Weights};
use intent::{Finding, Intent, by_rules, line};
use serde::Deserialize;

type Failure = Box<dyn std::error::Error>;

#[derive(Deserialize, Clone)]
struct Line {
    text: String,
    label: String,
    lang: String,
    category: String,
    #[serde(skip)]
    file: String,
}

/// A line as it is learnt from and scored.
struct Example {
    line: Line,
    by_rules: Finding,
    abroad: bool,
    /// None if the rules settle the text.
    features: Option<Vec<Feature>>,
    values: Vec<f32>,
    opt_out: bool,
    class: Option<usize>,
    fold: u64,
}

const FOLDS: u64 = 5;
const ROUNDS: u32 = 15;
const RATE: f32 = 0.1;
const DECAY: f32 = 2e-6;

/// Lines that the rules were written with in view: they cannot say how well the rules read.
const SEEN: &[&str] = &["hand-written", "own", "blind-english", "blind-languages"];

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let only_measure = arguments.iter().any(|argument| argument == "--measure");
    let errors = arguments.iter().any(|argument| argument == "--errors");
    let fast = arguments.iter().any(|argument| argument == "--no-folds");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut examples = Vec::new();
    for path in training_files(folder)? {
        examples.extend(read(&path)?);
    }
    put_into_folds(&mut examples);
    let mut unlearnt = Vec::new();
    for path in arguments.iter().filter(|argument| !argument.starts_with("--")) {
        unlearnt.extend(read(Path::new(path))?);
    }
    println!(
        "{} lines to learn from, {} to measure only",
        examples.len(),
        unlearnt.len()
    );

    let everything: Vec<&Example> = examples.iter().collect();
    let weights = learn(&everything, trained_on(folder)?);
    let mut readings: Vec<(&Example, Option<Reading>)> = Vec::new();
    if !fast {
        for fold in 0..FOLDS {
            let others: Vec<&Example> = examples.iter().filter(|example| example.fold != fold).collect();
            let weights = learn(&others, 0);
            readings.extend(
                examples
                    .iter()
                    .filter(|e| e.fold == fold)
                    .map(|e| (e, read_by(&weights, e))),
            );
        }
    }
    readings.extend(unlearnt.iter().map(|example| (example, read_by(&weights, example))));
    sweep(&readings);
    report(&readings, errors);
    if !only_measure {
        let bytes = weights.to_bytes();
        let path = folder.join("src/model/weights.bin");
        std::fs::write(&path, &bytes)?;
        println!("wrote {} bytes of weights", bytes.len());
    }
    Ok(())
}

/// Every file that is learnt from, in the order of their names.
fn training_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for part in ["evaluation", "training"] {
        for entry in std::fs::read_dir(folder.join(part))? {
            files.push(entry?.path());
        }
    }
    files.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    files.sort();
    Ok(files)
}

fn trained_on(folder: &Path) -> std::io::Result<u64> {
    let mut hash = model::HASH_OF_NOTHING;
    for path in training_files(folder)? {
        hash = model::hash_of(hash, &std::fs::read(path)?);
    }
    Ok(hash)
}

fn read(path: &Path) -> Result<Vec<Example>, Failure> {
    let name = path
        .file_stem()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let mut examples = Vec::new();
    for row in std::fs::read_to_string(path)?
        .lines()
        .filter(|row| !row.trim().is_empty())
    {
        let mut line: Line = serde_json::from_str(row)?;
        line.file.clone_from(&name);
        let found = by_rules(&line.text);
        let features = found.features();
        examples.push(Example {
            values: features.as_deref().map(model::values).unwrap_or_default(),
            features,
            abroad: found.is_abroad(),
            by_rules: found.finding,
            opt_out: line.label == "opt_out",
            class: class_of(&line),
            fold: 0,
            line,
        });
    }
    Ok(examples)
}

/// Which of the ten intents a line teaches, if any: of many lines it is only known that they are no opt-outs.
fn class_of(line: &Line) -> Option<usize> {
    let name = match (line.label.as_str(), line.category.as_str()) {
        ("opt_out", "mixed_with_service") => return None,
        ("not_opt_out", "neg_profanity_complaint") => "escalate",
        (
            "not_opt_out",
            "real_sms"
            | "real_sms_keyword"
            | "real_sms_profanity"
            | "neg_profanity_positive"
            | "neg_similar_short"
            | "neg_stop_word",
        ) => "none",
        ("not_opt_out", _) => return None,
        (label, _) => label,
    };
    CLASSES.iter().position(|class| *class == name)
}

/// Near-duplicates share a fold, so that nothing is measured on what was learnt in other words only just.
fn put_into_folds(examples: &mut [Example]) {
    let shingles: Vec<HashSet<u64>> = examples.iter().map(|example| shingles(&example.line.text)).collect();
    let mut groups: Vec<usize> = (0..examples.len()).collect();
    let mut bands: HashMap<(u64, u64, u64), Vec<usize>> = HashMap::new();
    for (index, set) in shingles.iter().enumerate() {
        for band in 0..8_u64 {
            let least = |seed: u64| {
                set.iter()
                    .map(|shingle| scramble(shingle ^ scramble(band * 2 + seed)))
                    .min()
                    .unwrap_or(0)
            };
            bands.entry((band, least(0), least(1))).or_default().push(index);
        }
    }
    let mut bands: Vec<Vec<usize>> = bands.into_values().collect();
    bands.sort();
    for band in bands {
        for pair in band.windows(2) {
            let (a, b) = (&shingles[pair[0]], &shingles[pair[1]]);
            let common = a.intersection(b).count();
            if common * 10 >= (a.len() + b.len() - common) * 5 {
                let (a, b) = (root(&groups, pair[0]), root(&groups, pair[1]));
                groups[a.max(b)] = a.min(b);
            }
        }
    }
    for (index, example) in examples.iter_mut().enumerate() {
        example.fold = scramble(root(&groups, index) as u64) % FOLDS;
    }
}

fn root(groups: &[usize], mut index: usize) -> usize {
    while groups[index] != index {
        index = groups[index];
    }
    index
}

fn shingles(text: &str) -> HashSet<u64> {
    let letters: Vec<char> = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let length = letters.len().clamp(1, 4);
    letters
        .windows(length)
        .map(|window| {
            window
                .iter()
                .fold(0, |hash, c| scramble(hash ^ u64::from(u32::from(*c))))
        })
        .collect()
}

fn scramble(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

/// Logistic regression by gradient descent with steps that shrink for each weight (AdaGrad), one line after the other in
/// an order drawn from fixed seeds.
fn learn(examples: &[&Example], trained_on: u64) -> Weights {
    let mut weights = vec![0.0_f32; ROWS * OUTPUTS];
    let mut squares = vec![1e-3_f32; ROWS * OUTPUTS];
    let mut biases = [0.0_f32; OUTPUTS];
    let mut order: Vec<usize> = (0..examples.len())
        .filter(|index| examples[*index].features.is_some())
        .collect();
    for round in 0..ROUNDS {
        order.sort_by_key(|index| scramble(*index as u64 ^ (u64::from(round) << 32)));
        for &index in &order {
            let example = examples[index];
            let features = example.features.as_deref().unwrap_or_default();
            let mut outputs = biases;
            for (feature, value) in features.iter().zip(&example.values) {
                let start = feature.row as usize * OUTPUTS;
                for (output, weight) in outputs.iter_mut().zip(&weights[start..start + OUTPUTS]) {
                    *output += weight * value;
                }
            }
            let reading = model::reading(&outputs);
            let mut slopes = [0.0_f32; OUTPUTS];
            slopes[0] = reading.opt_out - f32::from(u8::from(example.opt_out));
            if let Some(class) = example.class {
                for (index, probability) in reading.classes.iter().enumerate() {
                    slopes[1 + index] = probability - f32::from(u8::from(index == class));
                }
            }
            for (bias, slope) in biases.iter_mut().zip(slopes) {
                *bias -= 0.02 * slope;
            }
            for (feature, value) in features.iter().zip(&example.values) {
                let start = feature.row as usize * OUTPUTS;
                for (output, slope) in slopes.iter().enumerate() {
                    let at = start + output;
                    let step = slope * value + DECAY * weights[at];
                    squares[at] += step * step;
                    weights[at] -= RATE * step / squares[at].sqrt();
                }
            }
        }
    }
    Weights::rounded(trained_on, biases, &weights)
}

fn read_by(weights: &Weights, example: &Example) -> Option<Reading> {
    example.features.as_deref().map(|features| weights.read(features))
}

fn decided(example: &Example, reading: Option<&Reading>, thresholds: &Thresholds) -> Finding {
    match reading {
        Some(reading) => model::decide(example.by_rules.clone(), example.abroad, reading, thresholds),
        None => example.by_rules.clone(),
    }
}

/// Real messages without words of stopping, most of them from public corpora.
fn is_plain(line: &Line) -> bool {
    matches!(line.category.as_str(), "real_sms" | "cs_general" | "cs_multiling")
}

/// Lines of public corpora, and any file that is measured only.
fn is_of_corpora(line: &Line) -> bool {
    !matches!(
        line.file.as_str(),
        "hand-written"
            | "own"
            | "blind-english"
            | "blind-languages"
            | "blind-topics"
            | "english"
            | "multilingual"
            | "topics"
    )
}

fn set_of(line: &Line) -> &'static str {
    if SEEN.contains(&line.file.as_str()) {
        "seen by the rules"
    } else {
        "not seen by the rules"
    }
}

fn language_group(language: &str) -> &'static str {
    match language {
        "en" => "English",
        "es" | "fr" | "de" | "pt" | "it" => "es fr de pt it",
        _ => "other languages",
    }
}

/// Opt-outs at other thresholds.
fn sweep(readings: &[(&Example, Option<Reading>)]) {
    println!(
        "\nOpt-outs on lines that the rules have not seen, by threshold: recall, false positives of all, of plain lines, of real lines from corpora"
    );
    for (what, set) in [
        (
            "opt_out",
            &(|t: &mut Thresholds, v| t.opt_out = v) as &dyn Fn(&mut Thresholds, f32),
        ),
        ("abroad", &|t, v| t.opt_out_abroad = v),
        ("against_talk", &|t, v| t.against_talk = v),
        ("veto", &|t, v| t.veto = v),
    ] {
        for value in [
            0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99, 1.01,
        ] {
            let mut thresholds = THRESHOLDS;
            set(&mut thresholds, value);
            let mut counts = [[0_u32; 2]; 4];
            for (example, reading) in readings.iter().filter(|(e, _)| set_of(&e.line).starts_with("not")) {
                let found = decided(example, reading.as_ref(), &thresholds).intent == Intent::OptOut;
                let mut count = |group: usize| {
                    counts[group][0] += u32::from(found);
                    counts[group][1] += 1;
                };
                if example.opt_out {
                    count(0);
                } else {
                    count(1);
                    if is_plain(&example.line) {
                        count(2);
                    }
                    if is_of_corpora(&example.line) {
                        count(3);
                    }
                }
            }
            let shares: Vec<String> = counts
                .iter()
                .map(|[found, all]| {
                    format!(
                        "{:6.2} % ({found}/{all})",
                        100.0 * f64::from(*found) / f64::from((*all).max(1))
                    )
                })
                .collect();
            println!("{what:12} {value:5.2}  {}", shares.join("  "));
        }
    }
    println!(
        "\nIntents by one threshold for all, where the rules have not seen the lines: right, and topical answers to none"
    );
    for value in [0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8] {
        let thresholds = Thresholds {
            topic: value,
            topic_by_rule: value.min(THRESHOLDS.topic_by_rule),
            help: value,
            start: value,
            escalate: value,
            ..THRESHOLDS
        };
        let mut table: BTreeMap<&str, [u32; 3]> = BTreeMap::new();
        for (example, reading) in readings.iter().filter(|(e, _)| set_of(&e.line).starts_with("not")) {
            let gold = example.line.label.as_str();
            if !CLASSES[..9].contains(&gold) {
                continue;
            }
            let found = line::label(&decided(example, reading.as_ref(), &thresholds));
            let gold = CLASSES
                .iter()
                .find(|class| **class == gold)
                .copied()
                .unwrap_or_default();
            table.entry(gold).or_default()[0] += u32::from(found == gold);
            table.entry(gold).or_default()[1] += 1;
            if found != gold {
                table.entry(found).or_default()[2] += 1;
            }
        }
        let shares: Vec<String> = table
            .iter()
            .map(|(class, [right, all, wrong])| {
                format!(
                    "{class} {:.0}/{:.0}",
                    100.0 * f64::from(*right) / f64::from((*all).max(1)),
                    100.0 * f64::from(*right) / f64::from((right + wrong).max(1))
                )
            })
            .collect();
        println!("{value:4.2} recall/precision: {}", shares.join("  "));
    }
}

/// A table with the rules alone beside rules and model.
fn report(readings: &[(&Example, Option<Reading>)], errors: bool) {
    let mut table: BTreeMap<(String, String), [u32; 3]> = BTreeMap::new();
    for (example, reading) in readings {
        let line = &example.line;
        let is_binary = line.label.ends_with("opt_out");
        let answer = |finding: &Finding| match (is_binary, finding.intent) {
            (true, Intent::OptOut) => "opt_out",
            (true, _) => "not_opt_out",
            (false, Intent::OptOut) => "opt_out",
            (false, _) => line::label(finding),
        };
        let found = decided(example, reading.as_ref(), &THRESHOLDS);
        let alone = answer(&example.by_rules) == line.label;
        let right = answer(&found) == line.label;
        if errors && !right {
            println!(
                "{} -> {} [{} {} {}] {:?} by {}; {:?}",
                line.label,
                answer(&found),
                line.file,
                line.category,
                line.lang,
                line.text,
                found.rule,
                reading.as_ref().map(|reading| reading.opt_out)
            );
        }
        let set = set_of(line);
        for group in [
            "all".to_owned(),
            format!("file {}", line.file),
            format!("category {}", line.category),
            format!("language group {}", language_group(&line.lang)),
            format!("plain {}", if is_plain(line) { "real messages" } else { "no" }),
        ] {
            let counts = table.entry((format!("{set}: {}", line.label), group)).or_default();
            counts[0] += 1;
            counts[1] += u32::from(alone);
            counts[2] += u32::from(right);
        }
    }
    println!("\nRight, in per cent: the rules alone, then rules and model (learnt from other folds)");
    let mut last = String::new();
    for ((label, group), [lines, alone, both]) in table {
        if label != last {
            println!("{label}");
            last = label;
        }
        let share = |right: u32| 100.0 * f64::from(right) / f64::from(lines);
        println!(
            "    {group:40} {lines:5} lines {:7.2} {:7.2}",
            share(alone),
            share(both)
        );
    }
}
