//! `just bench-log`: durable appends beside a plain file, PostgreSQL, SQLite and NATS JetStream; then the log at length
//! and at size.
//!
//! Everybody writes the same events on the same disk, in interleaved rounds of one run, each writer waiting for its
//! acknowledgement. Rounds in which the disk changed its speed are thrown away and repeated. Figures are medians with
//! the least and the most; what counts are ratios, because the disk is different everywhere.

mod arguments;
mod event;
mod figures;
mod goals;
mod large;
mod peers;
mod probe;
mod progress;
mod report;
mod rounds;
mod spread;
mod turn;
mod workplace;

use arguments::{Arguments, Settings};
use clap::Parser;
use event::{FIRST_EVENTS, MOST_WRITERS, PAYLOAD_BYTES};
use figures::{CaseFigures, Figures, LeftOut, Sustained};
use peers::jetstream::JetStream;
use peers::postgres_server::Server;
use peers::{Description, Failure, Kind, ours, postgres, raw, sqlite};
use rounds::Rounds;
use spread::Spread;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;
use tokio::runtime::Runtime;
use turn::{Contestant, Until};
use workplace::Workplace;

/// As in the server.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The long measurement, and most goals, are at so many writers.
const SUSTAINED_WRITERS: usize = 64;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let step = arguments.step;
    let settings = arguments.settings();
    let done = match step {
        Some(step) => large::step(step, &settings),
        None => run(settings),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(settings: Settings) -> Result<(), Failure> {
    if let Some(too_many) = settings
        .writers
        .iter()
        .find(|writers| !(1..=MOST_WRITERS).contains(*writers))
    {
        return Err(format!("{too_many} writers: give 1 to {MOST_WRITERS}").into());
    }
    let workplace = Workplace::prepare(&settings.directory)?;
    let figures = measure(settings, workplace.directory())?;
    print!("{}", report::terminal::draw(&figures)?);
    write(&figures.settings.svg, report::svg::draw(&figures)?)?;
    if let Some(path) = &figures.settings.json {
        write(path, serde_json::to_string_pretty(&figures)?)?;
    }
    if let Some(path) = &figures.settings.markdown {
        write(path, report::markdown::write(&figures)?)?;
    }
    Ok(())
}

fn write(path: &Path, contents: String) -> Result<(), Failure> {
    fs::write(path, contents).map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
    println!("written: {}", path.canonicalize()?.display());
    Ok(())
}

fn measure(settings: Settings, directory: &Path) -> Result<Figures, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut field = Field::gather(&runtime, &settings, directory)?;
    let first_events_per_second = field.write_first_events(&runtime)?;
    let turns = settings.writers.len() * settings.rounds * field.contestants.len();
    let progress = progress::bar(turns as u64);
    let mut rounds = Rounds {
        runtime: &runtime,
        settings: &settings,
        directory,
        progress: &progress,
        probes: Vec::new(),
    };
    let peers = field.descriptions();
    let mut cases = Vec::new();
    for writers in &settings.writers {
        let case = rounds.case(*writers, &mut field.contestants)?;
        cases.push(CaseFigures::of(&case, &peers));
    }
    let probe_ms = Spread::of(rounds.probes);
    progress.finish_and_clear();
    let sustained = sustain(&runtime, &settings, directory, &mut field, &cases)?;
    let left_out = std::mem::take(&mut field.left_out);
    // The peers and their servers end before memory and processors are measured once more.
    drop(field);
    let large = (settings.events > 0)
        .then(|| large::measure(&settings, directory))
        .transpose()?;
    let mut figures = Figures {
        settings,
        cores: std::thread::available_parallelism()?.get(),
        payload_bytes: PAYLOAD_BYTES,
        peers,
        left_out,
        probe_ms,
        cases,
        first_events_per_second,
        sustained,
        large,
        goals: Vec::new(),
    };
    figures.goals = goals::judge(&figures);
    Ok(figures)
}

