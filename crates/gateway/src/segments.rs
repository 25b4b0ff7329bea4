//! How many SMS segments a text takes, which is what carriers charge for (3GPP TS 23.038 and TS 23.040).
//!
//! A text whose characters all lie in the GSM 7-bit alphabet holds 160 of them, or 153 in each segment of several.
//! One character outside of it makes the whole text UCS-2: 70 code units, or 67 in each of several. Characters of the
//! extension table take two septets and an emoji two code units; a pair is never torn apart by a segment's end.

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

/// GSM 7-bit default alphabet, without the escape character.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// Its extension table: an escape and a second septet.
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

pub fn count(text: &str) -> Segments {
    let septets = text.chars().map(septets).collect::<Option<Vec<_>>>();
    match septets {
        Some(widths) => measure(Encoding::Gsm7, widths, 160, 153),
        None => measure(Encoding::Ucs2, text.chars().map(char::len_utf16).collect(), 70, 67),
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

fn measure(encoding: Encoding, widths: Vec<usize>, alone: usize, each: usize) -> Segments {
    let units = widths.iter().sum();
    let segments = if units == 0 {
        0
    } else if units <= alone {
        1
    } else {
        let mut segments = 1;
        let mut filled = 0;
        for width in widths {
            if filled + width > each {
                segments += 1;
                filled = 0;
            }
            filled += width;
        }
        segments
    };
    Segments {
        encoding,
        segments,
        units,
    }
}
