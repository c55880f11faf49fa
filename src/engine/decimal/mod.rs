//! Decimal arithmetic that says when it rounds. `rust_decimal` holds the figures, but rounds silently when
//! a result needs more than 28 digits after the point or 96 bits; so everything is computed here.

mod parse;
mod product;
mod room;
mod step;
mod sum;
mod text;

pub use parse::parse;
pub(crate) use parse::{shorten, shorten_to};
pub use product::{mul, mul_div};
pub use room::with_room;
pub use step::{ceil_to, floor_to, half_up_to, round, with_digits};
pub use sum::{add, add_nearest, sub, sum};
pub use text::{to_text, with_zeros, write};

use core::{cmp::Ordering, fmt};

use rust_decimal::Decimal;

/// Digits after the decimal point that a [`Decimal`] can hold.
pub const MAX_SCALE: u32 = 28;

/// The largest coefficient of a [`Decimal`], 2^96 - 1.
const MAX_COEFFICIENT: u128 = (1 << 96) - 1;

/// A value together with whether it had to be rounded (half-even, once).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Rounded<T> {
    /// The value, the nearest that can be held.
    pub value: T,
    /// True when `value` differs from the exact result.
    pub is_rounded: bool,
}

impl<T> Rounded<T> {
    /// A value that is exact.
    pub const fn exact(value: T) -> Self {
        Self { value, is_rounded: false }
    }

    /// The same flag on another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Rounded<U> {
        Rounded { value: change(self.value), is_rounded: self.is_rounded }
    }
}

/// Why a figure could not be read or computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureError {
    /// The text is not a decimal number.
    NotANumber(String),
    /// More digits than can be kept exactly.
    TooPrecise(String),
    /// The result or the text lies beyond about 7.9e28.
    TooLarge,
    /// A figure that must be zero or more is negative.
    Negative(String),
    /// A divisor is zero.
    DivisionByZero,
}

impl fmt::Display for FigureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotANumber(text) if text.is_empty() => {
                f.write_str("a number is missing; write one such as 12.5")
            }
            Self::NotANumber(text) => write!(f, "\"{text}\" is not a decimal number such as 12.5"),
            Self::TooPrecise(text) => {
                write!(f, "{text} has more digits than can be kept exactly (28)")
            }
            Self::TooLarge => f.write_str("the figure is too large; at most 28 digits can be kept"),
            Self::Negative(text) => write!(f, "{text} is negative; it must be 0 or more"),
            Self::DivisionByZero => f.write_str("a divisor is 0"),
        }
    }
}

impl std::error::Error for FigureError {}

/// Quotient and remainder, in 64 bits where they fit: WebAssembly has no division of 128 bits, and
/// the one that stands in for it takes some twenty times as long.
#[cfg_attr(feature = "fast", optimize(speed))]
fn divide(numerator: u128, denominator: u128) -> (u128, u128) {
    match (u64::try_from(numerator), u64::try_from(denominator)) {
        (Ok(numerator), Ok(denominator)) => {
            (u128::from(numerator / denominator), u128::from(numerator % denominator))
        }
        (_, Ok(denominator)) if u32::try_from(denominator).is_ok() => {
            let (mut quotient, mut rest) = (0, 0);
            for shift in [96, 64, 32, 0] {
                let part = (rest << 32) | u64::from((numerator >> shift) as u32);
                quotient = (quotient << 32) | u128::from(part / denominator);
                rest = part % denominator;
            }
            (quotient, u128::from(rest))
        }
        _ => {
            let quotient = numerator / denominator;
            (quotient, numerator - quotient * denominator)
        }
    }
}

fn settle(
    is_negative: bool,
    coefficient: u128,
    scale: i64,
    rest: Option<Ordering>,
) -> Result<Rounded<Decimal>, FigureError> {
    let rounds_up = match rest {
        None | Some(Ordering::Less) => false,
        Some(Ordering::Greater) => true,
        Some(Ordering::Equal) => coefficient % 2 == 1,
    };
    let value = fit(is_negative, coefficient + u128::from(rounds_up), scale)
        .ok_or(FigureError::TooLarge)?;
    Ok(Rounded { value, is_rounded: rest.is_some() })
}

/// The decimal with this coefficient and scale, without trailing zeros, if one exists.
fn fit(is_negative: bool, mut coefficient: u128, mut scale: i64) -> Option<Decimal> {
    while scale > 0 && coefficient & 1 == 0 {
        let (shorter, digit) = divide(coefficient, 10);
        if digit != 0 {
            break;
        }
        coefficient = shorter;
        scale -= 1;
    }
    if coefficient == 0 {
        return Some(Decimal::ZERO);
    }
    assemble(is_negative, coefficient, u32::try_from(scale).ok()?)
}

fn assemble(is_negative: bool, coefficient: u128, scale: u32) -> Option<Decimal> {
    if coefficient > MAX_COEFFICIENT || scale > MAX_SCALE {
        return None;
    }
    let [low, mid, high] =
        [coefficient, coefficient >> 32, coefficient >> 64].map(|part| part as u32);
    Some(Decimal::from_parts(low, mid, high, is_negative, scale))
}

#[cfg(test)]
mod tests;
