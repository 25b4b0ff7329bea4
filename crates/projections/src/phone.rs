//! Numbers as people write and type them.

use domain::Address;
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat};

/// `(415) 555-0123` for North America, `+49 1512 3456789` for everybody else, the address itself if it is no number.
pub fn display(address: &Address) -> String {
    let Ok(number) = PHONE_NUMBER_UTIL.parse(address.as_str(), None) else {
        return address.as_str().to_owned();
    };
    let format = match number.country_code {
        1 => PhoneNumberFormat::National,
        _ => PhoneNumberFormat::International,
    };
    PHONE_NUMBER_UTIL.format(&number, format).into_owned()
}

pub fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The digits to look for, if the text can be meant as a number: at least three digits and nothing but separators. The
/// leading zeros of `0049…` and `07911…` are how numbers are dialled, not how they are stored.
pub fn typed_digits(text: &str) -> Option<String> {
    let separators = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+-().\u{2011}\u{2013}/".contains(c);
    if !text.chars().all(separators) {
        return None;
    }
    let all = digits(text);
    let significant = all.trim_start_matches('0');
    // "0123" may also be the end of a number.
    let wanted = if all.len() <= 4 { all.as_str() } else { significant };
    (wanted.len() >= 3).then(|| wanted.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_shown_as_its_country_writes_it() {
        let shown = |text: &str| display(&text.parse().unwrap());
        assert_eq!(shown("+14155550123"), "(415) 555-0123");
        assert_eq!(shown("+4915123456789"), "+49 1512 3456789");
        assert_eq!(shown("bsuid:US.123"), "bsuid:US.123");
    }

    #[test]
    fn any_formatting_of_a_number_means_the_same_digits() {
        for text in ["(415) 555-0123", "415.555.0123", "415 555 0123"] {
            assert_eq!(typed_digits(text).as_deref(), Some("4155550123"));
        }
        assert_eq!(typed_digits("07911 123456").as_deref(), Some("7911123456"));
        assert_eq!(typed_digits("0123").as_deref(), Some("0123"));
        assert_eq!(typed_digits("12"), None);
        assert_eq!(typed_digits("order 1042"), None);
    }
}
