//! A conversation folded for looking at: the domain's own state, so that a view can never disagree with a decision,
//! and beside it what only people need.

use super::{
    ConversationRow, Direction, LastMessage, Placement,
    row::{ConsentDetail, ContactDetail, StoredDetail},
};
use crate::phone;
use domain::{
    Aggregate, ConversationId,
    consent::{ConsentStatus, OptOutCause},
    conversation::{Controller, Conversation, ConversationEvent as Event, Status, event::ConversationStarted},
    message::{DeliveryState, Media, MessageKind, Outgoing},
};
use event_log::Header;
use jiff::Timestamp;

const EXCERPT: usize = 140;

#[derive(Clone, Debug, Default)]
pub struct Thread {
    pub state: Conversation,
    /// Nothing until the conversation has started; a raw webhook may lie in the stream before.
    pub shown: Option<Shown>,
}

#[derive(Clone, Debug)]
pub struct Shown {
    pub row: ConversationRow,
    pub detail: StoredDetail,
}

impl Thread {
    pub fn evolve(&mut self, header: &Header, event: &Event) {
        self.state.evolve(event, header.version.0, header.time);
        if let Event::ConversationStarted(started) = event
            && self.shown.is_none()
        {
            self.shown = Some(Shown::start(header, started));
        }
        if let Some(shown) = &mut self.shown {
            shown.evolve(&self.state, header, event);
            (shown.row.position, shown.row.version) = (header.position.0, header.version.0);
        }
    }

    /// What is shown, brought up to the state. Done before it is written rather than at every event: most of it is
    /// copied from the state as a whole.
    pub fn show(&mut self) {
        if let Some(shown) = &mut self.shown {
            shown.follow(&self.state);
        }
    }
}

impl Shown {
    fn start(header: &Header, started: &ConversationStarted) -> Self {
        let row = ConversationRow {
            id: ConversationId(header.stream.0),
            store: started.store,
            address: started.address.as_str().to_owned(),
            address_display: phone::display(&started.address),
            name: None,
            channel: started.channel,
            sender: started.sender.clone(),
            kind: MessageKind::Reply,
            lies_in: super::ConversationBox::Sent,
            assignee: None,
            controller: Controller::default(),
            consent: ConsentStatus::Unknown,
            labels: vec![],
            unread: 0,
            snoozed_until: None,
            last: None,
            last_activity_at: header.time,
            has_cart: false,
            has_order: false,
            position: header.position.0,
            version: header.version.0,
        };
        let detail = StoredDetail {
            contact: ContactDetail::default(),
            consent: ConsentDetail::default(),
            started_at: header.time,
            last_inbound_at: None,
            awaiting_answer: false,
        };
        Self { row, detail }
    }

    /// What the domain does not remember: the last message's words, and the evidence of consent.
    fn evolve(&mut self, state: &Conversation, header: &Header, event: &Event) {
        let at = header.time;
        match event {
            Event::MessageReceived(received) => {
                self.row.last = Some(LastMessage {
                    id: received.message,
                    direction: Direction::In,
                    text: excerpt(&received.body, &received.media),
                    at,
                    state: Some(DeliveryState::Received),
                    author: None,
                });
                self.row.last_activity_at = at;
            }
            // A text for later does not hide what was said last.
            Event::MessageScheduled(scheduled) if self.row.last.is_none() => self.left(&scheduled.outgoing, at),
            Event::MessageQueued(queued) => self.left(&queued.outgoing, at),
            Event::MessageReleased(released) => {
                let message = state.messages.get(&released.message);
                if let Some(outgoing) = message.and_then(|message| message.outgoing.as_deref()) {
                    self.left(outgoing, at);
                }
            }
            Event::ConsentRequested(requested) => {
                self.detail.consent = ConsentDetail {
                    source: Some(requested.source),
                    wording: Some(requested.wording.clone()),
                    evidence: Some(requested.evidence.clone()),
                    message_id: Some(requested.message),
                    position: Some(header.position.0),
                    ..ConsentDetail::default()
                };
            }
            Event::ContactOptedIn(opted_in) => {
                self.detail.consent = ConsentDetail {
                    source: Some(opted_in.source),
                    wording: Some(opted_in.wording.clone()),
                    evidence: Some(opted_in.evidence.clone()),
                    message_id: opted_in.message,
                    position: Some(header.position.0),
                    ..ConsentDetail::default()
                };
            }
            Event::ContactSuppressed(suppressed) => {
                self.detail.consent = ConsentDetail {
                    cause: Some(OptOutCause::Shop),
                    reason: Some(suppressed.evidence.clone()),
                    position: Some(header.position.0),
                    ..ConsentDetail::default()
                };
            }
            Event::ContactOptedOut(opted_out) => {
                self.detail.consent = ConsentDetail {
                    cause: Some(opted_out.cause),
                    reason: Some(opted_out.reason.clone()),
                    message_id: opted_out.message,
                    position: Some(header.position.0),
                    ..ConsentDetail::default()
                };
            }
            _ => {}
        }
    }

