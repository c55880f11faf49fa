//! Laws of every ledger and period, against sums of exact rationals over its rows.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use one_credit_engine::{
    Decimal,
    ledger::{
        Job, Kind, Name, Transaction,
        statistics::{Dimension, Period, Report, Row, Statistics},
    },
    money::Credits,
    show::Shown,
    time::Date,
};
use proptest::prelude::*;

use super::{Book, job};

const MODELS: [&str; 9] = ["", "a/1", "a/2", "b/1", "b/2", "c/1", "c/2", "d/1", "e/1"];
const SUPPLIERS: [&str; 3] = ["", "A", "B"];
const FUNCTIONS: [&str; 3] = ["", "translation", "ocr"];

/// The first of the 200 days on which rows are made: 2026-05-01.
const FIRST: u32 = 739_736;

#[derive(Clone, Debug)]
enum Event {
    Usage(Vec<(&'static str, &'static str, &'static str, Decimal)>),
    Plain(Decimal),
    Refund(Decimal),
    TopUp(Decimal),
}

fn amount() -> impl Strategy<Value = Decimal> {
    (0..1_000_000_i64, 0..9_u32).prop_map(|(coefficient, scale)| Decimal::new(coefficient, scale))
}

fn line() -> impl Strategy<Value = (&'static str, &'static str, &'static str, Decimal)> {
    let name = |names: &'static [&'static str]| prop::sample::select(names);
    (name(&MODELS), name(&SUPPLIERS), name(&FUNCTIONS), amount())
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        6 => prop::collection::vec(line(), 0..5).prop_map(Event::Usage),
        2 => amount().prop_map(Event::Plain),
        1 => amount().prop_map(|amount| Event::Refund(amount + Decimal::ONE)),
        1 => amount().prop_map(|amount| Event::TopUp(amount + Decimal::ONE)),
    ]
}

fn events() -> impl Strategy<Value = Vec<(u32, Event)>> {
    prop::collection::vec((0..200_u32, event()), 1..40)
}

fn book(events: &[(u32, Event)]) -> Book {
    let mut book = Book::default();
    for (place, (day, event)) in events.iter().enumerate() {
        let at = Date::from_ordinal(FIRST + day).unwrap().to_string();
        let (kind, amount, job) = match event {
            Event::Usage(lines) => {
                let total: Decimal = lines.iter().map(|line| line.3).sum();
                (Kind::Usage, -total, Some(shared(&format!("j{place}"), lines)))
            }
            Event::Plain(amount) => (Kind::Usage, -*amount, None),
            Event::Refund(amount) => (Kind::Refund, *amount, None),
            Event::TopUp(amount) => (Kind::TopUp, *amount, None),
        };
        book.add(&at, kind, Credits::new(amount), job);
    }
    book
}

thread_local! {
    /// The names of a ledger's reader are shared between rows; half of them here, too.
    static SHARED: [Name; 9] = MODELS.map(Name::from);
}

