//! No acknowledged event is lost when the power is cut.
//!
//! The log lies in an ext4 file system on a loop device. A process appends to it with 64 writers and notes outside of
//! it what `append` acknowledged. At a random moment it is stopped, and the image behind the loop device is copied as
//! it is: what the kernel has handed to the device is in it, what still lies in the page cache of the file system is
//! not, and that is what a power cut leaves. The copy is mounted, which replays ext4's journal; the log is opened, and
//! everything that had been acknowledged must be there, byte for byte, media included. Then the appender goes on with the
//! copy, until it is cut again.
//!
//! The method is tried on itself: with the sync left out it must find losses, in the same run.
//!
//! What it cannot show is a disk that forgets what it was told to flush. The loop device may be in buffered mode: whoever
//! reads the image then sees what the device was given, which direct I/O beside buffered reading does not promise.
//!
//! `THREADKEEP_POWER_CUTS` says how many cuts, 10 without it. It needs root, loop devices and `mkfs.ext4`; where they are
//! missing it says so and passes, unless the number was asked for. All mounts are made in a mount namespace of its own, so
//! the kernel takes them away with the process, however that ends.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod appender;
mod image;
#[path = "../support/mod.rs"]
mod support;

use image::{Image, Mounted};
use indicatif::{ProgressBar, ProgressStyle};
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use support::writers::{Acknowledgement, draw};
use tempfile::TempDir;

const NAME: &str = "no_acknowledged_event_is_lost_when_the_power_is_cut";
/// What this process is there for, when it was started by another of them.
const PART: &str = "EVENT_LOG_POWER_CUT_PART";
const CUTS: &str = "THREADKEEP_POWER_CUTS";
/// More than is kept in reserve, so that writes are not refused.
const IMAGE: u64 = 512 << 20;
/// Cuts of one log before another is begun, so that opening and checking it stays quick.
const CUTS_OF_ONE_LOG: u64 = 10;
/// Cuts without the sync, of which at least one must lose something.
const BLIND_CUTS: u64 = 3;

fn main() -> ExitCode {
    match std::env::var(PART).as_deref() {
        Ok("append") => appender::append(),
        Ok("check") => appender::check(),
        Ok("cut") => cut_many(),
        _ if !is_asked_for() => ExitCode::SUCCESS,
        _ => match obstacle() {
            Some(why) if std::env::var_os(CUTS).is_some() => {
                eprintln!("{NAME}: cannot be run: {why}");
                ExitCode::FAILURE
            }
            Some(why) => {
                eprintln!("{NAME}: skipped: {why}");
                ExitCode::SUCCESS
            }
            None => in_a_mount_namespace("cut"),
        },
    }
}

/// Whether the arguments of `cargo test` mean this test.
fn is_asked_for() -> bool {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut names = arguments
        .iter()
        .filter(|argument| !argument.starts_with('-'))
        .peekable();
    !arguments.iter().any(|argument| argument == "--list")
        && (names.peek().is_none() || names.any(|name| NAME.contains(name.as_str())))
}

/// What is missing on this machine.
fn obstacle() -> Option<String> {
    for tool in ["mkfs.ext4", "mount", "unshare"] {
        if Command::new(tool).arg("-V").output().is_err() {
            return Some(format!("there is no `{tool}`"));
        }
    }
    let directory = tempfile::tempdir().unwrap();
    let image = Image::make(directory.path(), IMAGE).unwrap();
    // Mounted in a namespace that ends with the command.
    let tried = Command::new("unshare")
        .args(["--mount", "mount", "-o", "loop"])
        .args([image.path(), directory.path()])
        .output()
        .unwrap();
    (!tried.status.success()).then(|| String::from_utf8_lossy(&tried.stderr).trim().replace('\n', "; "))
}

