//! Who is measured: the log, the plain file it is held against, and what else one would keep events in.

pub mod grouped;
pub mod jetstream;
pub mod ours;
pub mod postgres;
pub mod postgres_server;
pub mod raw;
pub mod sqlite;

use crate::event::Event;
use async_trait::async_trait;
use serde::Serialize;
use std::error::Error;

pub type Failure = Box<dyn Error + Send + Sync>;

/// Takes events from many writers at once. An append returns when the event is durable, or as durable as the peer
/// makes it.
#[async_trait]
pub trait Peer: Send + Sync {
    /// Appends at the version that the event says, and fails if the stream stands elsewhere.
    async fn append(&self, event: Event) -> Result<(), Failure>;
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Ours,
    Raw,
    Postgres,
    PostgresGrouped,
    Sqlite,
    JetStream,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Ours => "threadkeep",
            Self::Raw => "plain file",
            Self::Postgres => "PostgreSQL",
            Self::PostgresGrouped => "PostgreSQL, group commit",
            Self::Sqlite => "SQLite, group commit",
            Self::JetStream => "JetStream",
        }
    }
}

/// What is said of a peer beside its figures.
#[derive(Clone, Debug, Serialize)]
pub struct Description {
    pub kind: Kind,
    /// Version and settings that matter.
    pub about: String,
    /// Whether each acknowledgement waits for the disk. If not, figures are shown and nothing is judged by them.
    pub durable: bool,
}

impl Description {
    pub fn label(&self) -> String {
        let name = self.kind.name();
        if self.durable {
            name.to_owned()
        } else {
            format!("{name}, not durable")
        }
    }
}
