//! A log in memory, so that weeks of a shop's life can be played through in one go and then be written to the real log
//! in bulk, in the same order and with the same positions.
//!
//! Commands see a log like any other. Nothing outside learns of an event before [`Rehearsal::perform`] has made all of
//! them durable, so nothing is acknowledged that is not on disk.

use async_trait::async_trait;
use event_log::{
    Append, AppendError, Appended, EventLog, Expected, Header, LogPosition, Payload, ReadError, Recorded, StreamId,
    StreamVersion,
};
use futures::future::try_join_all;
use parking_lot::Mutex;
use std::collections::{HashMap, HashSet};
use tokio::sync::watch;

/// Appends on their way to the real log at the same time; it syncs them together.
const TOGETHER: usize = 512;

#[derive(Debug)]
pub struct Rehearsal {
    played: Mutex<Played>,
    head: watch::Sender<LogPosition>,
}

#[derive(Debug, Default)]
struct Played {
    /// With versions filled in, so that the order within a stream is checked once more when they are written.
    appends: Vec<Append>,
    streams: HashMap<StreamId, Vec<Recorded>>,
    keys: HashMap<(StreamId, [u8; 16]), (Appended, [u8; 16])>,
}

#[derive(thiserror::Error, Debug)]
pub enum PerformError {
    #[error("the demo store is written into an empty log only: name another data directory")]
    NotEmpty,
    #[error(transparent)]
    Append(#[from] AppendError),
    #[error(
        "an event came to lie at position {actual:?} instead of {planned:?}: delete the data directory and try again"
    )]
    OutOfOrder { planned: LogPosition, actual: LogPosition },
}

impl Default for Rehearsal {
    fn default() -> Self {
        Self {
            played: Mutex::default(),
            head: watch::Sender::new(LogPosition(0)),
        }
    }
}

impl Rehearsal {
    /// Writes everything to the real log, which must be empty. `progress` is told how many events are durable.
    pub async fn perform(&self, log: &dyn EventLog, mut progress: impl FnMut(u64)) -> Result<(), PerformError> {
        if log.head() != LogPosition(0) {
            return Err(PerformError::NotEmpty);
        }
        let appends = std::mem::take(&mut self.played.lock().appends);
        let mut position = LogPosition(0);
        for scene in scenes(appends) {
            let planned: Vec<LogPosition> = scene
                .iter()
                .map(|append| {
                    position.0 += append.events.len() as u64;
                    position
                })
                .collect();
            // Unconstrained, because the runtime's fairness would let later appends overtake earlier ones.
            let together = try_join_all(scene.into_iter().map(|append| log.append(append)));
            let appended = tokio::task::unconstrained(together).await?;
            for (planned, Appended { position: actual, .. }) in planned.into_iter().zip(appended) {
                if planned != actual {
                    return Err(PerformError::OutOfOrder { planned, actual });
                }
            }
            progress(position.0);
        }
        Ok(())
    }
}

/// What may be under way together without losing its order: the log takes appends in the order in which they come, but
/// the first one of a stream waits for the stream's key, so it is the last of its scene.
fn scenes(appends: Vec<Append>) -> Vec<Vec<Append>> {
    let mut known = HashSet::new();
    let mut scenes = vec![];
    let mut scene = vec![];
    for append in appends {
        let first = known.insert(append.stream);
        scene.push(append);
        if first || scene.len() == TOGETHER {
            scenes.push(std::mem::take(&mut scene));
        }
    }
    scenes.push(scene);
    scenes
}

#[async_trait]
impl EventLog for Rehearsal {
    async fn append(&self, mut append: Append) -> Result<Appended, AppendError> {
        let mut played = self.played.lock();
        if let Some(idempotency) = append.idempotency
            && let Some((first, fingerprint)) = played.keys.get(&(append.stream, idempotency.key))
        {
            return match *fingerprint == idempotency.fingerprint {
                true => Ok(Appended {
                    repeated: true,
                    ..*first
                }),
                false => Err(AppendError::KeyReused),
            };
        }
        let stream = played.streams.entry(append.stream).or_default();
        let actual = StreamVersion(stream.len() as u64);
        if let Expected::Version(expected) = append.expected
            && expected != actual
        {
            return Err(AppendError::Conflict { expected, actual });
        }
        append.expected = Expected::Version(actual);
        let mut position = *self.head.borrow();
        for event in &append.events {
            position.0 += 1;
            stream.push(Recorded {
                header: Header {
                    position,
                    stream: append.stream,
                    version: StreamVersion(stream.len() as u64 + 1),
                    event_type: event.event_type.into(),
                    schema: event.schema,
                    time: append.time,
                    actor: append.actor.as_str().into(),
                    causation: append.causation,
                    correlation: append.correlation,
                },
                payload: Payload::Open(event.payload.clone()),
            });
        }
        let version = StreamVersion(stream.len() as u64);
        let appended = Appended {
            position,
            version,
            repeated: false,
        };
        if let Some(idempotency) = append.idempotency {
            let name = (append.stream, idempotency.key);
            played.keys.insert(name, (appended, idempotency.fingerprint));
        }
        played.appends.push(append);
        self.head.send_replace(position);
        Ok(appended)
    }

    async fn find_append(&self, stream: StreamId, key: [u8; 16]) -> Result<Option<(Appended, [u8; 16])>, ReadError> {
        Ok(self.played.lock().keys.get(&(stream, key)).copied())
    }

    async fn read_stream(
        &self,
        stream: StreamId,
        after: StreamVersion,
        limit: usize,
    ) -> Result<Vec<Recorded>, ReadError> {
        let played = self.played.lock();
        let recorded = played.streams.get(&stream).map_or(&[][..], Vec::as_slice);
        let after = usize::try_from(after.0).unwrap_or(usize::MAX);
        Ok(recorded.iter().skip(after).take(limit).cloned().collect())
    }

    async fn read(&self, after: LogPosition, limit: usize) -> Result<Vec<Recorded>, ReadError> {
        let played = self.played.lock();
        let mut recorded: Vec<&Recorded> = played
            .streams
            .values()
            .flatten()
            .filter(|recorded| recorded.header.position > after)
            .collect();
        recorded.sort_by_key(|recorded| recorded.header.position);
        Ok(recorded.into_iter().take(limit).cloned().collect())
    }

    fn head(&self) -> LogPosition {
        *self.head.borrow()
    }

    fn watch(&self) -> watch::Receiver<LogPosition> {
        self.head.subscribe()
    }
}
