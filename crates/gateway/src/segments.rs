//! How many SMS segments a text takes, which is what carriers charge for (3GPP TS 23.038 and TS 23.040).
//!
//! A text whose characters all lie in the GSM 7-bit alphabet holds 160 of them, or 153 in each segment of several.
//! One character outside of it makes the whole text UCS-2: 70 code units, or 67 in each of several. Characters of the
//! extension table take two septets; such a pair, like an emoji, is never torn apart by a segment's end.

use unicode_segmentation::UnicodeSegmentation;

/// How the text travels.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    Gsm7,
    Ucs2,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Segments {
    pub encoding: Encoding,
    /// 0 for an empty text.
    pub segments: usize,
    /// Septets for GSM 7-bit, 16-bit code units for UCS-2.
    pub units: usize,
}

/// What one segment holds: alone, and as one of several, where a header takes its share.
struct Capacity {
    alone: usize,
    of_several: usize,
}

const GSM7: Capacity = Capacity {
    alone: 160,
    of_several: 153,
};
const UCS2: Capacity = Capacity {
    alone: 70,
    of_several: 67,
};

/// GSM 7-bit default alphabet, without the escape character.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
                     ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// Its extension table: an escape and a second septet.
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

pub fn count(text: &str) -> Segments {
    let (encoding, capacity, widths) = match text.chars().map(septets).collect::<Option<Vec<_>>>() {
        Some(widths) => (Encoding::Gsm7, GSM7, widths),
        None => (Encoding::Ucs2, UCS2, code_units(text)),
    };
    let units = widths.iter().sum();
    Segments {
        encoding,
        segments: fill(&widths, units, &capacity),
        units,
    }
}

/// Septets of a character, `None` outside the alphabet.
fn septets(c: char) -> Option<usize> {
    if BASIC.contains(c) {
        Some(1)
    } else if EXTENSION.contains(c) {
        Some(2)
    } else {
        None
    }
}

/// Code units of each piece that stays whole: what a reader sees as one character, as long as a segment can hold it.
fn code_units(text: &str) -> Vec<usize> {
    let width = |piece: &str| piece.encode_utf16().count();
    text.graphemes(true)
        .flat_map(|grapheme| match width(grapheme) {
            whole if whole <= UCS2.of_several => vec![whole],
            _ => grapheme.chars().map(char::len_utf16).collect(),
        })
        .collect()
}

fn fill(widths: &[usize], units: usize, capacity: &Capacity) -> usize {
    if units <= capacity.alone {
        return usize::from(units > 0);
    }
    let start = (1, 0);
    let (segments, _) = widths.iter().fold(start, |(segments, filled), width| {
        if filled + width > capacity.of_several {
            (segments + 1, *width)
        } else {
            (segments, filled + width)
        }
    });
    segments
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(serde::Deserialize)]
    struct Case {
        text: String,
        encoding: String,
        segments: usize,
        units: usize,
    }

    /// Made with Twilio's own calculator (npm `sms-segments-calculator` 1.3.0).
    #[test]
    fn agrees_with_twilios_calculator() {
        let cases: Vec<Case> = serde_json::from_str(include_str!("../fixtures/segments.json")).unwrap();
        assert!(cases.len() > 100);
        for case in cases {
            let encoding = if case.encoding == "gsm7" {
                Encoding::Gsm7
            } else {
                Encoding::Ucs2
            };
            let expected = Segments {
                encoding,
                segments: case.segments,
                units: case.units,
            };
            assert_eq!(count(&case.text), expected, "{:?}", case.text);
        }
    }

    #[test]
    fn an_empty_text_takes_no_segment() {
        assert_eq!(count("").segments, 0);
    }

    #[test]
    fn a_line_break_of_windows_stays_in_the_gsm_alphabet() {
        assert_eq!(
            count("one\r\ntwo"),
            Segments {
                encoding: Encoding::Gsm7,
                segments: 1,
                units: 8
            }
        );
    }

    #[test]
    fn a_character_with_hundreds_of_accents_is_split_all_the_same() {
        let text = format!("a{}", "\u{301}".repeat(199));
        assert_eq!(
            count(&text),
            Segments {
                encoding: Encoding::Ucs2,
                segments: 3,
                units: 200
            }
        );
    }

    proptest! {
        #[test]
        fn segments_hold_every_unit_and_waste_little(text in "\\PC{0,400}") {
            let Segments { encoding, segments, units } = count(&text);
            let capacity = if encoding == Encoding::Gsm7 { GSM7 } else { UCS2 };
            let room = if segments <= 1 { capacity.alone } else { capacity.of_several };
            prop_assert!(units <= segments * room);
            prop_assert_eq!(segments == 0, text.is_empty());
        }
    }
}
