//! Arithmetic on coefficients of 64 bits, which nearly all figures have: a processor divides those itself,
//! while 128 bits take a library. Where more is needed the answer is none, and `decimal` computes.

use rust_decimal::Decimal;

use crate::decimal::MAX_SCALE;

/// `a * b / divisor`, if it is exact and short.
pub(crate) fn mul_div(a: Decimal, b: Decimal, divisor: Decimal) -> Option<Decimal> {
    let numerator = product(coefficient(a)?, coefficient(b)?)?;
    let denominator = coefficient(divisor)?;
    let scale = (a.scale() + b.scale()).checked_sub(divisor.scale())?;
    let is_negative = a.is_sign_negative() ^ b.is_sign_negative() ^ divisor.is_sign_negative();
    // Most rates count tens: their division only moves the point.
    if let Some(zeros) = POWERS.iter().position(|power| *power == denominator) {
        return assemble(is_negative, numerator, scale + u32::try_from(zeros).ok()?);
    }
    let mut scale = scale;
    let mut whole = numerator.checked_div(denominator)?;
    let mut remainder = numerator % denominator;
    while remainder != 0 {
        if scale >= MAX_SCALE || remainder > MOST_TENTH || whole > MOST_TENTH {
            return None;
        }
        remainder *= 10;
        // The digit is below 10, and so is what the limit leaves room for.
        whole = whole * 10 + remainder / denominator;
        remainder %= denominator;
        scale += 1;
    }
    assemble(is_negative, whole, scale)
}

/// The sum, if it is short.
pub(crate) fn add(a: Decimal, b: Decimal) -> Option<Decimal> {
    let (low, high) = if a.scale() <= b.scale() { (a, b) } else { (b, a) };
    let zeros = usize::try_from(high.scale() - low.scale()).ok()?;
    let aligned = product(coefficient(low)?, *POWERS.get(zeros)?)?;
    let sum = signed(low, aligned)?.checked_add(signed(high, coefficient(high)?)?)?;
    assemble(sum < 0, sum.unsigned_abs(), high.scale())
}

/// 10^0 to 10^18.
const POWERS: [u64; 19] = [
    1,
    10,
    100,
    1_000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
    1_000_000_000,
    10_000_000_000,
    100_000_000_000,
    1_000_000_000_000,
    10_000_000_000_000,
    100_000_000_000_000,
    1_000_000_000_000_000,
    10_000_000_000_000_000,
    100_000_000_000_000_000,
    1_000_000_000_000_000_000,
];

const MOST_TENTH: u64 = u64::MAX / 10 - 1;

/// The digits of a value without its point and sign, where 64 bits hold them.
#[inline(always)]
pub(crate) fn coefficient(value: Decimal) -> Option<u64> {
    // Not by way of `mantissa`, which takes 128 bits to say the same.
    let parts = value.unpack();
    (parts.hi == 0).then(|| u64::from(parts.mid) << 32 | u64::from(parts.lo))
}

#[inline(always)]
fn signed(value: Decimal, coefficient: u64) -> Option<i64> {
    let coefficient = i64::try_from(coefficient).ok()?;
    Some(if value.is_sign_negative() { -coefficient } else { coefficient })
}

/// The product, judged by the lengths of its factors: a checked one would take 128 bits.
#[inline(always)]
const fn product(a: u64, b: u64) -> Option<u64> {
    if a.leading_zeros() + b.leading_zeros() >= u64::BITS { Some(a * b) } else { None }
}

fn assemble(is_negative: bool, mut coefficient: u64, mut scale: u32) -> Option<Decimal> {
    if coefficient == 0 {
        return Some(Decimal::ZERO);
    }
    while scale > 0 && coefficient & 1 == 0 && coefficient.is_multiple_of(10) {
        coefficient /= 10;
        scale -= 1;
    }
    if scale > MAX_SCALE {
        return None;
    }
    let (low, middle) = (coefficient as u32, (coefficient >> 32) as u32);
    Some(Decimal::from_parts(low, middle, 0, is_negative, scale))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decimal::{parse, to_text};

    fn d(text: &str) -> Decimal {
        parse(text).unwrap()
    }

    #[track_caller]
    fn gives(result: Option<Decimal>, expected: Option<&str>) {
        assert_eq!(result.map(to_text).as_deref(), expected);
    }

    #[test]
    fn short_figures_are_exact() {
        gives(mul_div(d("1499"), d("10"), d("1000000")), Some("0.01499"));
        gives(mul_div(d("-2.5"), d("0.4"), d("8")), Some("-0.125"));
        gives(mul_div(d("26"), d("0.75"), d("60")), Some("0.325"));
        gives(mul_div(d("0"), d("5"), d("-1")), Some("0"));
        gives(add(d("1.44"), d("0.5442")), Some("1.9842"));
        gives(add(d("0.5"), d("-0.5")), Some("0"));
        gives(add(d("-0.07"), d("0.03")), Some("-0.04"));
        gives(add(d("9223372036854775807"), d("0")), Some("9223372036854775807"));
    }

    #[test]
    fn what_is_long_or_endless_is_left_to_others() {
        gives(mul_div(d("1"), d("1"), d("3")), None);
        gives(mul_div(d("1"), d("1"), d("0")), None);
        gives(mul_div(d("18446744073709551615"), d("2"), d("1")), None);
        gives(mul_div(d("18446744073709551616"), d("1"), d("1")), None);
        gives(mul_div(d("1e-28"), d("1"), d("10")), None);
        gives(mul_div(d("5"), d("1"), d("0.5")), None);
        gives(add(d("9223372036854775807"), d("1")), None);
        gives(add(d("1"), d("1e-28")), None);
    }
}
