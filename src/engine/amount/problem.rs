//! Why a text is no amount, as sentences.

use core::fmt;

use super::Separators;
use crate::money::Credits;

/// Why a text is no amount that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmountProblem {
    /// Nothing was typed.
    Missing(Separators),
    /// The number of a card, which no field of this program takes. It is never quoted.
    CardNumber,
    /// More digits than any amount has.
    TooLong,
    /// An amount below 0, as it was typed.
    Negative(String),
    /// No amount at all.
    Zero,
    /// An amount in the currency of this name.
    OtherCurrency(String),
    /// `10k`.
    Abbreviated(String),
    /// `1e3`.
    PowerOfTen(String),
    /// A letter or sign that no amount has.
    Strange {
        /// What was typed.
        text: String,
        /// What does not belong there; empty when there is no digit at all.
        found: String,
        /// As the visitor writes.
        separators: Separators,
    },
    /// Separators at places that leave open what is meant.
    OpenSeparators {
        /// What was typed.
        text: String,
        /// As the visitor writes.
        separators: Separators,
    },
    /// Less than a cent.
    TooPrecise {
        /// What was typed.
        text: String,
        /// The digits, when the decimal separator could have been meant for thousands.
        thousands: Option<String>,
        /// As the visitor writes.
        separators: Separators,
    },
    /// Less than can be added at once.
    BelowMinimum {
        /// What was typed.
        amount: Credits,
        /// The least.
        minimum: Credits,
    },
    /// More than can be added at once.
    AboveMaximum {
        /// What was typed.
        amount: Credits,
        /// The most.
        maximum: Credits,
    },
}

impl fmt::Display for AmountProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(Separators { decimal, .. }) => {
                write!(f, "an amount is missing; write one such as 10{decimal}50")
            }
            Self::CardNumber => f.write_str(
                "this looks like the number of a card; a card is entered with the payment provider only, never here",
            ),
            Self::TooLong => f.write_str("this is too long for an amount"),
            Self::Negative(text) => write!(f, "\"{text}\" is below 0; write an amount above 0"),
            Self::Zero => f.write_str("the amount is 0; write one above 0"),
            Self::OtherCurrency(name) => write!(
                f,
                "a credit is a US dollar, and \"{name}\" is another currency; write the amount in US dollars"
            ),
            Self::Abbreviated(text) => {
                write!(f, "\"{text}\" is abbreviated; write the amount in full, such as 10000 for 10k")
            }
            Self::PowerOfTen(text) => {
                write!(f, "\"{text}\" is a power of ten; write the amount in full, such as 1000 for 1e3")
            }
            Self::Strange { text, found, separators: Separators { decimal, .. } } => {
                if found.is_empty() {
                    write!(f, "\"{text}\" is no amount; write one such as 10{decimal}50")
                } else {
                    write!(f, "\"{text}\" has \"{found}\" in it; write an amount such as 10{decimal}50")
                }
            }
            Self::OpenSeparators { text, separators: Separators { decimal, group } } => write!(
                f,
                "the separators in \"{text}\" leave open which amount is meant; write one such as 1234{decimal}50 or 1{group}234{decimal}50"
            ),
            Self::TooPrecise { text, thousands: None, separators: Separators { decimal, .. } } => {
                write!(
                    f,
                    "\"{text}\" has more than two decimals; the least that can be paid is 0{decimal}01"
                )
            }
            Self::TooPrecise { text, thousands: Some(thousands), .. } => write!(
                f,
                "\"{text}\" has three decimals, and an amount has at most two; write {thousands} if thousands are meant"
            ),
            Self::BelowMinimum { amount, minimum } => {
                write!(f, "{amount} is too little; at least {minimum} can be added at once")
            }
            Self::AboveMaximum { amount, maximum } => {
                write!(f, "{amount} is too much; at most {maximum} can be added at once")
            }
        }
    }
}

impl std::error::Error for AmountProblem {}
