//! Keyword rules: the first that fits answers.

use domain::{conversation::Finding, store::KeywordRule};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A rule fits if one of its words or phrases stands in the text, whole and in any case and accents, or if the text is
/// about its topic.
pub fn matching_rule<'a>(rules: &'a [KeywordRule], finding: &Finding, text: &str) -> Option<&'a KeywordRule> {
    let text = folded_words(text);
    rules.iter().find(|rule| {
        let on_topic = rule
            .topic
            .as_deref()
            .is_some_and(|topic| topic != "none" && topic == finding.topic);
        on_topic || rule.words.iter().any(|word| stands_in(&folded_words(word), &text))
    })
}

fn folded_words(text: &str) -> Vec<String> {
    let folded: String = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect();
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn stands_in(phrase: &[String], text: &[String]) -> bool {
    !phrase.is_empty() && text.windows(phrase.len()).any(|window| window == phrase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::conversation::Intent;

    fn rule(name: &str, words: &[&str], topic: Option<&str>) -> KeywordRule {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        KeywordRule {
            name: name.to_owned(),
            words,
            topic: topic.map(str::to_owned),
            reply: String::new(),
        }
    }

    fn about(topic: &str) -> Finding {
        let word = |text: &str| text.to_owned();
        Finding {
            intent: Intent::None,
            topic: word(topic),
            reason: word(""),
            rule: word(""),
            version: word(""),
        }
    }

    fn chosen(rules: &[KeywordRule], topic: &str, text: &str) -> Option<String> {
        matching_rule(rules, &about(topic), text).map(|rule| rule.name.clone())
    }

    #[test]
    fn the_first_rule_that_fits_answers() {
        let rules = [
            rule("shipping", &["ship", "shipping"], None),
            rule("all", &["shipping", "price"], None),
        ];
        assert_eq!(
            chosen(&rules, "none", "What about SHIPPING?").as_deref(),
            Some("shipping")
        );
        assert_eq!(chosen(&rules, "none", "price please").as_deref(), Some("all"));
        assert_eq!(chosen(&rules, "none", "hello"), None);
    }

    #[test]
    fn words_are_whole_and_their_accents_and_case_do_not_matter() {
        let rules = [
            rule("sale", &["sale"], None),
            rule("livraison", &["délai de livraison"], None),
        ];
        assert_eq!(chosen(&rules, "none", "wholesale prices"), None);
        assert_eq!(
            chosen(&rules, "none", "Quel est le DELAI de Livraison ?").as_deref(),
            Some("livraison")
        );
    }

    #[test]
    fn a_topic_fits_whatever_the_words() {
        let rules = [rule("shipping", &[], Some("shipping"))];
        assert_eq!(
            chosen(&rules, "shipping", "when will it get here").as_deref(),
            Some("shipping")
        );
        assert_eq!(chosen(&rules, "none", "when will it get here"), None);
        assert_eq!(chosen(&[rule("nothing", &[" "], Some("none"))], "none", "hello"), None);
    }
}
