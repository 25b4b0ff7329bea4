//! Raw webhooks become facts.

use crate::{
    Surroundings,
    surroundings::{first_controller, template},
    wake::{Pass, Reactor},
};
use commands::{CommandError, Context};
use domain::{
    Actor, MessageId,
    conversation::{
        ConsentReplies, Conversation, ConversationCommand, ConversationEvent, Finding, Identity, InboundMessage,
        Intent, Parsed, Rejection, event::InboundRecorded,
    },
    erasure::ErasureRejection,
    message::Media,
    schema,
    store::{DoubtfulOptOut, Store},
};
use event_log::{AppendError, LogPosition, Payload, Recorded, StreamId, StreamVersion};
use futures::{StreamExt, stream};
use gateway::{CarrierInbound, FetchError, InboundText, OptOutType, RemoteMedia};
use jiff::SignedDuration;
use projections::{UnparsedInbound, ViewError};
use std::{collections::BTreeMap, sync::Arc};
use uuid::Uuid;

const BATCH: usize = 1_000;
const STREAMS_AT_ONCE: usize = 32;
/// How long a text waits for its picture. After that it is shown without.
const PATIENCE_FOR_MEDIA: SignedDuration = SignedDuration::from_mins(10);
const ASK_AGAIN: SignedDuration = SignedDuration::from_secs(5);

const OPTED_OUT: &str = "You are unsubscribed and will get no more messages from us. Reply START to come back.";
const OPTED_IN: &str = "You are subscribed again, reminders of your cart included. Message frequency varies. Reply HELP for help, STOP to stop.";
const HELP: &str = "For help contact us through our website. Reply STOP to stop.";

pub(crate) struct Ingest {
    pub(crate) surroundings: Arc<Surroundings>,
}

