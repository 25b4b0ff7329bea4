//! The state after a past fact. Never refuses: whatever is in the log has happened.

use super::{
    Conversation, Message, Started, Status,
    event::{ContactUpdated, Controller, ConversationEvent as Event, HandoffReason, Intent},
    state::{CartState, Contact},
};
use crate::{
    MessageId,
    consent::{Agreed, Consent, ConsentStatus},
    message::{Author, DeliveryState, MessageKind, Outgoing},
};
use jiff::Timestamp;

impl Conversation {
    pub(super) fn apply(&mut self, event: &Event, version: u64, at: Timestamp) {
        self.version = version;
        match event {
            Event::InboundRecorded(_) => {
                self.unparsed.insert(version);
            }
            Event::InboundParsed(parsed) => {
                self.unparsed.remove(&parsed.raw);
            }
            Event::ConversationStarted(started) => {
                self.started = Some(Started {
                    store: started.store,
                    address: started.address.clone(),
                    channel: started.channel,
                    sender: started.sender.clone(),
                });
            }
            Event::MessageReceived(received) => {
                self.carrier_ids.insert(received.carrier_id.clone(), received.message);
                self.messages.insert(
                    received.message,
                    Message {
                        state: DeliveryState::Received,
                        kind: MessageKind::Reply,
                        author: None,
                        about: None,
                        not_before: None,
                        due: None,
                        left_at: None,
                        attempts: 0,
                        carrier_id: Some(received.carrier_id.clone()),
                        outgoing: None,
                    },
                );
                if let Some(started) = &mut self.started {
                    started.channel = received.channel;
                    started.sender = received.sender.clone();
                }
                self.engaged = true;
                self.unread = self.unread.saturating_add(1);
                self.last_inbound_at = Some(at);
                // START and YES are keywords only for who has stopped, an answer like any other for everybody else.
                let expects_answer = match received.finding.intent {
                    Intent::None | Intent::Escalate | Intent::OptIn => !self.consent.is_opted_out(),
                    Intent::OptOut | Intent::Help => false,
                };
                let by_ai = self.controller == Controller::Ai && expects_answer;
                self.awaiting_answer = by_ai.then_some(received.message);
            }
            Event::MessageScheduled(scheduled) => {
                self.add(&scheduled.outgoing, DeliveryState::Scheduled, Some(scheduled.due), at);
            }
            Event::MessageQueued(queued) => {
                self.add(&queued.outgoing, DeliveryState::Queued, None, at);
                if queued.outgoing.in_reply_to.is_some() && queued.outgoing.in_reply_to == self.awaiting_answer {
                    self.awaiting_answer = None;
                    self.unread = 0;
                }
            }
            Event::MessageReleased(released) => self.set_pending(released.message, DeliveryState::Queued, None),
            Event::MessageHeld(held) => self.set_pending(held.message, DeliveryState::Scheduled, Some(held.until)),
            Event::DispatchStarted(claim) => {
                if let Some(message) = self.messages.get_mut(&claim.message) {
                    message.state = DeliveryState::Dispatching;
                    message.attempts = claim.attempt;
                    message.not_before = None;
                    message.left_at = message.left_at.or(Some(at));
                    if let Some(outgoing) = &mut message.outgoing {
                        outgoing.body = claim.body_of(&outgoing.body);
                    }
                    self.consent.introduced |= message.kind.needs_consent();
                }
            }
            Event::DispatchDeferred(deferred) => {
                self.set_pending(deferred.message, DeliveryState::Queued, Some(deferred.until));
                if let Some(message) = self.messages.get_mut(&deferred.message) {
                    message.left_at = None;
                }
            }
            Event::DispatchUncertain(uncertain) => self.advance(uncertain.message, DeliveryState::Uncertain),
            Event::MessageSent(sent) => {
                self.carrier_ids.insert(sent.carrier_id.clone(), sent.message);
                if let Some(message) = self.messages.get_mut(&sent.message) {
                    message.carrier_id = Some(sent.carrier_id.clone());
                }
                self.advance(sent.message, DeliveryState::Sent);
            }
            Event::MessageDelivered(delivered) => self.advance(delivered.message, DeliveryState::Delivered),
            Event::MessageRead(read) => self.advance(read.message, DeliveryState::Read),
            Event::MessageFailed(failed) => self.advance(failed.message, DeliveryState::Failed),
            Event::MessageSuppressed(suppressed) => self.advance(suppressed.message, DeliveryState::Suppressed),
            Event::MessageCancelled(cancelled) => self.advance(cancelled.message, DeliveryState::Cancelled),
            Event::ConsentRequested(requested) => {
                self.consent = Consent {
                    status: ConsentStatus::Requested,
                    since: Some(at),
                    message: Some(requested.message),
                    agreed: Some(Agreed {
                        source: requested.source,
                        wording: requested.wording.clone(),
                        evidence: requested.evidence.clone(),
                    }),
                    introduced: false,
                };
            }
            Event::ContactOptedIn(opted_in) => {
                self.consent = Consent {
                    status: ConsentStatus::OptedIn,
                    since: Some(at),
                    message: opted_in.message,
                    agreed: Some(Agreed {
                        source: opted_in.source,
                        wording: opted_in.wording.clone(),
                        evidence: opted_in.evidence.clone(),
                    }),
                    introduced: false,
                };
            }
            Event::ContactOptedOut(opted_out) => {
                let message = opted_out.message;
                self.consent = Consent {
                    status: ConsentStatus::OptedOut,
                    since: Some(at),
                    message,
                    agreed: None,
                    introduced: false,
                };
                self.awaiting_answer = None;
            }
            Event::ContactSuppressed(_) => {
                self.consent = Consent {
                    status: ConsentStatus::OptedOut,
                    since: Some(at),
                    message: None,
                    agreed: None,
                    introduced: false,
                };
                self.awaiting_answer = None;
            }
            Event::ConversationAssigned(assigned) => {
                self.assignee = Some(assigned.agent);
                self.engaged = true;
                if !assigned.by_reply {
                    self.unread = self.unread.max(1);
                }
            }
            Event::ConversationUnassigned(_) => self.assignee = None,
            Event::ConversationRead(read) => {
                if self.assignee == Some(read.agent) {
                    self.unread = 0;
                }
            }
            Event::ConversationMarkedRead(_) => self.unread = 0,
            Event::ConversationMarkedUnread(_) => self.unread = self.unread.max(1),
            Event::ConversationHandedOff(handoff) => {
                self.controller = handoff.to;
                if handoff.to == Controller::People {
                    self.awaiting_answer = None;
                    if handoff.reason != HandoffReason::TakenOver {
                        self.unread = self.unread.max(1);
                    }
                }
            }
            Event::AnswerDiscarded(discarded) => {
                if self.awaiting_answer == Some(discarded.to) {
                    self.awaiting_answer = None;
                }
            }
            Event::ConversationClosed(_) => {
                self.status = Status::Closed;
                self.unread = 0;
            }
            Event::ConversationReopened(_) | Event::ConversationWoken(_) => self.status = Status::Open,
            Event::ConversationSnoozed(snoozed) => self.status = Status::Snoozed { until: snoozed.until },
            Event::NoteAdded(_) => {}
            Event::LabelAdded(added) => {
                self.labels.insert(added.label.clone());
            }
            Event::LabelRemoved(removed) => {
                self.labels.remove(&removed.label);
            }
            Event::ContactUpdated(updated) => self.contact.update(updated),
            Event::CartUpdated(updated) => {
                let cart = self.carts.entry(updated.cart.cart.clone()).or_default();
                cart.changed_at = Some(updated.cart.changed_at);
            }
            Event::OrderPlaced(placed) => self.record_order(&placed.order),
            Event::OrderUpdated(updated) => self.record_order(&updated.order),
            Event::LinkClicked(clicked) => {
                self.clicked_links.insert(clicked.code.clone());
            }
        }
    }

