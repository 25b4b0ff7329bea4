//! Messages that come due, snoozes that end.

use crate::{
    Surroundings,
    wake::{Pass, Reactor},
};
use commands::{CommandError, Context, LoadError, Streams};
use domain::{
    Actor,
    conversation::{Conversation, ConversationCommand, Rejection},
    store::StoreRules,
};
use event_log::LogPosition;
use futures::{StreamExt, stream};
use projections::{Due, DueWhat, ViewError};
use std::sync::Arc;
use uuid::Uuid;

const BATCH: usize = 500;
const AT_ONCE: usize = 32;

pub(crate) struct Schedule {
    surroundings: Arc<Surroundings>,
}

#[derive(thiserror::Error, Debug)]
enum ScheduleError {
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error(transparent)]
    Command(#[from] CommandError<Rejection>),
}

impl Schedule {
    pub fn new(surroundings: Arc<Surroundings>) -> Self {
        Self { surroundings }
    }

    async fn handle(&self, due: &Due) -> Result<LogPosition, ScheduleError> {
        let stream = Streams::conversation(due.conversation);
        let (command, cause) = match due.what {
            DueWhat::Message(message) => {
                let state = self.surroundings.commands.load::<Conversation>(stream).await?.state;
                let rules = match state.started {
                    Some(started) => self.surroundings.store(started.store).await?.rules(),
                    None => StoreRules::default(),
                };
                (ConversationCommand::Release { message, rules }, message.0)
            }
            DueWhat::Snooze => (ConversationCommand::Wake, due.conversation.0),
        };
        let context = Context::new(Actor::System, Uuid::new_v5(&cause, due.at.to_string().as_bytes()));
        Ok(self
            .surroundings
            .commands
            .handle::<Conversation>(stream, &command, &context)
            .await?
            .position)
    }
}

impl Reactor for Schedule {
    type Error = ViewError;

    async fn pass(&self) -> Result<Pass, ViewError> {
        let now = self.surroundings.commands.clock().now();
        let due = self.surroundings.views.due(now, BATCH).await?;
        let mut pass = Pass::default();
        let handled = stream::iter(due)
            .map(|due| async move { self.handle(&due).await })
            .buffer_unordered(AT_ONCE);
        handled
            .collect::<Vec<_>>()
            .await
            .into_iter()
            .for_each(|outcome| pass.settle("schedule", now, outcome));
        if let Some(at) = self.surroundings.views.next_due().await?.filter(|at| *at > now) {
            pass.again_at(at);
        }
        Ok(pass)
    }
}
