//! Decimal arithmetic that says when it rounds: parsing, sums, products and quotients.
//! `rust_decimal` rounds silently when a result needs more than 28 digits after the point or 96 bits.

use core::{cmp::Ordering, fmt};

use rust_decimal::Decimal;

use crate::{money::Credits, short};

/// Digits after the decimal point that a [`Decimal`] can hold.
pub const MAX_SCALE: u32 = 28;

/// The largest coefficient of a [`Decimal`], 2^96 - 1.
const MAX_COEFFICIENT: u128 = (1 << 96) - 1;

/// Digits that are divided off or carried on at a time: 10^9 fits in 32 bits.
const STRIDE_DIGITS: u32 = 9;

/// The longest text read as a figure, in bytes; longer text is refused before it is looked at.
const MAX_TEXT: usize = 80;

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
    const SHOWN: usize = 40;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

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
struct WideSum {
    is_negative: bool,
    whole: u128,
    fraction: u128,
}

impl WideSum {
    /// Whole parts and fractions are added apart, where they stay far from the end of 128 bits.
    fn of(values: impl Iterator<Item = Decimal>) -> Self {
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
    fn digits(&self) -> u32 {
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
pub fn mul_div(a: Decimal, b: Decimal, divisor: Decimal) -> Result<Rounded<Decimal>, FigureError> {
    mul_div_to(a, b, divisor, MAX_SCALE)
}

/// As [`mul_div`], with at most `digits` digits after the point.
///
/// # Errors
/// As [`mul_div`].
fn mul_div_to(
    a: Decimal,
    b: Decimal,
    divisor: Decimal,
    digits: u32,
) -> Result<Rounded<Decimal>, FigureError> {
    match short::mul_div(a, b, divisor) {
        Some(exact) if exact.scale() <= digits => return Ok(Rounded::exact(exact)),
        _ => {}
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
    let digits = i64::from(digits.min(MAX_SCALE));
    // Everyday figures: their product fits, and no digit has to be taken off again.
    if let (Some(a_narrow), Some(b_narrow), Some(denominator)) =
        (short::coefficient(a), short::coefficient(b), short::coefficient(divisor))
    {
        let denominator = u128::from(denominator);
        let (whole, remainder) = divide(u128::from(a_narrow) * u128::from(b_narrow), denominator);
        let scale = scale_of(a, b, divisor);
        if whole <= MAX_COEFFICIENT && scale <= digits {
            return extend(is_negative, whole, remainder, denominator, scale, digits);
        }
    }
    let (a, b, divisor) = (a.normalize(), b.normalize(), divisor.normalize());
    let numerator = Wide::product(a.mantissa().unsigned_abs(), b.mantissa().unsigned_abs());
    let denominator = divisor.mantissa().unsigned_abs();
    quotient(is_negative, numerator, denominator, scale_of(a, b, divisor), digits)
}

/// `numerator / denominator / 10^scale` as the nearest [`Decimal`], half-even.
fn quotient(
    is_negative: bool,
    numerator: Wide,
    denominator: u128,
    mut scale: i64,
    digits: i64,
) -> Result<Rounded<Decimal>, FigureError> {
    let (mut whole, remainder) = numerator.divide(denominator);
    let has_dropped = |whole: &Wide, scale: i64| !whole.fits() || scale > digits;
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
            let has_many = scale >= many && (whole.is_far_from_fitting() || scale - many >= digits);
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
    extend(is_negative, whole.low(), remainder, denominator, scale, digits)
}

/// Carries a division on behind the point, until it ends or there is no more room.
fn extend(
    is_negative: bool,
    mut coefficient: u128,
    mut remainder: u128,
    denominator: u128,
    mut scale: i64,
    digits: i64,
) -> Result<Rounded<Decimal>, FigureError> {
    // The remainder is below 2^96, so 10^9 times it stays within 128 bits.
    const STRIDE: u128 = 10_u128.pow(STRIDE_DIGITS);
    while scale < 0 || (remainder != 0 && scale < digits) {
        if scale >= 0
            && scale + i64::from(STRIDE_DIGITS) <= digits
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

/// Quotient and remainder, in 64 bits where they fit: WebAssembly has no division of 128 bits, and
/// the one that stands in for it takes some twenty times as long.
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

/// `value` to so many digits after the point, half-even.
pub fn round(value: Decimal, digits: u32) -> Decimal {
    mul_div_to(value, Decimal::ONE, Decimal::ONE, digits).map_or(value, |rounded| rounded.value)
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

/// Adds amounts up, and does with the sum what `then` says; where either would not fit, the amounts that
/// were rounded anyway are kept to as many digits as it can hold: a quotient with 28 digits after the
/// point leaves room for one before it, and what is shown must still add up, exactly. Where exact amounts
/// are to blame, those with the most digits are rounded too, and flagged.
///
/// # Errors
/// [`FigureError::TooLarge`] when not even whole amounts fit, and what else `then` returns.
pub fn with_room(
    amounts: &mut [Rounded<Credits>],
    then: &dyn Fn(Credits) -> Result<Credits, FigureError>,
) -> Result<Credits, FigureError> {
    let sum = |amounts: &[Rounded<Credits>]| {
        Credits::sum(amounts.iter().map(|amount| amount.value)).and_then(then)
    };
    let mut result = sum(amounts);
    if result != Err(FigureError::TooLarge) {
        return result;
    }
    let given = amounts.to_vec();
    let most = WideSum::of(given.iter().map(|amount| amount.value.amount())).digits();
    for may_round_exact in [false, true] {
        for digits in (0..=most).rev() {
            for (amount, given) in amounts.iter_mut().zip(&given) {
                if !given.is_rounded && !may_round_exact {
                    continue;
                }
                // Half-even as every rounding of the engine, and each time from the amount given:
                // digit by digit, 0.46 would become 0.5 and then the even 0.
                let value = Credits::new(round(given.value.amount(), digits));
                *amount = Rounded { value, is_rounded: given.is_rounded || value != given.value };
            }
            result = sum(amounts);
            if result != Err(FigureError::TooLarge) {
                return result;
            }
        }
    }
    result
}

/// Plain decimal text without exponent or trailing zeros: the form in which figures leave the engine.
pub fn to_text(value: Decimal) -> String {
    value.normalize().to_string()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        parse(text).unwrap()
    }

    #[test]
    fn reads_plain_and_scientific_text() {
        assert_eq!(to_text(d("12.50")), "12.5");
        assert_eq!(to_text(d("1e-7")), "0.0000001");
        assert_eq!(to_text(d("1.25E+3")), "1250");
        assert_eq!(to_text(d("-.5")), "-0.5");
        assert_eq!(to_text(d("0e400")), "0");
        assert_eq!(to_text(d("79228162514264337593543950335")), "79228162514264337593543950335");
        assert_eq!(to_text(d("100000000000000000000000000000e-29")), "1");
    }

    #[test]
    fn refuses_what_it_cannot_keep() {
        for text in [
            "",
            " 1",
            "1 ",
            "NaN",
            "Infinity",
            "1,5",
            "1.",
            ".",
            "-",
            "1e",
            "0x10",
            "1e9999999",
            "--1",
            "1_000",
        ] {
            assert!(matches!(parse(text), Err(FigureError::NotANumber(_))), "{text}");
        }
        assert_eq!(parse("1e400"), Err(FigureError::TooLarge));
        assert_eq!(parse("79228162514264337593543950336"), Err(FigureError::TooLarge));
        assert_eq!(parse(&"9".repeat(40)), Err(FigureError::TooLarge));
        assert!(matches!(parse("1e-29"), Err(FigureError::TooPrecise(_))));
        assert!(matches!(
            parse("0.12345678901234567890123456789"),
            Err(FigureError::TooPrecise(_))
        ));
        assert!(matches!(parse(&"x".repeat(1_000_000)), Err(FigureError::NotANumber(_))));
    }

    #[test]
    fn rounds_a_quotient_once_half_even_at_28_digits() {
        let third = mul_div(d("26"), d("0.0125"), d("60")).unwrap();
        assert_eq!(to_text(third.value), "0.0054166666666666666666666667");
        assert!(third.is_rounded);
        // 5 / 2 at the 28th digit: 0.…00025 ties to the even 2.
        let tie = mul_div(d("5e-28"), Decimal::ONE, d("2")).unwrap();
        assert_eq!(to_text(tie.value), "0.0000000000000000000000000002");
        assert!(tie.is_rounded);
        let tie = mul_div(d("7e-28"), Decimal::ONE, d("2")).unwrap();
        assert_eq!(to_text(tie.value), "0.0000000000000000000000000004");
    }

    #[test]
    fn rounds_a_quotient_once_at_fewer_digits() {
        // 2/3 and 1/8: 0.6666… up, 0.125 to the even 0.12, 0.375 to the even 0.38.
        for (a, divisor, text) in [("2", "3", "0.67"), ("1", "8", "0.12"), ("3", "8", "0.38")] {
            let quotient = mul_div_to(d(a), Decimal::ONE, d(divisor), 2).unwrap();
            assert_eq!(to_text(quotient.value), text);
            assert!(quotient.is_rounded);
        }
        // 1.005 is no tie at two digits of 1.00500…01; the digits behind count.
        let sticky = mul_div_to(d("1.0050000000000000000000000001"), Decimal::ONE, d("1"), 2);
        assert_eq!(to_text(sticky.unwrap().value), "1.01");
        let exact = mul_div_to(d("1.50"), d("2.00"), d("4"), 2).unwrap();
        assert_eq!((to_text(exact.value), exact.is_rounded), ("0.75".to_owned(), false));
        // Wide and narrow figures give the same: 10^19 is past 64 bits, 10^18 is not.
        for (a, text) in
            [("1e18", "142857142857142857.142857"), ("1e19", "1428571428571428571.428571")]
        {
            assert_eq!(to_text(mul_div_to(d(a), Decimal::ONE, d("7"), 6).unwrap().value), text);
        }
    }

    #[test]
    fn flags_a_product_that_loses_digits() {
        let lost = mul(d("1e-20"), d("1e-20")).unwrap();
        assert!(lost.is_rounded);
        assert!(lost.value.is_zero());
        let kept = mul(d("0.50000000000000"), d("2e-27")).unwrap();
        assert!(!kept.is_rounded);
        assert_eq!(to_text(kept.value), "0.000000000000000000000000001");
        assert_eq!(mul(d("1e20"), d("1e20")), Err(FigureError::TooLarge));
    }

    #[test]
    fn a_product_past_96_bits_may_come_back_by_its_divisor() {
        let back = mul_div(d("79228162514264337593543950335"), d("1e10"), d("1e10")).unwrap();
        assert_eq!(to_text(back.value), "79228162514264337593543950335");
        assert!(!back.is_rounded);
        let seven = mul_div(d("79228162514264337593543950335"), d("7"), d("7")).unwrap();
        assert_eq!(to_text(seven.value), "79228162514264337593543950335");
    }

    #[test]
    fn sums_are_exact_or_refused() {
        assert_eq!(to_text(add(d("0.1"), d("0.2")).unwrap()), "0.3");
        assert_eq!(add(d("79228162514264337593543950335"), d("1e-28")), Err(FigureError::TooLarge));
        assert_eq!(to_text(add(d("1e28"), d("-1e28")).unwrap()), "0");
    }

    #[test]
    fn multiples_of_a_step() {
        assert_eq!(to_text(floor_to(d("41.9"), d("5")).unwrap()), "40");
        assert_eq!(to_text(ceil_to(d("15.1"), d("15")).unwrap()), "30");
        assert_eq!(to_text(ceil_to(d("30"), d("15")).unwrap()), "30");
        assert_eq!(to_text(half_up_to(d("7.5"), d("15")).unwrap()), "15");
        assert_eq!(to_text(half_up_to(d("7.4"), d("15")).unwrap()), "0");
        // 0.999… / 3 is not 1/3: no step too many.
        assert_eq!(
            to_text(floor_to(d("0.8999999999999999999999999999"), d("0.3")).unwrap()),
            "0.6"
        );
    }
}
