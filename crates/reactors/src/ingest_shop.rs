//! What the shop says: carts, orders, consent, and the text that reminds of a cart.

use crate::{
    ingest::{Ingest, IngestError, Meaning},
    surroundings::{default_sender, first_controller, template},
};
use commands::{Context, Streams};
use domain::{
    Actor, Address, ConversationId, MessageId,
    conversation::{
        ConsentQuestion, Controller, Conversation, Identity, Parsed, Recovery, ShopConsent, event::ContactUpdated,
        event::InboundRecorded,
    },
    erasure::{Erasure, ErasureCommand, ErasureReason},
    message::{Author, Channel, MessageKind, Outgoing},
    shopping::Cart,
    store::{Sender, Store},
};
use event_log::{Recorded, StreamId};
use jiff::SignedDuration;
use shop::shopify::{self, ShopEvent};
use std::collections::BTreeSet;
use uuid::Uuid;

pub(crate) const FLOW: &str = "cart recovery";
const CONFIRM_CONSENT: &str = "Reply YES to get offers and reminders of your cart by text. Msg & data rates may apply. \
                               Reply HELP for help, STOP to stop.";
const RECOVERY: &str = "Hi{% if name is defined %} {{ name }}{% endif %}, your {{ product }} is still in your cart. \
                        Finish your order here: {{ link }} Reply STOP to opt out.";

impl Ingest {
    pub(crate) async fn read_shop(
        &self,
        recorded: &Recorded,
        raw: &InboundRecorded,
        store: &Store,
        body: &[u8],
    ) -> Result<Meaning, IngestError> {
        let event = match shopify::parse(&raw.topic, body) {
            Ok(event) => event,
            Err(error) => return Ok(Meaning::ignored(format!("it could not be read: {error}"))),
        };
        let stream = recorded.header.stream;
        Ok(match event {
            ShopEvent::Ignored { reason } => Meaning::ignored(reason),
            ShopEvent::Redaction { phone, orders } => self.redact(recorded, store, phone, orders).await?,
            ShopEvent::ConsentWithdrawn { phone, evidence } => {
                self.about(stream, store, phone, |_| Parsed::ConsentWithdrawn { evidence })
                    .await?
            }
            ShopEvent::Order(report) => {
                let (order, contact, consent) = (report.order, report.contact, report.consent);
                self.about(stream, store, report.phone, |sender| Parsed::Order {
                    order,
                    contact,
                    consent: consent.map(|consent| as_the_store_asks(consent, store, sender)),
                })
                .await?
            }
            ShopEvent::Cart(report) => {
                let mut cart = report.cart;
                if let Some(store) = store.store {
                    cart.link_code = Some(shop::link_code(&self.surroundings.link_key, store, &cart.cart));
                }
                let known = self.known_contact(stream, &report.contact).await?;
                let (contact, consent) = (report.contact, report.consent);
                self.about(stream, store, report.phone, |sender| {
                    let recovery = self.recovery(stream, store, sender, &known, &cart).map(Box::new);
                    Parsed::Cart {
                        cart,
                        contact,
                        consent: consent.map(|consent| as_the_store_asks(consent, store, sender)),
                        recovery,
                    }
                })
                .await?
            }
        })
    }

    /// The shop passes on that a person wants to be forgotten. A number that the store never texted is never texted then.
    async fn redact(
        &self,
        recorded: &Recorded,
        store: &Store,
        phone: Option<Address>,
        orders: Vec<String>,
    ) -> Result<Meaning, IngestError> {
        let Some(store) = store.store else {
            return Ok(Meaning::ignored("the store it is for does not exist"));
        };
        let commands = &self.surroundings.commands;
        let mut contacts = BTreeSet::new();
        contacts.extend(phone.map(|phone| commands.streams().conversation_of(store, &phone)));
        for order in orders {
            contacts.extend(self.surroundings.views.conversation_of_order(store, order).await?);
        }
        if contacts.is_empty() {
            return Ok(Meaning::ignored("it asks to erase somebody who is not known here"));
        }
        let context = Context::caused_by(Actor::Shop("shopify".to_owned()), &recorded.header);
        for conversation in contacts {
            let erase = ErasureCommand::Erase {
                store,
                conversation,
                reason: ErasureReason::ShopRequest,
            };
            commands
                .handle::<Erasure>(Streams::erasure(conversation), &erase, &context)
                .await?;
        }
        Ok(Meaning::ignored("it asks to erase a contact, which is done"))
    }

