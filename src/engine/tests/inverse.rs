//! How much a budget buys, checked against the bill: what it buys is affordable, a little more is not.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use one_credit_engine::{
    Decimal, decimal,
    meter::{Meter, MeterId, Meters, Usage},
    money::{Credits, Quantity},
    tariff::{Context, Most, Tariff, TariffSource},
    time::Timestamp,
};
use proptest::prelude::*;

fn meters() -> Meters {
    let meter = |name: &str| Meter {
        name: name.to_owned(),
        unit: "unit".to_owned(),
        units: "units".to_owned(),
        scale: Quantity::ONE,
        scale_unit: "unit".to_owned(),
        family: "any".to_owned(),
        part_of: Vec::new(),
    };
    Meters::new(vec![meter("characters"), meter("seconds.audio"), meter("requests")])
}

const CHARACTERS: MeterId = MeterId(0);

fn tariff(json: &str) -> Tariff {
    serde_json::from_str::<TariffSource>(json).unwrap().read(&meters()).unwrap()
}

fn context() -> Context {
    Context::at(Timestamp::parse("2026-11-22T12:00:00Z").unwrap())
}

fn quantity(text: &str) -> Quantity {
    Quantity::parse(text).unwrap()
}

fn buys(charges: &str, budget: &str) -> Most {
    let tariff = tariff(charges);
    tariff
        .most(&meters(), CHARACTERS, Credits::parse(budget).unwrap(), &context())
        .unwrap()
        .unwrap()
}

#[track_caller]
fn buys_exactly(charges: &str, budget: &str, expected: &str) {
    match buys(charges, budget) {
        Most::Quantity(most) => assert_eq!(most.value, quantity(expected)),
        Most::Unlimited => panic!("unlimited, not {expected}"),
    }
}

#[test]
fn flat_rates_and_their_steps() {
    let per_million = r#"{"charges":[{"meter":"characters","per":1000000,"amount":"10"}]}"#;
    buys_exactly(per_million, "1", "100000");
    buys_exactly(per_million, "0", "0");
    // 1 / 0.024 * 60 = 2,500 seconds; 0.9999 buys 2,499.75, which is 2,499 whole ones.
    let seconds = r#"{"charges":[{"meter":"characters","per":60,"amount":"0.024","increment":1,"least":15}]}"#;
    buys_exactly(seconds, "1", "2500");
    buys_exactly(seconds, "0.9999", "2499");
    // 15 s cost 0.006; less than that buys nothing.
    buys_exactly(seconds, "0.006", "15");
    buys_exactly(seconds, "0.0059", "0");
    // 10 are free, then 1 each; the fee is 0.5: 2 - 0.5 buys 1.5, so 11.5.
    buys_exactly(
        r#"{"charges":[{"meter":"characters","per":1,"amount":"1","fixed":"0.5","free":10}]}"#,
        "2",
        "11.5",
    );
    // Two channels: 1 credit buys 10 billed units, 5 measured ones.
    buys_exactly(
        r#"{"charges":[{"meter":"characters","per":10,"amount":"1","factor":2}]}"#,
        "1",
        "5",
    );
}

#[test]
fn bands() {
    let graduated = r#"{"charges":[{"meter":"characters","tiering":"graduated","tiers":[
        {"up_to":100,"per":1,"amount":"0.01"},
        {"per":1,"amount":"0.005","fixed":"0.5"}]}]}"#;
    // 100 cost 1; the second band's fee is 0.5, so 1.4 still buys 100 and 2 buys 100 + 0.5 / 0.005.
    buys_exactly(graduated, "0.5", "50");
    buys_exactly(graduated, "1.4", "100");
    buys_exactly(graduated, "2", "200");
    let volume = r#"{"charges":[{"meter":"characters","tiering":"volume","tiers":[
        {"up_to":100,"per":1,"amount":"0.01"},
        {"per":1,"amount":"0.005"}]}]}"#;
    // Above 100 every unit costs 0.005, so 0.6 buys 120 there but only 60 below.
    buys_exactly(volume, "0.6", "120");
    buys_exactly(volume, "0.4", "40");
}

