//! The whole log as text, for who holds the key.

use super::progress;
use event_log::{EventLog, LogPosition, Payload, ReadError, Recorded};
use serde_json::{Value, json};
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
pub async fn export(log: &dyn EventLog, mut to: impl Write) -> Result<u64, ExportError> {
    let bar = progress::bar("Exporting", log.head().0);
    let mut after = LogPosition(0);
    loop {
        let page = log.read(after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.header.position;
        for recorded in &page {
            serde_json::to_writer(&mut to, &line(recorded)?).map_err(io::Error::from)?;
            to.write_all(b"\n")?;
        }
        bar.set_position(after.0);
    }
    to.flush()?;
    bar.finish_and_clear();
    Ok(after.0)
}

fn line(recorded: &Recorded) -> Result<Value, ExportError> {
    let header = &recorded.header;
    let data = match &recorded.payload {
        Payload::Open(payload) => serde_json::from_slice(payload).map_err(|cause| ExportError::Payload {
            position: header.position,
            event_type: header.event_type.clone(),
            cause,
        })?,
        Payload::Erased => Value::Null,
    };
    Ok(json!({
        "position": header.position,
        "stream": header.stream.0,
        "version": header.version,
        "type": header.event_type,
        "schema": header.schema,
        "at": header.time,
        "actor": header.actor,
        "causation": header.causation,
        "correlation": header.correlation,
        "data": data,
    }))
}
