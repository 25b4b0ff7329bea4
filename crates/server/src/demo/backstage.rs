//! What the server does by itself, as its reactors do it: take webhooks in, answer, call the carrier.

use super::{
    SeedError,
    script::Happening,
    settings::{STORE, TEXT_NUMBER},
    stage::{Cue, Stage},
};
use commands::{Clock, Context, Streams};
use domain::{
    Actor, MessageId,
    conversation::{
        Answer, ConsentReplies, Controller, ConversationCommand, ConversationEvent, HandoffReason, Identity,
        InboundMessage, Parsed, Recovery, ShopConsent,
        event::{ContactUpdated, InboundRecorded, MessageReceived},
    },
    message::{Author, Channel, DeliveryState, Media, MessageKind},
    shopping::Cart,
    store::DoubtfulOptOut,
};
use event_log::LogPosition;
use gateway::{
    CarrierInbound, Gateway, InboundText, MediaSource, Outbound, OutboundMedia, SendError,
    simulator::{self, DELIVERED_AFTER, Failure, SimulatedWebhook},
};
use jiff::SignedDuration;
use responder::{Question, Response};
use shop::shopify::{self, ShopEvent};
use std::collections::VecDeque;
use uuid::Uuid;

const SENT_AFTER: SignedDuration = SignedDuration::from_millis(250);
const FLOW: &str = "cart recovery";

impl Stage {
    /// Takes in what the network has to say by now.
    pub(super) async fn take_in(&mut self) -> Result<(), SeedError> {
        let mut webhooks = VecDeque::from(self.network.take_due(self.clock.now())?);
        while let Some(SimulatedWebhook {
            id,
            topic,
            body,
            contact,
            ..
        }) = webhooks.pop_front()
        {
            let conversation = self.commands.streams().conversation_of(STORE, &contact);
            if let Some(part) = self.part_of.get(&conversation).copied() {
                self.webhook(part, "simulator", &topic, &id, body).await?;
            }
            self.network.confirm(&id)?;
        }
        Ok(())
    }

    /// Raw first, then what it means.
    pub(super) async fn webhook(
        &mut self,
        part: usize,
        source: &str,
        topic: &str,
        delivery: &str,
        body: String,
    ) -> Result<(), SeedError> {
        let conversation = self.conversation(part);
        let bearer = match source {
            "shopify" => Actor::Shop(source.to_owned()),
            _ => Actor::Carrier(source.to_owned()),
        };
        let raw = InboundRecorded {
            store: Some(STORE),
            source: source.to_owned(),
            topic: topic.to_owned(),
            delivery: delivery.to_owned(),
            content_type: "application/json".to_owned(),
            body: body.clone(),
            base64: false,
        };
        let correlation = Uuid::new_v5(&conversation.0, delivery.as_bytes());
        let context = Context::new(bearer.clone(), correlation);
        let recorded = self
            .commands
            .record_inbound(Streams::conversation(conversation), raw, &context)
            .await?;
        let (identity, parsed) = match source {
            "shopify" => self.read_shop(part, topic, body.as_bytes()).await?,
            _ => self.read_carrier(part, topic, body.as_bytes()).await?,
        };
        let actor = match parsed {
            Parsed::Message(_) => Actor::Contact,
            _ => bearer,
        };
        let ingest = ConversationCommand::Ingest {
            raw: recorded.version.0,
            identity,
            parsed,
        };
        self.react(part, ingest, actor, recorded.position).await.map(drop)
    }

    fn identity(&self, part: usize, channel: Channel, sender: &str) -> Identity {
        Identity {
            store: STORE,
            address: self.parts[part].customer.address.clone(),
            channel,
            sender: sender.to_owned(),
            controller: Controller::Ai,
        }
    }

    async fn read_carrier(
        &mut self,
        part: usize,
        topic: &str,
        body: &[u8],
    ) -> Result<(Option<Identity>, Parsed), SeedError> {
        match simulator::parse(topic, "application/json", body)? {
            CarrierInbound::Status(report) => Ok((None, Parsed::Status(report))),
            CarrierInbound::Ignored { reason } => Ok((None, Parsed::Ignored { reason })),
            CarrierInbound::Message(text) => {
                let identity = self.identity(part, text.channel, &text.to);
                let inbound = self.read_text(part, *text).await?;
                Ok((Some(identity), Parsed::Message(Box::new(inbound))))
            }
        }
    }

