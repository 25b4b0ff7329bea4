//! A log of millions of events: loaded at once, opened, and replayed, each in a process of its own.

use crate::arguments::{Settings, Step};
use crate::event::spread;
use crate::peers::{Failure, ours};
use crate::progress;
use crate::workplace::disk_bytes;
use event_log::{EventLog, LogPosition, Payload, StreamId, StreamVersion};
use indicatif::ProgressBar;
use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

/// Events of one append: what a decision or two come to.
const APPEND_EVENTS: u64 = 4;
/// Events of one stream.
const STREAM_EVENTS: u64 = 100;
const WRITERS: u64 = 64;
const PAGE: usize = 10_000;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Loaded {
    pub events: u64,
    pub streams: u64,
    pub seconds: f64,
    pub disk_bytes: u64,
    /// Of the process, when half was loaded and at the end: what is bounded does not grow.
    pub peak_bytes_half_way: u64,
    pub peak_bytes: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Opened {
    pub seconds: f64,
    pub peak_bytes: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Replayed {
    pub events: u64,
    pub seconds: f64,
    /// To look at every header once more, without opening anything.
    pub scan_seconds: f64,
    pub peak_bytes: u64,
}

#[derive(Clone, Debug, Serialize)]
pub struct Large {
    pub loaded: Loaded,
    pub opened: Opened,
    pub replayed: Replayed,
}

pub fn measure(settings: &Settings, directory: &Path) -> Result<Large, Failure> {
    Ok(Large {
        loaded: in_own_process(Step::Load, settings, directory)?,
        opened: in_own_process(Step::Open, settings, directory)?,
        replayed: in_own_process(Step::Replay, settings, directory)?,
    })
}

fn in_own_process<T: DeserializeOwned>(step: Step, settings: &Settings, directory: &Path) -> Result<T, Failure> {
    let child = Command::new(std::env::current_exe()?)
        .arg("--directory")
        .arg(directory)
        .arg(format!("--events={}", settings.events))
        .arg(format!("--cache={}", settings.cache_bytes >> 20))
        .arg(step.name())
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()?;
    if !child.status.success() {
        return Err(format!("to {} a log of {} events failed", step.name(), settings.events).into());
    }
    Ok(serde_json::from_slice(&child.stdout)?)
}

/// What such a process does: one step, whose figures it prints as JSON.
pub fn step(step: Step, settings: &Settings) -> Result<(), Failure> {
    let directory = settings.directory.join("large");
    let figures = match step {
        Step::Load => serde_json::to_value(load(&directory, settings)?)?,
        Step::Open => serde_json::to_value(open(&directory, settings)?)?,
        Step::Replay => serde_json::to_value(replay(&directory, settings)?)?,
    };
    println!("{figures}");
    Ok(())
}

fn load(directory: &Path, settings: &Settings) -> Result<Loaded, Failure> {
    let log = Arc::new(ours::open(directory, settings.cache_bytes)?);
    let appends = settings.events / APPEND_EVENTS;
    let progress = progress::bar(settings.events).with_message("events loaded");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let begin = Instant::now();
    let mut half_way = 0;
    for half in [0..appends / 2, appends / 2..appends] {
        runtime.block_on(async {
            let mut writers = Vec::new();
            for writer in 0..WRITERS {
                let (log, progress, half) = (log.clone(), progress.clone(), half.clone());
                writers.push(tokio::spawn(async move {
                    for number in half
                        .skip_while(|number| number % WRITERS != writer)
                        .step_by(WRITERS as usize)
                    {
                        append(&*log, number).await?;
                        progress.inc(APPEND_EVENTS);
                    }
                    Ok::<_, Failure>(())
                }));
            }
            for writer in writers {
                writer.await??;
            }
            Ok::<_, Failure>(())
        })?;
        if half_way == 0 {
            half_way = peak_bytes()?;
        }
    }
    let seconds = begin.elapsed().as_secs_f64();
    let events = log.head().0;
    log.close();
    progress.finish_and_clear();
    Ok(Loaded {
        events,
        streams: (appends / WRITERS).div_ceil(STREAM_EVENTS / APPEND_EVENTS) * WRITERS,
        seconds,
        peak_bytes_half_way: half_way,
        peak_bytes: peak_bytes()?,
        disk_bytes: disk_bytes(directory)?,
    })
}

/// The appends of a writer fill one stream after the other.
async fn append(log: &dyn EventLog, number: u64) -> Result<(), Failure> {
    let (writer, of_writer) = (number % WRITERS, number / WRITERS);
    let appends_of_a_stream = STREAM_EVENTS / APPEND_EVENTS;
    let stream = spread(of_writer / appends_of_a_stream * WRITERS + writer);
    let after = StreamVersion(of_writer % appends_of_a_stream * APPEND_EVENTS);
    let append = ours::append_to(stream, after, APPEND_EVENTS as usize, spread(number));
    log.append(append).await?;
    Ok(())
}

fn open(directory: &Path, settings: &Settings) -> Result<Opened, Failure> {
    let begin = Instant::now();
    let log = ours::open(directory, settings.cache_bytes)?;
    let seconds = begin.elapsed().as_secs_f64();
    log.close();
    Ok(Opened {
        seconds,
        peak_bytes: peak_bytes()?,
    })
}

fn replay(directory: &Path, settings: &Settings) -> Result<Replayed, Failure> {
    keep_to_one_core()?;
    let log = ours::open(directory, settings.cache_bytes)?;
    let progress = progress::bar(log.head().0).with_message("events replayed");
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let begin = Instant::now();
    let events = runtime.block_on(fold(&log, &progress))?;
    let seconds = begin.elapsed().as_secs_f64();
    progress.finish_and_clear();
    if events != log.head().0 {
        return Err(format!("{events} of {} events were read", log.head().0).into());
    }
    let begin = Instant::now();
    let mut headers = 0;
    log.scan(LogPosition(0), |header| headers += u64::from(header.version.0 > 0))?;
    let scan_seconds = begin.elapsed().as_secs_f64();
    if headers != events {
        return Err(format!("{headers} of {events} headers were seen").into());
    }
    Ok(Replayed {
        events,
        seconds,
        scan_seconds,
        peak_bytes: peak_bytes()?,
    })
}

/// What is known of a stream after its events.
#[derive(Default)]
struct Folded {
    version: u64,
    text_bytes: usize,
    newest: u8,
}

/// Every event unsealed and folded into the state of its stream.
async fn fold(log: &dyn EventLog, progress: &ProgressBar) -> Result<u64, Failure> {
    let (mut streams, mut events) = (HashMap::<StreamId, Folded>::new(), 0);
    loop {
        let page = log.read(LogPosition(events), PAGE).await?;
        if page.is_empty() {
            return Ok(events);
        }
        for event in &page {
            let folded = streams.entry(event.header.stream).or_default();
            let Payload::Open(payload) = &event.payload else {
                return Err(format!("event {} was not unsealed", event.header.position.0).into());
            };
            folded.version += 1;
            if folded.version != event.header.version.0 {
                return Err(format!("event {} is not the next of its stream", event.header.position.0).into());
            }
            folded.text_bytes += payload.len();
            folded.newest = payload.last().copied().unwrap_or_default();
        }
        events += page.len() as u64;
        progress.set_position(events);
    }
}

/// This thread and all that it starts run on one core from now on, the log's own threads included.
fn keep_to_one_core() -> Result<(), Failure> {
    let allowed = sched_getaffinity(None)?;
    let last = (0..CpuSet::MAX_CPU).rev().find(|core| allowed.is_set(*core));
    let mut one = CpuSet::new();
    one.set(last.ok_or("there is no core to run on")?);
    Ok(sched_setaffinity(None, &one)?)
}

/// The most memory that this process has had at once.
fn peak_bytes() -> Result<u64, Failure> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let kibibytes = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix("kB"));
    Ok(kibibytes
        .ok_or("the system does not tell the memory of a process")?
        .trim()
        .parse::<u64>()?
        << 10)
}
