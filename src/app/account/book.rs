//! The ledger and the place in the journal up to which it holds everything. Waits for nothing; `store.rs` does.

use one_credit_engine::ledger::{Entry, Ledger, Names, read_record, record_text};

use super::state::Shared;
use crate::app::browser::{
    clock,
    journal::{Part, Problem, Reason},
};

/// How much one record holds: entries and lines of jobs. What is written together becomes many records, so that none
/// takes long to read.
const RECORD_WEIGHT: usize = 100;

/// What a change asks the engine: the entries to append, or a sentence that says why not.
pub type Decide = Box<dyn FnOnce(&Ledger) -> Result<Vec<Entry>, String>>;

/// The ledger as the journal has it.
pub struct Book {
    ledger: Shared,
    names: Names,
    /// The generation that the ledger is of; 0 before anything was read.
    pub first: u32,
    /// The number of the last record that the ledger holds.
    pub after: u32,
    /// The ledger holds something that the page was not told of.
    pub is_news: bool,
}

impl Book {
    /// A book before anything was read.
    pub fn new(ledger: Shared) -> Self {
        Self { ledger, names: Names::default(), first: 0, after: 0, is_news: false }
    }

    /// Takes records into the ledger, until a moment in milliseconds; those it has are left out.
    pub fn take(&mut self, part: &Part, until: u64) -> Result<(), Problem> {
        if part.first < self.first {
            // It was read before a restore that is known already.
            return Ok(());
        }
        if part.first > self.first {
            if self.first != 0 {
                self.names = Names::default();
            }
            self.exchange(Ledger::default(), part.first, part.first.saturating_sub(1));
        }
        let mut number = part.before;
        for text in part.texts.iter() {
            number = number.saturating_add(1);
            if number <= self.after {
                continue;
            }
            let damaged = |why: String| Problem {
                reason: Reason::Damaged,
                message: format!("Record {number} of what this browser keeps does not fit: {why}."),
            };
            let text = text.as_string().unwrap_or_default();
            let entries =
                read_record(&mut self.names, &text).map_err(|why| damaged(why.to_string()))?;
            self.add(entries).map_err(damaged)?;
            self.after = number;
            if clock::millis() >= until {
                break;
            }
        }
        Ok(())
    }

    /// Takes what this tab has just written, unless it was read back meanwhile.
    pub fn add_own(&mut self, entries: Vec<Entry>, count: usize, last: u32) -> Result<(), String> {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        if self.after.checked_add(count) == Some(last) {
            self.add(entries)?;
            self.after = last;
        }
        Ok(())
    }

    /// Adds entries to the ledger alone.
    pub fn add(&mut self, entries: Vec<Entry>) -> Result<(), String> {
        let mut ledger = self.ledger.borrow_mut();
        for entry in entries {
            self.is_news = true;
            ledger.append(entry).map_err(|why| why.to_string())?;
        }
        Ok(())
    }

    /// What makes this ledger again, but for runs that go on or failed.
    pub fn entries(&self) -> Vec<Entry> {
        let ledger = self.ledger.borrow();
        let opening = ledger.opened().map(Entry::Opening);
        let rows = ledger.transactions().iter().cloned().map(Entry::Transaction);
        let rules = ledger.recurring_changes().iter().copied().map(Entry::Recurring);
        opening.into_iter().chain(rows).chain(rules).collect()
    }

    /// Asks for entries, and makes sure that they fit.
    pub fn ask(&self, decide: Decide) -> Result<Vec<Entry>, String> {
        let entries = decide(&self.ledger.borrow())?;
        // What does not fit must not be written: no tab could read it back.
        let fits = self.ledger.borrow_mut().rehearse(&entries);
        fits.map_err(|why| sentence(&why.to_string()))?;
        Ok(entries)
    }

    /// Puts another ledger in the place of this one.
    pub fn exchange(&mut self, ledger: Ledger, first: u32, last: u32) {
        self.ledger.replace(ledger);
        self.is_news = true;
        (self.first, self.after) = (first, last);
    }
}

/// The texts of entries that are written together.
pub fn records(entries: &[Entry]) -> Vec<String> {
    let weight = |entry: &Entry| match entry {
        Entry::Transaction(transaction) => {
            transaction.job.as_ref().map_or(1, |job| job.lines.len())
        }
        Entry::Reservation(reservation) => reservation.job.lines.len(),
        Entry::Opening(_) | Entry::Release(_) | Entry::Recurring(_) => 1,
    };
    let mut texts = Vec::new();
    let mut rest = entries;
    while !rest.is_empty() {
        let mut sum: usize = 0;
        let fits = rest.iter().take_while(|entry| {
            sum = sum.saturating_add(weight(entry).max(1));
            sum <= RECORD_WEIGHT
        });
        let (record, after) = rest.split_at(fits.count().max(1));
        texts.push(record_text(record));
        rest = after;
    }
    texts
}

/// What the engine says, as a sentence of its own.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
