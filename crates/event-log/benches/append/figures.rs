//! Everything measured in one run, as it is written to JSON and drawn.

use crate::arguments::Settings;
use crate::goals::Goal;
use crate::large::Large;
use crate::peers::{Description, Kind};
use crate::rounds::{Case, Round};
use crate::spread::Spread;
use crate::turn::Turn;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct Figures {
    pub settings: Settings,
    pub cores: usize,
    pub payload_bytes: usize,
    pub peers: Vec<Description>,
    pub left_out: Vec<LeftOut>,
    pub probe_ms: Option<Spread>,
    pub cases: Vec<CaseFigures>,
    /// First events of new streams a second, a key made for each.
    pub first_events_per_second: f64,
    pub sustained: Option<Sustained>,
    pub large: Option<Large>,
    pub goals: Vec<Goal>,
}

/// A peer that was not measured, and why.
#[derive(Debug, Serialize)]
pub struct LeftOut {
    pub kind: Kind,
    pub why: String,
}

#[derive(Debug, Serialize)]
pub struct CaseFigures {
    pub writers: usize,
    pub rounds: usize,
    /// The probes of each round that was thrown away.
    pub thrown_away_ms: Vec<Vec<f64>>,
    pub probe_ms: Option<Spread>,
    pub peers: Vec<PeerFigures>,
}

#[derive(Debug, Serialize)]
pub struct PeerFigures {
    pub kind: Kind,
    pub per_second: Spread,
    pub p50_ms: Spread,
    pub p99_ms: Spread,
    /// Our appends a second over this peer's, and our p99 over this peer's, in each round by itself.
    pub ours_over_it: Spread,
    pub our_p99_over_its: Spread,
}

#[derive(Debug, Serialize)]
pub struct Sustained {
    pub writers: usize,
    pub turn: Turn,
    /// Over the median of the short turns; `None` if the disk changed its speed meanwhile.
    pub of_short: Option<f64>,
    pub probes_ms: Vec<f64>,
}

impl CaseFigures {
    pub fn of(case: &Case, peers: &[Description]) -> Self {
        let probes = case.rounds.iter().flat_map(|round| round.probes.iter().copied());
        Self {
            writers: case.writers,
            rounds: case.rounds.len(),
            thrown_away_ms: case.thrown_away.clone(),
            probe_ms: Spread::of(probes),
            peers: peers
                .iter()
                .filter_map(|peer| PeerFigures::of(peer.kind, &case.rounds))
                .collect(),
        }
    }

    pub fn peer(&self, kind: Kind) -> Option<&PeerFigures> {
        self.peers.iter().find(|peer| peer.kind == kind)
    }
}

impl PeerFigures {
    /// `None` without a round that counts.
    fn of(kind: Kind, rounds: &[Round]) -> Option<Self> {
        let turns = |value: fn(&Turn) -> f64| Spread::of(rounds.iter().map(|round| value(&round.turns[&kind])));
        let ratio = |value: fn(&Turn) -> f64| {
            let of = |round: &Round| value(&round.turns[&Kind::Ours]) / value(&round.turns[&kind]);
            Spread::of(rounds.iter().map(of))
        };
        Some(Self {
            kind,
            per_second: turns(|turn| turn.per_second)?,
            p50_ms: turns(|turn| turn.p50_ms)?,
            p99_ms: turns(|turn| turn.p99_ms)?,
            ours_over_it: ratio(|turn| turn.per_second)?,
            our_p99_over_its: ratio(|turn| turn.p99_ms)?,
        })
    }
}

impl Figures {
    pub fn case(&self, writers: usize) -> Option<&CaseFigures> {
        self.cases.iter().find(|case| case.writers == writers)
    }

    pub fn label(&self, kind: Kind) -> String {
        self.about(kind).map(Description::label).unwrap_or_default()
    }

    pub fn about(&self, kind: Kind) -> Option<&Description> {
        self.peers.iter().find(|peer| peer.kind == kind)
    }
}
