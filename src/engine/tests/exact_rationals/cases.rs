//! Random tariffs and usages: every key of a charge, every kind of condition, all meters.
//! The figures favour the places where arithmetic goes wrong: ends of bands, zeros, sevenths.

use serde_json::{Map, Value, json};

use crate::registry::METERS;

/// SplitMix64 (Steele, Lea, Flood 2014): the same cases from the same seed on every machine.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// True in `percent` of 100 cases.
    pub fn happens(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[usize::try_from(self.below(from.len() as u64)).expect("a small place")]
    }
}

/// A tariff and a request, both as text.
#[derive(Debug)]
pub struct Case {
    pub tariff: Value,
    pub usage: Vec<(&'static str, String)>,
    /// How many such requests.
    pub requests: String,
    pub day: usize,
    pub minute: u32,
    pub service: Option<&'static str>,
    pub region: Option<&'static str>,
    pub attributes: Vec<(&'static str, &'static str)>,
}

const PER: [&str; 12] =
    ["1", "1", "7", "60", "60", "3600", "100", "1000", "1000000", "1000000", "13.5", "0.03"];
const STEPS: [&str; 9] = ["1", "15", "60", "100", "1000", "7", "0.1", "0.25", "0.000001"];
const SERVICES: [&str; 4] = ["standard", "batch", "flex", "priority"];
const REGIONS: [&str; 3] = ["eu", "us", "ap"];
const QUALITIES: [&str; 2] = ["standard", "hd"];
const RESOLUTIONS: [&str; 2] = ["720p", "1080p"];
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

pub fn case(chance: &mut Chance) -> Case {
    // The ends of bands and the like: quantities are often one of these, to the digit.
    let mut edges = vec!["1".to_owned(), "15".to_owned(), "200000".to_owned()];
    let tariff = tariff(chance, &mut edges);
    let usage = usage(chance, &edges);
    Case {
        tariff,
        usage,
        requests: match chance.below(8) {
            0 => "60".to_owned(),
            1 => "7".to_owned(),
            2 => (1 + chance.below(1_000_000)).to_string(),
            3 => decimal(chance, 3, 2),
            _ => "1".to_owned(),
        },
        day: usize::try_from(chance.below(7)).expect("a day"),
        minute: if chance.happens(30) {
            *chance.pick(&[0, 29, 30, 31, 539, 540, 989, 990, 1439])
        } else {
            u32::try_from(chance.below(1440)).expect("a minute")
        },
        service: chance.happens(60).then(|| *chance.pick(&SERVICES)),
        region: chance.happens(60).then(|| *chance.pick(&REGIONS)),
        attributes: attributes(chance),
    }
}

fn attributes(chance: &mut Chance) -> Vec<(&'static str, &'static str)> {
    let mut attributes = Vec::new();
    for (name, values) in [("quality", QUALITIES), ("resolution", RESOLUTIONS)] {
        if chance.happens(50) {
            attributes.push((name, *chance.pick(&values)));
        }
    }
    attributes
}

fn tariff(chance: &mut Chance, edges: &mut Vec<String>) -> Value {
    let mut tariff = Map::new();
    tariff.insert("charges".to_owned(), charges(chance, edges, 8));
    if chance.happens(25) {
        tariff.insert("minimum".to_owned(), bound(chance, &["0", "0.01", "0.5", "3"]));
    }
    if chance.happens(25) {
        tariff.insert("maximum".to_owned(), bound(chance, &["3", "5.25", "1000"]));
    }
    if chance.happens(50) {
        let variants = 1 + chance.below(3);
        let variants: Vec<Value> = (0..variants)
            .map(|_| json!({ "when": when(chance, edges), "charges": charges(chance, edges, 3) }))
            .collect();
        tariff.insert("variant".to_owned(), variants.into());
    }
    Value::Object(tariff)
}

fn bound(chance: &mut Chance, from: &[&str]) -> Value {
    let text = *chance.pick(from);
    figure(chance, text)
}

fn charges(chance: &mut Chance, edges: &mut Vec<String>, most: u64) -> Value {
    let wanted = 1 + chance.below(most);
    let mut charges: Vec<Value> = Vec::new();
    for _ in 0..wanted {
        let (meter, _) = *chance.pick(&METERS);
        if charges.iter().all(|charge| charge["meter"] != meter) {
            charges.push(charge(chance, edges, meter));
        }
    }
    charges.into()
}

fn charge(chance: &mut Chance, edges: &mut Vec<String>, meter: &str) -> Value {
    let mut charge = Map::new();
    let mut set = |key: &str, value: Value| charge.insert(key.to_owned(), value);
    set("meter", meter.into());
    if chance.happens(40) {
        set("tiering", (*chance.pick(&["graduated", "volume"])).into());
        set("tiers", tiers(chance, edges));
        if chance.happens(30) {
            set("fixed", amount(chance));
        }
    } else if chance.happens(8) {
        set("fixed", amount(chance)); // a fee alone
    } else {
        let per = *chance.pick(&PER);
        set("per", figure(chance, per));
        set("amount", amount(chance));
        if chance.happens(20) {
            set("fixed", amount(chance));
        }
    }
    if chance.happens(20) {
        let factor = *chance.pick(&[
            "2",
            "0.5",
            "0.001",
            "1.5",
            "0.333333",
            "60",
            "0.6666666666666666666666666667",
        ]);
        set("factor", figure(chance, factor));
    }
    if chance.happens(30) {
        let step = *chance.pick(&STEPS);
        set("increment", figure(chance, step));
        if chance.happens(60) {
            set("rounding", (*chance.pick(&["up", "down", "half-up"])).into());
        }
    }
    if chance.happens(25) {
        let least = *chance.pick(&["15", "20", "50000", "0.5", "1"]);
        edges.push(least.to_owned());
        set("least", figure(chance, least));
    }
    if chance.happens(25) {
        let free = *chance.pick(&["5", "15", "500000", "0.25", "1000"]);
        edges.push(free.to_owned());
        set("free", figure(chance, free));
        if chance.happens(60) {
            set("free_first", chance.happens(70).into());
        }
    }
    if chance.happens(30) {
        set("at_zero", (*chance.pick(&["skip", "charge", "charge"])).into());
    }
    Value::Object(charge)
}

fn tiers(chance: &mut Chance, edges: &mut Vec<String>) -> Value {
    let closed = chance.below(4);
    // Most vendors quote every band by the same number of units; some do not.
    let common = *chance.pick(&PER);
    let mut up_to = 0;
    let mut tiers = Vec::new();
    for place in 0..=closed {
        let mut tier = Map::new();
        if place < closed {
            let widest = *chance.pick(&[10, 1_000, 1_000_000]);
            up_to += 1 + chance.below(widest);
            let text = if chance.happens(20) { format!("{up_to}.5") } else { up_to.to_string() };
            edges.push(text.clone());
            tier.insert("up_to".to_owned(), figure(chance, &text));
        }
        if !chance.happens(8) {
            let per = if chance.happens(70) { common } else { *chance.pick(&PER) };
            tier.insert("per".to_owned(), figure(chance, per));
            tier.insert("amount".to_owned(), amount(chance));
        }
        if !tier.contains_key("per") || chance.happens(30) {
            tier.insert("fixed".to_owned(), amount(chance));
        }
        tiers.push(Value::Object(tier));
    }
    tiers.into()
}

fn when(chance: &mut Chance, edges: &[String]) -> Value {
    let mut when = Map::new();
    while when.is_empty() {
        if chance.happens(40) {
            let value = chance.pick(edges).clone();
            when.insert("meter".to_owned(), chance.pick(&METERS).0.into());
            when.insert("op".to_owned(), (*chance.pick(&[">", ">=", "<", "<="])).into());
            when.insert("value".to_owned(), figure(chance, &value));
        }
        if chance.happens(30) {
            when.insert("hours".to_owned(), hours(chance));
        }
        if chance.happens(20) {
            when.insert("service".to_owned(), (*chance.pick(&SERVICES)).into());
        }
        if chance.happens(15) {
            when.insert("region".to_owned(), (*chance.pick(&REGIONS)).into());
        }
        if chance.happens(15) {
            when.insert("quality".to_owned(), (*chance.pick(&QUALITIES)).into());
        }
        if chance.happens(15) {
            when.insert("resolution".to_owned(), (*chance.pick(&RESOLUTIONS)).into());
        }
    }
    Value::Object(when)
}

fn hours(chance: &mut Chance) -> Value {
    let windows = [
        ("16:30", "00:30"),
        ("09:00", "17:30"),
        ("00:00", "24:00"),
        ("22:15", "00:00"),
        ("12:00", "11:59"),
    ];
    let (from, to) = *chance.pick(&windows);
    let mut hours = json!({ "from": from, "to": to });
    if chance.happens(50) {
        let first = usize::try_from(chance.below(7)).expect("a day");
        let count = usize::try_from(1 + chance.below(5)).expect("some days");
        hours["days"] = DAYS.iter().cycle().skip(first).take(count).copied().collect();
    }
    hours
}

/// A consistent usage in most cases; wholes left out or parts too large in a few.
fn usage(chance: &mut Chance, edges: &[String]) -> Vec<(&'static str, String)> {
    let mut usage: Vec<(&'static str, String)> = Vec::new();
    for (meter, _) in METERS {
        let is_family = meter.starts_with("tokens.input") || meter.starts_with("tokens.output");
        if !is_family && chance.happens(40) {
            usage.push((meter, quantity(chance, edges)));
        }
    }
    if chance.happens(60) {
        family_of_input(chance, edges, &mut usage);
    }
    if chance.happens(50) {
        let reasoning = quantity(chance, edges);
        usage.push(("tokens.output", sum(&[&reasoning, &quantity(chance, edges)])));
        usage.push(("tokens.output.reasoning", reasoning));
    }
    usage.retain(|_| !chance.happens(3));
    usage
}

/// Tokens in their smallest groups, added up to the meters: cached audio counts in three.
fn family_of_input(chance: &mut Chance, edges: &[String], usage: &mut Vec<(&'static str, String)>) {
    let [cached_audio, audio, cached, written, rest] = std::array::from_fn(|_| {
        if chance.happens(30) { "0".to_owned() } else { quantity(chance, edges) }
    });
    let parts = [
        ("tokens.input.audio.cached", cached_audio.clone()),
        ("tokens.input.audio", sum(&[&cached_audio, &audio])),
        ("tokens.input.cached", sum(&[&cached_audio, &cached])),
        ("tokens.input.cache_write", written.clone()),
    ];
    for (meter, quantity) in parts {
        if chance.happens(70) {
            usage.push((meter, quantity));
        }
    }
    usage.push(("tokens.input", sum(&[&cached_audio, &audio, &cached, &written, &rest])));
}

fn quantity(chance: &mut Chance, edges: &[String]) -> String {
    match chance.below(10) {
        0 => "0".to_owned(),
        1..=3 => chance.pick(edges).clone(),
        4 => decimal(chance, 12, 6),
        5 => "1000000000000".to_owned(),
        6 => decimal(chance, 7, 6),
        7 => decimal(chance, 2, 3),
        _ => decimal(chance, 6, 0),
    }
}

/// A decimal with up to so many digits before and after the point.
fn decimal(chance: &mut Chance, before: u32, after: u32) -> String {
    let before = 1 + u32::try_from(chance.below(before.into())).expect("few");
    let whole = chance.below(10_u64.pow(before));
    if after == 0 {
        return whole.to_string();
    }
    let after = 1 + usize::try_from(chance.below(after.into())).expect("few");
    let fraction = chance.below(10_u64.pow(u32::try_from(after).expect("few")));
    format!("{whole}.{fraction:0after$}")
}

/// The exact sum of quantities with at most 6 digits after the point, in whole millionths.
fn sum(quantities: &[&String]) -> String {
    let millionths = |text: &String| {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        format!("{whole}{fraction:0<6}").parse::<u128>().expect("digits")
    };
    let sum: u128 = quantities.iter().map(|text| millionths(text)).sum();
    format!("{}.{:06}", sum / 1_000_000, sum % 1_000_000)
}

fn amount(chance: &mut Chance) -> Value {
    let text = match chance.below(8) {
        0 => "0".to_owned(),
        1 => "0.00001".to_owned(),
        2 => "2e-6".to_owned(),
        3 => "0.0125".to_owned(),
        4 => decimal(chance, 2, 10),
        5 => decimal(chance, 3, 2),
        6 => format!("0.{:018}", chance.below(10_u64.pow(18))),
        _ => (1 + chance.below(60)).to_string(),
    };
    figure(chance, &text)
}

/// A number in one of the ways a tariff may write it.
fn figure(chance: &mut Chance, text: &str) -> Value {
    match text.parse::<u64>() {
        Ok(integer) if chance.happens(50) => integer.into(),
        _ => text.into(),
    }
}
