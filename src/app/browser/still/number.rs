//! Decimal text in English, for the static pages: the same text as `Intl` gives for `en`.

use one_credit_engine::amount::Separators;

/// Letters for thousands, millions and so on.
const LETTERS: [&str; 5] = ["", "K", "M", "B", "T"];

/// `16000` as `16K`; a whole number with no more than two digits that count.
pub fn compact(text: &str) -> String {
    let digits = text.len();
    let step = digits.saturating_sub(1) / 3;
    let zeros = step.saturating_mul(3);
    let Some((whole, letter)) = text
        .split_at_checked(digits.saturating_sub(zeros))
        .map(|(whole, _)| whole)
        .zip(LETTERS.get(step))
    else {
        return number(text);
    };
    let tenth = text.chars().nth(whole.len()).filter(|digit| zeros > 0 && *digit != '0');
    match tenth {
        Some(tenth) if whole.len() == 1 => format!("{whole}.{tenth}{letter}"),
        _ => format!("{whole}{letter}"),
    }
}

/// `12345.60` as `12,345.60`: every digit that is given, and no other.
pub fn number(text: &str) -> String {
    let (whole, decimals) =
        text.split_once('.').map_or((text, None), |(whole, decimals)| (whole, Some(decimals)));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("-", whole));
    let mut out = sign.to_owned();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && whole.len().saturating_sub(place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(decimals) = decimals.filter(|decimals| !decimals.is_empty()) {
        out.push('.');
        out.push_str(decimals);
    }
    out
}

/// The separators of English.
pub const fn separators() -> Separators {
    Separators { decimal: '.', group: ',' }
}

#[cfg(test)]
mod tests {
    use super::{compact, number};

    #[test]
    fn thousands_are_parted_and_every_digit_stays() {
        for (text, written) in [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("-1234567.50", "-1,234,567.50"),
            ("12.", "12"),
            ("16666.666", "16,666.666"),
        ] {
            assert_eq!(number(text), written);
        }
    }

    #[test]
    fn headlines_are_short() {
        for (text, written) in [
            ("50", "50"),
            ("16000", "16K"),
            ("9900", "9.9K"),
            ("160000", "160K"),
            ("1600000", "1.6M"),
            ("2000000000", "2B"),
        ] {
            assert_eq!(compact(text), written);
        }
    }
}
