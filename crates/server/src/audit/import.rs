//! An export made into a data directory again.

use super::{event_line::EventLine, progress};
use domain::{
    agent::AgentEvent,
    api_key::ApiKeyEvent,
    conversation::event::ConversationEvent,
    schema::{self, DecodeError, StoredEvent},
    store::StoreEvent,
};
use event_log::{
    Append, BackupError, Expected, Import, ImportError, Imported, LogPosition, MasterKey, MediaBackedUp, NewEvent,
    StreamId, StreamVersion,
};
use std::{
    io::{self, BufRead, Read},
    path::Path,
};

/// An append has at most 1 MiB of payloads; the rest of its longest line is far less.
const LONGEST_LINE: u64 = 8 << 20;

#[derive(thiserror::Error, Debug)]
pub enum ImportLinesError {
    #[error("line {line}: {what}; nothing was imported")]
    Line { line: u64, what: String },
    #[error(
        "these events are of another deployment (`{found}`, not `{expected}`): their streams mean nothing under this \
         master key; give the one they were exported with"
    )]
    OtherDeployment { found: String, expected: String },
    #[error("the events cannot be read: {0}")]
    Read(#[from] io::Error),
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error(transparent)]
    Media(#[from] BackupError),
}

/// Where things come from and go to.
#[derive(Clone, Copy, Debug)]
pub struct ImportOrder<'a> {
    /// An empty directory, or none yet.
    pub to: &'a Path,
    /// The copy of the key store.
    pub keys: &'a Path,
    /// The directory `media` of a data directory or a backup.
    pub media: Option<&'a Path>,
    pub master: &'a MasterKey,
    pub deployment: &'a str,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportReport {
    pub imported: Imported,
    pub media: Option<MediaBackedUp>,
}

/// Reads one event a line to the end. Whatever is wrong with a line, there is no log in the directory then.
pub async fn import(order: ImportOrder<'_>, lines: impl BufRead) -> Result<ImportReport, ImportLinesError> {
    let bar = progress::bar("Importing", 0);
    let mut watcher = progress::watcher(&bar);
    let mut import = Import::begin(order.to, order.keys, order.master)?;
    let mut lines = Lines {
        lines,
        number: 0,
        text: Vec::new(),
    };
    while let Some((line, appended)) = next_append(&mut lines, order.deployment)? {
        let Appended { first, append, erased } = appended;
        import
            .append(first, &append, erased)
            .await
            .map_err(|error| match error {
                ImportError::NewLog(_) => ImportLinesError::Import(error),
                error => wrong(line, error.to_string()),
            })?;
        bar.set_position(lines.number);
    }
    let media = order
        .media
        .map(|media| import.copy_media(media, &mut watcher))
        .transpose()?;
    let imported = import.finish(&mut watcher)?;
    bar.finish_and_clear();
    Ok(ImportReport { imported, media })
}

struct Appended {
    first: StreamVersion,
    append: Append,
    erased: bool,
}

/// The lines of one append, and the number of the first.
fn next_append(lines: &mut Lines<impl BufRead>, deployment: &str) -> Result<Option<(u64, Appended)>, ImportLinesError> {
    let Some(line) = lines.next()? else { return Ok(None) };
    let number = lines.number;
    if number == 1 {
        same_deployment(&line, deployment)?;
    }
    let length = line.append.unwrap_or_default();
    if length == 0 {
        let what = "no append begins here: `append` says how many events were appended at once; export again with this \
                    version, or begin with the line before";
        return Err(wrong(number, what));
    }
    let mut appended = Appended {
        first: line.version,
        erased: is_erased(&line),
        append: Append {
            stream: StreamId(line.stream),
            expected: Expected::Version(StreamVersion(line.version.0.saturating_sub(1))),
            events: vec![event(&line, number)?],
            time: line.at,
            actor: line.actor.clone(),
            causation: line.causation,
            correlation: line.correlation,
            idempotency: line.idempotency.map(Into::into),
        },
    };
    for further in 1..length {
        let Some(next) = lines.next()? else {
            let what =
                format!("the append that begins here has {length} events, the file ends after {further} of them");
            return Err(wrong(number, what));
        };
        let belongs = next.append.is_none()
            && next.idempotency.is_none()
            && (next.stream, next.version.0) == (line.stream, line.version.0 + further)
            && (next.at, &next.actor) == (line.at, &line.actor)
            && (next.causation, next.correlation) == (line.causation, line.correlation)
            && is_erased(&next) == appended.erased;
        if !belongs {
            let what = format!("it does not belong to the append that begins at line {number}");
            return Err(wrong(lines.number, what));
        }
        appended.append.events.push(event(&next, lines.number)?);
    }
    Ok(Some((number, appended)))
}