    async fn read_text(&mut self, part: usize, text: InboundText) -> Result<InboundMessage, SeedError> {
        let conversation = self.conversation(part);
        let mut media = vec![];
        for file in &text.media {
            let bytes = self.network.fetch_media(file).await?;
            let size = bytes.len() as u64;
            let hash = self
                .media
                .put(Streams::conversation(conversation), bytes.into())
                .await?;
            media.push(Media {
                hash: Some(hash.to_string()),
                content_type: file.content_type.clone(),
                name: None,
                size: Some(size),
            });
        }
        let template = |name: &str| {
            let found = self.store.templates.iter().find(|template| template.name == name);
            found.map(|template| template.body.clone()).unwrap_or_default()
        };
        Ok(InboundMessage {
            message: MessageId(Uuid::new_v5(&conversation.0, text.carrier_id.as_bytes())),
            channel: text.channel,
            sender: text.to,
            finding: responder::finding(intent::classify(&text.body), DoubtfulOptOut::OptOut),
            body: text.body,
            media,
            carrier_id: text.carrier_id,
            carrier_answered: text.opt_out_type.is_some(),
            profile_name: text.profile_name,
            replies: ConsentReplies {
                opted_out: template("opted_out"),
                opted_in: template("opted_in"),
                help: template("help"),
            },
        })
    }

    fn in_the_stores_words(&self, consent: ShopConsent) -> ShopConsent {
        ShopConsent {
            wording: self.store.sending_rules.checkout_wording.clone(),
            ..consent
        }
    }

    async fn read_shop(
        &mut self,
        part: usize,
        topic: &str,
        body: &[u8],
    ) -> Result<(Option<Identity>, Parsed), SeedError> {
        let identity = self.identity(part, Channel::Sms, TEXT_NUMBER);
        let parsed = match shopify::parse(topic, body)? {
            ShopEvent::Cart(report) => {
                let mut cart = report.cart;
                cart.link_code = Some(shop::link_code(&self.short_link_key, STORE, &cart.cart));
                Parsed::Cart {
                    recovery: self.recovery(part, &cart, &report.contact)?.map(Box::new),
                    cart,
                    contact: report.contact,
                    consent: report.consent.map(|consent| self.in_the_stores_words(consent)),
                }
            }
            ShopEvent::Order(report) => Parsed::Order {
                order: report.order,
                contact: report.contact,
                consent: report.consent.map(|consent| self.in_the_stores_words(consent)),
            },
            ShopEvent::ConsentWithdrawn { evidence, .. } => Parsed::ConsentWithdrawn { evidence },
            ShopEvent::Redaction { .. } => Parsed::Ignored {
                reason: "nobody in the demo store asked to be forgotten".to_owned(),
            },
            ShopEvent::Ignored { reason } => Parsed::Ignored { reason },
        };
        Ok((Some(identity), parsed))
    }

    fn recovery(&self, part: usize, cart: &Cart, contact: &ContactUpdated) -> Result<Option<Recovery>, SeedError> {
        let settings = self.store.cart_recovery.as_ref().filter(|settings| settings.enabled);
        let template = self
            .store
            .templates
            .iter()
            .find(|template| template.name == "cart_recovery");
        let (Some(settings), Some(template), Some(code)) = (settings, template, &cart.link_code) else {
            return Ok(None);
        };
        let link = format!("{}/l/{code}", self.public_url);
        let version = format!("cart:{}:{}", cart.cart, cart.changed_at);
        let state = domain::conversation::Conversation {
            started: Some(domain::conversation::Started {
                store: STORE,
                address: self.parts[part].customer.address.clone(),
                channel: Channel::Sms,
                sender: TEXT_NUMBER.to_owned(),
            }),
            ..Default::default()
        };
        let message = MessageId(Uuid::new_v5(&self.conversation(part).0, version.as_bytes()));
        let body = shop::recovery_text(&template.body, contact, cart, &link)?;
        let delay = SignedDuration::from_mins(i64::from(settings.delay_minutes));
        let due = cart.changed_at.checked_add(delay).unwrap_or(cart.changed_at);
        Ok(self.outgoing(message, &state, body).map(|mut outgoing| {
            outgoing.kind = MessageKind::Cart;
            outgoing.author = Author::Flow { name: FLOW.to_owned() };
            outgoing.about = Some(cart.cart.clone());
            Recovery { outgoing, due }
        }))
    }

