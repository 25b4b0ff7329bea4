//! Languages written without spaces: wishes are looked up as runs of characters, in the clauses of the message.
//!
//! A pattern is alternatives with up to [`GAP`] characters between: `别|不要..发|寄..短信`.

mod chinese;
mod japanese;
mod korean;
mod south_east_asia;

use std::sync::LazyLock;

use crate::tokens::Message;

/// Characters that may stand between two parts of a pattern.
const GAP: usize = 7;

/// Characters around a match that can name goods: "stop sending | the parcel".
const AROUND: usize = 8;

/// A message as long as this is a story, in which a curse is a way of speaking.
const LONGEST_INSULT: usize = 40;

/// What is said in one language written without spaces.
pub(crate) struct Runs {
    pub code: &'static str,
    pub language: &'static str,
    /// Whether a character belongs to the script, so that other languages cost nothing.
    pub script: fn(char) -> bool,
    /// Commands when they are the whole message, courtesy aside.
    pub keywords: &'static [&'static str],
    pub courtesy: &'static [&'static str],
    pub wishes: &'static [&'static str],
    /// What else can be stopped, cancelled or removed.
    pub goods: &'static [&'static str],
    /// Talk about opting out, and an opt-out undone.
    pub asides: &'static [&'static str],
    pub insults: &'static [&'static str],
    /// Words of one who swears in praise, or about an order.
    pub praise: &'static [&'static str],
    pub service: &'static [&'static str],
}

/// Why a text in such a language is a wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    Keyword,
    Wish,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Insult {
    AtSender,
    InComplaint,
}

static ALL: &[&Runs] = &[
    &chinese::CHINESE,
    &japanese::JAPANESE,
    &korean::KOREAN,
    &south_east_asia::THAI,
    &south_east_asia::LAO,
    &south_east_asia::KHMER,
    &south_east_asia::BURMESE,
];

type Pattern = Vec<Vec<&'static str>>;

static PATTERNS: LazyLock<Vec<Vec<Pattern>>> = LazyLock::new(|| {
    let parsed = |pattern: &&'static str| pattern.split("..").map(|part| part.split('|').collect()).collect();
    ALL.iter()
        .map(|runs| runs.wishes.iter().map(parsed).collect())
        .collect()
});

/// A wish in a language written without spaces, and which.
pub(super) fn find(message: &Message) -> Option<(&'static Runs, Said)> {
    if !message.unspaced {
        return None;
    }
    spoken_in(message).find_map(|(at, runs)| {
        if runs.asides.iter().any(|aside| message.letters.contains(aside)) {
            return None;
        }
        if runs.is_keyword(&message.letters) {
            return Some((runs, Said::Keyword));
        }
        let wished = message.clauses().any(|clause| {
            let letters: String = clause.iter().map(|token| token.word.as_str()).collect();
            PATTERNS[at].iter().any(|pattern| runs.stands(pattern, &letters))
        });
        wished.then_some((runs, Said::Wish))
    })
}

/// An insult in a language written without spaces.
pub(crate) fn insult(message: &Message) -> Option<Insult> {
    if !message.unspaced || message.letters.chars().nth(LONGEST_INSULT).is_some() {
        return None;
    }
    spoken_in(message).find_map(|(_, runs)| {
        let has = |words: &[&str]| words.iter().any(|word| message.letters.contains(word));
        let insulted = message.clauses().any(|clause| {
            let letters: String = clause.iter().map(|token| token.word.as_str()).collect();
            runs.insults.iter().any(|insult| match insult.strip_prefix('^') {
                Some(alone) => letters == alone,
                None => letters.contains(insult),
            })
        });
        if !insulted || has(runs.praise) {
            None
        } else if has(runs.service) || message.asks {
            Some(Insult::InComplaint)
        } else {
            Some(Insult::AtSender)
        }
    })
}

