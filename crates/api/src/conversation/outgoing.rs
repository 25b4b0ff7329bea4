//! From what a person wrote to a message that can be sent: over which channel, from which number, with which files.

use crate::{
    App, media,
    problem::{Answer, Problem},
};
use domain::{
    MessageId,
    conversation::{Conversation, Started},
    message::{Author, Channel, Media, MessageKind, Outgoing},
    store::{Sender, Store},
};
use event_log::StreamId;
use serde::Deserialize;
use utoipa::ToSchema;

const LONGEST_CLIENT_ID: usize = 128;

/// A file of a message: the `hash` that uploading it gave, alone or with the name to show.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum Attachment {
    Hash(String),
    Named(NamedFile),
}

#[derive(Clone, Deserialize, ToSchema)]
pub(crate) struct NamedFile {
    pub hash: String,
    pub name: Option<String>,
}

/// What is said, and how.
#[derive(Default)]
pub(super) struct Draft {
    pub body: String,
    pub media: Vec<Attachment>,
    pub client_id: Option<String>,
    pub template: Option<String>,
    pub channel: Option<Channel>,
    pub sender: Option<String>,
}

impl Draft {
    pub(super) async fn into_outgoing(
        self,
        app: &App,
        store: &Store,
        conversation: &Conversation,
        started: &Started,
        message: MessageId,
        author: Author,
    ) -> Answer<Outgoing> {
        let stream = conversation_stream(app, started);
        let media = files(app, stream, self.media).await?;
        let channel = self.channel.unwrap_or(started.channel);
        let channel = if channel == Channel::Sms && !media.is_empty() {
            Channel::Mms
        } else {
            channel
        };
        let preferred = self.sender.as_deref().unwrap_or(&started.sender);
        let sender = sender(store, channel, preferred, self.sender.is_some())?;
        let body = match &self.template {
            Some(name) if self.body.trim().is_empty() => filled(store, name, conversation)?,
            _ => self.body,
        };
        if self.client_id.as_ref().is_some_and(|id| id.len() > LONGEST_CLIENT_ID) {
            let detail = format!("a client id has at most {LONGEST_CLIENT_ID} bytes");
            return Err(Problem::invalid("/body/client_id", detail));
        }
        Ok(Outgoing {
            message,
            kind: MessageKind::Reply,
            channel,
            sender: sender.number.clone(),
            body,
            media,
            author,
            in_reply_to: None,
            about: None,
            client_id: self.client_id,
            template: self.template,
        })
    }
}

fn conversation_stream(app: &App, started: &Started) -> StreamId {
    let id = app.commands.streams().conversation_of(started.store, &started.address);
    commands::Streams::conversation(id)
}

/// The number to send from: the preferred one if it has the channel, otherwise the store's first that has, unless the
/// preferred one was asked for.
pub(super) fn sender<'a>(store: &'a Store, channel: Channel, preferred: &str, asked: bool) -> Answer<&'a Sender> {
    let carries = |sender: &&Sender| sender.channels.contains(&channel);
    let wanted = store
        .senders
        .iter()
        .find(|sender| sender.number == preferred)
        .filter(carries);
    match wanted {
        Some(sender) => Ok(sender),
        None if asked => Err(Problem::invalid(
            "/body/sender",
            "the store has no such number on this channel",
        )),
        None => store.senders.iter().find(carries).ok_or_else(|| {
            let detail = "the store has no number on this channel: add one in its settings";
            Problem::invalid("/body/channel", detail)
        }),
    }
}

async fn files(app: &App, stream: StreamId, attachments: Vec<Attachment>) -> Answer<Vec<Media>> {
    const MOST: usize = 10;
    if attachments.len() > MOST {
        return Err(Problem::invalid(
            "/body/media",
            format!("a message takes at most {MOST} files"),
        ));
    }
    let mut files = vec![];
    for (index, attachment) in attachments.into_iter().enumerate() {
        let NamedFile { hash, name } = match attachment {
            Attachment::Hash(hash) => NamedFile { hash, name: None },
            Attachment::Named(named) => named,
        };
        let pointer = format!("/body/media/{index}");
        let missing = || Problem::invalid(pointer.clone(), "this file was not uploaded to this conversation");
        let content = media::content(app, stream, &hash).await?.ok_or_else(missing)?;
        let content_type = media::kind::of(&content).map_or("application/octet-stream", |kind| kind.content_type);
        files.push(Media {
            hash: Some(hash),
            content_type: content_type.to_owned(),
            name,
            size: Some(content.len() as u64),
        });
    }
    Ok(files)
}

/// A template of the store with the contact's name in it. A variable that is not known is refused, never left blank.
fn filled(store: &Store, name: &str, conversation: &Conversation) -> Answer<String> {
    let template = store.templates.iter().find(|template| template.name == name);
    let unknown = || Problem::invalid("/body/template", "the store has no such template");
    let full_name = conversation.contact.name.as_deref();
    let first_name = full_name.and_then(|name| name.split_whitespace().next());
    let variables = [("name", first_name), ("full_name", full_name)];
    shop::render(&template.ok_or_else(unknown)?.body, &variables)
        .map_err(|error| Problem::invalid("/body/template", error.to_string()))
}
