//! Amounts of money and amounts of work: `Credits` and `Quantity`, exact and never mixed up.

use core::fmt;

use rust_decimal::Decimal;

use crate::decimal::{self, FigureError, Rounded};

/// An amount of money, exact: 1 credit = US$1. It may be negative (a refund, a discount).
/// Range: 28 digits, of which at most 28 after the point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Credits(Decimal);

impl Credits {
    /// No credits.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// An amount from a decimal.
    pub const fn new(amount: Decimal) -> Self {
        Self(amount)
    }

    /// Reads an amount from plain or scientific decimal text.
    ///
    /// # Errors
    /// [`FigureError`] when the text is no number or cannot be kept exactly.
    pub fn parse(text: &str) -> Result<Self, FigureError> {
        decimal::parse(text).map(Self)
    }

    /// The amount as a decimal.
    pub const fn amount(self) -> Decimal {
        self.0
    }

    /// The exact sum.
    ///
    /// # Errors
    /// [`FigureError::TooLarge`] when it needs more than 28 digits.
    pub fn checked_add(self, other: Self) -> Result<Self, FigureError> {
        decimal::add(self.0, other.0).map(Self)
    }

    /// The exact difference.
    ///
    /// # Errors
    /// [`FigureError::TooLarge`] when it needs more than 28 digits.
    pub fn checked_sub(self, other: Self) -> Result<Self, FigureError> {
        decimal::sub(self.0, other.0).map(Self)
    }

    /// The amount `times` over, flagged when rounded.
    ///
    /// # Errors
    /// [`FigureError::TooLarge`] when it does not fit.
    pub fn checked_mul(self, times: Decimal) -> Result<Rounded<Self>, FigureError> {
        Ok(decimal::mul(self.0, times)?.map(Self))
    }

    /// The exact sum of many.
    ///
    /// # Errors
    /// [`FigureError::TooLarge`] when it needs more than 28 digits.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, FigureError> {
        decimal::sum(amounts.into_iter().map(Self::amount)).map(Self)
    }
}

impl fmt::Display for Credits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&decimal::to_text(self.0))
    }
}

/// An amount of work in the unit of its meter: 0 or more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(Decimal);

impl Quantity {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);
    /// One unit.
    pub const ONE: Self = Self(Decimal::ONE);

    /// A quantity from a decimal.
    ///
    /// # Errors
    /// [`FigureError::Negative`] below 0.
    pub fn new(value: Decimal) -> Result<Self, FigureError> {
        if value.is_sign_negative() && !value.is_zero() {
            return Err(negative(value));
        }
        Ok(Self(value))
    }

    /// Reads a quantity from plain or scientific decimal text.
    ///
    /// # Errors
    /// [`FigureError`] when the text is no number, negative, or cannot be kept exactly.
    pub fn parse(text: &str) -> Result<Self, FigureError> {
        decimal::parse(text).and_then(Self::new)
    }

    /// The quantity as a decimal.
    pub const fn value(self) -> Decimal {
        self.0
    }

    /// True for none at all.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// The exact sum.
    ///
    /// # Errors
    /// [`FigureError::TooLarge`] when it needs more than 28 digits.
    pub fn checked_add(self, other: Self) -> Result<Self, FigureError> {
        decimal::add(self.0, other.0).map(Self)
    }

    /// `self * factor / divisor`, for a factor of 0 or more and a divisor above 0.
    ///
    /// # Errors
    /// [`FigureError`] when it does not fit, is negative, or the divisor is 0.
    pub fn scaled(self, factor: Decimal, divisor: Decimal) -> Result<Rounded<Self>, FigureError> {
        let scaled = decimal::mul_div(self.0, factor, divisor)?;
        Ok(Rounded { value: Self::new(scaled.value)?, is_rounded: scaled.is_rounded })
    }
}

#[cold]
fn negative(value: Decimal) -> FigureError {
    FigureError::Negative(decimal::to_text(value))
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&decimal::to_text(self.0))
    }
}
