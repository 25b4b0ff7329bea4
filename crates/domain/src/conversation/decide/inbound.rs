//! A raw webhook was parsed.

use super::Decision;
use crate::{
    AgentId,
    consent::OptOutCause,
    conversation::{
        Controller, HandoffReason, Identity, InboundMessage, Parsed, Rejection, Status, SuppressionReason,
        event::{
            ContactOptedOut, ContactUpdated, ConversationAssigned, ConversationHandedOff, ConversationReopened,
            ConversationStarted, ConversationWoken, InboundParsed, MessageReceived,
        },
    },
    message::MessageKind,
};

impl Decision {
    pub(super) fn ingest(&mut self, raw: u64, identity: Option<&Identity>, parsed: &Parsed) -> Result<(), Rejection> {
        if !self.state.unparsed.contains(&raw) {
            return Ok(());
        }
        let ignored = self.why_ignored(parsed);
        let heard = ignored.is_none();
        self.record(InboundParsed { raw, ignored });
        if !heard {
            return Ok(());
        }
        if let Some(identity) = identity {
            self.ensure_started(identity);
        }
        match parsed {
            Parsed::Status(report) => self.report(report),
            Parsed::Ignored { .. } => {}
            _ if self.state.started.is_none() => return Err(Rejection::NotStarted),
            Parsed::Message(inbound) => self.receive(inbound),
            Parsed::Cart {
                cart,
                contact,
                consent,
                recovery,
            } => {
                self.learn_contact(contact);
                self.update_cart(cart, consent.as_ref(), recovery.as_deref());
            }
            Parsed::Order {
                order,
                contact,
                consent,
            } => {
                self.learn_contact(contact);
                self.update_order(order, consent.as_ref());
            }
            Parsed::ConsentWithdrawn { evidence } => self.revoke(ContactOptedOut {
                cause: OptOutCause::Shop,
                message: None,
                reason: format!("the shop withdrew the consent to marketing texts ({evidence})"),
                rule: None,
                version: None,
            }),
        }
        Ok(())
    }

    fn why_ignored(&self, parsed: &Parsed) -> Option<String> {
        match parsed {
            Parsed::Ignored { reason } => Some(reason.clone()),
            Parsed::Message(inbound) if self.state.carrier_ids.contains_key(&inbound.carrier_id) => {
                Some("the carrier delivered this text twice".to_owned())
            }
            Parsed::Status(report) if self.reported_message(report).is_none() => {
                Some("the report names a message that this conversation does not have".to_owned())
            }
            Parsed::Cart { cart, .. } => self.stale_cart(cart),
            _ => None,
        }
    }

    pub(super) fn ensure_started(&mut self, identity: &Identity) {
        if self.state.started.is_some() {
            return;
        }
        self.record(ConversationStarted {
            store: identity.store,
            address: identity.address.clone(),
            channel: identity.channel,
            sender: identity.sender.clone(),
        });
        if identity.controller == Controller::Ai {
            let reason = HandoffReason::NewConversation;
            self.record(ConversationHandedOff {
                to: Controller::Ai,
                reason,
                summary: None,
            });
        }
    }

    pub(super) fn start(&mut self, identity: &Identity, by: Option<AgentId>) -> Result<(), Rejection> {
        let identity = Identity {
            controller: Controller::People,
            ..identity.clone()
        };
        self.ensure_started(&identity);
        if let Some(agent) = by
            && self.state.assignee.is_none()
        {
            self.record(ConversationAssigned { agent, by_reply: true });
        }
        Ok(())
    }

    fn receive(&mut self, inbound: &InboundMessage) {
        if self.state.contact.name.is_none()
            && let Some(name) = &inbound.profile_name
        {
            self.learn_contact(&ContactUpdated {
                name: Some(name.clone()),
                ..ContactUpdated::default()
            });
        }
        self.record(MessageReceived {
            message: inbound.message,
            channel: inbound.channel,
            sender: inbound.sender.clone(),
            body: inbound.body.clone(),
            media: inbound.media.clone(),
            carrier_id: inbound.carrier_id.clone(),
            finding: inbound.finding.clone(),
        });
        match self.state.status {
            Status::Open => {}
            Status::Snoozed { .. } => self.record(ConversationWoken {}),
            Status::Closed => self.record(ConversationReopened {}),
        }
        self.heed(inbound);
        self.suppress_pending(SuppressionReason::Replied, |message| message.kind == MessageKind::Cart);
    }

    /// What the shop or the carrier says about the contact. It fills in, it does not overwrite what people entered.
    fn learn_contact(&mut self, told: &ContactUpdated) {
        let known = &self.state.contact;
        let fill = |known: &Option<String>, told: &Option<String>| {
            told.clone().filter(|value| known.is_none() && !value.trim().is_empty())
        };
        let news = ContactUpdated {
            name: fill(&known.name, &told.name),
            email: fill(&known.email, &told.email),
            language: fill(&known.language, &told.language),
            time_zone: fill(&known.time_zone, &told.time_zone),
            country: fill(&known.country, &told.country),
            region: fill(&known.region, &told.region),
            postal_code: fill(&known.postal_code, &told.postal_code),
        };
        if news != ContactUpdated::default() {
            self.record(news);
        }
    }
}