fn same_deployment(line: &EventLine, expected: &str) -> Result<(), ImportLinesError> {
    match line.deployment.as_deref() {
        Some(found) if found == expected => Ok(()),
        Some(found) => Err(ImportLinesError::OtherDeployment {
            found: found.to_owned(),
            expected: expected.to_owned(),
        }),
        None => Err(wrong(
            1,
            "it does not name the deployment: export again with this version",
        )),
    }
}

fn is_erased(line: &EventLine) -> bool {
    line.data.get() == "null"
}

fn event(line: &EventLine, number: u64) -> Result<NewEvent, ImportLinesError> {
    let decode_error = |error: DecodeError| wrong(number, error.to_string());
    let event_type = known_type(&line.event_type).map_err(decode_error)?;
    let payload = match is_erased(line) {
        true => Vec::new(),
        false => {
            let payload = line.data.get().as_bytes().to_vec();
            decodes(event_type, line.schema, &payload).map_err(decode_error)?;
            payload
        }
    };
    Ok(NewEvent {
        event_type,
        schema: line.schema,
        payload: payload.into(),
    })
}

/// Every event type there is.
fn types() -> impl Iterator<Item = &'static str> {
    let all = [
        ConversationEvent::TYPES,
        StoreEvent::TYPES,
        AgentEvent::TYPES,
        ApiKeyEvent::TYPES,
    ];
    all.into_iter().flatten().map(|(name, _)| *name)
}

fn known_type(event_type: &str) -> Result<&'static str, DecodeError> {
    types()
        .find(|known| *known == event_type)
        .ok_or_else(|| DecodeError::UnknownType {
            event_type: event_type.to_owned(),
        })
}

/// Whether this version understands the payload, whatever it belongs to.
fn decodes(event_type: &str, schema: u16, payload: &[u8]) -> Result<(), DecodeError> {
    let attempts = [
        schema::decode::<ConversationEvent>(event_type, schema, payload).map(drop),
        schema::decode::<StoreEvent>(event_type, schema, payload).map(drop),
        schema::decode::<AgentEvent>(event_type, schema, payload).map(drop),
        schema::decode::<ApiKeyEvent>(event_type, schema, payload).map(drop),
    ];
    let of_its_own = |attempt: &Result<(), DecodeError>| !matches!(attempt, Err(DecodeError::UnknownType { .. }));
    attempts.into_iter().find(of_its_own).unwrap_or(Ok(()))
}

struct Lines<R> {
    lines: R,
    number: u64,
    text: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    fn next(&mut self) -> Result<Option<EventLine>, ImportLinesError> {
        self.text.clear();
        let mut line = Read::by_ref(&mut self.lines).take(LONGEST_LINE);
        if line.read_until(b'\n', &mut self.text)? == 0 {
            return Ok(None);
        }
        self.number += 1;
        if self.text.last() != Some(&b'\n') && self.text.len() as u64 >= LONGEST_LINE {
            return Err(wrong(self.number, "it is longer than any event"));
        }
        let line: EventLine =
            serde_json::from_slice(&self.text).map_err(|error| wrong(self.number, error.to_string()))?;
        if line.position != LogPosition(self.number) {
            let what = format!(
                "the event has position {}, and {} was next",
                line.position.0, self.number
            );
            return Err(wrong(self.number, what));
        }
        if self.number > 1 && line.deployment.is_some() {
            return Err(wrong(self.number, "the deployment is named on the first line only"));
        }
        Ok(Some(line))
    }
}

fn wrong(line: u64, what: impl Into<String>) -> ImportLinesError {
    ImportLinesError::Line {
        line,
        what: what.into(),
    }
}
