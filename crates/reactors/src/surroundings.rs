//! What reactors work with.

use crate::CheckpointExport;
use commands::{Commands, Context, LoadError, Streams};
use domain::{
    Actor, ConversationId, StoreId,
    conversation::Controller,
    store::{Sender, Store},
};
use event_log::{KeyError, LogPosition, MediaHash, MediaStore, ReadError, Recorded, StreamId};
use futures::future::BoxFuture;
use gateway::{Gateway, simulator::SimulatorGateway};
use projections::Views;
use std::{collections::BTreeMap, fmt, sync::Arc};

pub struct Surroundings {
    pub commands: Commands,
    pub views: Views,
    pub media: MediaStore,
    /// Destroys a stream's key.
    pub erase: Erase,
    /// By the name that a sender's settings call them.
    pub gateways: BTreeMap<String, Arc<dyn Gateway>>,
    /// Its texts and reports come in through the same door as a real carrier's.
    pub simulator: Option<Arc<SimulatorGateway>>,
    pub ai: Option<responder::Ai>,
    /// Address of this server as contacts and carriers see it, without a slash at the end.
    pub public_url: String,
    /// Short links are derived with it, so that nobody can guess one.
    pub link_key: [u8; 32],
    /// The public address of a file, for carriers that fetch files themselves.
    pub media_link: MediaLink,
    /// Where checkpoints of the log are given out to, if anywhere.
    pub checkpoints: Option<CheckpointExport>,
}

pub type MediaLink = Arc<dyn Fn(ConversationId, &str) -> String + Send + Sync>;
pub type Erase = Arc<dyn Fn(StreamId) -> BoxFuture<'static, Result<(), KeyError>> + Send + Sync>;

impl fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Surroundings")
            .field("gateways", &self.gateways.keys())
            .finish_non_exhaustive()
    }
}

impl Surroundings {
    pub(crate) async fn store(&self, id: StoreId) -> Result<Store, LoadError> {
        Ok(self.commands.load::<Store>(Streams::store(id)).await?.state)
    }

    /// `None` if it cannot be read any more.
    pub(crate) async fn read_media(&self, conversation: ConversationId, hash: &str) -> Option<Vec<u8>> {
        let hash: MediaHash = hash.parse().ok()?;
        match self.media.get(Streams::conversation(conversation), hash).await {
            Ok(bytes) => Some(bytes.to_vec()),
            Err(error) => {
                tracing::warn!(%error, "a file of a message cannot be read");
                None
            }
        }
    }

    /// `None` if it could not be written.
    pub(crate) async fn store_media(&self, stream: StreamId, bytes: Vec<u8>) -> Option<String> {
        match self.media.put(stream, bytes.into()).await {
            Ok(hash) => Some(hash.to_string()),
            Err(error) => {
                tracing::warn!(%error, "a file of a text cannot be stored");
                None
            }
        }
    }

    pub(crate) async fn event_at(&self, position: LogPosition) -> Result<Option<Recorded>, ReadError> {
        let before = LogPosition(position.0.saturating_sub(1));
        Ok(self.commands.log().read(before, 1).await?.pop())
    }

    /// The context of a reaction to the event at `position`.
    pub(crate) async fn reaction_to(&self, position: LogPosition, actor: Actor) -> Result<Context, ReadError> {
        let event = self.event_at(position).await?;
        let missing = || ReadError::Damaged {
            position,
            what: "an event that a view has seen is gone".to_owned(),
        };
        Ok(Context::caused_by(actor, &event.ok_or_else(missing)?.header))
    }
}

/// Who answers the first text of a contact.
pub(crate) fn first_controller(store: &Store) -> Controller {
    let automatic = store.automation.as_ref().is_some_and(|automation| automation.enabled);
    if automatic { Controller::Ai } else { Controller::People }
}

/// The store's number for a text that answers nobody.
pub(crate) fn default_sender(store: &Store) -> Option<&Sender> {
    let texts = |sender: &&Sender| sender.channels.contains(&domain::message::Channel::Sms);
    store.senders.iter().find(texts).or(store.senders.first())
}

/// The store's own words for this occasion, if it has any.
pub(crate) fn template<'a>(store: &'a Store, name: &str) -> Option<&'a str> {
    let own = store.templates.iter().find(|template| template.name == name);
    own.map(|template| template.body.as_str())
}
