//! A tariff of the catalog in the shape in which hosts give theirs, so that `engine.charge` takes it back.
//! Keys at their default are left out.

use std::collections::BTreeMap;

use one_credit_engine::{
    decimal,
    meter::Meters,
    money::{Credits, Quantity},
    tariff::{Charge, Condition, Hours, Operator, Rate, Rounding, Tariff, Tier, Variant},
};
use serde::Serialize;

/// A tariff as hosts write it.
#[derive(Serialize)]
pub struct TariffOut<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum: Option<String>,
    charges: Vec<ChargeOut<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    variant: Vec<VariantOut<'a>>,
}

#[derive(Serialize)]
struct VariantOut<'a> {
    when: ConditionOut<'a>,
    charges: Vec<ChargeOut<'a>>,
}

#[derive(Default, Serialize)]
struct ConditionOut<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    meter: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    op: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hours: Option<HoursOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    service: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'a str>,
    #[serde(flatten)]
    attributes: BTreeMap<&'a str, &'a str>,
}

#[derive(Serialize)]
struct HoursOut {
    from: String,
    to: String,
    days: Vec<&'static str>,
}

#[derive(Serialize)]
struct ChargeOut<'a> {
    meter: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    per: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tiers: Option<Vec<TierOut>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tiering: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    factor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    increment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rounding: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    least: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    free: Option<String>,
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    free_first: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_zero: Option<&'static str>,
}

#[derive(Serialize)]
struct TierOut {
    #[serde(skip_serializing_if = "Option::is_none")]
    up_to: Option<String>,
    per: String,
    amount: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<String>,
}

impl<'a> TariffOut<'a> {
    /// A tariff with the names of its meters.
    pub fn of(meters: &'a Meters, tariff: &'a Tariff) -> Self {
        let charges = |charges: &'a [Charge]| {
            charges.iter().map(|charge| ChargeOut::of(meters, charge)).collect()
        };
        let variant = |variant: &'a Variant| VariantOut {
            when: ConditionOut::of(meters, &variant.when),
            charges: charges(&variant.charges),
        };
        Self {
            minimum: tariff.minimum.map(|least| least.to_string()),
            maximum: tariff.maximum.map(|most| most.to_string()),
            charges: charges(&tariff.charges),
            variant: tariff.variants.iter().map(variant).collect(),
        }
    }
}

impl<'a> ConditionOut<'a> {
    fn of(meters: &'a Meters, condition: &'a Condition) -> Self {
        let pairs = condition.attributes.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        Self {
            meter: condition.threshold.map(|threshold| meters.name(threshold.meter)),
            op: condition.threshold.and_then(|threshold| {
                let sign = Operator::SIGNS.iter().find(|(own, _)| *own == threshold.operator);
                sign.map(|(_, sign)| *sign)
            }),
            value: condition.threshold.map(|threshold| threshold.value.to_string()),
            hours: condition.hours.map(HoursOut::of),
            service: condition.service.as_deref(),
            region: condition.region.as_deref(),
            attributes: pairs.collect(),
        }
    }
}

impl HoursOut {
    fn of(hours: Hours) -> Self {
        const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let days = DAYS.into_iter().enumerate().filter(|(day, _)| hours.days & (1 << day) != 0);
        Self {
            from: time(hours.from),
            to: time(hours.to),
            days: days.map(|(_, name)| name).collect(),
        }
    }
}

impl<'a> ChargeOut<'a> {
    fn of(meters: &'a Meters, charge: &Charge) -> Self {
        let (flat, tiers, tiering) = match &charge.rate {
            Rate::Flat(rate) => (Some(rate), None, None),
            Rate::Graduated(tiers) => (None, Some(tiers), Some("graduated")),
            Rate::Volume(tiers) => (None, Some(tiers), Some("volume")),
        };
        Self {
            meter: meters.name(charge.meter),
            per: flat.map(|rate| rate.per.to_string()),
            amount: flat.map(|rate| rate.amount.to_string()),
            fixed: fee(charge.fixed),
            tiers: tiers.map(|tiers| tiers.iter().map(TierOut::of).collect()),
            tiering,
            factor: charge.factor.map(decimal::to_text),
            increment: charge.increment.map(|increment| increment.step.to_string()),
            rounding: charge.increment.and_then(|increment| match increment.rounding {
                Rounding::Up => None,
                Rounding::Down => Some("down"),
                Rounding::HalfUp => Some("half-up"),
            }),
            least: units(charge.least),
            free: units(charge.free),
            free_first: charge.is_free_first,
            at_zero: charge.is_due_at_zero.then_some("charge"),
        }
    }
}

impl TierOut {
    fn of(tier: &Tier) -> Self {
        Self {
            up_to: tier.up_to.map(|up_to| up_to.to_string()),
            per: tier.rate.per.to_string(),
            amount: tier.rate.amount.to_string(),
            fixed: fee(tier.fixed),
        }
    }
}

fn fee(credits: Credits) -> Option<String> {
    (credits != Credits::ZERO).then(|| credits.to_string())
}

fn units(quantity: Quantity) -> Option<String> {
    (!quantity.is_zero()).then(|| quantity.to_string())
}
