//! One grammar for many languages: a language lists its words by what they do, and the sentences are the same.
//!
//! "Don't send me messages", "nicht mehr schreiben" and "mesaj göndermeyin" differ in words and order only, so the
//! patterns name classes (`@dont @contact`) and every [`Lexicon`] fills them. A pattern is left out for a language that
//! has no word for one of its places.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Certainty, Wish, english, families, romanised};
use crate::pattern::{Phrasebook, Place, Words};
use crate::tokens::Token;

/// The words of one language by class, and what is said in it that the grammar does not reach.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// As of ISO 639.
    pub code: &'static str,
    pub language: &'static str,
    /// Class and words, divided by blanks, in the notation of [`crate::pattern`].
    pub classes: &'static [(&'static str, &'static str)],
    /// Patterns of wishes in this language alone.
    pub sayings: &'static [&'static str],
}

/// Every class, and what its words do. A lexicon may leave out any of them.
#[cfg(test)]
const CLASSES: &[(&str, &str)] = &[
    ("please", "please, thanks, greetings: courtesy around a wish"),
    ("me", "me, us, to me, here"),
    ("texts", "messages, texts, advertising, newsletter"),
    (
        "contact",
        "write, send, text, bother: imperative and infinitive, not past",
    ),
    ("do", "do: the verb that makes others of nouns"),
    ("imnot", "I am not, this is not: before a name"),
    ("dont", "not, never: before a verb"),
    ("not", "not, never, no: after a verb"),
    ("more", "more, again, any longer"),
    ("nowrite", "a verb that says do not write or bother by itself"),
    ("nosend", "a verb that says do not send, so that goods could be meant"),
    ("stop", "stop, end, cancel, turn off"),
    ("want", "want, need, wish"),
    ("nowant", "do not want, have no interest"),
    ("receive", "receive, get, be contacted"),
    ("no", "no, none: before a noun"),
    ("nomore", "no more, by itself"),
    ("enough", "enough of"),
    ("remove", "remove, delete, strike out"),
    ("removeme", "remove me, in one word"),
    ("number", "number, telephone, contact"),
    ("list", "list, database"),
    ("out", "out of, off, leave"),
    ("wrong", "wrong, mistaken"),
    ("is", "is, was"),
    ("who", "number or person, after wrong"),
    ("notme", "the number is not mine, I am someone else"),
    ("dead", "the person has died"),
    ("unsub", "unsubscribe, and nothing else"),
    ("subscription", "subscription, membership"),
    ("my", "my, the"),
    ("how", "how, where"),
    ("leave", "leave me alone"),
    ("revoke", "revoke, withdraw"),
    ("consent", "consent, permission"),
    (
        "goods",
        "order, parcel, appointment, alarm: what else can be stopped or removed",
    ),
    ("if", "if, when: talk about stopping"),
    ("accident", "by accident, back: an opt-out undone"),
    ("keyword", "a command wherever it makes up a clause"),
    ("weak", "a command when it makes up the message"),
    ("start", "a command to get texts"),
    ("back", "wishes to get texts again"),
    ("help", "a command to get help"),
    ("insult", "goes at the sender"),
];

const TEXTS: &Wish = &Wish {
    rule: "wish.texts",
    reason: "asks for no more texts",
    certainty: Certainty::Clear,
    negatable: false,
    patterns: &[
        "@dont @me? @contact @me|@more|@texts|@please|$",
        "@dont @contact .. @texts|@more",
        "@dont @me? @more .. @contact",
        "@more @me? @dont @me? @contact|@nowrite",
        "@texts .. @dont @me? @more? @contact",
        "@me .. @dont @more? @contact",
        "@contact @me? .. @not @more|@texts|@please|$",
        "@texts .. @not @more? @contact",
        "@nowrite",
        "@nosend @me? @texts|@me|@more",
        "@texts|@me|@more .. @nosend",
        "^^ @please? @nosend @please? $$",
        "@texts .. @dont @more",
        "@texts .. @dont @do",
        "@texts .. @do @not",
        "@nowant .. @texts|@receive|@contact",
        "@texts|@receive|@contact .. @nowant",
        "@dont .. @want .. @texts|@receive",
        "@want .. @not|@no .. @texts|@receive",
        "@texts|@receive .. @dont @want",
        "@texts .. @want .. @not",
        "@dont @more @receive",
        "@no @more .. @texts",
        "@no .. @texts @more",
        "^ @please? @no @texts @please|$",
        "@texts .. @no @more",
        "@nomore .. @texts|@contact",
        "@texts .. @nomore",
        "@enough .. @texts|@contact",
        "@texts .. @enough",
        "^^ @please? @enough @please? @please? $$",
        "@leave",
    ],
};

const STOP: &Wish = &Wish {
    rule: "wish.stop",
    reason: "asks to stop the texts",
    certainty: Certainty::Clear,
    negatable: true,
    patterns: &["@stop .. @contact|@texts", "@texts|@contact .. @stop"],
};

