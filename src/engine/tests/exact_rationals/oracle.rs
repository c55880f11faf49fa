//! What a usage costs by the design's text, over exact rationals: a second method that shares no
//! code with the engine. It walks the tariff's JSON itself, and rounds nothing but a factor's product.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};
use serde_json::Value;

use crate::{
    digits::{digits_held, half_even},
    registry::wholes,
};

/// A request, in the oracle's own terms.
pub struct Request {
    /// Meter and quantity, as measured.
    pub usage: BTreeMap<String, BigRational>,
    /// Minutes since midnight.
    pub minute: u32,
    /// Days since Monday.
    pub weekday: usize,
    pub service: Option<String>,
    pub region: Option<String>,
    pub attributes: BTreeMap<String, String>,
}

/// What a request costs.
pub struct Answer {
    /// One for each charge that applies.
    pub lines: BTreeMap<String, Line>,
    /// The sum of the lines, before the minimum and the maximum.
    pub gross: BigRational,
    /// After them.
    pub total: BigRational,
    /// Used, but counted by no charge: of a whole, what its priced parts leave.
    pub unpriced: BTreeMap<String, BigRational>,
}

/// What a charge comes to.
pub struct Line {
    pub measured: BigRational,
    pub billed: BigRational,
    pub credits: BigRational,
    /// How many figures it is added up from: a flat rate is 1, each band entered is 1, fees are 1.
    pub parts: usize,
    /// Whether the product of factor and quantity had to be rounded, so that the line says so.
    pub is_quantity_rounded: bool,
}

/// The usage contradicts itself.
#[derive(Debug)]
pub struct Contradiction;

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

pub fn answer(tariff: &Value, request: &Request) -> Result<Answer, Contradiction> {
    for (part, quantity) in &request.usage {
        if wholes(part).iter().any(|whole| quantity > &used(request, whole)) {
            return Err(Contradiction);
        }
    }
    let mut charges: BTreeMap<&str, &Value> = BTreeMap::new();
    let matching = list(tariff, "variant").iter().find(|variant| holds(&variant["when"], request));
    for source in [Some(tariff), matching].into_iter().flatten() {
        for charge in list(source, "charges") {
            charges.insert(charge["meter"].as_str().expect("a meter's name"), charge);
        }
    }
    let priced: Vec<&str> = charges.keys().copied().collect();

    let mut lines = BTreeMap::new();
    for (meter, charge) in &charges {
        let measured = leaf(request, &priced, meter)?;
        if let Some(line) = line(charge, measured) {
            lines.insert((*meter).to_owned(), line);
        }
    }
    let gross: BigRational = lines.values().map(|line| line.credits.clone()).sum();
    let mut total = gross.clone();
    if let Some(minimum) = number(&tariff["minimum"]) {
        total = total.max(minimum);
    }
    if let Some(maximum) = number(&tariff["maximum"]) {
        total = total.min(maximum);
    }
    let counted = |meter: &str| {
        priced.contains(&meter) || wholes(meter).iter().any(|whole| priced.contains(whole))
    };
    let unpriced = request
        .usage
        .keys()
        .filter(|meter| !counted(meter))
        .filter_map(|meter| Some((meter.clone(), leaf(request, &priced, meter).ok()?)))
        .filter(|(_, rest)| !rest.is_zero())
        .collect();
    Ok(Answer { lines, gross, total, unpriced })
}

fn used(request: &Request, meter: &str) -> BigRational {
    request.usage.get(meter).cloned().unwrap_or_else(BigRational::zero)
}

/// leaf(m) = usage(m) - sum of leaf(d) over priced meters d strictly below m.
fn leaf(request: &Request, priced: &[&str], meter: &str) -> Result<BigRational, Contradiction> {
    let mut rest = used(request, meter);
    for part in priced.iter().filter(|part| wholes(part).contains(&meter)) {
        rest -= leaf(request, priced, part)?;
    }
    if rest < BigRational::zero() { Err(Contradiction) } else { Ok(rest) }
}

fn line(charge: &Value, measured: BigRational) -> Option<Line> {
    let fixed = number(&charge["fixed"]).unwrap_or_else(BigRational::zero);
    let fee = |tier: &Value| number(&tier["fixed"]).unwrap_or_else(BigRational::zero);
    let tiers = list(charge, "tiers");
    if measured.is_zero() {
        let first = tiers.first().map_or_else(BigRational::zero, fee);
        return (charge["at_zero"] == "charge").then(|| Line {
            billed: BigRational::zero(),
            measured,
            credits: fixed + first,
            parts: 1,
            is_quantity_rounded: false,
        });
    }
    let (billed, is_quantity_rounded) = billed(charge, &measured);
    let mut parts = 1 + usize::from(!fixed.is_zero());
    let mut credits = fixed;
    if tiers.is_empty() {
        credits += &billed * unit_price(charge);
    } else if charge["tiering"] == "volume" {
        let tier = tiers
            .iter()
            .find(|tier| number(&tier["up_to"]).is_none_or(|up_to| billed <= up_to))
            .expect("the last tier is open");
        parts += usize::from(!fee(tier).is_zero());
        credits += &billed * unit_price(tier) + fee(tier);
    } else {
        let mut below = BigRational::zero();
        for (place, tier) in tiers.iter().enumerate() {
            if place > 0 && billed <= below {
                break;
            }
            let top = match number(&tier["up_to"]) {
                Some(up_to) if up_to < billed => up_to,
                _ => billed.clone(),
            };
            credits += (&top - &below) * unit_price(tier) + fee(tier);
            below = top;
            parts += 2;
        }
    }
    Some(Line { measured, billed, credits, parts, is_quantity_rounded })
}

