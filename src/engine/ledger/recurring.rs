//! The rule of recurring top-ups: off by default.

use super::{Entry, Kind, Ledger, LedgerError, Name, Transaction, Wallet};
use crate::{decimal::FigureError, money::Credits, time::Timestamp};

/// When credits are added without being asked for, and how many at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recurring {
    /// Off by default.
    pub is_on: bool,
    /// Credits are added when fewer than this are available. 0 or more.
    pub threshold: Credits,
    /// How many are added at a time. Above 0 while the rule is on.
    pub amount: Credits,
    /// How many are added at most in a calendar month (UTC). At least `amount` while the rule is on. A top-up is
    /// made whole or not at all: one that would pass the cap waits for the next month.
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

    /// The top-ups that this rule makes when `wallet` is what the ledger comes to (after a charge, say, that is not
    /// appended yet): one after the other until its threshold is reached or the month's cap is spent, at most twelve
    /// at a time. They are to be appended after what `wallet` already holds.
    ///
    /// # Errors
    /// [`FigureError::TooLarge`] when a sum needs more than 28 digits.
    pub fn top_ups(
        &self,
        ledger: &Ledger,
        mut wallet: Wallet,
        now: Timestamp,
        new_id: &mut dyn FnMut() -> Name,
    ) -> Result<Vec<Entry>, FigureError> {
        let mut entries = Vec::new();
        if !self.is_on {
            return Ok(entries);
        }
        let mut added = ledger.added_this_month(now)?;
        while entries.len() < MOST_AT_ONCE && wallet.available()? < self.threshold {
            added = added.checked_add(self.amount)?;
            if added > self.monthly_cap {
                break;
            }
            wallet.total = wallet.total.checked_add(self.amount)?;
            entries.push(Entry::Transaction(Transaction {
                id: new_id(),
                time: now,
                kind: Kind::TopUp,
                credits: self.amount,
                balance: wallet.total,
                note: Name::from("Recurring top-up"),
                is_recurring: true,
                job: None,
            }));
        }
        Ok(entries)
    }
}

/// A rule with a high threshold and a small amount adds the rest after the next run.
const MOST_AT_ONCE: usize = 12;

impl Ledger {
    /// What the rule adds now: its amount, when fewer credits are available than its threshold and the month's
    /// cap still holds the whole amount; none otherwise. A part of it would not be what the rule says in words, and
    /// may be less than a checkout accepts. Where one top-up does not reach the threshold, the next is due once
    /// the first is appended.
    ///
    /// # Errors
    /// [`FigureError::TooLarge`] when a sum needs more than 28 digits.
    pub fn due(&self, now: Timestamp) -> Result<Option<Credits>, FigureError> {
        let rule = self.recurring();
        let is_due = rule.is_on
            && self.wallet().available()? < rule.threshold
            && rule.amount <= self.left_of_cap(now)?;
        Ok(is_due.then_some(rule.amount))
    }

    /// What recurring top-ups have added in the calendar month (UTC) of `now`.
    ///
    /// # Errors
    /// [`FigureError::TooLarge`] when the sum needs more than 28 digits.
    pub fn added_this_month(&self, now: Timestamp) -> Result<Credits, FigureError> {
        let month = now.date().month_start();
        let added = self.transactions().iter().filter(|row| {
            row.is_recurring && row.kind == Kind::TopUp && row.time.date().month_start() == month
        });
        Credits::sum(added.map(|row| row.credits))
    }

    /// What recurring top-ups may still add in the calendar month (UTC) of `now`: 0 or more, 0 while they are off.
    ///
    /// # Errors
    /// [`FigureError::TooLarge`] when the sum needs more than 28 digits.
    pub fn left_of_cap(&self, now: Timestamp) -> Result<Credits, FigureError> {
        let rule = self.recurring();
        if !rule.is_on {
            return Ok(Credits::ZERO);
        }
        let left = rule.monthly_cap.checked_sub(self.added_this_month(now)?)?;
        Ok(left.max(Credits::ZERO))
    }
}
