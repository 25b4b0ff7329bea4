//! Reactions that phones send as text: they repeat the store's own words, so nothing in them is a wish.

/// How phones of several languages begin a reaction, in lower case. What follows is the quoted text, or a noun.
const REACTION_VERBS: &[&str] = &[
    "liked",
    "loved",
    "disliked",
    "laughed at",
    "emphasized",
    "emphasised",
    "questioned",
    "reacted",
    "removed a like from",
    "removed a heart from",
    "removed a laugh from",
    "removed a dislike from",
    "removed an exclamation from",
    "removed a question mark from",
    "removed an exclamation mark from",
    "le gustó",
    "le gusta",
    "le encantó",
    "le encanta",
    "no le gustó",
    "se rió de",
    "se rio de",
    "destacó",
    "enfatizó",
    "cuestionó",
    "a aimé",
    "a adoré",
    "a ri à",
    "a rigolé",
    "n’a pas aimé",
    "n'a pas aimé",
    "a mis en évidence",
    "a réagi",
    "gefällt",
    "hat gefallen",
    "liebt",
    "lachte über",
    "hat über",
    "hat gelacht über",
    "mag nicht",
    "betonte",
    "hervorgehoben",
    "hinterfragte",
    "ha messo mi piace a",
    "ha adorato",
    "ha riso a",
    "ha riso per",
    "non è piaciuto",
    "piace",
    "curtiu",
    "adorou",
    "amou",
    "riu de",
    "não gostou de",
    "gostou de",
    "enfatizou",
    "questionou",
    "vond",
    "vindt",
    "lachte om",
    "benadrukte",
    "gillade",
    "älskade",
    "skrattade åt",
    "polubił",
    "понравилось",
    "赞了",
    "喜欢",
    "「",
];

const ATTACHMENTS: &[&str] = &[
    "an image",
    "an attachment",
    "a photo",
    "a video",
    "a movie",
    "a sticker",
    "a link",
    "an audio message",
    "a message",
    "une image",
    "una imagen",
    "ein bild",
    "un'immagine",
    "uma imagem",
];

const OPENING_QUOTES: &[char] = &['“', '"', '«', '„', '”', '「', '\u{201C}', '‘', '「'];

/// Whether the whole message is a reaction to another one.
pub(crate) fn is_reaction(text: &str) -> bool {
    let head: String = text
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200A}'..='\u{200F}' | '\u{FEFF}'))
        .chars()
        .take(80)
        .collect::<String>()
        .to_lowercase();
    starts_with_verb(&head) || is_emoji_to_quote(&head)
}

fn starts_with_verb(head: &str) -> bool {
    REACTION_VERBS
        .iter()
        .filter_map(|verb| head.strip_prefix(verb))
        .any(|rest| {
            // "reacted 😂 to “…”" and "liked your message “…”" keep a few characters before the quote.
            let rest = rest.trim_start();
            let quoted_soon = rest.chars().take(16).any(|c| OPENING_QUOTES.contains(&c));
            quoted_soon || ATTACHMENTS.iter().any(|noun| rest.starts_with(noun))
        })
}

/// Android writes the reaction itself: `👍 to “ Your order has shipped ”`.
fn is_emoji_to_quote(head: &str) -> bool {
    const TO: &[&str] = &["to ", "a ", "à ", "zu ", "an ", "en ", "на ", "auf ", "till ", "op "];
    let symbols = head.trim_start_matches(|c: char| !c.is_alphanumeric() && !OPENING_QUOTES.contains(&c));
    symbols.len() < head.len()
        && TO
            .iter()
            .filter_map(|to| symbols.strip_prefix(to))
            .any(|rest| rest.trim_start().starts_with(OPENING_QUOTES))
}

#[cfg(test)]
mod tests {
    use super::is_reaction;

    #[test]
    fn reactions_of_phones_are_recognised_in_several_languages() {
        for text in [
            "Liked “Reply STOP to opt out”",
            "Laughed at an attachment",
            "❤️ to “ Happy birthday! STOP to cancel ”",
            "A aimé « STOP pour se désabonner »",
            "Reacted 😂 to “Text STOP to end”",
            "Removed a like from “STOP to end”",
            "Le gustó “Responde STOP”",
        ] {
            assert!(is_reaction(text), "{text}");
        }
    }

    #[test]
    fn a_sentence_that_only_begins_alike_is_no_reaction() {
        for text in [
            "Liked it but stop texting me",
            "Loved the dress",
            "🛑 to all of this",
            "stop",
        ] {
            assert!(!is_reaction(text), "{text}");
        }
    }
}
