//! What each command of the command line does.

use crate::{
    arguments::{
        AuditArguments, BundleArguments, CheckpointArguments, Command, DataArguments, DemoArguments, DoctorArguments,
        ImportArguments, ProveArguments, ReplayArguments, ServeArguments, VerifyArguments,
    },
    audit::{
        self, EvidenceError, ExportError, ImportLinesError, ImportOrder, OfflineError, ReplayReport, SendingError,
    },
    backup::{self, BackupCommandError},
    classify::{ClassifyError, classify},
    config::{Config, ConfigError, Overrides},
    data_directory::{self, DataDirectory, DataError},
    demo::{self, SeedError},
    doctor,
    master_key_source::MasterKeySource,
    rebuild_views::rebuild_views,
    running::{Running, StartError, start},
    telemetry::{self, TelemetryError},
    terminal,
};
use commands::{Clock, SystemClock};
use event_log::{
    BundleError, EventLog, InclusionProof, LogPosition, ProofError, ProvableLog, PublicKey, Rotated, SignedCheckpoint,
    Verified, VerifiedBundle, VerifyError,
};
use projections::{RebuildError, ViewError};
use std::{
    io::{self, BufWriter, Write},
    path::Path,
    sync::Arc,
};
use tokio::{
    runtime,
    signal::unix::{SignalKind, signal},
};