fn shared(id: &str, lines: &[(&'static str, &'static str, &'static str, Decimal)]) -> Job {
    let texts: Vec<String> = lines.iter().map(|line| line.3.to_string()).collect();
    let plain: Vec<_> =
        lines.iter().zip(&texts).map(|(line, text)| (line.0, line.1, line.2, &**text)).collect();
    let mut job = job(id, &plain);
    SHARED.with(|names| {
        for line in job.lines.iter_mut().step_by(2) {
            line.model = Rc::clone(names.iter().find(|name| **name == line.model).unwrap());
        }
    });
    job
}

fn exact(value: Credits) -> BigRational {
    let value = value.amount();
    BigRational::new(BigInt::from(value.mantissa()), BigInt::from(10).pow(value.scale()))
}

fn usage_rows(book: &Book, period: Period) -> Vec<&Transaction> {
    let is_in = |row: &&Transaction| row.kind == Kind::Usage && period.contains(row.time.date());
    book.0.transactions().iter().filter(is_in).collect()
}

/// What each name of a dimension cost, and in how many rows: straight from the rows.
fn second_method(
    book: &Book,
    period: Period,
    dimension: Dimension,
) -> BTreeMap<String, (BigRational, u32)> {
    let mut groups: BTreeMap<String, (BigRational, u32)> = BTreeMap::new();
    for row in usage_rows(book, period) {
        let lines = row.job.as_ref().map_or(&[][..], |job| &job.lines);
        let mut parts: Vec<(&str, BigRational)> = lines
            .iter()
            .map(|line| {
                let name = match dimension {
                    Dimension::Model => &line.model,
                    Dimension::Supplier => &line.supplier,
                    Dimension::Function => &line.function,
                };
                (&**name, exact(line.credits.unwrap()))
            })
            .collect();
        if parts.is_empty() {
            parts.push(("", -exact(row.credits)));
        }
        let names: BTreeSet<&str> = parts.iter().map(|(name, _)| *name).collect();
        for (name, credits) in parts {
            groups.entry(name.to_owned()).or_insert((BigRational::zero(), 0)).0 += credits;
        }
        for name in names {
            groups.get_mut(name).unwrap().1 += 1;
        }
    }
    groups
}

fn total(amounts: impl IntoIterator<Item = Credits>) -> BigRational {
    amounts.into_iter().map(exact).sum()
}

fn shown(rows: &[Row]) -> Option<Decimal> {
    rows.iter()
        .map(|row| {
            row.share.map(|share| match share {
                Shown::Amount(share) => share,
                Shown::Below(_) => Decimal::ZERO,
            })
        })
        .sum()
}

fn check(book: &Book, report: &Report) {
    let period = report.period;
    let spent = -total(usage_rows(book, period).into_iter().map(|row| row.credits));
    assert_eq!(exact(report.spent), spent);
    for dimension in Dimension::ALL {
        let rows = report.table(dimension);
        assert_eq!(total(rows.iter().map(|row| row.credits)), spent, "{dimension:?}");
        let now = second_method(book, period, dimension);
        let then = report.before.map(|before| second_method(book, before.period, dimension));
        let zero = (BigRational::zero(), 0);
        for row in rows {
            let expected = now.get(&*row.name).unwrap_or(&zero);
            assert_eq!((exact(row.credits), row.jobs), expected.clone(), "{}", row.name);
            let before = then.as_ref().and_then(|then| then.get(&*row.name)).unwrap_or(&zero);
            assert_eq!(exact(row.before), before.0);
        }
        let names: BTreeSet<&str> = rows.iter().map(|row| &*row.name).collect();
        assert!(now.keys().all(|name| names.contains(&**name)));
        assert_eq!(names.len(), rows.len());
        let is_sorted = |pair: &[Row]| pair[0].credits >= pair[1].credits;
        assert!(rows.windows(2).all(is_sorted));
        if report.spent > Credits::ZERO {
            assert_eq!(shown(rows), Some(Decimal::ONE_HUNDRED));
        }
    }
    if let Some(before) = report.before {
        let rows = usage_rows(book, before.period);
        assert_eq!(exact(before.spent), -total(rows.into_iter().map(|row| row.credits)));
    }
    assert_eq!(total(report.bars.iter().map(|bar| bar.total)), spent);
    for bar in &report.bars {
        assert_eq!(total(bar.parts.iter().copied()), exact(bar.total));
    }
    for (place, series) in report.totals.iter().enumerate() {
        assert_eq!(total(report.bars.iter().map(|bar| bar.parts[place])), exact(*series));
    }
    assert_eq!(total(report.totals.iter().copied()), spent);
    let models = second_method(book, period, Dimension::Model);
    for (name, series) in report.series.iter().zip(&report.totals) {
        assert_eq!(exact(*series), models[&**name].0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn tables_and_bars_add_up_to_the_usage_rows(
        events in events(), first in 0..200_u32, days in 1..200_u32, slice in 1..7_usize,
    ) {
        let book = book(&events);
        let day = |ordinal| Date::from_ordinal(ordinal).unwrap();
        let period = Period::new(day(FIRST + first), day(FIRST + first + days - 1)).unwrap();
        let whole = book.statistics().report(period, day(FIRST + 199)).unwrap();
        check(&book, &whole);
        // Row by row or all at once.
        let mut sliced = Statistics::default();
        while !sliced.extend(&book.0, slice).unwrap() {}
        prop_assert_eq!(&sliced.report(period, day(FIRST + 199)).unwrap(), &whole);
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter(events in events()) {
        let report = |book: &Book| {
            let day = |ordinal| Date::from_ordinal(ordinal).unwrap();
            let period = Period::new(day(FIRST), day(FIRST + 199)).unwrap();
            book.statistics().report(period, day(FIRST + 199)).unwrap()
        };
        let there = report(&book(&events));
        let back: Vec<_> = events.into_iter().rev().collect();
        prop_assert_eq!(there, report(&book(&back)));
    }
}
