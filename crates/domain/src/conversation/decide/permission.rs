//! May this message leave now? Asked when it is written, when it comes due, and last at the claim.

use super::super::{
    Conversation, Rejection,
    event::{Controller, SuppressionReason},
};
use crate::{
    consent::ConsentStatus,
    message::{Channel, MessageKind, Outgoing},
};
use jiff::{SignedDuration, Timestamp};

/// WhatsApp Business Platform, "customer service window".
const WHATSAPP_WINDOW: SignedDuration = SignedDuration::from_hours(24);
/// 47 CFR 64.1200(a)(12): one confirmation within five minutes of the opt-out.
const CONFIRMATION_WINDOW: SignedDuration = SignedDuration::from_mins(5);

/// Why not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Blocked {
    pub reason: SuppressionReason,
    since: Option<Timestamp>,
}

impl From<SuppressionReason> for Blocked {
    fn from(reason: SuppressionReason) -> Self {
        Self { reason, since: None }
    }
}

impl From<Blocked> for Rejection {
    fn from(blocked: Blocked) -> Self {
        match blocked.reason {
            SuppressionReason::OptedOut => Self::OptedOut { since: blocked.since },
            SuppressionReason::NoConsent => Self::NoConsent,
            SuppressionReason::WindowClosed => Self::WindowClosed,
            _ => Self::NotPending,
        }
    }
}

impl Conversation {
    pub(super) fn permission(&self, outgoing: &Outgoing, now: Timestamp) -> Result<(), Blocked> {
        if self.consent.is_opted_out() && !self.is_opt_out_confirmation(outgoing, now) {
            return Err(Blocked {
                reason: SuppressionReason::OptedOut,
                since: self.consent.since,
            });
        }
        if outgoing.kind.needs_consent() && self.consent.status != ConsentStatus::OptedIn {
            return Err(SuppressionReason::NoConsent.into());
        }
        if outgoing.author.is_automatic_answer() && self.controller == Controller::People {
            return Err(SuppressionReason::TakenOver.into());
        }
        let ordered = |cart: &String| self.carts.get(cart).is_some_and(|cart| cart.ordered);
        if outgoing.kind == MessageKind::Cart && outgoing.about.as_ref().is_some_and(ordered) {
            return Err(SuppressionReason::OrderPlaced.into());
        }
        if outgoing.channel == Channel::Whatsapp && outgoing.template.is_none() && !self.whatsapp_window_open(now) {
            return Err(SuppressionReason::WindowClosed.into());
        }
        Ok(())
    }

    /// When WhatsApp stops taking free text.
    pub fn whatsapp_window_until(&self) -> Option<Timestamp> {
        self.last_inbound_at.and_then(|at| at.checked_add(WHATSAPP_WINDOW).ok())
    }

    fn whatsapp_window_open(&self, now: Timestamp) -> bool {
        self.whatsapp_window_until().is_some_and(|until| now < until)
    }

    /// The only text that may follow an opt-out.
    fn is_opt_out_confirmation(&self, outgoing: &Outgoing, now: Timestamp) -> bool {
        let confirms = self
            .consent
            .message
            .map(|message| message.follow_up(super::consent::CONFIRMATION));
        let in_time = self
            .consent
            .since
            .is_some_and(|since| now.duration_since(since) <= CONFIRMATION_WINDOW);
        outgoing.kind == MessageKind::Consent && confirms == Some(outgoing.message) && in_time
    }
}
