//! Opting out and in.

use super::Decision;
use crate::{
    Address, MessageId, StoreId,
    consent::{ConsentSource, ConsentStatus, OptOutCause},
    conversation::{
        ConsentQuestion, ConsentReplies, Finding, InboundMessage, Rejection, ShopConsent, SuppressionReason,
        event::{
            ConsentRequested, ContactOptedIn, ContactOptedOut, ContactSuppressed, Intent, MessageQueued,
            MessageSuppressed,
        },
    },
    message::{Author, MessageKind, Outgoing},
};
use uuid::Uuid;

/// Role of the message that confirms an opt-out.
pub(super) const CONFIRMATION: &str = "opt_out_confirmation";

impl Decision {
    pub(super) fn opt_out(&mut self, cause: OptOutCause, reason: &str) -> Result<(), Rejection> {
        self.revoke(ContactOptedOut {
            cause,
            message: None,
            reason: reason.to_owned(),
            rule: None,
            version: None,
        });
        Ok(())
    }

    pub(super) fn opt_in(&mut self, source: ConsentSource, wording: &str, evidence: &str) -> Result<(), Rejection> {
        const LIMIT: usize = 2_000;
        for text in [wording, evidence] {
            if text.trim().is_empty() || text.chars().count() > LIMIT {
                return Err(Rejection::InvalidText { limit: LIMIT });
            }
        }
        if self.state.consent.status != ConsentStatus::OptedIn {
            let (wording, evidence) = (wording.to_owned(), evidence.to_owned());
            self.record(ContactOptedIn {
                source,
                wording,
                evidence,
                message: None,
            });
        }
        Ok(())
    }

    /// Consent that came along with a cart or order. It never undoes an opt-out: only the contact's own word does.
    pub(super) fn accept_shop_consent(&mut self, consent: &ShopConsent) {
        if self.state.consent.status != ConsentStatus::Unknown {
            return;
        }
        let (wording, evidence) = (consent.wording.clone(), consent.evidence.clone());
        let source = ConsentSource::Checkout;
        match &consent.confirm {
            None => self.record(ContactOptedIn {
                source,
                wording,
                evidence,
                message: None,
            }),
            Some(question) => self.ask_to_confirm(source, wording, evidence, question),
        }
    }

    /// Double opt-in. The question goes out once; without a yes nothing else does.
    fn ask_to_confirm(&mut self, source: ConsentSource, wording: String, evidence: String, question: &ConsentQuestion) {
        let Some(started) = &self.state.started else { return };
        let message = MessageId(Uuid::new_v5(&started.store.0, evidence.as_bytes()));
        if self.state.messages.contains_key(&message) {
            return;
        }
        self.record(ConsentRequested {
            source,
            wording,
            evidence,
            message,
        });
        self.record(MessageQueued {
            outgoing: Outgoing {
                message,
                kind: MessageKind::Consent,
                channel: question.channel,
                sender: question.sender.clone(),
                body: question.body.clone(),
                media: vec![],
                author: Author::System,
                in_reply_to: None,
                about: None,
                client_id: None,
                template: None,
            },
        });
    }

    pub(super) fn suppress(&mut self, store: StoreId, address: &Address, evidence: &str) -> Result<(), Rejection> {
        if !self.state.consent.is_opted_out() {
            self.record(ContactSuppressed {
                store,
                address: address.clone(),
                evidence: evidence.to_owned(),
            });
            self.suppress_pending(SuppressionReason::OptedOut, |_| true);
        }
        Ok(())
    }

    /// From here on nothing leaves; whatever waits is suppressed in the same append.
    pub(super) fn revoke(&mut self, opted_out: ContactOptedOut) {
        if self.state.consent.is_opted_out() {
            return;
        }
        self.record(opted_out);
        self.suppress_pending(SuppressionReason::OptedOut, |_| true);
    }

    pub(super) fn suppress_pending(
        &mut self,
        reason: SuppressionReason,
        which: impl Fn(&crate::conversation::Message) -> bool,
    ) {
        let messages = self.state.messages.iter();
        let pending = messages.filter(|(_, message)| message.is_pending() && which(message));
        let mut ids: Vec<MessageId> = pending.map(|(id, _)| *id).collect();
        // The map has no order, the log must have the same one every time.
        ids.sort();
        for message in ids {
            self.record(MessageSuppressed {
                message,
                reason,
                because: None,
            });
        }
    }

    /// What a text of the contact means for consent.
    pub(super) fn heed(&mut self, inbound: &InboundMessage) {
        let Finding {
            intent,
            reason,
            rule,
            version,
            ..
        } = &inbound.finding;
        let replies = &inbound.replies;
        match intent {
            Intent::OptOut if !self.state.consent.is_opted_out() => {
                self.revoke(ContactOptedOut {
                    cause: if inbound.carrier_answered {
                        OptOutCause::Carrier
                    } else {
                        OptOutCause::Text
                    },
                    message: Some(inbound.message),
                    reason: reason.clone(),
                    rule: Some(rule.clone()),
                    version: Some(version.clone()),
                });
                self.confirm(inbound, CONFIRMATION, |replies| &replies.opted_out);
            }
            // The second yes of a double opt-in.
            Intent::OptIn if self.state.consent.status == ConsentStatus::Requested => {
                if let Some(agreed) = self.state.consent.agreed.clone() {
                    self.record(ContactOptedIn {
                        source: agreed.source,
                        wording: agreed.wording,
                        evidence: format!(
                            "{}; confirmed by the contact's text {}",
                            agreed.evidence, inbound.message
                        ),
                        message: Some(inbound.message),
                    });
                    self.confirm(inbound, "opt_in_confirmation", |replies| &replies.opted_in);
                }
            }
            // START and YES take back a stop. Of somebody who never stopped, YES is an answer, not consent to marketing.
            Intent::OptIn if self.state.consent.is_opted_out() => {
                self.record(ContactOptedIn {
                    source: ConsentSource::Text,
                    wording: replies.opted_in.clone(),
                    evidence: format!("the contact's text {}", inbound.message),
                    message: Some(inbound.message),
                });
                self.confirm(inbound, "opt_in_confirmation", |replies| &replies.opted_in);
            }
            Intent::Help if !self.state.consent.is_opted_out() => {
                self.confirm(inbound, "help", |replies| &replies.help);
            }
            _ => {}
        }
    }

    fn confirm(&mut self, inbound: &InboundMessage, role: &str, text: impl Fn(&ConsentReplies) -> &String) {
        if inbound.carrier_answered {
            return;
        }
        let outgoing = Outgoing {
            message: inbound.message.follow_up(role),
            kind: MessageKind::Consent,
            channel: inbound.channel,
            sender: inbound.sender.clone(),
            body: text(&inbound.replies).clone(),
            media: vec![],
            author: Author::System,
            in_reply_to: Some(inbound.message),
            about: None,
            client_id: None,
            template: None,
        };
        self.record(MessageQueued { outgoing });
    }
}
