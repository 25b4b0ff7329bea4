//! What the log has to reach, as ratios to what was measured beside it, so that they hold on any disk.

use crate::event::PAYLOAD_BYTES;
use crate::figures::{Figures, PeerFigures};
use crate::peers::Kind;
use serde::Serialize;

/// The size at which space and opening are judged: a smaller log is mostly journal, and opens at once.
const LARGE_EVENTS: u64 = 5_000_000;
/// What the memory of a bulk load is held against: pages, their copies on the way to the disk, keys and the rest.
const MEMORY_OVER_CACHE: f64 = 4.0;

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    AtLeast(f64),
    AtMost(f64),
}

#[derive(Debug, Serialize)]
pub struct Goal {
    pub what: String,
    pub bound: Bound,
    pub unit: &'static str,
    /// `None` if it could not be judged in this run.
    pub measured: Option<f64>,
}

impl Goal {
    pub fn is_met(&self) -> Option<bool> {
        self.measured.map(|measured| match self.bound {
            Bound::AtLeast(bound) => measured >= bound,
            Bound::AtMost(bound) => measured <= bound,
        })
    }
}

pub fn judge(figures: &Figures) -> Vec<Goal> {
    let mut goals = vec![
        beside(figures, Kind::Raw, 64, 0.6),
        beside(figures, Kind::Raw, 1, 0.6),
        beside(figures, Kind::Raw, 256, 0.45),
        beside(figures, Kind::Postgres, 64, 2.5),
        beside(figures, Kind::PostgresGrouped, 64, 1.2),
        beside(figures, Kind::Postgres, 256, 5.0),
        beside(figures, Kind::Sqlite, 64, 1.5),
        beside(figures, Kind::JetStream, 64, 10.0),
        goal(
            "p99 at 64 writers, over the plain file's",
            Bound::AtMost(2.5),
            "times",
            peer(figures, Kind::Raw, 64).map(|peer| peer.our_p99_over_its.median),
        ),
    ];
    let sustained = figures.sustained.as_ref();
    goals.push(goal(
        "sustained, of the short figure",
        Bound::AtLeast(0.9),
        "times",
        sustained.and_then(|sustained| sustained.of_short),
    ));
    let large = figures.large.as_ref();
    let replay = large.map(|large| large.replayed.events as f64 / large.replayed.seconds);
    let scan = large.map(|large| large.replayed.events as f64 / large.replayed.scan_seconds);
    let at_size = large.filter(|large| large.loaded.events >= LARGE_EVENTS);
    let space =
        at_size.map(|large| large.loaded.disk_bytes as f64 / (large.loaded.events as usize * PAYLOAD_BYTES) as f64);
    let memory = large.map(|large| large.loaded.peak_bytes as f64 / figures.settings.cache_bytes as f64);
    goals.extend([
        goal(
            "replay with unseal and fold, one core",
            Bound::AtLeast(400_000.0),
            "events/s",
            replay,
        ),
        goal(
            "scan of the headers, warm, one core",
            Bound::AtLeast(3_000_000.0),
            "events/s",
            scan,
        ),
        goal(
            "space of 5,000,000 events, of the payload",
            Bound::AtMost(2.2),
            "times",
            space,
        ),
        goal(
            "opening 5,000,000 events after a clean end",
            Bound::AtMost(3.0),
            "s",
            at_size.map(|large| large.opened.seconds),
        ),
        goal(
            "memory in bulk load, of the configured cache",
            Bound::AtMost(MEMORY_OVER_CACHE),
            "times",
            memory,
        ),
    ]);
    goals
}

fn beside(figures: &Figures, kind: Kind, writers: usize, bound: f64) -> Goal {
    let durable = figures.about(kind).is_some_and(|peer| peer.durable);
    let peer = peer(figures, kind, writers).filter(|_| durable);
    goal(
        &format!(
            "{}, at {writers} writer{}",
            kind.name(),
            if writers == 1 { "" } else { "s" }
        ),
        Bound::AtLeast(bound),
        "times",
        peer.map(|peer| peer.ours_over_it.median),
    )
}

fn peer(figures: &Figures, kind: Kind, writers: usize) -> Option<&PeerFigures> {
    figures.case(writers)?.peer(kind)
}

fn goal(what: &str, bound: Bound, unit: &'static str, measured: Option<f64>) -> Goal {
    Goal {
        what: what.to_owned(),
        bound,
        unit,
        measured,
    }
}
