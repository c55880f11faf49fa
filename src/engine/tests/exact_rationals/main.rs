//! The engine against a second, independent method, on many thousand random tariffs and usages.
//! `ONE_CREDIT_SEED` and `ONE_CREDIT_CASES` try others; a failure prints its whole case.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod cases;
mod digits;
mod oracle;
#[path = "../registry/mod.rs"]
mod registry;

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use one_credit_engine::{
    Decimal,
    assumption::Spread,
    estimate::{Estimate, LineCost},
    meter::{Meters, Usage},
    money::Quantity,
    quote::{Quote, Subject},
    tariff::{BillError, BillItem, Context, Tariff, TariffSource},
    time::Timestamp,
};

use cases::{Case, Chance};
use digits::{
    digits_after_the_point, digits_before_the_point, digits_held, half_even, significant_digits,
    ten_to,
};
use oracle::{Answer, Request, rational};

const SEED: u64 = 20_261_120;
const CASES: u64 = 15_000;

/// How often something was seen, so that a run that tests nothing cannot pass.
#[derive(Debug, Default)]
struct Seen {
    exact_lines: u64,
    rounded_lines: u64,
    rounded_quantities: u64,
    bounded: u64,
    gaps: u64,
    contradictions: u64,
}

#[test]
fn agrees_with_exact_rationals() {
    let setting = |name: &str, default: u64| {
        std::env::var(name).map_or(default, |text| text.parse().expect("a whole number"))
    };
    let (seed, cases) = (setting("ONE_CREDIT_SEED", SEED), setting("ONE_CREDIT_CASES", CASES));
    let meters = registry::meters();
    let mut chance = Chance::new(seed);
    let mut seen = Seen::default();
    for number in 0..cases {
        let case = cases::case(&mut chance);
        if let Err(difference) = compare(&meters, &case, &mut seen) {
            panic!("case {number} of seed {seed}: {difference}\n{case:#?}");
        }
    }
    println!("{cases} tariffs x usages of seed {seed}: {seen:?}");
    if cases >= 10_000 {
        assert!(seen.exact_lines > cases && seen.rounded_lines > cases / 10, "{seen:?}");
        assert!(seen.bounded > cases / 20 && seen.gaps > cases / 4, "{seen:?}");
        assert!(seen.contradictions > 100 && seen.rounded_quantities > 100, "{seen:?}");
    }
}

fn compare(meters: &Meters, case: &Case, seen: &mut Seen) -> Result<(), String> {
    let source: TariffSource =
        serde_json::from_value(case.tariff.clone()).map_err(|error| error.to_string())?;
    let tariff = source.read(meters).map_err(|errors| format!("refused: {errors:?}"))?;
    let answer = oracle::answer(&case.tariff, &request(case));
    let (usage, context) = (usage(meters, case), context(case));
    let requests = Quantity::parse(&case.requests).expect("a quantity");
    let certain = Spread::certain(usage.clone());
    let subject = Subject { id: "x".to_owned(), label: "X".to_owned(), ..Subject::default() };
    let quote = subject.quote(meters, &tariff, &certain, requests, &context);
    let (quote, answer) = match (quote, answer) {
        (Err(BillError::Usage(_)), Err(_)) => {
            seen.contradictions += 1;
            return Ok(());
        }
        (quote, Err(_)) => return Err(format!("the usage contradicts itself, not {quote:?}")),
        (Err(error), Ok(_)) => return Err(format!("an error: {error}")),
        (Ok(quote), Ok(answer)) => (quote, answer),
    };
    billed(meters, &tariff, &usage, &context, &answer)?;
    gaps(meters, &quote, &answer, &rational(&case.requests), seen)?;
    let estimate =
        Estimate::new(quote.lines, context.at).map_err(|error| format!("no total: {error}"))?;
    costs(meters, &estimate, &answer, &rational(&case.requests), seen)
}

/// Each charge's measured and billed quantity.
fn billed(
    meters: &Meters,
    tariff: &Tariff,
    usage: &Usage,
    context: &Context,
    answer: &Answer,
) -> Result<(), String> {
    let bill = tariff.bill(meters, usage, context).map_err(|error| error.to_string())?;
    let mut charged = 0;
    for line in &bill.lines {
        let BillItem::Meter(meter) = line.item else { continue };
        let name = meters.name(meter);
        let expected = answer.lines.get(name).ok_or_else(|| format!("a line for {name}"))?;
        charged += 1;
        if exact(line.quantity.value()) != expected.measured {
            return Err(format!("{name}: measured {}, not {}", line.quantity, expected.measured));
        }
        if exact(line.billed.value()) != expected.billed {
            return Err(format!("{name}: billed {}, not {}", line.billed, expected.billed));
        }
    }
    if charged == answer.lines.len() { Ok(()) } else { Err(format!("{charged} lines")) }
}

