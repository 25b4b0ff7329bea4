//! Changed texts of a committed corpus: whatever comes gets an answer, the same twice, in time.
//!
//! Runs a fixed number of rounds, or for as long as THREADKEEP_FUZZ_SECONDS says. THREADKEEP_FUZZ_SEED begins elsewhere.
//! What fails is printed as a line for the corpus in `tests/fuzz_corpus`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::env;
use std::path::Path;
use std::time::{Duration, Instant};

use intent::{classify, line};

const ROUNDS: u32 = 3_000;

/// Pieces that texts are changed with.
const PIECES: &[&str] = &[
    "stop",
    "STOP",
    " ",
    "\n",
    "> ",
    "\"",
    "“",
    "”",
    "«",
    "」",
    "'",
    "’",
    "-",
    "--",
    "...",
    ",",
    "?",
    "🛑",
    "🖕",
    "👍🏽",
    "👨‍👩‍👧",
    "🇩🇪",
    "\u{200D}",
    "\u{200B}",
    "\u{202E}",
    "\u{2066}",
    "\u{2069}",
    "\u{FEFF}",
    "\u{00AD}",
    "\u{0301}",
    "\u{0000}",
    "\u{FFFD}",
    "\u{10FFFF}",
    "ﷺ",
    "İ",
    "ß",
    "ǆ",
    "𝙎",
    "ｓ",
    "Ⓢ",
    "不要",
    "发",
    "メール",
    "문자",
    "อย่า",
    "नहीं",
    "لا",
    "אל",
    "не",
    "μην",
    "don't",
    "my",
    "list",
    "number",
    "#",
    "@",
    "\\ud83d",
    "\\udc00",
    "\\u0000",
    "\\",
    "\"}",
    "{\"text\":",
    "Liked “",
    "Sent from my",
    "-Anna",
];

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33).unwrap() % limit.max(1)
    }

    fn change(&mut self, corpus: &[String], text: &str) -> String {
        let mut letters: Vec<char> = text.chars().take(5_000).collect();
        for _ in 0..=self.below(4) {
            let at = self.below(letters.len() + 1);
            let end = (at + self.below(12)).min(letters.len());
            match self.below(6) {
                0 => {
                    letters.drain(at..end);
                }
                1 => {
                    let piece: Vec<char> = PIECES[self.below(PIECES.len())].chars().collect();
                    letters.splice(at..at, piece);
                }
                2 => {
                    let repeated = letters[at..end].repeat(1 + self.below(200));
                    letters.splice(at..end, repeated);
                }
                3 => {
                    let any = u32::try_from(self.below(0x11_0000)).unwrap();
                    letters.splice(at..at, char::from_u32(any));
                }
                4 => {
                    let other: Vec<char> = corpus[self.below(corpus.len())].chars().take(300).collect();
                    let from = self.below(other.len() + 1);
                    letters.splice(at..at, other[from..].to_vec());
                }
                _ => letters[at..end].reverse(),
            }
        }
        letters.into_iter().collect()
    }
}

fn corpus() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz_corpus");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .flat_map(|file| {
            let bytes = std::fs::read(file).unwrap();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.into_iter().chain([text])
        })
        .collect()
}

fn number(name: &str) -> Option<u64> {
    env::var(name).ok()?.parse().ok()
}

/// What must hold for any text.
fn check(text: &str) {
    let began = Instant::now();
    let finding = classify(text);
    let took = began.elapsed();
    assert_eq!(finding, classify(text), "twice the same: {text:?}");
    // Only optimised code is measured; a millisecond is left for a busy machine.
    if !cfg!(debug_assertions) {
        let limit = Duration::from_millis(1) * u32::try_from(text.len() / 1_000 + 2).unwrap();
        let again = (0..3).map(|_| {
            let began = Instant::now();
            classify(text);
            began.elapsed()
        });
        let took = again.chain([took]).min().unwrap();
        assert!(
            took < limit,
            "{took:?} for {} bytes: {:?}",
            text.len(),
            text.chars().take(200).collect::<String>()
        );
    }
    // As the text of a line, and as the line itself.
    let quoted = serde_json::json!({ "text": text }).to_string();
    let answer = line::answer(quoted.as_bytes()).unwrap();
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(answer["text"], text);
    assert_eq!(answer["rule"], finding.rule);
    for raw in [text.to_owned(), format!("{{\"text\":\"{text}\"}}")] {
        if let Err(error) = line::answer(raw.as_bytes()) {
            assert!(!error.to_string().is_empty());
        }
    }
}

#[test]
fn every_text_of_the_corpus_gets_an_answer() {
    let corpus = corpus();
    assert!(corpus.len() > 300, "the corpus is there");
    for text in &corpus {
        check(text);
    }
}

#[test]
fn every_changed_text_gets_an_answer() {
    let corpus = corpus();
    let mut random = Random(number("THREADKEEP_FUZZ_SEED").unwrap_or(0x7EAD_CEE9) | 1);
    let until = number("THREADKEEP_FUZZ_SECONDS").map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let mut rounds = 0;
    while until.map_or(rounds < ROUNDS, |until| Instant::now() < until) {
        let mut text = corpus[random.below(corpus.len())].clone();
        for _ in 0..=random.below(3) {
            text = random.change(&corpus, &text);
        }
        check(&text);
        rounds += 1;
    }
    println!("{rounds} texts");
}
