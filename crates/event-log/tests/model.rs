//! Random appends against a model of a few lines, with reopening in between.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use event_log::{AppendError, EventLog, Expected, Idempotency, LogPosition, StreamVersion};
use proptest::prelude::*;
use std::collections::HashMap;
use support::{open_at, stream, texts};

#[derive(Clone, Debug)]
enum Step {
    /// `expected`: distance from the true version, none for any.
    Append {
        stream: u64,
        expected: Option<i8>,
        sizes: Vec<usize>,
        key: Option<(u8, bool)>,
    },
    Reopen,
}

fn step() -> impl Strategy<Value = Step> {
    let append = (
        0u64..4,
        prop::option::of(prop_oneof![5 => Just(0i8), 1 => -2i8..3]),
        prop::collection::vec(prop_oneof![6 => 0usize..400, 1 => 0usize..9000], 1..5),
        prop::option::of((0u8..6, prop::bool::ANY)),
    )
        .prop_map(|(stream, expected, sizes, key)| Step::Append {
            stream,
            expected,
            sizes,
            key,
        });
    prop_oneof![12 => append, 1 => Just(Step::Reopen)]
}

#[derive(Default)]
struct Model {
    /// Stream, text.
    events: Vec<(u64, String)>,
    versions: HashMap<u64, u64>,
    /// Stream and key -> fingerprint, position, version.
    appends: HashMap<(u64, u8), (bool, u64, u64)>,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn the_log_answers_and_reads_as_its_model_says(steps in prop::collection::vec(step(), 1..60)) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        runtime.block_on(run(steps))?;
    }
}

async fn run(steps: Vec<Step>) -> Result<(), TestCaseError> {
    let directory = tempfile::tempdir().unwrap();
    let mut log = open_at(directory.path());
    let mut model = Model::default();
    for step in steps {
        match step {
            Step::Reopen => {
                drop(log);
                log = open_at(directory.path());
            }
            Step::Append {
                stream: number,
                expected,
                sizes,
                key,
            } => {
                let version = *model.versions.entry(number).or_default();
                let first = model.events.len();
                let told: Vec<String> = sizes
                    .iter()
                    .enumerate()
                    .map(|(index, size)| format!("{} {}", first + index, "x".repeat(*size)))
                    .collect();
                let mut append = support::any(number, &told.iter().map(String::as_str).collect::<Vec<_>>());
                let claimed = expected.map(|off| version.saturating_add_signed(i64::from(off)));
                append.expected = claimed.map_or(Expected::Any, |claimed| Expected::Version(StreamVersion(claimed)));
                append.idempotency = key.map(|(key, print)| Idempotency {
                    key: [key; 16],
                    fingerprint: [u8::from(print); 16],
                });
                let answer = log.append(append).await;
                let known = key.and_then(|(key, _)| model.appends.get(&(number, key)));
                match (known, key) {
                    (Some((print, position, version)), Some((_, given))) if *print == given => {
                        let appended = answer.unwrap();
                        prop_assert!(appended.repeated);
                        prop_assert_eq!((appended.position.0, appended.version.0), (*position, *version));
                    }
                    (Some(_), _) => prop_assert!(matches!(answer, Err(AppendError::KeyReused))),
                    (None, _) if claimed.is_some_and(|claimed| claimed != version) => {
                        let conflict =
                            matches!(answer, Err(AppendError::Conflict { actual, .. }) if actual.0 == version);
                        prop_assert!(conflict);
                    }
                    (None, _) => {
                        let appended = answer.unwrap();
                        model.events.extend(told.into_iter().map(|text| (number, text)));
                        let version = version + sizes.len() as u64;
                        model.versions.insert(number, version);
                        prop_assert!(!appended.repeated);
                        prop_assert_eq!(
                            (appended.position.0, appended.version.0),
                            (model.events.len() as u64, version)
                        );
                        if let Some((key, print)) = key {
                            model
                                .appends
                                .insert((number, key), (print, appended.position.0, version));
                        }
                    }
                }
            }
        }
    }
    let all = log.read(LogPosition(0), usize::MAX).await.unwrap();
    prop_assert_eq!(
        texts(&all),
        model.events.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>()
    );
    for number in 0..4 {
        let of_stream = log
            .read_stream(stream(number), StreamVersion(0), usize::MAX)
            .await
            .unwrap();
        let expected: Vec<_> = model
            .events
            .iter()
            .filter(|(owner, _)| *owner == number)
            .map(|(_, text)| text.clone())
            .collect();
        prop_assert_eq!(texts(&of_stream), expected);
        let versions: Vec<u64> = of_stream.iter().map(|event| event.header.version.0).collect();
        prop_assert_eq!(versions, (1..=of_stream.len() as u64).collect::<Vec<_>>());
    }
    Ok(())
}
