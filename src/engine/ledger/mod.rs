//! Where credits went: entries are only ever appended, and the ledger is what they add up to. It checks every
//! invariant before it takes an entry. Storage, the clock and new ids are the caller's.

pub(crate) mod actual;
mod demo;
mod entry;
mod error;
mod filter;
mod index;
mod job;
#[cfg(test)]
pub(crate) mod random;
pub(crate) mod record;
mod recurring;
mod rehearsal;
mod reprice;
mod reservation;
mod run;
mod sample;
pub mod statistics;
mod transaction;
mod wallet;

use std::collections::BTreeMap;
use std::rc::Rc;

pub use actual::{Actual, ActualLine};
pub use demo::demo_actual;
pub use entry::Entry;
pub use error::LedgerError;
pub use filter::Filter;
pub use index::Sums;
pub use job::{Job, JobLine};
pub use record::{Names, RecordError, read_record, record_text};
pub use recurring::{Recurring, RecurringChange};
pub use reservation::{Release, Reservation};
pub use run::{CHARGED, RunEnd, RunStart, Settlement};
pub use sample::{is_sample, sample, without_sample};
pub use transaction::{Kind, Transaction};
pub use wallet::Wallet;

use crate::{money::Credits, time::Timestamp};

/// A name that many rows share: of a model, a supplier, a function.
pub type Name = Rc<str>;

/// The most runs that are open at a time: far above what one balance pays for at once, and few enough to look through.
const MOST_OPEN: usize = 10_000;

/// Everything that was appended, and what it adds up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    opening: Option<Opening>,
    wallet: Wallet,
    transactions: Vec<Transaction>,
    /// Where the transaction with an id stands.
    places: BTreeMap<Rc<str>, u32>,
    /// Jobs that were charged for, and the place of their transaction.
    jobs: BTreeMap<Rc<str>, u32>,
    reservations: Vec<Reservation>,
    releases: Vec<Release>,
    recurring: Vec<RecurringChange>,
    /// Finds rows.
    index: index::Index,
}

/// What there was before the first transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The balance; it may be negative.
    pub credits: Credits,
    /// Since when.
    pub time: Timestamp,
}

impl Ledger {
    /// Takes an entry, or leaves everything as it was.
    ///
    /// # Errors
    /// [`LedgerError`] names the invariant that the entry would break.
    pub fn append(&mut self, entry: Entry) -> Result<(), LedgerError> {
        match entry {
            Entry::Opening(opening) => self.open(opening),
            Entry::Transaction(transaction) => self.add(transaction),
            Entry::Reservation(reservation) => self.reserve(reservation),
            Entry::Release(release) => self.release(release),
            Entry::Recurring(change) => {
                change.rule.check()?;
                self.recurring.push(change);
                Ok(())
            }
        }
    }

    /// The wallet after the last entry.
    pub const fn wallet(&self) -> Wallet {
        self.wallet
    }

    /// The opening balance with its moment, where one was given.
    pub const fn opened(&self) -> Option<Opening> {
        self.opening
    }

    /// The balance before the first transaction.
    pub fn opening(&self) -> Credits {
        self.opening.map_or(Credits::ZERO, |opening| opening.credits)
    }

    /// Every transaction in the order in which it was appended.
    pub fn transactions(&self) -> &[Transaction] {
        &self.transactions
    }

    /// The transaction with this id.
    pub fn find(&self, id: &str) -> Option<&Transaction> {
        self.at(*self.places.get(id)?)
    }

    /// The transaction that this job was charged with.
    pub fn charged_for(&self, job: &str) -> Option<&Transaction> {
        self.at(*self.jobs.get(job)?)
    }

    /// The runs that have not ended, oldest first.
    pub fn reservations(&self) -> &[Reservation] {
        &self.reservations
    }

    /// The runs that failed or were stopped, oldest first.
    pub fn releases(&self) -> &[Release] {
        &self.releases
    }

    /// The rule of recurring top-ups in force; off until one is set.
    pub fn recurring(&self) -> Recurring {
        self.recurring.last().map_or_else(Recurring::default, |change| change.rule)
    }

    /// Every change of that rule, oldest first.
    pub fn recurring_changes(&self) -> &[RecurringChange] {
        &self.recurring
    }

    /// True before anything was appended.
    pub fn is_empty(&self) -> bool {
        self.opening.is_none()
            && self.transactions.is_empty()
            && self.reservations.is_empty()
            && self.releases.is_empty()
            && self.recurring.is_empty()
    }

