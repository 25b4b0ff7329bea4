//! What to measure, how long, and where.

use clap::{Parser, Subcommand};
use serde::Serialize;
use std::path::PathBuf;

/// Durable appends beside a plain file, PostgreSQL, SQLite and JetStream, on one disk in one run; then the log at
/// length and at size.
#[derive(Parser, Debug)]
pub struct Arguments {
    /// Everything small: about a minute
    #[arg(long)]
    quick: bool,
    /// Rounds that must count, for each number of writers [default: 5]
    #[arg(long)]
    rounds: Option<usize>,
    /// Seconds that each one writes in a round [default: 1]
    #[arg(long)]
    seconds: Option<f64>,
    /// How many write at once
    #[arg(long, value_delimiter = ',', default_values_t = [1, 16, 64, 256])]
    writers: Vec<usize>,
    /// Seconds of the long measurement; 0 leaves it out [default: 60]
    #[arg(long)]
    sustained: Option<f64>,
    /// Events of the large log, for space, opening and replay; 0 leaves it out [default: 5000000]
    #[arg(long)]
    events: Option<u64>,
    /// The log's own cache
    #[arg(long, default_value_t = 128, value_name = "MIB")]
    cache: u64,
    /// A directory on the disk to measure; everything put there is removed again
    #[arg(long, default_value = concat!(env!("CARGO_TARGET_TMPDIR"), "/bench-log"))]
    directory: PathBuf,
    /// The NATS server to measure
    #[arg(long, default_value = "nats-server", value_name = "PROGRAM")]
    nats_server: PathBuf,
    /// Leave the peers out: the log and the plain file only
    #[arg(long)]
    alone: bool,
    /// Write all figures to this file as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write the tables to this file as Markdown
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,
    /// Where to draw the figures
    #[arg(long, value_name = "FILE", default_value = concat!(env!("CARGO_TARGET_TMPDIR"), "/bench-log.svg"))]
    svg: PathBuf,
    /// Cargo says it
    #[arg(long, hide = true)]
    bench: bool,
    #[command(subcommand)]
    pub step: Option<Step>,
}

/// One part of measuring a large log, in a process of its own, so that its memory is its own.
#[derive(Subcommand, Clone, Copy, Debug)]
#[command(hide = true)]
pub enum Step {
    Load,
    Open,
    Replay,
}

impl Step {
    pub fn name(self) -> &'static str {
        match self {
            Self::Load => "load",
            Self::Open => "open",
            Self::Replay => "replay",
        }
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct Settings {
    pub rounds: usize,
    pub seconds: f64,
    pub writers: Vec<usize>,
    pub sustained: f64,
    pub events: u64,
    pub cache_bytes: u64,
    #[serde(skip)]
    pub directory: PathBuf,
    #[serde(skip)]
    pub nats_server: PathBuf,
    pub alone: bool,
    #[serde(skip)]
    pub json: Option<PathBuf>,
    #[serde(skip)]
    pub markdown: Option<PathBuf>,
    #[serde(skip)]
    pub svg: PathBuf,
}

impl Arguments {
    pub fn settings(self) -> Settings {
        let (rounds, seconds, sustained, events) = if self.quick {
            (2, 0.4, 5.0, 200_000)
        } else {
            (5, 1.0, 60.0, 5_000_000)
        };
        Settings {
            rounds: self.rounds.unwrap_or(rounds).max(1),
            seconds: self.seconds.unwrap_or(seconds),
            writers: self.writers,
            sustained: self.sustained.unwrap_or(sustained),
            events: self.events.unwrap_or(events),
            cache_bytes: self.cache << 20,
            directory: self.directory,
            nats_server: self.nats_server,
            alone: self.alone,
            json: self.json,
            markdown: self.markdown,
            svg: self.svg,
        }
    }
}