/// factor -> (free if free_first) -> least -> increment -> free.
fn billed(charge: &Value, measured: &BigRational) -> (BigRational, bool) {
    let mut quantity = measured.clone();
    if let Some(factor) = number(&charge["factor"]) {
        quantity *= factor;
    }
    // The one place that must round on the way: a quantity is a decimal, and steps and bands follow.
    let held = half_even(&quantity, digits_held(&quantity));
    let is_rounded = held != quantity;
    quantity = held;
    let free = number(&charge["free"]).unwrap_or_else(BigRational::zero);
    let is_free_first = charge["free_first"] == true;
    let without_free = |quantity: BigRational| {
        if quantity > free { quantity - &free } else { BigRational::zero() }
    };
    if is_free_first {
        quantity = without_free(quantity);
    }
    if let Some(least) = number(&charge["least"]) {
        quantity = quantity.max(least);
    }
    if let Some(step) = number(&charge["increment"]) {
        let steps = quantity / &step;
        let whole = match charge["rounding"].as_str() {
            None | Some("up") => steps.ceil(),
            Some("down") => steps.floor(),
            Some("half-up") => (steps + BigRational::new(BigInt::one(), BigInt::from(2))).floor(),
            Some(other) => panic!("no rounding {other}"),
        };
        quantity = whole * step;
    }
    (if is_free_first { quantity } else { without_free(quantity) }, is_rounded)
}

/// Credits for one unit; a charge or tier of a fee alone has none.
fn unit_price(rate: &Value) -> BigRational {
    match (number(&rate["amount"]), number(&rate["per"])) {
        (Some(amount), Some(per)) => amount / per,
        _ => BigRational::zero(),
    }
}

fn holds(when: &Value, request: &Request) -> bool {
    when.as_object().expect("a condition").iter().all(|(key, value)| match key.as_str() {
        "op" | "value" => true, // read together with the meter
        "meter" => {
            let quantity = used(request, value.as_str().expect("a meter's name"));
            let value = number(&when["value"]).expect("a threshold has a value");
            match when["op"].as_str() {
                Some(">") => quantity > value,
                Some(">=") => quantity >= value,
                Some("<") => quantity < value,
                Some("<=") => quantity <= value,
                other => panic!("no comparison {other:?}"),
            }
        }
        "hours" => is_open(value, request),
        "service" => *value == request.service.as_deref().unwrap_or("standard"),
        "region" => request.region.as_ref().is_some_and(|region| *value == *region.as_str()),
        name => request.attributes.get(name).is_some_and(|given| *value == *given.as_str()),
    })
}

/// Walks every minute of the windows that opened today and yesterday: slow and plain.
fn is_open(hours: &Value, request: &Request) -> bool {
    let clock = |key: &str| {
        let text = hours[key].as_str().expect("a time");
        let (hour, minute) = text.split_once(':').expect("a time");
        hour.parse::<u32>().expect("an hour") * 60 + minute.parse::<u32>().expect("a minute")
    };
    let (from, to) = (clock("from"), clock("to"));
    let length = if from < to { to - from } else { to + 24 * 60 - from };
    let opens_on = |weekday: usize| {
        hours.get("days").is_none_or(|days| {
            days.as_array().expect("days").iter().any(|day| *day == DAYS[weekday])
        })
    };
    let is_within = |minute: u32| (from..from + length).contains(&minute);
    (opens_on(request.weekday) && is_within(request.minute))
        || (opens_on((request.weekday + 6) % 7) && is_within(request.minute + 24 * 60))
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A number as a tariff writes it: a string or a JSON number.
fn number(value: &Value) -> Option<BigRational> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(rational(text)),
        Value::Number(number) => Some(rational(&number.to_string())),
        other => panic!("{other} is no number"),
    }
}

/// Reads decimal text such as `12.5` or `1.25e-7`.
pub fn rational(text: &str) -> BigRational {
    let (digits, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let coefficient: BigInt = format!("{whole}{fraction}").parse().expect("decimal digits");
    let exponent = exponent.parse::<i32>().expect("an exponent")
        - i32::try_from(fraction.len()).expect("few digits");
    BigRational::from(coefficient) * BigRational::from(BigInt::from(10)).pow(exponent)
}
