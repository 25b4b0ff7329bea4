//! Messages written by people and systems, and what can be done to them before they leave.

use super::{Decision, leaving::Leaving};
use crate::{
    AgentId, MessageId,
    conversation::{
        Controller, HandoffReason, Message, Rejection, Status,
        event::{
            ConversationAssigned, ConversationRead, ConversationReopened, ConversationWoken, MessageCancelled,
            MessageQueued, MessageReleased, MessageScheduled, MessageSuppressed,
        },
    },
    message::{Author, DeliveryState, Outgoing},
    store::StoreRules,
};
use jiff::Timestamp;

/// Twilio's limit for a body, the lowest of the carriers we know.
pub const BODY_LIMIT: usize = 1_600;

impl Decision {
    pub(super) fn send(&mut self, outgoing: &Outgoing, due: Option<Timestamp>) -> Result<(), Rejection> {
        if self.state.messages.contains_key(&outgoing.message) {
            return Ok(());
        }
        check_body(outgoing)?;
        if due.is_some_and(|due| due <= self.now) {
            return Err(Rejection::DueInThePast);
        }
        self.state.permission(outgoing, self.now)?;
        if let Author::Agent { agent } = outgoing.author {
            self.step_in(agent);
        }
        let outgoing = outgoing.clone();
        match due {
            Some(due) => self.record(MessageScheduled { outgoing, due }),
            None => self.record(MessageQueued { outgoing }),
        }
        Ok(())
    }

    /// Whoever writes owns the conversation from then on, has read it, and the AI is silent.
    fn step_in(&mut self, agent: AgentId) {
        match self.state.status {
            Status::Open => {}
            Status::Snoozed { .. } => self.record(ConversationWoken {}),
            Status::Closed => self.record(ConversationReopened {}),
        }
        self.hand_over(Controller::People, HandoffReason::TakenOver, None);
        if self.state.assignee != Some(agent) {
            self.record(ConversationAssigned { agent, by_reply: true });
        }
        if self.state.unread > 0 {
            self.record(ConversationRead { agent });
        }
    }

    pub(super) fn cancel(&mut self, message: MessageId) -> Result<(), Rejection> {
        let known = self.outgoing_message(message)?;
        if known.is_pending() {
            self.record(MessageCancelled { message });
        } else if known.state != DeliveryState::Cancelled {
            return Err(Rejection::NotPending);
        }
        Ok(())
    }

    pub(super) fn send_now(&mut self, message: MessageId) -> Result<(), Rejection> {
        let known = self.outgoing_message(message)?;
        match (known.state, known.outgoing.clone()) {
            (DeliveryState::Scheduled, Some(outgoing)) => {
                self.state.permission(&outgoing, self.now)?;
                self.record(MessageReleased { message });
                Ok(())
            }
            (DeliveryState::Queued, _) => Ok(()),
            _ => Err(Rejection::NotPending),
        }
    }

    /// The due time came. What may not leave is suppressed; what may leave only later is held.
    pub(super) fn release(&mut self, message: MessageId, rules: &StoreRules) -> Result<(), Rejection> {
        let known = self.outgoing_message(message)?;
        let due = known.state == DeliveryState::Scheduled && known.not_before.is_none_or(|due| due <= self.now);
        let Some(outgoing) = known.outgoing.clone().filter(|_| due) else {
            return Ok(());
        };
        if let Err(blocked) = self.state.permission(&outgoing, self.now) {
            self.record(MessageSuppressed {
                message,
                reason: blocked.reason,
                because: None,
            });
            return Ok(());
        }
        match self.leaving(message, known, &outgoing, rules) {
            Leaving::Now => self.record(MessageReleased { message }),
            Leaving::Held(held) => self.record(held),
            Leaving::Dropped(suppressed) => self.record(suppressed),
        }
        Ok(())
    }

    pub(super) fn retry(&mut self, message: MessageId, again: MessageId, by: Option<AgentId>) -> Result<(), Rejection> {
        if self.state.messages.contains_key(&again) {
            return Ok(());
        }
        let known = self.outgoing_message(message)?;
        let retryable = matches!(known.state, DeliveryState::Failed | DeliveryState::Uncertain);
        let outgoing = known
            .outgoing
            .as_deref()
            .filter(|_| retryable)
            .ok_or(Rejection::NotRetryable)?;
        // Once a person decides to send it, it is that person's message, whoever wrote it first.
        let author = by.map_or(outgoing.author.clone(), |agent| Author::Agent { agent });
        let outgoing = Outgoing {
            message: again,
            author,
            client_id: None,
            ..outgoing.clone()
        };
        self.send(&outgoing, None)
    }

    pub(super) fn outgoing_message(&self, message: MessageId) -> Result<&Message, Rejection> {
        let known = self.state.messages.get(&message);
        known
            .filter(|known| known.state != DeliveryState::Received)
            .ok_or(Rejection::UnknownMessage)
    }
}

fn check_body(outgoing: &Outgoing) -> Result<(), Rejection> {
    if outgoing.body.trim().is_empty() && outgoing.media.is_empty() {
        return Err(Rejection::EmptyMessage);
    }
    let length = outgoing.body.chars().count();
    if length > BODY_LIMIT {
        Err(Rejection::MessageTooLong {
            length,
            limit: BODY_LIMIT,
        })
    } else {
        Ok(())
    }
}
