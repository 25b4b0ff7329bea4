//! The binary as its operator and an auditor run it, on a demo store of its own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod audit;
mod backup;
mod classify;
mod doctor;
mod import;
mod sending;

use serde_json::Value;
use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_threadkeep"));
    command.args(arguments).env_remove("THREADKEEP_MASTER_KEY");
    command
}

fn threadkeep(arguments: &[&str], data: &Path) -> Output {
    command(arguments).arg("--data").arg(data).output().unwrap()
}

/// With something on stdin.
fn fed(arguments: &[&str], data: &Path, input: &str) -> Output {
    let mut command = command(arguments);
    let piped = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = piped.arg("--data").arg(data).spawn().unwrap();
    // Whoever refuses at the first line does not read the others.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{}", said(output));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn demo_store() -> tempfile::TempDir {
    let data = tempfile::tempdir().unwrap();
    printed(&threadkeep(&["demo", "--seed-only"], data.path()));
    data
}

fn replayed(data: &Path, more: &[&str]) -> Value {
    let arguments = [&["replay", "--json"], more].concat();
    serde_json::from_str(&printed(&threadkeep(&arguments, data))).unwrap()
}

/// The path as text, for a command line.
fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
