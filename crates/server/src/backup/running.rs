//! Backups of a running server: every so many hours, and when somebody asks.

use super::media_complaint;
use crate::config::BackupConfig;
use api::{Backup, BackupProgress, BackupState, CannotBackUp};
use commands::Clock;
use event_log::{BackedUp, BackupError, BackupOrder, SledLog, Step, backups_in};
use jiff::{SignedDuration, Timestamp};
use parking_lot::Mutex;
use std::{
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};
use tokio::sync::watch;
use uuid::Uuid;

/// How often the schedule looks at the clock, which may have been set.
const LOOK: Duration = Duration::from_secs(60);
/// After a failure it is tried again so soon, or at the next time that is due if that is sooner.
const RETRY: SignedDuration = SignedDuration::from_hours(1);

pub struct RunningBackups {
    config: BackupConfig,
    log: Arc<SledLog>,
    clock: Arc<dyn Clock>,
    ending: AtomicBool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// What is being made, or failed last; what is done lies in the backup itself.
    latest: Option<Backup>,
    thread: Option<JoinHandle<()>>,
    /// When the last one that is done was begun, once that is known.
    last_made: Option<Timestamp>,
}

impl std::fmt::Debug for RunningBackups {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RunningBackups")
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

impl RunningBackups {
    pub fn new(config: BackupConfig, log: Arc<SledLog>, clock: Arc<dyn Clock>) -> Arc<Self> {
        Arc::new(Self {
            config,
            log,
            clock,
            ending: AtomicBool::new(false),
            state: Mutex::default(),
        })
    }

    /// Makes one whenever it is due, until `ends` says so.
    pub async fn keep_schedule(self: Arc<Self>, mut ends: watch::Receiver<bool>) {
        if self.config.every_hours == 0 {
            return;
        }
        loop {
            let backups = self.clone();
            let looked = tokio::task::spawn_blocking(move || backups.make_if_due()).await;
            if let Ok(Err(CannotBackUp::Failed(why))) = looked {
                tracing::error!(%why, "no backup can be made");
            }
            tokio::select! {
                _ = tokio::time::sleep(LOOK) => {}
                _ = ends.wait_for(|ends| *ends) => return,
            }
        }
    }

    fn make_if_due(self: Arc<Self>) -> Result<(), CannotBackUp> {
        let (now, every) = (
            self.clock.now(),
            SignedDuration::from_hours(self.config.every_hours.into()),
        );
        let known = self.state.lock().last_made;
        let read = match known {
            Some(_) => known,
            None => self.finished()?.last().map(|run| run.time),
        };
        let due = {
            let mut state = self.state.lock();
            state.last_made = state.last_made.max(read);
            let waits = match &state.latest {
                Some(latest) if latest.state == BackupState::Running => true,
                Some(failed) => now < failed.started_at + RETRY.min(every),
                None => false,
            };
            !waits && state.last_made.is_none_or(|last| now >= last + every)
        };
        if due {
            begin(&self, Uuid::new_v4(), now)?;
        }
        Ok(())
    }

    /// Stops the one that is being made, if any; the next continues it. Blocks.
    pub fn end(&self) {
        self.ending.store(true, Ordering::Relaxed);
        let thread = self.state.lock().thread.take();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }

    fn finished(&self) -> Result<Vec<BackedUp>, CannotBackUp> {
        backups_in(&self.config.directory).map_err(|error| CannotBackUp::Failed(error.to_string()))
    }

    fn run(&self, id: Uuid, time: Timestamp) {
        let order = BackupOrder {
            keys: self.config.keys.clone(),
            ..BackupOrder::new(id, self.config.directory.clone(), time)
        };
        let made = self.log.back_up(&order, &mut |step| {
            if let (Step::Events { done, all }, Some(latest)) = (step, &mut self.state.lock().latest) {
                latest.progress = BackupProgress { done, all };
            }
            match self.ending.load(Ordering::Relaxed) {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        });
        let mut state = self.state.lock();
        match made {
            Ok(run) => {
                tracing::info!(position = run.position.0, events = run.events(), "a backup is made");
                state.latest = None;
                state.last_made = Some(time);
            }
            Err(BackupError::Stopped) => tracing::info!("the backup is continued by the next"),
            Err(error) => {
                tracing::error!(%error, "a backup failed");
                if let Some(latest) = &mut state.latest {
                    latest.state = BackupState::Failed;
                    latest.problem = Some(error.to_string());
                }
            }
        }
    }
}

/// The thread outlives whoever asked for it.
fn begin(backups: &Arc<RunningBackups>, id: Uuid, now: Timestamp) -> Result<Backup, CannotBackUp> {
    let mut state = backups.state.lock();
    if backups.ending.load(Ordering::Relaxed) {
        return Err(CannotBackUp::Failed(
            "the server is being stopped: try again later".to_owned(),
        ));
    }
    if let Some(latest) = &state.latest
        && latest.state == BackupState::Running
    {
        return match latest.id == id {
            true => Ok(latest.clone()),
            false => Err(CannotBackUp::Running),
        };
    }
    let started = Backup {
        id,
        state: BackupState::Running,
        started_at: now,
        progress: BackupProgress::default(),
        position: None,
        chain: None,
        media_files: None,
        keys: false,
        problem: None,
    };
    state.latest = Some(started.clone());
    let thread = std::thread::Builder::new().name("backup".to_owned());
    let running = backups.clone();
    match thread.spawn(move || running.run(id, now)) {
        Ok(thread) => {
            state.thread = Some(thread);
            Ok(started)
        }
        Err(error) => {
            state.latest = None;
            Err(CannotBackUp::Failed(error.to_string()))
        }
    }
}

/// What the API is given.
#[derive(Debug)]
pub struct AskedBackups(pub Arc<RunningBackups>);

impl api::Backups for AskedBackups {
    fn start(&self, id: Uuid) -> Result<Backup, CannotBackUp> {
        if let Some(made) = self.0.finished()?.iter().find(|run| run.id == id) {
            return Ok(done(made));
        }
        begin(&self.0, id, self.0.clock.now())
    }

    fn list(&self) -> Result<Vec<Backup>, CannotBackUp> {
        // Looked at first: what is done in between is then found in both places, never in none.
        let latest = self.0.state.lock().latest.clone();
        let finished = self.0.finished()?;
        let latest = latest.filter(|latest| finished.iter().all(|run| run.id != latest.id));
        Ok(latest.into_iter().chain(finished.iter().rev().map(done)).collect())
    }
}

fn done(run: &BackedUp) -> Backup {
    let (done, all) = (run.events(), run.events());
    Backup {
        id: run.id,
        state: BackupState::Done,
        started_at: run.time,
        progress: BackupProgress { done, all },
        position: Some(run.position.0),
        chain: Some(run.chain.to_string()),
        media_files: Some(run.media.files),
        keys: run.keys.is_some(),
        problem: media_complaint(&run.media, 0, "the log is backed up"),
    }
}
