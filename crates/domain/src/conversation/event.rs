//! The facts of a conversation. One stream holds all of them, so that each rule is checked by one append.

use crate::{
    Address, AgentId, MessageId, NoteId, StoreId,
    consent::{ConsentSource, OptOutCause},
    event_enum::events,
    message::{Channel, Media, Outgoing},
    shopping::{Cart, Order},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A webhook as it came in, before anybody looked inside. Appended before the sender gets its 200.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InboundRecorded {
    pub store: Option<StoreId>,
    /// `twilio`, `simulator`, `shopify`.
    pub source: String,
    /// What kind of webhook it was: `message`, `status`, or the shop's topic such as `checkouts/update`.
    pub topic: String,
    /// The sender's own id of this delivery.
    pub delivery: String,
    pub content_type: String,
    /// Text as it is; anything that is not UTF-8 as base64 in `base64`.
    pub body: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub base64: bool,
}

/// A raw webhook was understood, or found to say nothing to us.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InboundParsed {
    /// Stream version of the `inbound_recorded`.
    pub raw: u64,
    /// Why nothing followed from it, if nothing did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ignored: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ConversationStarted {
    pub store: StoreId,
    pub address: Address,
    pub channel: Channel,
    /// The store's number, E.164.
    pub sender: String,
}

/// What the classifier made of a text. The domain's own copy: which classifier, it does not know.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    OptOut,
    OptIn,
    Help,
    Escalate,
    None,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Finding {
    pub intent: Intent,
    /// `shipping`, `order_status`, `returns`, `discount`, `sizing` or `none`.
    pub topic: String,
    /// In plain words.
    pub reason: String,
    /// Stable id of the rule that decided.
    pub rule: String,
    /// Version of the classifier.
    pub version: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MessageReceived {
    pub message: MessageId,
    pub channel: Channel,
    /// The store's number that was texted.
    pub sender: String,
    pub body: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<Media>,
    /// The carrier's own id; a second text with it is the same text.
    pub carrier_id: String,
    pub finding: Finding,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MessageScheduled {
    pub outgoing: Outgoing,
    pub due: Timestamp,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MessageQueued {
    pub outgoing: Outgoing,
}

/// A scheduled message came due, or an agent said "send now".
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MessageReleased {
    pub message: MessageId,
}

/// A scheduled message came due when it may not be sent, and waits on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MessageHeld {
    pub message: MessageId,
    pub until: Timestamp,
    pub reason: HoldReason,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<Because>,
}

/// The rule about hours, limits or staleness that spoke, as it stood then.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Because {
    /// Stable, for programs: `quiet_hours`, `daily_cap`, `cart_cap`, `stale`, ...
    pub rule: String,
    /// A sentence for people.
    pub says: String,
    /// The law, code or setting that it stands on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Version of the tables.
    pub version: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HoldReason {
    /// The store's own hours and holidays.
    OutsideHours,
    /// The hours in which texts may be sent where the contact is.
    QuietHours,
    /// As many texts as a contact may get in a day, a week or a month.
    Cap,
    /// Too soon after the last automated text.
    MinimumGap,
}

/// The claim. Appended before the carrier is called; whatever came first (opt-out, takeover, cancel) makes it fail.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DispatchStarted {
    pub message: MessageId,
    /// 1 for the first call.
    pub attempt: u32,
    pub gateway: String,
    /// What the server added to the text: what the first marketing text has to say and the template lacks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judged: Option<Judged>,
}

/// Where the contact was taken to be, and the tables that were asked, when hours and limits let a message go.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Judged {
    /// Version of the tables.
    pub version: String,
    /// IANA names; more than one if it cannot be told, and then all of them allowed it.
    pub zones: Vec<String>,
    /// What that was concluded from: `contact_zone`, `postal_code`, `region`, `area_code`, `country` or `unknown`.
    pub basis: String,
}

impl DispatchStarted {
    /// What is sent for a text that was written as `body`.
    pub fn body_of(&self, body: &str) -> String {
        match &self.added {
            Some(added) => format!("{body}\n{added}"),
            None => body.to_owned(),
        }
    }
}

/// The carrier surely did not take it and may be asked again later.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DispatchDeferred {
    pub message: MessageId,
    pub until: Timestamp,
    /// The carrier's code, if it gave one.
    pub code: Option<String>,
    pub reason: String,
}