#[derive(thiserror::Error, Debug)]
pub(crate) enum IngestError {
    #[error(transparent)]
    Load(#[from] commands::LoadError),
    #[error(transparent)]
    Read(#[from] event_log::ReadError),
    #[error(transparent)]
    Decode(#[from] schema::DecodeError),
    #[error(transparent)]
    Command(#[from] CommandError<Rejection>),
    #[error(transparent)]
    Erase(#[from] CommandError<ErasureRejection>),
    #[error(transparent)]
    View(#[from] ViewError),
    #[error("a raw webhook names base64 and is none")]
    Base64,
}

/// What a raw webhook means.
pub(crate) struct Meaning {
    pub identity: Option<Identity>,
    pub parsed: Parsed,
}

impl Meaning {
    pub fn ignored(reason: impl Into<String>) -> Self {
        Self {
            identity: None,
            parsed: Parsed::Ignored { reason: reason.into() },
        }
    }
}

impl Ingest {
    pub fn new(surroundings: Arc<Surroundings>) -> Self {
        Self { surroundings }
    }

    /// One stream's webhooks, in the order they came; one that has to wait holds up those behind it.
    async fn ingest_stream(&self, unparsed: &[UnparsedInbound]) -> Pass {
        let now = self.surroundings.commands.clock().now();
        let mut pass = Pass::default();
        for item in unparsed {
            match self.ingest(item).await {
                Ok(None) => {
                    pass.again_at(now.checked_add(ASK_AGAIN).unwrap_or(now));
                    break;
                }
                Ok(Some(position)) => pass.wrote(position),
                Err(error) => {
                    pass.settle("ingest", now, Err(error));
                    break;
                }
            }
        }
        pass
    }

    async fn ingest(&self, item: &UnparsedInbound) -> Result<Option<LogPosition>, IngestError> {
        let before = StreamVersion(item.version.saturating_sub(1));
        let recorded = self
            .surroundings
            .commands
            .log()
            .read_stream(item.stream, before, 1)
            .await?
            .pop();
        let Some(recorded) = recorded else { return Ok(None) };
        // Of a person who was erased there is nothing left to read.
        let Some(raw) = self.raw(&recorded)? else {
            return Ok(None);
        };
        let Some(Meaning { identity, parsed }) = self.read(&recorded, &raw).await? else {
            return Ok(None);
        };
        let actor = match (&parsed, raw.source.as_str()) {
            (Parsed::Message(_), _) => Actor::Contact,
            (_, "shopify") => Actor::Shop(raw.source),
            _ => Actor::Carrier(raw.source),
        };
        let context = Context::caused_by(actor, &recorded.header);
        let command = ConversationCommand::Ingest {
            raw: item.version,
            identity,
            parsed,
        };
        let handled = self
            .surroundings
            .commands
            .handle::<Conversation>(item.stream, &command, &context)
            .await;
        match handled {
            Ok(handled) => Ok(Some(handled.position)),
            // Erased meanwhile, perhaps by this very webhook: it is off the table.
            Err(CommandError::Append(AppendError::Erased)) => Ok(Some(item.position)),
            Err(error) => Err(error.into()),
        }
    }

    fn raw(&self, recorded: &Recorded) -> Result<Option<InboundRecorded>, IngestError> {
        let header = &recorded.header;
        let Payload::Open(payload) = &recorded.payload else {
            return Ok(None);
        };
        match schema::decode::<ConversationEvent>(&header.event_type, header.schema, payload)? {
            ConversationEvent::InboundRecorded(raw) => Ok(Some(raw)),
            _ => Ok(None),
        }
    }

    /// `None`: not yet.
    async fn read(&self, recorded: &Recorded, raw: &InboundRecorded) -> Result<Option<Meaning>, IngestError> {
        let Some(store_id) = raw.store else {
            return Ok(Some(Meaning::ignored("it could not be attributed to a store")));
        };
        let store = self.surroundings.store(store_id).await?;
        let body = body_of(raw)?;
        let parsed = match raw.source.as_str() {
            "simulator" => gateway::simulator::parse(&raw.topic, &raw.content_type, &body),
            "twilio" => gateway_twilio::parse(&raw.topic, &raw.content_type, &body),
            "shopify" => return self.read_shop(recorded, raw, &store, &body).await.map(Some),
            other => {
                return Ok(Some(Meaning::ignored(format!(
                    "webhooks of `{other}` are not known here"
                ))));
            }
        };
        match parsed {
            Ok(CarrierInbound::Message(text)) => self.read_text(recorded, raw, &store, *text).await,
            Ok(CarrierInbound::Status(report)) => Ok(Some(Meaning {
                identity: None,
                parsed: Parsed::Status(report),
            })),
            Ok(CarrierInbound::Ignored { reason }) => Ok(Some(Meaning::ignored(reason))),
            Err(error) => Ok(Some(Meaning::ignored(format!("it could not be read: {error}")))),
        }
    }

    async fn read_text(
        &self,
        recorded: &Recorded,
        raw: &InboundRecorded,
        store: &Store,
        text: InboundText,
    ) -> Result<Option<Meaning>, IngestError> {
        let stream = recorded.header.stream;
        let waited = self
            .surroundings
            .commands
            .clock()
            .now()
            .duration_since(recorded.header.time);
        let Some(media) = self
            .fetch(stream, &raw.source, &text.media, waited < PATIENCE_FOR_MEDIA)
            .await
        else {
            return Ok(None);
        };
        let Some(store_id) = store.store else {
            return Ok(Some(Meaning::ignored("the store it is for does not exist")));
        };
        let identity = Identity {
            store: store_id,
            address: text.from,
            channel: text.channel,
            sender: text.to.clone(),
            controller: first_controller(store),
        };
        let inbound = InboundMessage {
            message: MessageId(Uuid::new_v5(&stream.0, text.carrier_id.as_bytes())),
            channel: text.channel,
            sender: text.to,
            finding: finding(&text.body, text.opt_out_type, store.sending_rules.doubtful_opt_out),
            body: text.body,
            media,
            carrier_id: text.carrier_id,
            carrier_answered: text.opt_out_type.is_some(),
            profile_name: text.profile_name,
            replies: consent_replies(store),
        };
        Ok(Some(Meaning {
            identity: Some(identity),
            parsed: Parsed::Message(Box::new(inbound)),
        }))
    }

    /// The files of a text, sealed and stored before the event that names them. `None`: not yet.
    async fn fetch(&self, stream: StreamId, source: &str, files: &[RemoteMedia], patient: bool) -> Option<Vec<Media>> {
        let mut stored = vec![];
        for file in files {
            let fetched = match self.surroundings.gateways.get(source) {
                Some(gateway) => gateway.fetch_media(file).await,
                None => Err(FetchError::Gone),
            };
            let (hash, size) = match fetched {
                Ok(bytes) => {
                    let size = bytes.len() as u64;
                    match self.surroundings.store_media(stream, bytes).await {
                        Some(hash) => (Some(hash), Some(size)),
                        None if patient => return None,
                        None => (None, None),
                    }
                }
                Err(FetchError::Unreachable { .. }) if patient => return None,
                Err(_) => (None, None),
            };
            stored.push(Media {
                hash,
                content_type: file.content_type.clone(),
                name: None,
                size,
            });
        }
        Some(stored)
    }
}

/// What the classifier says, unless the carrier has decided already.
fn finding(text: &str, carrier: Option<OptOutType>, doubtful: DoubtfulOptOut) -> Finding {
    let read = responder::finding(intent::classify(text), doubtful);
    let (intent, word) = match carrier {
        None => return read,
        Some(OptOutType::Stop) => (Intent::OptOut, "STOP"),
        Some(OptOutType::Start) => (Intent::OptIn, "START"),
        Some(OptOutType::Help) => (Intent::Help, "HELP"),
    };
    Finding {
        intent,
        reason: format!("the carrier took it for {word}"),
        rule: "carrier.keyword".to_owned(),
        ..read
    }
}

fn consent_replies(store: &Store) -> ConsentReplies {
    let name = store.profile.as_ref().map_or("", |profile| profile.name.as_str());
    let support = store
        .profile
        .as_ref()
        .map_or("", |profile| profile.support_contact.as_str());
    // The carriers want the programme's name in each of these (CTIA Messaging Principles, 5.1.3).
    let words = |key: &str, default: &str| match template(store, key) {
        Some(own) => own.to_owned(),
        None => format!("{name}: {default}"),
    };
    let help = match support {
        "" => HELP.to_owned(),
        _ => format!("for help contact {support}. Reply STOP to stop."),
    };
    ConsentReplies {
        opted_out: words("opted_out", OPTED_OUT),
        opted_in: words("opted_in", OPTED_IN),
        help: words("help", &help),
    }
}

fn body_of(raw: &InboundRecorded) -> Result<Vec<u8>, IngestError> {
    use base64::{Engine, engine::general_purpose::STANDARD};
    if raw.base64 {
        STANDARD.decode(&raw.body).map_err(|_| IngestError::Base64)
    } else {
        Ok(raw.body.clone().into_bytes())
    }
}

impl Reactor for Ingest {
    type Error = ViewError;

    async fn pass(&self) -> Result<Pass, ViewError> {
        let mut by_stream: BTreeMap<StreamId, Vec<UnparsedInbound>> = BTreeMap::new();
        for item in self.surroundings.views.unparsed(BATCH).await? {
            by_stream.entry(item.stream).or_default().push(item);
        }
        let ingested = stream::iter(by_stream.into_values())
            .map(|unparsed| async move { self.ingest_stream(&unparsed).await })
            .buffer_unordered(STREAMS_AT_ONCE);
        let passes = ingested.collect::<Vec<_>>().await;
        Ok(passes.into_iter().fold(Pass::default(), Pass::and))
    }
}