    /// The parsed webhook with the contact it is about, if this stream is that contact's.
    async fn about(
        &self,
        stream: StreamId,
        store: &Store,
        address: Address,
        parsed: impl FnOnce(&Sender) -> Parsed,
    ) -> Result<Meaning, IngestError> {
        let Some(store_id) = store.store else {
            return Ok(Meaning::ignored("the store it is for does not exist"));
        };
        let Some(sender) = default_sender(store) else {
            return Ok(Meaning::ignored(
                "the store has no number to text from: add one under Settings, Senders",
            ));
        };
        let theirs = self.surroundings.commands.streams().conversation_of(store_id, &address);
        if Streams::conversation(theirs) != stream {
            return Ok(Meaning::ignored(
                "it names another phone number than the one it was filed under",
            ));
        }
        let channel = sender.channels.first().copied().unwrap_or(Channel::Sms);
        let controller: Controller = first_controller(store);
        let identity = Identity {
            store: store_id,
            address,
            channel,
            sender: sender.number.clone(),
            controller,
        };
        Ok(Meaning {
            identity: Some(identity),
            parsed: parsed(sender),
        })
    }

    /// What the text may use: what people entered comes before what the shop says.
    async fn known_contact(&self, stream: StreamId, told: &ContactUpdated) -> Result<ContactUpdated, IngestError> {
        let id = Streams::conversation(ConversationId(stream.0));
        let known = self.surroundings.commands.load::<Conversation>(id).await?.state.contact;
        let (name, language) = (
            known.name.or(told.name.clone()),
            known.language.or(told.language.clone()),
        );
        Ok(ContactUpdated {
            name,
            language,
            ..ContactUpdated::default()
        })
    }

    fn recovery(
        &self,
        stream: StreamId,
        store: &Store,
        sender: &Sender,
        contact: &ContactUpdated,
        cart: &Cart,
    ) -> Option<Recovery> {
        let settings = store.cart_recovery.as_ref().filter(|settings| settings.enabled)?;
        let link = format!("{}/l/{}", self.surroundings.public_url, cart.link_code.as_ref()?);
        let words = template(store, "cart_recovery").unwrap_or(RECOVERY);
        let body = match shop::recovery_text(words, contact, cart, &link) {
            Ok(body) => body,
            Err(error) => {
                // Never a text with a blank in it; the cart itself is recorded all the same.
                tracing::warn!(stream = %stream, %error, "a cart gets no text because its template cannot be filled");
                metrics::counter!("recovery_texts_skipped_total").increment(1);
                return None;
            }
        };
        let version = format!("cart:{}:{}", cart.cart, cart.changed_at);
        let outgoing = Outgoing {
            message: MessageId(Uuid::new_v5(&stream.0, version.as_bytes())),
            kind: MessageKind::Cart,
            channel: sender.channels.first().copied().unwrap_or(Channel::Sms),
            sender: sender.number.clone(),
            body,
            media: vec![],
            author: Author::Flow { name: FLOW.to_owned() },
            in_reply_to: None,
            about: Some(cart.cart.clone()),
            client_id: None,
            template: None,
        };
        let delay = SignedDuration::from_mins(i64::from(settings.delay_minutes));
        Some(Recovery {
            outgoing,
            due: cart.changed_at.checked_add(delay).ok()?,
        })
    }
}

/// The store's own words beside the box, which shops do not pass on, and its question where it wants a second yes.
fn as_the_store_asks(consent: ShopConsent, store: &Store, sender: &Sender) -> ShopConsent {
    let rules = store.rules();
    let wording = match rules.sending.checkout_wording.trim() {
        "" => consent.wording,
        own => own.to_owned(),
    };
    let question = || ConsentQuestion {
        body: match template(store, "confirm_consent") {
            Some(own) => own.to_owned(),
            None => format!("{}: {CONFIRM_CONSENT}", rules.name),
        },
        channel: sender.channels.first().copied().unwrap_or(Channel::Sms),
        sender: sender.number.clone(),
    };
    ShopConsent {
        wording,
        confirm: rules.sending.double_opt_in.then(question),
        ..consent
    }
}
