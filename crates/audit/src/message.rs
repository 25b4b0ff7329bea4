//! How far each message of a conversation got, as events say it, and whether a claim was its turn.

use crate::violation::{Code, Finding};
use domain::{
    MessageId,
    message::{Author, Channel, MessageKind, Outgoing},
};
use jiff::Timestamp;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Phase {
    Scheduled,
    Queued,
    Claimed,
    Uncertain,
    Sent,
    Failed,
    /// It surely reached the contact.
    Delivered,
    /// Suppressed or cancelled.
    Stopped,
}

/// What has to be known of a text to judge its claim. Dropped once the message is over.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    /// By the AI or a keyword rule.
    pub automatic: bool,
    pub whatsapp: bool,
    pub template: bool,
    pub about: Option<Box<str>>,
    pub in_reply_to: Option<MessageId>,
    /// The moment it was meant for.
    pub due: Timestamp,
}

/// One message. Some 40 bytes stay of it for ever, or a second send of it could not be told.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub id: MessageId,
    /// Position of the event that brought it into its phase.
    pub since: u64,
    pub text: Option<Box<Text>>,
    pub attempts: u32,
    pub kind: MessageKind,
    pub phase: Phase,
}

/// Those of one conversation, in the order of their ids, which is mostly that of time.
#[derive(Default, Debug)]
pub(crate) struct Messages(Vec<Message>);

impl Messages {
    pub fn get(&self, id: MessageId) -> Option<&Message> {
        let at = self.find(id).ok()?;
        self.0.get(at)
    }

    fn get_mut(&mut self, id: MessageId) -> Option<&mut Message> {
        let at = self.find(id).ok()?;
        self.0.get_mut(at)
    }

    fn find(&self, id: MessageId) -> Result<usize, usize> {
        self.0.binary_search_by_key(&id, |message| message.id)
    }

    /// A message is written once: a second event about the same id changes nothing, so that it cannot hide a send.
    pub fn write(&mut self, outgoing: &Outgoing, due: Option<Timestamp>, at: Timestamp, position: u64) {
        let Err(place) = self.find(outgoing.message) else {
            return;
        };
        let text = Text {
            automatic: matches!(outgoing.author, Author::Ai | Author::Rule { .. }),
            whatsapp: outgoing.channel == Channel::Whatsapp,
            template: outgoing.template.is_some(),
            about: outgoing.about.as_deref().map(Into::into),
            in_reply_to: outgoing.in_reply_to,
            due: due.unwrap_or(at),
        };
        let message = Message {
            id: outgoing.message,
            since: position,
            text: Some(Box::new(text)),
            attempts: 0,
            kind: outgoing.kind,
            phase: match due {
                Some(_) => Phase::Scheduled,
                None => Phase::Queued,
            },
        };
        self.0.insert(place, message);
    }

    /// Moves on from one of the phases in `from`; from any other, nothing happens. Whether it moved.
    fn go(&mut self, id: MessageId, from: &[Phase], to: Phase, position: u64) -> bool {
        let Some(message) = self.get_mut(id).filter(|message| from.contains(&message.phase)) else {
            return false;
        };
        message.phase = to;
        message.since = position;
        if matches!(to, Phase::Sent | Phase::Delivered | Phase::Failed | Phase::Stopped) {
            message.text = None;
        }
        true
    }

    pub fn released(&mut self, id: MessageId, position: u64) {
        self.go(id, &[Phase::Scheduled], Phase::Queued, position);
    }

    /// At its due time, at the claim, or when it would be claimed again after a crash.
    pub fn held(&mut self, id: MessageId, position: u64) {
        let from = [Phase::Scheduled, Phase::Queued, Phase::Claimed];
        self.go(id, &from, Phase::Scheduled, position);
    }

    pub fn claimed(&mut self, id: MessageId, attempt: u32, position: u64) {
        if let Some(message) = self.get_mut(id) {
            message.phase = Phase::Claimed;
            message.since = position;
            message.attempts = attempt;
        }
    }

