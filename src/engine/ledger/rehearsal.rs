//! Asking whether entries fit before they are written down: they are appended, and taken back.

use super::{Entry, Ledger, LedgerError};

impl Ledger {
    /// Whether all of these entries can be appended, one after the other. Afterwards the ledger is what it was.
    /// It takes as long as appending them, however much the ledger holds.
    ///
    /// # Errors
    /// [`LedgerError`] of the first entry that cannot.
    pub fn rehearse(&mut self, entries: &[Entry]) -> Result<(), LedgerError> {
        let (opening, wallet) = (self.opening, self.wallet);
        // Open runs are few; everything else only grows at its end.
        let reservations = self.reservations.clone();
        let transactions = self.transactions.len();
        let (releases, recurring) = (self.releases.len(), self.recurring.len());

        // What finds rows learns of those that stay alone.
        let index = core::mem::take(&mut self.index);

        let outcome = entries.iter().try_for_each(|entry| self.append(entry.clone()));

        for transaction in self.transactions.drain(transactions..) {
            self.places.remove(&transaction.id);
            if let Some(job) = &transaction.job {
                self.jobs.remove(&job.id);
            }
        }
        self.releases.truncate(releases);
        self.recurring.truncate(recurring);
        self.reservations = reservations;
        (self.opening, self.wallet, self.index) = (opening, wallet, index);
        outcome
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        ledger::{
            Filter, Job, Kind, Name, Opening, Recurring, RecurringChange, Release, Reservation,
            Transaction,
        },
        money::Credits,
        time::Timestamp,
    };

    fn credits(number: i32) -> Credits {
        Credits::parse(&number.to_string()).unwrap()
    }

    fn time() -> Timestamp {
        Timestamp::parse("2026-11-22T12:00:00Z").unwrap()
    }

    fn job(number: u8) -> Box<Job> {
        let id = Name::from(format!("job {number}"));
        Box::new(Job { id, name: Name::from("Run"), estimated: None, lines: Vec::new() })
    }

    fn moved(id: u8, credits_moved: i32, balance: i32, job: Option<Box<Job>>) -> Entry {
        Entry::Transaction(Transaction {
            id: Name::from(format!("row {id}")),
            time: time(),
            kind: if job.is_some() { Kind::Usage } else { Kind::Adjustment },
            credits: credits(credits_moved),
            balance: credits(balance),
            note: Name::from(""),
            is_recurring: false,
            job,
        })
    }

    /// Entries of few ids and small figures, so that many fit and many do not.
    fn entry() -> impl Strategy<Value = Entry> {
        prop_oneof![
            1 => (-2..3_i32).prop_map(|n| Entry::Opening(Opening { credits: credits(n), time: time() })),
            6 => (0..9_u8, -2..3_i32, -2..5_i32).prop_map(|(id, n, balance)| moved(id, n, balance, None)),
            // Without lines only a job that cost nothing adds up.
            3 => (0..9_u8, -2..5_i32, 0..3_u8).prop_map(|(id, balance, n)| moved(id, 0, balance, Some(job(n)))),
            3 => (0..3_u8, 0..3_i32).prop_map(|(n, held)| {
                Entry::Reservation(Reservation { job: job(n), time: time(), credits: credits(held) })
            }),
            2 => (0..3_u8).prop_map(|n| Entry::Release(Release {
                job: job(n).id, name: Name::from("Run"), time: time(), reason: Name::from("Stopped"),
            })),
            1 => (-1..2_i32).prop_map(|n| Entry::Recurring(RecurringChange {
                time: time(),
                rule: Recurring { threshold: credits(n), ..Recurring::default() },
            })),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn a_rehearsal_says_what_appending_would_say_and_leaves_no_trace(
            before in prop::collection::vec(entry(), 0..30),
            asked in prop::collection::vec(entry(), 0..6),
        ) {
            let mut ledger = Ledger::default();
            for entry in before {
                // Those that fit make the ledger that is asked.
                let _ = ledger.append(entry);
            }
            let kept = ledger.clone();
            let mut appended = ledger.clone();
            let expected = asked.iter().try_for_each(|entry| appended.append(entry.clone()));
            prop_assert_eq!(ledger.rehearse(&asked), expected);
            // The rows that a search finds are not part of the comparison of ledgers.
            let all = Filter::default();
            prop_assert_eq!(ledger.rows(&all), kept.rows(&all));
            prop_assert_eq!(ledger.models().count(), kept.models().count());
            prop_assert_eq!(&ledger, &kept);
            for entry in asked {
                let _ = ledger.append(entry);
            }
            let found = ledger.rows(&all).len();
            prop_assert_eq!(found, ledger.transactions().len());
        }
    }

    #[test]
    fn a_run_that_would_end_is_still_open_after_the_rehearsal() {
        let mut ledger = Ledger::default();
        ledger.append(moved(1, 2, 2, None)).unwrap();
        ledger
            .append(Entry::Reservation(Reservation {
                job: job(1),
                time: time(),
                credits: credits(2),
            }))
            .unwrap();
        let end = moved(2, 0, 2, Some(job(1)));
        assert_eq!(ledger.rehearse(&[end.clone(), moved(3, 1, 3, None)]), Ok(()));
        assert_eq!(ledger.reservations().len(), 1);
        assert_eq!(ledger.transactions().len(), 1);
        assert!(ledger.charged_for("job 1").is_none());
        ledger.append(end).unwrap();
        assert!(ledger.charged_for("job 1").is_some());
    }
}
