//! The binary `threadkeep`: settings, wiring, command line, shutdown, and the demo store.
//!
//! **Architecture invariant.** Here crates are put together and nothing else: no rule, no SQL, no HTTP handler.

pub mod arguments;
pub mod audit;
pub mod config;
pub mod data_directory;
pub mod demo;
pub mod telemetry;

use arguments::Command;

#[derive(thiserror::Error, Debug)]
pub enum RunError {}
/// Runs one command of the command line to its end.
pub fn run(_command: Command) -> Result<(), RunError> {
    Ok(())
}
