//! Laws that hold for every tariff and usage, tried on random ones.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod registry;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Signed;
use one_credit_engine::{
    Decimal,
    assumption::Spread,
    decimal::{self, FigureError},
    estimate::{Estimate, LineCost},
    meter::{MeterId, Meters, Usage},
    money::{Credits, Quantity},
    quote::Subject,
    tariff::{
        Charge, Condition, Context, Hours, Increment, Most, Rate, Rounding, Tariff, Threshold,
        Tier, UnitRate, Variant,
    },
    time::{Date, Timestamp},
};
use proptest::prelude::*;

/// Any decimal: 96 bits, a sign and up to 28 digits after the point.
fn any_decimal() -> impl Strategy<Value = Decimal> {
    let coefficient = prop_oneof![0..(1_i128 << 96), 0..(1_i128 << 48), 0..1_000_000_i128];
    (coefficient, any::<bool>(), 0..=28_u32).prop_map(|(coefficient, is_negative, scale)| {
        Decimal::from_i128_with_scale(if is_negative { -coefficient } else { coefficient }, scale)
    })
}

fn small(most: i64, scale: u32) -> impl Strategy<Value = Decimal> {
    (0..=most).prop_map(move |coefficient| Decimal::new(coefficient, scale))
}

fn quantity(most: i64, scale: u32) -> impl Strategy<Value = Quantity> {
    small(most, scale).prop_map(|value| Quantity::new(value).unwrap())
}

fn credits(most: i64, scale: u32) -> impl Strategy<Value = Credits> {
    small(most, scale).prop_map(Credits::new)
}

fn rate() -> impl Strategy<Value = UnitRate> {
    let per = prop::sample::select(vec![1, 7, 60, 1_000, 3_600, 1_000_000]);
    (credits(100_000, 4), per).prop_map(|(amount, per)| UnitRate {
        amount,
        per: Quantity::new(Decimal::from(per)).unwrap(),
    })
}

fn tiers() -> impl Strategy<Value = Vec<Tier>> {
    prop::collection::vec((1..5_000_i64, rate(), credits(1_000, 2)), 1..5).prop_map(|bands| {
        let last = bands.len() - 1;
        let mut end = 0;
        bands
            .into_iter()
            .enumerate()
            .map(|(place, (width, rate, fixed))| {
                end += width;
                let up_to = Quantity::new(Decimal::from(end)).unwrap();
                Tier { up_to: (place < last).then_some(up_to), rate, fixed }
            })
            .collect()
    })
}

fn increment() -> impl Strategy<Value = Increment> {
    let rounding = prop::sample::select(vec![Rounding::Up, Rounding::Down, Rounding::HalfUp]);
    (1..10_000_i64, rounding).prop_map(|(step, rounding)| Increment {
        step: Quantity::new(Decimal::new(step, 2)).unwrap(),
        rounding,
    })
}

