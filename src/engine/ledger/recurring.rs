//! The rule of recurring top-ups: off by default.

use super::LedgerError;
use crate::{money::Credits, time::Timestamp};

/// When credits are added without being asked for, and how many at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recurring {
    /// Off by default.
    pub is_on: bool,
    /// Credits are added when fewer than this are available. 0 or more.
    pub threshold: Credits,
    /// How many are added at a time. Above 0 while the rule is on.
    pub amount: Credits,
    /// How many are added at most in a calendar month (UTC). At least `amount` while the rule is on.
    pub monthly_cap: Credits,
}

/// A change of the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecurringChange {
    /// When it was made.
    pub time: Timestamp,
    /// The rule from then on.
    pub rule: Recurring,
}

impl Recurring {
    /// Whether the rule can be kept.
    ///
    /// # Errors
    /// [`LedgerError::BadRule`] with a sentence.
    pub fn check(&self) -> Result<(), LedgerError> {
        let problem = if self.threshold < Credits::ZERO {
            "the threshold must be 0 or more"
        } else if self.is_on && self.amount <= Credits::ZERO {
            "the amount of a top-up must be above 0"
        } else if self.is_on && self.monthly_cap < self.amount {
            "the monthly cap must hold at least one top-up"
        } else {
            return Ok(());
        };
        Err(LedgerError::BadRule(problem))
    }
}
