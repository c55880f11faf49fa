//! Products and quotients, rounded half-even at most once and flagged.

use core::cmp::Ordering;

use rust_decimal::Decimal;

use crate::short;

use super::{FigureError, MAX_COEFFICIENT, MAX_SCALE, Rounded, divide, settle};

/// Digits that are divided off or carried on at a time: 10^9 fits in 32 bits.
const STRIDE_DIGITS: u32 = 9;

/// Digits after the point that a quotient is carried to.
const DIGITS: i64 = MAX_SCALE as i64;

/// The product, exact where a [`Decimal`] can hold it, otherwise rounded half-even and flagged.
///
/// # Errors
/// [`FigureError::TooLarge`] when its whole part does not fit.
pub fn mul(a: Decimal, b: Decimal) -> Result<Rounded<Decimal>, FigureError> {
    mul_div(a, b, Decimal::ONE)
}

/// `a * b / divisor`, rounded half-even at most once, at 28 digits after the point (fewer where
/// the whole part needs the room), and flagged when it was.
///
/// # Errors
/// [`FigureError::DivisionByZero`], or [`FigureError::TooLarge`] when the whole part does not fit.
#[cfg_attr(feature = "fast", optimize(speed))]
pub fn mul_div(a: Decimal, b: Decimal, divisor: Decimal) -> Result<Rounded<Decimal>, FigureError> {
    if let Some(exact) = short::mul_div(a, b, divisor) {
        return Ok(Rounded::exact(exact));
    }
    if divisor.is_zero() {
        return Err(FigureError::DivisionByZero);
    }
    if a.is_zero() || b.is_zero() {
        return Ok(Rounded::exact(Decimal::ZERO));
    }
    let is_negative = (a.is_sign_negative() ^ b.is_sign_negative()) ^ divisor.is_sign_negative();
    let scale_of = |a: Decimal, b: Decimal, divisor: Decimal| {
        i64::from(a.scale()) + i64::from(b.scale()) - i64::from(divisor.scale())
    };
    // Everyday figures: their product fits, and no digit has to be taken off again.
    if let (Some(a_narrow), Some(b_narrow), Some(denominator)) =
        (short::coefficient(a), short::coefficient(b), short::coefficient(divisor))
    {
        let denominator = u128::from(denominator);
        let (whole, remainder) = divide(u128::from(a_narrow) * u128::from(b_narrow), denominator);
        let scale = scale_of(a, b, divisor);
        if whole <= MAX_COEFFICIENT && scale <= DIGITS {
            return extend(is_negative, whole, remainder, denominator, scale);
        }
    }
    let (a, b, divisor) = (a.normalize(), b.normalize(), divisor.normalize());
    let numerator = Wide::product(a.mantissa().unsigned_abs(), b.mantissa().unsigned_abs());
    let denominator = divisor.mantissa().unsigned_abs();
    quotient(is_negative, numerator, denominator, scale_of(a, b, divisor))
}

/// `numerator / denominator / 10^scale` as the nearest [`Decimal`], half-even.
fn quotient(
    is_negative: bool,
    numerator: Wide,
    denominator: u128,
    mut scale: i64,
) -> Result<Rounded<Decimal>, FigureError> {
    let (mut whole, remainder) = numerator.divide(denominator);
    let has_dropped = |whole: &Wide, scale: i64| !whole.fits() || scale > DIGITS;
    if has_dropped(&whole, scale) {
        // Digits that fall off the end: the last of them, out of how many, and whether any before was not 0.
        let (mut dropped, mut unit) = (0, 1);
        let mut is_sticky = remainder != 0;
        while has_dropped(&whole, scale) {
            if scale <= 0 && !whole.fits() {
                return Err(FigureError::TooLarge);
            }
            is_sticky |= dropped != 0;
            let many = i64::from(STRIDE_DIGITS);
            let has_many = scale >= many && (whole.is_far_from_fitting() || scale - many >= DIGITS);
            let count = if has_many { STRIDE_DIGITS } else { 1 };
            unit = 10_u128.pow(count);
            (whole, dropped) = whole.divide(unit);
            scale -= i64::from(count);
        }
        let rest = match dropped.cmp(&(unit / 2)) {
            _ if dropped == 0 && !is_sticky => None,
            Ordering::Equal if is_sticky => Some(Ordering::Greater),
            order => Some(order),
        };
        return settle(is_negative, whole.low(), scale, rest);
    }
    extend(is_negative, whole.low(), remainder, denominator, scale)
}

