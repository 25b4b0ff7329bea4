//! Log lines and metrics. Neither ever carries a number, a name, a text or a secret.

use crate::config::{LogConfig, LogFormat};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};
use parking_lot::Mutex;
use std::io::IsTerminal;
use tracing_subscriber::{EnvFilter, filter::ParseError, fmt, layer::SubscriberExt, util::SubscriberInitExt};

#[derive(thiserror::Error, Debug)]
pub enum TelemetryError {
    #[error("the setting `log.filter` is wrong: {0}")]
    Filter(#[from] ParseError),
    #[error("metrics cannot be kept: {0}")]
    Metrics(#[from] BuildError),
}

/// Log lines go to stderr: stdout belongs to what a command prints. A second call changes nothing.
pub fn write_log_lines(config: &LogConfig) -> Result<(), TelemetryError> {
    let filter = EnvFilter::try_new(&config.filter)?;
    let registry = tracing_subscriber::registry().with(filter);
    let lines = fmt::layer().with_writer(std::io::stderr).with_target(false);
    let installed = match config.format {
        LogFormat::Pretty => registry
            .with(lines.with_ansi(std::io::stderr().is_terminal()))
            .try_init(),
        LogFormat::Json => registry.with(lines.json()).try_init(),
    };
    // Several servers of one test process share the first one's lines.
    let _ = installed;
    Ok(())
}

/// The process keeps one recorder; every server of it shows the same numbers.
pub fn metrics() -> Result<PrometheusHandle, TelemetryError> {
    static INSTALLED: Mutex<Option<PrometheusHandle>> = Mutex::new(None);
    let mut installed = INSTALLED.lock();
    if let Some(handle) = installed.as_ref() {
        return Ok(handle.clone());
    }
    let handle = PrometheusBuilder::new().install_recorder()?;
    *installed = Some(handle.clone());
    Ok(handle)
}
