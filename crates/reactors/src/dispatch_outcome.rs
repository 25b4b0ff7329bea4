//! What became of a claim: the carrier's answer, or what it knows when it is asked afterwards.

use crate::dispatch::{DispatchError, Dispatcher, Route};
use domain::{
    Actor, MessageId,
    conversation::{ConversationCommand, event::DispatchStarted},
    message::DeliveryState,
};
use gateway::{Accepted, Found, Lookup, LookupError, Outbound, SendError};
use jiff::{SignedDuration, Timestamp};
use projections::ClaimedMessage;

/// A carrier that cannot be asked for this long leaves the question to a person.
const ASKED_IN_VAIN: SignedDuration = SignedDuration::from_hours(1);
const ASK_AGAIN: SignedDuration = SignedDuration::from_secs(30);
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_mins(15);

impl Dispatcher {
    pub(crate) async fn call(&self, route: &Route, claim: &DispatchStarted) -> Result<Accepted, SendError> {
        let Some(gateway) = &route.gateway else {
            let reason = format!(
                "No carrier serves {} any more. Add the number under Settings, Senders, then retry.",
                route.outbound.from
            );
            return Err(SendError::Refused {
                code: None,
                reason,
                opted_out: false,
            });
        };
        let outbound = Outbound {
            body: claim.body_of(&route.outbound.body),
            ..route.outbound.clone()
        };
        let outcome = gateway.send(&outbound).await;
        let word = match &outcome {
            Ok(_) => "accepted",
            Err(SendError::Refused { .. }) => "refused",
            Err(SendError::Later { .. }) => "later",
            Err(SendError::Ambiguous { .. }) => "ambiguous",
        };
        metrics::counter!("carrier_calls_total", "gateway" => gateway.name(), "outcome" => word).increment(1);
        outcome
    }

    /// `None` leaves the claim open: the carrier will be asked.
    pub(crate) fn outcome_command(
        &self,
        route: &Route,
        outcome: Result<Accepted, SendError>,
    ) -> Option<ConversationCommand> {
        let message = route.outbound.message;
        match outcome {
            Ok(Accepted { carrier_id }) => Some(ConversationCommand::RecordSent { message, carrier_id }),
            Err(SendError::Refused {
                code,
                reason,
                opted_out,
            }) => Some(ConversationCommand::RecordRefused {
                message,
                code,
                reason,
                opted_out,
            }),
            Err(SendError::Later { after, code, reason }) => {
                let pause = after.unwrap_or_else(|| pause_after(route.attempts));
                let until = self
                    .surroundings
                    .commands
                    .clock()
                    .now()
                    .checked_add(pause)
                    .unwrap_or(Timestamp::MAX);
                Some(ConversationCommand::DeferDispatch {
                    message,
                    until,
                    code,
                    reason,
                })
            }
            Err(SendError::Ambiguous { .. }) => None,
        }
    }

    pub(crate) fn asked_again_at(&self, message: MessageId) -> Option<Timestamp> {
        self.ask_again.lock().get(&message).copied()
    }

    /// A claim that nobody is working on: left by a crash, or by a carrier that did not answer.
    pub(crate) async fn settle(&self, claim: &ClaimedMessage) -> Result<(), DispatchError> {
        let message = claim.message;
        let route = self
            .route(claim.conversation, message, DeliveryState::Dispatching)
            .await?;
        let asked_again_at = match route {
            Some(route) => self.look_up(&route, claim).await?,
            None => None,
        };
        match asked_again_at {
            Some(at) => self.ask_again.lock().insert(message, at),
            None => self.ask_again.lock().remove(&message),
        };
        Ok(())
    }

    /// When the carrier has to be asked again, if it has.
    async fn look_up(&self, route: &Route, claim: &ClaimedMessage) -> Result<Option<Timestamp>, DispatchError> {
        let (message, claimed_at) = (route.outbound.message, claim.claimed_at);
        let now = self.surroundings.commands.clock().now();
        let context = self.surroundings.reaction_to(claim.position, Actor::System).await?;
        let uncertain = |reason: &str| ConversationCommand::MarkUncertain {
            message,
            reason: reason.to_owned(),
        };
        let Some(gateway) = &route.gateway else {
            let command = uncertain("The server stopped while it was sending, and no carrier serves the number now.");
            self.ask(route.conversation, &command, &context).await?;
            return Ok(None);
        };
        let lookup = Lookup {
            message,
            to: route.outbound.to.clone(),
            from: route.outbound.from.clone(),
            body: route.outbound.body.clone(),
            channel: route.outbound.channel,
            claimed_at,
            known: route.known.clone(),
        };
        let waited = now.duration_since(claimed_at);
        let settle = gateway
            .capabilities(route.outbound.channel)
            .settle
            .max(pause_before_another(route.attempts));
        let command = match gateway.find(&lookup).await {
            Ok(Found::Sent { carrier_id }) => ConversationCommand::RecordSent { message, carrier_id },
            Ok(Found::Nothing) if waited < settle => {
                return Ok(Some(claimed_at.checked_add(settle).unwrap_or(Timestamp::MAX)));
            }
            Ok(Found::Nothing) => {
                let again = ConversationCommand::RestartDispatch {
                    message,
                    gateway: route.gateway_name.clone(),
                    rules: route.rules.clone(),
                };
                self.send_claimed(route, &again, &context).await?;
                return Ok(None);
            }
            Ok(Found::Unclear { reason }) => uncertain(&reason),
            Err(LookupError::Unsupported) => {
                uncertain("The carrier did not answer and cannot say afterwards whether it took the message.")
            }
            Err(LookupError::Unreachable { .. }) if waited < ASKED_IN_VAIN => {
                return Ok(Some(now.checked_add(ASK_AGAIN).unwrap_or(Timestamp::MAX)));
            }
            Err(LookupError::Unreachable { .. }) => {
                uncertain("The carrier did not answer, and could not be asked for an hour whether it took the message.")
            }
        };
        self.ask(route.conversation, &command, &context).await?;
        Ok(None)
    }
}

/// A crash is mended at once; a carrier that swallows one call after another gets pauses between them.
fn pause_before_another(attempts: u32) -> SignedDuration {
    if attempts <= 1 {
        SignedDuration::ZERO
    } else {
        pause_after(attempts)
    }
}

/// 5 s, 10 s, 20 s ... at most a quarter of an hour.
fn pause_after(attempts: u32) -> SignedDuration {
    let seconds = 5i64.saturating_mul(1i64.checked_shl(attempts.min(16)).unwrap_or(i64::MAX));
    SignedDuration::from_secs(seconds).min(LONGEST_PAUSE)
}
