//! The small language in which phrases are written down, and its matcher.
//!
//! A pattern is words with blanks between. `stop|quit` is either; `please?` may be absent; `unsub*` is any word that
//! begins so; `@texts` is a class of the vocabulary; `..` leaves up to four words of the same clause free; `^` and `$`
//! are the edges of a clause (also as the last of
//! alternatives: `please|$`), `^^` and `$$` the edges of the message, `<name>` is a word written as a name. A match never crosses a clause.
//!
//! Matching is linear in the message: each place is tried with the patterns that can begin with that word, and a
//! pattern looks ahead a bounded number of words.

use std::collections::{HashMap, HashSet};

use crate::normalise::{fold, fold_word};
use crate::phrases::vocabulary;
use crate::tokens::Token;

/// Words that a gap does not reach over: what follows them is another subject.
const GAP_STOPS_AT: &[&str] = &[
    "and", "but", "or", "if", "when", "because", "order", "orders", "shipment", "delivery", "package", "payment", "so",
    "until",
];

const GAP: usize = 4;

/// Stems are found by their first letters, so they have at least this many.
const STEM_LETTERS: usize = 3;

#[derive(Debug)]
enum Step {
    Word {
        exact: Vec<String>,
        stems: Vec<String>,
        optional: bool,
        or_end: bool,
    },
    Name,
    Gap,
    ClauseStart,
    ClauseEnd,
    MessageStart,
    MessageEnd,
}

/// Patterns that lead to values of type `T`, compiled for search.
#[derive(Debug)]
pub(crate) struct Phrasebook<T> {
    patterns: Vec<(Vec<Step>, T)>,
    by_word: HashMap<String, Vec<usize>>,
    by_stem: HashMap<String, Vec<usize>>,
    words: HashSet<String>,
}

/// Where a pattern was found: the half-open range of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub start: usize,
    pub end: usize,
}

impl<T: Copy> Phrasebook<T> {
    pub fn new<'a>(entries: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let mut book = Self {
            patterns: Vec::new(),
            by_word: HashMap::new(),
            by_stem: HashMap::new(),
            words: HashSet::new(),
        };
        for (text, value) in entries {
            book.add(text, value);
        }
        book
    }

    fn add(&mut self, text: &str, value: T) {
        let steps: Vec<Step> = text.split_whitespace().map(compile).collect();
        let id = self.patterns.len();
        let mut may_begin = true;
        for step in &steps {
            let Step::Word {
                exact, stems, optional, ..
            } = step
            else {
                continue;
            };
            self.words.extend(exact.iter().cloned());
            if may_begin {
                self.index(id, exact, stems);
            }
            may_begin &= *optional;
        }
        self.patterns.push((steps, value));
    }

    fn index(&mut self, id: usize, exact: &[String], stems: &[String]) {
        for word in exact {
            self.by_word.entry(word.clone()).or_default().push(id);
        }
        for stem in stems {
            self.by_stem
                .entry(stem.chars().take(STEM_LETTERS).collect())
                .or_default()
                .push(id);
        }
    }

    /// Whether some pattern names the word.
    pub fn knows(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Every place where a pattern is found, first word first.
    pub fn find<'a>(&'a self, tokens: &'a [Token]) -> impl Iterator<Item = (Place, T)> + 'a {
        (0..tokens.len()).flat_map(move |start| {
            let stem: String = tokens[start].word.chars().take(STEM_LETTERS).collect();
            let exact = self.by_word.get(&tokens[start].word).into_iter().flatten();
            let stems = self.by_stem.get(&stem).into_iter().flatten();
            exact.chain(stems).filter_map(move |&id| {
                let (steps, value) = &self.patterns[id];
                let end = matches(steps, tokens, start, start)?;
                Some((Place { start, end }, *value))
            })
        })
    }

    pub fn first(&self, tokens: &[Token]) -> Option<T> {
        self.find(tokens).next().map(|(_, value)| value)
    }
}