/// Any charge that a tariff can write; `is_steady` leaves out what may fall as usage grows.
fn charge(meter: MeterId, is_steady: bool) -> impl Strategy<Value = Charge> {
    let rate = prop_oneof![
        rate().prop_map(Rate::Flat),
        tiers().prop_map(Rate::Graduated),
        tiers().prop_map(move |tiers| if is_steady {
            Rate::Graduated(tiers)
        } else {
            Rate::Volume(tiers)
        }),
    ];
    (
        rate,
        credits(1_000, 2),
        prop::option::of((1..5_000_i64).prop_map(|factor| Decimal::new(factor, 3))),
        prop::option::of(increment()),
        quantity(5_000, 1),
        quantity(5_000, 1),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(
            move |(rate, fixed, factor, increment, least, free, is_free_first, is_due_at_zero)| {
                Charge {
                    meter,
                    rate,
                    fixed,
                    factor,
                    increment,
                    least,
                    free,
                    is_free_first,
                    is_due_at_zero,
                }
            },
        )
}

const PRICED: [&str; 5] =
    ["tokens.input", "tokens.input.cached", "tokens.output", "seconds.audio", "pages"];

fn charges(is_steady: bool) -> impl Strategy<Value = Vec<Charge>> {
    let meters = registry::meters();
    let all = PRICED.map(|name| prop::option::of(charge(meters.find(name).unwrap(), is_steady)));
    all.prop_map(|charges| charges.into_iter().flatten().collect())
}

/// Consistent: the cached tokens are at most the input tokens.
fn usage() -> impl Strategy<Value = Vec<(MeterId, Quantity)>> {
    let meters = registry::meters();
    let [input, cached, output, seconds, pages] = PRICED.map(|name| meters.find(name).unwrap());
    let any_quantity = || prop_oneof![quantity(20_000, 0), quantity(20_000_000, 3), quantity(0, 0)];
    (any_quantity(), any_quantity(), any_quantity(), any_quantity(), any_quantity()).prop_map(
        move |(read, fresh, written, heard, scanned)| {
            vec![
                (cached, read),
                (input, read.checked_add(fresh).unwrap()),
                (output, written),
                (seconds, heard),
                (pages, scanned),
            ]
        },
    )
}

fn as_usage(entries: &[(MeterId, Quantity)]) -> Usage {
    entries.iter().fold(Usage::new(), |usage, (meter, quantity)| usage.with(*meter, *quantity))
}

fn midday() -> Context {
    Context::at(Timestamp::parse("2026-11-16T12:00:00Z").unwrap())
}

fn estimate(tariff: &Tariff, usage: &Usage) -> Estimate {
    let usage = Spread::certain(usage.clone());
    let quote = Subject::default()
        .quote(&registry::meters(), tariff, &usage, Quantity::ONE, &midday())
        .unwrap();
    Estimate::new(quote.lines, midday().at).unwrap()
}

fn total(tariff: &Tariff, usage: &Usage) -> BigRational {
    exact(estimate(tariff, usage).total.expected.amount())
}

fn exact(value: Decimal) -> BigRational {
    BigRational::new(value.mantissa().into(), BigInt::from(10).pow(value.scale()))
}

/// What the last digit of a sum of rounded lines may be off by.
fn last_digit() -> BigRational {
    BigRational::new(1.into(), BigInt::from(10).pow(15))
}

/// The largest decimal, 2^96 - 1.
fn largest() -> BigRational {
    exact(Decimal::MAX)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn lines_add_up_to_the_total(charges in charges(false), entries in usage(), maximum in prop::option::of(credits(900, 2))) {
        let tariff = Tariff { maximum, charges, ..Tariff::default() };
        let estimate = estimate(&tariff, &as_usage(&entries));
        let sum: BigRational = estimate
            .lines
            .iter()
            .filter_map(|line| match &line.cost {
                LineCost::Priced(cost) => Some(exact(cost.value.expected.amount())),
                LineCost::Gap(_) => None,
            })
            .sum();
        prop_assert_eq!(sum, exact(estimate.total.expected.amount()));
    }

    #[test]
    fn order_does_not_matter(
        charges in charges(false).prop_flat_map(|charges| (Just(charges.clone()), Just(charges).prop_shuffle())),
        entries in usage().prop_flat_map(|entries| (Just(entries.clone()), Just(entries).prop_shuffle())),
    ) {
        let [one, other] = [charges.0, charges.1].map(|charges| Tariff { charges, ..Tariff::default() });
        let straight = estimate(&one, &as_usage(&entries.0));
        let shuffled = estimate(&other, &as_usage(&entries.1));
        prop_assert_eq!(straight.total, shuffled.total);
        let by_id = |mut estimate: Estimate| {
            estimate.lines.sort_by(|a, b| a.id.cmp(&b.id));
            estimate.lines
        };
        prop_assert_eq!(by_id(straight), by_id(shuffled));
    }

    #[test]
    fn more_usage_never_costs_less(
        charges in charges(true), entries in usage(), more in quantity(5_000_000, 3), which in 2..5_usize,
    ) {
        // Output, seconds or pages: more of a whole is more of it, more of a part less of its whole.
        let tariff = Tariff { charges, ..Tariff::default() };
        let mut larger = entries.clone();
        larger[which].1 = larger[which].1.checked_add(more).unwrap();
        let (before, after) = (total(&tariff, &as_usage(&entries)), total(&tariff, &as_usage(&larger)));
        prop_assert!(after >= &before - last_digit(), "{before} then {after}");
    }

    #[test]
    fn a_variant_that_never_holds_changes_nothing(
        charges in charges(false), other in charges(false), entries in usage(), how in 0..5_u8,
    ) {
        let plain = Tariff { charges, ..Tariff::default() };
        let mut when = Condition::default();
        match how {
            0 => when.service = Some("batch".to_owned()),
            1 => when.region = Some("eu".to_owned()),
            2 => when.attributes = vec![("quality".to_owned(), "hd".to_owned())],
            // It is midday on a Monday.
            3 => when.hours = Some(Hours { from: 18 * 60, to: 12 * 60, days: Hours::EVERY_DAY }),
            _ => {
                let meter = registry::meters().find("tokens.output").unwrap();
                let operator = one_credit_engine::tariff::Operator::Below;
                when.threshold = Some(Threshold { meter, operator, value: Quantity::ZERO });
            }
        }
        let varied = Tariff { variants: vec![Variant { when, charges: other }], ..plain.clone() };
        let usage = as_usage(&entries);
        prop_assert_eq!(estimate(&plain, &usage), estimate(&varied, &usage));
    }

    #[test]
    fn minimum_and_maximum_hold(
        charges in charges(false), entries in usage(), least in credits(50_000, 3), over in credits(50_000, 3),
    ) {
        let most = least.checked_add(over).unwrap();
        let usage = as_usage(&entries);
        let free = Tariff { charges, ..Tariff::default() };
        let bounded = Tariff { minimum: Some(least), maximum: Some(most), ..free.clone() };
        let (free, bounded) = (total(&free, &usage), total(&bounded, &usage));
        let [least, most] = [least, most].map(|bound| exact(bound.amount()));
        prop_assert!((least.clone()..=most.clone()).contains(&bounded), "{least} {bounded} {most}");
        prop_assert!((free.clamp(least, most) - bounded).abs() <= last_digit());
    }

    #[test]
    fn what_a_budget_buys_costs_no_more(
        charge in charge(registry::meters().find("pages").unwrap(), false), budget in credits(5_000_000, 2),
    ) {
        let (meters, meter) = (registry::meters(), charge.meter);
        let tariff = Tariff { charges: vec![charge], ..Tariff::default() };
        let most = tariff.most(&meters, meter, budget, &midday()).unwrap();
        if let Some(Most::Quantity(quantity)) = most && !quantity.value.is_zero() {
            let cost = total(&tariff, &Usage::new().with(meter, quantity.value));
            let budget = exact(budget.amount());
            prop_assert!(cost <= &budget + last_digit(), "{} cost {cost} of {budget}", quantity.value);
        }
    }

    #[test]
    fn leaves_sum_to_the_whole(
        groups in prop::array::uniform5(quantity(1_000_000_000, 3)), priced in prop::array::uniform4(any::<bool>()),
    ) {
        // Cached audio, other audio, other cached, cache writes and plain tokens.
        let meters = registry::meters();
        let [cached_audio, audio, cached, written, _] = groups;
        let sum = |parts: &[Quantity]| parts.iter().fold(Quantity::ZERO, |sum, part| sum.checked_add(*part).unwrap());
        let names = ["tokens.input.cached", "tokens.input.audio", "tokens.input.cache_write", "tokens.input.audio.cached"];
        let root = meters.find("tokens.input").unwrap();
        let parts = names.map(|name| meters.find(name).unwrap());
        let quantities = [sum(&[cached_audio, cached]), sum(&[cached_audio, audio]), written, cached_audio];
        let usage = parts.iter().zip(quantities).fold(
            Usage::new().with(root, sum(&groups)),
            |usage, (meter, quantity)| usage.with(*meter, quantity),
        );
        let chosen: Vec<MeterId> = core::iter::once(root)
            .chain(parts.iter().zip(priced).filter(|(_, is_priced)| *is_priced).map(|(meter, _)| *meter))
            .collect();
        let leaves: Result<Vec<Quantity>, _> =
            chosen.iter().map(|meter| usage.leaf(&meters, &chosen, *meter)).collect();
        match leaves {
            Ok(leaves) => prop_assert_eq!(sum(&leaves), sum(&groups)),
            // Only where cached and audio are priced and what they share is not.
            Err(_) => prop_assert!(priced[0] && priced[1] && !priced[3] && !cached_audio.is_zero()),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4_096) })]

    #[test]
    fn text_and_back_is_the_same(value in any_decimal()) {
        let text = decimal::to_text(value);
        prop_assert_eq!(decimal::parse(&text), Ok(value.normalize()));
        prop_assert!(!text.contains(['e', 'E', '+']), "{}", text);
    }

    #[test]
    fn any_text_is_a_number_or_a_sentence(text in "[0-9eE+.-]{0,50}") {
        match decimal::parse(&text) {
            Ok(value) => prop_assert_eq!(decimal::parse(&decimal::to_text(value)), Ok(value.normalize())),
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }

    #[test]
    fn sums_are_those_of_the_rationals(a in any_decimal(), b in any_decimal()) {
        let due = exact(a) + exact(b);
        match decimal::add(a, b) {
            Ok(sum) => prop_assert_eq!(exact(sum), due),
            Err(error) => {
                prop_assert_eq!(error, FigureError::TooLarge);
                prop_assert!(!fits(&due), "{} fits", due);
            }
        }
    }

    #[test]
    fn a_sum_of_many_is_that_of_the_rationals(values in prop::collection::vec(any_decimal(), 0..6)) {
        let due: BigRational = values.iter().map(|value| exact(*value)).sum();
        match decimal::sum(values.iter().copied()) {
            Ok(sum) => prop_assert_eq!(exact(sum), due),
            Err(error) => {
                prop_assert_eq!(error, FigureError::TooLarge);
                prop_assert!(!fits(&due), "{} fits", due);
            }
        }
    }

    #[test]
    fn products_and_quotients_are_those_of_the_rationals(
        a in any_decimal(), b in any_decimal(), divisor in any_decimal(),
    ) {
        if divisor.is_zero() {
            prop_assert_eq!(decimal::mul_div(a, b, divisor), Err(FigureError::DivisionByZero));
            return Ok(());
        }
        let due = exact(a) * exact(b) / exact(divisor);
        match decimal::mul_div(a, b, divisor) {
            Ok(quotient) => {
                let got = exact(quotient.value);
                prop_assert_eq!(quotient.is_rounded, got != due);
                prop_assert!(!(quotient.is_rounded && fits(&due)));
                prop_assert_eq!(got, nearest(&due));
            }
            Err(error) => {
                prop_assert_eq!(error, FigureError::TooLarge);
                prop_assert!(nearest_at(&due, 0).abs() > largest());
            }
        }
    }
}

