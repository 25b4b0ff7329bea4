//! The binary `threadkeep`: settings, wiring, command line, shutdown, and the demo store.
//!
//! **Architecture invariant.** Here crates are put together and nothing else: no rule, no SQL, no HTTP handler.

pub mod arguments;
pub mod audit;
pub mod backup;
mod carriers;
mod classify;
pub mod config;
pub mod data_directory;
pub mod demo;
pub mod doctor;
mod first_admin;
mod master_key_source;
mod rebuild_views;
mod run;
mod running;
mod starting;
mod telemetry;
mod terminal;

pub use carriers::SimulatedPhones;
pub use classify::ClassifyError;
pub use first_admin::FirstAdmin;
pub use master_key_source::MasterKeySource;
pub use run::{RunError, run};
pub use running::{Running, StartError, start};
