//! How many texts a second one core reads, beside two plainer ways to look for opt-outs, and how long the worst texts take.
//!
//! `cargo bench -p intent` prints a table.

use std::hint::black_box;
use std::time::{Duration, Instant};

use aho_corasick::AhoCorasick;
use intent::classify;

/// What a store might search for without a classifier: faster, and wrong about "cancel my order" and "lose my number".
const KEYWORDS: &[&str] = &[
    "stop",
    "stopall",
    "unsubscribe",
    "cancel",
    "end",
    "quit",
    "revoke",
    "opt out",
    "optout",
    "remove me",
    "wrong number",
    "do not text",
    "don't text",
    "leave me alone",
    "baja",
    "arret",
    "abmelden",
    "afmelden",
    "退订",
    "配信停止",
    "수신거부",
    "отписаться",
];

/// No text may take longer for each kilobyte.
const LIMIT: Duration = Duration::from_millis(1);

fn main() {
    let texts = evaluation_texts();
    // The tables are built at the first call.
    let began = Instant::now();
    black_box(classify("stop"));
    println!(
        "building the tables              {:>9.1} ms",
        1e3 * began.elapsed().as_secs_f64()
    );

    let automaton = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(KEYWORDS)
        .expect("the keywords are few");
    let ours = rate("classify", &texts, |text| {
        black_box(classify(text));
    });
    let found = rate("Aho-Corasick over 22 keywords", &texts, |text| {
        black_box(automaton.is_match(text));
    });
    let lower = rate("lower case, then `contains` of each", &texts, |text| {
        let text = text.to_lowercase();
        black_box(KEYWORDS.iter().any(|keyword| text.contains(keyword)));
    });
    println!(
        "classify takes {:.0} times as long as the automaton, {:.0} times as long as `contains`",
        found / ours,
        lower / ours
    );

    let mut slowest = Duration::ZERO;
    for piece in WORST {
        let text = piece.repeat(100_000 / piece.chars().count());
        let began = Instant::now();
        black_box(classify(&text));
        let per_kilobyte = began.elapsed() * 1_000 / u32::try_from(text.len()).unwrap_or(u32::MAX);
        slowest = slowest.max(per_kilobyte);
    }
    println!(
        "slowest of {} texts of 100,000 characters  {slowest:?} a kilobyte",
        WORST.len()
    );
    assert!(slowest < LIMIT, "a kilobyte took {slowest:?}");
}

const WORST: &[&str] = &[
    "a",
    "stop ",
    "stop, ",
    "thanks. ",
    "opt in ",
    "no more ",
    "take me off ",
    "be removed ",
    "stop the the the ",
    "no me ",
    "不要",
    "别再给我发",
    "メッセージ",
    "문자",
    "อย่าส่ง",
    "🛑",
    "> \n",
    "\"",
    "“x",
    "e\u{0301}\u{0301}",
    "\u{202E}",
    "s t o p ",
    "abmeldne ",
    "falleció ",
];

fn rate(what: &str, texts: &[String], read: impl Fn(&str)) -> f64 {
    let mut best = 0.0_f64;
    for _ in 0..7 {
        let began = Instant::now();
        for text in texts {
            read(text);
        }
        best = best.max(texts.len() as f64 / began.elapsed().as_secs_f64());
    }
    println!("{what:<36} {best:>12.0} texts a second");
    best
}

fn evaluation_texts() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/evaluation");
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the evaluation set is in the repository") {
        let path = entry.expect("a folder can be listed").path();
        if path.extension().is_none_or(|extension| extension != "jsonl") {
            continue;
        }
        for line in std::fs::read_to_string(path)
            .expect("a file of the set is text")
            .lines()
        {
            let line: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
            texts.extend(line["text"].as_str().map(str::to_owned));
        }
    }
    texts
}