    fn at(&self, place: u32) -> Option<&Transaction> {
        self.transactions.get(usize::try_from(place).ok()?)
    }

    fn open(&mut self, opening: Opening) -> Result<(), LedgerError> {
        if self.opening.is_some() || !self.transactions.is_empty() {
            return Err(LedgerError::OpenedTwice);
        }
        self.wallet.total = opening.credits;
        self.opening = Some(opening);
        Ok(())
    }

    fn add(&mut self, transaction: Transaction) -> Result<(), LedgerError> {
        let (wallet, ends) = self.check_transaction(&transaction)?;
        let place = u32::try_from(self.transactions.len()).map_err(|_| LedgerError::Full)?;
        // Nothing can fail from here on.
        if let Some(place) = ends {
            self.reservations.remove(place);
        }
        self.wallet = wallet;
        if let Some(job) = &transaction.job {
            self.jobs.insert(Rc::clone(&job.id), place);
        }
        self.places.insert(Rc::clone(&transaction.id), place);
        self.index.add(place, &transaction, &self.transactions);
        self.transactions.push(transaction);
        Ok(())
    }

    /// The wallet after a transaction, and the place of the reservation that it ends.
    fn check_transaction(
        &self,
        transaction: &Transaction,
    ) -> Result<(Wallet, Option<usize>), LedgerError> {
        transaction.check()?;
        if self.places.contains_key(&transaction.id) {
            return Err(LedgerError::KnownTransaction(Rc::clone(&transaction.id)));
        }
        let balance = self.wallet.total.checked_add(transaction.credits)?;
        if balance != transaction.balance {
            return Err(LedgerError::WrongBalance {
                id: Rc::clone(&transaction.id),
                given: transaction.balance,
                expected: balance,
            });
        }
        let mut wallet = Wallet { total: balance, ..self.wallet };
        let mut ends = None;
        if let Some(job) = &transaction.job {
            if self.jobs.contains_key(&job.id) {
                return Err(LedgerError::ChargedTwice(Rc::clone(&job.id)));
            }
            if let Some((place, reservation)) = self.reserved_for(&job.id) {
                wallet.reserved = wallet.reserved.checked_sub(reservation.credits)?;
                ends = Some(place);
            }
        }
        // The difference is what may be spent; it must be a figure too.
        wallet.available()?;
        if !self.index.has_room(transaction) {
            return Err(LedgerError::Full);
        }
        Ok((wallet, ends))
    }

    fn reserve(&mut self, reservation: Reservation) -> Result<(), LedgerError> {
        self.wallet = self.check_reservation(&reservation)?;
        self.reservations.push(reservation);
        Ok(())
    }

    /// The wallet after a reservation.
    fn check_reservation(&self, reservation: &Reservation) -> Result<Wallet, LedgerError> {
        reservation.check()?;
        let id = &reservation.job.id;
        if self.jobs.contains_key(id) {
            return Err(LedgerError::ChargedTwice(Rc::clone(id)));
        }
        if self.reserved_for(id).is_some() {
            return Err(LedgerError::ReservedTwice(Rc::clone(id)));
        }
        if self.reservations.len() >= MOST_OPEN {
            return Err(LedgerError::Full);
        }
        if self.wallet.missing(reservation.credits)?.is_some() {
            let available = self.wallet.available()?;
            return Err(LedgerError::NotEnough { needed: reservation.credits, available });
        }
        let reserved = self.wallet.reserved.checked_add(reservation.credits)?;
        let wallet = Wallet { reserved, ..self.wallet };
        wallet.available()?;
        Ok(wallet)
    }

    fn release(&mut self, release: Release) -> Result<(), LedgerError> {
        let (wallet, place) = self.check_release(&release)?;
        self.wallet = wallet;
        self.reservations.remove(place);
        self.releases.push(release);
        Ok(())
    }

    /// The wallet after a release, and the place of the reservation that it ends.
    fn check_release(&self, release: &Release) -> Result<(Wallet, usize), LedgerError> {
        release.check()?;
        let Some((place, reservation)) = self.reserved_for(&release.job) else {
            return Err(LedgerError::NothingReserved(Rc::clone(&release.job)));
        };
        let reserved = self.wallet.reserved.checked_sub(reservation.credits)?;
        let wallet = Wallet { reserved, ..self.wallet };
        wallet.available()?;
        Ok((wallet, place))
    }

    fn reserved_for(&self, job: &str) -> Option<(usize, &Reservation)> {
        self.reservations.iter().enumerate().find(|(_, open)| *open.job.id == *job)
    }
}
