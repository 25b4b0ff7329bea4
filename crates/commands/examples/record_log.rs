//! `just record-log FORMAT` writes a log with today's code into `tests/fixtures/logs/FORMAT`, where the tests keep it
//! for ever: once before each release that writes another format or another event schema. It never overwrites one.
//!
//! The log holds every line of the domain's fixtures, so every event type at its current schema, and every feature of the
//! log: large payloads, media, idempotency keys, causation, an erased stream, commits of many appends.

#[path = "../tests/released_logs/replayed.rs"]
mod replayed;

use domain::schema::{StoredEvent, decode};
use domain::{agent::AgentEvent, api_key::ApiKeyEvent, conversation::ConversationEvent, store::StoreEvent};
use event_log::{
    Append, EventLog, Expected, Idempotency, LogPosition, MasterKey, NewEvent, Options, SledLog, StreamId, verify,
};
use jiff::{SignedDuration, Timestamp};
use replayed::{AppendRecord, MediaRecord, Record, replay};
use serde_json::Value;
use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

const EVENTS: &str = include_str!("../../domain/tests/fixtures/events.ndjson");
const MASTER_KEY: [u8; 32] = *b"a key that only this fixture has";
/// 2026-11-26T00:00:00Z.
const START: i64 = 1_795_651_200;

type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let format = std::env::args().nth(1).ok_or("name the format, such as 0.1")?;
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/fixtures/logs")
        .join(&format);
    if folder.exists() {
        return Err(format!("{} is there already, and never changes", folder.display()).into());
    }
    let directory = tempfile::tempdir()?;
    let data = directory.path().join("data");
    let (media, appends) = write(&data).await?;

    let verified = verify(&data, &mut |_| ())?;
    let log = open(&data)?;
    let replayed = replay(&log).await?;
    drop(log);
    for (event_type, schema) in [
        ConversationEvent::TYPES,
        StoreEvent::TYPES,
        AgentEvent::TYPES,
        ApiKeyEvent::TYPES,
    ]
    .concat()
    {
        if replayed.event_types.get(event_type) != Some(&schema) {
            return Err(format!("`{event_type}` schema {schema} is in no line of events.ndjson").into());
        }
    }
    let states = serde_json::to_vec_pretty(&replayed.states)?;
    let record = Record {
        written_by: format!("threadkeep {}", env!("CARGO_PKG_VERSION")),
        master_key: blake3::Hash::from_bytes(MASTER_KEY).to_string(),
        events: verified.events,
        streams: verified.streams,
        chain: verified.chain.to_string(),
        content: replayed.content,
        states: blake3::hash(&states).to_string(),
        event_types: replayed.event_types,
        media,
        appends,
    };

    let made = directory.path().join("made");
    fs::create_dir(&made)?;
    let packed = flate2::write::GzEncoder::new(File::create(made.join("data.tar.gz"))?, flate2::Compression::best());
    let mut archive = tar::Builder::new(packed);
    archive.mode(tar::HeaderMode::Deterministic);
    archive.append_dir_all(".", &data)?;
    archive.into_inner()?.finish()?.sync_all()?;
    fs::write(made.join("states.json"), states)?;
    fs::write(made.join("recorded.json"), serde_json::to_vec_pretty(&record)?)?;
    fs::create_dir_all(&folder)?;
    for file in ["data.tar.gz", "states.json", "recorded.json"] {
        fs::copy(made.join(file), folder.join(file))?;
    }
    println!("{}: {} events", folder.display(), record.events);
    Ok(())
}

fn open(data: &Path) -> Result<SledLog, Failure> {
    Ok(SledLog::open(
        data,
        MasterKey::from_bytes(MASTER_KEY),
        Options::default(),
    )?)
}

