//! Misspelled keywords: one slip of the finger away, and not a word of its own.

use crate::phrases;
use crate::tokens::Token;

/// Keywords whose misspellings count when they are the whole message.
const STOP_WORDS: &[&str] = &[
    "stop",
    "quit",
    "cancel",
    "unsubscribe",
    "optout",
    "remove",
    "revoke",
    "stopall",
    "unsub",
    "stopplease",
];

/// Words of their own that lie one slip from a keyword.
const WORDS_OF_THEIR_OWN: &[&str] = &[
    "shop",
    "step",
    "spot",
    "top",
    "stoop",
    "slop",
    "stow",
    "atop",
    "stomp",
    "strop",
    "store",
    "story",
    "stock",
    "crop",
    "drop",
    "chop",
    "prop",
    "swop",
    "stops",
    "sop",
    "stot",
    "stob",
    "tops",
    "post",
    "pots",
    "opts",
    "stopped",
    "quiet",
    "quite",
    "suit",
    "unit",
    "quid",
    "quip",
    "quilt",
    "quits",
    "quota",
    "cancer",
    "cancels",
    "cancelled",
    "subscribe",
    "resubscribe",
    "unsubscribed",
    "removed",
    "remover",
    "removes",
    "remote",
    "removal",
    "revoked",
    "evoke",
    "optin",
    "gout",
    "about",
    "unsubs",
    "unstop",
    "restop",
    "stopping",
    "setup",
    "stup",
    "shops",
    "snob",
    "atops",
    "stay",
    "start",
    "sup",
    "snub",
    "provoke",
    "removable",
    "stoup",
    "stick",
    "stom",
    "strap",
    "stump",
    "estop",
    "guit",
];

/// Words of the phrases that are corrected wherever they stand, with a slip or two according to their length.
const PHRASE_WORDS: &[&str] = &[
    "unsubscribe",
    "unsubscribing",
    "remove",
    "texting",
    "messages",
    "messaging",
    "newsletter",
    "subscription",
    "sending",
    "notifications",
    "promotions",
    "anymore",
    "contact",
];

/// Words of their own near those.
const PHRASE_NEIGHBOURS: &[&str] = &[
    "testing",
    "resting",
    "vexing",
    "massages",
    "massaging",
    "removed",
    "remover",
    "removes",
    "remote",
    "removal",
    "subscribe",
    "resubscribe",
    "unsubscribed",
    "unsubscribes",
    "message",
    "newsletters",
    "subscriptions",
    "ending",
    "seeding",
    "bending",
    "mending",
    "spending",
    "tending",
    "vending",
    "lending",
    "contacts",
    "content",
    "contract",
    "notification",
    "promotion",
    "taxing",
    "contacted",
    "feeding",
    "needing",
    "removing",
    "sanding",
    "intact",
    "compact",
    "remodel",
    "reprove",
    "contain",
    "wending",
    "subscribing",
    "rending",
    "pending",
    "fending",
    "subscribed",
    "subscriber",
    "texts",
    "nexting",
    "exiting",
    "editing",
    "rewove",
    "subscriptio",
    "suscripcion",
    "contacte",
    "contacter",
    "contacto",
    "subscricao",
    "inscription",
    "contacta",
];

pub(crate) fn is_near_stop_word(word: &str) -> bool {
    let letters = word.chars().count();
    (3..=14).contains(&letters)
        && !WORDS_OF_THEIR_OWN.contains(&word)
        && STOP_WORDS.iter().any(|keyword| {
            // A slip in the first letter of a short word makes too many other words, unless it is the neighbouring key.
            let allowed = if keyword.len() >= 9 { 2 } else { 1 };
            letters + allowed >= keyword.len() && distance_within(word, keyword, allowed)
        })
}

/// How people shorten the words of the phrases on a phone.
const SHORT_FORMS: &[(&str, &str)] = &[
    ("dnt", "dont"),
    ("snd", "send"),
    ("snding", "sending"),
    ("sendin", "sending"),
    ("nemore", "anymore"),
    ("nemor", "anymore"),
    ("anymor", "anymore"),
    ("agn", "again"),
    ("agen", "again"),
    ("txtz", "texts"),
    ("txs", "texts"),
    ("textz", "texts"),
    ("msgz", "messages"),
    ("mesages", "messages"),
    ("mssgs", "messages"),
    ("msgin", "messaging"),
    ("msging", "messaging"),
    ("messagin", "messaging"),
    ("txtn", "texting"),
    ("txtin", "texting"),
    ("textin", "texting"),
    ("txtng", "texting"),
    ("spammin", "spamming"),
    ("botherin", "bothering"),
    ("lv", "leave"),
    ("leav", "leave"),
    ("nvr", "never"),
    ("mor", "more"),
    ("nevr", "never"),
    ("rm", "remove"),
    ("rmv", "remove"),
    ("remv", "remove"),
    ("numbr", "number"),
    ("nmber", "number"),
    ("nbr", "number"),
    ("nubmer", "number"),
    ("numbre", "number"),
    ("wrng", "wrong"),
    ("worng", "wrong"),
    ("rong", "wrong"),
    ("stp", "stop"),
    ("quti", "quit"),
    ("qiut", "quit"),
    ("cancle", "cancel"),
    ("canel", "cancel"),
    ("cnacel", "cancel"),
    ("cancl", "cancel"),
    ("dntxt", "dont text"),
    ("unscribe", "unsubscribe"),
    ("unsubscrib", "unsubscribe"),
    ("aloen", "alone"),
];

