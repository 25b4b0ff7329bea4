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
use std::hash::{BuildHasherDefault, Hasher};

use crate::normalise::{fold, fold_word};
use crate::phrases::vocabulary;
use crate::tokens::Token;

const GAP: usize = 4;

/// Stems are found by their first letters, so they have at least this many.
const STEM_LETTERS: usize = 3;

/// The words come from our own tables and are looked up a hundred times a text, so the hash is quick and not guarded.
#[derive(Default)]
pub(crate) struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        const FACTOR: u64 = 0x517C_C1B7_2722_0A95;
        let mut mix = |part: u64| self.0 = (self.0.rotate_left(5) ^ part).wrapping_mul(FACTOR);
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            mix(chunk.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)));
        }
        mix(chunks
            .remainder()
            .iter()
            .fold(1, |number, byte| number << 8 | u64::from(*byte)));
    }
}

pub(crate) type WordSet = HashSet<String, BuildHasherDefault<WordHasher>>;
pub(crate) type WordMap<T> = HashMap<String, T, BuildHasherDefault<WordHasher>>;

/// The first letters, by which stems are found.
fn beginning(word: &str) -> &str {
    word.char_indices()
        .nth(STEM_LETTERS)
        .map_or(word, |(end, _)| &word[..end])
}

/// Words of one place in a pattern: whole ones, beginnings, and several in a row.
#[derive(Debug, Default)]
pub(crate) struct Words {
    exact: WordSet,
    stems: Vec<String>,
    rows: Vec<Vec<Words>>,
}

/// Words of one place in a pattern, by the number of their set; see [`Phrasebook`].
#[derive(Debug)]
enum Step {
    Word {
        set: u32,
        /// Words in a row that may stand for the one: each a set.
        rows: Vec<Vec<u32>>,
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
///
/// The same words stand in many patterns, so each set of words is kept once, and each word of a message is looked up
/// once: it then knows the sets that it belongs to, and matching compares numbers.
#[derive(Debug)]
pub(crate) struct Phrasebook<T> {
    patterns: Vec<(Vec<Step>, T)>,
    sets: WordMap<u32>,
    /// By set: the patterns that may begin with it.
    begun: Vec<Vec<u32>>,
    sets_of_word: WordMap<Vec<u32>>,
    /// By the first letters: stems and their sets.
    sets_of_stem: WordMap<Vec<(String, u32)>>,
}

/// Where a pattern was found: the half-open range of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub start: usize,
    pub end: usize,
}

/// The tokens of a message, each with the sets that it belongs to in ascending order.
struct Reading<'a> {
    tokens: &'a [Token],
    sets: Vec<Vec<u32>>,
}

