//! Files of every kind: written, read back, damaged, and from others.

mod files;
mod foreign;
mod laws;
mod platform;
mod tables;

use super::*;
use crate::{
    ledger::{Entry, Job, JobLine, Kind, Ledger, Name, Opening, Transaction},
    money::{Credits, Quantity},
    tariff::UnitRate,
    time::{Date, Timestamp},
};

fn credits(text: &str) -> Credits {
    Credits::parse(text).unwrap()
}

fn moment(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// When files are read in these tests.
fn now() -> Timestamp {
    moment("2026-11-22T12:00:00Z")
}

fn transaction(id: &str, time: &str, kind: Kind, amount: &str, balance: &str) -> Transaction {
    Transaction {
        id: Name::from(id),
        time: moment(time),
        kind,
        credits: credits(amount),
        balance: credits(balance),
        note: Name::from(""),
        is_recurring: false,
        job: None,
    }
}

/// Three transactions: 10 added, 0.5442 used for a translation with a discount beside it, 1 given back.
fn history() -> Vec<Transaction> {
    let mut top_up = transaction("t1", "2026-11-20", Kind::TopUp, "10", "10");
    top_up.note = Name::from("=HYPERLINK(\"x\"), \"quoted\"");
    top_up.is_recurring = true;
    let mut usage = transaction("t2", "2026-11-21T10:00:00Z", Kind::Usage, "-0.5442", "9.4558");
    let line = JobLine {
        step: Name::from("2"),
        label: Name::from("Translate"),
        model: Name::from("azure/translator"),
        supplier: Name::from("Microsoft Azure"),
        function: Name::from("translation"),
        meter: Name::from("characters"),
        quantity: Some(Quantity::parse("64420").unwrap()),
        rate: Some(UnitRate { per: Quantity::parse("1000000").unwrap(), amount: credits("10") }),
        rate_from: Some(Date::parse("2026-01-01").unwrap()),
        credits: Some(credits("0.6442")),
        estimated: None,
    };
    let discount = JobLine {
        label: Name::from("-10 %"),
        quantity: None,
        rate: None,
        rate_from: None,
        credits: Some(credits("-0.1")),
        ..line.clone()
    };
    usage.job = Some(Box::new(Job {
        id: Name::from("j1"),
        name: Name::from("Calls"),
        estimated: Some(credits("0.6")),
        lines: vec![line, discount],
    }));
    let refund = transaction("t3", "2026-11-21T11:00:00Z", Kind::Refund, "1", "10.4558");
    vec![top_up, usage, refund]
}

fn ledger_of(entries: &[Entry]) -> Ledger {
    let mut ledger = Ledger::default();
    for entry in entries {
        ledger.append(entry.clone()).unwrap();
    }
    ledger
}

fn ledger_with(transactions: &[Transaction]) -> Ledger {
    ledger_of(&transactions.iter().cloned().map(Entry::Transaction).collect::<Vec<_>>())
}

fn imported(text: &str, ledger: &Ledger) -> Import {
    read(text, "history", ledger, now()).map_err(|problem| problem.to_string()).unwrap()
}

/// The ledger behind an import.
fn after(ledger: &Ledger, import: &Import) -> Ledger {
    let mut ledger = ledger.clone();
    for entry in &import.entries {
        ledger.append(entry.clone()).unwrap();
    }
    ledger
}

/// Whether a file is refused into an empty ledger with this sentence.
#[track_caller]
fn refused(text: &str, sentence: &str) {
    refused_by(&Ledger::default(), text, sentence);
}

#[track_caller]
fn refused_by(ledger: &Ledger, text: &str, sentence: &str) {
    assert_eq!(read(text, "history", ledger, now()).unwrap_err().to_string(), sentence);
}
