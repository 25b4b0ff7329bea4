//! `threadkeep` as a process of its own.

use serde_json::Value;
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Output, Stdio},
};

fn threadkeep(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_threadkeep"));
    // Settings of whoever runs the tests, in the environment or in a file, are not meant for it.
    command.env_clear().current_dir(data);
    command
}

/// Runs one command of the command line to its end; `arguments` are separated by spaces.
pub fn run(data: &Path, arguments: &str) -> Output {
    let mut command = threadkeep(data);
    command.args(arguments.split(' ')).arg("--data").arg(data);
    command.output().expect("threadkeep runs")
}

/// What it printed, if it succeeded.
#[track_caller]
pub fn printed(data: &Path, arguments: &str) -> String {
    let output = run(data, arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "threadkeep {arguments}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// `threadkeep export`, one event a line.
pub fn exported(data: &Path) -> Vec<Value> {
    printed(data, "export")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// `threadkeep serve`. Killed when dropped.
#[derive(Debug)]
pub struct Serving {
    child: Child,
    pub url: String,
}

impl Serving {
    /// Returns when it says where it listens.
    pub fn start(data: &Path) -> Self {
        let mut command = threadkeep(data);
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data);
        for limit in ["REQUESTS", "UNAUTHENTICATED", "SIGN_INS"] {
            command.env(format!("THREADKEEP_LIMITS__{limit}"), "1000000000");
        }
        command.env("THREADKEEP_LOG__FILTER", "error");
        let mut child = command
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("threadkeep starts");
        let mut said = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut before = vec![];
        let url = loop {
            let Some(Ok(line)) = said.next() else {
                panic!("threadkeep ended instead of starting: {}", before.join("\n"));
            };
            if let Some(url) = line
                .trim()
                .strip_prefix("Threadkeep")
                .map(str::trim)
                .filter(|url| url.starts_with("http"))
            {
                break url.to_owned();
            }
            before.push(line);
        };
        // Somebody has to listen, or it would have to wait with what it says.
        std::thread::spawn(move || said.map_while(Result::ok).for_each(|line| eprintln!("{line}")));
        Self { child, url }
    }

    /// SIGKILL: it gets no chance to tidy up.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM, as an operator stops it.
    pub fn stop(mut self) {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        assert!(asked.success());
        let ended = self.child.wait().unwrap();
        assert!(ended.success(), "it ended with {ended}");
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Both fail if it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