impl<T: Copy> Phrasebook<T> {
    pub fn new<'a>(entries: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let mut book = Self {
            patterns: Vec::new(),
            sets: WordMap::default(),
            begun: Vec::new(),
            sets_of_word: WordMap::default(),
            sets_of_stem: WordMap::default(),
        };
        for (text, value) in entries {
            book.add(text, value, &vocabulary::class);
        }
        book
    }

    /// A pattern with classes of its own; it is left out when one of its places has no words at all.
    pub fn add(&mut self, text: &str, value: T, class: &dyn Fn(&str) -> Vec<&'static str>) {
        let places: Vec<Written> = text.split_whitespace().map(|step| Written::read(step, class)).collect();
        if places.iter().any(Written::can_never_match) {
            return;
        }
        let steps: Vec<Step> = places
            .into_iter()
            .filter(|place| !place.is_void())
            .map(|place| self.compile(place))
            .collect();
        let id = u32::try_from(self.patterns.len()).unwrap_or(u32::MAX);
        for step in &steps {
            let Step::Word {
                set, rows, optional, ..
            } = step
            else {
                continue;
            };
            for first in std::iter::once(set).chain(rows.iter().filter_map(|row| row.first())) {
                let begun = &mut self.begun[*first as usize];
                if begun.last() != Some(&id) {
                    begun.push(id);
                }
            }
            if !optional {
                break;
            }
        }
        self.patterns.push((steps, value));
    }

    fn compile(&mut self, place: Written) -> Step {
        match place {
            Written::Mark(step) => step,
            Written::Word {
                words,
                optional,
                or_end,
            } => {
                let rows = words.rows.iter();
                let rows = rows
                    .map(|row| row.iter().map(|part| self.set(part)).collect())
                    .collect();
                Step::Word {
                    set: self.set(&words),
                    rows,
                    optional,
                    or_end,
                }
            }
        }
    }

    /// The number of a set of words, rows aside.
    fn set(&mut self, words: &Words) -> u32 {
        let key = words.key();
        if let Some(known) = self.sets.get(&key) {
            return *known;
        }
        let id = u32::try_from(self.begun.len()).unwrap_or(u32::MAX);
        self.sets.insert(key, id);
        self.begun.push(Vec::new());
        for word in &words.exact {
            self.sets_of_word.entry(word.clone()).or_default().push(id);
        }
        for stem in &words.stems {
            self.sets_of_stem
                .entry(beginning(stem).to_owned())
                .or_default()
                .push((stem.clone(), id));
        }
        id
    }

    /// Whether some pattern names the word.
    pub fn knows(&self, word: &str) -> bool {
        self.sets_of_word.contains_key(word)
    }

    /// Every place where a pattern is found, first word first.
    pub fn find<'a>(&'a self, tokens: &'a [Token]) -> impl Iterator<Item = (Place, T)> + 'a {
        let sets = tokens.iter().map(|token| self.sets_with(&token.word)).collect();
        let reading = Reading { tokens, sets };
        (0..tokens.len()).flat_map(move |start| self.found_at(&reading, start))
    }

    fn found_at(&self, reading: &Reading<'_>, start: usize) -> Vec<(Place, T)> {
        let begun = reading.sets[start].iter().flat_map(|set| &self.begun[*set as usize]);
        begun
            .filter_map(|id| {
                let (steps, value) = &self.patterns[*id as usize];
                let end = matches(steps, reading, start, start)?;
                Some((Place { start, end }, *value))
            })
            .collect()
    }

    fn sets_with(&self, word: &str) -> Vec<u32> {
        let exact = self.sets_of_word.get(word).into_iter().flatten().copied();
        let stems = self.sets_of_stem.get(beginning(word)).into_iter().flatten();
        let stems = stems
            .filter(|(stem, _)| word.starts_with(stem.as_str()))
            .map(|(_, set)| *set);
        let mut sets: Vec<u32> = exact.chain(stems).collect();
        sets.sort_unstable();
        sets.dedup();
        sets
    }

    pub fn first(&self, tokens: &[Token]) -> Option<T> {
        self.find(tokens).next().map(|(_, value)| value)
    }
}

/// A place of a pattern as it is written, before its words are numbered.
enum Written {
    Mark(Step),
    Word { words: Words, optional: bool, or_end: bool },
}