fn gaps(
    meters: &Meters,
    quote: &Quote,
    answer: &Answer,
    requests: &BigRational,
    seen: &mut Seen,
) -> Result<(), String> {
    let found: BTreeMap<String, BigRational> = quote
        .lines
        .iter()
        .filter(|line| matches!(line.cost, LineCost::Gap(_)))
        .map(|line| {
            let meter = line.meter.expect("this gap has a meter");
            (meters.name(meter).to_owned(), exact(line.quantity.expected.value()))
        })
        .collect();
    let expected: BTreeMap<String, BigRational> = answer
        .unpriced
        .iter()
        .map(|(meter, quantity)| (meter.clone(), quantity * requests))
        .collect();
    seen.gaps += expected.len() as u64;
    if found == expected { Ok(()) } else { Err(format!("gaps {found:?}, not {expected:?}")) }
}

/// The lines and their total, for all requests.
fn costs(
    meters: &Meters,
    estimate: &Estimate,
    answer: &Answer,
    requests: &BigRational,
    seen: &mut Seen,
) -> Result<(), String> {
    // A decimal keeps 28 digits; so many are left after the point beside the largest sum.
    let largest = (&answer.gross * requests).max(&answer.total * requests);
    let kept = 28 - digits_before_the_point(&largest);
    let unit = ten_to(-kept);
    let half = &unit / BigRational::from(BigInt::from(2));
    let mut sum = BigRational::zero();
    let mut off_allowed = BigRational::zero();
    let mut charged = 0;
    for line in &estimate.lines {
        let LineCost::Priced(cost) = &line.cost else { continue };
        let credits = exact(cost.value.expected.amount());
        sum += &credits;
        let Some(meter) = line.meter else {
            seen.bounded += 1;
            continue;
        };
        charged += 1;
        let name = meters.name(meter);
        let expected = &answer.lines[name];
        let due = &expected.credits * requests;
        if expected.is_quantity_rounded && !cost.is_rounded {
            return Err(format!("{name} is billed for a rounded quantity, and is not flagged"));
        }
        seen.rounded_quantities += u64::from(expected.is_quantity_rounded);
        if !cost.is_rounded {
            seen.exact_lines += 1;
            if credits != due {
                return Err(format!("{name} costs {due}, not {credits}, and is not flagged"));
            }
            continue;
        }
        seen.rounded_lines += 1;
        // Several parts may need more digits on the way than their sum has in the end.
        let is_long = expected.parts > 1 && significant_digits(&due) > 24;
        let is_long = is_long || expected.is_quantity_rounded;
        if digits_after_the_point(&due).is_some_and(|digits| digits <= kept) && !is_long {
            return Err(format!("{name} costs exactly {due}, but is flagged ({credits})"));
        }
        // Rounded once to the digits it can hold, and perhaps again to make room for the sum.
        let once = half_even(&due, digits_held(&due));
        let shown = i32::try_from(cost.value.expected.amount().scale()).expect("a scale");
        let is_plain = expected.parts == 1 && !expected.is_quantity_rounded;
        if is_plain && credits != half_even(&once, shown) {
            return Err(format!("{name} costs {due}, not {credits}: half-even at {shown} digits"));
        }
        let parts = BigRational::from(BigInt::from(expected.parts));
        let mut allowed = &half * parts + (once - &due).abs();
        if expected.is_quantity_rounded {
            // With 28 digits of its own it is rounded again when it is multiplied by the requests.
            allowed += &due * ten_to(-27);
        }
        if (&credits - &due).abs() > allowed {
            return Err(format!("{name} costs {due}, not {credits}: too far off"));
        }
        off_allowed += allowed;
    }
    if charged != answer.lines.len() {
        return Err(format!("{charged} lines, not {}", answer.lines.len()));
    }
    let total = exact(estimate.total.expected.amount());
    if total != sum {
        return Err(format!("the total {total} is not the sum of the lines {sum}"));
    }
    let due = &answer.total * requests;
    if (&total - &due).abs() > off_allowed {
        return Err(format!("the total is {due}, not {total}"));
    }
    Ok(())
}

fn request(case: &Case) -> Request {
    Request {
        usage: case
            .usage
            .iter()
            .map(|(meter, text)| ((*meter).to_owned(), rational(text)))
            .collect(),
        minute: case.minute,
        weekday: case.day,
        service: case.service.map(str::to_owned),
        region: case.region.map(str::to_owned),
        attributes: case
            .attributes
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
    }
}

fn usage(meters: &Meters, case: &Case) -> Usage {
    case.usage.iter().fold(Usage::new(), |usage, (meter, text)| {
        usage.with(meters.find(meter).expect("a meter"), Quantity::parse(text).expect("a quantity"))
    })
}

fn context(case: &Case) -> Context {
    // 16 November 2026 is a Monday.
    let (hour, minute) = (case.minute / 60, case.minute % 60);
    let at = format!("2026-11-{}T{hour:02}:{minute:02}:59Z", 16 + case.day);
    Context {
        at: Timestamp::parse(&at).expect("a moment"),
        service: case.service.map(str::to_owned),
        region: case.region.map(str::to_owned),
        attributes: case
            .attributes
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
    }
}

fn exact(value: Decimal) -> BigRational {
    BigRational::from(BigInt::from(value.mantissa()))
        * ten_to(-i32::try_from(value.scale()).expect("a scale"))
}