async fn write(data: &Path) -> Result<(Vec<MediaRecord>, Vec<AppendRecord>), Failure> {
    let log = Arc::new(open(data)?);
    let mut appends = Vec::new();
    for (stream, events) in [
        (StreamId(Uuid::from_u128(1)), events_of::<StoreEvent>()?),
        (StreamId(Uuid::from_u128(2)), events_of::<AgentEvent>()?),
        (StreamId(Uuid::from_u128(3)), events_of::<ApiKeyEvent>()?),
        (StreamId(Uuid::from_u128(4)), events_of::<ConversationEvent>()?),
    ] {
        for (index, event) in events.into_iter().enumerate() {
            let mut append = append(stream, index as u64, vec![event]);
            append.causation = (index % 2 == 1).then(|| log.head());
            let key = Uuid::from_u64_pair(stream.0.as_u128() as u64, index as u64);
            append.idempotency = (index.is_multiple_of(5)).then(|| Idempotency {
                key: key.into_bytes(),
                fingerprint: [index as u8; 16],
            });
            let named = append.idempotency.is_some();
            let position = log.append(append).await?.position;
            if named {
                appends.push(AppendRecord {
                    stream: stream.0,
                    key,
                    position,
                });
            }
        }
    }

    // A conversation in one append: one commit of several blocks.
    let whole = StreamId(Uuid::from_u128(5));
    log.append(append(whole, 0, events_of::<ConversationEvent>()?)).await?;
    // Payloads larger than a block, and an actor with more than ASCII.
    let large = StreamId(Uuid::from_u128(6));
    for size in [5_000, 20_000, 40_000] {
        let mut append = append(large, size, vec![note(&"Übergröße 🧵 ".repeat(size as usize / 16))?]);
        append.actor = "carrier:Überträger 日本".to_owned();
        log.append(append).await?;
    }
    // Many at once, so that commits have many appends.
    let crowd: Vec<_> = (100..140)
        .map(|number| {
            let log = log.clone();
            tokio::spawn(async move {
                for version in 0..5 {
                    let event = note(&format!("note {version} of {number}"))?;
                    log.append(append(StreamId(Uuid::from_u128(number)), version, vec![event]))
                        .await?;
                }
                Ok::<_, Failure>(())
            })
        })
        .collect();
    for one in crowd {
        one.await??;
    }
    // Erased, with its media.
    let erased = StreamId(Uuid::from_u128(7));
    log.append(append(erased, 0, events_of::<ConversationEvent>()?)).await?;
    let mut media = Vec::new();
    for (stream, size) in [(whole, 10), (large, 20_000), (erased, 1_000)] {
        let content = blake3::hash(&[size as u8]).as_bytes().repeat(size / 10);
        let name = log.media().put(stream, content.clone().into()).await?;
        media.push(MediaRecord {
            stream: stream.0,
            media: name.to_string(),
            content: (stream != erased).then(|| blake3::hash(&content).to_string()),
        });
    }
    log.erase(erased).await?;
    log.append(append(large, 4, vec![note("after the erasure")?])).await?;
    log.close();
    Ok((media, appends))
}

fn append(stream: StreamId, minute: u64, events: Vec<NewEvent>) -> Append {
    Append {
        stream,
        expected: Expected::Any,
        events,
        time: Timestamp::constant(START, 123_456_789) + SignedDuration::from_mins(minute as i64),
        actor: "agent:00000000-0000-0000-0000-000000000009".to_owned(),
        causation: None::<LogPosition>,
        correlation: Uuid::from_u64_pair(8, minute),
        idempotency: None,
    }
}

/// Every line of the domain's fixtures that belongs to this aggregate, as the current schema.
fn events_of<E: StoredEvent>() -> Result<Vec<NewEvent>, Failure> {
    let mut events = Vec::new();
    for line in EVENTS.lines() {
        let line: Value = serde_json::from_str(line)?;
        let name = line["type"].as_str().ok_or("a line has no type")?;
        if !E::TYPES.iter().any(|(known, _)| *known == name) {
            continue;
        }
        let schema = u16::try_from(line["schema"].as_u64().ok_or("a line has no schema")?)?;
        events.push(new_event(&decode::<E>(
            name,
            schema,
            &serde_json::to_vec(&line["payload"])?,
        )?)?);
    }
    Ok(events)
}

fn note(body: &str) -> Result<NewEvent, Failure> {
    let agent = "00000000-0000-0000-0000-000000000009";
    let payload = serde_json::json!({ "note": agent, "agent": agent, "body": body });
    new_event(&decode::<ConversationEvent>(
        "note_added",
        1,
        &serde_json::to_vec(&payload)?,
    )?)
}

fn new_event<E: StoredEvent>(event: &E) -> Result<NewEvent, Failure> {
    Ok(NewEvent {
        event_type: event.event_type(),
        schema: event.schema(),
        payload: event.payload()?.into(),
    })
}
