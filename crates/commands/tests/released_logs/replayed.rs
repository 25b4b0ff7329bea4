//! What a log says, in a form that can be kept beside it and compared for ever.

use domain::schema::{StoredEvent, decode};
use domain::{Aggregate, agent::Agent, api_key::ApiKey, conversation::Conversation, store::Store};
use event_log::{EventLog, Header, LogPosition, Payload, Recorded};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Beside each log, as `recorded.json`. Nothing in it ever changes.
#[derive(Serialize, Deserialize, PartialEq, Debug)]
pub struct Record {
    /// The release whose code wrote the log.
    pub written_by: String,
    /// 64 hexadecimal digits, of this fixture only.
    pub master_key: String,
    pub events: u64,
    pub streams: u64,
    /// The chain after the last record, as `verify` prints it.
    pub chain: String,
    /// BLAKE3 over every header and payload, see [`Replayed::content`].
    pub content: String,
    /// BLAKE3 of `states.json`, byte for byte.
    pub states: String,
    /// Every event type in the log, with its schema number.
    pub event_types: BTreeMap<String, u16>,
    pub media: Vec<MediaRecord>,
    pub appends: Vec<AppendRecord>,
}

#[derive(Serialize, Deserialize, PartialEq, Debug)]
pub struct MediaRecord {
    pub stream: Uuid,
    pub media: String,
    /// BLAKE3 of the content as it is read; `None` when the stream was erased.
    pub content: Option<String>,
}

/// An append that its idempotency key must find.
#[derive(Serialize, Deserialize, PartialEq, Debug)]
pub struct AppendRecord {
    pub stream: Uuid,
    pub key: Uuid,
    pub position: LogPosition,
}

#[derive(Debug)]
pub struct Replayed {
    /// Hash over one JSON array an event: position, stream, version, type, schema, time, actor, causation, correlation
    /// and the payload as text, `null` if erased.
    pub content: String,
    /// The folded state of each stream.
    pub states: BTreeMap<Uuid, Value>,
    pub event_types: BTreeMap<String, u16>,
}

/// Reads the whole log, checks that today's code decodes every event, and folds the streams.
pub async fn replay(log: &dyn EventLog) -> Result<Replayed, String> {
    let mut content = blake3::Hasher::new();
    let mut folds: BTreeMap<Uuid, Fold> = BTreeMap::new();
    let mut event_types = BTreeMap::new();
    let mut after = LogPosition(0);
    loop {
        let page = log.read(after, 1000).await.map_err(text)?;
        let Some(last) = page.last() else { break };
        after = last.header.position;
        for recorded in &page {
            content.update(line(recorded)?.as_bytes()).update(b"\n");
            let header = &recorded.header;
            event_types.insert(header.event_type.to_string(), header.schema);
            let fold = folds.entry(header.stream.0);
            match &recorded.payload {
                Payload::Open(payload) => fold.or_insert_with(|| Fold::of(header)).evolve(header, payload)?,
                Payload::Erased => drop(fold.or_insert(Fold::Erased)),
            }
        }
    }
    let states = folds.into_iter().map(|(stream, fold)| Ok((stream, fold.state()?)));
    Ok(Replayed {
        content: content.finalize().to_string(),
        states: states.collect::<Result<_, String>>()?,
        event_types,
    })
}

fn line(recorded: &Recorded) -> Result<String, String> {
    let Header {
        position,
        stream,
        version,
        event_type,
        schema,
        time,
        actor,
        causation,
        correlation,
    } = &recorded.header;
    let payload = match &recorded.payload {
        Payload::Open(payload) => Some(std::str::from_utf8(payload).map_err(text)?),
        Payload::Erased => None,
    };
    let line = json!([
        position,
        stream.0,
        version,
        **event_type,
        schema,
        time,
        **actor,
        causation,
        correlation,
        payload
    ]);
    Ok(line.to_string())
}

enum Fold {
    Conversation(Box<Conversation>),
    Store(Box<Store>),
    Agent(Box<Agent>),
    ApiKey(Box<ApiKey>),
    Erased,
}

impl Fold {
    fn of(header: &Header) -> Self {
        fn knows<A: Aggregate>(header: &Header) -> bool {
            A::Event::TYPES.iter().any(|(name, _)| *name == &*header.event_type)
        }
        if knows::<Store>(header) {
            Self::Store(Box::default())
        } else if knows::<Agent>(header) {
            Self::Agent(Box::default())
        } else if knows::<ApiKey>(header) {
            Self::ApiKey(Box::default())
        } else {
            Self::Conversation(Box::default())
        }
    }

    fn evolve(&mut self, header: &Header, payload: &[u8]) -> Result<(), String> {
        fn evolve<A: Aggregate>(state: &mut A, header: &Header, payload: &[u8]) -> Result<(), String> {
            let event: A::Event = decode(&header.event_type, header.schema, payload).map_err(text)?;
            state.evolve(&event, header.version.0, header.time);
            Ok(())
        }
        match self {
            Self::Conversation(state) => evolve(state.as_mut(), header, payload),
            Self::Store(state) => evolve(state.as_mut(), header, payload),
            Self::Agent(state) => evolve(state.as_mut(), header, payload),
            Self::ApiKey(state) => evolve(state.as_mut(), header, payload),
            Self::Erased => Err(format!(
                "position {} reads though its stream is erased",
                header.position.0
            )),
        }
    }

    fn state(&self) -> Result<Value, String> {
        match self {
            Self::Conversation(state) => serde_json::to_value(state).map(|state| json!({ "conversation": state })),
            Self::Store(state) => serde_json::to_value(state).map(|state| json!({ "store": state })),
            Self::Agent(state) => serde_json::to_value(state).map(|state| json!({ "agent": state })),
            Self::ApiKey(state) => serde_json::to_value(state).map(|state| json!({ "api_key": state })),
            Self::Erased => Ok(json!("erased")),
        }
        .map_err(text)
    }
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
