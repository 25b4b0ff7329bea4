//! Backups that the server makes of its own log.

pub(crate) mod list;
pub(crate) mod make;

use crate::{
    App,
    problem::{Answer, Problem},
};
use actix_web::http::StatusCode;
use jiff::Timestamp;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;

/// Makes backups. What it does may block.
pub trait Backups: Send + Sync {
    /// Starts a backup. An id that came before answers with the backup it started.
    fn start(&self, id: Uuid) -> Result<Backup, CannotBackUp>;

    /// Newest first.
    fn list(&self) -> Result<Vec<Backup>, CannotBackUp>;
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CannotBackUp {
    /// One is being made at this moment.
    Running,
    /// The directory of the backups cannot be used, and why.
    Failed(String),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum BackupState {
    Running,
    Done,
    Failed,
}

/// One backup: it brought what had come since the one before.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct Backup {
    pub id: Uuid,
    pub state: BackupState,
    /// Everything that was acknowledged before is in it.
    pub started_at: Timestamp,
    pub progress: BackupProgress,
    /// Position of the last event in it; `null` until it is done.
    pub position: Option<u64>,
    /// The hash chain at that position, to be noted elsewhere; `null` until it is done.
    pub chain: Option<String>,
    /// Media files in the backup after it; `null` until it is done.
    pub media_files: Option<u64>,
    /// Whether the keys were backed up with it, in their own place.
    pub keys: bool,
    /// What is wrong with it and what to do.
    pub problem: Option<String>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct BackupProgress {
    /// Events copied so far.
    pub done: u64,
    /// Events to be copied.
    pub all: u64,
}

fn of(app: &App) -> Answer<Arc<dyn Backups>> {
    let detail = "this server makes no backups: set `directory` under [backup] in its settings";
    app.backups
        .clone()
        .ok_or_else(|| Problem::not_found("backups_off", detail))
}

impl From<CannotBackUp> for Problem {
    fn from(cannot: CannotBackUp) -> Self {
        match cannot {
            CannotBackUp::Running => {
                let detail = "a backup is being made at this moment: look at it with GET /v1/backups";
                Self::new(StatusCode::CONFLICT, "backup_running", detail)
            }
            CannotBackUp::Failed(why) => Self::new(StatusCode::CONFLICT, "backup_unusable", why),
        }
    }
}
