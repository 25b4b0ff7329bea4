//! What the list and the open conversation show.

use domain::{
    AgentId, ConversationId, MessageId, StoreId,
    consent::{ConsentSource, ConsentStatus, OptOutCause},
    conversation::Controller,
    message::{Author, Channel, DeliveryState, MessageKind},
    shopping::{Cart, Order},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a conversation lies. Each lies in exactly one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConversationBox {
    /// The contact wrote, nobody owns it.
    Inbox,
    /// Somebody owns it.
    Assigned,
    /// Rules and the AI answer.
    Automated,
    Closed,
    /// The store wrote, the contact has not answered yet.
    Sent,
    Snoozed,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From the contact.
    In,
    /// From the store.
    Out,
}

/// The newest message that came or went; a scheduled one only if there is no other.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
pub struct LastMessage {
    pub id: MessageId,
    pub direction: Direction,
    /// At most 140 characters; what kind of file it is, if there is no text.
    pub text: String,
    pub at: Timestamp,
    pub state: Option<DeliveryState>,
    /// `null` for a text of the contact.
    pub author: Option<Author>,
}

/// A conversation in the list.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
pub struct ConversationRow {
    pub id: ConversationId,
    pub store: StoreId,
    /// E.164, or a WhatsApp user id.
    pub address: String,
    /// The number as people write it: `(415) 555-0123`, `+49 1512 3456789`.
    pub address_display: String,
    pub name: Option<String>,
    pub channel: Channel,
    /// The store's number, E.164.
    pub sender: String,
    /// What the store last wrote on its own account: `cart`, `campaign` or `order`; `reply` if it never did.
    pub kind: MessageKind,
    #[serde(rename = "box")]
    pub lies_in: ConversationBox,
    pub assignee: Option<AgentId>,
    /// Who answers.
    pub controller: Controller,
    pub consent: ConsentStatus,
    pub labels: Vec<String>,
    /// Texts of the contact that the owner has not read.
    pub unread: u32,
    pub snoozed_until: Option<Timestamp>,
    pub last: Option<LastMessage>,
    /// When a message last came or went; when the conversation was started, if none did.
    pub last_activity_at: Timestamp,
    /// There is a cart that has not become an order.
    pub has_cart: bool,
    pub has_order: bool,
    /// The newest event in this row.
    pub position: u64,
    /// Stream version: the `ETag` of the conversation.
    pub version: u64,
}

/// Who the contact is, as far as known.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct ContactDetail {
    pub name: Option<String>,
    pub email: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// IANA name.
    pub time_zone: Option<String>,
    /// ISO 3166-1.
    #[serde(default)]
    pub country: Option<String>,
    /// US state, US territory or Canadian province.
    #[serde(default)]
    pub region: Option<String>,
    /// ZIP or postal code.
    #[serde(default)]
    pub postal_code: Option<String>,
}

/// Whether the contact may be texted, with the evidence. The fields that do not apply are `null`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct ConsentDetail {
    pub status: ConsentStatus,
    pub since: Option<Timestamp>,
    /// How it was given.
    pub source: Option<ConsentSource>,
    /// How it was taken back.
    pub cause: Option<OptOutCause>,
    /// What the contact agreed to.
    pub wording: Option<String>,
    pub evidence: Option<String>,
    /// Why it counts as taken back, in plain words.
    pub reason: Option<String>,
    /// The text that said so.
    pub message_id: Option<MessageId>,
    /// The event that says so.
    pub position: Option<u64>,
}

/// Why nothing can be sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct OptedOut {
    pub at: Timestamp,
    pub cause: OptOutCause,
    pub reason: String,
    pub message_id: Option<MessageId>,
    /// What the contact wrote.
    pub text: Option<String>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
pub struct CartDetail {
    #[serde(flatten)]
    pub cart: Cart,
    /// It has become an order.
    pub ordered: bool,
}

/// What is stored of a conversation beside its row.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StoredDetail {
    pub contact: ContactDetail,
    pub consent: ConsentDetail,
    pub started_at: Timestamp,
    pub last_inbound_at: Option<Timestamp>,
    pub awaiting_answer: bool,
}

/// An open conversation.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
pub struct ConversationDetail {
    #[serde(flatten)]
    pub row: ConversationRow,
    pub contact: ContactDetail,
    pub consent_detail: ConsentDetail,
    pub opted_out: Option<OptedOut>,
    /// Newest change first.
    pub carts: Vec<CartDetail>,
    /// Newest change first.
    pub orders: Vec<Order>,
    /// On WhatsApp: until when free text may be sent.
    pub whatsapp_window_until: Option<Timestamp>,
    pub started_at: Timestamp,
    /// The AI owes an answer.
    pub awaiting_answer: bool,
}
