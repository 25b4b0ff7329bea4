//! One peer's turn: so many writers at once, each of which waits for its acknowledgement before it goes on.

use crate::event::{Event, MOST_WRITERS};
use crate::peers::{Description, Failure, Peer};
use hdrhistogram::Histogram;
use serde::Serialize;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

pub struct Contestant {
    pub description: Description,
    peer: Arc<dyn Peer>,
    /// The number of each writer's next event.
    next: Vec<u64>,
}

#[derive(Clone, Copy, Debug, Serialize)]
pub struct Turn {
    pub per_second: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
}

/// When a writer stops.
#[derive(Clone, Copy)]
pub enum Until {
    Elapsed(Duration),
    Events(u64),
}

impl Contestant {
    pub fn new(peer: impl Peer + 'static, description: Description) -> Self {
        Self {
            description,
            peer: Arc::new(peer),
            next: vec![0; MOST_WRITERS],
        }
    }

    pub fn turn(&mut self, runtime: &Runtime, writers: usize, until: Until) -> Result<Turn, Failure> {
        let name = self.description.kind.name();
        let turn = runtime.block_on(async {
            let begin = Instant::now();
            let mut tasks = Vec::with_capacity(writers);
            for writer in 0..writers {
                let first = self.next[writer];
                tasks.push(tokio::spawn(write(self.peer.clone(), writer, first, begin, until)));
            }
            let mut latencies = latencies()?;
            for (writer, task) in tasks.into_iter().enumerate() {
                let written = task.await??;
                self.next[writer] += written.len();
                latencies.add(written)?;
            }
            let per_second = latencies.len() as f64 / begin.elapsed().as_secs_f64();
            let at = |quantile| latencies.value_at_quantile(quantile) as f64 / 1e6;
            Ok::<_, Failure>(Turn {
                per_second,
                p50_ms: at(0.5),
                p99_ms: at(0.99),
            })
        });
        turn.map_err(|failure| format!("{name}, {writers} writers: {failure}").into())
    }
}

/// In nanoseconds, to two digits.
fn latencies() -> Result<Histogram<u32>, Failure> {
    Ok(Histogram::new_with_bounds(1_000, 60_000_000_000, 2)?)
}

async fn write(
    peer: Arc<dyn Peer>,
    writer: usize,
    first: u64,
    begin: Instant,
    until: Until,
) -> Result<Histogram<u32>, Failure> {
    let mut latencies = latencies()?;
    let goes_on = |number| match until {
        Until::Elapsed(length) => begin.elapsed() < length,
        Until::Events(events) => number < first + events,
    };
    for number in (first..).take_while(|number| goes_on(*number)) {
        let start = Instant::now();
        peer.append(Event { writer, number }).await?;
        latencies.saturating_record(start.elapsed().as_nanos() as u64);
    }
    Ok(latencies)
}