/// The language of a code, as people call it.
pub(super) fn language(code: &str) -> Option<&'static str> {
    ALL.iter().find(|runs| runs.code == code).map(|runs| runs.language)
}

fn spoken_in(message: &Message) -> impl Iterator<Item = (usize, &'static Runs)> {
    ALL.iter()
        .enumerate()
        .map(|(at, runs)| (at, *runs))
        .filter(|(_, runs)| message.letters.chars().any(runs.script))
}

impl Runs {
    fn is_keyword(&self, letters: &str) -> bool {
        let mut rest = letters;
        loop {
            if self.keywords.contains(&rest) {
                return true;
            }
            let shorter = self
                .courtesy
                .iter()
                .find_map(|word| rest.strip_prefix(word).or_else(|| rest.strip_suffix(word)));
            match shorter {
                Some(shorter) if !shorter.is_empty() => rest = shorter,
                _ => return false,
            }
        }
    }

    /// Whether the pattern is found and goods are not meant.
    fn stands(&self, pattern: &Pattern, letters: &str) -> bool {
        let Some((first, rest)) = pattern.split_first() else {
            return false;
        };
        first.iter().any(|word| {
            letters.match_indices(word).any(|(start, _)| {
                end_of(rest, letters, start + word.len()).is_some_and(|end| {
                    let place = &letters[start..end];
                    let behind: String = letters[end..].chars().take(AROUND).collect();
                    let before: String = letters[..start].chars().rev().take(AROUND).collect();
                    let before: String = before.chars().rev().collect();
                    ![place, &behind, &before]
                        .iter()
                        .any(|text| self.goods.iter().any(|goods| text.contains(goods)))
                })
            })
        })
    }
}

/// Where the parts of a pattern end that begin within reach of `from`.
fn end_of(parts: &[Vec<&'static str>], letters: &str, from: usize) -> Option<usize> {
    let Some((part, rest)) = parts.split_first() else {
        return Some(from);
    };
    let tail = &letters[from..];
    let starts = tail.char_indices().map(|(at, _)| at).take(GAP + 1);
    for at in starts {
        for word in part {
            if tail[at..].starts_with(word)
                && let Some(end) = end_of(rest, letters, from + at + word.len())
            {
                return Some(end);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{ALL, Insult, Said, find, insult};
    use crate::tokens::Message;

    #[test]
    fn every_entry_is_in_the_form_that_texts_are_folded_to() {
        let mut faults = Vec::new();
        for runs in ALL {
            let entries = runs
                .keywords
                .iter()
                .chain(runs.courtesy)
                .chain(runs.wishes)
                .chain(runs.goods);
            for entry in entries
                .chain(runs.insults)
                .chain(runs.service)
                .chain(runs.praise)
                .chain(runs.asides)
            {
                for word in entry
                    .trim_start_matches('^')
                    .split("..")
                    .flat_map(|part| part.split('|'))
                {
                    let folded = Message::read(word).letters;
                    if word.is_empty() || folded != word {
                        faults.push(format!("{}\t{entry}\t{word}\t{folded}", runs.code));
                    }
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn parts_of_a_pattern_may_stand_apart() {
        for (text, said) in [
            ("退订", Some(Said::Keyword)),
            ("请不要再给我的手机发短信了", Some(Said::Wish)),
            ("取消我的订单", None),
            ("이 번호로 문자 좀 그만 보내세요", Some(Said::Wish)),
        ] {
            assert_eq!(find(&Message::read(text)).map(|(_, said)| said), said, "{text}");
        }
    }

    #[test]
    fn a_curse_goes_at_the_sender_unless_something_is_asked() {
        assert_eq!(insult(&Message::read("滚！")), Some(Insult::AtSender));
        assert_eq!(insult(&Message::read("摇滚音乐真好听")), None);
        assert_eq!(insult(&Message::read("妈的，我的快递呢")), Some(Insult::InComplaint));
    }
}