fn in_a_mount_namespace(part: &str) -> ExitCode {
    let status = Command::new("unshare")
        .args(["--mount", "--propagation", "private"])
        .arg(std::env::current_exe().unwrap())
        .env(PART, part)
        .status()
        .unwrap();
    if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn cut_many() -> ExitCode {
    let cuts: u64 = std::env::var(CUTS).map_or(10, |count| {
        count
            .parse()
            .unwrap_or_else(|_| panic!("{CUTS} is the number of cuts, not `{count}`"))
    });
    let progress = ProgressBar::new(cuts + BLIND_CUTS)
        .with_style(ProgressStyle::with_template("power cuts {wide_bar} {pos}/{len} {eta}").unwrap());

    let mut found = 0;
    for first in (0..cuts).step_by(CUTS_OF_ONE_LOG as usize) {
        let mut log = Powered::new(Sync::AsAlways);
        for cut in first..cuts.min(first + CUTS_OF_ONE_LOG) {
            let complaints = log.cut(Moment::of(cut));
            if !complaints.is_empty() {
                progress.abandon();
                let kept = log.keep();
                eprintln!(
                    "{NAME}: after cut {cut}, image kept in {}:\n{complaints}",
                    kept.display()
                );
                return ExitCode::FAILURE;
            }
            progress.inc(1);
        }
        found += log.acknowledged.len();
    }

    let mut losing = 0;
    for cut in 0..BLIND_CUTS {
        // Not while the directory is made: nothing is acknowledged then, so nothing can be lost.
        let complaints = Powered::new(Sync::LeftOut).cut(Moment::Acknowledged(800 + draw("blind", 0, cut) % 400));
        losing += u64::from(!complaints.is_empty());
        progress.inc(1);
    }
    progress.finish_and_clear();
    println!(
        "{NAME}: {cuts} cuts, {found} acknowledged appends, none lost; {losing} of {BLIND_CUTS} cuts without the sync lost some"
    );
    if losing == 0 {
        eprintln!("{NAME}: it finds no loss even where nothing is synced, so it proves nothing");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sync {
    AsAlways,
    LeftOut,
}

/// When the power is cut. Counted, so that a slow machine is cut at the same stages as a quick one.
#[derive(Clone, Copy)]
enum Moment {
    /// While the directory is made: when so many files and directories are in it.
    Made(u64),
    /// After so many acknowledgements.
    Acknowledged(u64),
}

impl Moment {
    fn of(cut: u64) -> Self {
        if cut.is_multiple_of(CUTS_OF_ONE_LOG) {
            Self::Made(draw("made", 0, cut) % 280)
        } else {
            Self::Acknowledged(1 + draw("moment", 0, cut) % 1200)
        }
    }
}

/// A log on a file system of its own, whose power can be cut.
struct Powered {
    // Unmounted before the image is removed.
    mounted: Mounted,
    image: Image,
    directory: TempDir,
    sync: Sync,
    generation: u32,
    acknowledged: Vec<Acknowledgement>,
}

impl Powered {
    fn new(sync: Sync) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let image = Image::make(directory.path(), IMAGE).unwrap();
        let mounted = Mounted::mount(&image, &directory.path().join("mounted"));
        Self {
            mounted,
            image,
            directory,
            sync,
            generation: 0,
            acknowledged: Vec::new(),
        }
    }

    /// Cuts the power, gives it back, and says what is wrong with the log then.
    fn cut(&mut self, moment: Moment) -> String {
        self.generation += 1;
        let name = |what: &str| self.directory.path().join(format!("{what}.{}", self.generation));
        let mut appender = appender::Appender::start(&self.mounted.path().join("data"), self.sync);
        appender.run_until(moment);
        appender.stop();
        let image = self.image.copy_to(&name("image")).unwrap();
        self.acknowledged.extend(appender.end());
        let mounted = Mounted::mount(&image, &name("mounted"));
        // The old ones are let go here, in this order.
        self.mounted = mounted;
        self.image = image;
        let notes = name("acknowledged");
        let lines: String = self.acknowledged.iter().map(|append| format!("{append}\n")).collect();
        std::fs::write(&notes, lines).unwrap();
        appender::complaints(&self.mounted.path().join("data"), &notes)
    }

    /// Leaves the image for whoever looks for the cause.
    fn keep(self) -> PathBuf {
        let Self {
            mounted,
            image,
            directory,
            ..
        } = self;
        drop(mounted);
        image.keep();
        directory.keep()
    }
}