#[test]
fn minimum_maximum_requests_and_free_of_charge() {
    let minimum = r#"{"minimum":"0.5","charges":[{"meter":"characters","per":1,"amount":"0.01"}]}"#;
    buys_exactly(minimum, "0.4", "0");
    buys_exactly(minimum, "0.5", "50");
    let maximum = r#"{"maximum":"5","charges":[{"meter":"characters","per":1,"amount":"0.01"}]}"#;
    buys_exactly(maximum, "4", "400");
    assert_eq!(buys(maximum, "5"), Most::Unlimited);
    let request = r#"{"charges":[{"meter":"characters","per":1,"amount":"0.01"},
        {"meter":"requests","per":1,"amount":"0.3"}]}"#;
    buys_exactly(request, "1", "70");
    buys_exactly(request, "0.2", "0");
    let free = r#"{"charges":[{"meter":"characters","per":1,"amount":"0"}]}"#;
    assert_eq!(buys(free, "1"), Most::Unlimited);
}

#[test]
fn a_variant_may_take_over_at_a_threshold() {
    // Above 200 the rate doubles: 2 credits buy 200 at the base rate, and above that 2 / 0.02 = 100,
    // which is not above 200. 6 credits buy 300.
    let tariff = r#"{"charges":[{"meter":"characters","per":1,"amount":"0.01"}],"variant":[
        {"when":{"meter":"characters","op":">","value":200},
         "charges":[{"meter":"characters","per":1,"amount":"0.02"}]}]}"#;
    buys_exactly(tariff, "2", "200");
    buys_exactly(tariff, "3", "200");
    buys_exactly(tariff, "6", "300");
}

#[test]
fn a_meter_without_a_price_buys_nothing() {
    let tariff = tariff(r#"{"charges":[{"meter":"requests","per":1,"amount":"1"}]}"#);
    assert_eq!(tariff.most(&meters(), CHARACTERS, Credits::ZERO, &context()).unwrap(), None);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn what_it_buys_is_affordable_and_a_little_more_is_not(
        amount in 1_u32..100_000,
        per in prop::sample::select(vec![1_u32, 7, 60, 1000, 3600, 1_000_000]),
        fixed in 0_u32..50,
        free in 0_u32..100,
        least in 0_u32..100,
        increment in prop::option::of(1_u32..60),
        first_band in 1_u32..1000,
        budget in 0_u32..1_000_000,
        shape in 0_u8..3,
    ) {
        let rate = format!(r#""per":{per},"amount":"{}""#, Decimal::new(i64::from(amount), 4));
        let rates = match shape {
            0 => rate,
            _ => format!(
                r#""tiering":"graduated","tiers":[{{"up_to":{first_band},{rate}}},{{{rate},"fixed":"0.01"}}]"#
            ),
        };
        let increment_key = increment.map_or(String::new(), |step| format!(r#","increment":{step}"#));
        let json = format!(
            r#"{{"charges":[{{"meter":"characters",{rates},"fixed":"{}","free":{free},"least":{least}{increment_key}}}]}}"#,
            Decimal::new(i64::from(fixed), 2),
        );
        let tariff = tariff(&json);
        let budget = Credits::new(Decimal::new(i64::from(budget), 3));
        let cost = |quantity: Quantity| {
            tariff.bill(&meters(), &Usage::new().with(CHARACTERS, quantity), &context()).unwrap().sum().unwrap()
        };
        let Some(Most::Quantity(most)) = tariff.most(&meters(), CHARACTERS, budget, &context()).unwrap()
        else { return Err(TestCaseError::fail("no quantity")) };
        // A quotient is rounded to its nearest digit, so compare just below and just above it.
        let hair = Decimal::new(1, 12);
        let below = decimal::sub(most.value.value(), if most.is_rounded { hair } else { Decimal::ZERO }).unwrap();
        if let Ok(below) = Quantity::new(below) && !below.is_zero() {
            prop_assert!(cost(below) <= budget, "{json}: {below} costs {} of {budget}", cost(below));
        }
        let step = increment.map_or(hair, Decimal::from);
        let above = Quantity::new(decimal::add(most.value.value(), step).unwrap()).unwrap();
        prop_assert!(cost(above) > budget, "{json}: {above} costs only {} of {budget}", cost(above));
    }
}
