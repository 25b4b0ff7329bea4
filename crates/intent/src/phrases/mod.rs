//! Plain-language wishes not to be texted, in the pattern language of [`crate::pattern`]: tables of sentences for a few
//! languages, a [`lexicon`] with one grammar for many, and [`runs`] for those written without spaces.

mod dutch;
mod english;
mod families;
mod french;
mod german;
mod italian;
pub(crate) mod lexicon;
mod portuguese;
mod romanised;
pub(crate) mod runs;
mod spanish;
pub(crate) mod vocabulary;

use std::sync::LazyLock;

use crate::context;
use crate::pattern::{self, Phrasebook, Place, WordMap, WordSet};
use crate::tokens::{Message, Token};

/// Whether a reasonable reader would be in doubt; the store is told, and the customer is told how to come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Certainty {
    Clear,
    Ambiguous,
}

/// Ways to say one thing.
#[derive(Debug)]
pub(crate) struct Wish {
    pub rule: &'static str,
    pub reason: &'static str,
    pub certainty: Certainty,
    /// A "don't" or "never" in front turns the meaning: "don't stop texting me".
    pub negatable: bool,
    pub patterns: &'static [&'static str],
}

pub(crate) struct Language {
    pub code: &'static str,
    pub wishes: &'static [Wish],
}

/// Languages whose words are divided by spaces.
const LANGUAGES: &[&Language] = &[
    &english::ENGLISH,
    &spanish::SPANISH,
    &french::FRENCH,
    &german::GERMAN,
    &portuguese::PORTUGUESE,
    &italian::ITALIAN,
    &dutch::DUTCH,
];

static WISHES: LazyLock<Phrasebook<(&'static str, &'static Wish)>> = LazyLock::new(|| {
    let all = LANGUAGES
        .iter()
        .flat_map(|language| language.wishes.iter().map(move |wish| (language.code, wish)));
    let mut book =
        Phrasebook::new(all.flat_map(|(code, wish)| wish.patterns.iter().map(move |pattern| (*pattern, (code, wish)))));
    lexicon::add_to(&mut book);
    book
});

/// Words of one who speaks of being reached. A death that is told without any of them is told to a friend.
const REACHED: &[&str] = &[
    "number",
    "phone",
    "line",
    "cell",
    "mobile",
    "text",
    "texts",
    "message",
    "messages",
    "offers",
    "account",
    "remove",
    "delete",
    "stop",
    "list",
    "contact",
    "carer",
    "widow",
    "widower",
    "executor",
    "customer",
    "texting",
    "messaging",
    "unsubscribe",
    "subscriber",
    "mr",
    "mrs",
    "ms",
    "estate",
];

/// Whether a pattern of some language names the word, so that it is not taken for a misspelling.
pub(crate) fn knows(word: &str) -> bool {
    WISHES.knows(word)
}

/// A wish, as it was found.
#[derive(Debug)]
pub(crate) struct Found {
    pub code: &'static str,
    pub rule: &'static str,
    pub reason: &'static str,
    pub certainty: Certainty,
}

/// A wish found in the message. A clear one is preferred to an ambiguous one.
pub(crate) fn find(message: &Message) -> Option<Found> {
    if let Some((runs, said)) = runs::find(message) {
        let (rule, reason) = match said {
            runs::Said::Keyword => ("keyword.stop", "the message is an opt-out keyword"),
            runs::Said::Wish => ("wish.texts", "asks for no more texts"),
        };
        return Some(Found {
            code: runs.code,
            rule,
            reason,
            certainty: Certainty::Clear,
        });
    }
    in_phrasebook(message, false)
}

/// A wish in another language than English.
pub(crate) fn find_abroad(message: &Message) -> Option<Found> {
    in_phrasebook(message, true)
}

fn in_phrasebook(message: &Message, abroad: bool) -> Option<Found> {
    let stands = |place: Place, code: &str, wish: &Wish| {
        let negated = wish.negatable && context::is_negated(&message.tokens, place.start);
        !negated
            && !context::is_about_goods(&message.tokens, place)
            && !lexicon::is_turned(code, wish, &message.tokens, place)
    };
    let reached = message.has(REACHED);
    let mut doubtful = None;
    for (place, (code, wish)) in WISHES.find(&message.tokens) {
        if (abroad && code == "en") || !stands(place, code, wish) || (wish.rule == "person.deceased" && !reached) {
            continue;
        }
        let found = Found {
            code,
            rule: wish.rule,
            reason: wish.reason,
            certainty: wish.certainty,
        };
        if wish.certainty == Certainty::Clear {
            return Some(found);
        }
        doubtful.get_or_insert(found);
    }
    doubtful
}

/// Whether an opt-out is told as an accident, or texts are asked for again, in another language than English.
pub(crate) fn asks_to_come_back(message: &Message) -> bool {
    let names_command = || {
        message
            .tokens
            .iter()
            .any(|token| token.word.starts_with("stop") || command(&token.word) == Some(Command::Stop))
    };
    lexicon::asks_back(&message.tokens)
        || (lexicon::is_accident(&message.tokens) && (names_command() || lexicon::names_leaving(&message.tokens)))
}

/// What a single word commands, in any language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Command {
    Stop,
    Start,
    Help,
}

static COMMANDS: LazyLock<WordMap<Command>> = LazyLock::new(|| {
    let classes = [
        ("help", Command::Help),
        ("start", Command::Start),
        ("weak", Command::Stop),
        ("keyword", Command::Stop),
    ];
    let words = classes
        .into_iter()
        .flat_map(|(class, command)| single_words(class).map(move |word| (word, command)));
    words.collect()
});

static COURTESY: LazyLock<WordSet> = LazyLock::new(|| single_words("please").collect());

/// Words of a class of all lexicons, except those that are English words of another meaning.
fn single_words(class: &'static str) -> impl Iterator<Item = String> {
    lexicon::of_class(class)
        .filter(|word| !word.contains(['_', '-', '*']))
        .map(pattern::same_form)
        .filter(|word| !english::ENGLISH_WORDS.contains(word.as_str()))
}

/// Whether all the words are common in English.
pub(crate) fn are_english(tokens: &[Token]) -> bool {
    english::is_english(tokens)
}

/// Whether the word is common in English.
pub(crate) fn is_english_word(word: &str) -> bool {
    english::ENGLISH_WORDS.contains(word)
}

pub(crate) fn command(word: &str) -> Option<Command> {
    COMMANDS.get(word).copied()
}

/// Whether the word is thanks, a greeting or please in some language.
pub(crate) fn is_courtesy(word: &str) -> bool {
    COURTESY.contains(word)
}

/// The language of a code, as people call it; none for English.
pub(crate) fn language(code: &str) -> Option<&'static str> {
    lexicon::language(code).or_else(|| runs::language(code))
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, find};
    use crate::{pattern::fault, tokens::Message};

    #[test]
    fn every_pattern_is_well_formed() {
        let patterns = LANGUAGES
            .iter()
            .flat_map(|language| language.wishes)
            .flat_map(|wish| wish.patterns);
        let faults: Vec<String> = patterns.filter_map(|pattern| fault(pattern)).collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }

    #[test]
    fn the_language_of_the_wish_is_told() {
        for (text, code) in [
            ("take me off your list", "en"),
            ("no me escriban", "es"),
            ("不要再发短信", "zh"),
            ("ne m'envoyez plus", "fr"),
        ] {
            assert_eq!(find(&Message::read(text)).map(|found| found.code), Some(code), "{text}");
        }
    }
}
