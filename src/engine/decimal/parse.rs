//! Reading a decimal number to its last digit.

use rust_decimal::Decimal;

use super::{FigureError, MAX_COEFFICIENT, MAX_SCALE, assemble};

/// The longest text read as a figure, in bytes; longer text is refused before it is looked at.
const MAX_TEXT: usize = 80;

/// Reads a decimal number, exactly: `12`, `-0.5`, `1.25e-7`. Spaces, signs other than one leading
/// `-` or `+`, separators, `NaN` and `Infinity` are refused.
///
/// # Errors
/// [`FigureError`] when the text is no number, or one that cannot be kept to its last digit.
pub fn parse(text: &str) -> Result<Decimal, FigureError> {
    if text.len() > MAX_TEXT {
        return Err(too_long(text));
    }
    let not_a_number = || FigureError::NotANumber(shorten(text));
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            (mantissa, parse_exponent(exponent).ok_or_else(not_a_number)?)
        }
        None => (text, 0),
    };
    let (is_negative, digits) = match mantissa.as_bytes().first() {
        Some(b'-') => (true, mantissa.get(1..).unwrap_or_default()),
        Some(b'+') => (false, mantissa.get(1..).unwrap_or_default()),
        _ => (false, mantissa),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((_, "")) | None if digits.ends_with('.') => return Err(not_a_number()),
        Some((whole, fraction)) => (whole, fraction),
        None => (digits, ""),
    };
    if whole.is_empty() && fraction.is_empty() {
        return Err(not_a_number());
    }
    let mut coefficient: u128 = 0;
    let mut trailing_zeros: i64 = 0;
    for byte in whole.bytes().chain(fraction.bytes()) {
        if !byte.is_ascii_digit() {
            return Err(not_a_number());
        }
        if byte == b'0' {
            // Zeros wait until a later digit needs them, so 1e30 written out is told from 1.
            trailing_zeros += 1;
            continue;
        }
        for _ in 0..trailing_zeros {
            coefficient = coefficient.saturating_mul(10);
        }
        trailing_zeros = 0;
        coefficient = coefficient.saturating_mul(10).saturating_add(u128::from(byte - b'0'));
    }
    if coefficient == 0 {
        return Ok(Decimal::ZERO);
    }
    let scale = fraction.len() as i64 - trailing_zeros - exponent;
    if coefficient > MAX_COEFFICIENT {
        return Err(too_long(text));
    }
    let (coefficient, scale) = match u32::try_from(scale) {
        Ok(scale) if scale <= MAX_SCALE => (coefficient, scale),
        Ok(_) => return Err(FigureError::TooPrecise(shorten(text))),
        Err(_) => {
            let raised = u32::try_from(-scale)
                .ok()
                .and_then(|zeros| 10_u128.checked_pow(zeros))
                .and_then(|factor| coefficient.checked_mul(factor))
                .filter(|raised| *raised <= MAX_COEFFICIENT)
                .ok_or(FigureError::TooLarge)?;
            (raised, 0)
        }
    };
    assemble(is_negative, coefficient, scale).ok_or(FigureError::TooLarge)
}

fn parse_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || digits.len() > 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.strip_prefix('+').unwrap_or(text).parse().ok()
}

fn too_long(text: &str) -> FigureError {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    if !is_number {
        FigureError::NotANumber(shorten(text))
    } else if text.contains('.') {
        FigureError::TooPrecise(shorten(text))
    } else {
        FigureError::TooLarge
    }
}

/// The first characters of a text that is quoted in an error.
pub(crate) fn shorten(text: &str) -> String {
    shorten_to(40, text)
}

/// The same, up to `most` characters.
pub(crate) fn shorten_to(most: usize, text: &str) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
