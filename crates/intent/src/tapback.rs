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
    "ha messo",
    "ha aggiunto",
    "ha reagito",
    "ha messo \"mi piace\" a",
    "ha espresso",
    "ha enfatizzato",
    "ha domandato",
    "le ha gustado",
    "a ri de",
    "a ri de",
    "a questionné",
    "a souligné",
    "hat mit",
    "hat ein",
    "hat „",
    "hat “",
    "markierte",
    "reagierte",
    "reagiu",
    "reaccionó",
    "ha reaccionado",
    "deu risada",
    "heeft",
    "reageerde",
    "vond ik leuk",
    "likte",
    "elsket",
    "elskede",
    "lo av",
    "grinede",
    "lo ad",
    "synes godt om",
    "kunne lide",
    "syntes om",
    "betonade",
    "ifrågasatte",
    "reagerade",
    "reagerte",
    "reagerede",
    "tykkäsi",
    "rakasti",
    "nauroi",
    "reagoi",
    "korosti",
    "pokochał",
    "zareagował",
    "zaśmiał",
    "roześmiał",
    "lubi",
    "wyróżnił",
    "líbí se",
    "líbila se",
    "reagoval",
    "zasmál",
    "miluje",
    "páči sa",
    "svidelo",
    "sviđa",
    "dopalo",
    "všeč",
    "хареса",
    "реагира",
    "понравил",
    "посмеял",
    "отреагировал",
    "сподобал",
    "вподобал",
    "посміяв",
    "відреагував",
    "обожает",
    "не понравил",
    "της άρεσε",
    "του άρεσε",
    "άρεσε",
    "αντέδρασε",
    "γέλασε",
    "λάτρεψε",
    "beğendi",
    "beğenmedi",
    "bayıldı",
    "güldü",
    "tepki",
    "şuna",
    "a apreciat",
    "a reacționat",
    "a râs",
    "i-a plăcut",
    "tetszik",
    "kedvelte",
    "imádta",
    "nevetett",
    "reagált",
    "أعجبه",
    "أعجبها",
    "أُعجب",
    "أعجب",
    "أحب",
    "ضحك",
    "تفاعل",
    "אהב",
    "אהבה",
    "צחק",
    "הגיב",
    "suka",
    "menyukai",
    "menyukainya",
    "tertawa",
    "bereaksi",
    "menanggapi",
    "đã thích",
    "đã yêu thích",
    "đã cười",
    "đã bày tỏ",
    "ถูกใจ",
    "ชอบ",
    "รัก",
    "หัวเราะ",
    "点赞了",
    "点赞",
    "觉得",
    "對",
    "对",
    "讚了",
    "说了赞",
    "大笑",
    "いいね",
    "좋아요",
    "하트",
    "웃음",
    "पसंद",
    "liked",
    "nagustuhan",
    "ni-like",
    "inibig",
    "va agradar",
    "li ha agradat",
    "meeldis",
    "patiko",
    "patika",
    "alipenda",
    "hou van",
    "het gehou",
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
    starts_with_verb(&head) || is_emoji_to_quote(&head) || ends_with_verb(text)
}

/// `"Sale! STOP to end" と言いました`: languages whose verb comes last put the quote first.
fn ends_with_verb(text: &str) -> bool {
    const LAST_VERBS: &[&str] = &[
        "にいいね",
        "を「いいね」",
        "にリアクション",
        "を強調",
        "に笑",
        "에 좋아요",
        "에 하트",
        "에 웃음",
        "에 공감",
        "를 좋아",
        "을 좋아",
        "beğendi",
        "beğenildi",
        "bayıldı",
        "güldü",
        "tepki verdi",
        "sevdi",
        "को पसंद",
        "पर हंसे",
        "को लाइक",
        "表示喜欢",
        "表示讚",
        "表示赞",
        "点了赞",
        "ifadesini",
    ];
    let text = text.trim();
    text.starts_with(OPENING_QUOTES)
        && text.rfind(['”', '"', '»', '」', '“']).is_some_and(|close| {
            LAST_VERBS
                .iter()
                .any(|verb| text[close..].to_lowercase().contains(verb))
        })
}

fn starts_with_verb(head: &str) -> bool {
    REACTION_VERBS
        .iter()
        .filter_map(|verb| head.strip_prefix(verb))
        .any(|rest| {
            // "reacted 😂 to “…”" and "liked your message “…”" keep a few characters before the quote.
            let rest = rest.trim_start();
            let quoted_soon = rest.chars().take(20).any(|c| OPENING_QUOTES.contains(&c));
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