/// Carries a division on behind the point, until it ends or there is no more room.
#[cfg_attr(feature = "fast", optimize(speed))]
fn extend(
    is_negative: bool,
    mut coefficient: u128,
    mut remainder: u128,
    denominator: u128,
    mut scale: i64,
) -> Result<Rounded<Decimal>, FigureError> {
    // The remainder is below 2^96, so 10^9 times it stays within 128 bits.
    const STRIDE: u128 = 10_u128.pow(STRIDE_DIGITS);
    while scale < 0 || (remainder != 0 && scale < DIGITS) {
        if scale >= 0
            && scale + i64::from(STRIDE_DIGITS) <= DIGITS
            && coefficient < MAX_COEFFICIENT / STRIDE
        {
            let (more, rest) = divide(remainder * STRIDE, denominator);
            coefficient = coefficient * STRIDE + more;
            remainder = rest;
            scale += i64::from(STRIDE_DIGITS);
            continue;
        }
        let (digit, rest) = divide(remainder * 10, denominator);
        let next = coefficient * 10 + digit;
        if next > MAX_COEFFICIENT {
            if scale < 0 {
                return Err(FigureError::TooLarge);
            }
            break;
        }
        coefficient = next;
        remainder = rest;
        scale += 1;
    }
    let rest = if remainder == 0 { None } else { Some((remainder * 2).cmp(&denominator)) };
    settle(is_negative, coefficient, scale, rest)
}

/// A product of two 96-bit coefficients, most significant 32 bits first.
#[derive(Clone, Copy)]
struct Wide([u32; 6]);

impl Wide {
    fn product(a: u128, b: u128) -> Self {
        let split = |value: u128| [value as u32, (value >> 32) as u32, (value >> 64) as u32];
        let mut limbs = [0_u32; 6];
        for (i, x) in split(a).into_iter().enumerate() {
            let mut carry = 0_u64;
            for (j, y) in split(b).into_iter().enumerate() {
                if let Some(limb) = limbs.get_mut(5 - i - j) {
                    let sum = u64::from(x) * u64::from(y) + u64::from(*limb) + carry;
                    *limb = sum as u32;
                    carry = sum >> 32;
                }
            }
            if let Some(limb) = limbs.get_mut(2 - i) {
                *limb = carry as u32;
            }
        }
        Self(limbs)
    }

    /// Quotient and remainder; the divisor is below 2^96, so each step stays within 128 bits.
    #[cfg_attr(feature = "fast", optimize(speed))]
    fn divide(self, divisor: u128) -> (Self, u128) {
        let mut remainder = 0_u128;
        let limbs = self.0.map(|limb| {
            let (digit, rest) = divide((remainder << 32) | u128::from(limb), divisor);
            remainder = rest;
            digit as u32
        });
        (Self(limbs), remainder)
    }

    fn fits(&self) -> bool {
        matches!(self.0, [0, 0, 0, ..])
    }

    /// Whether it would still not fit with nine digits fewer.
    fn is_far_from_fitting(&self) -> bool {
        !matches!(self.0, [0, 0, ..])
    }

    fn low(&self) -> u128 {
        let [.., high, mid, low] = self.0;
        (u128::from(high) << 64) | (u128::from(mid) << 32) | u128::from(low)
    }
}
