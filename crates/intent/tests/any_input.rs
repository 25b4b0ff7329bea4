//! Whatever arrives gets an answer.

use intent::{Intent, classify};
use proptest::prelude::*;

proptest! {
    #[test]
    fn any_text_is_classified_alike_twice(text in any::<String>()) {
        prop_assert_eq!(classify(&text), classify(&text));
    }

    #[test]
    fn words_of_the_phrases_in_any_order_do_not_panic(words in prop::collection::vec("(stop|dont|text|me|my|off|the|list|order|>|\"|“|\\.|\\?|🛑|no|more|number|a|s|t|o|p|\n)", 0..60)) {
        classify(&words.join(" "));
    }

    #[test]
    fn invisible_characters_do_not_hide_a_keyword(at in 0usize..4, hidden in prop::sample::select(vec!['\u{200B}', '\u{200D}', '\u{202E}', '\u{2066}', '\u{FEFF}', '\u{00AD}', '\u{0301}'])) {
        let mut text = String::from("stop");
        text.insert(at, hidden);
        prop_assert_eq!(classify(&text).intent, Intent::OptOut);
    }
}

#[test]
fn every_unicode_character_alone_and_inside_a_word_gets_an_answer() {
    for start in (0..0x11_0000u32).step_by(256) {
        let block: String = (start..start + 256).filter_map(char::from_u32).collect();
        classify(&block);
        if let Some(c) = block.chars().next() {
            classify(&format!("st{c}op texting{c}me"));
        }
    }
}

#[test]
fn very_long_texts_get_an_answer() {
    for piece in [
        "a",
        "stop ",
        "🛑",
        "> ",
        "\"",
        "“x",
        "\n",
        "e\u{0301}\u{0301}",
        "s t o p ",
        "不",
        "take me off ",
        "\u{202E}",
        "don't ",
        "no me ",
        "stop the the the ",
    ] {
        classify(&piece.repeat(100_000 / piece.chars().count()));
    }
    classify("");
}
