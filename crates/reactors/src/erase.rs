//! Contacts that are to be erased: their files are listed, their key is destroyed, their files are removed, and what came of
//! it is recorded. Each step can be done again, so a crash anywhere is nothing special.
//!
//! The views purge the contact when they fold the event that asks for the erasure; it counts as completed after all of
//! them have.

use crate::{
    Surroundings,
    wake::{Pass, Reactor},
};
use commands::{CommandError, Context, LoadError, Streams};
use domain::{
    Actor,
    conversation::ConversationEvent,
    erasure::{Erasure, ErasureCommand, ErasureRejection},
    message::Media,
    schema::{self, DecodeError},
};
use event_log::{KeyError, LogPosition, MediaError, MediaHash, Payload, ReadError, StreamId, StreamVersion};
use gateway::simulator::{SimulatorError, SimulatorGateway};
use projections::{ErasureRecord, View, ViewError};
use std::{collections::BTreeSet, sync::Arc, time::Duration};

const BATCH: usize = 100;
const PAGE: usize = 1_000;
/// How long a view may take to purge the contact before the reactor looks again.
const PATIENCE: Duration = Duration::from_secs(60);
/// Files named in one event.
const FILES_AN_EVENT: usize = 4_000;

pub(crate) struct EraseContacts {
    surroundings: Arc<Surroundings>,
}

#[derive(thiserror::Error, Debug)]
pub(crate) enum EraseError {
    #[error(transparent)]
    View(#[from] ViewError),
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Decode(#[from] DecodeError),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Media(#[from] MediaError),
    #[error(transparent)]
    Simulator(#[from] SimulatorError),
    #[error(transparent)]
    Command(#[from] CommandError<ErasureRejection>),
}

/// What lies in the contact's stream.
#[derive(Default)]
struct Contents {
    events: u64,
    first: Option<u64>,
    last: Option<u64>,
    files: BTreeSet<String>,
}

impl EraseContacts {
    pub fn new(surroundings: Arc<Surroundings>) -> Self {
        Self { surroundings }
    }

    async fn carry_out(&self, owed: &ErasureRecord) -> Result<LogPosition, EraseError> {
        let surroundings = &self.surroundings;
        let contact = Streams::conversation(owed.id);
        surroundings.commands.forget(contact);

        let context = surroundings
            .reaction_to(LogPosition(owed.position), Actor::System)
            .await?;
        let known = self.erasure(owed).await?;
        if !known.media_listed {
            self.list(owed, self.contents(contact).await?.files, &context).await?;
        }
        (surroundings.erase)(contact).await?;
        for file in self.erasure(owed).await?.files {
            // A hash of the log's own events always parses.
            if let Ok(hash) = file.parse::<MediaHash>() {
                surroundings.media.remove(hash).await?;
            }
        }
        if let Some(simulator) = &surroundings.simulator {
            self.forget_phone(simulator.clone(), owed).await?;
        }
        for view in [View::Conversations, View::Shopping, View::Work] {
            // One that stands still holds the contact yet: it is not done before that one goes on.
            let views = &surroundings.views;
            views.wait_for_view(view, LogPosition(owed.position), PATIENCE).await?;
        }
        // Counted after the key is gone: nothing can be added any more.
        let Contents {
            events, first, last, ..
        } = self.contents(contact).await?;
        let complete = ErasureCommand::Complete { events, first, last };
        let position = self.tell(owed, &complete, &context).await?;
        tracing::info!(erasure = %owed.id, events, "a contact was erased");
        metrics::counter!("contacts_erased_total").increment(1);
        Ok(position)
    }

    async fn erasure(&self, owed: &ErasureRecord) -> Result<Erasure, LoadError> {
        let stream = Streams::erasure(owed.id);
        Ok(self.surroundings.commands.load::<Erasure>(stream).await?.state)
    }

    async fn tell(
        &self,
        owed: &ErasureRecord,
        command: &ErasureCommand,
        context: &Context,
    ) -> Result<LogPosition, CommandError<ErasureRejection>> {
        let stream = Streams::erasure(owed.id);
        let commands = &self.surroundings.commands;
        Ok(commands.handle::<Erasure>(stream, command, context).await?.position)
    }

    async fn list(&self, owed: &ErasureRecord, files: BTreeSet<String>, context: &Context) -> Result<(), EraseError> {
        let files: Vec<String> = files.into_iter().collect();
        let mut parts = files.chunks(FILES_AN_EVENT).peekable();
        loop {
            let part = parts.next().unwrap_or_default().to_vec();
            let more = parts.peek().is_some();
            let list = ErasureCommand::ListMedia { files: part, more };
            self.tell(owed, &list, context).await?;
            if !more {
                return Ok(());
            }
        }
    }

    /// Read by nobody but the eraser; of a stream whose key is gone there is still to be told how much it was.
    async fn contents(&self, stream: StreamId) -> Result<Contents, EraseError> {
        let mut contents = Contents::default();
        let mut version = StreamVersion(0);
        loop {
            let log = self.surroundings.commands.log();
            let page = log.read_stream(stream, version, PAGE).await?;
            let Some(last) = page.last() else { return Ok(contents) };
            version = last.header.version;
            contents.last = Some(last.header.position.0);
            for recorded in &page {
                let header = &recorded.header;
                contents.events += 1;
                contents.first = contents.first.or(Some(header.position.0));
                if let Payload::Open(payload) = &recorded.payload {
                    let event = schema::decode::<ConversationEvent>(&header.event_type, header.schema, payload)?;
                    contents
                        .files
                        .extend(files_of(&event).iter().filter_map(|file| file.hash.clone()));
                }
            }
        }
    }

    /// The simulated network is no real one: what it remembers of the phone lies in our own directory. The number itself is not
    /// known any more, so each phone of the network is asked whether it is the one.
    async fn forget_phone(&self, simulator: Arc<SimulatorGateway>, owed: &ErasureRecord) -> Result<(), EraseError> {
        let streams = self.surroundings.commands.streams().clone();
        let stores = self.surroundings.views.all_stores().await?;
        let others = stores.into_iter().filter(|store| store.store != Some(owed.store));
        let kept: Vec<String> = others
            .flat_map(|store| store.senders)
            .map(|sender| sender.number)
            .collect();
        let (store, id) = (owed.store, owed.id);
        let forgotten = tokio::task::spawn_blocking(move || {
            let phones = simulator.phones()?.into_iter();
            phones
                .filter(|phone| streams.conversation_of(store, phone) == id)
                .try_for_each(|phone| simulator.forget(&phone, &kept))
        });
        forgotten.await.map_err(|_| ViewError::Stopped)??;
        Ok(())
    }
}

fn files_of(event: &ConversationEvent) -> &[Media] {
    match event {
        ConversationEvent::MessageReceived(received) => &received.media,
        ConversationEvent::MessageQueued(queued) => &queued.outgoing.media,
        ConversationEvent::MessageScheduled(scheduled) => &scheduled.outgoing.media,
        _ => &[],
    }
}

impl Reactor for EraseContacts {
    type Error = ViewError;

    async fn pass(&self) -> Result<Pass, ViewError> {
        let now = self.surroundings.commands.clock().now();
        let mut pass = Pass::default();
        for owed in self.surroundings.views.unfinished_erasures(BATCH).await? {
            pass.settle("erase", now, self.carry_out(&owed).await);
        }
        Ok(pass)
    }
}
