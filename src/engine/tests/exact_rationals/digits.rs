//! How many digits a rational needs, and the nearest with fewer: what a decimal of 96 bits can hold.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

pub fn ten_to(exponent: i32) -> BigRational {
    BigRational::from(BigInt::from(10)).pow(exponent)
}

pub fn digits_before_the_point(value: &BigRational) -> i32 {
    let whole = value.abs().to_integer();
    if whole.is_zero() { 0 } else { i32::try_from(whole.to_string().len()).expect("few digits") }
}

/// How many digits after the point a coefficient of 96 bits has room for, at most 28.
pub fn digits_held(value: &BigRational) -> i32 {
    let largest = BigRational::from((BigInt::one() << 96) - BigInt::one());
    let holds = |digits: &i32| half_even(value, *digits) * ten_to(*digits) <= largest;
    (0..=28).rev().find(holds).expect("the whole part fits")
}

/// How many digits after the point the value has, if it ends: its denominator has no factor but 2 and 5.
pub fn digits_after_the_point(value: &BigRational) -> Option<i32> {
    let mut rest = value.denom().clone();
    let [twos, fives] = [2, 5].map(|prime| {
        let prime = BigInt::from(prime);
        let mut times = 0;
        while (&rest % &prime).is_zero() {
            rest /= &prime;
            times += 1;
        }
        times
    });
    rest.is_one().then(|| twos.max(fives))
}

pub fn significant_digits(value: &BigRational) -> i32 {
    digits_before_the_point(value) + digits_after_the_point(value).unwrap_or(60)
}

/// The nearest with so many digits after the point; a tie goes to the even digit.
pub fn half_even(value: &BigRational, digits: i32) -> BigRational {
    let scaled = value * ten_to(digits);
    let floor = scaled.floor();
    let twice_over = (scaled - &floor) * BigRational::from(BigInt::from(2));
    let is_odd = !(floor.clone() / BigRational::from(BigInt::from(2))).is_integer();
    let is_up = twice_over > BigRational::one() || (twice_over == BigRational::one() && is_odd);
    let nearest = if is_up { floor + BigRational::one() } else { floor };
    nearest * ten_to(-digits)
}
