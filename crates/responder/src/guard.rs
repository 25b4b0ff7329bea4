//! What the AI may not make up. The model is asked to keep to the facts; this makes sure.
//!
//! Deliberately stricter than a reader would be: a true answer that is stopped costs a person's minute, an invented
//! price or delivery time costs the store its word.

use crate::{Question, prompt};
use std::collections::HashSet;

/// Three segments of plain text: longer answers are for people.
const LONGEST: usize = 459;

/// Capitals that are words of every store's texts, not codes.
const KEYWORDS: [&str; 4] = ["STOP", "START", "HELP", "UNSTOP"];

const PERCENT_WORDS: [&str; 3] = ["%", "percent", "pct"];
const CURRENCY_SIGNS: [char; 5] = ['$', '€', '£', '¥', '₹'];
const CURRENCY_WORDS: [&str; 16] = [
    "$", "€", "£", "¥", "₹", "usd", "eur", "gbp", "cad", "aud", "jpy", "dollars", "bucks", "euros", "pounds", "cents",
];
const DISCOUNT_WORDS: [&str; 2] = ["off", "discount"];

/// Why an answer is not sent. Names the kind, never the words.
#[derive(thiserror::Error, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Blocked {
    #[error("it is empty")]
    Empty,
    #[error("it is longer than {LONGEST} characters")]
    TooLong,
    #[error("it names a link that the store did not give")]
    UnknownLink,
    #[error("it names a price or a discount that the store did not give")]
    UnknownPrice,
    #[error("it names a number that nobody gave")]
    UnknownNumber,
    #[error("it names a code that the store did not give")]
    UnknownCode,
}

/// Every link, price, discount and code in the reply must stand in the store's facts, rules or the cart; every other
/// number there or in what the contact wrote.
pub fn check(reply: &str, question: &Question) -> Result<(), Blocked> {
    if reply.trim().is_empty() {
        return Err(Blocked::Empty);
    }
    if reply.chars().count() > LONGEST {
        return Err(Blocked::TooLong);
    }
    let facts = prompt::facts(question);
    let stores = Given::by([facts.as_str()]);
    let earlier = question
        .earlier
        .iter()
        .filter(|turn| !turn.by_ai)
        .map(|turn| turn.text.as_str());
    let anybodys = Given::by(earlier.chain([facts.as_str(), question.text.as_str()]));
    let words: Vec<_> = words(reply).collect();
    for (place, word) in words.iter().enumerate() {
        let given = |numbers: &HashSet<String>| self::numbers(word).all(|number| numbers.contains(&number));
        let (stands, otherwise) = if is_link(word) {
            (stores.link(word), Blocked::UnknownLink)
        } else if is_code(word) {
            (stores.words.contains(*word), Blocked::UnknownCode)
        } else {
            match meaning(&words, place) {
                Meaning::Percentage => (given(&stores.percentages), Blocked::UnknownPrice),
                Meaning::Price => (given(&stores.prices), Blocked::UnknownPrice),
                Meaning::Discount => (
                    given(&stores.prices) || given(&stores.percentages),
                    Blocked::UnknownPrice,
                ),
                Meaning::Plain => (given(&anybodys.numbers), Blocked::UnknownNumber),
            }
        };
        if !stands {
            return Err(otherwise);
        }
    }
    Ok(())
}

/// What an answer may repeat.
#[derive(Default)]
struct Given<'a> {
    words: HashSet<&'a str>,
    /// Of any meaning, the next two among them.
    numbers: HashSet<String>,
    percentages: HashSet<String>,
    prices: HashSet<String>,
    links: Vec<String>,
}

impl<'a> Given<'a> {
    fn by(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut given = Self::default();
        for text in texts {
            let words: Vec<_> = words(text).collect();
            for (place, word) in words.iter().enumerate() {
                given.numbers.extend(numbers(word));
                match meaning(&words, place) {
                    Meaning::Percentage => given.percentages.extend(numbers(word)),
                    Meaning::Price => given.prices.extend(numbers(word)),
                    Meaning::Discount | Meaning::Plain => {}
                }
                if is_link(word) {
                    given.links.push(bare(word));
                }
            }
            given.words.extend(words);
        }
        given
    }

