//! The claim, what the carrier answered, and what it reported later.

use super::{Decision, leaving::Leaving};
use crate::{
    MessageId,
    consent::OptOutCause,
    conversation::{
        Rejection, ReportedState, StatusReport,
        event::{
            ContactOptedOut, DispatchDeferred, DispatchStarted, DispatchUncertain, MessageDelivered, MessageFailed,
            MessageRead, MessageSent, MessageSuppressed,
        },
    },
    message::DeliveryState,
    store::StoreRules,
};
use jiff::Timestamp;

/// After this many refused attempts a message counts as failed and a person decides.
const ATTEMPTS: u32 = 10;

impl Decision {
    /// The last gate. Whoever gets `dispatch_started` calls the carrier, once; nobody else does.
    pub(super) fn claim(&mut self, message: MessageId, gateway: &str, rules: &StoreRules) -> Result<(), Rejection> {
        let known = self.outgoing_message(message)?;
        let ready = known.state == DeliveryState::Queued && known.not_before.is_none_or(|at| at <= self.now);
        if ready {
            self.start_dispatch(message, gateway, rules)
        } else {
            Ok(())
        }
    }

    /// After a crash, and only when the carrier was asked and knows nothing. The gate holds here too.
    pub(super) fn claim_again(
        &mut self,
        message: MessageId,
        gateway: &str,
        rules: &StoreRules,
    ) -> Result<(), Rejection> {
        let known = self.outgoing_message(message)?;
        match known.state {
            DeliveryState::Dispatching if known.attempts >= ATTEMPTS => {
                let reason =
                    format!("The carrier did not answer {ATTEMPTS} times and has no such message. Try again later.");
                self.fail(message, None, &reason, false);
                Ok(())
            }
            DeliveryState::Dispatching => self.start_dispatch(message, gateway, rules),
            _ => Ok(()),
        }
    }

    fn start_dispatch(&mut self, message: MessageId, gateway: &str, rules: &StoreRules) -> Result<(), Rejection> {
        let known = self.outgoing_message(message)?;
        let attempt = known.attempts + 1;
        let outgoing = known.outgoing.as_deref().ok_or(Rejection::UnknownMessage)?;
        if let Err(blocked) = self.state.permission(outgoing, self.now) {
            self.record(MessageSuppressed {
                message,
                reason: blocked.reason,
                because: None,
            });
            return Ok(());
        }
        match self.leaving(message, known, outgoing, rules) {
            Leaving::Now => {
                let added = self.state.introduction(outgoing, rules);
                let judged = Some(self.state.judged());
                self.record(DispatchStarted {
                    message,
                    attempt,
                    gateway: gateway.to_owned(),
                    added,
                    judged,
                });
            }
            Leaving::Held(held) => self.record(held),
            Leaving::Dropped(suppressed) => self.record(suppressed),
        }
        Ok(())
    }

    pub(super) fn record_sent(&mut self, message: MessageId, carrier_id: &str) -> Result<(), Rejection> {
        let state = self.outgoing_message(message)?.state;
        if matches!(state, DeliveryState::Dispatching | DeliveryState::Uncertain) {
            self.record(MessageSent {
                message,
                carrier_id: carrier_id.to_owned(),
            });
        }
        Ok(())
    }

    pub(super) fn record_refused(
        &mut self,
        message: MessageId,
        code: Option<String>,
        reason: &str,
        opted_out: bool,
    ) -> Result<(), Rejection> {
        if self.outgoing_message(message)?.state == DeliveryState::Dispatching {
            self.fail(message, code, reason, opted_out);
        }
        Ok(())
    }

    pub(super) fn defer(
        &mut self,
        message: MessageId,
        until: Timestamp,
        code: Option<String>,
        reason: &str,
    ) -> Result<(), Rejection> {
        let known = self.outgoing_message(message)?;
        if known.state != DeliveryState::Dispatching {
            return Ok(());
        }
        if known.attempts >= ATTEMPTS {
            let given_up = format!("{reason} It was tried {ATTEMPTS} times.");
            self.fail(message, code, &given_up, false);
        } else {
            self.record(DispatchDeferred {
                message,
                until,
                code,
                reason: reason.to_owned(),
            });
        }
        Ok(())
    }

    pub(super) fn mark_uncertain(&mut self, message: MessageId, reason: &str) -> Result<(), Rejection> {
        if self.outgoing_message(message)?.state == DeliveryState::Dispatching {
            self.record(DispatchUncertain {
                message,
                reason: reason.to_owned(),
            });
        }
        Ok(())
    }

    pub(super) fn reported_message(&self, report: &StatusReport) -> Option<MessageId> {
        let by_carrier = self.state.carrier_ids.get(&report.carrier_id).copied();
        let claimed = |id: &MessageId| {
            let known = self.state.messages.get(id);
            known.is_some_and(|known| known.carrier_id.is_none() && known.state >= DeliveryState::Dispatching)
        };
        let found = by_carrier.or(report.message.filter(claimed))?;
        self.outgoing_message(found).is_ok().then_some(found)
    }

    /// Reports come late, twice and out of order; only progress is recorded.
    pub(super) fn report(&mut self, report: &StatusReport) {
        let Some(message) = self.reported_message(report) else {
            return;
        };
        let reached = |decision: &Self| decision.state.messages.get(&message).map(|known| known.state);
        // Whatever the report says, it proves that the carrier took the message.
        if reached(self) < Some(DeliveryState::Sent) {
            self.record(MessageSent {
                message,
                carrier_id: report.carrier_id.clone(),
            });
        }
        match &report.state {
            ReportedState::Sent => {}
            ReportedState::Delivered if reached(self) < Some(DeliveryState::Delivered) => {
                self.record(MessageDelivered { message });
            }
            ReportedState::Read if reached(self) < Some(DeliveryState::Read) => self.record(MessageRead { message }),
            ReportedState::Failed {
                code,
                reason,
                opted_out,
            } if reached(self) < Some(DeliveryState::Failed) => {
                self.fail(message, code.clone(), reason, *opted_out);
            }
            ReportedState::Delivered | ReportedState::Read | ReportedState::Failed { .. } => {}
        }
    }

    fn fail(&mut self, message: MessageId, code: Option<String>, reason: &str, opted_out: bool) {
        self.record(MessageFailed {
            message,
            code,
            reason: reason.to_owned(),
        });
        if opted_out {
            self.revoke(ContactOptedOut {
                cause: OptOutCause::Carrier,
                message: None,
                reason: reason.to_owned(),
                rule: None,
                version: None,
            });
        }
    }
}
