//! The responder's answer meets the conversation as it is by then.

use super::{Blocked, Decision};
use crate::{
    MessageId,
    conversation::{
        Answer, Controller, Rejection, SuppressionReason,
        event::{AnswerDiscarded, MessageQueued},
    },
    message::Outgoing,
};

impl Decision {
    pub(super) fn answer(&mut self, to: MessageId, answer: &Answer) -> Result<(), Rejection> {
        if self.state.awaiting_answer != Some(to) {
            self.discard_late(to, answer);
            return Ok(());
        }
        match answer {
            Answer::Reply(outgoing) => {
                if let Err(blocked) = self.queue_answer(outgoing) {
                    self.record(AnswerDiscarded {
                        to,
                        reason: blocked.reason,
                    });
                }
            }
            Answer::HandOff {
                reason,
                summary,
                fallback,
            } => {
                self.hand_over(Controller::People, *reason, summary.clone());
                if let Some(fallback) = fallback {
                    // Words that cannot be sent do not keep the person from being called.
                    let _ = self.queue_answer(fallback);
                }
            }
            Answer::Silence => self.record(AnswerDiscarded {
                to,
                reason: SuppressionReason::NothingToSay,
            }),
        }
        Ok(())
    }

    fn queue_answer(&mut self, outgoing: &Outgoing) -> Result<(), Blocked> {
        self.state.permission(outgoing, self.now)?;
        if !self.state.messages.contains_key(&outgoing.message) {
            self.record(MessageQueued {
                outgoing: outgoing.clone(),
            });
        }
        Ok(())
    }

    /// A person or an opt-out was quicker. An answer to a text that was answered before, or that a newer text has
    /// replaced, leaves no trace: nothing was lost.
    fn discard_late(&mut self, to: MessageId, answer: &Answer) {
        let Answer::Reply(outgoing) = answer else { return };
        let taken_over = self.state.controller == Controller::People;
        let answered = self.state.messages.contains_key(&outgoing.message);
        if answered || !self.state.messages.contains_key(&to) {
            return;
        }
        if self.state.consent.is_opted_out() {
            self.record(AnswerDiscarded {
                to,
                reason: SuppressionReason::OptedOut,
            });
        } else if taken_over {
            self.record(AnswerDiscarded {
                to,
                reason: SuppressionReason::TakenOver,
            });
        }
    }
}
