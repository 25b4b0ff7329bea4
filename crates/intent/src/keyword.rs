//! Bare keywords: the whole message, or a whole clause, is a command.
//!
//! Sources: Twilio's default opt-out, opt-in and help keywords (STOP, STOPALL, UNSUBSCRIBE, CANCEL, END, QUIT, REVOKE,
//! OPTOUT; START, YES, UNSTOP; HELP, INFO) and the FCC's list of per se revocations (47 CFR 64.1200(a)(10): stop,
//! quit, end, revoke, opt out, cancel, unsubscribe).

mod words;

use crate::normalise::to_latin;
use crate::phrases::Command;
use crate::tokens::{Message, Token};
use crate::{Finding, Intent, context, phrases, typo};
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
    let said = without_name(said, message);
    let is_stop = |word: &str| {
        STOP_WORDS.contains(&word) || WEAK_STOP_WORDS.contains(&word) || phrases::command(word) == Some(Command::Stop)
    };

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
    command(&words, HELP_WORDS, Command::Help)
        .then(|| Finding::of(Intent::Help, "keyword.help", "the message is a help keyword"))
        .or_else(|| {
            command(&words, START_WORDS, Command::Start)
                .then(|| Finding::of(Intent::OptIn, "keyword.start", "the message is an opt-in keyword"))
        })
}

/// Whether a word at the end of a message is only courtesy.
pub(crate) fn is_thanks(word: &str) -> bool {
    const THANKS: &[&str] = &[
        "thank", "thanks", "you", "thx", "ty", "ta", "cheers", "please", "pls", "plz", "bye", "regards",
    ];
    THANKS.contains(&word) || phrases::is_courtesy(word)
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
        // "Stop 13,75" is a price.
        let numbers = clause
            .iter()
            .any(|token| token.word.chars().all(|c| c.is_ascii_digit()));
        said.peek().is_some()
            && clause.len() <= 6
            && !numbers
            && said.all(|word| STOP_WORDS.contains(&word) && word != "t")
    });
    // "STOP I never order from you", but not "STOP EATING MY YOGURT" or "STOP the presses".
    let shouted_first = message
        .tokens
        .first()
        .is_some_and(|token| token.shouted && matches!(token.word.as_str(), "stop" | "unsubscribe" | "stopall"))
        && message
            .tokens
            .get(1)
            .is_none_or(|next| (!next.shouted && next.word != "the") || next.clause > 0 || next.word == "stop")
        && !message.asks;
    let shouted_last = message.tokens.last().is_some_and(|token| {
        token.shouted && matches!(token.word.as_str(), "stop" | "unsubscribe" | "stopall" | "end")
    }) && !message.tokens.iter().all(|token| token.shouted)
        && !message.asks;
    (spoken || shouted_first || shouted_last || abrupt(message))
        .then(|| Finding::opt_out("keyword.clause", "a sentence of the message is an opt-out keyword"))
}

/// "Quit. I told the last one": a lone command, and then the sender is spoken to.
fn abrupt(message: &Message) -> bool {
    const COMMANDS: &[&str] = &["cancel", "end", "quit", "remove", "revoke"];
    const ADDRESSED: &[&str] = &[
        "you", "u", "ur", "your", "yall", "people", "bless", "blessed", "regards", "thanks", "thank", "told", "texts",
        "text", "messages", "spam", "reported", "junk",
    ];
    let alone = |clause: Option<&[Token]>| {
        clause.is_some_and(|clause| clause.len() == 1 && COMMANDS.contains(&clause[0].word.as_str()))
    };
    (alone(message.clauses().next()) || alone(message.clauses().last()))
        && message.has(ADDRESSED)
        && !message.asks
        && !context::names_goods(&message.tokens)
}

fn command(words: &[String], commands: &[&str], abroad: Command) -> bool {
    let is_command = |word: &str| commands.contains(&word) || phrases::command(word) == Some(abroad);
    words.iter().any(|word| is_command(word))
        && words
            .iter()
            .all(|word| is_command(word) || GENTLE_FILLERS.contains(&word.as_str()) || phrases::is_courtesy(word))
        && words.len() <= 5
}

/// "Stop tak, hilsen Kirsten": a name after courtesy is a signature.
fn without_name<'a>(mut said: Vec<&'a str>, message: &Message) -> Vec<&'a str> {
    let signs = message.tokens.len() >= 3 && said.len() >= 2;
    if let [.., before, last] = message.tokens.as_slice()
        && signs
        && last.capitalised
        && is_filler(&before.word)
        && said.last().is_some_and(|word| *word == last.word)
    {
        said.pop();
    }
    said
}

fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word) || phrases::is_courtesy(word) || word.chars().all(|c| c.is_ascii_digit())
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
