//! Load, decide, append.

use crate::{Clock, Streams};
use domain::{
    Actor, Aggregate, Rejected,
    conversation::event::InboundRecorded,
    schema::{self, DecodeError, StoredEvent},
};
use event_log::{
    Append, AppendError, Appended, EventLog, Expected, Idempotency, LogPosition, NewEvent, Payload, ReadError,
    StreamId, StreamVersion,
};
use lru::LruCache;
use parking_lot::Mutex;
use std::{any::Any, collections::HashSet, fmt, num::NonZeroUsize, sync::Arc};
use uuid::Uuid;

/// How often a decision is made anew when others write to the same stream. Each round loses only to somebody who won.
const ROUNDS: usize = 64;
const PAGE: usize = 1_000;
/// Folded conversations kept in memory; a conversation takes a few kilobytes.
const CACHED: NonZeroUsize = NonZeroUsize::new(10_000).expect("not zero");

/// Who asks, and what it belongs to.
#[derive(Clone, Debug)]
pub struct Context {
    pub actor: Actor,
    pub causation: Option<LogPosition>,
    pub correlation: Uuid,
    pub idempotency: Option<Idempotency>,
    /// Decide only if the stream stands at this version (HTTP `If-Match`).
    pub if_match: Option<StreamVersion>,
}

impl Context {
    /// The start of something new.
    pub fn new(actor: Actor, correlation: Uuid) -> Self {
        Self {
            actor,
            causation: None,
            correlation,
            idempotency: None,
            if_match: None,
        }
    }

    /// A reaction to an event.
    pub fn caused_by(actor: Actor, event: &event_log::Header) -> Self {
        Self {
            causation: Some(event.position),
            ..Self::new(actor, event.correlation)
        }
    }
}

/// What came of a command.
#[derive(Clone, Debug)]
pub struct Handled<E> {
    /// Position of the last event written; of the head if nothing was left to do.
    pub position: LogPosition,
    pub version: StreamVersion,
    /// Empty if what was asked for was so already, or if the idempotency key was seen before.
    pub events: Vec<E>,
    pub repeated: bool,
}

#[derive(Clone, Debug)]
pub struct Loaded<A> {
    pub state: A,
    pub version: StreamVersion,
    /// The person was erased: nothing is known any more, and nothing can be done.
    pub erased: bool,
}

#[derive(thiserror::Error, Debug)]
pub enum LoadError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Decode(#[from] DecodeError),
}

#[derive(thiserror::Error, Debug)]
pub enum CommandError<R: Rejected> {
    /// The domain says no.
    #[error(transparent)]
    Rejected(R),
    #[error("it has changed since you read it: it stands at version {actual}, read it again", actual = .actual.0)]
    Stale { actual: StreamVersion },
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error(transparent)]
    Append(AppendError),
    #[error("an event could not be written as JSON: {0}")]
    Encode(#[from] serde_json::Error),
}

/// Handles commands against the log.
#[derive(Clone)]
pub struct Commands {
    log: Arc<dyn EventLog>,
    clock: Arc<dyn Clock>,
    streams: Streams,
    folded: Arc<Mutex<Folded>>,
}

struct Folded {
    states: LruCache<StreamId, Arc<dyn Any + Send + Sync>>,
    /// Erased since the start, their keys destroyed or about to be.
    erased: HashSet<StreamId>,
}

impl Folded {
    fn get<A: Aggregate>(&mut self, stream: StreamId) -> Option<Arc<Loaded<A>>> {
        let known = self.states.get(&stream).cloned();
        known.and_then(|any| any.downcast::<Loaded<A>>().ok())
    }

    fn put<A: Aggregate>(&mut self, stream: StreamId, loaded: Arc<Loaded<A>>) {
        // Looked at under the lock, so that what is being erased is not put back.
        if !self.erased.contains(&stream) {
            self.states.put(stream, loaded);
        }
    }
}

