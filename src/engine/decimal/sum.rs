//! Sums and differences, exact or flagged.

use rust_decimal::Decimal;

use crate::short;

use super::{FigureError, MAX_COEFFICIENT, MAX_SCALE, Rounded, fit, settle};

/// The exact sum.
///
/// # Errors
/// [`FigureError::TooLarge`] when it needs more digits than a [`Decimal`] holds.
pub fn add(a: Decimal, b: Decimal) -> Result<Decimal, FigureError> {
    if a.is_zero() {
        return Ok(b);
    }
    if b.is_zero() {
        return Ok(a);
    }
    if let Some(sum) = short::add(a, b) {
        return Ok(sum);
    }
    let (low, high) = if a.scale() <= b.scale() { (a, b) } else { (b, a) };
    let sum = 10_i128
        .checked_pow(high.scale() - low.scale())
        .and_then(|factor| low.mantissa().checked_mul(factor))
        .and_then(|aligned| aligned.checked_add(high.mantissa()));
    match sum {
        Some(sum) => fit(sum < 0, sum.unsigned_abs(), i64::from(high.scale())),
        // A coefficient past 128 bits may still end in zeros.
        None if a.normalize().scale() < a.scale() || b.normalize().scale() < b.scale() => {
            return add(a.normalize(), b.normalize());
        }
        None => None,
    }
    .ok_or(FigureError::TooLarge)
}

/// The exact difference; see [`add`].
///
/// # Errors
/// As [`add`].
pub fn sub(a: Decimal, b: Decimal) -> Result<Decimal, FigureError> {
    add(a, -b)
}

/// The sum, exact where a [`Decimal`] can hold it, otherwise rounded and flagged.
///
/// # Errors
/// [`FigureError::TooLarge`] when its whole part does not fit.
pub fn add_nearest(a: Decimal, b: Decimal) -> Result<Rounded<Decimal>, FigureError> {
    match add(a, b) {
        Ok(value) => Ok(Rounded::exact(value)),
        Err(_) => WideSum::of([a, b].into_iter()).nearest(),
    }
}

/// The exact sum of many, whatever their order: a sum on the way may need more digits than the last.
///
/// # Errors
/// [`FigureError::TooLarge`] when the whole sum needs more digits than a [`Decimal`] holds.
pub fn sum(values: impl IntoIterator<Item = Decimal>) -> Result<Decimal, FigureError> {
    sum_of(&mut values.into_iter())
}

fn sum_of(values: &mut dyn Iterator<Item = Decimal>) -> Result<Decimal, FigureError> {
    let mut sum = Decimal::ZERO;
    // Sums of a part of the values each, where one sum does not hold what comes next.
    let mut sums = Vec::new();
    for value in values {
        match add(sum, value) {
            Ok(more) => sum = more,
            Err(_) => {
                sums.push(sum);
                sum = value;
            }
        }
    }
    if sums.is_empty() {
        return Ok(sum);
    }
    sums.push(sum);
    match WideSum::of(sums.into_iter()).nearest()? {
        Rounded { value, is_rounded: false } => Ok(value),
        Rounded { .. } => Err(FigureError::TooLarge),
    }
}

/// A sum in its whole part and, in units of 10^-28, its fraction; both away from 0.
pub(super) struct WideSum {
    is_negative: bool,
    whole: u128,
    fraction: u128,
}

impl WideSum {
    /// Whole parts and fractions are added apart, where they stay far from the end of 128 bits.
    pub(super) fn of(values: impl Iterator<Item = Decimal>) -> Self {
        const ONE: i128 = 10_i128.pow(MAX_SCALE);
        let (mut whole, mut fraction) = (0_i128, 0_i128);
        for value in values {
            let unit = 10_i128.pow(value.scale());
            whole += value.mantissa() / unit;
            fraction += value.mantissa() % unit * (ONE / unit);
        }
        whole += fraction.div_euclid(ONE);
        fraction = fraction.rem_euclid(ONE);
        let is_negative = whole < 0;
        // -1 and 0.3 are -(0 and 0.7).
        if is_negative && fraction > 0 {
            whole += 1;
            fraction = ONE - fraction;
        }
        Self { is_negative, whole: whole.unsigned_abs(), fraction: fraction.unsigned_abs() }
    }

    /// The most digits after the point for which there is room.
    pub(super) fn digits(&self) -> u32 {
        let has_room = |digits: &u32| {
            let coefficient = self.whole.checked_mul(10_u128.pow(*digits));
            coefficient.is_some_and(|coefficient| coefficient <= MAX_COEFFICIENT)
        };
        (0..=MAX_SCALE).rev().find(has_room).unwrap_or(0)
    }

    /// The nearest that can be held.
    fn nearest(&self) -> Result<Rounded<Decimal>, FigureError> {
        let to = |digits: u32| {
            let unit = 10_u128.pow(MAX_SCALE - digits);
            let rest = self.fraction % unit;
            let coefficient = self
                .whole
                .checked_mul(10_u128.pow(digits))
                .and_then(|whole| whole.checked_add(self.fraction / unit))
                .ok_or(FigureError::TooLarge)?;
            let order = if rest == 0 { None } else { Some((rest * 2).cmp(&unit)) };
            settle(self.is_negative, coefficient, digits.into(), order)
        };
        let digits = self.digits();
        // The fraction may be what is too much, by one digit.
        to(digits).or_else(|error| to(digits.checked_sub(1).ok_or(error)?))
    }
}
