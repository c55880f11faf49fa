//! The shape of a tariff in rate cards (TOML) and in hosts' JSON, and the checks that turn it
//! into a [`Tariff`]. Every complaint names its place: `charges[1].tiers[0].up_to`.

#![expect(
    clippy::disallowed_types,
    reason = "serde hands over floats; they are read for their shortest text, never their value"
)]

mod given;

use core::fmt;
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de};

use crate::{
    Decimal,
    decimal::{self, FigureError},
    meter::{MeterId, Meters},
    money::{Credits, Quantity},
};

use super::{
    Charge, Condition, Hours, Increment, Operator, Rate, Rounding, Tariff, Threshold, Tier,
    UnitRate, Variant,
};

/// A number as written: a string, an integer, or a JSON number by its shortest decimal text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure(pub String);

impl Figure {
    /// Its exact value.
    ///
    /// # Errors
    /// [`FigureError`] when the text is no number or cannot be kept exactly.
    pub fn value(&self) -> Result<Decimal, FigureError> {
        decimal::parse(&self.0)
    }
}

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Figure;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number, or a string that holds one")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Figure, E> {
                Ok(Figure(text.to_owned()))
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Figure, E> {
                Ok(Figure(number.to_string()))
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Figure, E> {
                Ok(Figure(number.to_string()))
            }
            // The one place where a float is looked at: for its shortest text, never its value.
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Figure, E> {
                Ok(Figure(format!("{number:e}")))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// A tariff as written. In a rate card its price adds `from`, `source` and `verified`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TariffSource {
    /// The first day on which the price holds; a tariff that a host passes needs none.
    pub from: Option<String>,
    /// Where the figure stands.
    pub source: Option<String>,
    /// When somebody last looked there.
    pub verified: Option<String>,
    minimum: Option<Figure>,
    maximum: Option<Figure>,
    charges: Vec<ChargeSource>,
    #[serde(default, alias = "variants")]
    variant: Vec<VariantSource>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct VariantSource {
    when: ConditionSource,
    charges: Vec<ChargeSource>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChargeSource {
    meter: String,
    per: Option<Figure>,
    amount: Option<Figure>,
    fixed: Option<Figure>,
    tiers: Option<Vec<TierSource>>,
    tiering: Option<String>,
    factor: Option<Figure>,
    increment: Option<Figure>,
    rounding: Option<String>,
    least: Option<Figure>,
    free: Option<Figure>,
    #[serde(default)]
    free_first: bool,
    at_zero: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct TierSource {
    up_to: Option<Figure>,
    per: Option<Figure>,
    amount: Option<Figure>,
    fixed: Option<Figure>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
struct ConditionSource {
    meter: Option<String>,
    op: Option<String>,
    value: Option<Figure>,
    hours: Option<HoursSource>,
    service: Option<String>,
    region: Option<String>,
    #[serde(flatten, deserialize_with = "sorted")]
    attributes: Vec<(String, String)>,
}

/// Attributes in the order of their names.
fn sorted<'de, D: Deserializer<'de>>(attributes: D) -> Result<Vec<(String, String)>, D::Error> {
    BTreeMap::deserialize(attributes).map(Vec::from_iter)
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct HoursSource {
    from: String,
    to: String,
    days: Option<Vec<String>>,
}

/// What is wrong with a tariff, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TariffError {
    /// A sentence.
    pub message: String,
    /// Where in the tariff: `charges[1].tiers[0].up_to`.
    pub path: String,
}

impl fmt::Display for TariffError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}  ({})", self.message, self.path)
    }
}

impl std::error::Error for TariffError {}

/// Collects complaints, so that all of a tariff's are told at once.
struct Reader<'a> {
    meters: &'a Meters,
    errors: Vec<TariffError>,
}

impl TariffSource {
    /// Checks the tariff and resolves its meters.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the text.
    pub fn read(&self, meters: &Meters) -> Result<Tariff, Vec<TariffError>> {
        let mut reader = Reader { meters, errors: Vec::new() };
        let tariff = reader.tariff(self);
        if reader.errors.is_empty() { Ok(tariff) } else { Err(reader.errors) }
    }
}

impl Reader<'_> {
    fn complain(&mut self, path: &str, message: impl Into<String>) {
        self.errors.push(TariffError { message: message.into(), path: path.to_owned() });
    }

    fn tariff(&mut self, source: &TariffSource) -> Tariff {
        let minimum = self.credits_if(source.minimum.as_ref(), "minimum");
        let maximum = self.credits_if(source.maximum.as_ref(), "maximum");
        if let (Some(least), Some(most)) = (minimum, maximum)
            && least > most
        {
            self.complain(
                "minimum",
                format!("the minimum ({least}) is above the maximum ({most})"),
            );
        }
        if source.charges.is_empty() && source.variant.is_empty() {
            self.complain("charges", "a tariff needs at least one charge");
        }
        let charges = self.charges(&source.charges, "");
        let variants = source
            .variant
            .iter()
            .enumerate()
            .map(|(place, variant)| {
                let path = format!("variant[{place}]");
                if variant.charges.is_empty() {
                    self.complain(
                        &format!("{path}.charges"),
                        "a variant needs at least one charge",
                    );
                }
                Variant {
                    when: self.condition(&variant.when, &format!("{path}.when")),
                    charges: self.charges(&variant.charges, &format!("{path}.")),
                }
            })
            .collect();
        Tariff { minimum, maximum, charges, variants }
    }

    fn charges(&mut self, sources: &[ChargeSource], prefix: &str) -> Vec<Charge> {
        let mut charges: Vec<Charge> = Vec::with_capacity(sources.len());
        for (place, source) in sources.iter().enumerate() {
            let path = format!("{prefix}charges[{place}]");
            let Some(charge) = self.charge(source, &path) else { continue };
            if charges.iter().any(|earlier| earlier.meter == charge.meter) {
                let message = format!(
                    "{} is charged twice; one charge is given for each meter",
                    source.meter
                );
                self.complain(&format!("{path}.meter"), message);
            }
            charges.push(charge);
        }
        charges
    }

    fn charge(&mut self, source: &ChargeSource, path: &str) -> Option<Charge> {
        let meter = self.meter(&source.meter, &format!("{path}.meter"));
        let rate = self.rate(source, path);
        let factor = self.positive_if(source.factor.as_ref(), &format!("{path}.factor"));
        let rounding = match source.rounding.as_deref() {
            None | Some("up") => Rounding::Up,
            Some("down") => Rounding::Down,
            Some("half-up") => Rounding::HalfUp,
            Some(other) => {
                let message = format!("\"{other}\" is not a rounding; it is up, down or half-up");
                self.complain(&format!("{path}.rounding"), message);
                Rounding::Up
            }
        };
        let step = self.positive_if(source.increment.as_ref(), &format!("{path}.increment"));
        if step.is_none() && source.rounding.is_some() && source.increment.is_none() {
            self.complain(&format!("{path}.rounding"), "rounding needs an increment to round to");
        }
        let is_due_at_zero = match source.at_zero.as_deref() {
            None | Some("skip") => false,
            Some("charge") => true,
            Some(other) => {
                let message = format!("\"{other}\" is not known here; at_zero is skip or charge");
                self.complain(&format!("{path}.at_zero"), message);
                false
            }
        };
        if source.free_first && source.free.is_none() {
            self.complain(
                &format!("{path}.free_first"),
                "free_first needs free, the units not billed",
            );
        }
        Some(Charge {
            fixed: self
                .credits_if(source.fixed.as_ref(), &format!("{path}.fixed"))
                .unwrap_or_default(),
            factor: factor.map(Quantity::value),
            increment: step.map(|step| Increment { step, rounding }),
            least: self
                .quantity_if(source.least.as_ref(), &format!("{path}.least"))
                .unwrap_or_default(),
            free: self
                .quantity_if(source.free.as_ref(), &format!("{path}.free"))
                .unwrap_or_default(),
            is_free_first: source.free_first,
            is_due_at_zero,
            meter: meter?,
            rate: rate?,
        })
    }

    fn rate(&mut self, source: &ChargeSource, path: &str) -> Option<Rate> {
        let Some(tiers) = &source.tiers else {
            if source.tiering.is_some() {
                self.complain(&format!("{path}.tiering"), "tiering needs tiers");
            }
            return self
                .unit_rate(
                    source.per.as_ref(),
                    source.amount.as_ref(),
                    source.fixed.is_some(),
                    path,
                )
                .map(Rate::Flat);
        };
        for (given, key) in [(&source.per, "per"), (&source.amount, "amount")] {
            if given.is_some() {
                self.complain(
                    &format!("{path}.{key}"),
                    format!("a charge with tiers has its {key} in each tier"),
                );
            }
        }
        let tiers = self.tiers(tiers, path);
        match source.tiering.as_deref() {
            Some("graduated") => Some(Rate::Graduated(tiers)),
            Some("volume") => Some(Rate::Volume(tiers)),
            Some(other) => {
                let message = format!("\"{other}\" is not a tiering; it is graduated or volume");
                self.complain(&format!("{path}.tiering"), message);
                None
            }
            None => {
                self.complain(path, "a charge with tiers says its tiering: graduated or volume");
                None
            }
        }
    }

    fn tiers(&mut self, sources: &[TierSource], path: &str) -> Vec<Tier> {
        let mut tiers = Vec::with_capacity(sources.len());
        let mut lower: Option<Quantity> = None;
        if sources.is_empty() {
            self.complain(
                &format!("{path}.tiers"),
                "tiers is empty; the last tier is open, without up_to",
            );
        }
        for (place, source) in sources.iter().enumerate() {
            let path = format!("{path}.tiers[{place}]");
            let is_last = place + 1 == sources.len();
            let up_to = self.quantity_if(source.up_to.as_ref(), &format!("{path}.up_to"));
            let number = place + 1;
            match (up_to, lower) {
                (Some(up_to), _) if is_last => self.complain(
                    &format!("{path}.up_to"),
                    format!("tier {number} is the last and ends at {up_to}; leave its up_to out, so that nothing is above it"),
                ),
                (Some(up_to), None) if up_to.is_zero() => self.complain(
                    &format!("{path}.up_to"),
                    "tier 1 ends at 0, where it begins".to_owned(),
                ),
                (Some(up_to), Some(lower)) if up_to <= lower => {
                    let relation = if up_to == lower { "where" } else { "before" };
                    self.complain(
                        &format!("{path}.up_to"),
                        format!("tier {number} ends at {up_to}, {relation} tier {place} ends ({lower}); the tiers overlap"),
                    );
                }
                (None, _) if !is_last && source.up_to.is_none() => self.complain(
                    &path,
                    format!("tier {number} has no up_to and is not the last; the tiers after it overlap with it"),
                ),
                _ => {}
            }
            lower = up_to.or(lower);
            if let Some(rate) = self.unit_rate(
                source.per.as_ref(),
                source.amount.as_ref(),
                source.fixed.is_some(),
                &path,
            ) {
                let fixed = self
                    .credits_if(source.fixed.as_ref(), &format!("{path}.fixed"))
                    .unwrap_or_default();
                tiers.push(Tier { up_to, rate, fixed });
            }
        }
        tiers
    }

    /// `per` and `amount` go together; neither is needed beside a fixed fee.
    fn unit_rate(
        &mut self,
        per: Option<&Figure>,
        amount: Option<&Figure>,
        has_fixed: bool,
        path: &str,
    ) -> Option<UnitRate> {
        let missing = match (per, amount) {
            (None, None) if has_fixed => {
                return Some(UnitRate { amount: Credits::ZERO, per: Quantity::ONE });
            }
            (None, None) => {
                Some("amount and per are missing; a charge costs amount credits for each per units")
            }
            (None, Some(_)) => Some("per is missing: how many units the amount is for"),
            (Some(_), None) => Some("amount is missing: the credits for each per units"),
            (Some(_), Some(_)) => None,
        };
        if let Some(message) = missing {
            self.complain(path, message);
            return None;
        }
        let per = self.positive_if(per, &format!("{path}.per"));
        let amount = self.credits_if(amount, &format!("{path}.amount"));
        Some(UnitRate { amount: amount?, per: per? })
    }

    fn condition(&mut self, source: &ConditionSource, path: &str) -> Condition {
        let threshold = match (&source.meter, &source.op, &source.value) {
            (None, None, None) => None,
            (Some(meter), Some(op), Some(value)) => {
                let meter = self.meter(meter, &format!("{path}.meter"));
                let operator = Operator::SIGNS
                    .iter()
                    .find(|(_, sign)| sign == op)
                    .map(|(operator, _)| *operator);
                if operator.is_none() {
                    let message = format!("\"{op}\" is not a comparison; it is >, >=, < or <=");
                    self.complain(&format!("{path}.op"), message);
                }
                let value = self.quantity_if(Some(value), &format!("{path}.value"));
                match (meter, operator, value) {
                    (Some(meter), Some(operator), Some(value)) => {
                        Some(Threshold { meter, operator, value })
                    }
                    _ => None,
                }
            }
            _ => {
                self.complain(path, "a threshold needs meter, op and value together");
                None
            }
        };
        let hours =
            source.hours.as_ref().and_then(|hours| self.hours(hours, &format!("{path}.hours")));
        let condition = Condition {
            threshold,
            hours,
            service: source.service.clone(),
            region: source.region.clone(),
            attributes: source.attributes.clone(),
        };
        if condition == Condition::default() && *source == ConditionSource::default() {
            self.complain(
                path,
                "a variant without a condition would always apply; change the base instead",
            );
        }
        condition
    }

    fn hours(&mut self, source: &HoursSource, path: &str) -> Option<Hours> {
        const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let mut minute = |text: &str, key: &str| {
            let minute = minute_of_day(text);
            if minute.is_none() {
                self.complain(
                    &format!("{path}.{key}"),
                    format!("\"{text}\" is not a time such as 16:30"),
                );
            }
            minute
        };
        let from = minute(&source.from, "from");
        let to = minute(&source.to, "to");
        if from == Some(1440) {
            self.complain(&format!("{path}.from"), "a window does not begin at 24:00; write 00:00");
        }
        let mut days = if source.days.is_some() { 0 } else { Hours::EVERY_DAY };
        for (place, day) in source.days.iter().flatten().enumerate() {
            match DAYS.iter().position(|name| day.eq_ignore_ascii_case(name)) {
                Some(day) => days |= 1 << day,
                None => self.complain(
                    &format!("{path}.days[{place}]"),
                    format!("\"{day}\" is not a weekday; they are {}", DAYS.join(", ")),
                ),
            }
        }
        if source.days.as_ref().is_some_and(Vec::is_empty) {
            self.complain(&format!("{path}.days"), "days is empty; leave it out for every day");
        }
        if from.is_some() && from == to {
            self.complain(path, "the window ends where it begins; it has no time in it");
        }
        Some(Hours { from: from?, to: to?, days })
    }

    fn meter(&mut self, name: &str, path: &str) -> Option<MeterId> {
        let meter = self.meters.find(name);
        if meter.is_none() {
            let known: Vec<_> = self.meters.iter().map(|(_, meter)| meter.name.as_str()).collect();
            let name = decimal::shorten(name);
            self.complain(
                path,
                format!("\"{name}\" is not a meter; the meters are {}", known.join(", ")),
            );
        }
        meter
    }

    fn figure(&mut self, figure: &Figure, path: &str) -> Option<Quantity> {
        match figure.value().and_then(Quantity::new) {
            Ok(quantity) => Some(quantity),
            Err(error) => {
                self.complain(path, error.to_string());
                None
            }
        }
    }

    fn quantity_if(&mut self, figure: Option<&Figure>, path: &str) -> Option<Quantity> {
        figure.and_then(|figure| self.figure(figure, path))
    }

    fn credits_if(&mut self, figure: Option<&Figure>, path: &str) -> Option<Credits> {
        self.quantity_if(figure, path).map(|amount| Credits::new(amount.value()))
    }

    fn positive_if(&mut self, figure: Option<&Figure>, path: &str) -> Option<Quantity> {
        let quantity = self.quantity_if(figure, path)?;
        if quantity.is_zero() {
            self.complain(path, "0 is too small here; it must be above 0");
            return None;
        }
        Some(quantity)
    }
}

/// Minutes since midnight of `HH:MM` (or `HH:MM:00`), up to 24:00.
fn minute_of_day(text: &str) -> Option<u16> {
    let (hours, rest) = text.split_once(':')?;
    let minutes = rest.strip_suffix(":00").unwrap_or(rest);
    let two_digits = |text: &str| {
        (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse::<u16>().ok())
            .flatten()
    };
    let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
    (minutes < 60 && hours * 60 + minutes <= 1440).then_some(hours * 60 + minutes)
}
