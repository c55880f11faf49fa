//! Which separator of a number stands before its cents, and which between its thousands.

use super::{
    Separators,
    digit::{DECIMAL, GROUP},
};

/// What is wrong with the separators of a number.
pub(super) enum Wrong {
    /// They leave open which amount is meant.
    Open,
    /// More than two digits stand behind the decimal separator.
    TooPrecise {
        /// The digits, when the separator could have been meant for thousands.
        thousands: Option<String>,
    },
}

/// The digits of a number in plain signs, with a point before its cents.
pub(super) fn number(number: &str, separators: Separators) -> Result<String, Wrong> {
    let is_separator = |sign: char| !sign.is_ascii_digit();
    let signs: Vec<char> = number.chars().filter(|sign| is_separator(*sign)).collect();
    let runs: Vec<&str> = number.split(is_separator).collect();
    let Some((last, between)) = signs.split_last() else { return Ok(number.to_owned()) };
    let Some((fraction, whole)) = runs.split_last() else { return Err(Wrong::Open) };
    let Some(first) = between.first() else {
        return one(*last, whole.concat(), fraction, separators);
    };
    if between.iter().any(|sign| sign != first) {
        return Err(Wrong::Open);
    }
    if first == last {
        let is_whole = *first != DECIMAL && is_grouped(&runs);
        return if is_whole { Ok(runs.concat()) } else { Err(Wrong::Open) };
    }
    if *first == DECIMAL || is_group(*last) || !is_grouped(whole) {
        return Err(Wrong::Open);
    }
    with_cents(whole.concat(), fraction, false)
}

/// A number with one separator.
fn one(sign: char, whole: String, fraction: &str, separators: Separators) -> Result<String, Wrong> {
    let is_grouped = is_grouped(&[&whole, fraction]);
    let is_decimal = sign == DECIMAL || sign == separators.decimal || whole.is_empty();
    if is_group(sign) || (sign == separators.group && fraction.len() > 2) {
        return if is_grouped { Ok(whole + fraction) } else { Err(Wrong::Open) };
    }
    // Three digits behind a sign that is neither to the visitor: thousands to some, an error to others.
    if fraction.len() > 2 && !is_decimal {
        return Err(Wrong::Open);
    }
    with_cents(whole, fraction, is_grouped && sign != DECIMAL)
}

fn with_cents(whole: String, fraction: &str, is_grouped: bool) -> Result<String, Wrong> {
    match fraction.len() {
        0 => Ok(whole),
        1 | 2 => Ok(whole + "." + fraction),
        _ => Err(Wrong::TooPrecise { thousands: is_grouped.then(|| whole + fraction) }),
    }
}

/// A sign that stands between thousands only.
const fn is_group(sign: char) -> bool {
    matches!(sign, ' ' | GROUP)
}

/// Whether digits stand in groups as thousands do (1,234,567) or as lakhs do (12,34,567).
fn is_grouped(runs: &[&str]) -> bool {
    let Some((last, before)) = runs.split_last() else { return false };
    let Some((first, middle)) = before.split_first() else { return false };
    let is = |length: usize| middle.iter().all(|run| run.len() == length);
    last.len() == 3
        && !first.starts_with('0')
        && match first.len() {
            1 | 2 => is(3) || is(2),
            3 => is(3),
            _ => false,
        }
}
