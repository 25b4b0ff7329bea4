//! What happens by itself: raw webhooks become facts, due messages leave, texts of contacts are answered.
//!
//! Each reactor is a reconciler. It asks a view what is left to do ([`projections`]' work tables: raw webhooks that
//! nobody parsed, messages that wait for the carrier, claims without an outcome, texts without an answer, contacts to be erased), does it, and
//! records the outcome as an event, which takes the work off the table. So there is no queue that could lose anything and
//! no second checkpoint that could disagree with the log: after a crash the tables say again what is left, and
//! `domain` refuses whatever was done before. Being woken by a new event and being polled take the same path.
//!
//! **Architecture invariant.** A reactor decides nothing: every outcome goes through `commands` to `domain`.

mod checkpoint_file;
mod checkpoints;
mod dispatch;
mod dispatch_outcome;
mod erase;
mod ingest;
mod ingest_shop;
mod pause;
mod quarantine;
mod respond;
mod schedule;
mod simulate;
mod surroundings;
mod wake;

pub use checkpoints::CheckpointExport;
pub use surroundings::{Erase, MediaLink, Surroundings};

use std::sync::Arc;
use tokio::{sync::watch, task::JoinSet};
use wake::Wake;

/// Starts every reactor. They end when `shutdown` turns true, each after the step it is in.
pub fn spawn(surroundings: Arc<Surroundings>, shutdown: watch::Receiver<bool>) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    let wake = || Wake::new(&surroundings, shutdown.clone());
    tasks.spawn(wake().keep("ingest", ingest::Ingest::new(surroundings.clone())));
    tasks.spawn(wake().keep("dispatch", dispatch::Dispatch::new(surroundings.clone())));
    tasks.spawn(wake().keep("schedule", schedule::Schedule::new(surroundings.clone())));
    tasks.spawn(wake().keep("respond", respond::Respond::new(surroundings.clone())));
    tasks.spawn(wake().keep("quarantine", quarantine::Quarantine::new(surroundings.clone())));
    tasks.spawn(wake().keep("erase", erase::EraseContacts::new(surroundings.clone())));
    tasks.spawn(wake().keep("pause", pause::PauseFlows::new(surroundings.clone())));
    if let Some(export) = surroundings.checkpoints.clone() {
        let clock = surroundings.commands.clock().clone();
        tasks.spawn(wake().keep("checkpoints", checkpoints::Checkpoints::new(clock, export)));
    }
    if let Some(simulator) = surroundings.simulator.clone() {
        tasks.spawn(wake().keep("simulate", simulate::Simulate::new(surroundings, simulator)));
    }
    tasks
}
