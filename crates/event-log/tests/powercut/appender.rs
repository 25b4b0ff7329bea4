//! The processes that append to the log and that look at it afterwards.

use crate::support::writers::{self, Acknowledgement, Beside};
use crate::support::{master, open_at, options};
use crate::{Moment, PART, Sync};
use event_log::{Durability, EventLog, LogPosition, SledLog, verify};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitCode, Stdio};
use std::sync::Arc;
use tokio::runtime::Runtime;

const DIRECTORY: &str = "EVENT_LOG_POWER_CUT_DIRECTORY";
const ACKNOWLEDGED: &str = "EVENT_LOG_POWER_CUT_ACKNOWLEDGED";
const SYNC_LEFT_OUT: &str = "EVENT_LOG_POWER_CUT_WITHOUT_SYNC";

/// A process that appends until its power is cut. Killed when let go.
pub struct Appender {
    process: Child,
    lines: BufReader<ChildStdout>,
    directory: PathBuf,
    acknowledged: Vec<Acknowledgement>,
}

impl Appender {
    pub fn start(directory: &Path, sync: Sync) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .env(PART, "append")
            .env(DIRECTORY, directory)
            .stdout(Stdio::piped());
        if sync == Sync::LeftOut {
            command.env(SYNC_LEFT_OUT, "1");
        }
        let mut process = command.spawn().unwrap();
        Self {
            lines: BufReader::new(process.stdout.take().unwrap()),
            process,
            directory: directory.to_owned(),
            acknowledged: Vec::new(),
        }
    }

    pub fn run_until(&mut self, moment: Moment) {
        match moment {
            Moment::Made(count) => {
                while entries(&self.directory) < count {
                    assert!(
                        self.process.try_wait().unwrap().is_none(),
                        "the appender ended by itself"
                    );
                    std::thread::yield_now();
                }
            }
            Moment::Acknowledged(count) => {
                for _ in 0..count {
                    let acknowledgement = self.next_acknowledgement();
                    self.acknowledged
                        .push(acknowledgement.expect("the appender ended by itself"));
                }
            }
        }
    }

    /// Stops every thread where it is. When this returns, the process can write nothing more.
    pub fn stop(&self) {
        let process = Pid::from_child(&self.process);
        kill_process(process, Signal::STOP).unwrap();
        let stopped = waitpid(Some(process), WaitOptions::UNTRACED).unwrap();
        assert!(
            stopped.is_some_and(|(_, status)| status.stopped()),
            "the appender ended by itself"
        );
    }

    /// Ends the stopped process. What it had said by then lies in the pipe; it never runs again to say more.
    pub fn end(mut self) -> Vec<Acknowledgement> {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        while let Some(acknowledgement) = self.next_acknowledgement() {
            self.acknowledged.push(acknowledgement);
        }
        std::mem::take(&mut self.acknowledged)
    }

    fn next_acknowledgement(&mut self) -> Option<Acknowledgement> {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        Acknowledgement::parse(line.trim_end_matches('\n'))
    }
}

impl Drop for Appender {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// How many files and directories are in it, at any depth.
fn entries(directory: &Path) -> u64 {
    let Ok(found) = std::fs::read_dir(directory) else {
        return 0;
    };
    found
        .filter_map(Result::ok)
        .map(|entry| match entry.file_type() {
            Ok(kind) if kind.is_dir() => 1 + entries(&entry.path()),
            _ => 1,
        })
        .sum()
}

/// What the checking process says about the log, nothing if all is well.
pub fn complaints(directory: &Path, acknowledged: &Path) -> String {
    let checked = Command::new(std::env::current_exe().unwrap())
        .env(PART, "check")
        .env(DIRECTORY, directory)
        .env(ACKNOWLEDGED, acknowledged)
        .output()
        .unwrap();
    if checked.status.success() {
        return String::new();
    }
    [checked.stdout, checked.stderr]
        .map(|said| String::from_utf8_lossy(&said).into_owned())
        .concat()
}

/// The process that appends.
pub fn append() -> ExitCode {
    #[derive(Debug)]
    struct NoSync;
    impl Durability for NoSync {
        fn sync(&self) -> io::Result<()> {
            Ok(())
        }
    }
    let directory = std::env::var_os(DIRECTORY).unwrap();
    let mut options = options();
    let mut beside = Beside::MediaAndKeys;
    if std::env::var_os(SYNC_LEFT_OUT).is_some() {
        options.durability = Some(Arc::new(NoSync));
        beside = Beside::Nothing;
    }
    Runtime::new().unwrap().block_on(async {
        let log = SledLog::open(Path::new(&directory), master(), options).unwrap();
        writers::append_for_ever(Arc::new(log), beside).await;
    });
    ExitCode::SUCCESS
}

/// The process that looks at the log after the power is back. It does not share the cutting process, because sled's
/// threads let go of their file a little after the log is closed.
pub fn check() -> ExitCode {
    let directory = PathBuf::from(std::env::var_os(DIRECTORY).unwrap());
    let acknowledged = std::fs::read_to_string(std::env::var_os(ACKNOWLEDGED).unwrap()).unwrap();
    let acknowledged: Vec<Acknowledgement> = acknowledged
        .lines()
        .map(|line| Acknowledgement::parse(line).unwrap())
        .collect();
    let log = open_at(&directory);
    let complaints = Runtime::new()
        .unwrap()
        .block_on(writers::complaints(&log, &acknowledged));
    let head = log.head();
    drop(log);
    let verified = verify(&directory, &mut |_| ()).unwrap();
    assert_eq!(LogPosition(verified.events), head);
    for complaint in &complaints {
        println!("{complaint}");
    }
    if complaints.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
