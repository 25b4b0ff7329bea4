//! One JSON line in, one JSON line out: what `threadkeep classify` and tests with labelled files speak.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::{Finding, Intent, Topic, VERSION, classify};

#[derive(Deserialize)]
struct Question<'a> {
    #[serde(borrow)]
    text: &'a RawValue,
}

#[derive(Serialize)]
struct Answer<'a> {
    text: &'a RawValue,
    pred: &'static str,
    topic: &'static str,
    certain: bool,
    reason: String,
    rule: String,
    version: &'static str,
}

/// Why a line was not read.
#[derive(Debug)]
pub struct LineError(String);

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for LineError {}

/// The answer to a line `{"text": "..."}`; other fields are passed over. The text is repeated as it was written, escapes
/// and all. Half a surrogate pair in it is read as U+FFFD, as are bytes that are not UTF-8.
///
/// # Errors
///
/// If the line is no JSON object or has no string as `text`.
pub fn answer(line: &[u8]) -> Result<String, LineError> {
    let line = String::from_utf8_lossy(line);
    let question: Question<'_> = serde_json::from_str(&line).map_err(|error| LineError(error.to_string()))?;
    let written = question.text.get();
    if !written.starts_with('"') {
        return Err(LineError("`text` is not a string".to_owned()));
    }
    let text: String =
        serde_json::from_str(&with_whole_surrogates(written)).map_err(|error| LineError(error.to_string()))?;
    let finding = classify(&text);
    let answer = Answer {
        text: question.text,
        pred: if finding.intent == Intent::OptOut {
            "opt_out"
        } else {
            "not_opt_out"
        },
        topic: label(&finding),
        certain: finding.certain,
        reason: finding.reason,
        rule: finding.rule,
        version: VERSION,
    };
    serde_json::to_string(&answer).map_err(|error| LineError(error.to_string()))
}

/// What the text is about, in one word. The wish for a person, for help or for texts stands before the topic.
pub fn label(finding: &Finding) -> &'static str {
    match (finding.intent, finding.topic) {
        (Intent::OptIn, _) => "start",
        (Intent::Help, _) => "help",
        (Intent::Escalate, _) => "escalate",
        (_, Topic::Shipping) => "shipping",
        (_, Topic::OrderStatus) => "order_status",
        (_, Topic::Returns) => "returns",
        (_, Topic::Discount) => "discount",
        (_, Topic::Sizing) => "sizing",
        (_, Topic::None) => "none",
    }
}

/// A JSON string in which every escaped half of a surrogate pair without its other half is `\\ufffd`.
fn with_whole_surrogates(json: &str) -> String {
    let mut whole = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        whole.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match (escaped_unit(rest), escaped_unit(rest.get(6..).unwrap_or_default())) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(0xD800..=0xDFFF), _) => {
                whole.push_str("\\ufffd");
                rest = &rest[6..];
                continue;
            }
            (Some(_), _) => 6,
            (None, _) => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
        };
        whole.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    whole.push_str(rest);
    whole
}

/// The UTF-16 unit of an escape such as `\\ud83d` at the beginning.
fn escaped_unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let hexadecimal = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    hexadecimal.then(|| u16::from_str_radix(digits, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{answer, with_whole_surrogates};

    #[test]
    fn a_line_is_answered_with_all_that_was_found() {
        let answer = answer(br#"{"text":"where is my package? stop texting me","lang":"en"}"#).unwrap();
        let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(answer["text"], "where is my package? stop texting me");
        assert_eq!(answer["pred"], "opt_out");
        assert_eq!(answer["topic"], "order_status");
        assert_eq!(answer["version"], crate::VERSION);
        assert!(!answer["rule"].as_str().unwrap().is_empty() && !answer["reason"].as_str().unwrap().is_empty());
    }

    #[test]
    fn half_a_surrogate_pair_is_read_and_repeated_as_written() {
        for half in [r"\ud83d", r"\uDE00", r"\ud83d\ud83d", r"\ud83dx", r"\ude00\ud83d"] {
            let line = format!(r#"{{"text":"STOP {half}"}}"#);
            let answer = answer(line.as_bytes()).unwrap();
            assert!(
                answer.contains(half) && answer.contains(r#""pred":"opt_out""#),
                "{answer}"
            );
        }
        assert_eq!(
            with_whole_surrogates(r#""\ud83d\ude00 \n \\ud83d""#),
            r#""\ud83d\ude00 \n \\ud83d""#
        );
    }

    #[test]
    fn what_is_no_question_is_refused_with_a_reason() {
        for line in [
            &b"stop"[..],
            b"{}",
            b"[1]",
            br#"{"text":5}"#,
            br#"{"text":"stop"#,
            br#"{"text":"\u12"}"#,
            b"\xff",
        ] {
            assert!(!answer(line).unwrap_err().to_string().is_empty());
        }
        assert!(answer(b"{\"text\":\"stop \xff\"}").is_ok());
    }
}
