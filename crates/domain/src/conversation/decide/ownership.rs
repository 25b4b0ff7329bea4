//! Who owns a conversation, who answers it, who has read it, and whether it is open.

use super::Decision;
use crate::{
    AgentId,
    conversation::{
        Controller, HandoffReason, Rejection, Status, SuppressionReason,
        event::{
            ConversationAssigned, ConversationClosed, ConversationHandedOff, ConversationMarkedRead,
            ConversationMarkedUnread, ConversationRead, ConversationReopened, ConversationSnoozed,
            ConversationUnassigned, ConversationWoken,
        },
    },
    message::Author,
};
use jiff::Timestamp;

impl Decision {
    /// A conversation with an owner is answered by people.
    pub(super) fn assign(&mut self, agent: AgentId) -> Result<(), Rejection> {
        self.hand_over(Controller::People, HandoffReason::TakenOver, None);
        if self.state.assignee != Some(agent) {
            self.record(ConversationAssigned { agent, by_reply: false });
        }
        Ok(())
    }

    pub(super) fn unassign(&mut self) -> Result<(), Rejection> {
        if self.state.assignee.is_some() {
            self.record(ConversationUnassigned {});
        }
        Ok(())
    }

    /// Recorded every time: an auditor wants to know who looked.
    pub(super) fn read(&mut self, agent: AgentId) -> Result<(), Rejection> {
        self.record(ConversationRead { agent });
        Ok(())
    }

    pub(super) fn mark_read(&mut self, agent: AgentId) -> Result<(), Rejection> {
        if self.state.unread > 0 {
            self.record(ConversationMarkedRead { agent });
        }
        Ok(())
    }

    pub(super) fn mark_unread(&mut self, agent: AgentId) -> Result<(), Rejection> {
        if self.state.unread == 0 {
            self.record(ConversationMarkedUnread { agent });
        }
        Ok(())
    }

    pub(super) fn hand_off(&mut self, to: Controller, reason: HandoffReason) -> Result<(), Rejection> {
        if to == Controller::Ai {
            self.unassign()?;
        }
        self.hand_over(to, reason, None);
        Ok(())
    }

    /// An automatic answer that has not left when people take over never does.
    pub(super) fn hand_over(&mut self, to: Controller, reason: HandoffReason, summary: Option<String>) {
        if self.state.controller == to {
            return;
        }
        self.record(ConversationHandedOff { to, reason, summary });
        if to == Controller::People {
            self.suppress_pending(SuppressionReason::TakenOver, |message| {
                message.author.as_ref().is_some_and(Author::is_automatic_answer)
            });
        }
    }

    pub(super) fn close(&mut self) -> Result<(), Rejection> {
        if self.state.status != Status::Closed {
            self.record(ConversationClosed {});
        }
        Ok(())
    }

    pub(super) fn reopen(&mut self) -> Result<(), Rejection> {
        match self.state.status {
            Status::Open => {}
            Status::Snoozed { .. } => self.record(ConversationWoken {}),
            Status::Closed => self.record(ConversationReopened {}),
        }
        Ok(())
    }

    pub(super) fn snooze(&mut self, until: Timestamp) -> Result<(), Rejection> {
        if until <= self.now {
            return Err(Rejection::DueInThePast);
        }
        if self.state.status != (Status::Snoozed { until }) {
            self.record(ConversationSnoozed { until });
        }
        Ok(())
    }

    pub(super) fn wake(&mut self) -> Result<(), Rejection> {
        if matches!(self.state.status, Status::Snoozed { until } if until <= self.now) {
            self.record(ConversationWoken {});
        }
        Ok(())
    }
}
