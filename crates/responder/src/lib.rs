//! What to answer when nobody has to: a keyword rule, else the AI, else a few words and a person.
//!
//! **Architecture invariant.** Nothing here reads or writes the log. The answer is a proposal; whether it may be sent is
//! decided by `domain` when it is recorded.

mod ai;
mod guard;
mod prompt;
mod rules;

pub use ai::{Ai, AiError, AiSettings};
pub use guard::{Blocked, check};
pub use rules::matching_rule;

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
    if question.finding.intent == Intent::Escalate {
        let frustrated = question.finding.rule.contains("frustration") || question.finding.rule.contains("profanity");
        let reason = if frustrated {
            HandoffReason::Frustrated
        } else {
            HandoffReason::AskedForPerson
        };
        return call_person(question, reason);
    }
    if says_nothing(question) {
        return Response::Silence;
    }
    if let Some(rule) = matching_rule(&question.store.keyword_rules, &question.finding, &question.text) {
        return Response::Reply {
            body: rule.reply.clone(),
            author: Author::Rule {
                name: rule.name.clone(),
            },
        };
    }
    let Some(ai) = ai else {
        return call_person(question, HandoffReason::NotUnderstood);
    };
    match ai.answer(question).await {
        Ok(answer) if answer.escalate => call_person(question, HandoffReason::AskedForPerson),
        Ok(answer) if answer.confidence < CONFIDENCE => call_person(question, HandoffReason::NotUnderstood),
        Ok(answer) => match check(&answer.reply, question) {
            Ok(()) => Response::Reply {
                body: disclosed(question, answer.reply),
                author: Author::Ai,
            },
            Err(blocked) => {
                tracing::info!(reason = %blocked, "an answer of the AI was not sent");
                call_person(question, HandoffReason::NotUnderstood)
            }
        },
        Err(error) => {
            tracing::warn!(%error, "the AI gave no answer");
            call_person(question, HandoffReason::AiFailed)
        }
    }
}

fn call_person(question: &Question, reason: HandoffReason) -> Response {
    let words = question
        .store
        .automation
        .as_ref()
        .map(|automation| automation.fallback.clone());
    let summary = format!(
        "Last text is about {}: {}",
        question.finding.topic.replace('_', " "),
        question.finding.reason
    );
    Response::HandOff {
        reason,
        summary: Some(summary),
        words,
    }
}

/// An emoji or a tapback wants no answer.
fn says_nothing(question: &Question) -> bool {
    let wordless = !question.text.is_empty() && !question.text.chars().any(char::is_alphanumeric);
    wordless || question.finding.rule.starts_with("tapback")
}

/// At first contact the AI says what it is.
fn disclosed(question: &Question, reply: String) -> String {
    if question.earlier.iter().any(|turn| turn.by_ai) {
        return reply;
    }
    let store = question
        .store
        .profile
        .as_ref()
        .map_or("the store", |profile| profile.name.as_str());
    format!("I'm {store}'s AI assistant. {reply}")
}

#[cfg(test)]
mod tests;
