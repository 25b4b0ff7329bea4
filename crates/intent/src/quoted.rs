//! Leaves what the person wrote: without the quoted text of the store, signatures and message effects.

use crate::normalise::fold;

/// Beginnings of lines that a phone or mail program adds, in lower case.
const ADDED_LINES: &[&str] = &[
    "sent from",
    "(sent with",
    "sent with",
    "get outlook",
    "enviado desde",
    "enviado do",
    "envoyé de",
    "gesendet von",
    "von meinem",
    "inviato da",
    "verzonden vanaf",
    "sendt fra",
    "skickat från",
    "on the go",
    "-----",
    "________",
];

/// Words by which a quoted instruction of the store is known.
const INSTRUCTION_WORDS: &[&str] = &[
    "reply",
    "text",
    "send",
    "to",
    "opt",
    "off",
    "txt",
    "responde",
    "répondez",
    "antworte",
    "pour",
    "para",
];

/// The person's own words. When nothing else is there, the text as it came: a message that is all quote is still one.
pub(crate) fn own_words(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut own: Vec<&str> = Vec::with_capacity(lines.len());
    for line in &lines {
        let trimmed = line.trim();
        if is_quoted_line(trimmed) {
            continue;
        }
        let lower: String = trimmed.chars().take(40).flat_map(char::to_lowercase).collect();
        if ADDED_LINES.iter().any(|added| lower.starts_with(added)) || (!own.is_empty() && is_signature(trimmed)) {
            break;
        }
        own.push(trimmed);
    }
    let own = without_quoted_instruction(own.join("\n").trim());
    if own.chars().any(char::is_alphanumeric) || own.chars().any(|c| crate::tokens::SPEAKING_EMOJI.contains(c)) {
        own
    } else {
        text.to_owned()
    }
}

/// ">stop<" is decoration, "> Text STOP to opt out" is a quote.
fn is_quoted_line(line: &str) -> bool {
    line.starts_with('>') && !line.ends_with('<') || line.starts_with("| ")
}

/// "-Anna" or "-- Anna" under the text.
fn is_signature(line: &str) -> bool {
    let name = line.trim_start_matches(['-', '–', '—', '~']);
    let dashed = name.len() < line.len();
    dashed && name.split_whitespace().count() <= 3 && name.trim_start().starts_with(char::is_uppercase)
}

/// Cuts `"Reply STOP to end"` out of `"Reply STOP to end" STOP`, but leaves a quoted lone word such as `"Stop"`.
fn without_quoted_instruction(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, open, after)) = split_at_quote(rest) {
        let Some(close) = after.find(closing(open)) else { break };
        let (inside, tail) = after.split_at(close);
        let folded = fold(inside).to_lowercase();
        let words: Vec<&str> = folded.split_whitespace().collect();
        // Stores write the keyword in capitals: "Letzte Chance! Abmelden mit STOP".
        let names_keyword = inside
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| matches!(word, "STOP" | "END" | "QUIT" | "ARRET" | "BAJA" | "STOPP"));
        let is_instruction =
            words.len() >= 3 && (names_keyword || words.iter().any(|word| INSTRUCTION_WORDS.contains(word)));
        kept.push_str(before);
        if !is_instruction {
            kept.push(open);
            kept.push_str(inside);
            kept.push(open);
        }
        rest = tail.strip_prefix(closing(open)).unwrap_or_default();
    }
    kept.push_str(rest);
    kept
}

fn split_at_quote(text: &str) -> Option<(&str, char, &str)> {
    let (index, open) = text
        .char_indices()
        .find(|(_, c)| matches!(c, '"' | '“' | '«' | '„' | '「'))?;
    Some((&text[..index], open, &text[index + open.len_utf8()..]))
}

fn closing(open: char) -> char {
    match open {
        '“' | '„' => '”',
        '«' => '»',
        '「' => '」',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::own_words;

    #[test]
    fn signatures_effects_and_quotes_are_not_the_persons_words() {
        for (text, own) in [
            ("stop\n(Sent with Invisible Ink)", "stop"),
            ("STOP\n-Anna", "STOP"),
            ("Stop\n\nSent from my Galaxy", "Stop"),
            ("> Text STOP to opt out\nthanks", "thanks"),
            ("\"text END to quit\" END", " END"),
            ("\"Stop\"", "\"Stop\""),
            (">stop<", ">stop<"),
        ] {
            assert_eq!(own_words(text), own, "{text}");
        }
    }

    #[test]
    fn a_message_that_is_all_quote_is_read_as_it_came() {
        assert_eq!(own_words("> stop"), "> stop");
    }
}
