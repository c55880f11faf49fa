//! The engine against a second, independent method, on many thousand random tariffs and usages.
//! `ONE_CREDIT_SEED` and `ONE_CREDIT_CASES` try others; a failure prints its whole case.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod cases;
mod oracle;
#[path = "../registry/mod.rs"]
mod registry;

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
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
use oracle::{Answer, Request, rational};

const SEED: u64 = 20_261_120;
const CASES: u64 = 15_000;

/// How often something was seen, so that a run that tests nothing cannot pass.
#[derive(Debug, Default)]
struct Seen {
    exact_lines: u64,
    rounded_lines: u64,
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
        assert!(seen.contradictions > 100, "{seen:?}");
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
        let off = (exact(line.billed.value()) - &expected.billed).abs();
        let may_be_off = expected.is_scaled && line.credits.is_rounded;
        if !(may_be_off || off.is_zero()) {
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
        if !cost.is_rounded {
            seen.exact_lines += 1;
            if credits != due {
                return Err(format!("{name} costs {due}, not {credits}, and is not flagged"));
            }
            continue;
        }
        seen.rounded_lines += 1;
        if expected.is_scaled {
            // A rounded quantity is off by half a unit in the 28th digit, and its price with it.
            let allowed = due.clone() * ten_to(-26) + &unit;
            if (&credits - &due).abs() > allowed {
                return Err(format!("{name} costs {due}, not {credits}"));
            }
            off_allowed += allowed;
            continue;
        }
        // Several parts may need more digits on the way than their sum has in the end.
        let is_long = expected.parts > 1 && significant_digits(&due) > 24;
        if digits_after_the_point(&due).is_some_and(|digits| digits <= kept) && !is_long {
            return Err(format!("{name} costs exactly {due}, but is flagged ({credits})"));
        }
        // Rounded once to the digits it can hold, and perhaps again to make room for the sum.
        let once = half_even(&due, digits_held(&due));
        let shown = i32::try_from(cost.value.expected.amount().scale()).expect("a scale");
        if expected.parts == 1 && credits != half_even(&once, shown) {
            return Err(format!("{name} costs {due}, not {credits}: half-even at {shown} digits"));
        }
        let parts = BigRational::from(BigInt::from(expected.parts));
        let allowed = &half * parts + (once - &due).abs();
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

fn ten_to(exponent: i32) -> BigRational {
    BigRational::from(BigInt::from(10)).pow(exponent)
}

fn digits_before_the_point(value: &BigRational) -> i32 {
    let whole = value.abs().to_integer();
    if whole.is_zero() { 0 } else { i32::try_from(whole.to_string().len()).expect("few digits") }
}

/// How many digits after the point a coefficient of 96 bits has room for, at most 28.
fn digits_held(value: &BigRational) -> i32 {
    let largest = BigRational::from((BigInt::one() << 96) - BigInt::one());
    let holds = |digits: &i32| half_even(value, *digits) * ten_to(*digits) <= largest;
    (0..=28).rev().find(holds).expect("the whole part fits")
}

/// How many digits after the point the value has, if it ends: its denominator has no factor but 2 and 5.
fn digits_after_the_point(value: &BigRational) -> Option<i32> {
    let mut rest = value.denom().clone();
    let [twos, fives] = [2, 5].map(|prime| {
        let prime = BigInt::from(prime);
        let mut times = 0;
        while (&rest % &prime).is_zero() {
            rest /= &prime;
            times += 1;
        }
        times
    });
    rest.is_one().then(|| twos.max(fives))
}

fn significant_digits(value: &BigRational) -> i32 {
    digits_before_the_point(value) + digits_after_the_point(value).unwrap_or(60)
}

/// The nearest with so many digits after the point; a tie goes to the even digit.
fn half_even(value: &BigRational, digits: i32) -> BigRational {
    let scaled = value * ten_to(digits);
    let floor = scaled.floor();
    let twice_over = (scaled - &floor) * BigRational::from(BigInt::from(2));
    let is_odd = !(floor.clone() / BigRational::from(BigInt::from(2))).is_integer();
    let is_up = twice_over > BigRational::one() || (twice_over == BigRational::one() && is_odd);
    let nearest = if is_up { floor + BigRational::one() } else { floor };
    nearest * ten_to(-digits)
}