impl fmt::Debug for Commands {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Commands")
            .field("log", &self.log)
            .finish_non_exhaustive()
    }
}

impl Commands {
    pub fn new(log: Arc<dyn EventLog>, clock: Arc<dyn Clock>, streams: Streams) -> Self {
        Self {
            log,
            clock,
            streams,
            folded: Arc::new(Mutex::new(Folded {
                states: LruCache::new(CACHED),
                erased: HashSet::new(),
            })),
        }
    }

    pub fn log(&self) -> &Arc<dyn EventLog> {
        &self.log
    }

    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    pub fn streams(&self) -> &Streams {
        &self.streams
    }

    /// The state of a stream now; the default state for a stream that does not exist.
    pub async fn load<A: Aggregate>(&self, stream: StreamId) -> Result<Loaded<A>, LoadError> {
        Ok(self.fold::<A>(stream).await?.as_ref().clone())
    }

    /// Forgets what is known of a contact who was erased, and refuses every command to their stream from now on, also
    /// while the key is not destroyed yet.
    pub fn forget(&self, stream: StreamId) {
        let mut folded = self.folded.lock();
        folded.erased.insert(stream);
        folded.states.pop(&stream);
    }

    /// Decides and appends. A command whose idempotency key was seen before answers with the first result, even if it
    /// would be refused by now.
    pub async fn handle<A: Aggregate>(
        &self,
        stream: StreamId,
        command: &A::Command,
        context: &Context,
    ) -> Result<Handled<A::Event>, CommandError<A::Rejection>> {
        if let Some(first) = self.first_result(stream, context).await? {
            return Ok(first);
        }
        for _ in 0..ROUNDS {
            let loaded = self.fold::<A>(stream).await?;
            if loaded.erased {
                return Err(CommandError::Append(AppendError::Erased));
            }
            if context.if_match.is_some_and(|version| version != loaded.version) {
                return Err(CommandError::Stale { actual: loaded.version });
            }
            let now = self.clock.now();
            let events = loaded.state.decide(command, now).map_err(CommandError::Rejected)?;
            if events.is_empty() {
                let position = self.log.head();
                return Ok(Handled {
                    position,
                    version: loaded.version,
                    events,
                    repeated: false,
                });
            }
            let append = Append {
                stream,
                expected: Expected::Version(loaded.version),
                events: events.iter().map(new_event).collect::<Result<_, _>>()?,
                time: now,
                actor: context.actor.to_string(),
                causation: context.causation,
                correlation: context.correlation,
                idempotency: context.idempotency,
            };
            match self.log.append(append).await {
                Ok(Appended {
                    position,
                    version,
                    repeated: true,
                }) => {
                    return Ok(Handled {
                        position,
                        version,
                        events: vec![],
                        repeated: true,
                    });
                }
                Ok(Appended {
                    position,
                    version,
                    repeated: false,
                }) => {
                    self.remember(stream, loaded, &events, now);
                    return Ok(Handled {
                        position,
                        version,
                        events,
                        repeated: false,
                    });
                }
                // The next round reads on from here.
                Err(AppendError::Conflict { .. }) => {
                    tracing::debug!(stream = %stream, version = loaded.version.0, "the stream has moved on, deciding again");
                }
                Err(error) => return Err(CommandError::Append(error)),
            }
        }
        let actual = self.fold::<A>(stream).await?.version;
        Err(CommandError::Stale { actual })
    }

    /// What came of the command if its idempotency key was seen before, whatever has happened since.
    pub async fn repeated<A: Aggregate>(
        &self,
        stream: StreamId,
        context: &Context,
    ) -> Result<Option<Handled<A::Event>>, CommandError<A::Rejection>> {
        self.first_result(stream, context).await
    }

