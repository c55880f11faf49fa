//! Figures brought to a number of digits, or to a multiple of a step.

use rust_decimal::Decimal;

use super::{FigureError, Rounded, add, assemble, divide, mul, mul_div, settle, sub};

/// `value` to so many digits after the point, half-even.
pub fn round(value: Decimal, digits: u32) -> Decimal {
    let Some(dropped) = value.scale().checked_sub(digits) else { return value };
    let unit = 10_u128.pow(dropped);
    let (kept, rest) = divide(value.mantissa().unsigned_abs(), unit);
    let order = if rest == 0 { None } else { Some((rest * 2).cmp(&unit)) };
    let rounded = settle(value.is_sign_negative(), kept, digits.into(), order);
    rounded.map_or(value, |rounded| rounded.value)
}

/// `value` with exactly so many digits after the point, at most 28: cut, or filled up with zeros where
/// there is room.
pub fn with_digits(value: Decimal, digits: u32) -> Decimal {
    let (coefficient, scale) = (value.mantissa().unsigned_abs(), value.scale());
    let power = 10_u128.pow(scale.abs_diff(digits));
    let coefficient = if scale > digits {
        Some(divide(coefficient, power).0)
    } else {
        coefficient.checked_mul(power)
    };
    coefficient
        .and_then(|coefficient| assemble(value.is_sign_negative(), coefficient, digits))
        .unwrap_or(value)
}

/// `value` down to a multiple of `step` (towards zero).
///
/// # Errors
/// As [`mul_div`], and [`FigureError::TooLarge`] when the multiple needs more than 28 digits.
pub fn floor_to(value: Decimal, step: Decimal) -> Result<Decimal, FigureError> {
    let steps = mul_div(value, Decimal::ONE, step)?.value;
    let steps = with_digits(steps, 0);
    let product = match mul(steps, step)? {
        Rounded { value, is_rounded: false } => value,
        Rounded { .. } => return Err(FigureError::TooLarge),
    };
    // A quotient rounded up to a whole number would be one step too many.
    if product > value { sub(product, step) } else { Ok(product) }
}

/// `value` up to a multiple of `step` (away from zero, for values of 0 and more).
///
/// # Errors
/// As [`floor_to`].
pub fn ceil_to(value: Decimal, step: Decimal) -> Result<Decimal, FigureError> {
    let floor = floor_to(value, step)?;
    if floor < value { add(floor, step) } else { Ok(floor) }
}

/// `value` to the nearest multiple of `step`, halves away from zero.
///
/// # Errors
/// As [`floor_to`].
pub fn half_up_to(value: Decimal, step: Decimal) -> Result<Decimal, FigureError> {
    let floor = floor_to(value, step)?;
    let over = sub(value, floor)?;
    let is_up = match sub(step, over) {
        Ok(left) => over >= left,
        // No tie: the other half of the step would have as many digits as this one, and fit.
        Err(_) => over > mul_div(step, Decimal::ONE, Decimal::TWO)?.value,
    };
    if is_up { add(floor, step) } else { Ok(floor) }
}
