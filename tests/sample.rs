//! The sample history, made from the catalog of this build: it is a valid ledger, and it can be taken out again.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use one_credit::catalog;
use one_credit_engine::{
    ledger::{Entry, Filter, Kind, Ledger, Name, Transaction, is_sample, sample, without_sample},
    money::Credits,
    time::Timestamp,
};

fn now() -> Timestamp {
    Timestamp::parse("2026-11-22T10:30:00Z").unwrap()
}

fn replay(entries: &[Entry]) -> Ledger {
    let mut ledger = Ledger::default();
    for entry in entries {
        ledger.append(entry.clone()).unwrap();
    }
    ledger
}

#[test]
fn it_is_a_ledger_of_ninety_days_before_now() {
    let ledger = replay(&sample(catalog(), now()).unwrap());
    let rows = ledger.transactions();
    let days: Vec<_> = rows.iter().map(|row| row.time.date().ordinal()).collect();
    assert!(days.is_sorted());
    let today = now().date().ordinal();
    assert_eq!((days[0], days[days.len() - 1] < today), (today - 90, true));
    assert!(rows.iter().all(is_sample));
    assert!(ledger.reservations().is_empty(), "nothing is still set aside");
    assert!(!ledger.releases().is_empty(), "some run failed");
    assert!(ledger.wallet().total > Credits::ZERO);
    for kind in Kind::ALL {
        let filter = Filter { kinds: vec![kind], ..Filter::default() };
        assert!(!ledger.rows(&filter).is_empty(), "{}", kind.name());
    }
}

#[test]
fn it_is_charged_at_the_prices_of_the_catalog() {
    let ledger = replay(&sample(catalog(), now()).unwrap());
    let lines = ledger.transactions().iter().filter_map(|row| row.job.as_ref());
    let lines: Vec<_> = lines.flat_map(|job| &job.lines).collect();
    assert!(lines.len() > 100, "{}", lines.len());
    for line in &lines {
        assert!(catalog().model(&line.model).is_some(), "{}", line.model);
        assert!(line.credits.is_some() && line.rate.is_some() && line.rate_from.is_some());
        // A run comes out between its low and its high end, 15 % to either side.
        let (charged, estimated) = (line.credits.unwrap(), line.estimated.unwrap());
        let within = |percent: i64| {
            Credits::new(estimated.amount() * one_credit_engine::Decimal::new(percent, 2))
        };
        assert!(charged > within(84) && charged < within(116), "{} {charged}", line.label);
    }
    assert!(lines.iter().any(|line| line.credits != line.estimated));
}

#[test]
fn it_is_the_same_every_time() {
    assert_eq!(sample(catalog(), now()).unwrap(), sample(catalog(), now()).unwrap());
}

#[test]
fn what_really_happened_stays_when_it_is_taken_out() {
    let mut entries = sample(catalog(), now()).unwrap();
    let mut ledger = replay(&entries);
    for (id, amount) in [("own-1", "25"), ("own-2", "-0.5442")] {
        let credits = Credits::parse(amount).unwrap();
        let row = Transaction {
            id: Name::from(id),
            time: now(),
            kind: Kind::Adjustment,
            credits,
            balance: ledger.wallet().total.checked_add(credits).unwrap(),
            note: Name::from("by hand"),
            is_recurring: false,
            job: None,
        };
        ledger.append(Entry::Transaction(row.clone())).unwrap();
        entries.push(Entry::Transaction(row));
    }
    let left = replay(&without_sample(entries).unwrap());
    let ids: Vec<_> = left.transactions().iter().map(|row| &*row.id).collect();
    assert_eq!(ids, ["own-1", "own-2"]);
    assert_eq!(left.wallet().total, Credits::parse("24.4558").unwrap());
    assert!(left.releases().is_empty() && left.reservations().is_empty());
}
