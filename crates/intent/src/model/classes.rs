//! What a word does in a wish, in any of the languages of the lexicons: "don't", "write", "texts".

use std::sync::LazyLock;

use crate::pattern::{self, WordMap};
use crate::phrases::{self, lexicon, vocabulary};

/// Classes as bits.
pub(super) type Set = u32;

/// The name in the lexicons, and that in the English vocabulary.
const CLASSES: &[(&str, &[&str])] = &[
    ("please", &["please"]),
    ("me", &["me"]),
    ("texts", &["texts", "offers"]),
    ("contact", &["contact", "contacting"]),
    ("dont", &["dont"]),
    ("not", &[]),
    ("more", &["again"]),
    ("nowrite", &[]),
    ("nosend", &[]),
    ("stop", &["stop", "stopping"]),
    ("want", &[]),
    ("nowant", &[]),
    ("receive", &[]),
    ("no", &[]),
    ("enough", &[]),
    ("remove", &["remove"]),
    ("removeme", &[]),
    ("number", &["mynumber"]),
    ("list", &["list"]),
    ("out", &[]),
    ("wrong", &[]),
    ("notme", &[]),
    ("dead", &[]),
    ("unsub", &[]),
    ("how", &[]),
    ("leave", &[]),
    ("goods", &[]),
    ("if", &[]),
    ("accident", &[]),
    ("keyword", &[]),
    ("insult", &["profane"]),
    ("subscription", &[]),
];

static WORDS: LazyLock<WordMap<Set>> = LazyLock::new(|| {
    let mut all: WordMap<Set> = WordMap::default();
    for (bit, (foreign, english)) in CLASSES.iter().enumerate() {
        let abroad = lexicon::of_class(foreign)
            .filter(|word| !word.contains(['_', '-']))
            .map(pattern::same_form)
            .filter(|word| !phrases::is_english_word(word));
        let at_home = english
            .iter()
            .flat_map(|name| vocabulary::class(name))
            .filter(|word| !word.contains('_'))
            .map(pattern::same_form);
        for word in abroad.chain(at_home) {
            *all.entry(word).or_default() |= 1 << bit;
        }
    }
    all
});

/// Shortest and longest beginning, in letters, that stands for every word that begins so.
const STEM: std::ops::RangeInclusive<usize> = 3..=9;

/// The classes of a word.
pub(super) fn of(word: &str) -> Set {
    if let Some(set) = WORDS.get(word) {
        return *set;
    }
    STEMS.with_beginning_of(word)
}

struct Stems(WordMap<Set>);

static STEMS: LazyLock<Stems> = LazyLock::new(|| {
    Stems(
        WORDS
            .iter()
            .filter_map(|(word, set)| Some((word.strip_suffix('*')?.to_owned(), *set)))
            .collect(),
    )
});

impl Stems {
    fn with_beginning_of(&self, word: &str) -> Set {
        let mut found = self.0.get(word).copied().unwrap_or_default();
        if found != 0 {
            return found;
        }
        for (letters, (end, _)) in word.char_indices().enumerate() {
            if STEM.contains(&letters)
                && let Some(set) = self.0.get(&word[..end])
            {
                found = *set;
            }
        }
        found
    }
}

/// The numbers of the classes in the set.
pub(super) fn each(set: Set) -> impl Iterator<Item = u64> {
    let mut left = set;
    std::iter::from_fn(move || {
        let bit = left.trailing_zeros();
        left &= left.wrapping_sub(1);
        (bit < Set::BITS).then_some(u64::from(bit))
    })
    .take(3)
}
