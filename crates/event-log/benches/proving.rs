//! What proving costs: the tree over a record beside the whole durable append of it, then checkpoints, proofs and bundles
//! of the log that came of it.
//!
//! `cargo bench -p event-log --bench proving`; `-- --seconds 5` measures each number of writers for longer.

use bytes::Bytes;
use event_log::{
    Append, EventLog, Expected, LogPosition, MasterKey, NewEvent, Options, ProvableLog, RecordHash, SledLog, StreamId,
    TreeHash, tree_root, verify_bundle,
};
use jiff::Timestamp;
use std::fs::File;
use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use uuid::Uuid;

const PAYLOAD: &[u8] = &[b'x'; 350];
const STREAMS: usize = 2000;
const WRITERS: [usize; 4] = [1, 16, 64, 256];
const PART: usize = 256;

fn main() {
    let seconds = std::env::args().skip_while(|argument| argument != "--seconds").nth(1);
    let length = Duration::from_secs_f64(seconds.and_then(|text| text.parse().ok()).unwrap_or(2.0));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let directory = tempfile::tempdir_in(".").expect("a directory on the disk to measure");
    let tree = tree(&directory.path().join("tree"));
    println!("the tree: {tree:.3} µs a record, its file included");
    let log = SledLog::open(
        &directory.path().join("log"),
        MasterKey::from_bytes([7; 32]),
        Options::default(),
    );
    let log = Arc::new(log.expect("the log opens"));
    // So that no measured append makes a key.
    runtime.block_on(append(&log, 0, |number| (number < STREAMS).then_some(number)));
    println!("writers   durable appends/s   µs an append   share of the tree");
    for writers in WRITERS {
        let begin = Instant::now();
        let before = log.head().0;
        runtime.block_on(async {
            let tasks: Vec<_> = (0..writers)
                .map(|writer| {
                    let log = log.clone();
                    tokio::spawn(async move {
                        let next =
                            |number: usize| (begin.elapsed() < length).then_some((writer * 31 + number * 7) % STREAMS);
                        append(&log, writer, next).await;
                    })
                })
                .collect();
            for task in tasks {
                task.await.expect("a writer ends");
            }
        });
        let micros = begin.elapsed().as_secs_f64() * 1e6 / (log.head().0 - before) as f64;
        let share = 100.0 * tree / micros;
        println!("{writers:>7} {:>19.0} {micros:>14.2} {share:>16.2} %", 1e6 / micros);
    }
    runtime.block_on(proofs(&log));
    bundle(&log);
}

/// Microseconds for the leaf of a record and its part of the nodes and of the file.
fn tree(path: &Path) -> f64 {
    const PARTS: usize = 4_000;
    let records: Vec<_> = (0..PART as u64).map(|number| RecordHash(blake3_of(number))).collect();
    let mut file = File::create(path).expect("a file");
    let begin = Instant::now();
    for _ in 0..PARTS {
        let root = tree_root(black_box(&records).iter().copied().map(TreeHash::leaf));
        file.write_all(&[root.0.as_slice(), &[0; 8]].concat()).expect("written");
    }
    begin.elapsed().as_secs_f64() * 1e6 / (PARTS * PART) as f64
}

fn blake3_of(number: u64) -> [u8; 32] {
    *blake3::hash(&number.to_be_bytes()).as_bytes()
}

/// One after the other, as long as there is a next stream.
async fn append(log: &SledLog, writer: usize, next: impl Fn(usize) -> Option<usize>) {
    let mut number = 0;
    while let Some(stream) = next(number) {
        let append = Append {
            stream: StreamId(Uuid::from_u128(
                (stream as u128).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835),
            )),
            expected: Expected::Any,
            events: vec![NewEvent {
                event_type: "message received",
                schema: 1,
                payload: Bytes::from_static(PAYLOAD),
            }],
            time: Timestamp::UNIX_EPOCH,
            actor: "contact".to_owned(),
            causation: None,
            correlation: Uuid::from_u128(writer as u128),
            idempotency: None,
        };
        log.append(append).await.expect("appended");
        number += 1;
    }
}

async fn proofs(log: &SledLog) {
    const TIMES: u64 = 200;
    let head = log.head().0;
    let begin = Instant::now();
    for _ in 0..TIMES {
        log.checkpoint(None).await.expect("a checkpoint");
    }
    let checkpoint = begin.elapsed() / TIMES as u32;
    let begin = Instant::now();
    for number in 0..TIMES {
        let position = LogPosition(1 + number * 7_919 % head);
        log.prove_inclusion(position, None).await.expect("a proof");
    }
    let inclusion = begin.elapsed() / TIMES as u32;
    let begin = Instant::now();
    for number in 0..TIMES {
        log.prove_consistency(1 + number * 7_919 % head, None)
            .await
            .expect("a proof");
    }
    let consistency = begin.elapsed() / TIMES as u32;
    println!("at {head} records: checkpoint {checkpoint:?}, inclusion {inclusion:?}, consistency {consistency:?}");
}

fn bundle(log: &SledLog) {
    let mut bytes = Vec::new();
    let begin = Instant::now();
    let written = log.write_bundle(0, None, &mut bytes, &mut |_| ()).expect("a bundle");
    let write = written as f64 / begin.elapsed().as_secs_f64();
    let begin = Instant::now();
    verify_bundle(bytes.as_slice(), log.public_key(), &[], &mut |_, _| ()).expect("it holds");
    let verify = written as f64 / begin.elapsed().as_secs_f64();
    let size = bytes.len() as u64 / written;
    println!("a bundle: {write:.0} records/s written, {verify:.0} records/s verified, {size} bytes a record");
}