const REMOVE: &Wish = &Wish {
    rule: "wish.remove",
    reason: "asks to be taken off",
    certainty: Certainty::Clear,
    negatable: true,
    patterns: &[
        "@remove .. @me|@number",
        "@number .. @list .. @remove",
        "@me|@number .. @remove @do|@please|$",
        "@removeme",
        "@out .. @list",
        "@list .. @out",
        "@remove .. @list @please|$",
    ],
};

const WRONG_NUMBER: &Wish = &Wish {
    rule: "wish.wrong_number",
    reason: "says that the number is not the customer's",
    certainty: Certainty::Clear,
    negatable: false,
    patterns: &[
        "@wrong @wrong? @who",
        "@who @is? @is? @wrong",
        "@notme",
        "@imnot <name> <name>? $",
    ],
};

const DECEASED: &Wish = &Wish {
    rule: "wish.deceased",
    reason: "says that the person has died",
    certainty: Certainty::Clear,
    negatable: false,
    patterns: &["@dead"],
};

const UNSUBSCRIBE: &Wish = &Wish {
    rule: "wish.unsubscribe",
    reason: "asks to be unsubscribed",
    certainty: Certainty::Clear,
    negatable: true,
    patterns: &[
        "@unsub",
        "@how .. @stop .. @texts|@receive|@list",
        "@how .. @out|@remove .. @list",
        "@revoke .. @consent",
        "@consent .. @revoke",
        "^ @please? @keyword @please? @please? $",
        "^^ @please? @weak @please? @please? $$",
    ],
};

const SUBSCRIPTION: &Wish = &Wish {
    rule: "wish.subscription",
    reason: "cancels a subscription that may be the texts or goods",
    certainty: Certainty::Ambiguous,
    negatable: true,
    patterns: &["^^ @please? @stop @my? @subscription @please? $$"],
};

static GRAMMAR: &[&Wish] = &[TEXTS, STOP, REMOVE, WRONG_NUMBER, DECEASED, UNSUBSCRIBE, SUBSCRIPTION];

static SAID: Wish = Wish {
    rule: "wish.said",
    reason: "asks for no more texts",
    certainty: Certainty::Clear,
    negatable: false,
    patterns: &[],
};

/// Adds every lexicon's sentences.
pub(super) fn add_to(book: &mut Phrasebook<(&'static str, &'static Wish)>) {
    for lexicon in families::lexicons() {
        let class = |name: &str| lexicon.class(name);
        for wish in GRAMMAR {
            for pattern in wish.patterns {
                book.add(pattern, (lexicon.code, *wish), &class);
            }
        }
        for saying in lexicon.sayings {
            book.add(saying, (lexicon.code, &SAID), &class);
        }
    }
}

/// Insults of all languages, as patterns of one word or several.
pub(crate) fn insults() -> impl Iterator<Item = &'static str> {
    of_class("insult")
}

/// Words of a class in all languages.
pub(crate) fn of_class(name: &'static str) -> impl Iterator<Item = &'static str> {
    families::lexicons().flat_map(move |lexicon| lexicon.class(name))
}

/// The language of a code, as people call it.
pub(crate) fn language(code: &str) -> Option<&'static str> {
    families::lexicons()
        .find(|lexicon| lexicon.code == code)
        .map(|lexicon| lexicon.language)
}

impl Lexicon {
    pub fn class(&self, name: &str) -> Vec<&'static str> {
        let romanised = ROMANISED
            .get(self.code)
            .and_then(|classes| classes.get(name))
            .map_or("", String::as_str);
        self.words_of(name).chain(romanised.split_whitespace()).collect()
    }

    fn words_of(&self, name: &str) -> impl Iterator<Item = &'static str> {
        self.classes
            .iter()
            .filter(move |(known, _)| *known == name)
            .flat_map(|(_, words)| words.split_whitespace())
    }

    fn words(&self, name: &str) -> Words {
        Words::new(self.class(name))
    }
}

/// The words of languages in other scripts, in Latin letters, by language and class. Insults are left out: they are short
/// and make other words.
static ROMANISED: LazyLock<HashMap<&'static str, HashMap<&'static str, String>>> = LazyLock::new(|| {
    let mut all: HashMap<&'static str, HashMap<&'static str, String>> = HashMap::new();
    for lexicon in families::lexicons() {
        for (class, words) in lexicon.classes.iter().filter(|(class, _)| *class != "insult") {
            let spelled = words.split_whitespace().flat_map(|word| {
                let stem = if word.ends_with('*') { "*" } else { "" };
                // Words of two letters are other words in too many languages.
                romanised::spellings(lexicon.code, word.trim_end_matches('*'))
                    .into_iter()
                    .filter(|spelling| spelling.len() > 1)
                    .map(move |spelling| format!("{spelling}{stem}"))
            });
            let spelled: Vec<String> = spelled.collect();
            if !spelled.is_empty() {
                all.entry(lexicon.code).or_default().insert(class, spelled.join(" "));
            }
        }
    }
    all
});

/// What turns the meaning of a wish in one language.
#[derive(Debug)]
struct Turning {
    goods: Words,
    dont: Words,
    conditions: Words,
    reached: Words,
}

