//! When credits are added without being asked for.

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::Zero;
use one_credit_engine::{
    Decimal,
    ledger::{
        Entry, Kind, Ledger, LedgerError, Name, Recurring, RecurringChange, Transaction, Wallet,
    },
    money::Credits,
    time::{Date, Timestamp},
};
use proptest::prelude::*;

use crate::{
    cards::{credits, ledger_of, moment, today},
    second_wallet::rational,
};

fn rule(threshold: &str, amount: &str, cap: &str) -> Recurring {
    Recurring {
        is_on: true,
        threshold: credits(threshold),
        amount: credits(amount),
        monthly_cap: credits(cap),
    }
}

fn set(ledger: &mut Ledger, rule: Recurring) {
    ledger.append(Entry::Recurring(RecurringChange { time: today(), rule })).unwrap();
}

fn book(ledger: &mut Ledger, time: Timestamp, kind: Kind, amount: Credits, is_recurring: bool) {
    let id = format!("r{}", ledger.transactions().len());
    let balance = ledger.wallet().total.checked_add(amount).unwrap();
    let row = Transaction {
        id: id.as_str().into(),
        time,
        kind,
        credits: amount,
        balance,
        note: "".into(),
        is_recurring,
        job: None,
    };
    ledger.append(Entry::Transaction(row)).unwrap();
}

#[test]
fn credits_are_added_below_the_threshold_and_whole_within_the_cap() {
    let mut ledger = ledger_of("4.99");
    assert_eq!(ledger.due(today()), Ok(None), "off by default");
    assert_eq!(ledger.left_of_cap(today()), Ok(Credits::ZERO));
    set(&mut ledger, rule("5", "10", "25"));
    assert_eq!(ledger.due(today()), Ok(Some(credits("10"))));
    book(&mut ledger, today(), Kind::TopUp, credits("10"), true);
    assert_eq!(ledger.due(today()), Ok(None), "14.99 are available");
    // 5 are not below 5.
    book(&mut ledger, today(), Kind::Adjustment, credits("-9.99"), false);
    assert_eq!(ledger.due(today()), Ok(None));
    book(&mut ledger, today(), Kind::Adjustment, credits("-0.01"), false);
    assert_eq!(ledger.due(today()), Ok(Some(credits("10"))));
    book(&mut ledger, today(), Kind::TopUp, credits("10"), true);
    book(&mut ledger, today(), Kind::Usage, credits("-30"), false);
    // 20 of 25 are used up; 10 more would pass the cap, and a part of it is not made.
    assert_eq!(ledger.left_of_cap(today()), Ok(credits("5")));
    assert_eq!(ledger.due(today()), Ok(None));
    // The month ends in UTC. One top-up does not reach the threshold, so another is due behind it.
    let last = moment("2026-11-30T23:59:59.999Z");
    assert_eq!(ledger.due(last), Ok(None));
    let next = moment("2026-12-01T00:30:00+00:30");
    assert_eq!(ledger.due(next), Ok(Some(credits("10"))));
    book(&mut ledger, next, Kind::TopUp, credits("10"), true);
    assert_eq!(ledger.due(next), Ok(Some(credits("10"))));
    assert_eq!(ledger.added_this_month(next), Ok(credits("10")));
    assert_eq!(ledger.added_this_month(today()), Ok(credits("20")));
}

#[test]
fn top_ups_follow_a_charge_that_is_not_appended_yet() {
    let ledger = ledger_of("6");
    let new_rule = rule("5", "10", "25");
    // After a charge of 20 there are -14: 10 and 10 make 6, which is no longer below 5.
    let wallet = Wallet { total: credits("-14"), reserved: Credits::ZERO };
    let mut ids = ["a", "b", "c"].into_iter();
    let mut next = || Name::from(ids.next().unwrap());
    let entries = new_rule.top_ups(&ledger, wallet, today(), &mut next).unwrap();
    let balances: Vec<String> = entries
        .iter()
        .map(|entry| {
            let Entry::Transaction(row) = entry else { panic!("no transaction") };
            format!("{} {} {}", row.id, row.credits, row.balance)
        })
        .collect();
    assert_eq!(balances, ["a 10 -4", "b 10 6"]);
    // The rule that is off makes none, and one at its threshold makes none.
    let off = Recurring { is_on: false, ..new_rule };
    assert_eq!(off.top_ups(&ledger, wallet, today(), &mut next), Ok(Vec::new()));
    let full = Wallet { total: credits("5"), reserved: Credits::ZERO };
    assert_eq!(new_rule.top_ups(&ledger, full, today(), &mut next), Ok(Vec::new()));
}

