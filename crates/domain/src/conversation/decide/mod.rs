//! What follows from a command. Each file holds the rules of one subject.

mod answering;
mod consent;
mod details;
mod dispatch;
mod inbound;
mod introduction;
mod leaving;
mod ownership;
mod permission;
mod sending;
mod shopping;

use super::{Conversation, ConversationCommand as Command, ConversationEvent, Rejection};
use crate::Aggregate;
use jiff::Timestamp;
use permission::Blocked;

/// A decision in the making: the events so far and the state after them, so that a later rule sees what an earlier one
/// did in the same breath.
struct Decision {
    state: Conversation,
    events: Vec<ConversationEvent>,
    now: Timestamp,
}

impl Decision {
    fn record(&mut self, event: impl Into<ConversationEvent>) {
        let event = event.into();
        self.state.apply(&event, self.state.version + 1, self.now);
        self.events.push(event);
    }
}

impl Aggregate for Conversation {
    type Command = Command;
    type Event = ConversationEvent;
    type Rejection = Rejection;

    fn decide(&self, command: &Command, now: Timestamp) -> Result<Vec<ConversationEvent>, Rejection> {
        let mut decision = Decision {
            state: self.clone(),
            events: vec![],
            now,
        };
        decision.follow(command)?;
        Ok(decision.events)
    }

    fn evolve(&mut self, event: &ConversationEvent, version: u64, at: Timestamp) {
        self.apply(event, version, at);
    }
}

impl Decision {
    fn follow(&mut self, command: &Command) -> Result<(), Rejection> {
        match command {
            Command::Ingest { raw, identity, parsed } => self.ingest(*raw, identity.as_ref(), parsed),
            Command::Start { identity, by } => self.start(identity, *by),
            Command::Suppress {
                store,
                address,
                evidence,
            } => self.suppress(*store, address, evidence),
            _ if self.state.started.is_none() => Err(Rejection::NotStarted),

            Command::Send { outgoing } => self.send(outgoing, None),
            Command::Schedule { outgoing, due } => self.send(outgoing, Some(*due)),
            Command::Cancel { message } => self.cancel(*message),
            Command::SendNow { message } => self.send_now(*message),
            Command::Release { message, rules } => self.release(*message, rules),
            Command::Retry { message, again, by } => self.retry(*message, *again, *by),

            Command::StartDispatch {
                message,
                gateway,
                rules,
            } => self.claim(*message, gateway, rules),
            Command::RestartDispatch {
                message,
                gateway,
                rules,
            } => self.claim_again(*message, gateway, rules),
            Command::RecordSent { message, carrier_id } => self.record_sent(*message, carrier_id),
            Command::RecordRefused {
                message,
                code,
                reason,
                opted_out,
            } => self.record_refused(*message, code.clone(), reason, *opted_out),
            Command::DeferDispatch {
                message,
                until,
                code,
                reason,
            } => self.defer(*message, *until, code.clone(), reason),
            Command::MarkUncertain { message, reason } => self.mark_uncertain(*message, reason),

            Command::OptOut { cause, reason } => self.opt_out(*cause, reason),
            Command::OptIn {
                source,
                wording,
                evidence,
            } => self.opt_in(*source, wording, evidence),

            Command::Assign { agent } => self.assign(*agent),
            Command::Unassign => self.unassign(),
            Command::Read { agent } => self.read(*agent),
            Command::MarkRead { agent } => self.mark_read(*agent),
            Command::MarkUnread { agent } => self.mark_unread(*agent),
            Command::HandOff { to, reason } => self.hand_off(*to, *reason),
            Command::Answer { to, answer } => self.answer(*to, answer),
            Command::Close => self.close(),
            Command::Reopen => self.reopen(),
            Command::Snooze { until } => self.snooze(*until),
            Command::Wake => self.wake(),

            Command::AddNote {
                note,
                agent,
                body,
                mentions,
            } => self.add_note(*note, *agent, body, mentions),
            Command::AddLabel { label } => self.add_label(label),
            Command::RemoveLabel { label } => self.remove_label(label),
            Command::UpdateContact(updated) => self.update_contact(updated),
            Command::FollowLink { code } => self.follow_link(code),
        }
    }
}