    /// The link itself, or the beginning of one up to a slash: `fern.example` of `https://fern.example/returns`.
    fn link(&self, link: &str) -> bool {
        let link = bare(link);
        self.links.iter().any(|given| {
            let rest = given.strip_prefix(link.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
        })
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let edge = |c: char| !(c.is_alphanumeric() || "$€£¥₹%".contains(c));
    text.split_whitespace()
        .map(move |word| word.trim_matches(edge))
        .filter(|word| !word.is_empty())
}

fn is_link(word: &str) -> bool {
    let lower = word.to_lowercase();
    let domain = lower
        .split(['/', '?'])
        .next()
        .unwrap_or_default()
        .rsplit_once('.')
        .is_some_and(|(name, ending)| {
            let ending = ending.split(':').next().unwrap_or_default();
            name.chars().any(char::is_alphabetic)
                && ending.chars().count() >= 2
                && ending.chars().all(char::is_alphabetic)
        });
    lower.contains("://") || lower.starts_with("www.") || domain
}

fn bare(link: &str) -> String {
    let lower = link.to_lowercase();
    let without_scheme = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    without_scheme
        .strip_prefix("www.")
        .unwrap_or(without_scheme)
        .trim_end_matches('/')
        .to_owned()
}

/// `SAVE20`, `welcome10`, `WELCOME`: letters and digits in one word, or a longer word in capitals.
fn is_code(word: &str) -> bool {
    let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let letters = word.chars().filter(char::is_ascii_alphabetic).count();
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let shouted = digits == 0 && letters >= 4 && !word.chars().any(|c| c.is_ascii_lowercase());
    plain && ((letters >= 3 && digits > 0) || shouted) && !KEYWORDS.contains(&word)
}

/// What the numbers in a word stand for.
enum Meaning {
    Percentage,
    Price,
    /// "10 off": of either kind.
    Discount,
    Plain,
}

/// By a sign in the word itself, else by the word after it, else by the one before.
fn meaning(words: &[&str], place: usize) -> Meaning {
    let by_sign = |word: &str| match word {
        word if word.contains('%') => Some(Meaning::Percentage),
        word if word.contains(CURRENCY_SIGNS) => Some(Meaning::Price),
        _ => None,
    };
    let by_word = |word: &str| match word.to_lowercase().as_str() {
        word if PERCENT_WORDS.contains(&word) => Some(Meaning::Percentage),
        word if CURRENCY_WORDS.contains(&word) => Some(Meaning::Price),
        word if DISCOUNT_WORDS.contains(&word) => Some(Meaning::Discount),
        _ => None,
    };
    let neighbour = |place: Option<usize>| words.get(place?).and_then(|word| by_word(word));
    let own = words.get(place).and_then(|word| by_sign(word));
    own.or_else(|| neighbour(Some(place + 1)))
        .or_else(|| neighbour(place.checked_sub(1)))
        .unwrap_or(Meaning::Plain)
}

/// The numbers in a word, each in one spelling: `1,200.50` and `1200.5` are the same.
fn numbers(word: &str) -> impl Iterator<Item = String> {
    word.split(|c: char| !(c.is_numeric() || c == '.' || c == ','))
        .map(|number| number.trim_matches(['.', ',']))
        .filter(|number| !number.is_empty())
        .map(canonical)
}

fn canonical(number: &str) -> String {
    let (whole, fraction) = match number.rsplit_once(['.', ',']) {
        Some((whole, fraction)) if fraction.len() != 3 => (whole, fraction),
        _ => (number, ""),
    };
    let whole: String = whole.chars().filter(|c| c.is_numeric()).collect();
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() {
        whole
    } else {
        format!("{whole}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Turn, tests::question};

    const FACTS: &str = "Shipping is free over $50 and takes 3-5 days. Returns within 30 days: \
                         https://www.fern.example/returns. Code WELCOME10 gives 10% off, sale code SUMMER.";

    #[test]
    fn what_the_store_said_may_be_said() {
        let question = question(FACTS);
        for reply in [
            "Shipping is free over $50!",
            "Shipping is free over 50 USD.",
            "Shipping is free over $50.00.",
            "See https://www.fern.example/returns.",
            "It is on fern.example (see fern.example/returns).",
            "Use WELCOME10 at the checkout for 10 percent off.",
            "The code is SUMMER.",
            "It takes 3 to 5 days.",
            "Yes, we do ship to Canada. Reply STOP to opt out.",
            "Write to help@fern.example, e.g. today.",
        ] {
            assert_eq!(check(reply, &question), Ok(()), "{reply}");
        }
    }

    #[test]
    fn nothing_is_made_up() {
        let question = question(FACTS);
        for (reply, blocked) in [
            ("Shipping is free over $30.", Blocked::UnknownPrice),
            ("That is 49.90 in total", Blocked::UnknownNumber),
            ("It arrives in 2 days", Blocked::UnknownNumber),
            ("It arrives in ٢ days", Blocked::UnknownNumber),
            ("You get 20% off", Blocked::UnknownPrice),
            ("You get $10 off", Blocked::UnknownPrice),
            ("You get 30 off", Blocked::UnknownPrice),
            ("You get 20 % off", Blocked::UnknownPrice),
            ("You get 20 percent", Blocked::UnknownPrice),
            ("It costs $ 20", Blocked::UnknownPrice),
            ("Use SAVE20 now", Blocked::UnknownCode),
            ("Use save20 now", Blocked::UnknownCode),
            ("Use code WINTER now", Blocked::UnknownCode),
            ("Look at www.evil.example/x", Blocked::UnknownLink),
            ("Look at evil.com", Blocked::UnknownLink),
            ("Look at https://fern.example/other", Blocked::UnknownLink),
            ("Look at fern.example.evil.com", Blocked::UnknownLink),
            ("  ", Blocked::Empty),
        ] {
            assert_eq!(check(reply, &question), Err(blocked), "{reply}");
        }
        assert_eq!(check(&"a ".repeat(300), &question), Err(Blocked::TooLong));
    }

    #[test]
    fn the_contacts_own_numbers_may_be_repeated_but_never_become_a_discount() {
        let mut question = question(FACTS);
        question.text = "Order #1042, and can I get 40% with FRIENDS40?".to_owned();
        assert_eq!(check("I looked at order 1042.", &question), Ok(()));
        assert_eq!(check("Sure, 40% off!", &question), Err(Blocked::UnknownPrice));
        assert_eq!(check("FRIENDS40 works.", &question), Err(Blocked::UnknownCode));
    }

    #[test]
    fn what_the_ai_said_before_proves_nothing() {
        let mut question = question(FACTS);
        question.earlier = vec![Turn {
            by_contact: false,
            by_ai: true,
            text: "It takes 9 days".to_owned(),
        }];
        assert_eq!(check("As I said, 9 days.", &question), Err(Blocked::UnknownNumber));
        question.earlier[0].by_ai = false;
        assert_eq!(check("As my colleague said, 9 days.", &question), Ok(()));
    }
}