impl Written {
    fn read(text: &str, class: &dyn Fn(&str) -> Vec<&'static str>) -> Self {
        match text {
            ".." => return Self::Mark(Step::Gap),
            "^" => return Self::Mark(Step::ClauseStart),
            "$" => return Self::Mark(Step::ClauseEnd),
            "^^" => return Self::Mark(Step::MessageStart),
            "$$" => return Self::Mark(Step::MessageEnd),
            "<name>" => return Self::Mark(Step::Name),
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
        Self::Word {
            words: Words::new(words),
            optional,
            or_end: alternatives.split('|').any(|alternative| alternative == "$"),
        }
    }

    /// No word was given for the place, and it may not be left out either.
    fn can_never_match(&self) -> bool {
        matches!(self, Self::Word { words, optional: false, or_end: false } if words.is_empty())
    }

    /// A place that may be left out and has no words.
    fn is_void(&self) -> bool {
        matches!(self, Self::Word { words, optional: true, .. } if words.is_empty())
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

    /// The words in one order, rows aside: sets with the same words have the same key.
    fn key(&self) -> String {
        let mut words: Vec<&str> = self.exact.iter().map(String::as_str).collect();
        words.sort_unstable();
        let mut stems: Vec<&str> = self.stems.iter().map(String::as_str).collect();
        stems.sort_unstable();
        format!("{}|{}", words.join(" "), stems.join(" "))
    }
}

/// A word of a table in the form in which words of messages are compared.
pub(crate) fn same_form(word: &str) -> String {
    fold_word(&fold(word).replace(['\'', '’'], ""))
}

fn matches(steps: &[Step], reading: &Reading<'_>, start: usize, at: usize) -> Option<usize> {
    let Some((step, rest)) = steps.split_first() else {
        return Some(at);
    };
    let tokens = reading.tokens;
    let clause = tokens[start].clause;
    let here = tokens.get(at).filter(|token| token.clause == clause);
    match step {
        Step::MessageStart => (at == 0).then(|| matches(rest, reading, start, at))?,
        Step::MessageEnd => (at == tokens.len()).then(|| matches(rest, reading, start, at))?,
        Step::ClauseStart => (at == 0 || tokens[at - 1].clause != clause).then(|| matches(rest, reading, start, at))?,
        Step::ClauseEnd => here.is_none().then(|| matches(rest, reading, start, at))?,
        Step::Gap => (0..=GAP)
            .take_while(|&n| {
                n == 0
                    || tokens
                        .get(at + n - 1)
                        .is_some_and(|t| t.clause == clause && !stops_gap(t))
            })
            // "stop .. texts|$" is "stop" at the end, not any words and then the end.
            .filter(|&n| n == 0 || !ends_there(rest, tokens, clause, at + n))
            .find_map(|n| matches(rest, reading, start, at + n)),
        Step::Name => here
            .filter(|token| token.capitalised)
            .and_then(|_| matches(rest, reading, start, at + 1)),
        Step::Word {
            set,
            rows,
            optional,
            or_end,
        } => here
            .filter(|_| reading.sets[at].binary_search(set).is_ok())
            .and_then(|_| matches(rest, reading, start, at + 1))
            .or_else(|| {
                rows.iter()
                    .filter(|row| stands_at(row, reading, clause, at))
                    .find_map(|row| matches(rest, reading, start, at + row.len()))
            })
            .or_else(|| {
                if *optional || (*or_end && here.is_none()) {
                    matches(rest, reading, start, at)
                } else {
                    None
                }
            }),
    }
}

/// Whether the words in a row stand at the place.
fn stands_at(row: &[u32], reading: &Reading<'_>, clause: usize, at: usize) -> bool {
    let there = reading.tokens.get(at..at + row.len()).unwrap_or_default();
    !there.is_empty()
        && row
            .iter()
            .enumerate()
            .all(|(nth, set)| there[nth].clause == clause && reading.sets[at + nth].binary_search(set).is_ok())
}

/// Whether the clause ends at the place and the next step would take that for its word.
fn ends_there(rest: &[Step], tokens: &[Token], clause: usize, at: usize) -> bool {
    matches!(rest.first(), Some(Step::Word { or_end: true, .. }))
        && tokens.get(at).is_none_or(|token| token.clause != clause)
}

/// Words that a gap does not reach over: what follows them is another subject.
fn stops_gap(token: &Token) -> bool {
    matches!(
        token.word.as_str(),
        "and"
            | "but"
            | "or"
            | "if"
            | "when"
            | "because"
            | "order"
            | "orders"
            | "shipment"
            | "delivery"
            | "package"
            | "payment"
            | "so"
            | "until"
            | "und"
            | "y"
            | "och"
            | "og"
            | "и"
            | "но"
            | "pero"
            | "aber"
    )
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
    let short = first
        .strip_suffix('*')
        .is_some_and(|stem| stem.chars().count() < STEM_LETTERS);
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
