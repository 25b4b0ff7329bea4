//! Reads a customer's text and says what it wants: to be left alone, to come back, help, a person, or an answer about
//! shipping, an order, a return, a discount or a size.
//!
//! Pure and deterministic: the same text gives the same [`Finding`] for one [`VERSION`]. Time grows linearly with the
//! length of the text, of which the first 4,000 and the last 1,000 characters are read, and no input panics. The policy is in the crate's README.

mod context;
mod escalation;
mod keyword;
pub mod line;
#[doc(hidden)]
pub mod model;
mod normalise;
mod pattern;
mod phrases;
mod profanity;
mod quoted;
mod slips;
mod tapback;
mod tokens;
mod topics;
mod typo;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use context::Aside;
use model::ByRules;
use phrases::Certainty;
use profanity::Profanity;
use tokens::Message;

/// Version of the rules and the weights, recorded with each revocation so that it can be explained later. Raise it with every change
/// that can change a finding.
pub const VERSION: &str = "2026-11-3";

/// What a text was found to want, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub intent: Intent,
    /// What the text is about, beside the intent: "where is my package? and stop the texts" is an opt-out about an order.
    pub topic: Topic,
    /// The rule in plain words, to be shown to people.
    pub reason: String,
    /// Stable id of the rule, such as `keyword.stop`.
    pub rule: String,
    /// False when a reasonable reader could doubt an opt-out: it is obeyed with a notice how to come back, or put
    /// before a person, as the store prefers.
    pub certain: bool,
}

/// What the text asks of the store as a sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// No more texts.
    OptOut,
    /// Texts again.
    OptIn,
    /// Who this is and how to get support.
    Help,
    /// A person.
    Escalate,
    None,
}

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Cost, speed and reach of delivery, before buying.
    Shipping,
    /// An order that was placed.
    OrderStatus,
    /// Return, exchange, refund.
    Returns,
    /// Codes, sales, prices.
    Discount,
    /// Fit and measures.
    Sizing,
    None,
}

/// What the text wants.
pub fn classify(text: &str) -> Finding {
    by_rules(text).weighed()
}

/// What the rules alone find, for training and for measuring what the model adds.
#[doc(hidden)]
pub fn by_rules(text: &str) -> ByRules {
    let text = &*head_and_tail(text);
    if tapback::is_reaction(text) {
        let finding = Finding::of(Intent::None, "tapback", "a reaction repeats the store's own words");
        return ByRules::settled(finding);
    }
    let mut message = Message::read(&quoted::own_words(text));
    if let Some(command) = keyword::whole(&message) {
        return ByRules::settled(command);
    }
    message.drop_closing_courtesy(keyword::is_thanks);
    typo::correct(&mut message.tokens);
    let (topic, topics) = topics::find(&message);
    let finding = talk_about_stopping(&message)
        .or_else(|| wish(&message))
        .or_else(|| misspelled_wish(&message))
        .or_else(|| profanity(&message))
        .or_else(|| escalation(&message))
        .unwrap_or_else(|| Finding::of(Intent::None, "none", "no rule applies"));
    ByRules::open(Finding { topic, ..finding }, topics, message)
}

/// A text message has at most 1,600 characters; of anything longer the beginning and the end are read.
const HEAD: usize = 4_000;
const TAIL: usize = 1_000;

fn head_and_tail(text: &str) -> Cow<'_, str> {
    let Some((end_of_head, _)) = text.char_indices().nth(HEAD) else {
        return Cow::Borrowed(text);
    };
    let (head, rest) = text.split_at(end_of_head);
    match rest.char_indices().rev().nth(TAIL - 1) {
        Some((start_of_tail, _)) => Cow::Owned(format!("{head}\n{}", &rest[start_of_tail..])),
        None => Cow::Borrowed(text),
    }
}

/// Words of stopping that are not a wish to stop; a wish to come back is one of its own.
fn talk_about_stopping(message: &Message) -> Option<Finding> {
    if phrases::asks_to_come_back(message) {
        return Some(Finding::of(Intent::OptIn, "start.wish", "asks to get texts again"));
    }
    match context::aside(message)? {
        Aside::ComeBack => Some(Finding::of(Intent::OptIn, "start.wish", "asks to get texts again")),
        Aside::Meta => Some(Finding::of(
            Intent::None,
            "talk.meta",
            "talks about opting out without asking for it",
        )),
        Aside::Exclamation => None,
    }
}

fn wish(message: &Message) -> Option<Finding> {
    let said = phrases::find(message).map(|wish| of_wish(&wish));
    said.or_else(|| {
        if context::is_exclamation(message) {
            None
        } else {
            keyword::clause(message)
        }
    })
}

/// A wish in another language whose words have slips.
fn misspelled_wish(message: &Message) -> Option<Finding> {
    let tokens = slips::corrected(&message.tokens)?;
    phrases::find_abroad(&Message {
        tokens,
        ..Message::default()
    })
    .map(|wish| of_wish(&wish))
}

fn of_wish(wish: &phrases::Found) -> Finding {
    let finding = match phrases::language(wish.code) {
        Some(language) => Finding::opt_out(
            &format!("{}.{}", wish.rule, wish.code),
            &format!("{} (in {language})", wish.reason),
        ),
        None => Finding::opt_out(wish.rule, wish.reason),
    };
    if wish.certainty == Certainty::Ambiguous {
        finding.in_doubt()
    } else {
        finding
    }
}

fn profanity(message: &Message) -> Option<Finding> {
    Some(match profanity::judge(message)? {
        Profanity::Hostile => Finding::opt_out("profanity.hostile", "the whole message is an insult to the sender"),
        Profanity::Complaint => Finding::of(
            Intent::Escalate,
            "profanity.complaint",
            "swears about something that a person should solve",
        ),
    })
}

fn escalation(message: &Message) -> Option<Finding> {
    let rule = escalation::find(message)?;
    Some(Finding::of(
        Intent::Escalate,
        rule,
        "asks for a person or is frustrated",
    ))
}

impl Finding {
    fn of(intent: Intent, rule: &str, reason: &str) -> Self {
        Self {
            intent,
            topic: Topic::None,
            reason: reason.to_owned(),
            rule: rule.to_owned(),
            certain: true,
        }
    }

    fn opt_out(rule: &str, reason: &str) -> Self {
        Self::of(Intent::OptOut, rule, reason)
    }

    fn in_doubt(self) -> Self {
        Self { certain: false, ..self }
    }
}
