//! What a person types as an amount of credits: with the separators and digits of any script, with or without a
//! currency. It is read exactly or refused with a sentence; nothing is rounded and nothing is guessed.

mod digit;
mod problem;
mod separated;
mod words;

pub use problem::AmountProblem;

pub(crate) use digit::digit;

use crate::{
    Decimal,
    card_number::holds_card_number,
    catalog::TopUp,
    decimal::{self, FigureError, shorten},
    money::Credits,
};

/// The signs with which the visitor writes figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Separators {
    /// Before the cents: `.` in English, `,` in German.
    pub decimal: char,
    /// Between the thousands: `,` in English, `.` in German, a space in French.
    pub group: char,
}

/// An amount with which an exact need is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payable {
    /// What is needed, to the last digit.
    pub need: Credits,
    /// What is paid for it, in whole cents: at least `need`.
    pub amount: Credits,
    /// Why `amount` is what it is.
    pub reason: Reason,
}

/// Why an amount differs from the need that it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It does not.
    Exact,
    /// Nothing less than a cent can be paid.
    NextCent,
    /// Nothing less than the least amount can be paid.
    Minimum,
}

/// Longer texts are no amounts: the largest that can be kept has 28 digits and its separators.
const MOST_CHARACTERS: usize = 60;

/// Reads an amount of 0 or more in whole cents: `10`, `10.50`, `10,50`, `$25`, `1 234,50 US$`, `١٬٢٣٤٫٥٠`.
///
/// A comma or point alone before three digits is what it is to the visitor; before one or two digits it is a
/// decimal separator whatever the visitor's is, as nothing else could be meant. `10k` and `1e3` are refused.
///
/// # Errors
/// [`AmountProblem`] with a sentence that says what would be right.
pub fn read(text: &str, separators: Separators) -> Result<Credits, AmountProblem> {
    let text = text.trim_matches(|sign: char| sign.is_whitespace() || digit::is_invisible(sign));
    if text.is_empty() {
        return Err(AmountProblem::Missing(separators));
    }
    if holds_card_number(text) {
        return Err(AmountProblem::CardNumber);
    }
    if text.chars().count() > MOST_CHARACTERS {
        return Err(AmountProblem::TooLong);
    }
    let plain: String = text.chars().filter_map(|sign| digit::plain(sign, separators)).collect();
    let strange = |found: &str| AmountProblem::Strange {
        text: shorten(text),
        found: found.to_owned(),
        separators,
    };
    let parts = words::Parts::of(&plain).ok_or_else(|| strange(""))?;
    words::check(&parts).map_err(|wrong| match wrong {
        words::Wrong::Negative => AmountProblem::Negative(shorten(text)),
        words::Wrong::OtherCurrency(name) => AmountProblem::OtherCurrency(name.to_owned()),
        words::Wrong::Abbreviated => AmountProblem::Abbreviated(shorten(text)),
        words::Wrong::PowerOfTen => AmountProblem::PowerOfTen(shorten(text)),
        words::Wrong::Strange(found) => strange(found),
    })?;
    let number = separated::number(parts.number, separators).map_err(|wrong| match wrong {
        separated::Wrong::Open => AmountProblem::OpenSeparators { text: shorten(text), separators },
        separated::Wrong::TooPrecise { thousands } => {
            AmountProblem::TooPrecise { text: shorten(text), thousands, separators }
        }
    })?;
    Credits::parse(&number).map_err(|_| AmountProblem::TooLong)
}

/// The least amount in whole cents that is at least this one.
///
/// # Errors
/// [`FigureError::TooLarge`] when it needs more than 28 digits.
pub fn next_cent(credits: Credits) -> Result<Credits, FigureError> {
    decimal::ceil_to(credits.amount(), CENT).map(Credits::new)
}

const CENT: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

impl TopUp {
    /// Reads an amount that can be added at once.
    ///
    /// # Errors
    /// [`AmountProblem`], also for 0 and for what lies outside the limits.
    pub fn read(&self, text: &str, separators: Separators) -> Result<Credits, AmountProblem> {
        let amount = read(text, separators)?;
        self.check(amount)?;
        Ok(amount)
    }

    /// Whether an amount can be added at once.
    ///
    /// # Errors
    /// [`AmountProblem`] for what is 0 or less, no whole number of cents, or outside the limits.
    pub fn check(&self, amount: Credits) -> Result<(), AmountProblem> {
        if amount < Credits::ZERO {
            return Err(AmountProblem::Negative(amount.to_string()));
        }
        if amount == Credits::ZERO {
            return Err(AmountProblem::Zero);
        }
        if next_cent(amount) != Ok(amount) {
            let separators = Separators { decimal: '.', group: ',' };
            let text = amount.to_string();
            return Err(AmountProblem::TooPrecise { text, thousands: None, separators });
        }
        if amount < self.minimum {
            return Err(AmountProblem::BelowMinimum { amount, minimum: self.minimum });
        }
        if amount > self.maximum {
            return Err(AmountProblem::AboveMaximum { amount, maximum: self.maximum });
        }
        Ok(())
    }

    /// The least that can be added to cover an exact need above 0.
    ///
    /// # Errors
    /// [`AmountProblem`] when nothing is needed, or more than can be added at once.
    pub fn payable(&self, need: Credits) -> Result<Payable, AmountProblem> {
        if need <= Credits::ZERO {
            return Err(AmountProblem::Zero);
        }
        let cents = next_cent(need).map_err(|_| AmountProblem::TooLong)?;
        let (amount, reason) = if cents < self.minimum {
            (self.minimum, Reason::Minimum)
        } else if cents > need {
            (cents, Reason::NextCent)
        } else {
            (cents, Reason::Exact)
        };
        self.check(amount)?;
        Ok(Payable { need, amount, reason })
    }
}

#[cfg(test)]
mod tests;
