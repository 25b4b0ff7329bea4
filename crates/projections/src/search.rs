//! Finding a conversation by what people remember of it: a name, a number, a word that was said.
//!
//! A name's words match by their beginning, and as whole words also with one letter wrong, missing, added or swapped
//! with its neighbour. A number matches by any run of its digits in any formatting. A text matches by all of its
//! words, the last of them by its beginning.

use crate::{phone, sql::Condition};
use domain::ConversationId;
use rusqlite::{Connection, params};
use std::collections::BTreeSet;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// In shorter words a changed letter makes another word.
const SHORTEST_TYPO: usize = 4;
/// Of a word that was said everywhere the newest places are enough.
const NEWEST_TEXTS: usize = 5_000;

/// Lower case without accents: `Zoë Müller` and `zoe muller` are the same name.
pub fn plain(text: &str) -> String {
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

pub(crate) fn words(text: &str) -> BTreeSet<String> {
    plain(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The word itself and what remains of it when one letter is left out. Two words that differ by one letter share one
/// of these.
fn variants(word: &str) -> BTreeSet<String> {
    let letters: Vec<char> = word.chars().collect();
    let without = |gap: usize| {
        letters
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != gap)
            .map(|(_, c)| *c)
            .collect()
    };
    (0..letters.len())
        .map(without)
        .chain(std::iter::once(word.to_owned()))
        .collect()
}

/// Whether one inserted, deleted or replaced letter, or two swapped neighbours, at most, separate the words.
fn within_one_letter(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same_start = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[same_start..], &other[same_start..]);
    let same_end = one
        .iter()
        .rev()
        .zip(other.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    match (&one[..one.len() - same_end], &other[..other.len() - same_end]) {
        ([] | [_], [] | [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

/// Moves a conversation from one name to another in the index.
pub fn rename(db: &Connection, id: ConversationId, before: Option<&str>, after: Option<&str>) -> rusqlite::Result<()> {
    let (before, after) = (
        before.map(words).unwrap_or_default(),
        after.map(words).unwrap_or_default(),
    );
    for word in before.difference(&after) {
        db.prepare_cached("DELETE FROM name_word WHERE word = ?1 AND conversation = ?2")?
            .execute(params![word, id.0])?;
        if !is_in_use(db, word)? {
            let mut forget = db.prepare_cached("DELETE FROM word_delete WHERE variant = ?1 AND word = ?2")?;
            for variant in variants(word) {
                forget.execute([&variant, word])?;
            }
        }
    }
    for word in after.difference(&before) {
        if word.chars().count() >= SHORTEST_TYPO - 1 && !is_in_use(db, word)? {
            let mut learn = db.prepare_cached("INSERT OR IGNORE INTO word_delete (variant, word) VALUES (?1, ?2)")?;
            for variant in variants(word) {
                learn.execute([&variant, word])?;
            }
        }
        db.prepare_cached("INSERT INTO name_word (word, conversation) VALUES (?1, ?2)")?
            .execute(params![word, id.0])?;
    }
    Ok(())
}

fn is_in_use(db: &Connection, word: &str) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT 1 FROM name_word WHERE word = ?1 LIMIT 1")?
        .exists([word])
}

/// Makes the words of a message findable under its item's number.
pub fn index_text(db: &Connection, number: i64, body: &str) -> rusqlite::Result<()> {
    if body.is_empty() {
        return Ok(());
    }
    db.prepare_cached("INSERT INTO message_text (rowid, body) VALUES (?1, ?2)")?
        .execute(params![number, body])
        .map(drop)
}

/// The opposite: `body` must be what was indexed.
pub fn forget_text(db: &Connection, number: i64, body: &str) -> rusqlite::Result<()> {
    if body.is_empty() {
        return Ok(());
    }
    db.prepare_cached("INSERT INTO message_text (message_text, rowid, body) VALUES ('delete', ?1, ?2)")?
        .execute(params![number, body])
        .map(drop)
}

/// Sees to it that words which stand in no text any more are not in the index's file either. FTS5's `secure-delete` takes
/// them out of its pages, but the first word of a page may go on as the mark between two pages; merging the whole index
/// makes new marks. That takes long where much was said, and is hardly ever needed: most words are others' too.
pub fn forget_words(db: &Connection, words: &BTreeSet<String>) -> rusqlite::Result<()> {
    // A merge of next to nothing: it writes out first what was deleted, which FTS5 otherwise does at the commit.
    db.prepare_cached("INSERT INTO message_text (message_text, rank) VALUES ('merge', 1)")?
        .execute([])?;
    let mut marks = db.prepare_cached("SELECT term FROM message_text_idx")?;
    let mut marks = marks.query([])?;
    let mut in_use = db.prepare_cached("SELECT 1 FROM message_text WHERE message_text MATCH ?1 LIMIT 1")?;
    while let Some(row) = marks.next()? {
        // After one character that says which index it is: of whole words, or of their beginnings.
        let mark = row.get_ref(0)?.as_bytes()?;
        let Some(mark) = mark.get(1..).and_then(|mark| std::str::from_utf8(mark).ok()) else {
            continue;
        };
        let erased = mark.chars().count() >= SHORTEST_TYPO
            && words
                .range(mark.to_owned()..)
                .next()
                .is_some_and(|word| word.starts_with(mark));
        if erased && !in_use.exists([format!("\"{mark}\"*")])? {
            db.prepare_cached("INSERT INTO message_text (message_text) VALUES ('optimize')")?
                .execute([])?;
            return Ok(());
        }
    }
    Ok(())
}

/// Restricts a query over `conversation` to what `text` finds. A blank text restricts nothing.
pub fn restrict(db: &Connection, condition: &mut Condition, text: &str) -> rusqlite::Result<()> {
    if text.trim().is_empty() {
        return Ok(());
    }
    let mut ways = vec![];
    let mut values: Vec<String> = vec![];
    if let Some(digits) = phone::typed_digits(text) {
        ways.push("id IN (SELECT id FROM conversation WHERE instr(digits, ?) > 0)".to_owned());
        values.push(digits);
    }
    let wanted = words(text);
    if !wanted.is_empty() {
        let mut all = vec![];
        for word in &wanted {
            let typos = typos_of(db, word)?;
            let marks = vec!["?"; typos.len()].join(", ");
            all.push(format!(
                "id IN (SELECT conversation FROM name_word WHERE (word >= ? AND word < ?) OR word IN ({marks}))"
            ));
            values.extend([word.clone(), format!("{word}\u{10ffff}")]);
            values.extend(typos);
        }
        ways.push(format!("({})", all.join(" AND ")));
        ways.push(format!(
            "id IN (SELECT conversation FROM item WHERE number IN (SELECT rowid FROM message_text
                    WHERE message_text MATCH ? ORDER BY rowid DESC LIMIT {NEWEST_TEXTS}))"
        ));
        values.push(text_query(text));
    }
    condition.and(if ways.is_empty() {
        "0".to_owned()
    } else {
        format!("({})", ways.join(" OR "))
    });
    values.into_iter().for_each(|value| condition.bind(value));
    Ok(())
}

/// Words in use that the typed one may have been meant for.
fn typos_of(db: &Connection, typed: &str) -> rusqlite::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    if typed.chars().count() < SHORTEST_TYPO {
        return Ok(found);
    }
    let mut known = db.prepare_cached("SELECT word FROM word_delete WHERE variant = ?1")?;
    for variant in variants(typed) {
        let words = known.query_map([variant], |row| row.get::<_, String>(0))?;
        for word in words {
            let word = word?;
            if word != typed && within_one_letter(typed, &word) {
                found.insert(word);
            }
        }
    }
    Ok(found)
}

/// All words, each as a quoted string so that none is read as an operator; the last may be unfinished.
fn text_query(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" ") + "*"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_is_forgiven_and_two_are_not() {
        for typo in ["katharine", "kathrine", "kahterine", "katherinee", "katherine"] {
            assert!(within_one_letter(typo, "katherine"), "{typo}");
        }
        for other in ["kathe", "kahtarine", "catharine", ""] {
            assert!(!within_one_letter(other, "katherine"), "{other}");
        }
    }

    #[test]
    fn words_one_letter_apart_share_a_variant() {
        for (one, other) in [
            ("smith", "smyth"),
            ("smith", "smiht"),
            ("smith", "smth"),
            ("smith", "smitth"),
        ] {
            assert!(!variants(one).is_disjoint(&variants(other)), "{one} {other}");
        }
    }

    #[test]
    fn accents_and_capitals_do_not_matter() {
        assert_eq!(plain("Zoë MÜLLER"), "zoe muller");
    }

    #[test]
    fn nothing_typed_is_read_as_an_operator() {
        assert_eq!(text_query("NOT (a* OR \"b\")"), r#""NOT" "a" "OR" "b"*"#);
    }
}
