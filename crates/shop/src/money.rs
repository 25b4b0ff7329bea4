//! Amounts as the shop writes them (`"12.50"`) and as the domain counts them (1250 cents).

use domain::shopping::minor_digits;

/// Not an amount of money, or more than fits.
#[derive(thiserror::Error, Clone, Copy, PartialEq, Eq, Debug)]
#[error("an amount is a decimal number like 12.50, in a currency of three letters")]
pub struct InvalidAmount;

/// Reads an amount exactly, without floating point. Digits beyond the smallest unit are rounded, half away from zero.
pub fn minor_units(amount: &str, currency: &str) -> Result<i64, InvalidAmount> {
    if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(InvalidAmount);
    }
    let kept_digits = minor_digits(currency);
    let amount = amount.trim();
    let (negative, digits) = amount
        .strip_prefix('-')
        .map_or((false, amount), |digits| (true, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return Err(InvalidAmount);
    }
    let kept: String = fraction
        .chars()
        .chain(std::iter::repeat('0'))
        .take(kept_digits)
        .collect();
    let minor: i64 = format!("{whole}{kept}").parse().map_err(|_| InvalidAmount)?;
    let round_up = fraction.as_bytes().get(kept_digits).is_some_and(|digit| *digit >= b'5');
    let minor = minor.checked_add(i64::from(round_up)).ok_or(InvalidAmount)?;
    Ok(if negative { -minor } else { minor })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_counted_in_the_smallest_unit_of_their_currency() {
        let cases = [
            ("12.50", "USD", 1250),
            ("12.5", "EUR", 1250),
            ("12", "USD", 1200),
            ("0.07", "USD", 7),
            ("-3.20", "USD", -320),
            ("1200", "JPY", 1200),
            ("1200.00", "JPY", 1200),
            ("1.234", "KWD", 1234),
            ("1.2", "KWD", 1200),
            ("0.125", "USD", 13),
            ("0.124", "USD", 12),
            ("-0.125", "USD", -13),
            ("92233720368547758.07", "USD", i64::MAX),
        ];
        for (amount, currency, minor) in cases {
            assert_eq!(minor_units(amount, currency), Ok(minor), "{amount} {currency}");
        }
    }

    #[test]
    fn what_is_not_an_amount_is_refused() {
        for amount in [
            "",
            ".",
            ".5",
            "-",
            "1,50",
            "1.2.3",
            "1e5",
            "--1",
            "+1",
            "١٢",
            "92233720368547758.08",
        ] {
            assert_eq!(minor_units(amount, "USD"), Err(InvalidAmount), "{amount}");
        }
        for currency in ["", "usd", "DOLLAR", "U$D"] {
            assert_eq!(minor_units("1.00", currency), Err(InvalidAmount), "{currency}");
        }
    }
}
