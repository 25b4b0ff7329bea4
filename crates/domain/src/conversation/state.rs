//! What has to be known of a conversation to decide.

use super::event::Controller;
use crate::{
    Address, AgentId, MessageId, StoreId,
    consent::Consent,
    message::{Author, Channel, DeliveryState, MessageKind, Outgoing},
    shopping::OrderStatus,
};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

#[derive(Clone, Debug, Default, Serialize)]
pub struct Conversation {
    pub version: u64,
    pub started: Option<Started>,
    pub contact: Contact,
    pub consent: Consent,
    pub controller: Controller,
    pub assignee: Option<AgentId>,
    pub status: Status,
    /// The contact wrote, or an agent started it. Until then it lies in Sent.
    pub engaged: bool,
    /// Texts of the contact that the owner has not read.
    pub unread: u32,
    pub labels: BTreeSet<String>,
    pub messages: HashMap<MessageId, Message>,
    /// Carrier's id -> ours, both directions, for deduplication and status reports.
    pub carrier_ids: HashMap<String, MessageId>,
    /// Raw webhooks (stream versions) that nobody has parsed yet.
    pub unparsed: BTreeSet<u64>,
    /// The text of the contact that the AI owes an answer to.
    pub awaiting_answer: Option<MessageId>,
    pub last_inbound_at: Option<Timestamp>,
    pub carts: BTreeMap<String, CartState>,
    pub orders: BTreeMap<String, OrderStatus>,
    pub clicked_links: BTreeSet<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Started {
    pub store: StoreId,
    pub address: Address,
    /// Where the newest text came or went.
    pub channel: Channel,
    pub sender: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Contact {
    pub name: Option<String>,
    pub email: Option<String>,
    pub language: Option<String>,
    pub time_zone: Option<String>,
    pub country: Option<String>,
    pub region: Option<String>,
    pub postal_code: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub enum Status {
    #[default]
    Open,
    Snoozed {
        until: Timestamp,
    },
    Closed,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Message {
    pub state: DeliveryState,
    pub kind: MessageKind,
    pub author: Option<Author>,
    pub about: Option<String>,
    /// When it may leave: the due time while scheduled, the end of a deferral while queued.
    pub not_before: Option<Timestamp>,
    /// The moment it was meant for, before anything held it.
    pub due: Option<Timestamp>,
    /// When it was first claimed: from then on it counts as sent to the contact.
    pub left_at: Option<Timestamp>,
    pub attempts: u32,
    pub carrier_id: Option<String>,
    /// Kept until it has left, to know what to send.
    pub outgoing: Option<Box<Outgoing>>,
}

impl Message {
    /// It has not left and can still be stopped.
    pub fn is_pending(&self) -> bool {
        matches!(self.state, DeliveryState::Scheduled | DeliveryState::Queued)
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct CartState {
    pub ordered: bool,
    pub changed_at: Option<Timestamp>,
    /// A recovery text for it has left or is on its way: there is never a second within 48 hours.
    pub nudged_at: Option<Timestamp>,
}
