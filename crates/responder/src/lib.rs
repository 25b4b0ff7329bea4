//! What to answer when nobody has to: a keyword rule, else the AI, else a few words and a person.
//!
//! **Architecture invariant.** Nothing here reads or writes the log. The answer is a proposal; whether it may be sent is
//! decided by `domain` when it is recorded.

mod ai;
mod guard;
mod introduction;
mod prompt;
mod reading;
mod rules;

pub use ai::{Ai, AiError, AiSettings};
pub use guard::{Blocked, check};
pub use reading::finding;
pub use rules::matching_rule;

use ai::AiAnswer;
use domain::{
    conversation::{Finding, HandoffReason, Intent},
    message::Author,
    shopping::Cart,
    store::Store,
};

/// A text of the contact and what is known around it.
#[derive(Clone, Debug)]
pub struct Question {
    pub text: String,
    pub finding: Finding,
    pub store: Store,
    pub cart: Option<Cart>,
    /// What was said before, oldest first.
    pub earlier: Vec<Turn>,
    /// BCP 47 language of the contact, if known.
    pub language: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Turn {
    pub by_contact: bool,
    pub by_ai: bool,
    pub text: String,
}

/// What to do about a text.
#[derive(Clone, PartialEq, Debug)]
pub enum Response {
    Reply {
        body: String,
        author: Author,
    },
    /// `words` go to the contact.
    HandOff {
        reason: HandoffReason,
        summary: Option<String>,
        words: Option<String>,
    },
    Silence,
}

/// Below this the AI's answer is not sent.
const CONFIDENCE: f64 = 0.6;

/// Rules first, because the store wrote them; the AI where no rule fits; a person where neither helps.
pub async fn respond(question: &Question, ai: Option<&Ai>) -> Response {
    if let Some(response) = without_ai(question) {
        return response;
    }
    match ai {
        Some(ai) => with_ai(question, ai.answer(question).await),
        None => call_person(question, HandoffReason::NotUnderstood),
    }
}

/// What needs no AI, or must not have one.
fn without_ai(question: &Question) -> Option<Response> {
    if question.finding.intent == Intent::Escalate {
        let frustrated = question.finding.rule.contains("frustration") || question.finding.rule.contains("profanity");
        let reason = if frustrated {
            HandoffReason::Frustrated
        } else {
            HandoffReason::AskedForPerson
        };
        return Some(call_person(question, reason));
    }
    if says_nothing(question) {
        return Some(Response::Silence);
    }
    let rule = matching_rule(&question.store.keyword_rules, &question.finding, &question.text)?;
    let author = Author::Rule {
        name: rule.name.clone(),
    };
    Some(Response::Reply {
        body: rule.reply.clone(),
        author,
    })
}

/// What the AI's answer is good for.
fn with_ai(question: &Question, outcome: Result<AiAnswer, AiError>) -> Response {
    let answer = match outcome {
        Ok(answer) => answer,
        Err(error) => {
            tracing::warn!(%error, "the AI gave no answer");
            return call_person(question, HandoffReason::AiFailed);
        }
    };
    // Who asks for a person in so many words was heard before; here the AI knows no answer.
    if answer.escalate || answer.confidence < CONFIDENCE {
        return call_person(question, HandoffReason::NotUnderstood);
    }
    if let Err(blocked) = check(&answer.reply, question) {
        tracing::info!(reason = %blocked, "an answer of the AI was not sent");
        return call_person(question, HandoffReason::NotUnderstood);
    }
    Response::Reply {
        body: introduction::before(question, answer.reply.trim()),
        author: Author::Ai,
    }
}

fn call_person(question: &Question, reason: HandoffReason) -> Response {
    let automation = question.store.automation.as_ref();
    let words = automation
        .map(|automation| automation.fallback.clone())
        .filter(|words| !words.trim().is_empty());
    let topic = match question.finding.topic.as_str() {
        "none" => None,
        topic => Some(format!("The last text is about {}.", topic.replace('_', " "))),
    };
    Response::HandOff {
        reason,
        summary: topic,
        words,
    }
}

/// An emoji or a tapback wants no answer. A lone question mark does, and so does a picture without words.
fn says_nothing(question: &Question) -> bool {
    let text = question.text.trim();
    let wordless = !text.is_empty() && !text.chars().any(|c| c.is_alphanumeric() || c == '?');
    wordless || question.finding.rule.starts_with("tapback")
}

#[cfg(test)]
mod tests;
