//! The weights in the repository are those of the training data beside them.

use std::path::{Path, PathBuf};

use intent::model::{HASH_OF_NOTHING, hash_of, trained_on};
use intent::{Intent, classify};

#[test]
fn the_weights_are_learnt_from_the_training_data() -> std::io::Result<()> {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<PathBuf> = Vec::new();
    for part in ["evaluation", "training"] {
        for entry in std::fs::read_dir(crate_folder.join(part))? {
            files.push(entry?.path());
        }
    }
    files.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    files.sort();
    let mut hash = HASH_OF_NOTHING;
    for file in files {
        hash = hash_of(hash, &std::fs::read(file)?);
    }
    assert_eq!(
        trained_on(),
        Some(hash),
        "the training data changed: run `just train-intents`"
    );
    Ok(())
}

#[test]
fn a_reading_by_the_model_says_so() {
    let texts = include_str!("../training/english.jsonl");
    let mut read = 0;
    for line in texts.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let finding = classify(line["text"].as_str().unwrap());
        if finding.rule == "model.opt_out" {
            assert_eq!(finding.intent, Intent::OptOut);
            assert!(
                finding
                    .reason
                    .starts_with("reads like wishes to get no more texts (probability ")
            );
            read += 1;
        }
    }
    assert!(read > 0, "the model finds nothing");
}
