//! What the AI may not make up. The model is asked to keep to the facts; this makes sure.

use crate::{Question, prompt};
use std::collections::HashSet;

/// Three segments of plain text: longer answers are for people.
const LONGEST: usize = 459;

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
    UnknownNumber,
    #[error("it names a code that the store did not give")]
    UnknownCode,
}

/// Every link, amount, percentage and code in the reply must stand in the store's facts, the rules or the cart.
pub fn check(reply: &str, question: &Question) -> Result<(), Blocked> {
    if reply.trim().is_empty() {
        return Err(Blocked::Empty);
    }
    if reply.chars().count() > LONGEST {
        return Err(Blocked::TooLong);
    }
    let facts = prompt::facts(question);
    let given: HashSet<&str> = tokens(&facts).collect();
    for token in tokens(reply) {
        if given.contains(token) {
            continue;
        }
        if is_link(token) {
            return Err(Blocked::UnknownLink);
        }
        if is_amount(token) {
            return Err(Blocked::UnknownNumber);
        }
        if is_code(token) {
            return Err(Blocked::UnknownCode);
        }
    }
    Ok(())
}

fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let edge = |c: char| !(c.is_alphanumeric() || "$€£¥%/".contains(c));
    text.split_whitespace()
        .map(move |token| token.trim_matches(edge))
        .filter(|token| !token.is_empty())
}

fn is_link(token: &str) -> bool {
    let lower = token.to_lowercase();
    let domain = lower.split_once('.').is_some_and(|(name, rest)| {
        let ending = rest.split(['/', '?']).next().unwrap_or_default();
        name.chars().any(char::is_alphabetic)
            && ending.len() >= 2
            && ending.chars().all(|c| c.is_alphabetic() || c == '.')
    });
    lower.starts_with("http") || lower.starts_with("www.") || domain
}

fn is_amount(token: &str) -> bool {
    let digits = token.chars().any(|c| c.is_ascii_digit());
    let price = token.contains(['$', '€', '£', '¥', '%']);
    let decimal = token
        .split_once(['.', ','])
        .is_some_and(|(_, cents)| cents.len() == 2 && cents.bytes().all(|b| b.is_ascii_digit()));
    digits && (price || decimal)
}

/// `SAVE10`, `WELCOME-15`: capitals and digits together.
fn is_code(token: &str) -> bool {
    let capital = token.chars().any(|c| c.is_ascii_uppercase());
    let digit = token.chars().any(|c| c.is_ascii_digit());
    capital
        && digit
        && token.len() >= 4
        && token
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::question;

    #[test]
    fn what_the_store_said_may_be_said() {
        let question = question("Shipping is free over $50. Returns: https://fern.example/returns. Code WELCOME10.");
        for reply in [
            "Shipping is free over $50!",
            "See https://fern.example/returns.",
            "Use WELCOME10 at the checkout.",
            "It takes 3 to 5 days.",
            "Yes, we do ship to Canada.",
        ] {
            assert_eq!(check(reply, &question), Ok(()), "{reply}");
        }
    }

    #[test]
    fn nothing_is_made_up() {
        let question = question("Shipping is free over $50.");
        for (reply, blocked) in [
            ("Shipping is free over $30.", Blocked::UnknownNumber),
            ("That is 49.90 in total", Blocked::UnknownNumber),
            ("You get 20% off", Blocked::UnknownNumber),
            ("Use SAVE20 now", Blocked::UnknownCode),
            ("Look at www.evil.example/x", Blocked::UnknownLink),
            ("Look at evil.com", Blocked::UnknownLink),
            ("  ", Blocked::Empty),
        ] {
            assert_eq!(check(reply, &question), Err(blocked), "{reply}");
        }
        assert_eq!(check(&"a ".repeat(300), &question), Err(Blocked::TooLong));
    }
}
