//! Bare keywords: the whole message, or a whole clause, is a command.
//!
//! Sources: Twilio's default opt-out, opt-in and help keywords (STOP, STOPALL, UNSUBSCRIBE, CANCEL, END, QUIT, REVOKE,
//! OPTOUT; START, YES, UNSTOP; HELP, INFO) and the FCC's list of per se revocations (47 CFR 64.1200(a)(10): stop,
//! quit, end, revoke, opt out, cancel, unsubscribe).

mod words;

use crate::normalise::to_latin;
use crate::tokens::{Message, Token};
use crate::{Finding, Intent, typo};
use words::{
    DOUBTFUL_STOP_WORDS, FILLERS, GENTLE_FILLERS, HELP_WORDS, PAIRS, START_WORDS, STOP_WORDS, WEAK_STOP_WORDS,
};

/// A message that is nothing but a keyword, courtesy aside.
pub(crate) fn whole(message: &Message) -> Option<Finding> {
    if message.tokens.is_empty() || message.tokens.len() > 12 {
        return None;
    }
    let words = paired(&message.tokens);
    let said: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !is_filler(word))
        .collect();
    let is_stop = |word: &str| STOP_WORDS.contains(&word) || WEAK_STOP_WORDS.contains(&word);

    if !said.is_empty() && said.iter().all(|word| is_stop(word) || is_stop(&to_latin(word))) {
        // "no end?" and "the end" say something; "stop no more" does not come here.
        let strong = said
            .iter()
            .any(|word| STOP_WORDS.contains(word) || STOP_WORDS.contains(&to_latin(word).as_str()));
        let negated = words
            .first()
            .is_some_and(|word| matches!(word.as_str(), "no" | "nah" | "nope"))
            && !strong;
        let asked = message.asks && !strong;
        if !negated
            && !asked
            && (strong
                || !words
                    .iter()
                    .any(|word| matches!(word.as_str(), "the" | "it" | "that" | "this")))
        {
            return Some(Finding::opt_out("keyword.stop", "the message is an opt-out keyword"));
        }
    }
    if words.iter().any(|word| word == "end")
        && words.iter().all(|word| word == "end" || is_filler(word))
        && !words.iter().any(|w| w == "the")
    {
        return Some(Finding::opt_out("keyword.stop", "the message is an opt-out keyword"));
    }
    if !said.is_empty() && said.iter().all(|word| DOUBTFUL_STOP_WORDS.contains(word)) {
        return Some(Finding::opt_out("keyword.doubtful", "the message may be an opt-out keyword").in_doubt());
    }
    if said.is_empty()
        && words
            .iter()
            .all(|word| crate::tokens::SPEAKING_EMOJI.contains(word.as_str()) && word != "👎")
    {
        return Some(Finding::opt_out("emoji.stop", "a stop sign stands for the message").in_doubt());
    }
    if (1..=2).contains(&said.len()) && words.len() <= 4 && typo::is_near_stop_word(&said.concat()) {
        return Some(Finding::opt_out(
            "keyword.misspelled",
            "the message is a misspelled opt-out keyword",
        ));
    }
    if is_drawn_keyword(&words) {
        return Some(Finding::opt_out(
            "keyword.drawn",
            "the message is an opt-out keyword drawn in other signs",
        ));
    }
    command(&words, HELP_WORDS)
        .then(|| Finding::of(Intent::Help, "keyword.help", "the message is a help keyword"))
        .or_else(|| {
            command(&words, START_WORDS)
                .then(|| Finding::of(Intent::OptIn, "keyword.start", "the message is an opt-in keyword"))
        })
}

/// A clause that is nothing but an unmistakable keyword: "I never asked for this. Stop".
pub(crate) fn clause(message: &Message) -> Option<Finding> {
    let spoken = message.clauses().any(|clause| {
        let words = paired(clause);
        let mut said = words
            .iter()
            .map(String::as_str)
            .filter(|word| !is_filler(word))
            .peekable();
        said.peek().is_some() && clause.len() <= 6 && said.all(|word| STOP_WORDS.contains(&word) && word != "t")
    });
    let shouted_first = message
        .tokens
        .first()
        .is_some_and(|token| token.shouted && matches!(token.word.as_str(), "stop" | "unsubscribe" | "stopall"))
        && !message.tokens.iter().all(|token| token.shouted);
    let shouted_last = message.tokens.last().is_some_and(|token| {
        token.shouted && matches!(token.word.as_str(), "stop" | "unsubscribe" | "stopall" | "end")
    }) && !message.tokens.iter().all(|token| token.shouted)
        && !message.asks;
    (spoken || shouted_first || shouted_last)
        .then(|| Finding::opt_out("keyword.clause", "a sentence of the message is an opt-out keyword"))
}

fn command(words: &[String], commands: &[&str]) -> bool {
    words.iter().any(|word| commands.contains(&word.as_str()))
        && words
            .iter()
            .all(|word| commands.contains(&word.as_str()) || GENTLE_FILLERS.contains(&word.as_str()))
        && words.len() <= 5
}

fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word) || word.chars().all(|c| c.is_ascii_digit())
}

/// The words with two-word keywords made one.
fn paired(tokens: &[Token]) -> Vec<String> {
    let mut words: Vec<String> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let joined = words
            .last()
            .and_then(|last| PAIRS.iter().find(|(a, b, _)| last == a && token.word == *b));
        match joined {
            Some((_, _, whole)) => {
                words.pop();
                words.push((*whole).to_owned());
            }
            None => words.push(token.word.clone()),
        }
    }
    words
}

/// "qu!t", "ѕтор", "s-t-0-p": the letters of a short message put together, every sign as the letter it resembles.
fn is_drawn_keyword(words: &[String]) -> bool {
    const DRAWN: &[&str] = &["stop", "quit", "cancel", "unsubscribe", "optout", "stopall", "revoke"];
    let skeleton = to_latin(&words.concat());
    words.len() <= 8 && skeleton.len() <= 16 && DRAWN.contains(&skeleton.as_str())
}