    fn add(&mut self, outgoing: &Outgoing, state: DeliveryState, not_before: Option<Timestamp>, at: Timestamp) {
        if matches!(outgoing.author, Author::Agent { .. }) {
            self.engaged = true;
        }
        if outgoing.kind == MessageKind::Cart
            && let Some(cart) = &outgoing.about
        {
            self.carts.entry(cart.clone()).or_default().nudged_at = not_before.or(Some(at));
        }
        self.messages.insert(
            outgoing.message,
            Message {
                state,
                kind: outgoing.kind,
                author: Some(outgoing.author.clone()),
                about: outgoing.about.clone(),
                not_before,
                due: not_before.or(Some(at)),
                left_at: None,
                attempts: 0,
                carrier_id: None,
                outgoing: Some(Box::new(outgoing.clone())),
            },
        );
    }

    /// Between scheduled and queued a message may go either way; once claimed, only a deferral brings it back.
    fn set_pending(&mut self, id: MessageId, state: DeliveryState, not_before: Option<Timestamp>) {
        if let Some(message) = self.messages.get_mut(&id) {
            message.state = state;
            message.not_before = not_before;
        }
    }

    /// Delivery never goes backwards. What ends a message without sending it also frees its cart for another text.
    fn advance(&mut self, id: MessageId, state: DeliveryState) {
        let Some(message) = self.messages.get_mut(&id) else {
            return;
        };
        if state <= message.state {
            return;
        }
        message.state = state;
        if !matches!(state, DeliveryState::Uncertain | DeliveryState::Failed) {
            message.outgoing = None;
        }
        let never_left = matches!(state, DeliveryState::Suppressed | DeliveryState::Cancelled);
        if never_left
            && message.kind == MessageKind::Cart
            && let Some(cart) = message.about.as_ref().and_then(|cart| self.carts.get_mut(cart))
        {
            cart.nudged_at = None;
        }
    }

    fn record_order(&mut self, order: &crate::shopping::Order) {
        self.orders.insert(order.order.clone(), order.status);
        if let Some(cart) = &order.cart {
            self.carts.entry(cart.clone()).or_default().ordered = true;
        }
    }
}

impl Contact {
    fn update(&mut self, updated: &ContactUpdated) {
        let set = |field: &mut Option<String>, new: &Option<String>| {
            if let Some(value) = new {
                *field = (!value.is_empty()).then(|| value.clone());
            }
        };
        set(&mut self.name, &updated.name);
        set(&mut self.email, &updated.email);
        set(&mut self.language, &updated.language);
        set(&mut self.time_zone, &updated.time_zone);
        set(&mut self.country, &updated.country);
        set(&mut self.region, &updated.region);
        set(&mut self.postal_code, &updated.postal_code);
    }
}

impl CartState {
    /// Whether a recovery text for it may still be sent at this moment.
    pub fn may_be_nudged(&self, at: Timestamp) -> bool {
        const ONE_TEXT_A_CART: jiff::SignedDuration = jiff::SignedDuration::from_hours(48);
        !self.ordered
            && self
                .nudged_at
                .is_none_or(|nudged| at.duration_since(nudged) >= ONE_TEXT_A_CART)
    }
}