/// Everyone who can be measured here, ours first, and who cannot.
struct Field {
    contestants: Vec<Contestant>,
    left_out: Vec<LeftOut>,
    // Ends after those who are connected to it.
    _postgres: Option<Server>,
}

impl Field {
    fn gather(runtime: &Runtime, settings: &Settings, directory: &Path) -> Result<Self, Failure> {
        let progress = progress::wait("starting the peers".to_owned());
        let (ours, about_us) = ours::start(directory, settings.cache_bytes)?;
        let (raw, about_raw) = raw::start(directory)?;
        let mut field = Self {
            contestants: vec![Contestant::new(ours, about_us), Contestant::new(raw, about_raw)],
            left_out: Vec::new(),
            _postgres: None,
        };
        if settings.alone {
            return Ok(field);
        }
        match Server::start(directory) {
            Ok(server) => {
                field.add(Kind::Postgres, runtime.block_on(postgres::Single::start(&server)));
                field.add(Kind::PostgresGrouped, postgres::grouped(&server));
                field._postgres = Some(server);
            }
            Err(failure) => {
                for kind in [Kind::Postgres, Kind::PostgresGrouped] {
                    let why = failure.to_string();
                    field.left_out.push(LeftOut { kind, why });
                }
            }
        }
        field.add(Kind::Sqlite, sqlite::start(directory));
        let jetstream = runtime.block_on(JetStream::start(directory, &settings.nats_server));
        field.add(Kind::JetStream, jetstream);
        progress.finish_and_clear();
        Ok(field)
    }

    fn add(&mut self, kind: Kind, started: Result<(impl peers::Peer + 'static, Description), Failure>) {
        match started {
            Ok((peer, description)) => self.contestants.push(Contestant::new(peer, description)),
            Err(failure) => self.left_out.push(LeftOut {
                kind,
                why: failure.to_string(),
            }),
        }
    }

    fn descriptions(&self) -> Vec<Description> {
        let descriptions = self.contestants.iter().map(|contestant| contestant.description.clone());
        descriptions.collect()
    }

    /// The first event of every stream is another matter than the later ones: ours makes a key. Returns how many ours
    /// took a second.
    fn write_first_events(&mut self, runtime: &Runtime) -> Result<f64, Failure> {
        let mut ours = 0.0;
        for contestant in &mut self.contestants {
            let name = contestant.description.kind.name();
            let progress = progress::wait(format!("first events: {name}"));
            let turn = contestant.turn(runtime, MOST_WRITERS, Until::Events(FIRST_EVENTS))?;
            progress.finish_and_clear();
            if contestant.description.kind == Kind::Ours {
                ours = turn.per_second;
            }
        }
        Ok(ours)
    }
}

fn sustain(
    runtime: &Runtime,
    settings: &Settings,
    directory: &Path,
    field: &mut Field,
    cases: &[CaseFigures],
) -> Result<Option<Sustained>, Failure> {
    let ours = field
        .contestants
        .iter_mut()
        .find(|contestant| contestant.description.kind == Kind::Ours);
    let Some(ours) = ours.filter(|_| settings.sustained > 0.0) else {
        return Ok(None);
    };
    let short = cases
        .iter()
        .find(|case| case.writers == SUSTAINED_WRITERS)
        .and_then(|case| Some((case.probe_ms?.median, case.peer(Kind::Ours)?.per_second.median)));
    let progress = progress::wait(format!("{SUSTAINED_WRITERS} writers for {} s", settings.sustained));
    let before = probe::sync_milliseconds(directory)?;
    let length = Duration::from_secs_f64(settings.sustained);
    let turn = ours.turn(runtime, SUSTAINED_WRITERS, Until::Elapsed(length))?;
    let after = probe::sync_milliseconds(directory)?;
    progress.finish_and_clear();
    let probes_ms = vec![before, after];
    let of_short = short
        .filter(|(probe, _)| probe::is_steady(&probes_ms, *probe))
        .map(|(_, short)| turn.per_second / short);
    Ok(Some(Sustained {
        writers: SUSTAINED_WRITERS,
        turn,
        of_short,
        probes_ms,
    }))
}
