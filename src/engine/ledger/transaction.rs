//! A movement of credits.

use super::{Job, LedgerError, Name};
use crate::{money::Credits, time::Timestamp};

/// The longest id and the longest text of an entry, in bytes: far above what people and platforms write.
pub(super) const LONGEST: usize = 1000;

/// One row of the history. Rows are never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// Unique in its ledger; how a row is recognised when it is imported again.
    pub id: Name,
    /// When it happened.
    pub time: Timestamp,
    /// What kind of movement it is.
    pub kind: Kind,
    /// What it adds; negative where it takes.
    pub credits: Credits,
    /// The total after it.
    pub balance: Credits,
    /// What people read beside it: `Recurring top-up`; may be empty.
    pub note: Name,
    /// Whether the rule of recurring top-ups made it.
    pub is_recurring: bool,
    /// What a usage paid for.
    pub job: Option<Box<Job>>,
}

/// The kinds of movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Credits were bought.
    TopUp,
    /// A job was charged.
    Usage,
    /// A charge was given back.
    Refund,
    /// Anything that was put right by hand.
    Adjustment,
    /// Credits ran out of their time.
    Expiry,
}

impl Kind {
    /// In the order of lists.
    pub const ALL: [Self; 5] =
        [Self::TopUp, Self::Usage, Self::Refund, Self::Adjustment, Self::Expiry];

    /// Its name in files and links.
    pub const fn name(self) -> &'static str {
        match self {
            Self::TopUp => "top-up",
            Self::Usage => "usage",
            Self::Refund => "refund",
            Self::Adjustment => "adjustment",
            Self::Expiry => "expiry",
        }
    }

    /// The kind of this name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether a movement of this kind may have this amount.
    fn allows(self, credits: Credits) -> bool {
        match self {
            Self::TopUp | Self::Refund => credits > Credits::ZERO,
            // A job may cost nothing.
            Self::Usage => credits <= Credits::ZERO,
            Self::Expiry => credits < Credits::ZERO,
            Self::Adjustment => credits != Credits::ZERO,
        }
    }
}

impl Transaction {
    /// What can be checked without the rows before it.
    pub(super) fn check(&self) -> Result<(), LedgerError> {
        if self.id.is_empty() {
            return Err(LedgerError::NoId);
        }
        if self.id.len() > LONGEST || self.note.len() > LONGEST {
            return Err(LedgerError::TooLong);
        }
        if !self.kind.allows(self.credits) {
            return Err(LedgerError::WrongSign {
                id: Name::clone(&self.id),
                kind: self.kind,
                credits: self.credits,
            });
        }
        let Some(job) = &self.job else { return Ok(()) };
        if self.kind != Kind::Usage {
            return Err(LedgerError::JobWithoutUsage(Name::clone(&self.id)));
        }
        job.check()?;
        let lines = Credits::sum(job.lines.iter().filter_map(|line| line.credits))?;
        let charged = Credits::ZERO.checked_sub(self.credits)?;
        if lines != charged {
            return Err(LedgerError::LinesDiffer { job: Name::clone(&job.id), lines, charged });
        }
        Ok(())
    }
}
