//! Misspelled words of the lexicons: one slip of the finger away.
//!
//! Words are found by what remains when one letter is left out, so that a text costs a few look-ups a word and not a
//! comparison with every word of fifty languages.

use std::sync::LazyLock;

use crate::pattern::{WordMap, same_form};
use crate::phrases::{self, lexicon};
use crate::tokens::Token;
use crate::typo::distance_within;

/// Classes whose words carry a wish, and the fewest letters that a word of the class needs to be guessed at.
const CLASSES: &[(&str, usize)] = &[
    ("unsub", 6),
    ("keyword", 6),
    ("removeme", 6),
    ("weak", 6),
    ("nowrite", 9),
    ("nosend", 8),
    ("stop", 5),
    ("contact", 5),
    ("remove", 5),
    ("texts", 5),
    ("nowant", 6),
    ("receive", 6),
    ("number", 5),
    ("list", 5),
];

/// A longer message says enough by its other words.
const LONGEST: usize = 6;

struct Index {
    words: Vec<String>,
    by_remainder: WordMap<Vec<usize>>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut words: Vec<String> = CLASSES
        .iter()
        .flat_map(|(class, least)| {
            lexicon::of_class(class)
                .flat_map(|word| word.split(['_', '-']))
                .map(|word| same_form(word.trim_end_matches('*')))
                // A short word of Latin letters is a slip away from words of too many languages.
                .filter(move |word| word.chars().count() >= *least + usize::from(word.is_ascii()))
        })
        .collect();
    words.sort_unstable();
    words.dedup();
    let mut by_remainder: WordMap<Vec<usize>> = WordMap::default();
    for (id, word) in words.iter().enumerate() {
        for remainder in remainders(word) {
            by_remainder.entry(remainder).or_default().push(id);
        }
    }
    Index { words, by_remainder }
});

/// The word, and the word without each of its letters.
fn remainders(word: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = word.chars().collect();
    let shorter = (0..letters.len()).map(move |left_out| {
        let kept = letters.iter().enumerate().filter(|(at, _)| *at != left_out);
        kept.map(|(_, letter)| *letter).collect()
    });
    std::iter::once(word.to_owned()).chain(shorter)
}

/// The words with slips put right; none when there is nothing to put right, or the message is long or English.
pub(crate) fn corrected(tokens: &[Token]) -> Option<Vec<Token>> {
    let english = tokens
        .iter()
        .filter(|token| phrases::is_english_word(&token.word))
        .count();
    if tokens.is_empty() || tokens.len() > LONGEST || english * 2 > tokens.len() || lexicon::names_goods(tokens) {
        return None;
    }
    let mut changed = false;
    let corrected = tokens
        .iter()
        .map(|token| match right_word(&token.word) {
            Some(word) => {
                changed = true;
                Token {
                    word: word.to_owned(),
                    ..token.clone()
                }
            }
            None => token.clone(),
        })
        .collect();
    changed.then_some(corrected)
}

fn right_word(word: &str) -> Option<&'static str> {
    let length = word.chars().count();
    let least = if word.is_ascii() { 6 } else { 4 };
    if !(least..=18).contains(&length)
        || word.starts_with("shop")
        || phrases::knows(word)
        || phrases::is_english_word(word)
    {
        return None;
    }
    near(word).or_else(|| {
        // The beginning of a longer form: "odjvai" begins as "odjav" does, with a slip.
        let end = word.char_indices().nth(length.saturating_sub(1)).map(|(at, _)| at)?;
        (length >= if word.is_ascii() { 9 } else { 6 })
            .then(|| near(&word[..end]))
            .flatten()
    })
}

fn near(word: &str) -> Option<&'static str> {
    let first = word.chars().next();
    remainders(word).find_map(|remainder| {
        let candidates = INDEX.by_remainder.get(&remainder)?;
        candidates
            .iter()
            .map(|id| INDEX.words[*id].as_str())
            .find(|candidate| candidate.chars().next() == first && distance_within(word, candidate, 1))
    })
}

#[cfg(test)]
mod tests {
    use super::corrected;
    use crate::tokens::Message;

    fn read(text: &str) -> Option<String> {
        let tokens = corrected(&Message::read(text).tokens)?;
        Some(
            tokens
                .iter()
                .map(|token| token.word.as_str())
                .collect::<Vec<_>>()
                .join(" "),
        )
    }

    #[test]
    fn letters_left_out_doubled_changed_and_swapped_are_put_right() {
        for (text, right) in [
            ("abmeldnug", "abmeldung"),
            ("wypsiz mnie", "wypisz mnie"),
            ("отпшии ме", "отпиши ме"),
        ] {
            assert_eq!(read(text).as_deref(), Some(right), "{text}");
        }
    }

    #[test]
    fn english_and_known_words_stay() {
        for text in ["can you send me the size please", "abmelden", "hello"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
