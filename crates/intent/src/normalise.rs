//! Makes the many ways to draw a letter one: width, font, accents, look-alikes, digits for letters, stretched letters.

use unicode_normalization::UnicodeNormalization;

/// The text without invisible characters and accents, compatibility forms resolved, letter case kept.
///
/// Marks are dropped before decomposition too, so that a pile of combining marks costs nothing to sort.
pub(crate) fn fold(text: &str) -> String {
    text.chars()
        .filter(|&c| !is_invisible(c) && !is_accent(c))
        .nfkd()
        .filter(|&c| !is_invisible(c) && !is_accent(c))
        .map(styled_letter)
        .nfc()
        .collect()
}

/// One word in the form in which words are compared: lower case, look-alikes and digits for letters resolved when the
/// word is otherwise Latin, stretched letters shortened.
pub(crate) fn fold_word(word: &str) -> String {
    let lower: String = word.chars().flat_map(char::to_lowercase).collect();
    shorten_runs(&unmask(&lower))
}

/// Resolves look-alikes inside a word that has at least one Latin letter; a wholly Cyrillic or Greek word is left
/// alone, because it is probably a word of that language.
fn unmask(word: &str) -> String {
    if word.chars().any(|c| c.is_ascii_lowercase()) {
        to_latin(word)
    } else {
        word.to_owned()
    }
}

/// Every look-alike as the Latin letter it resembles, whatever the rest of the word is.
pub(crate) fn to_latin(word: &str) -> String {
    word.chars().map(latin_look_alike).collect()
}

/// "stoppppp" is "stop" and "offffff" is "off": f, l and s are commonly doubled in English, the others are not.
fn shorten_runs(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let mut short = String::with_capacity(word.len());
    for run in letters.chunk_by(|a, b| a == b) {
        let keep = match (run.len(), run[0]) {
            (n, c) if n < 3 || c.is_numeric() => n,
            (_, 'f' | 'l' | 's') => 2,
            _ => 1,
        };
        short.extend(&run[..keep]);
    }
    short
}

/// Characters that show nothing: zero width, joiners, bidirectional controls, variation selectors, tags, controls.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}' | '\u{1F3FB}'..='\u{1F3FF}')
        || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// Accents of Latin, Greek and Cyrillic, points of Hebrew and vowel signs of Arabic. Marks that make another letter
/// (the voicing marks of kana, the vowels of Indic scripts) are kept.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05BD}' | '\u{0640}'
        | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}')
}

/// Letters drawn in a style that Unicode does not count as compatible: small capitals, enclosed letters, strokes.
fn styled_letter(c: char) -> char {
    const SMALL_CAPITALS: &str = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡ-ʏᴢ";
    match c {
        '\u{1F130}'..='\u{1F149}' => alphabet_at(u32::from(c) - 0x1F130),
        '\u{1F150}'..='\u{1F169}' => alphabet_at(u32::from(c) - 0x1F150),
        '\u{1F170}'..='\u{1F189}' => alphabet_at(u32::from(c) - 0x1F170),
        '\u{1F1E6}'..='\u{1F1FF}' => alphabet_at(u32::from(c) - 0x1F1E6),
        '\u{0250}'..='\u{02AF}' | '\u{1D00}'..='\u{1D7F}' | '\u{A720}'..='\u{A7FF}' => SMALL_CAPITALS
            .chars()
            .position(|s| s == c)
            .map_or(c, |i| alphabet_at(i as u32)),
        'ø' | 'Ø' => 'o',
        'ł' | 'Ł' => 'l',
        'đ' | 'Đ' => 'd',
        'ı' => 'i',
        'ß' => 's',
        'ŧ' | 'Ŧ' => 't',
        'ᔕ' => 's',
        'ᑭ' | 'ᑮ' => 'p',
        'ᑌ' => 'u',
        'ᗷ' => 'b',
        'ᑎ' => 'n',
        'ᑕ' => 'c',
        'ᗩ' => 'a',
        'ᗴ' => 'e',
        'ᒪ' => 'l',
        'ᖇ' => 'r',
        'ᗪ' => 'd',
        'ᗰ' => 'm',
        'ᐯ' => 'v',
        'Ꮪ' | 'ꓢ' => 's',
        'Ꭲ' | 'ꓔ' => 't',
        'Ꮎ' | 'ꓳ' => 'o',
        'Ꮲ' | 'ꓑ' => 'p',
        _ => c,
    }
}

fn alphabet_at(index: u32) -> char {
    char::from_u32(u32::from('a') + index).unwrap_or('?')
}

/// The Latin letter that a lower-case Cyrillic or Greek letter, a digit or a sign is used for.
fn latin_look_alike(c: char) -> char {
    match c {
        'а' | 'α' | '4' | '@' => 'a',
        'в' | 'β' | '8' => 'b',
        'с' | 'ϲ' | '¢' => 'c',
        'ԁ' => 'd',
        'е' | 'ε' | '3' | '€' => 'e',
        'һ' | 'н' => 'h',
        'і' | 'ι' | '1' | '¡' | '|' | '!' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' => 'l',
        'м' => 'm',
        'п' | 'η' => 'n',
        'о' | 'ο' | 'σ' | '0' | 'օ' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'г' => 'r',
        'ѕ' | '$' | '5' | '§' => 's',
        'т' | 'τ' | '†' | '7' | '+' => 't',
        'υ' | 'ս' | 'µ' => 'u',
        'ѵ' | 'ν' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::{fold, fold_word, to_latin};

    #[test]
    fn one_letter_has_one_form() {
        for (drawn, plain) in [
            ("ＳＴＯＰ", "stop"),
            ("𝙎𝙏𝙊𝙋", "stop"),
            ("ꜱᴛOP", "stop"),
            ("ᔕTOᑭ", "stop"),
            ("s\u{200B}top", "stop"),
            ("ⓢⓣⓞⓟ", "stop"),
            ("🅂🅃🄾🄿", "stop"),
            ("STОР", "stop"),
            ("c4ncel", "cancel"),
            ("stoppppp", "stop"),
            ("offffff", "off"),
            ("désinscription", "desinscription"),
        ] {
            assert_eq!(fold_word(&fold(drawn)), plain, "{drawn}");
        }
    }

    #[test]
    fn a_word_of_another_script_stays_in_its_script() {
        assert_eq!(fold_word("стоп"), "стоп");
        assert_eq!(to_latin("ѕтор"), "stop");
        assert_eq!(fold_word("20"), "20");
    }

    #[test]
    fn marks_that_make_another_letter_are_kept() {
        assert_eq!(fold("もう送らないで"), "もう送らないで");
        assert_eq!(fold("बंद"), "बंद");
        assert_eq!(fold("إيقاف"), "ايقاف");
    }
}
