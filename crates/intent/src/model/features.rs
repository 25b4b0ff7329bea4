//! What of a text is weighed: words and pairs of words, what the words do, and runs of letters.

use super::ROWS;
use super::classes;
use crate::tokens::{Message, Token};
use crate::{Finding, Intent, Topic};

/// Only so many letters are weighed; what a text wants is said before.
const LETTERS: usize = 2_000;

/// Longest run of letters.
const RUN: usize = 5;

/// Features of one kind share the weight of one, however many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Word,
    /// What words do.
    Doing,
    Letters,
    /// What the rules and the marks say.
    Flag,
}

/// Something seen in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Feature {
    pub kind: Kind,
    pub row: u32,
}

const FACTOR: u64 = 0x517C_C1B7_2722_0A95;

fn mix(hash: u64, part: u64) -> u64 {
    (hash.rotate_left(5) ^ part).wrapping_mul(FACTOR)
}

fn row(hash: u64) -> u32 {
    let spread = (hash ^ (hash >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    u32::try_from(spread >> 40).unwrap_or(0) & (ROWS as u32 - 1)
}

fn hash_word(word: &str) -> u64 {
    word.bytes().fold(7, |hash, byte| mix(hash, u64::from(byte)))
}

/// Every feature of the message, in an order that depends on the text alone.
pub(super) fn of(message: &Message, found: &Finding, topics: u8, take: &mut impl FnMut(Feature)) {
    flags(message, found, topics, take);
    let tokens = within(&message.tokens);
    words(tokens, take);
    doings(tokens, take);
    letters(tokens, take);
}

fn within(tokens: &[Token]) -> &[Token] {
    let mut left = LETTERS;
    let count = tokens
        .iter()
        .take_while(|token| {
            let fits = token.word.len() <= left;
            left = left.saturating_sub(token.word.len());
            fits
        })
        .count();
    &tokens[..count]
}

fn flags(message: &Message, found: &Finding, topics: u8, take: &mut impl FnMut(Feature)) {
    let mut flag = |name: u64, value: u64| {
        take(Feature {
            kind: Kind::Flag,
            row: row(mix(mix(11, name), value)),
        });
    };
    let count = message.tokens.len();
    flag(
        1,
        u64::from(count.min(4) as u32) + u64::from(usize::BITS - count.leading_zeros()) * 8,
    );
    flag(2, u64::from(message.asks));
    flag(3, u64::from(message.unspaced));
    let topic = match found.topic {
        Topic::None => 0,
        Topic::Shipping => 1,
        Topic::OrderStatus => 2,
        Topic::Returns => 3,
        Topic::Discount => 4,
        Topic::Sizing => 5,
    };
    flag(4, topic);
    for bit in 0..6 {
        if topics >> bit & 1 == 1 {
            flag(7, bit);
        }
    }
    let intent = match found.intent {
        // Whether the rules see an opt-out must not teach the model to follow them: they were written with much of
        // the training data in view.
        Intent::None | Intent::OptOut => 0,
        Intent::OptIn => 1,
        Intent::Help => 2,
        Intent::Escalate => 3,
    };
    flag(5, intent);
    if message.tokens.iter().all(|token| token.shouted) {
        flag(6, 0);
    }
}

fn words(tokens: &[Token], take: &mut impl FnMut(Feature)) {
    const EDGE: u64 = 3;
    let mut word = |hash: u64| {
        take(Feature {
            kind: Kind::Word,
            row: row(hash),
        });
    };
    let (mut before, mut last, mut clause) = (EDGE, EDGE, 0);
    for token in tokens {
        let this = if token.word.bytes().all(|byte| byte.is_ascii_digit()) {
            5
        } else {
            hash_word(&token.word)
        };
        if token.clause != clause {
            word(mix(mix(23, last), EDGE));
            (before, last, clause) = (last, EDGE, token.clause);
        }
        word(this);
        word(mix(mix(23, last), this));
        word(mix(mix(mix(29, before), last), this));
        word(mix(mix(31, before), this));
        (before, last) = (last, this);
    }
    word(mix(mix(23, last), EDGE));
    word(mix(mix(mix(29, before), last), EDGE));
}

/// What the words do, in whatever language: "don't .. write".
fn doings(tokens: &[Token], take: &mut impl FnMut(Feature)) {
    const REACH: usize = 4;
    let mut recent: [classes::Set; REACH] = [0; REACH];
    let mut at = 0;
    let mut doing = |hash: u64| {
        take(Feature {
            kind: Kind::Doing,
            row: row(hash),
        });
    };
    for token in tokens {
        let set = classes::of(&token.word);
        if set == 0 {
            continue;
        }
        for class in classes::each(set) {
            doing(mix(37, class));
            for earlier in recent.iter().filter(|earlier| **earlier != 0) {
                for other in classes::each(*earlier) {
                    doing(mix(mix(41, other), class));
                }
            }
        }
        recent[at % REACH] = set;
        at += 1;
    }
}

fn letters(tokens: &[Token], take: &mut impl FnMut(Feature)) {
    for token in tokens {
        let mut open = [0_u64; RUN];
        let edges = [' '];
        let characters = edges.into_iter().chain(token.word.chars()).chain(edges);
        for (place, character) in characters.enumerate() {
            // open[n] is the run that began n letters ago.
            open.rotate_right(1);
            open[0] = 43;
            for (length, run) in open.iter_mut().enumerate().take(place + 1) {
                *run = mix(*run, u64::from(u32::from(character)));
                let alone = length == 0 && (character.is_ascii() || character == ' ');
                if !alone {
                    take(Feature {
                        kind: Kind::Letters,
                        row: row(*run),
                    });
                }
            }
        }
    }
}