/// It cannot be found out whether the carrier took it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DispatchUncertain {
    pub message: MessageId,
    pub reason: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MessageSent {
    pub message: MessageId,
    pub carrier_id: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MessageDelivered {
    pub message: MessageId,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MessageRead {
    pub message: MessageId,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MessageFailed {
    pub message: MessageId,
    pub code: Option<String>,
    /// In plain words, with what to do.
    pub reason: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MessageSuppressed {
    pub message: MessageId,
    pub reason: SuppressionReason,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<Because>,
}

/// What came before the message could leave.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SuppressionReason {
    OptedOut,
    /// A person answers now, so the AI does not.
    TakenOver,
    /// The cart became an order.
    OrderPlaced,
    /// The contact wrote back, a person or the AI is talking with them.
    Replied,
    /// A newer state of the cart has its own text.
    CartChanged,
    /// Marketing without consent.
    NoConsent,
    /// WhatsApp's 24 hours are over.
    WindowClosed,
    /// The text asks for no answer: an emoji, a thank you.
    NothingToSay,
    /// It could leave only when it makes no sense any more.
    Stale,
    /// There was a text about the cart, and carriers allow one.
    CartCap,
    /// The words the contact agreed to do not mention reminders of carts.
    CartConsent,
    /// No moment is allowed, or nobody knows where the contact is.
    NoLawfulTime,
    /// The store or the country allows no such text at all.
    Cap,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MessageCancelled {
    pub message: MessageId,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ContactOptedIn {
    pub source: ConsentSource,
    /// The words the contact agreed to.
    pub wording: String,
    /// Where that can be looked up: a checkout, a message, a file.
    pub evidence: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageId>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ContactOptedOut {
    pub cause: OptOutCause,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageId>,
    /// In plain words.
    pub reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Version of the classifier, if one decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

/// A list that the store brought along says that this number must not be texted. The conversation need not have begun.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ContactSuppressed {
    pub store: StoreId,
    pub address: Address,
    /// Where that can be looked up: the list and its line.
    pub evidence: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ConversationAssigned {
    pub agent: AgentId,
    /// Whoever replies takes the conversation.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_reply: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ConversationUnassigned {}

/// Somebody opened the conversation. Only its owner's reading makes it read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ConversationRead {
    pub agent: AgentId,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ConversationMarkedRead {
    pub agent: AgentId,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ConversationMarkedUnread {
    pub agent: AgentId,
}

/// Who answers the contact.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Controller {
    /// Keyword rules and the AI.
    Ai,
    #[default]
    People,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HandoffReason {
    /// The contact asked for a person.
    AskedForPerson,
    Frustrated,
    NotUnderstood,
    /// The AI endpoint failed or was too slow.
    AiFailed,
    /// An agent wrote or pressed "take over".
    TakenOver,
    /// An agent gave the conversation back.
    GivenBack,
    /// The store's automation answers new conversations.
    NewConversation,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ConversationHandedOff {
    pub to: Controller,
    pub reason: HandoffReason,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
}

/// An automatic answer came too late: a person, an opt-out or a newer text was first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AnswerDiscarded {
    pub to: MessageId,
    pub reason: SuppressionReason,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ConversationClosed {}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ConversationReopened {}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ConversationSnoozed {
    pub until: Timestamp,
}

/// A snooze ended: its time came, or the contact wrote.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ConversationWoken {}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NoteAdded {
    pub note: NoteId,
    pub agent: AgentId,
    pub body: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<AgentId>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LabelAdded {
    pub label: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LabelRemoved {
    pub label: String,
}

/// New values of the fields that changed; an empty string clears a field.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactUpdated {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// BCP 47, such as `en` or `pt-BR`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// IANA name, such as `America/New_York`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// ISO 3166-1, such as `US`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// US state, US territory or Canadian province, such as `FL`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// ZIP or postal code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
}

/// The shop's flow asks for a second yes: the contact is asked, and nothing but that question is sent meanwhile.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ConsentRequested {
    pub source: ConsentSource,
    pub wording: String,
    pub evidence: String,
    /// The text that asks.
    pub message: MessageId,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CartUpdated {
    pub cart: Cart,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OrderPlaced {
    pub order: Order,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OrderUpdated {
    pub order: Order,
}

/// The contact followed the short link of a cart.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LinkClicked {
    pub code: String,
}

events! {
    /// Every fact of a conversation.
    ConversationEvent {
        "inbound_recorded" 1 InboundRecorded,
        "inbound_parsed" 1 InboundParsed,
        "conversation_started" 1 ConversationStarted,
        "message_received" 1 MessageReceived,
        "message_scheduled" 1 MessageScheduled,
        "message_queued" 1 MessageQueued,
        "message_released" 1 MessageReleased,
        "message_held" 2 MessageHeld,
        "dispatch_started" 2 DispatchStarted,
        "dispatch_deferred" 1 DispatchDeferred,
        "dispatch_uncertain" 1 DispatchUncertain,
        "message_sent" 1 MessageSent,
        "message_delivered" 1 MessageDelivered,
        "message_read" 1 MessageRead,
        "message_failed" 1 MessageFailed,
        "message_suppressed" 2 MessageSuppressed,
        "message_cancelled" 1 MessageCancelled,
        "consent_requested" 1 ConsentRequested,
        "contact_opted_in" 1 ContactOptedIn,
        "contact_opted_out" 1 ContactOptedOut,
        "contact_suppressed" 1 ContactSuppressed,
        "conversation_assigned" 1 ConversationAssigned,
        "conversation_unassigned" 1 ConversationUnassigned,
        "conversation_read" 1 ConversationRead,
        "conversation_marked_read" 1 ConversationMarkedRead,
        "conversation_marked_unread" 1 ConversationMarkedUnread,
        "conversation_handed_off" 1 ConversationHandedOff,
        "answer_discarded" 2 AnswerDiscarded,
        "conversation_closed" 1 ConversationClosed,
        "conversation_reopened" 1 ConversationReopened,
        "conversation_snoozed" 1 ConversationSnoozed,
        "conversation_woken" 1 ConversationWoken,
        "note_added" 1 NoteAdded,
        "label_added" 1 LabelAdded,
        "label_removed" 1 LabelRemoved,
        "contact_updated" 2 ContactUpdated,
        "cart_updated" 1 CartUpdated,
        "order_placed" 1 OrderPlaced,
        "order_updated" 1 OrderUpdated,
        "link_clicked" 1 LinkClicked,
    }
}
