//! The small language in which phrases are written down, and its matcher.
//!
//! A pattern is words with blanks between. `stop|quit` is either; `please?` may be absent; `unsub*` is any word that
//! begins so; `opt_out` is words in a row; `@texts` is a class of words; `..` leaves up to four words of the same clause
//! free; `^` and `$` are the edges of a clause (also as the last of alternatives: `please|$`), `^^` and `$$` the edges of
//! the message, `<name>` is a word written as a name. A match never crosses a clause.
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
    "until", "und", "y", "och", "og", "и", "но", "pero", "aber",
];

const GAP: usize = 4;

/// Stems are found by their first letters, so they have at least this many.
const STEM_LETTERS: usize = 3;

/// Words of one place in a pattern: whole ones, beginnings, and several in a row.
#[derive(Debug, Default)]
pub(crate) struct Words {
    exact: HashSet<String>,
    stems: Vec<String>,
    rows: Vec<Vec<Words>>,
}

#[derive(Debug)]
enum Step {
    Word {
        words: Words,
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
            book.add(text, value, &vocabulary::class);
        }
        book
    }

    /// A pattern with classes of its own; it is left out when one of its places has no words at all.
    pub fn add(&mut self, text: &str, value: T, class: &dyn Fn(&str) -> Vec<&'static str>) {
        let steps: Vec<Step> = text.split_whitespace().map(|step| compile(step, class)).collect();
        if steps.iter().any(Step::can_never_match) {
            return;
        }
        let steps: Vec<Step> = steps.into_iter().filter(|step| !step.is_void()).collect();
        let id = self.patterns.len();
        let mut may_begin = true;
        for step in &steps {
            let Step::Word { words, optional, .. } = step else {
                continue;
            };
            words.each_exact(&mut |word| {
                self.words.insert(word.to_owned());
            });
            if may_begin {
                self.index(id, words);
            }
            may_begin &= *optional;
        }
        self.patterns.push((steps, value));
    }

    fn index(&mut self, id: usize, words: &Words) {
        for word in &words.exact {
            self.by_word.entry(word.clone()).or_default().push(id);
        }
        for stem in &words.stems {
            self.by_stem
                .entry(stem.chars().take(STEM_LETTERS).collect())
                .or_default()
                .push(id);
        }
        for first in words.rows.iter().filter_map(|row| row.first()) {
            self.index(id, first);
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
            let mut last = None;
            exact.chain(stems).filter_map(move |&id| {
                // A pattern with several stems that begin alike is listed several times.
                if last.replace(id) == Some(id) {
                    return None;
                }
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

impl Step {
    /// No word was given for the place, and it may not be left out either.
    fn can_never_match(&self) -> bool {
        matches!(self, Step::Word { words, optional: false, or_end: false } if words.is_empty())
    }

    /// A place that may be left out and has no words.
    fn is_void(&self) -> bool {
        matches!(self, Step::Word { words, optional: true, .. } if words.is_empty())
    }
}

impl Words {
    /// Words divided by blanks, in the notation of the patterns.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut read = Self::default();
        for word in words {
            if word.contains(['_', '-']) {
                let parts = word.split(['_', '-']).filter(|part| !part.is_empty());
                read.rows.push(parts.map(|part| Self::new([part])).collect());
            } else if let Some(stem) = word.strip_suffix('*') {
                read.stems.push(same_form(stem));
            } else {
                read.exact.insert(same_form(word));
            }
        }
        read
    }

    fn is_empty(&self) -> bool {
        self.exact.is_empty() && self.stems.is_empty() && self.rows.is_empty()
    }

    pub fn contains(&self, word: &str) -> bool {
        self.exact.contains(word) || self.stems.iter().any(|stem| word.starts_with(stem.as_str()))
    }

    fn each_exact(&self, visit: &mut dyn FnMut(&str)) {
        self.exact.iter().for_each(|word| visit(word));
        self.rows.iter().flatten().for_each(|part| part.each_exact(visit));
    }
}

fn compile(text: &str, class: &dyn Fn(&str) -> Vec<&'static str>) -> Step {
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
    let words = alternatives
        .split('|')
        .filter(|alternative| *alternative != "$")
        .flat_map(|alternative| match alternative.strip_prefix('@') {
            Some(name) => class(name),
            None => vec![alternative],
        });
    Step::Word {
        words: Words::new(words),
        optional,
        or_end: alternatives.split('|').any(|alternative| alternative == "$"),
    }
}

/// A word of a table in the form in which words of messages are compared.
pub(crate) fn same_form(word: &str) -> String {
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
            // "stop .. texts|$" is "stop" at the end, not any words and then the end.
            .filter(|&n| n == 0 || !ends_there(rest, tokens, clause, at + n))
            .find_map(|n| matches(rest, tokens, start, at + n)),
        Step::Name => here
            .filter(|token| token.capitalised)
            .and_then(|_| matches(rest, tokens, start, at + 1)),
        Step::Word {
            words,
            optional,
            or_end,
        } => here
            .filter(|token| words.contains(&token.word))
            .and_then(|_| matches(rest, tokens, start, at + 1))
            .or_else(|| {
                let rows = words.rows.iter();
                rows.filter(|row| stands_at(row, tokens, clause, at))
                    .find_map(|row| matches(rest, tokens, start, at + row.len()))
            })
            .or_else(|| {
                if *optional || (*or_end && here.is_none()) {
                    matches(rest, tokens, start, at)
                } else {
                    None
                }
            }),
    }
}

/// Whether the words in a row stand at the place.
fn stands_at(row: &[Words], tokens: &[Token], clause: usize, at: usize) -> bool {
    let there = tokens.get(at..at + row.len()).unwrap_or_default();
    !there.is_empty()
        && row
            .iter()
            .zip(there)
            .all(|(words, token)| token.clause == clause && words.contains(&token.word))
}

/// Whether the clause ends at the place and the next step would take that for its word.
fn ends_there(rest: &[Step], tokens: &[Token], clause: usize, at: usize) -> bool {
    matches!(rest.first(), Some(Step::Word { or_end: true, .. }))
        && tokens.get(at).is_none_or(|token| token.clause != clause)
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
        if unknown {
            return Some(format!("{text:?}: {alternative:?} is an unknown class"));
        }
        if let Some(fault) = fault_of_word(alternative) {
            return Some(format!("{text:?}: {fault}"));
        }
    }
    None
}

/// What is wrong with a word of a pattern or class.
#[cfg(test)]
pub(crate) fn fault_of_word(word: &str) -> Option<String> {
    let first = word.split('_').next().unwrap_or_default();
    let short = first.strip_suffix('*').is_some_and(|stem| stem.chars().count() < STEM_LETTERS);
    (short || word.split('_').any(str::is_empty)).then(|| format!("{word:?} is empty or too short a stem"))
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