/// Rewrites misspelled and shortened words of the phrases in place.
pub(crate) fn correct(tokens: &mut Vec<Token>) {
    for token in tokens.iter_mut() {
        if let Some((_, whole)) = SHORT_FORMS.iter().find(|(short, _)| *short == token.word) {
            token.word = (*whole).to_owned();
        }
    }
    split_joined(tokens);
    for token in tokens.iter_mut() {
        if !phrases::knows(&token.word)
            && let Some(right) = correction(&token.word)
        {
            token.word = right.to_owned();
        }
    }
    correct_stop_before_object(tokens);
}

/// "dntxt" is two words in one.
fn split_joined(tokens: &mut Vec<Token>) {
    let Some(at) = tokens.iter().position(|token| token.word.contains(' ')) else {
        return;
    };
    let whole = tokens.remove(at);
    let words = whole.word.split(' ').map(|word| Token {
        word: word.to_owned(),
        ..whole.clone()
    });
    tokens.splice(at..at, words);
}

fn correction(word: &str) -> Option<&'static str> {
    if word.len() < 5
        || word.len() > 15
        || !word.is_ascii()
        || PHRASE_NEIGHBOURS.contains(&word)
        || PHRASE_WORDS.contains(&word)
    {
        return None;
    }
    PHRASE_WORDS.iter().copied().find(|right| {
        let allowed = if right.len() >= 10 { 2 } else { 1 };
        word.as_bytes().first() == right.as_bytes().first() && distance_within(word, right, allowed)
    })
}

/// "spot texting me", "plz stpo", "tsop it": what stands where only "stop" makes sense.
fn correct_stop_before_object(tokens: &mut [Token]) {
    const OBJECTS: &[&str] = &[
        "texting",
        "txting",
        "messaging",
        "sending",
        "contacting",
        "text",
        "texts",
        "messages",
        "msgs",
        "spamming",
    ];
    for at in 0..tokens.len() {
        let before_object = tokens
            .get(at + 1)
            .is_some_and(|next| OBJECTS.contains(&next.word.as_str()));
        let word = tokens[at].word.as_str();
        let slipped = matches!(
            word,
            "sto"
                | "tsop"
                | "stpo"
                | "sotp"
                | "syop"
                | "stio"
                | "ztop"
                | "stiop"
                | "atop"
                | "dtop"
                | "stoo"
                | "sop"
                | "stopo"
                | "stoop"
                | "stob"
                | "sstop"
        );
        let could_be = slipped
            || matches!(
                word,
                "spot" | "top" | "stopp" | "step" | "stol" | "stops" | "stip" | "sotop" | "shop"
            ) && before_object;
        if could_be
            && (before_object || !matches!(word, "atop" | "sop" | "stob" | "sto" | "stoop" | "stoo"))
            && word != "stop"
        {
            tokens[at].word = "stop".to_owned();
        }
    }
}

/// Whether two words are at most `limit` slips apart: a letter more, less, other, or two swapped.
pub(crate) fn distance_within(a: &str, b: &str, limit: usize) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return false;
    }
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()] <= limit
}

#[cfg(test)]
mod tests {
    use super::is_near_stop_word;

    #[test]
    fn a_slip_of_the_finger_is_forgiven() {
        for word in [
            "stpo",
            "ztop",
            "syop",
            "qit",
            "cancal",
            "cancle",
            "unsubcrib",
            "unsubsrcibe",
            "remvoe",
            "optoit",
            "optot",
        ] {
            assert!(is_near_stop_word(word), "{word}");
        }
    }

    #[test]
    fn a_word_of_its_own_is_not_a_slip() {
        for word in [
            "shop",
            "step",
            "spot",
            "top",
            "quite",
            "quiet",
            "cancer",
            "subscribe",
            "unstop",
            "start",
            "remover",
            "store",
        ] {
            assert!(!is_near_stop_word(word), "{word}");
        }
    }
}