    /// What rules and fallback say, unless the script has the AI answer.
    pub(super) async fn answer(
        &mut self,
        part: usize,
        received: MessageReceived,
        cause: LogPosition,
    ) -> Result<(), SeedError> {
        let to = received.message;
        let state = self.state(part).await?;
        if state.awaiting_answer != Some(to) || self.ai_is_next(part) {
            return Ok(());
        }
        let question = Question {
            text: received.body,
            finding: received.finding,
            store: self.store.clone(),
            cart: None,
            earlier: vec![],
            language: state.contact.language.clone(),
        };
        let outgoing = |body: String, author: Author| {
            let mut outgoing = self.outgoing(to.follow_up("answer"), &state, body)?;
            outgoing.kind = MessageKind::AutoReply;
            outgoing.author = author;
            outgoing.in_reply_to = Some(to);
            Some(Box::new(outgoing))
        };
        let ai_spoke = state
            .messages
            .values()
            .any(|message| message.author == Some(Author::Ai));
        let answer = match responder::respond(&question, None).await {
            // An AI that follows a talk knows a "thank you" when it reads one.
            Response::HandOff {
                reason: HandoffReason::NotUnderstood,
                ..
            } if ai_spoke => Some(Answer::Silence),
            Response::Reply { body, author } => outgoing(body, author).map(Answer::Reply),
            Response::HandOff { reason, summary, words } => Some(Answer::HandOff {
                reason,
                summary,
                fallback: words.and_then(|words| outgoing(words, Author::System)),
            }),
            Response::Silence => Some(Answer::Silence),
        };
        match answer {
            Some(answer) => {
                let command = ConversationCommand::Answer { to, answer };
                self.react(part, command, Actor::Ai, cause).await.map(drop)
            }
            None => Ok(()),
        }
    }

    /// The beat after the one that is being played.
    fn ai_is_next(&self, part: usize) -> bool {
        let part = &self.parts[part];
        let played = part.times.partition_point(|at| *at <= self.clock.now());
        matches!(
            part.script.beats.get(played).map(|beat| &beat.happens),
            Some(Happening::Ai(_))
        )
    }

    /// Claim, call once, record what the network said.
    pub(super) async fn dispatch(
        &mut self,
        part: usize,
        message: MessageId,
        cause: LogPosition,
    ) -> Result<(), SeedError> {
        let state = self.state(part).await?;
        let known = state.messages.get(&message);
        let queued = known.filter(|known| known.state == DeliveryState::Queued);
        let Some(outgoing) = queued.and_then(|known| known.outgoing.clone()) else {
            return Ok(());
        };
        let claim = ConversationCommand::StartDispatch {
            message,
            gateway: "simulator".to_owned(),
            rules: self.store.rules(),
        };
        let claimed = self.react(part, claim, Actor::System, cause).await?;
        let [ConversationEvent::DispatchStarted(started)] = claimed.events.as_slice() else {
            return Ok(());
        };
        let mut media = vec![];
        for file in &outgoing.media {
            let Some(hash) = file.hash.as_deref().and_then(|hash| hash.parse().ok()) else {
                continue;
            };
            let bytes = self
                .media
                .get(Streams::conversation(self.conversation(part)), hash)
                .await?;
            media.push(OutboundMedia {
                content_type: file.content_type.clone(),
                source: MediaSource::Bytes(bytes.to_vec()),
            });
        }
        let outbound = Outbound {
            message,
            store: STORE,
            to: self.parts[part].customer.address.clone(),
            from: outgoing.sender.clone(),
            messaging_service: None,
            channel: outgoing.channel,
            body: started.body_of(&outgoing.body),
            media,
            template: outgoing.template.clone(),
        };
        self.network.fail_with(self.parts[part].network);
        let sent = self.network.send(&outbound).await;
        self.network.fail_with(Failure::None);
        let now = self.clock.now();
        let outcome = match sent {
            Ok(accepted) => {
                self.cue_after(SENT_AFTER, Cue::Network);
                self.cue_after(DELIVERED_AFTER, Cue::Network);
                ConversationCommand::RecordSent {
                    message,
                    carrier_id: accepted.carrier_id,
                }
            }
            Err(SendError::Refused {
                code,
                reason,
                opted_out,
            }) => ConversationCommand::RecordRefused {
                message,
                code,
                reason,
                opted_out,
            },
            Err(SendError::Later { after, code, reason }) => ConversationCommand::DeferDispatch {
                message,
                until: now
                    .checked_add(after.unwrap_or(SignedDuration::from_secs(30)))
                    .unwrap_or(now),
                code,
                reason,
            },
            // A network that keeps a list would be asked; this one is made to have none, so a person decides.
            Err(SendError::Ambiguous { reason }) => ConversationCommand::MarkUncertain { message, reason },
        };
        self.react(part, outcome, Actor::System, claimed.position)
            .await
            .map(drop)
    }
}
