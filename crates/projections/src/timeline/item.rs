//! One thing in the thread.

use crate::inbox::Direction;
use domain::{
    AgentId, MessageId, NoteId,
    conversation::{
        Controller, Conversation, ConversationEvent as Event, Finding, HoldReason, SuppressionReason,
        event::{Judged, MessageReceived},
    },
    message::{Author, Channel, DeliveryState, Media, MessageKind, Outgoing},
    shopping::OrderStatus,
};
use event_log::Header;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Item {
    /// The same for as long as the item exists, and unique in its conversation.
    pub id: String,
    /// The stream version it is ordered by. A scheduled message moves when it leaves or is stopped: it then stands
    /// where that happened.
    pub version: u64,
    /// The newest event in it: of two copies the one with the higher position is the newer.
    pub position: u64,
    /// When it was said; for a scheduled message that waits, when it was written.
    pub at: Timestamp,
    #[serde(flatten)]
    pub content: ItemContent,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ItemContent {
    Message { message: Box<MessageItem> },
    Note { note: NoteItem },
    System { system: Box<SystemLine> },
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
pub struct MessageItem {
    pub id: MessageId,
    pub direction: Direction,
    pub kind: MessageKind,
    pub channel: Channel,
    /// The store's number, E.164.
    pub sender: String,
    pub body: String,
    pub media: Vec<Media>,
    /// `null` for a text of the contact.
    pub author: Option<Author>,
    pub state: DeliveryState,
    /// While it waits: when it may leave.
    pub due: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_reason: Option<HoldReason>,
    /// Why it failed, waits, was stopped or is uncertain, in plain words.
    pub reason: Option<String>,
    /// The carrier's code, or the stable word for why it was stopped, such as `opted_out`.
    pub code: Option<String>,
    pub carrier_id: Option<String>,
    /// What the browser called it when it drew it.
    pub client_id: Option<String>,
    pub in_reply_to: Option<MessageId>,
    /// The cart or order it is about.
    pub about: Option<String>,
    /// What the classifier made of a text of the contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<Finding>,
    pub sent_at: Option<Timestamp>,
    pub delivered_at: Option<Timestamp>,
    pub read_at: Option<Timestamp>,
    /// The event that claimed it for sending.
    pub claim_position: Option<u64>,
    /// What the server added to the text, at the end of `body`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added: Option<String>,
    /// Where the contact was taken to be, and the tables that were asked, when it was let go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judged: Option<Judged>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct NoteItem {
    pub id: NoteId,
    pub agent: AgentId,
    pub body: String,
    pub mentions: Vec<AgentId>,
}

/// Something that happened beside the texts. Which of the optional fields are there follows from `event`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct SystemLine {
    /// The event's type, such as `conversation_assigned`.
    pub event: String,
    /// Who did it: `agent:<id>`, `contact`, `ai`, `system` and the like.
    pub actor: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<AgentId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Controller>,
    /// A stable word for a handoff, plain words for an opt-out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What lies in the cart, such as `Linen throw and 2 more`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cart: Option<String>,
    /// What the customer calls the order, such as `#1042`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<OrderStatus>,
}

impl MessageItem {
    pub(super) fn received(received: &MessageReceived) -> Self {
        Self {
            id: received.message,
            direction: Direction::In,
            kind: MessageKind::Reply,
            channel: received.channel,
            sender: received.sender.clone(),
            body: received.body.clone(),
            media: received.media.clone(),
            author: None,
            state: DeliveryState::Received,
            due: None,
            held_reason: None,
            reason: None,
            code: None,
            carrier_id: Some(received.carrier_id.clone()),
            client_id: None,
            in_reply_to: None,
            about: None,
            intent: Some(received.finding.clone()),
            sent_at: None,
            delivered_at: None,
            read_at: None,
            claim_position: None,
            added: None,
            judged: None,
        }
    }

    pub(super) fn outgoing(outgoing: &Outgoing) -> Self {
        Self {
            id: outgoing.message,
            direction: Direction::Out,
            kind: outgoing.kind,
            channel: outgoing.channel,
            sender: outgoing.sender.clone(),
            body: outgoing.body.clone(),
            media: outgoing.media.clone(),
            author: Some(outgoing.author.clone()),
            state: DeliveryState::Scheduled,
            due: None,
            held_reason: None,
            reason: None,
            code: None,
            carrier_id: None,
            client_id: outgoing.client_id.clone(),
            in_reply_to: outgoing.in_reply_to,
            about: outgoing.about.clone(),
            intent: None,
            sent_at: None,
            delivered_at: None,
            read_at: None,
            claim_position: None,
            added: None,
            judged: None,
        }
    }

    /// What an event says about the message, beside its state.
    pub(super) fn record(&mut self, header: &Header, event: &Event) {
        let at = Some(header.time);
        match event {
            Event::MessageHeld(held) => {
                self.held_reason = Some(held.reason);
                self.reason = held.because.as_ref().map(|because| because.says.clone());
                self.code = held.because.as_ref().map(|because| because.rule.clone());
            }
            Event::MessageReleased(_) => {
                self.held_reason = None;
                (self.reason, self.code) = (None, None);
            }
            Event::DispatchStarted(claim) => {
                self.body = claim.body_of(&self.body);
                self.added = self.added.take().or_else(|| claim.added.clone());
                self.judged.clone_from(&claim.judged);
                self.claim_position = Some(header.position.0);
                (self.reason, self.code) = (None, None);
            }
            Event::DispatchDeferred(deferred) => {
                self.reason = Some(deferred.reason.clone());
                self.code.clone_from(&deferred.code);
            }
            Event::DispatchUncertain(uncertain) => self.reason = Some(uncertain.reason.clone()),
            Event::MessageSent(sent) => {
                self.carrier_id = Some(sent.carrier_id.clone());
                self.sent_at = self.sent_at.or(at);
                (self.reason, self.code) = (None, None);
            }
            Event::MessageDelivered(_) => self.delivered_at = self.delivered_at.or(at),
            Event::MessageRead(_) => self.read_at = self.read_at.or(at),
            Event::MessageFailed(failed) => {
                self.reason = Some(failed.reason.clone());
                self.code.clone_from(&failed.code);
            }
            Event::MessageSuppressed(suppressed) => {
                let because = suppressed.because.as_ref().map(|because| because.says.clone());
                self.reason = Some(because.unwrap_or_else(|| stopped_because(suppressed.reason).to_owned()));
                self.code = crate::sql::word(&suppressed.reason).ok();
            }
            _ => {}
        }
    }

    /// State and due time are the domain's, which never lets a delivery go backwards.
    pub(super) fn follow(&mut self, state: &Conversation) {
        if let Some(message) = state.messages.get(&self.id) {
            self.state = message.state;
            self.due = message.not_before.filter(|_| message.is_pending());
        }
    }
}

fn stopped_because(reason: SuppressionReason) -> &'static str {
    match reason {
        SuppressionReason::OptedOut => "The contact opted out before it could leave.",
        SuppressionReason::TakenOver => "A person took the conversation over before the automatic answer left.",
        SuppressionReason::OrderPlaced => "The contact ordered before it was due.",
        SuppressionReason::Replied => "The contact wrote back before it was due.",
        SuppressionReason::CartChanged => "The cart changed; its newer state has a text of its own.",
        SuppressionReason::NoConsent => "It is a marketing text and the contact has not agreed to those.",
        SuppressionReason::NothingToSay => "There was nothing to say to the contact's text.",
        SuppressionReason::WindowClosed => "WhatsApp's 24 hours since the contact's last text were over.",
        SuppressionReason::Stale => "When it could leave at last, it was too late for it.",
        SuppressionReason::CartCap => "There was a text about this cart; carriers allow one.",
        SuppressionReason::CartConsent => "The words the contact agreed to do not mention reminders of carts.",
        SuppressionReason::NoLawfulTime => "There is no moment at which it might be sent.",
        SuppressionReason::Cap => "No such text is allowed.",
    }
}
