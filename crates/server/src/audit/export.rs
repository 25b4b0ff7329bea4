//! The whole log as text, for who holds the key. `import` makes a log of it again.

use super::{event_line::EventLine, progress};
use event_log::{AppendFrame, EventLog, LogPosition, Payload, ReadError, Recorded, SledLog};
use serde_json::value::RawValue;
use std::io::{self, Write};

const PAGE: usize = 1_000;

#[derive(thiserror::Error, Debug)]
pub enum ExportError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("position {}: the payload of `{event_type}` is not JSON: {cause}", position.0)]
    Payload {
        position: LogPosition,
        event_type: String,
        cause: serde_json::Error,
    },
    #[error("the export could not be written: {0}")]
    Write(#[from] io::Error),
}

/// Writes one line of JSON an event, in the order of the log; returns how many. The data of an erased contact is `null`.
/// The first line names the deployment, since its stream ids mean nothing in another one.
pub async fn export(log: &SledLog, deployment: &str, mut to: impl Write) -> Result<u64, ExportError> {
    let bar = progress::bar("Exporting", log.head().0);
    let mut after = LogPosition(0);
    loop {
        let page = log.read(after, PAGE).await?;
        let Some(last) = page.last() else { break };
        let mut frames = log.append_frames(after, last.header.position)?.into_iter().peekable();
        for recorded in &page {
            let frame = frames.next_if(|frame| frame.first == recorded.header.position);
            let mut line = line(recorded, frame)?;
            line.deployment = Some(deployment.to_owned()).filter(|_| recorded.header.position.0 == 1);
            serde_json::to_writer(&mut to, &line).map_err(io::Error::from)?;
            to.write_all(b"\n")?;
        }
        after = last.header.position;
        bar.set_position(after.0);
    }
    to.flush()?;
    bar.finish_and_clear();
    Ok(after.0)
}

fn line(recorded: &Recorded, frame: Option<AppendFrame>) -> Result<EventLine, ExportError> {
    let header = recorded.header.clone();
    let data = match &recorded.payload {
        Payload::Open(payload) => {
            let raw: Result<&RawValue, _> = serde_json::from_slice(payload);
            raw.map(ToOwned::to_owned).map_err(|cause| ExportError::Payload {
                position: header.position,
                event_type: header.event_type.to_string(),
                cause,
            })?
        }
        Payload::Erased => RawValue::NULL.to_owned(),
    };
    Ok(EventLine {
        deployment: None,
        position: header.position,
        stream: header.stream.0,
        version: header.version,
        event_type: header.event_type.to_string(),
        schema: header.schema,
        at: header.time,
        actor: header.actor.to_string(),
        causation: header.causation,
        correlation: header.correlation,
        append: frame.map(|frame| frame.events),
        idempotency: frame.and_then(|frame| frame.idempotency).map(Into::into),
        data,
    })
}
