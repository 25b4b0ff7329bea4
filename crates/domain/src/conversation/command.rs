//! What can be asked of a conversation. Whatever a decision needs to know beside the conversation itself (texts of the
//! store, what a classifier found, ids) has been looked up and stands in the command.

use super::event::{ContactUpdated, Controller, Finding, HandoffReason};
use crate::{
    Address, AgentId, MessageId, NoteId, StoreId,
    consent::{ConsentSource, OptOutCause},
    message::{Channel, Media, Outgoing},
    shopping::{Cart, Order},
    store::StoreRules,
};
use jiff::Timestamp;

/// Who talks with whom, for a conversation that may not exist yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Identity {
    pub store: StoreId,
    pub address: Address,
    pub channel: Channel,
    /// The store's number, E.164.
    pub sender: String,
    /// Who answers first: the store's automation if it is switched on.
    pub controller: Controller,
}

/// A text of the contact, parsed and classified.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InboundMessage {
    pub message: MessageId,
    pub channel: Channel,
    pub sender: String,
    pub body: String,
    pub media: Vec<Media>,
    pub carrier_id: String,
    pub finding: Finding,
    /// The carrier has answered STOP, START or HELP by itself and told us so.
    pub carrier_answered: bool,
    /// Name that came with it (WhatsApp profile name), if any.
    pub profile_name: Option<String>,
    /// The store's words for the one confirmation that may follow.
    pub replies: ConsentReplies,
}

/// The store's texts that may follow a consent keyword at once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConsentReplies {
    pub opted_out: String,
    pub opted_in: String,
    pub help: String,
}

/// A carrier's report on a message that was sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatusReport {
    pub carrier_id: String,
    /// Our own id, if the carrier carries it along; then a report that overtakes our own record is understood too.
    pub message: Option<MessageId>,
    pub state: ReportedState,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReportedState {
    Sent,
    Delivered,
    Read,
    Failed {
        code: Option<String>,
        reason: String,
        /// The carrier refuses because the contact opted out there (Twilio 21610, WhatsApp 131050).
        opted_out: bool,
    },
}

/// Consent that came with a cart or an order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShopConsent {
    pub wording: String,
    pub evidence: String,
    /// The store's flow wants the contact's own yes first: this question is sent, from this number.
    pub confirm: Option<ConsentQuestion>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConsentQuestion {
    pub body: String,
    pub channel: Channel,
    pub sender: String,
}

/// The recovery text for a cart, rendered from the store's template; sent unless something comes first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recovery {
    pub outgoing: Outgoing,
    pub due: Timestamp,
}

/// What a raw webhook turned out to say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Parsed {
    Message(Box<InboundMessage>),
    Status(StatusReport),
    Cart {
        cart: Cart,
        contact: ContactUpdated,
        consent: Option<ShopConsent>,
        recovery: Option<Box<Recovery>>,
    },
    Order {
        order: Order,
        contact: ContactUpdated,
        consent: Option<ShopConsent>,
    },
    /// The shop withdrew the marketing consent.
    ConsentWithdrawn {
        evidence: String,
    },
    Ignored {
        reason: String,
    },
}

/// What the responder came up with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Send this. `outgoing.in_reply_to` names the text it answers.
    Reply(Box<Outgoing>),
    /// Call a person, and say so to the contact if the store has words for it.
    HandOff {
        reason: HandoffReason,
        summary: Option<String>,
        fallback: Option<Box<Outgoing>>,
    },
    /// Nothing to say (an emoji, a tapback): stay with the AI, stay silent.
    Silence,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ConversationCommand {
    /// A raw webhook of this stream was parsed. `raw` is its stream version.
    Ingest {
        raw: u64,
        identity: Option<Identity>,
        parsed: Parsed,
    },
    /// An agent opens a conversation with a number.
    Start {
        identity: Identity,
        by: Option<AgentId>,
    },
    /// A person (or an integrator's system) sends now. Takes the conversation over from the AI.
    Send {
        outgoing: Outgoing,
    },
    /// The same, later.
    Schedule {
        outgoing: Outgoing,
        due: Timestamp,
    },
    Cancel {
        message: MessageId,
    },
    SendNow {
        message: MessageId,
    },
    /// The due time of a scheduled message came.
    Release {
        message: MessageId,
        rules: StoreRules,
    },
    /// Send a failed or uncertain message once more, on a person's word, as the new message `again`.
    Retry {
        message: MessageId,
        again: MessageId,
        by: Option<AgentId>,
    },
    /// Claim a queued message before the carrier is called.
    StartDispatch {
        message: MessageId,
        gateway: String,
        rules: StoreRules,
    },
    /// Claim again after a crash: the carrier was asked and knows nothing of the message.
    RestartDispatch {
        message: MessageId,
        gateway: String,
        rules: StoreRules,
    },
    RecordSent {
        message: MessageId,
        carrier_id: String,
    },
    RecordRefused {
        message: MessageId,
        code: Option<String>,
        reason: String,
        opted_out: bool,
    },
    DeferDispatch {
        message: MessageId,
        until: Timestamp,
        code: Option<String>,
        reason: String,
    },
    MarkUncertain {
        message: MessageId,
        reason: String,
    },
    OptOut {
        cause: OptOutCause,
        reason: String,
    },
    /// A list says that this number must not be texted.
    Suppress {
        store: StoreId,
        address: Address,
        evidence: String,
    },
    OptIn {
        source: ConsentSource,
        wording: String,
        evidence: String,
    },
    Assign {
        agent: AgentId,
    },
    Unassign,
    /// The agent opened it. Only the owner's reading counts for the unread mark.
    Read {
        agent: AgentId,
    },
    MarkRead {
        agent: AgentId,
    },
    MarkUnread {
        agent: AgentId,
    },
    HandOff {
        to: Controller,
        reason: HandoffReason,
    },
    /// The responder's answer to the contact's text `to`.
    Answer {
        to: MessageId,
        answer: Answer,
    },
    Close,
    Reopen,
    Snooze {
        until: Timestamp,
    },
    /// The snooze's time came.
    Wake,
    AddNote {
        note: NoteId,
        agent: AgentId,
        body: String,
        mentions: Vec<AgentId>,
    },
    AddLabel {
        label: String,
    },
    RemoveLabel {
        label: String,
    },
    UpdateContact(ContactUpdated),
    FollowLink {
        code: String,
    },
}
