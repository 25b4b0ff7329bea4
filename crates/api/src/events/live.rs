use crate::{
    App,
    conversation::boxes::counts_for,
    http::{
        caller::Caller,
        live_stream::{self, Feed, Gone},
    },
    problem::Answer,
};
use actix_web::{HttpRequest, Responder, get, web};
use domain::{ConversationId, StoreId};
use event_log::LogPosition;
use projections::{Change, ConversationRow, Item, Subject};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

const PAGE: usize = 100;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct LiveQuery {
    /// Begin after this position: that of the snapshot. `Last-Event-ID` wins.
    after: Option<u64>,
    /// Count the boxes of this store only.
    store: Option<StoreId>,
}

/// Data of `event: change`: the conversation and the item as they stand at that position or later. Of two copies the one
/// with the higher `position` is the newer.
#[derive(Serialize, ToSchema)]
pub(crate) struct LiveChange {
    position: u64,
    conversation: ConversationRow,
    /// What the event touched in the timeline.
    item: Option<Item>,
    event_type: String,
    actor: String,
}

/// Data of `event: settings`: a store, an agent or an API key was changed, read it again.
#[derive(Serialize, ToSchema)]
pub(crate) struct SettingsChange {
    position: u64,
    subject: Subject,
}

/// Data of `event: erasure`: forget whatever is known of this conversation.
#[derive(Serialize, ToSchema)]
pub(crate) struct ErasureChange {
    position: u64,
    conversation: ConversationId,
    /// It is carried out to the end: there is a certificate.
    completed: bool,
}

/// Follow what changes
///
/// Server-sent events for the web app, with log positions as `id`: `change` (a `LiveChange`), `counts` (`BoxCounts`),
/// `settings` (a `SettingsChange`), `erasure` (an `ErasureChange`). A snapshot and the changes after its position make the fresh snapshot. Ends when the
/// access token does: reconnect with a new one and `Last-Event-ID`.
#[utoipa::path(
    tag = "events",
    params(LiveQuery), responses((status = 200, body = LiveChange, content_type = "text/event-stream"))
)]
#[get("/v1/live")]
pub(crate) async fn follow_live(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    query: web::Query<LiveQuery>,
) -> Answer<impl Responder> {
    let after = live_stream::start(&request, query.after, app.views.newest_change())?;
    let (source, follower, store) = (app.clone(), caller.clone(), query.store);
    Ok(live_stream::stream(app, &caller, move |feed| {
        write(source, feed, follower, store, after)
    }))
}

async fn write(
    app: web::Data<App>,
    feed: Feed,
    caller: Caller,
    store: Option<StoreId>,
    mut after: LogPosition,
) -> Result<(), Gone> {
    let mut seen = app.views.watch();
    loop {
        seen.borrow_and_update();
        let mut boxes_changed = false;
        loop {
            let changes = app.views.changes(after, PAGE).await.map_err(failed)?;
            if changes.position == after {
                break;
            }
            after = changes.position;
            for change in changes.items {
                boxes_changed |= change.conversation.is_some() || change.erasure.is_some();
                tell(&feed, change).await?;
            }
        }
        if boxes_changed {
            // Once for all changes that came together.
            let counts = counts_for(&app, &caller, store).await.map_err(failed)?;
            feed.send("counts", None, &counts).await?;
        }
        feed.next(&mut seen).await?;
    }
}

async fn tell(feed: &Feed, change: Change) -> Result<(), Gone> {
    let Change {
        position,
        subject,
        conversation,
        item,
        erasure,
        event_type,
        actor,
    } = change;
    match (subject, conversation) {
        (Subject::Conversation, Some(conversation)) => {
            let change = LiveChange {
                position,
                conversation,
                item,
                event_type,
                actor,
            };
            feed.send("change", Some(position), &change).await
        }
        // A raw webhook of somebody who has no conversation yet.
        (Subject::Conversation, None) => Ok(()),
        // That somebody signed in changes nothing that others see.
        (Subject::Agent, _) if event_type.starts_with("session_") => Ok(()),
        (Subject::Store | Subject::Agent | Subject::ApiKey, _) => {
            feed.send("settings", Some(position), &SettingsChange { position, subject })
                .await
        }
        (Subject::Erasure, _) => match erasure {
            Some(erasure) => {
                let (conversation, completed) = (erasure.id, erasure.completed.is_some());
                let change = ErasureChange {
                    position,
                    conversation,
                    completed,
                };
                feed.send("erasure", Some(position), &change).await
            }
            None => Ok(()),
        },
    }
}

/// The client reconnects and goes on from where it was.
fn failed(error: impl std::fmt::Display) -> Gone {
    tracing::error!(%error, "a live feed ends");
    Gone
}
