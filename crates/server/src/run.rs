//! What each command of the command line does.

use crate::{
    arguments::{Command, DataArguments, DemoArguments, ReplayArguments, ServeArguments},
    audit::{self, ExportError, ReplayReport},
    config::{Config, ConfigError, Overrides},
    data_directory::{DataDirectory, DataError},
    demo::{self, SeedError},
    running::{Running, StartError, start},
    telemetry::{self, TelemetryError},
    terminal,
};
use commands::{Clock, SystemClock};
use event_log::{EventLog, Verified, VerifyError};
use projections::ViewError;
use std::{
    io::{self, Write},
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
    Replay(#[from] ViewError),
    #[error(transparent)]
    Export(#[from] ExportError),
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
        Command::Replay(arguments) => runtime.block_on(replay(arguments)),
        Command::Verify(arguments) => verify(&arguments),
        Command::Export(arguments) => runtime.block_on(export(&arguments)),
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

fn verify(arguments: &DataArguments) -> Result<(), RunError> {
    let verified = audit::verify(&arguments.data)?;
    let Verified {
        events,
        streams,
        media,
        chain,
    } = verified;
    print(&format!(
        "{events} events in {streams} streams and {media} media files are what they were\nchain {chain}\n"
    ))
}

async fn export(arguments: &DataArguments) -> Result<(), RunError> {
    let data = DataDirectory::open_existing(&arguments.data)?;
    let exported = audit::export(data.log.as_ref(), io::stdout().lock()).await;
    match exported {
        Err(ExportError::Write(error)) => whole_or_cut_off(Err(error)),
        exported => Ok(exported.map(drop)?),
    }
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
