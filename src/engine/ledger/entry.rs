//! What is appended to a ledger.

use super::{Opening, RecurringChange, Release, Reservation, Transaction};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The balance before the first transaction.
    Opening(Opening),
    /// A movement of credits. A usage with the job of an open reservation ends that reservation.
    Transaction(Transaction),
    /// Credits set aside for a run that begins.
    Reservation(Reservation),
    /// A run failed or was stopped: everything that was set aside for it is free again.
    Release(Release),
    /// The rule of recurring top-ups was changed.
    Recurring(RecurringChange),
}
