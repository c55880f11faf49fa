//! What a period's usage adds up to: figures by hand, and laws against exact rationals.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod by_hand;
mod laws;

use one_credit_engine::{
    ledger::{
        Entry, Job, JobLine, Kind, Ledger, Name, Transaction,
        statistics::{Period, Statistics},
    },
    money::Credits,
    time::{Date, Timestamp},
};

/// A line: model, supplier, function, credits (none where the text is empty).
type Line<'a> = (&'a str, &'a str, &'a str, &'a str);

fn credits(text: &str) -> Credits {
    Credits::parse(text).unwrap()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn period(first: &str, last: &str) -> Period {
    Period::new(day(first), day(last)).unwrap()
}

/// A ledger that is filled row by row.
#[derive(Default)]
struct Book(Ledger);

impl Book {
    fn add(&mut self, at: &str, kind: Kind, amount: Credits, job: Option<Job>) {
        let ledger = &mut self.0;
        let transaction = Transaction {
            id: Name::from(format!("t{}", ledger.transactions().len())),
            time: Timestamp::parse(at).unwrap(),
            kind,
            credits: amount,
            balance: ledger.wallet().total.checked_add(amount).unwrap(),
            note: Name::from(""),
            is_recurring: false,
            job: job.map(Box::new),
        };
        ledger.append(Entry::Transaction(transaction)).unwrap();
    }

    fn other(mut self, at: &str, kind: Kind, amount: &str) -> Self {
        self.add(at, kind, credits(amount), None);
        self
    }

    /// A job that is charged what its lines add up to.
    fn usage(mut self, at: &str, lines: &[Line<'_>]) -> Self {
        let job = job(&format!("j{}", self.0.transactions().len()), lines);
        let charged = Credits::sum(job.lines.iter().filter_map(|line| line.credits)).unwrap();
        self.add(at, Kind::Usage, Credits::ZERO.checked_sub(charged).unwrap(), Some(job));
        self
    }

    fn statistics(&self) -> Statistics {
        let mut statistics = Statistics::default();
        assert!(statistics.extend(&self.0, usize::MAX).unwrap());
        statistics
    }
}

fn job(id: &str, lines: &[Line<'_>]) -> Job {
    let line = |(model, supplier, function, amount): &Line<'_>| JobLine {
        step: Name::from(""),
        label: Name::from(""),
        model: Name::from(*model),
        supplier: Name::from(*supplier),
        function: Name::from(*function),
        meter: Name::from("characters"),
        quantity: None,
        rate: None,
        rate_from: None,
        credits: (!amount.is_empty()).then(|| credits(amount)),
        estimated: None,
    };
    Job {
        id: Name::from(id),
        name: Name::from(""),
        estimated: None,
        lines: lines.iter().map(line).collect(),
    }
}
