//! Decimals as plain text: the form in which figures leave the engine. `rust_decimal` has its own, through the
//! machinery of formats, in three times the bytes and the time.

use rust_decimal::Decimal;

use super::divide;

/// Plain decimal text without exponent or trailing zeros.
pub fn to_text(value: Decimal) -> String {
    let mut text = String::new();
    write(&mut text, value);
    text
}

/// Appends plain decimal text without exponent or trailing zeros.
pub fn write(text: &mut String, value: Decimal) {
    append(text, value, false);
}

/// Plain decimal text with every digit that the value holds, zeros at its end too: 12.50.
pub fn with_zeros(value: Decimal) -> String {
    let mut text = String::new();
    append(&mut text, value, true);
    text
}

#[cfg_attr(feature = "fast", optimize(speed))]
fn append(text: &mut String, value: Decimal, has_zeros: bool) {
    // Up to 29 digits, or 28 behind a zero, and the point; written from the end.
    let mut written = [0; 32];
    let mut start = written.len();
    let mut put = |byte: u8| {
        start -= 1;
        if let Some(place) = written.get_mut(start) {
            *place = byte;
        }
    };
    let mut rest = value.mantissa().unsigned_abs();
    let is_negative = value.is_sign_negative() && rest != 0;
    let mut is_written = has_zeros;
    let mut left = value.scale();
    loop {
        let digit;
        (rest, digit) = match u64::try_from(rest) {
            Ok(rest) => ((rest / 10).into(), rest % 10),
            Err(_) => {
                let (shorter, digit) = divide(rest, 10);
                (shorter, digit as u64)
            }
        };
        is_written |= digit != 0 || left == 0;
        if is_written {
            put(b'0' + digit as u8);
        }
        if left == 0 && rest == 0 {
            break;
        }
        if left == 1 && is_written {
            put(b'.');
        }
        left = left.saturating_sub(1);
    }
    if is_negative {
        text.push('-');
    }
    text.push_str(str::from_utf8(written.get(start..).unwrap_or_default()).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::{to_text, with_zeros};
    use crate::decimal::parse;
    use rust_decimal::Decimal;

    #[test]
    fn figures_are_written_in_full() {
        for text in [
            "0",
            "7",
            "10",
            "1200",
            "-0.5",
            "0.05",
            "12.25",
            "-1001.0001",
            "18446744073709551616",
            "79228162514264337593543950335",
            "7.9228162514264337593543950335",
            "0.0000000000000000000000000001",
            "-9999999999.999999999999999999",
        ] {
            assert_eq!(to_text(parse(text).unwrap()), text);
        }
    }

    #[test]
    fn zeros_at_the_end_are_left_out_unless_they_are_asked_for() {
        let value = |coefficient: i64, scale| Decimal::new(coefficient, scale);
        assert_eq!(to_text(value(12_500, 3)), "12.5");
        assert_eq!(with_zeros(value(12_500, 3)), "12.500");
        assert_eq!(to_text(value(-1_000, 2)), "-10");
        assert_eq!(with_zeros(value(-1_000, 2)), "-10.00");
        assert_eq!(to_text(value(0, 4)), "0");
        assert_eq!(with_zeros(value(0, 2)), "0.00");
        assert_eq!(with_zeros(-value(0, 0)), "0");
        assert_eq!(to_text(value(5, 1)), "0.5");
    }
}