    /// The carrier surely did not take it. Whether that was possible.
    pub fn deferred(&mut self, id: MessageId, position: u64) -> bool {
        self.go(id, &[Phase::Claimed], Phase::Queued, position)
    }

    pub fn uncertain(&mut self, id: MessageId, position: u64) {
        self.go(id, &[Phase::Claimed], Phase::Uncertain, position);
    }

    /// What is wrong with a second `message_sent`, or one without a claim.
    pub fn sent(&mut self, id: MessageId, position: u64) -> Option<Finding> {
        let known = self.get(id);
        let finding = match known {
            None => Some(Finding::new(
                Code::WithoutClaim,
                None,
                "It was recorded as sent, and nobody had written or claimed it.",
            )),
            Some(known) if matches!(known.phase, Phase::Sent | Phase::Delivered) => Some(Finding::new(
                Code::DoubleSend,
                known.since,
                "It was recorded as sent twice, with no claim in between.",
            )),
            Some(known) if known.attempts == 0 => Some(Finding::new(
                Code::WithoutClaim,
                known.since,
                "It was recorded as sent without ever having been claimed.",
            )),
            Some(_) => None,
        };
        // A carrier may find that it has a message after all, whatever it said before.
        let from = [Phase::Scheduled, Phase::Queued, Phase::Claimed, Phase::Uncertain];
        self.go(id, &from, Phase::Sent, position);
        finding
    }

    pub fn delivered(&mut self, id: MessageId, position: u64) -> bool {
        let from = [Phase::Claimed, Phase::Uncertain, Phase::Sent, Phase::Failed];
        self.go(id, &from, Phase::Delivered, position)
    }

    pub fn failed(&mut self, id: MessageId, position: u64) -> bool {
        let from = [
            Phase::Scheduled,
            Phase::Queued,
            Phase::Claimed,
            Phase::Uncertain,
            Phase::Sent,
        ];
        self.go(id, &from, Phase::Failed, position)
    }

    pub fn stopped(&mut self, id: MessageId, position: u64) {
        let from = [Phase::Scheduled, Phase::Queued, Phase::Claimed, Phase::Uncertain];
        self.go(id, &from, Phase::Stopped, position);
    }
}

impl Message {
    /// Whether it was this message's turn to be claimed, for the time `attempt`.
    pub fn out_of_turn(&self, attempt: u32) -> Option<Finding> {
        let since = self.since;
        match self.phase {
            Phase::Queued if attempt <= self.attempts => Some(Finding::new(
                Code::DoubleSend,
                since,
                format!("It was claimed twice as attempt {attempt}: two senders did not know of each other."),
            )),
            // A claim is renewed after a crash, when the carrier was asked and knows nothing of the message.
            Phase::Claimed if attempt <= self.attempts => Some(Finding::new(
                Code::DoubleSend,
                since,
                format!("It was claimed twice as attempt {attempt}: two senders did not know of each other."),
            )),
            Phase::Queued | Phase::Claimed => None,
            Phase::Sent | Phase::Delivered => Some(Finding::new(
                Code::DoubleSend,
                since,
                "It was claimed again although it had been sent.",
            )),
            Phase::Uncertain => Some(Finding::new(
                Code::DoubleSend,
                since,
                "It was claimed again although nobody could say whether the carrier had taken it.",
            )),
            Phase::Stopped => Some(Finding::new(
                Code::ClaimOfStopped,
                since,
                "It was claimed although it had been suppressed or cancelled.",
            )),
            Phase::Failed => Some(Finding::new(
                Code::ClaimOfStopped,
                since,
                "It was claimed again although it had failed; only a new message may repeat it.",
            )),
            Phase::Scheduled => Some(Finding::new(
                Code::NeverQueued,
                since,
                "It was claimed while it waited for its time.",
            )),
        }
    }
}
