//! Durable appends a second and their latency, beside a plain append + `fdatasync` with the same grouping and about the
//! same bytes, on the same disk, in interleaved rounds of one run; then replay.
//!
//! `cargo bench -p event-log` prints medians over the rounds; `-- --seconds 5 --rounds 5` takes longer.

use bytes::Bytes;
use event_log::{Append, EventLog, Expected, LogPosition, MasterKey, NewEvent, Options, Payload, SledLog, StreamId};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

/// As in the server.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const PAYLOAD: usize = 350;
/// What a record comes to on its way to the disk: payload, seal and header.
const RECORD: usize = 480;
const WRITERS: [usize; 4] = [1, 16, 64, 256];
const STREAMS: usize = 2000;

fn main() {
    let rounds = argument("--rounds").unwrap_or(3.0) as usize;
    let length = Duration::from_secs_f64(argument("--seconds").unwrap_or(1.0));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let directory = tempfile::tempdir_in(".").expect("a directory on the disk to measure");
    let log: Arc<dyn EventLog> = Arc::new(open(&directory.path().join("log")));
    let raw = Arc::new(RawLog::open(&directory.path().join("raw")));

    let first = runtime.block_on(first_appends(&log));
    let progress = ProgressBar::new((rounds * WRITERS.len() * 2) as u64)
        .with_style(ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}").expect("a template"));
    let mut cases: Vec<Case> = WRITERS.iter().map(|writers| Case::new(*writers)).collect();
    for round in 0..rounds {
        for case in &mut cases {
            progress.set_message(format!("{} writers", case.writers));
            // Which comes first changes, so that neither always finds the disk as the other left it.
            for turn in 0..2 {
                if (turn + round) % 2 == 0 {
                    case.ours.push(measure(&runtime, case.writers, length, &log));
                } else {
                    case.raw.push(measure(&runtime, case.writers, length, &raw));
                }
                progress.inc(1);
            }
            case.probes.push(probe(directory.path()));
        }
    }
    progress.finish_and_clear();

    println!("durable appends of {PAYLOAD} bytes, median of {rounds} rounds of {length:?} (min to max); latency in ms");
    println!("writers        ours/s (min..max)    p50    p99      raw/s    p50    p99   ratio   one fdatasync");
    for case in &mut cases {
        case.print();
    }
    let mut probes: Vec<f64> = cases.iter().flat_map(|case| case.probes.iter().copied()).collect();
    probes.sort_unstable_by(f64::total_cmp);
    if probes[probes.len() - 1] > 3.0 * probes[0] {
        println!("the disk changed its speed during the run: ratios are rough, run it again");
    }
    println!("first appends to new streams, a key made for each: {first:.0}/s at 256 writers");
    runtime.block_on(replay(&log));
    println!(
        "on disk: {:.0} bytes an event",
        size_of(&directory.path().join("log")) as f64 / log.head().0 as f64
    );
}

fn argument(name: &str) -> Option<f64> {
    let mut arguments = std::env::args().skip_while(|argument| argument != name);
    arguments.nth(1)?.parse().ok()
}

fn open(directory: &Path) -> SledLog {
    SledLog::open(directory, MasterKey::from_bytes([7; 32]), Options::default()).expect("the log opens")
}

trait Appender: Send + Sync + 'static {
    fn append(&self, writer: usize, number: usize) -> impl Future<Output = ()> + Send;
}

impl Appender for Arc<dyn EventLog> {
    async fn append(&self, writer: usize, number: usize) {
        let append = append_to((writer * 31 + number * 7) % STREAMS);
        EventLog::append(&**self, append).await.expect("appended");
    }
}

fn append_to(stream: usize) -> Append {
    Append {
        stream: StreamId(Uuid::from_u128(
            (stream as u128).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835),
        )),
        expected: Expected::Any,
        events: vec![NewEvent {
            event_type: "message received",
            schema: 1,
            payload: Bytes::from_static(&[b'x'; PAYLOAD]),
        }],
        time: Timestamp::UNIX_EPOCH,
        actor: "contact".to_owned(),
        causation: None,
        correlation: Uuid::from_u128(stream as u128),
        idempotency: None,
    }
}

/// The floor: one thread, one file, one write and one `fdatasync` for all that is waiting.
struct RawLog(mpsc::Sender<(Vec<u8>, oneshot::Sender<()>)>);

impl RawLog {
    fn open(path: &Path) -> Self {
        let mut file = File::create(path).expect("a file");
        let (sender, mut queue) = mpsc::channel::<(Vec<u8>, oneshot::Sender<()>)>(4096);
        std::thread::spawn(move || {
            while let Some(first) = queue.blocking_recv() {
                let (mut bytes, mut replies) = (first.0, vec![first.1]);
                while let Ok((record, reply)) = queue.try_recv() {
                    bytes.extend_from_slice(&record);
                    replies.push(reply);
                }
                file.write_all(&bytes).expect("written");
                file.sync_data().expect("synced");
                for reply in replies {
                    let _ = reply.send(());
                }
            }
        });
        Self(sender)
    }
}