/// Whether a decimal can hold the value to its last digit.
fn fits(value: &BigRational) -> bool {
    (0..=28).any(|scale| {
        let scaled = value * BigRational::from(BigInt::from(10).pow(scale));
        scaled.is_integer() && scaled.abs() <= largest()
    })
}

/// The value half-even at the most digits after the point that a decimal has room for.
fn nearest(value: &BigRational) -> BigRational {
    (0..=28)
        .rev()
        .map(|scale| (nearest_at(value, scale), BigInt::from(10).pow(scale)))
        .find(|(coefficient, _)| coefficient.abs() <= largest())
        .map(|(coefficient, unit)| coefficient / BigRational::from(unit))
        .expect("the whole part fits")
}

/// The coefficient of the value at so many digits after the point, half-even.
fn nearest_at(value: &BigRational, scale: u32) -> BigRational {
    let scaled = value * BigRational::from(BigInt::from(10).pow(scale));
    let half = BigRational::new(1.into(), 2.into());
    let up = (&scaled + &half).floor();
    let is_tie = (&scaled - scaled.floor()) == half;
    let is_odd = !(&up * &half).is_integer();
    if is_tie && is_odd { up - BigRational::from(BigInt::from(1)) } else { up }
}

#[test]
fn days_and_moments_read_back() {
    let mut day = Date::parse("1999-12-25").unwrap();
    for _ in 0..12_000 {
        assert_eq!(Date::parse(&day.to_string()), Ok(day));
        let moment = Timestamp::from(day);
        assert_eq!(Timestamp::parse(&moment.to_string()), Ok(moment));
        day = Date::from_ordinal(day.ordinal() + 1).unwrap();
    }
    assert_eq!(day.to_string(), "2032-11-01");
}

#[test]
fn the_registry_is_transitive() {
    let meters: Meters = registry::meters();
    let find = |name: &str| meters.find(name).unwrap();
    assert!(meters.is_part_of(find("tokens.input.audio.cached"), find("tokens.input")));
    assert!(!meters.is_part_of(find("tokens.input"), find("tokens.input.cached")));
}