#[derive(thiserror::Error, Debug)]
pub enum RunError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Telemetry(#[from] TelemetryError),
    #[error(transparent)]
    Data(#[from] DataError),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error("the demo store could not be written: {0}")]
    Seed(#[from] SeedError),
    #[error("the log is not what it was: {0}")]
    Verify(#[from] VerifyError),
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
    #[error(transparent)]
    Offline(#[from] OfflineError),
    #[error(transparent)]
    Proof(#[from] ProofError),
    #[error(transparent)]
    Bundle(#[from] BundleError),
    #[error(transparent)]
    Replay(#[from] ViewError),
    #[error(transparent)]
    Sending(#[from] SendingError),
    #[error("texts left that should not have: see above")]
    Violations,
    #[error("the views stay as they were: {0}")]
    Rebuild(#[from] RebuildError),
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error(transparent)]
    Import(#[from] ImportLinesError),
    #[error(transparent)]
    Backup(#[from] BackupCommandError),
    #[error(transparent)]
    Classify(#[from] ClassifyError),
    #[error("something is wrong with the data directory: see above")]
    Unwell,
    #[error("a result could not be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    System(#[from] io::Error),
}

/// Runs one command to its end.
pub fn run(command: Command) -> Result<(), RunError> {
    let runtime = runtime::Builder::new_multi_thread().enable_all().build()?;
    match command {
        Command::Serve(arguments) => runtime.block_on(serve(arguments)),
        Command::Demo(arguments) => runtime.block_on(run_demo(arguments)),
        Command::RebuildViews(arguments) => runtime.block_on(rebuild(&arguments)),
        Command::Replay(arguments) => runtime.block_on(replay(arguments)),
        Command::Audit(arguments) => runtime.block_on(audit_sending(&arguments)),
        Command::Verify(arguments) => verify(&arguments),
        Command::Checkpoint(arguments) => runtime.block_on(checkpoint(&arguments)),
        Command::Prove(arguments) => runtime.block_on(prove(&arguments)),
        Command::Bundle(arguments) => bundle(&arguments),
        Command::PublicKey(arguments) => public_key(&arguments),
        Command::Export(arguments) => runtime.block_on(export(&arguments)),
        Command::Import(arguments) => runtime.block_on(import(&arguments)),
        Command::Backup(arguments) => print(&backup::make(&arguments, SystemClock::default().now())?),
        Command::Restore(arguments) => print(&backup::restore(&arguments)?),
        Command::Doctor(arguments) => doctor(&arguments),
        Command::RotateMasterKey(arguments) => rotate_master_key(&arguments),
        Command::Classify => Ok(classify(io::stdin().lock(), io::stdout().lock(), io::stderr().lock())?),
        Command::Openapi => openapi(),
    }
}

async fn serve(arguments: ServeArguments) -> Result<(), RunError> {
    let overrides = Overrides {
        data: arguments.data,
        listen: arguments.listen,
        ..Overrides::default()
    };
    let config = Config::load(arguments.config.as_deref(), overrides)?;
    telemetry::write_log_lines(&config.log)?;
    let server = start(config, Arc::new(SystemClock::default())).await?;
    terminal::greet(&server);
    until_asked_to_stop(server).await
}

async fn run_demo(arguments: DemoArguments) -> Result<(), RunError> {
    let overrides = Overrides {
        data: Some(arguments.data),
        listen: arguments.listen,
        simulator: Some(true),
        quiet: true,
    };
    let config = Config::load(None, overrides)?;
    telemetry::write_log_lines(&config.log)?;
    let clock = Arc::new(SystemClock::default());
    let data = DataDirectory::open_or_create(&config.data)?;
    if data.log.head().0 == 0 {
        let seeded = demo::seed(&data, clock.now(), &config.public_url(config.listen)).await?;
        terminal::seeded(&seeded, &config.data);
    } else if arguments.seed_only {
        terminal::seeded_before(&config.data);
    }
    data.log.close();
    drop(data);
    if arguments.seed_only {
        return Ok(());
    }
    let server = start(config, clock).await?;
    terminal::greet_demo(&server);
    until_asked_to_stop(server).await
}

async fn until_asked_to_stop(server: Running) -> Result<(), RunError> {
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    server.stop().await;
    Ok(())
}

async fn replay(arguments: ReplayArguments) -> Result<(), RunError> {
    let data = DataDirectory::open_existing(&arguments.directory.data)?;
    let report = audit::replay(data.log.as_ref(), arguments.until).await?;
    if arguments.json {
        print(&format!("{}\n", serde_json::to_string(&report)?))
    } else {
        let ReplayReport {
            events,
            events_per_second,
            state_hash,
            head,
            ..
        } = report;
        print(&format!(
            "{events} of {head} events replayed, {events_per_second} a second\nstate hash {state_hash}\n"
        ))
    }
}

async fn audit_sending(arguments: &AuditArguments) -> Result<(), RunError> {
    let data = DataDirectory::open_existing(&arguments.directory.data)?;
    let report = audit::sending(data.log.as_ref(), arguments.since, arguments.strict).await?;
    print(&match arguments.json {
        true => format!("{}\n", serde_json::to_string(&report)?),
        false => report.to_string(),
    })?;
    match report.is_clean() {
        true => Ok(()),
        false => Err(RunError::Violations),
    }
}

async fn rebuild(arguments: &DataArguments) -> Result<(), RunError> {
    let data = DataDirectory::open_existing(&arguments.data)?;
    let reached = rebuild_views(&data).await?;
    data.log.close();
    print(&format!("the views are rebuilt up to event {}\n", reached.0))
}

fn verify(arguments: &VerifyArguments) -> Result<(), RunError> {
    let key = arguments.public_key.as_deref().map(audit::public_key).transpose()?;
    let Some(key) = key else {
        return verify_log(&arguments.directory.data, &[]);
    };
    let held = match &arguments.held {
        Some(file) => audit::held(file, &key)?,
        None => Vec::new(),
    };
    match (&arguments.bundle, &arguments.proof) {
        (Some(bundle), _) => verify_bundle(bundle, &key, &held),
        (None, Some(proof)) => verify_proof(proof, &key),
        (None, None) => verify_log(&arguments.directory.data, &held),
    }
}

fn verify_log(directory: &Path, held: &[SignedCheckpoint]) -> Result<(), RunError> {
    let verified = audit::verify(directory, held)?;
    let Verified {
        events,
        streams,
        media,
        chain,
        root,
    } = verified;
    print(&format!(
        "{events} events in {streams} streams and {media} media files are what they were\nchain {chain}\nroot {root}\n{}",
        agreement(&sizes(held), &[])
    ))
}

fn verify_bundle(file: &Path, key: &PublicKey, held: &[SignedCheckpoint]) -> Result<(), RunError> {
    let VerifiedBundle {
        origin,
        first,
        last,
        streams,
        root,
        held,
        not_covered,
    } = audit::verify_bundle(file, key, held)?;
    let events = last + 1 - first;
    let what = match events {
        0 => format!("no event follows position {last} of {origin} in this bundle, and none is missing"),
        _ => format!(
            "positions {first} to {last} of {origin} are all there, unchanged and in order: {events} events in {streams} streams"
        ),
    };
    print(&format!("{what}\nroot {root}\n{}", agreement(&held, &not_covered)))
}

fn verify_proof(file: &Path, key: &PublicKey) -> Result<(), RunError> {
    let (InclusionProof { checkpoint, .. }, header) = audit::verify_proof(file, key)?;
    let (position, size, origin) = (header.position.0, checkpoint.size(), key.name());
    print(&format!(
        "position {position} is in {origin} of {size} records: {} by {} at {}, version {} of stream {}\n",
        header.event_type, header.actor, header.time, header.version.0, header.stream
    ))
}

fn sizes(held: &[SignedCheckpoint]) -> Vec<u64> {
    held.iter().map(SignedCheckpoint::size).collect()
}

/// What checkpoints held elsewhere say to it.
fn agreement(held: &[u64], not_covered: &[u64]) -> String {
    let listed = |sizes: &[u64]| sizes.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
    let mut lines = String::new();
    if !held.is_empty() {
        lines += &format!("agrees with the checkpoints held of {} records\n", listed(held));
    }
    if !not_covered.is_empty() {
        lines += &format!(
            "says nothing about those of {} records: they end outside of it\n",
            listed(not_covered)
        );
    }
    lines
}

async fn checkpoint(arguments: &CheckpointArguments) -> Result<(), RunError> {
    let data = DataDirectory::open_existing(&arguments.directory.data)?;
    print(data.log.checkpoint(arguments.size).await?.note())
}

async fn prove(arguments: &ProveArguments) -> Result<(), RunError> {
    let data = DataDirectory::open_existing(&arguments.directory.data)?;
    let position = LogPosition(arguments.position);
    print(&data.log.prove_inclusion(position, arguments.size).await?.to_string())
}

fn bundle(arguments: &BundleArguments) -> Result<(), RunError> {
    let data = DataDirectory::open_existing(&arguments.directory.data)?;
    let out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    match audit::bundle(&data.log, arguments.from, arguments.to, out) {
        Err(BundleError::Write(error)) => whole_or_cut_off(Err(error)),
        written => Ok(written.map(drop)?),
    }
}

fn public_key(arguments: &DataArguments) -> Result<(), RunError> {
    let data = DataDirectory::open_existing(&arguments.data)?;
    print(&format!("{}\n", data.log.public_key()))
}

async fn export(arguments: &DataArguments) -> Result<(), RunError> {
    let data = DataDirectory::open_existing(&arguments.data)?;
    let exported = audit::export(&data.log, &data.deployment(), io::stdout().lock()).await;
    match exported {
        Err(ExportError::Write(error)) => whole_or_cut_off(Err(error)),
        exported => Ok(exported.map(drop)?),
    }
}

async fn import(arguments: &ImportArguments) -> Result<(), RunError> {
    let master = data_directory::existing_master_key(arguments.master_key.as_deref())?;
    let deployment = data_directory::deployment_of(&arguments.keys, &master).map_err(DataError::from)?;
    let order = ImportOrder {
        to: &arguments.data,
        keys: &arguments.keys,
        media: arguments.media.as_deref(),
        master: &master,
        deployment: &deployment,
    };
    let report = audit::import(order, io::stdin().lock()).await?;
    if let Some(file) = &arguments.master_key {
        data_directory::keep_master_key(file, &arguments.data)?;
    }
    let (imported, data) = (report.imported, arguments.data.display());
    let media = report.media.map_or_else(
        || "no media files: give --media DIR to have them copied too".to_owned(),
        |media| format!("{} media files", media.files),
    );
    print(&format!(
        "{} events are imported into {data}, {} of them erased, and {media}
chain {}
",
        imported.position.0, imported.erased, imported.chain
    ))
}

fn doctor(arguments: &DoctorArguments) -> Result<(), RunError> {
    let overrides = Overrides {
        data: Some(arguments.data.clone()),
        ..Overrides::default()
    };
    let backups = Config::load(arguments.config.as_deref(), overrides).map(|config| config.backup);
    let findings = doctor::examine(&arguments.data, &backups, SystemClock::default().now());
    print(&match arguments.json {
        true => format!("{}\n", serde_json::to_string(&findings)?),
        false => findings.to_string(),
    })?;
    match findings.are_well() {
        true => Ok(()),
        false => Err(RunError::Unwell),
    }
}

fn rotate_master_key(arguments: &DataArguments) -> Result<(), RunError> {
    let source = MasterKeySource::of_settings().map_err(DataError::from)?;
    let bar = audit::progress::bar("Wrapping keys", 0);
    let rotated = data_directory::rotate(&arguments.data, &source, &mut |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    });
    bar.finish_and_clear();
    let Rotated { data_keys, secrets } = rotated?;
    print(&format!(
        "{data_keys} data keys and {secrets} secrets are wrapped by a new master key; the old one opens nothing any more\n\
         Back the new key up apart from the data directory, and the key store with it: older backups of it need the old key.\n"
    ))
}

fn openapi() -> Result<(), RunError> {
    print(&api::openapi_json()?)
}

fn print(text: &str) -> Result<(), RunError> {
    whole_or_cut_off(io::stdout().lock().write_all(text.as_bytes()))
}

/// Whoever closes the pipe has seen enough (`threadkeep export | head`).
fn whole_or_cut_off(written: io::Result<()>) -> Result<(), RunError> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
