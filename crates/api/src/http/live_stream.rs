//! Server-sent events: from a position on, as fast as the client reads, until one of us leaves.

use super::caller::Caller;
use crate::{
    App,
    problem::{Answer, Problem},
};
use actix_web::{HttpRequest, Responder, http::header::HeaderName, rt, web};
use actix_web_lab::sse::{self, Sse};
use event_log::LogPosition;
use serde::Serialize;
use std::{future::Future, time::Duration};
use tokio::sync::{mpsc, watch};

const HEARTBEAT: Duration = Duration::from_secs(15);
const RETRY: Duration = Duration::from_secs(1);
/// Events that wait for a slow reader. The stream is read on only when there is room.
const BUFFER: usize = 32;

/// The writing end of one client's stream.
pub(crate) struct Feed {
    events: mpsc::Sender<sse::Event>,
}

/// The client has left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Gone;

impl Feed {
    /// Waits while the client is slow. Only what has a position can be resumed from.
    pub(crate) async fn send(&self, event: &str, position: Option<u64>, data: &impl Serialize) -> Result<(), Gone> {
        let data = sse::Data::new_json(data).map_err(|_| Gone)?.event(event);
        let data = match position {
            Some(position) => data.id(position.to_string()),
            None => data,
        };
        self.events.send(data.into()).await.map_err(|_| Gone)
    }

    /// Waits for the position to move on; `Gone` if the client leaves first.
    pub(crate) async fn next(&self, moved: &mut watch::Receiver<LogPosition>) -> Result<(), Gone> {
        tokio::select! {
            () = self.events.closed() => Err(Gone),
            changed = moved.changed() => changed.map_err(|_| Gone),
        }
    }
}

/// Where to go on: `Last-Event-ID` of a reconnecting browser wins over `after`; without either, from now on.
pub(crate) fn start(request: &HttpRequest, after: Option<u64>, now: LogPosition) -> Answer<LogPosition> {
    let Some(value) = request.headers().get(HeaderName::from_static("last-event-id")) else {
        return Ok(after.map_or(now, LogPosition));
    };
    let position = value.to_str().ok().and_then(|text| text.trim().parse().ok());
    let detail = "Last-Event-ID is the id of an earlier event of this stream, a number";
    position
        .map(LogPosition)
        .ok_or_else(|| Problem::bad_request("last_event_id_invalid", detail))
}

/// Runs `write` for one client. Ends when the client leaves, the caller's proof expires or the server shuts down.
pub(crate) fn stream<W, F>(app: web::Data<App>, caller: &Caller, write: W) -> impl Responder + use<W, F>
where
    W: FnOnce(Feed) -> F,
    F: Future<Output = Result<(), Gone>> + 'static,
{
    let (events, receiver) = mpsc::channel(BUFFER);
    let writing = write(Feed { events });
    let expires = caller.expires;
    rt::spawn(async move {
        let mut shutdown = app.shutdown.clone();
        let until_expired = async {
            match expires {
                Some(expires) => {
                    let left = expires.duration_since(app.wall_clock.now());
                    tokio::time::sleep(left.try_into().unwrap_or_default()).await;
                }
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = writing => {}
            () = until_expired => {}
            _ = shutdown.wait_for(|down| *down) => {}
        }
    });
    Sse::from_infallible_receiver(receiver)
        .with_keep_alive(HEARTBEAT)
        .with_retry_duration(RETRY)
        .customize()
        .insert_header(("x-accel-buffering", "no"))
}