impl Appender for Arc<RawLog> {
    async fn append(&self, _: usize, _: usize) {
        let (reply, done) = oneshot::channel();
        self.0.send((vec![b'x'; RECORD], reply)).await.expect("taken");
        done.await.expect("durable");
    }
}

struct Round {
    per_second: f64,
    p50: f64,
    p99: f64,
}

fn measure<A: Appender + Clone>(runtime: &Runtime, writers: usize, length: Duration, appender: &A) -> Round {
    runtime.block_on(async {
        let begin = Instant::now();
        let tasks: Vec<_> = (0..writers)
            .map(|writer| {
                let appender = appender.clone();
                tokio::spawn(async move {
                    let mut latencies = Vec::new();
                    while begin.elapsed() < length {
                        let start = Instant::now();
                        appender.append(writer, latencies.len()).await;
                        latencies.push(start.elapsed());
                    }
                    latencies
                })
            })
            .collect();
        let mut latencies = Vec::new();
        for task in tasks {
            latencies.extend(task.await.expect("a writer ends"));
        }
        let per_second = latencies.len() as f64 / begin.elapsed().as_secs_f64();
        latencies.sort_unstable();
        let at = |share: f64| latencies[(latencies.len() as f64 * share) as usize].as_secs_f64() * 1000.0;
        Round {
            per_second,
            p50: at(0.5),
            p99: at(0.99),
        }
    })
}

/// Median time of one small write and sync: disks of the cloud change their speed from minute to minute.
fn probe(directory: &Path) -> f64 {
    let mut file = File::create(directory.join("probe")).expect("a file");
    let mut times: Vec<f64> = (0..50)
        .map(|_| {
            let start = Instant::now();
            file.write_all(&[0; 4096]).expect("written");
            file.sync_data().expect("synced");
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    median(&mut times)
}

struct Case {
    writers: usize,
    ours: Vec<Round>,
    raw: Vec<Round>,
    probes: Vec<f64>,
}

impl Case {
    fn new(writers: usize) -> Self {
        Self {
            writers,
            ours: Vec::new(),
            raw: Vec::new(),
            probes: Vec::new(),
        }
    }

    fn print(&mut self) {
        let of = |rounds: &[Round], value: fn(&Round) -> f64| {
            let mut values: Vec<f64> = rounds.iter().map(value).collect();
            (median(&mut values), values[0], values[values.len() - 1])
        };
        let (ours, min, max) = of(&self.ours, |round| round.per_second);
        let (raw, ..) = of(&self.raw, |round| round.per_second);
        println!(
            "{:>7} {:>12.0} ({:>6.0}..{:>6.0}) {:>6.2} {:>6.2} {:>10.0} {:>6.2} {:>6.2} {:>7.2} {:>12.2} ms",
            self.writers,
            ours,
            min,
            max,
            of(&self.ours, |round| round.p50).0,
            of(&self.ours, |round| round.p99).0,
            raw,
            of(&self.raw, |round| round.p50).0,
            of(&self.raw, |round| round.p99).0,
            ours / raw,
            median(&mut self.probes),
        );
    }
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}

async fn first_appends(log: &Arc<dyn EventLog>) -> f64 {
    let begin = Instant::now();
    let tasks: Vec<_> = (0..256)
        .map(|writer| {
            let log = log.clone();
            tokio::spawn(async move {
                for stream in (writer..STREAMS).step_by(256) {
                    EventLog::append(&*log, append_to(stream)).await.expect("appended");
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("a writer ends");
    }
    STREAMS as f64 / begin.elapsed().as_secs_f64()
}

async fn replay(log: &Arc<dyn EventLog>) {
    let (begin, mut events, mut bytes) = (Instant::now(), 0u64, 0);
    while begin.elapsed() < Duration::from_secs(5) {
        let page = log.read(LogPosition(events), 10_000).await.expect("read");
        if page.is_empty() {
            break;
        }
        events += page.len() as u64;
        for event in &page {
            if let Payload::Open(payload) = &event.payload {
                bytes += payload.len();
            }
        }
    }
    let per_second = events as f64 / begin.elapsed().as_secs_f64();
    println!(
        "replay, checked and unsealed: {per_second:.0} events/s ({events} events, {} MB)",
        bytes >> 20
    );
}

fn size_of(directory: &Path) -> u64 {
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => size_of(&entry.path()),
            Ok(metadata) => metadata.len(),
            Err(_) => 0,
        })
        .sum()
}