    fn left(&mut self, outgoing: &Outgoing, at: Timestamp) {
        if matches!(
            outgoing.kind,
            MessageKind::Cart | MessageKind::Campaign | MessageKind::Order
        ) {
            self.row.kind = outgoing.kind;
        }
        self.row.last_activity_at = at;
        self.row.last = Some(LastMessage {
            id: outgoing.message,
            direction: Direction::Out,
            text: excerpt(&outgoing.body, &outgoing.media),
            at,
            state: None,
            author: Some(outgoing.author.clone()),
        });
    }

    /// What the domain knows, it knows best.
    fn follow(&mut self, state: &Conversation) {
        let Self { row, detail } = self;
        if let Some(started) = &state.started {
            row.channel = started.channel;
            row.sender.clone_from(&started.sender);
        }
        row.name.clone_from(&state.contact.name);
        row.lies_in = Placement::of(state).lies_in;
        row.assignee = state.assignee;
        row.controller = state.controller;
        row.consent = state.consent.status;
        row.labels = state.labels.iter().cloned().collect();
        row.unread = state.unread;
        row.snoozed_until = match state.status {
            Status::Snoozed { until } => Some(until),
            Status::Open | Status::Closed => None,
        };
        if let Some(last) = &mut row.last {
            last.state = state.messages.get(&last.id).map(|message| message.state).or(last.state);
        }
        row.has_cart = state
            .carts
            .values()
            .any(|cart| cart.changed_at.is_some() && !cart.ordered);
        row.has_order = !state.orders.is_empty();
        detail.contact = ContactDetail {
            name: state.contact.name.clone(),
            email: state.contact.email.clone(),
            language: state.contact.language.clone(),
            time_zone: state.contact.time_zone.clone(),
            country: state.contact.country.clone(),
            region: state.contact.region.clone(),
            postal_code: state.contact.postal_code.clone(),
        };
        detail.consent.status = state.consent.status;
        detail.consent.since = state.consent.since;
        detail.last_inbound_at = state.last_inbound_at;
        detail.awaiting_answer = state.awaiting_answer.is_some();
    }
}

fn excerpt(body: &str, media: &[Media]) -> String {
    let words = body.split_whitespace().collect::<Vec<_>>().join(" ");
    match media.first() {
        Some(file) if words.is_empty() => file_word(&file.content_type).to_owned(),
        _ if words.chars().count() <= EXCERPT => words,
        _ => words.chars().take(EXCERPT - 1).chain(std::iter::once('…')).collect(),
    }
}

fn file_word(content_type: &str) -> &'static str {
    match content_type.split('/').next() {
        Some("image") => "Photo",
        Some("video") => "Video",
        Some("audio") => "Audio",
        _ => "File",
    }
}
