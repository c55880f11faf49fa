//! Why a ledger refuses an entry.

use core::fmt;

use super::{Kind, Name};
use crate::{decimal::FigureError, money::Credits};

/// Which invariant an entry would break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LedgerError {
    /// A transaction or job without an id.
    NoId,
    /// A text above what is kept.
    TooLong,
    /// More rows or lines than can be kept.
    Full,
    /// An opening balance after the first entry.
    OpenedTwice,
    /// A transaction with an id that is there.
    KnownTransaction(Name),
    /// A balance that is not the one before plus the amount.
    WrongBalance {
        /// The transaction.
        id: Name,
        /// The balance it gives.
        given: Credits,
        /// The balance before plus its amount.
        expected: Credits,
    },
    /// A usage that adds, a top-up that takes.
    WrongSign {
        /// The transaction.
        id: Name,
        /// Its kind.
        kind: Kind,
        /// Its amount.
        credits: Credits,
    },
    /// A job on a row that is no usage.
    JobWithoutUsage(Name),
    /// A job whose lines do not add up to its charge.
    LinesDiffer {
        /// The job.
        job: Name,
        /// What its lines add up to.
        lines: Credits,
        /// What was charged.
        charged: Credits,
    },
    /// A job that was charged before.
    ChargedTwice(Name),
    /// A job for which credits are set aside already.
    ReservedTwice(Name),
    /// A job for which nothing is set aside.
    NothingReserved(Name),
    /// A reservation below 0.
    NegativeReservation(Name),
    /// A reservation whose lines are charged already.
    ChargedAhead(Name),
    /// A reservation above what is available.
    NotEnough {
        /// What should be set aside.
        needed: Credits,
        /// What there is.
        available: Credits,
    },
    /// A rule of recurring top-ups that cannot be kept.
    BadRule(&'static str),
    /// A figure that leaves the range.
    Figure(FigureError),
}

impl LedgerError {
    /// How much more a run needs than is available, where that is what is wrong.
    pub fn missing(&self) -> Option<Credits> {
        match self {
            Self::NotEnough { needed, available } => needed.checked_sub(*available).ok(),
            _ => None,
        }
    }
}

impl From<FigureError> for LedgerError {
    fn from(error: FigureError) -> Self {
        Self::Figure(error)
    }
}

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoId => f.write_str("a transaction or job has no id"),
            Self::TooLong => f.write_str("a text is longer than 1000 bytes"),
            Self::Full => f.write_str("there are more rows than can be kept"),
            Self::OpenedTwice => {
                f.write_str("an opening balance can only stand before the first transaction")
            }
            Self::KnownTransaction(id) => write!(f, "transaction {id} is there already"),
            Self::WrongBalance { id, given, expected } => write!(
                f,
                "transaction {id} gives the balance {given}; the balance before and its amount make {expected}"
            ),
            Self::WrongSign { id, kind, credits } => {
                let should = match kind {
                    Kind::TopUp | Kind::Refund => "add credits",
                    Kind::Usage | Kind::Expiry => "take credits",
                    Kind::Adjustment => "add or take credits",
                };
                write!(f, "transaction {id} is a {} of {credits}; it must {should}", kind.name())
            }
            Self::JobWithoutUsage(id) => {
                write!(f, "transaction {id} has a job, but only a usage can have one")
            }
            Self::LinesDiffer { job, lines, charged } => {
                write!(f, "the lines of job {job} add up to {lines}, but {charged} was charged")
            }
            Self::ChargedTwice(job) => write!(f, "job {job} was charged already"),
            Self::ReservedTwice(job) => write!(f, "credits are set aside for job {job} already"),
            Self::NothingReserved(job) => write!(f, "nothing is set aside for job {job}"),
            Self::NegativeReservation(job) => {
                write!(f, "what is set aside for job {job} is below 0")
            }
            Self::ChargedAhead(job) => {
                write!(f, "a line of job {job} is charged, but the run has not ended")
            }
            Self::NotEnough { needed, available } => {
                write!(f, "the run needs {needed} credits, and {available} are available")
            }
            Self::BadRule(problem) => f.write_str(problem),
            Self::Figure(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for LedgerError {}
