//! A tariff of the catalog in the shape in which hosts give theirs, so that `engine.charge` takes it back.
//! Keys at their default are left out.

use one_credit_engine::{
    decimal,
    meter::Meters,
    money::{Credits, Quantity},
    tariff::{Charge, Condition, Hours, Operator, Rate, Rounding, Tariff, Tier},
};

use super::answer::Answer;

/// Entries of an object, of which some may be missing.
#[derive(Default)]
struct Entries(Vec<(&'static str, Answer)>);

impl Entries {
    fn set(&mut self, key: &'static str, value: Answer) {
        self.0.push((key, value));
    }

    fn text(&mut self, key: &'static str, text: Option<&str>) {
        if let Some(text) = text {
            self.set(key, Answer::text(text));
        }
    }

    /// A fee or a bound, unless there is none.
    fn credits(&mut self, key: &'static str, credits: Credits) {
        if credits != Credits::ZERO {
            self.set(key, Answer::figure(credits));
        }
    }

    /// Units, unless there are none.
    fn units(&mut self, key: &'static str, quantity: Quantity) {
        if !quantity.is_zero() {
            self.set(key, Answer::figure(quantity));
        }
    }
}

/// A tariff with the names of its meters.
pub fn tariff(meters: &Meters, tariff: &Tariff) -> Answer {
    let charges = |charges: &[Charge]| Answer::list(charges, |own| charge(meters, own));
    let mut entries = Entries::default();
    entries.credits("minimum", tariff.minimum.unwrap_or_default());
    if let Some(maximum) = tariff.maximum {
        entries.set("maximum", Answer::figure(maximum));
    }
    entries.set("charges", charges(&tariff.charges));
    if !tariff.variants.is_empty() {
        entries.set(
            "variant",
            Answer::list(&tariff.variants, |variant| {
                Answer::object([
                    ("when", condition(meters, &variant.when)),
                    ("charges", charges(&variant.charges)),
                ])
            }),
        );
    }
    Answer::object(entries.0)
}

fn condition(meters: &Meters, condition: &Condition) -> Answer {
    let mut entries = Entries::default();
    if let Some(threshold) = condition.threshold {
        let sign = Operator::SIGNS.iter().find(|(own, _)| *own == threshold.operator);
        entries.set("meter", Answer::text(meters.name(threshold.meter)));
        entries.text("op", sign.map(|(_, sign)| *sign));
        entries.set("value", Answer::figure(threshold.value));
    }
    if let Some(window) = condition.hours {
        entries.set("hours", hours(window));
    }
    entries.text("service", condition.service.as_deref());
    entries.text("region", condition.region.as_deref());
    let attributes = condition.attributes.iter();
    let attributes = attributes.map(|(key, value)| (key.as_str(), Answer::text(value)));
    let entries: Vec<(&str, Answer)> = entries.0.into_iter().chain(attributes).collect();
    Answer::record(&entries)
}

fn hours(hours: Hours) -> Answer {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let time = |minutes: u16| Answer::text(&format!("{:02}:{:02}", minutes / 60, minutes % 60));
    let days = DAYS.into_iter().enumerate().filter(|(day, _)| hours.days & (1 << day) != 0);
    Answer::object([
        ("from", time(hours.from)),
        ("to", time(hours.to)),
        ("days", Answer::list(days, |(_, name)| Answer::text(name))),
    ])
}

fn charge(meters: &Meters, charge: &Charge) -> Answer {
    let mut entries = Entries::default();
    entries.set("meter", Answer::text(meters.name(charge.meter)));
    match &charge.rate {
        Rate::Flat(rate) => {
            entries.set("per", Answer::figure(rate.per));
            entries.set("amount", Answer::figure(rate.amount));
        }
        Rate::Graduated(tiers) => {
            entries.set("tiers", Answer::list(tiers, tier));
            entries.text("tiering", Some("graduated"));
        }
        Rate::Volume(tiers) => {
            entries.set("tiers", Answer::list(tiers, tier));
            entries.text("tiering", Some("volume"));
        }
    }
    entries.credits("fixed", charge.fixed);
    if let Some(factor) = charge.factor {
        entries.set("factor", Answer::text(&decimal::to_text(factor)));
    }
    if let Some(increment) = charge.increment {
        entries.set("increment", Answer::figure(increment.step));
        entries.text(
            "rounding",
            match increment.rounding {
                Rounding::Up => None,
                Rounding::Down => Some("down"),
                Rounding::HalfUp => Some("half-up"),
            },
        );
    }
    entries.units("least", charge.least);
    entries.units("free", charge.free);
    if charge.is_free_first {
        entries.set("free_first", Answer::truth(true));
    }
    entries.text("at_zero", charge.is_due_at_zero.then_some("charge"));
    Answer::object(entries.0)
}

fn tier(tier: &Tier) -> Answer {
    let mut entries = Entries::default();
    if let Some(up_to) = tier.up_to {
        entries.set("up_to", Answer::figure(up_to));
    }
    entries.set("per", Answer::figure(tier.rate.per));
    entries.set("amount", Answer::figure(tier.rate.amount));
    entries.credits("fixed", tier.fixed);
    Answer::object(entries.0)
}
