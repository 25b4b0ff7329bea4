//! What texts want, line by line.

use crate::{command, said};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Write},
    process::{Output, Stdio},
};

fn classified(input: &[u8]) -> Output {
    let mut command = command(&["classify"]);
    let piped = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn answers(output: &Output) -> Vec<Value> {
    let lines = output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_slice(line).unwrap()).collect()
}

#[test]
fn every_text_is_answered_with_what_was_found() {
    let output = classified(
        "{\"text\":\"STOP\",\"lang\":\"en\"}\n\n{\"text\":\"where is my order?\"}\n{\"text\":\"no me escriban más\"}"
            .as_bytes(),
    );
    assert!(output.status.success(), "{}", said(&output));
    let answers = answers(&output);
    let predictions: Vec<&str> = answers.iter().map(|answer| answer["pred"].as_str().unwrap()).collect();
    assert_eq!(predictions, ["opt_out", "not_opt_out", "opt_out"]);
    assert_eq!(answers[1]["topic"], "order_status");
    for answer in &answers {
        for field in ["text", "pred", "topic", "reason", "rule", "version"] {
            assert!(!answer[field].as_str().unwrap().is_empty(), "{field} in {answer}");
        }
    }
}

#[test]
fn a_line_that_is_none_is_named_and_the_others_are_answered() {
    let output = classified(b"{\"text\":\"stop\"}\nstop\n{\"text\":7}\n{\"text\":\"STOP \\ud83d\"}\n");
    assert_eq!(output.status.code(), Some(1));
    // Half a surrogate pair is repeated as it was written, which few readers of JSON take.
    assert_eq!(predictions(&output), ["opt_out", "opt_out"]);
    let said = said(&output);
    assert!(
        said.contains("line 2: ") && said.contains("line 3: ") && !said.contains("line 4"),
        "{said}"
    );
}

fn predictions(output: &Output) -> Vec<String> {
    let lines = output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let line = String::from_utf8_lossy(line);
            let at = line.find("\"pred\":\"").unwrap() + 8;
            line[at..].split('"').next().unwrap().to_owned()
        })
        .collect()
}

#[test]
fn an_answer_comes_before_the_next_question() {
    let mut command = command(&["classify"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut questions = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    for text in ["stop", "hello"] {
        writeln!(questions, "{{\"text\":\"{text}\"}}").unwrap();
        questions.flush().unwrap();
        let mut answer = String::new();
        answers.read_line(&mut answer).unwrap();
        assert!(answer.contains(text), "{answer}");
    }
    drop(questions);
    assert!(child.wait().unwrap().success());
}

#[test]
fn whoever_reads_no_further_ends_it_quietly() {
    let mut command = command(&["classify"]);
    let piped = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    drop(child.stdout.take());
    let many = "{\"text\":\"where is my order? It was to come on Monday\"}\n".repeat(10_000);
    // It may end before all is written.
    let _ = child.stdin.take().unwrap().write_all(many.as_bytes());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && said(&output).is_empty(), "{}", said(&output));
}