fn compile(text: &str) -> Step {
    match text {
        ".." => return Step::Gap,
        "^" => return Step::ClauseStart,
        "$" => return Step::ClauseEnd,
        "^^" => return Step::MessageStart,
        "$$" => return Step::MessageEnd,
        "<name>" => return Step::Name,
        _ => {}
    }
    let (alternatives, optional) = match text.strip_suffix('?') {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let (mut exact, mut stems) = (Vec::new(), Vec::new());
    for alternative in alternatives.split('|').filter(|alternative| *alternative != "$") {
        let words: Vec<&str> = match alternative.strip_prefix('@') {
            Some(name) => vocabulary::class(name),
            None => vec![alternative],
        };
        for word in words {
            match word.strip_suffix('*') {
                Some(stem) => stems.push(same_form(stem)),
                None => exact.push(same_form(word)),
            }
        }
    }
    Step::Word {
        exact,
        stems,
        optional,
        or_end: alternatives.split('|').any(|alternative| alternative == "$"),
    }
}

fn same_form(word: &str) -> String {
    fold_word(&fold(word).replace(['\'', '’'], ""))
}

fn matches(steps: &[Step], tokens: &[Token], start: usize, at: usize) -> Option<usize> {
    let Some((step, rest)) = steps.split_first() else {
        return Some(at);
    };
    let clause = tokens[start].clause;
    let here = tokens.get(at).filter(|token| token.clause == clause);
    match step {
        Step::MessageStart => (at == 0).then(|| matches(rest, tokens, start, at))?,
        Step::MessageEnd => (at == tokens.len()).then(|| matches(rest, tokens, start, at))?,
        Step::ClauseStart => (at == 0 || tokens[at - 1].clause != clause).then(|| matches(rest, tokens, start, at))?,
        Step::ClauseEnd => here.is_none().then(|| matches(rest, tokens, start, at))?,
        Step::Gap => (0..=GAP)
            .take_while(|&n| {
                n == 0
                    || tokens
                        .get(at + n - 1)
                        .is_some_and(|t| t.clause == clause && !stops_gap(t))
            })
            .find_map(|n| matches(rest, tokens, start, at + n)),
        Step::Name => here
            .filter(|token| token.capitalised)
            .and_then(|_| matches(rest, tokens, start, at + 1)),
        Step::Word {
            exact,
            stems,
            optional,
            or_end,
        } => here
            .filter(|token| exact.contains(&token.word) || stems.iter().any(|stem| token.word.starts_with(stem)))
            .and_then(|_| matches(rest, tokens, start, at + 1))
            .or_else(|| {
                if *optional || (*or_end && here.is_none()) {
                    matches(rest, tokens, start, at)
                } else {
                    None
                }
            }),
    }
}

fn stops_gap(token: &Token) -> bool {
    GAP_STOPS_AT.contains(&token.word.as_str())
}

/// What is wrong with a pattern as written; the tables are tested with it.
#[cfg(test)]
pub(crate) fn fault(text: &str) -> Option<String> {
    let steps: Vec<&str> = text.split_whitespace().collect();
    let first = steps.iter().find(|step| !matches!(**step, "^" | "^^"))?;
    if matches!(*first, ".." | "$" | "$$" | "<name>") || steps.iter().all(|step| step.ends_with('?')) {
        return Some(format!(
            "{text:?} must begin with a word, and have one that is not optional"
        ));
    }
    for alternative in steps.iter().flat_map(|step| step.trim_end_matches('?').split('|')) {
        let unknown = alternative
            .strip_prefix('@')
            .is_some_and(|name| vocabulary::class(name).is_empty());
        let short = alternative
            .strip_suffix('*')
            .is_some_and(|stem| stem.chars().count() < STEM_LETTERS);
        if unknown || short || alternative.is_empty() {
            return Some(format!(
                "{text:?}: {alternative:?} is an unknown class, too short a stem or empty"
            ));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::Phrasebook;
    use crate::tokens::Message;

    fn found(pattern: &str, text: &str) -> bool {
        Phrasebook::new([(pattern, ())])
            .first(&Message::read(text).tokens)
            .is_some()
    }

    #[test]
    fn alternatives_options_stems_and_gaps() {
        assert!(found("stop|quit texting", "please quit texting"));
        assert!(found("take me? off", "take off"));
        assert!(found("unsub* me", "unsubscribing me"));
        assert!(found("take .. off", "take my old phone number off"));
        assert!(!found("take .. off", "take one two three four five off"));
    }

    #[test]
    fn anchors_hold_the_edges() {
        assert!(found("^ stop $", "ok, stop, bye"));
        assert!(!found("^^ stop $$", "ok, stop, bye"));
        assert!(found("^^ stop $$", "Stop!"));
    }

    #[test]
    fn a_match_never_crosses_a_clause() {
        assert!(!found("cancel .. texts", "cancel it. texts are fine"));
        assert!(!found("cancel .. texts", "cancel order and texts"));
    }
}
