//! Rounds in which everybody writes once, in changing order, with the disk probed before and after each turn.

use crate::arguments::Settings;
use crate::peers::{Failure, Kind};
use crate::probe;
use crate::spread::Spread;
use crate::turn::{Contestant, Turn, Until};
use indicatif::ProgressBar;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;
use tokio::runtime::Runtime;

/// Rounds thrown away before a number of writers is given up, for each that must count.
const PATIENCE: usize = 3;

pub struct Round {
    pub probes: Vec<f64>,
    pub turns: BTreeMap<Kind, Turn>,
}

/// All rounds with one number of writers.
pub struct Case {
    pub writers: usize,
    pub rounds: Vec<Round>,
    /// The probes of each round in which the disk changed its speed.
    pub thrown_away: Vec<Vec<f64>>,
}

pub struct Rounds<'a> {
    pub runtime: &'a Runtime,
    pub settings: &'a Settings,
    pub directory: &'a Path,
    pub progress: &'a ProgressBar,
    /// Every probe of the run so far.
    pub probes: Vec<f64>,
}

impl Rounds<'_> {
    pub fn case(&mut self, writers: usize, contestants: &mut [Contestant]) -> Result<Case, Failure> {
        let mut case = Case {
            writers,
            rounds: Vec::new(),
            thrown_away: Vec::new(),
        };
        let mut number = 0;
        while case.rounds.len() < self.settings.rounds && case.thrown_away.len() < PATIENCE * self.settings.rounds {
            let begun = self.progress.position();
            let round = self.round(writers, contestants, number)?;
            number += 1;
            let of_the_run = Spread::of(self.probes.iter().copied()).map_or(0.0, |probes| probes.median);
            if probe::is_steady(&round.probes, of_the_run) {
                case.rounds.push(round);
            } else {
                case.thrown_away.push(round.probes);
                self.progress.set_position(begun);
            }
        }
        Ok(case)
    }

    fn round(&mut self, writers: usize, contestants: &mut [Contestant], number: usize) -> Result<Round, Failure> {
        let mut round = Round {
            probes: vec![self.probe()?],
            turns: BTreeMap::new(),
        };
        let until = Until::Elapsed(Duration::from_secs_f64(self.settings.seconds));
        let first = number % contestants.len();
        contestants.rotate_left(first);
        for contestant in &mut *contestants {
            let kind = contestant.description.kind;
            self.progress.set_message(format!("{writers} writers: {}", kind.name()));
            let turn = contestant.turn(self.runtime, writers, until)?;
            round.turns.insert(kind, turn);
            round.probes.push(self.probe()?);
            self.progress.inc(1);
        }
        contestants.rotate_right(first);
        Ok(round)
    }

    fn probe(&mut self) -> Result<f64, Failure> {
        let probe = probe::sync_milliseconds(self.directory)?;
        self.probes.push(probe);
        Ok(probe)
    }
}
