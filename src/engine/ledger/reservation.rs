//! Credits that are set aside while a run goes on.

use super::{Job, LedgerError, Name, transaction::LONGEST};
use crate::{money::Credits, time::Timestamp};

/// What is set aside for a run. Its job's lines hold what the preview expected; nothing is charged yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reservation {
    /// The run. Its lines have no `credits` until it is settled.
    pub job: Box<Job>,
    /// When it began.
    pub time: Timestamp,
    /// How much is set aside: 0 or more.
    pub credits: Credits,
}

/// The end of a run that is not charged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// The run's id.
    pub job: Name,
    /// What people call the run.
    pub name: Name,
    /// When it ended.
    pub time: Timestamp,
    /// Why, as a sentence: `Stopped`.
    pub reason: Name,
}

impl Reservation {
    pub(super) fn check(&self) -> Result<(), LedgerError> {
        self.job.check()?;
        if self.credits < Credits::ZERO {
            return Err(LedgerError::NegativeReservation(Name::clone(&self.job.id)));
        }
        if self.job.lines.iter().any(|line| line.credits.is_some()) {
            return Err(LedgerError::ChargedAhead(Name::clone(&self.job.id)));
        }
        Ok(())
    }
}

impl Release {
    pub(super) fn check(&self) -> Result<(), LedgerError> {
        let is_long = |text: &Name| text.len() > LONGEST;
        if is_long(&self.job) || is_long(&self.name) || is_long(&self.reason) {
            return Err(LedgerError::TooLong);
        }
        Ok(())
    }
}