    /// Writes a webhook as it came, whatever the stream's version. The sender's delivery id makes a repeat harmless.
    pub async fn record_inbound(
        &self,
        stream: StreamId,
        inbound: InboundRecorded,
        context: &Context,
    ) -> Result<Appended, CommandError<domain::conversation::Rejection>> {
        if self.folded.lock().erased.contains(&stream) {
            return Err(CommandError::Append(AppendError::Erased));
        }
        let key = |parts: &[&str]| {
            let mut hasher = blake3::Hasher::new();
            for part in parts {
                hasher
                    .update(&(part.len() as u64).to_le_bytes())
                    .update(part.as_bytes());
            }
            let mut hash = [0; 16];
            hasher.finalize_xof().fill(&mut hash);
            hash
        };
        let name = key(&[&inbound.source, &inbound.topic, &inbound.delivery]);
        let event = domain::conversation::ConversationEvent::from(inbound);
        let append = Append {
            stream,
            expected: Expected::Any,
            events: vec![new_event(&event)?],
            time: self.clock.now(),
            actor: context.actor.to_string(),
            causation: context.causation,
            correlation: context.correlation,
            // The same delivery is the same delivery even when the sender words it differently the second time.
            idempotency: Some(Idempotency {
                key: name,
                fingerprint: name,
            }),
        };
        self.log.append(append).await.map_err(CommandError::Append)
    }

    async fn first_result<E, R: Rejected>(
        &self,
        stream: StreamId,
        context: &Context,
    ) -> Result<Option<Handled<E>>, CommandError<R>> {
        let Some(idempotency) = context.idempotency else {
            return Ok(None);
        };
        let found = self
            .log
            .find_append(stream, idempotency.key)
            .await
            .map_err(LoadError::from)?;
        match found {
            None => Ok(None),
            Some((_, fingerprint)) if fingerprint != idempotency.fingerprint => {
                Err(CommandError::Append(AppendError::KeyReused))
            }
            Some((Appended { position, version, .. }, _)) => Ok(Some(Handled {
                position,
                version,
                events: vec![],
                repeated: true,
            })),
        }
    }

    /// Folds what the cache does not have yet.
    async fn fold<A: Aggregate>(&self, stream: StreamId) -> Result<Arc<Loaded<A>>, LoadError> {
        let nothing = |erased| {
            Arc::new(Loaded {
                state: A::default(),
                version: StreamVersion(0),
                erased,
            })
        };
        let cached = {
            let mut folded = self.folded.lock();
            if folded.erased.contains(&stream) {
                return Ok(nothing(true));
            }
            folded.get::<A>(stream)
        };
        let mut loaded = cached.unwrap_or_else(|| nothing(false));
        loop {
            let page = self.log.read_stream(stream, loaded.version, PAGE).await?;
            if page.is_empty() {
                break;
            }
            let full = page.len() == PAGE;
            let next = Arc::make_mut(&mut loaded);
            for recorded in page {
                let header = &recorded.header;
                next.version = header.version;
                match &recorded.payload {
                    Payload::Open(payload) => {
                        let event: A::Event = schema::decode(&header.event_type, header.schema, payload)?;
                        next.state.evolve(&event, header.version.0, header.time);
                    }
                    // All or nothing: what was folded before the key was destroyed is forgotten too.
                    Payload::Erased => {
                        next.state = A::default();
                        next.erased = true;
                    }
                }
            }
            if !full {
                break;
            }
        }
        self.folded.lock().put::<A>(stream, loaded.clone());
        Ok(loaded)
    }

    fn remember<A: Aggregate>(
        &self,
        stream: StreamId,
        before: Arc<Loaded<A>>,
        events: &[A::Event],
        at: jiff::Timestamp,
    ) {
        let mut after = Arc::unwrap_or_clone(before);
        for event in events {
            after.version.0 += 1;
            after.state.evolve(event, after.version.0, at);
        }
        self.folded.lock().put::<A>(stream, Arc::new(after));
    }
}

fn new_event<E: StoredEvent>(event: &E) -> Result<NewEvent, serde_json::Error> {
    Ok(NewEvent {
        event_type: event.event_type(),
        schema: event.schema(),
        payload: event.payload()?.into(),
    })
}
