//! Laws of every history: random entries, right and hostile, beside a second wallet.

use std::cell::Cell;

use num_rational::BigRational;
use num_traits::{Signed, Zero};
use one_credit_engine::{
    Decimal,
    ledger::{
        Actual, ActualLine, Entry, Job, JobLine, Kind, Ledger, LedgerError, Names, Opening,
        Recurring, RecurringChange, Release, Reservation, RunEnd, Transaction, read_record,
        record_text,
    },
    money::Credits,
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

use crate::{
    cards::today,
    second_wallet::{SecondWallet, rational},
};

/// Something that somebody tries.
#[derive(Clone, Debug)]
enum Step {
    Open(Credits),
    Row {
        id: u8,
        kind: Kind,
        amount: Credits,
        balance_is_off_by: Credits,
    },
    /// A usage with a job, whose amount is off from the sum of its lines.
    Charge {
        id: u8,
        job: u8,
        kind: Kind,
        lines: Vec<Option<Credits>>,
        is_off_by: Credits,
    },
    Reserve {
        job: u8,
        credits: Credits,
        is_charged: bool,
    },
    Settle {
        id: u8,
        job: u8,
        lines: Vec<Credits>,
        is_total: bool,
    },
    Release {
        job: u8,
    },
    Rule(bool, Credits, Credits, Credits),
}

/// Mostly everyday amounts; now and then none, or one of 28 digits.
fn amount() -> impl Strategy<Value = Credits> {
    prop_oneof![
        12 => (1..1_000_000_i64, 0..=6_u32).prop_map(|(digits, scale)| Decimal::new(digits, scale)),
        1 => Just(Decimal::ZERO),
        1 => (0..1_i128 << 96, 0..=28_u32)
            .prop_map(|(digits, scale)| Decimal::from_i128_with_scale(digits, scale)),
    ]
    .prop_map(Credits::new)
}

fn signed() -> impl Strategy<Value = Credits> {
    (amount(), prop::bool::weighted(0.1)).prop_map(|(amount, is_negative)| {
        Credits::new(if is_negative { -amount.amount() } else { amount.amount() })
    })
}

/// Rarely anything but 0.
fn error() -> impl Strategy<Value = Credits> {
    prop_oneof![10 => Just(Credits::ZERO), 1 => signed()]
}

fn step() -> impl Strategy<Value = Step> {
    // Few enough ids that they come again.
    let (id, job) = (|| 0..40_u8, || 0..12_u8);
    let usage = prop_oneof![12 => Just(Kind::Usage), 1 => Just(Kind::Refund)];
    prop_oneof![
        1 => signed().prop_map(Step::Open),
        6 => (id(), prop::sample::select(Kind::ALL.to_vec()), signed(), error()).prop_map(
            |(id, kind, amount, balance_is_off_by)| Step::Row { id, kind, amount, balance_is_off_by }
        ),
        3 => (id(), job(), usage, prop::collection::vec(prop::option::weighted(0.8, signed()), 0..4), error())
            .prop_map(|(id, job, kind, lines, is_off_by)| Step::Charge { id, job, kind, lines, is_off_by }),
        5 => (job(), signed(), prop::bool::weighted(0.05))
            .prop_map(|(job, credits, is_charged)| Step::Reserve { job, credits, is_charged }),
        5 => (id(), job(), prop::collection::vec(signed(), 1..4), any::<bool>())
            .prop_map(|(id, job, lines, is_total)| Step::Settle { id, job, lines, is_total }),
        3 => job().prop_map(|job| Step::Release { job }),
        1 => (any::<bool>(), signed(), signed(), signed())
            .prop_map(|(is_on, threshold, amount, cap)| Step::Rule(is_on, threshold, amount, cap)),
    ]
}

fn line(step: usize, credits: Option<Credits>) -> JobLine {
    JobLine {
        step: step.to_string().into(),
        label: "Translate".into(),
        model: "azure/translator".into(),
        supplier: "Microsoft Azure".into(),
        function: "translation".into(),
        meter: "characters".into(),
        quantity: None,
        rate: None,
        rate_from: None,
        credits,
        estimated: None,
    }
}

fn job(number: u8, lines: Vec<JobLine>) -> Box<Job> {
    let id = if number == 0 { String::new() } else { format!("j{number}") };
    Box::new(Job { id: id.into(), name: "Calls".into(), estimated: None, lines })
}

fn id(number: u8) -> one_credit_engine::ledger::Name {
    if number == 0 { "".into() } else { format!("t{number}").into() }
}

fn negative(credits: Credits) -> Credits {
    Credits::new(-credits.amount())
}

fn row(ledger: &Ledger, id: u8, kind: Kind, credits: Credits, off_by: Credits) -> Transaction {
    // What leaves the range has no balance; any other is wrong too.
    let total = ledger.wallet().total;
    let balance = total.checked_add(credits).and_then(|balance| balance.checked_add(off_by));
    Transaction {
        id: self::id(id),
        time: today(),
        kind,
        credits,
        balance: balance.unwrap_or(total),
        note: "".into(),
        is_recurring: false,
        job: None,
    }
}

/// The entry that a step tries to append; none where its figures leave the range.
fn entry(ledger: &Ledger, step: &Step) -> Option<Entry> {
    Some(match step {
        Step::Open(credits) => Entry::Opening(Opening { credits: *credits, time: today() }),
        Step::Row { id, kind, amount, balance_is_off_by } => {
            let takes = matches!(kind, Kind::Usage | Kind::Expiry);
            let credits = if takes { negative(*amount) } else { *amount };
            Entry::Transaction(row(ledger, *id, *kind, credits, *balance_is_off_by))
        }
        Step::Charge { id, job: number, kind, lines, is_off_by } => {
            let sum = Credits::sum(lines.iter().flatten().copied().chain([*is_off_by]));
            let credits = negative(sum.unwrap_or_default());
            let lines = lines.iter().enumerate().map(|(step, credits)| line(step, *credits));
            let job = Some(job(*number, lines.collect()));
            Entry::Transaction(Transaction {
                job,
                ..row(ledger, *id, *kind, credits, Credits::ZERO)
            })
        }
        Step::Reserve { job: number, credits, is_charged } => {
            let charged = is_charged.then_some(*credits);
            let job = job(*number, vec![line(0, None), line(1, charged)]);
            Entry::Reservation(Reservation { job, time: today(), credits: *credits })
        }
        Step::Settle { id, job: number, lines, is_total } => {
            let actual = if *is_total {
                Actual::Total(lines[0])
            } else {
                let charged = |(step, credits): (usize, &Credits)| ActualLine {
                    step: step.to_string().into(),
                    label: "".into(),
                    model: "".into(),
                    supplier: "".into(),
                    meter: "".into(),
                    quantity: None,
                    credits: *credits,
                };
                Actual::Lines(lines.iter().enumerate().map(charged).collect())
            };
            let job = job(*number, Vec::new());
            let end = RunEnd {
                job: job.id,
                name: job.name,
                actual,
                at: today(),
                transaction: self::id(*id),
            };
            match ledger.settle(end) {
                Ok(settlement) => settlement.entry,
                Err(LedgerError::Figure(_)) => return None,
                // What settling refuses, the rules refuse of the same charge written by hand.
                Err(_) => {
                    let charged: &[Credits] = if *is_total { &lines[..1] } else { lines };
                    let credits = negative(Credits::sum(charged.iter().copied()).unwrap());
                    let lines = charged.iter().map(|credits| line(0, Some(*credits)));
                    let job = Some(self::job(*number, lines.collect()));
                    let row = row(ledger, *id, Kind::Usage, credits, Credits::ZERO);
                    Entry::Transaction(Transaction { job, ..row })
                }
            }
        }
        Step::Release { job: number } => {
            let job = job(*number, Vec::new());
            let reason = "Stopped".into();
            Entry::Release(Release { job: job.id, name: job.name, time: today(), reason })
        }
        Step::Rule(is_on, threshold, amount, monthly_cap) => {
            let rule = Recurring {
                is_on: *is_on,
                threshold: *threshold,
                amount: *amount,
                monthly_cap: *monthly_cap,
            };
            Entry::Recurring(RecurringChange { time: today(), rule })
        }
    })
}

/// What a settlement says beside its entry.
fn check_settlement(
    ledger: &Ledger,
    second: &SecondWallet,
    step: &Step,
) -> Result<(), TestCaseError> {
    let Step::Settle { id, job: number, lines, .. } = step else { return Ok(()) };
    let job = job(*number, Vec::new());
    let end = RunEnd {
        job: job.id.clone(),
        name: job.name,
        actual: Actual::Total(lines[0]),
        at: today(),
        transaction: self::id(*id),
    };
    let Ok(settlement) = ledger.settle(end) else { return Ok(()) };
    let (cost, reserved) = (rational(lines[0]), second.reserved_for(&job.id));
    let zero = BigRational::zero();
    prop_assert_eq!(rational(settlement.released), (&reserved - &cost).max(zero.clone()));
    let available = second.available() + reserved - cost;
    let overdrawn = settlement.overdrawn.map(rational);
    prop_assert_eq!(overdrawn, available.is_negative().then(|| -available));
    Ok(())
}

#[derive(Default)]
struct Seen {
    taken: Cell<u32>,
    refused: Cell<u32>,
    settled: Cell<u32>,
    out_of_range: Cell<u32>,
}

fn count(counter: &Cell<u32>) {
    counter.set(counter.get() + 1);
}

fn live(steps: &[Step], seen: &Seen) -> Result<(), TestCaseError> {
    let (mut ledger, mut second) = (Ledger::default(), SecondWallet::default());
    let mut journal = Vec::new();
    for step in steps {
        check_settlement(&ledger, &second, step)?;
        let Some(entry) = entry(&ledger, step) else {
            count(&seen.out_of_range);
            continue;
        };
        let before = ledger.clone();
        match ledger.append(entry.clone()) {
            Ok(()) => {
                prop_assert!(second.take(&entry), "taken: {entry:?}");
                count(if matches!(step, Step::Settle { .. }) {
                    &seen.settled
                } else {
                    &seen.taken
                });
                journal.push(entry);
            }
            Err(error) => {
                prop_assert!(ledger == before, "{error} has changed the ledger");
                // Figures that no decimal holds are refused; fractions have no such end.
                if matches!(error, LedgerError::Figure(_)) {
                    count(&seen.out_of_range);
                } else {
                    prop_assert!(!second.take(&entry), "refused: {entry:?}, {error}");
                    count(&seen.refused);
                }
                prop_assert!(!error.to_string().is_empty());
            }
        }
        second.compare(&ledger).map_err(TestCaseError::fail)?;
    }
    // The same history from the text of the journal, in one record and in one for each entry.
    let mut names = Names::default();
    let mut again = Ledger::default();
    for entry in read_record(&mut names, &record_text(&journal)).unwrap() {
        prop_assert_eq!(again.append(entry), Ok(()));
    }
    prop_assert!(again == ledger, "another ledger is read back");
    let mut piecewise = Ledger::default();
    for entry in journal {
        let text = record_text(&[entry]);
        for entry in read_record(&mut names, &text).unwrap() {
            prop_assert_eq!(piecewise.append(entry), Ok(()));
        }
    }
    prop_assert!(piecewise == ledger, "another ledger is read back, record by record");
    Ok(())
}

#[test]
fn every_history_keeps_the_laws() {
    let seen = Seen::default();
    let config = Config { cases: 400, failure_persistence: None, ..Config::default() };
    TestRunner::new(config)
        .run(&prop::collection::vec(step(), 1..60), |steps| live(&steps, &seen))
        .unwrap();
    for (what, counter) in [
        ("taken", &seen.taken),
        ("refused", &seen.refused),
        ("settled", &seen.settled),
        ("out of range", &seen.out_of_range),
    ] {
        println!("{what}: {}", counter.get());
        assert!(counter.get() > 50, "only {} were {what}", counter.get());
    }
}
