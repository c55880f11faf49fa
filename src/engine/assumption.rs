//! Assumptions: named, sourced, editable numbers that derive one volume from another.
//! `Spread` carries low, expected and high side by side.

use crate::{decimal::FigureError, money::Quantity};

/// A low, an expected and a high value of the same thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread<T> {
    /// The low value; for a range measured on texts, the 5th percentile.
    pub low: T,
    /// The expected value.
    pub expected: T,
    /// The high value; for a range measured on texts, the 95th percentile.
    pub high: T,
}

impl<T> Spread<T> {
    /// The same value three times: something that is known.
    pub fn certain(value: T) -> Self
    where
        T: Clone,
    {
        Self { low: value.clone(), expected: value.clone(), high: value }
    }

    /// Each value changed in the same way.
    pub fn map<U>(self, mut change: impl FnMut(T) -> U) -> Spread<U> {
        Spread { low: change(self.low), expected: change(self.expected), high: change(self.high) }
    }

    /// Each value changed in the same way, or the first error.
    ///
    /// # Errors
    /// What `change` returns.
    pub fn try_map<U, E>(self, mut change: impl FnMut(T) -> Result<U, E>) -> Result<Spread<U>, E> {
        Ok(Spread {
            low: change(self.low)?,
            expected: change(self.expected)?,
            high: change(self.high)?,
        })
    }

    /// Low with low, expected with expected, high with high.
    ///
    /// # Errors
    /// What `join` returns.
    pub fn try_zip<U, V, E>(
        self,
        other: Spread<U>,
        mut join: impl FnMut(T, U) -> Result<V, E>,
    ) -> Result<Spread<V>, E> {
        Ok(Spread {
            low: join(self.low, other.low)?,
            expected: join(self.expected, other.expected)?,
            high: join(self.high, other.high)?,
        })
    }

    /// Low and high exchanged: what a divisor does to a range.
    #[must_use]
    pub fn swapped(self) -> Self {
        Self { low: self.high, expected: self.expected, high: self.low }
    }
}

/// A named number that derives one volume from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// `speech.characters_per_minute`, `language.es.characters_ratio`.
    pub id: String,
    /// What it says, in words.
    pub label: String,
    /// `characters per minute`.
    pub unit: String,
    /// Its value and range.
    pub value: Spread<Quantity>,
    /// Where the figure comes from.
    pub source: String,
    /// True when the user replaced the value.
    pub is_edited: bool,
}

/// The three measured ratios of a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageRatios {
    /// BCP 47 primary tag: `es`.
    pub language: String,
    /// Characters against the same text in English.
    pub characters_ratio: Spread<Quantity>,
    /// Characters per token of `o200k_base`.
    pub characters_per_token_o200k: Spread<Quantity>,
    /// Characters per token of `cl100k_base`.
    pub characters_per_token_cl100k: Spread<Quantity>,
}

/// Everything the propagation of volumes assumes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assumptions {
    /// Those of `pricing/assumptions.toml`.
    pub named: Vec<Assumption>,
    /// Those of `pricing/language_ratios.csv`.
    pub languages: Vec<LanguageRatios>,
}

impl Spread<Quantity> {
    /// Low with low and so on, multiplied.
    ///
    /// # Errors
    /// [`FigureError`] when a product does not fit.
    pub fn times(self, factor: Self) -> Result<Self, FigureError> {
        self.try_zip(factor, |a, b| Ok(a.scaled(b.value(), crate::Decimal::ONE)?.value))
    }

    /// Divided by a range: the low volume by the high divisor, so that low stays the low end.
    ///
    /// # Errors
    /// [`FigureError`] when a divisor is 0.
    pub fn over(self, divisor: Self) -> Result<Self, FigureError> {
        self.try_zip(divisor.swapped(), |a, b| Ok(a.scaled(crate::Decimal::ONE, b.value())?.value))
    }

    /// Low with low and so on, added.
    ///
    /// # Errors
    /// [`FigureError`] when a sum does not fit.
    pub fn plus(self, other: Self) -> Result<Self, FigureError> {
        self.try_zip(other, Quantity::checked_add)
    }
}