#[test]
fn a_rule_that_cannot_be_kept_is_refused() {
    let mut ledger = ledger_of("1");
    for (bad, sentence) in [
        (rule("-1", "10", "20"), "the threshold must be 0 or more"),
        (rule("5", "0", "20"), "the amount of a top-up must be above 0"),
        (rule("5", "10", "9.99"), "the monthly cap must hold at least one top-up"),
    ] {
        let change = RecurringChange { time: today(), rule: bad };
        let error = ledger.append(Entry::Recurring(change)).unwrap_err();
        assert_eq!(error, LedgerError::BadRule(sentence));
        assert!(ledger.recurring_changes().is_empty());
    }
    // Off, it needs no amount.
    set(&mut ledger, Recurring::default());
}

#[derive(Clone, Debug)]
enum Step {
    /// Days pass.
    Wait(u32),
    Spend(i64),
    TopUp(i64),
    Rule(bool, i64, i64, i64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..20_u32).prop_map(Step::Wait),
        (1..5_000_i64).prop_map(Step::Spend),
        (1..1_000_i64).prop_map(Step::TopUp),
        (any::<bool>(), 0..2_000_i64, 1..2_000_i64, 0..5_000_i64).prop_map(
            |(is_on, threshold, amount, more)| Step::Rule(is_on, threshold, amount, amount + more)
        ),
    ]
}

fn cents(amount: i64) -> Credits {
    Credits::new(Decimal::new(amount, 2))
}

proptest! {
    /// No month gets more than the largest cap that was in force in it, nothing is added while the rule is off,
    /// and where a whole top-up fits and is needed it is made.
    #[test]
    fn no_month_gets_more_than_its_cap(steps in prop::collection::vec(step(), 1..40)) {
        let mut ledger = ledger_of("10");
        let mut day = Date::parse("2026-01-20").unwrap();
        let mut added: BTreeMap<String, BigRational> = BTreeMap::new();
        let mut caps: BTreeMap<String, BigRational> = BTreeMap::new();
        for step in steps {
            let now = Timestamp::from(day);
            match step {
                Step::Wait(days) => day = Date::from_ordinal(day.ordinal() + days).unwrap(),
                Step::Spend(amount) => book(&mut ledger, now, Kind::Usage, cents(-amount), false),
                Step::TopUp(amount) => book(&mut ledger, now, Kind::TopUp, cents(amount), false),
                Step::Rule(is_on, threshold, amount, cap) => set(&mut ledger, Recurring {
                    is_on,
                    threshold: cents(threshold),
                    amount: cents(amount),
                    monthly_cap: cents(cap),
                }),
            }
            let now = Timestamp::from(day);
            let month = day.to_string()[..7].to_owned();
            let rule = ledger.recurring();
            let cap = if rule.is_on { rational(rule.monthly_cap) } else { BigRational::zero() };
            let most = caps.entry(month.clone()).or_insert_with(BigRational::zero);
            *most = cap.clone().max(most.clone());
            let sum = added.entry(month.clone()).or_insert_with(BigRational::zero);
            let (before, mut number) = (ledger.transactions().len(), 0);
            let at_once = rule.top_ups(&ledger, ledger.wallet(), now, &mut || {
                number += 1;
                Name::from(format!("t{}", before + number))
            }).unwrap();
            while let Some(amount) = ledger.due(now).unwrap() {
                prop_assert!(rule.is_on);
                prop_assert_eq!(amount, rule.amount);
                book(&mut ledger, now, Kind::TopUp, amount, true);
                *sum += rational(amount);
                prop_assert!(*sum <= cap, "{month}: {sum} of {cap}");
            }
            // Asked before anything is appended, the answer is the same, but for its length.
            let made = &ledger.transactions()[before..];
            prop_assert_eq!(at_once.len(), made.len().min(12));
            for (entry, made) in at_once.iter().zip(made) {
                let Entry::Transaction(entry) = entry else { panic!("no transaction") };
                prop_assert_eq!((entry.credits, entry.balance), (made.credits, made.balance));
                prop_assert!(entry.is_recurring && entry.kind == Kind::TopUp);
            }
            prop_assert_eq!(rational(ledger.added_this_month(now).unwrap()), sum.clone());
            let left = (&cap - &*sum).max(BigRational::zero());
            prop_assert_eq!(rational(ledger.left_of_cap(now).unwrap()), left.clone());
            let is_needed = rule.is_on
                && ledger.wallet().available().unwrap() < rule.threshold
                && rational(rule.amount) <= left;
            prop_assert!(!is_needed);
        }
        for (month, sum) in added {
            prop_assert!(sum <= caps[&month]);
        }
    }
}