static TURNINGS: LazyLock<HashMap<&'static str, Turning>> = LazyLock::new(|| {
    families::lexicons()
        .map(|lexicon| {
            let turning = Turning {
                goods: lexicon.words("goods"),
                dont: lexicon.words("dont"),
                conditions: lexicon.words("if"),
                reached: Words::new(REACHED.iter().flat_map(|class| lexicon.class(class))),
            };
            (lexicon.code, turning)
        })
        .collect()
});

static ACCIDENTS: LazyLock<Phrasebook<()>> =
    LazyLock::new(|| Phrasebook::new(of_class("accident").map(|row| (row, ()))));

/// Classes whose words speak of being reached.
const REACHED: &[&str] = &[
    "texts", "contact", "number", "stop", "remove", "removeme", "nowrite", "nosend", "list", "unsub",
];

/// Words behind a wish that still belong to it: "stop sending | the parcel".
const BEHIND: usize = 2;

/// Words behind a wish to be taken off something, up to what it is.
const FAR_BEHIND: usize = 20;

/// Whether goods are meant, the wish is denied, or it is only talked about.
pub(super) fn is_turned(code: &str, wish: &Wish, tokens: &[Token], place: Place) -> bool {
    let Some(turning) = TURNINGS.get(code) else {
        return false;
    };
    let clause = tokens[place.start].clause;
    // To leave or be removed from something names it later: "unsubscribe from the monthly delivery".
    let reach = place.end + if wish.negatable { FAR_BEHIND } else { BEHIND };
    let goods = tokens[place.start..reach.min(tokens.len())]
        .iter()
        .take_while(|token| token.clause == clause)
        .any(|token| turning.goods.contains(&token.word));
    let before = || {
        tokens[..place.start]
            .iter()
            .rev()
            .take(FAR_BEHIND)
            .take_while(|token| token.clause == clause)
    };
    let goods_before = before().next().is_some_and(|token| turning.goods.contains(&token.word));
    let is_no = |token: &Token| turning.dont.contains(&token.word);
    let behind = tokens[place.end..]
        .iter()
        .take_while(|token| token.clause == clause)
        .take(2);
    let within = &tokens[place.start..place.end];
    let denied = wish.negatable
        && (before().take(2).any(is_no)
            || (wish.rule == STOP.rule && (within.iter().any(is_no) || behind.into_iter().any(is_no))));
    let clause_start = place.start - before().count();
    let supposed = tokens[clause_start..place.start]
        .iter()
        .take(1)
        .chain(before().take(2))
        .any(|token| turning.conditions.contains(&token.word));
    // A death is told to a friend, unless messages or numbers are spoken of, or it is all that is said.
    let told_a_friend = wish.rule == DECEASED.rule
        && tokens.len() > 4
        && !tokens
            .iter()
            .take(200)
            .any(|token| turning.reached.contains(&token.word));
    goods || goods_before || told_a_friend || denied || supposed || english::is_english(within)
}

static BACK: LazyLock<Phrasebook<()>> = LazyLock::new(|| Phrasebook::new(of_class("back").map(|row| (row, ()))));

/// Whether the message asks for texts again in some language.
pub(super) fn asks_back(tokens: &[Token]) -> bool {
    BACK.first(tokens).is_some()
}

static LEAVINGS: LazyLock<Phrasebook<()>> = LazyLock::new(|| Phrasebook::new(of_class("unsub").map(|row| (row, ()))));

/// Whether the message tells of something done by accident in some language.
pub(super) fn is_accident(tokens: &[Token]) -> bool {
    ACCIDENTS.first(tokens).is_some()
}

/// Whether the message speaks of unsubscribing in some language.
pub(super) fn names_leaving(tokens: &[Token]) -> bool {
    LEAVINGS.first(tokens).is_some()
}

static GOODS: LazyLock<Phrasebook<()>> = LazyLock::new(|| {
    let words = of_class("goods").filter(|word| word.chars().count() >= 4 && !english::ENGLISH_WORDS.contains(word));
    Phrasebook::new(words.map(|word| (word, ())))
});

/// Whether an order, a parcel or another service matter is named in some language.
pub(crate) fn names_goods(tokens: &[Token]) -> bool {
    GOODS.first(tokens).is_some()
}

#[cfg(test)]
mod tests {
    use super::{CLASSES, families};
    use crate::pattern::fault_of_word;

    #[test]
    fn every_lexicon_names_known_classes_and_well_formed_words() {
        for lexicon in families::lexicons() {
            for (class, words) in lexicon.classes {
                assert!(
                    CLASSES.iter().any(|(known, _)| known == class),
                    "{}: no class {class:?}",
                    lexicon.code
                );
                for word in words.split_whitespace() {
                    assert_eq!(fault_of_word(word), None, "{} {class}", lexicon.code);
                }
            }
        }
    }

    #[test]
    fn a_language_is_listed_once() {
        let mut codes: Vec<&str> = families::lexicons().map(|lexicon| lexicon.code).collect();
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all);
    }
}
