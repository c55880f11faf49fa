//! From a [`Catalog`] to its packed form. Runs in the build only.

use std::collections::HashMap;

use crate::{
    Decimal,
    assumption::Spread,
    catalog::{Catalog, Flow, Function, Model, Policy, Price, Tokenizer},
    meter::{Meter, MeterId, Meters},
    money::{Credits, Quantity},
    tariff::{Charge, Condition, Operator, Rate, Rounding, Tariff, UnitRate},
};

use super::{
    Column, END_OF_TEXT, FULL_ID, MAGIC, MAX_SCALE, NAMES, NEGATIVE, USUAL, VERSION, WIDE, charge,
    condition, tariff,
};

/// The packed form of a catalog.
pub fn encode(catalog: &Catalog) -> Vec<u8> {
    let mut writer = Writer::new(&catalog.meters);
    writer.catalog(catalog);
    let mut bytes = MAGIC.to_vec();
    bytes.push(VERSION);
    for column in &writer.columns {
        varint(&mut bytes, column.len() as u64);
    }
    for column in &writer.columns {
        bytes.extend_from_slice(column);
    }
    bytes
}

struct Writer<'a> {
    columns: [Vec<u8>; NAMES.len()],
    meters: &'a Meters,
    /// Every repeatable text so far, with its place among them.
    texts: HashMap<&'a str, u64>,
    supplier: i64,
    start: i64,
    look: i64,
}

impl<'a> Writer<'a> {
    fn new(meters: &'a Meters) -> Self {
        Self {
            columns: Default::default(),
            meters,
            texts: HashMap::new(),
            supplier: 0,
            start: 0,
            look: 0,
        }
    }

    fn catalog(&mut self, catalog: &'a Catalog) {
        self.count(catalog.meters.iter().count());
        for (_, meter) in catalog.meters.iter() {
            self.meter(meter);
        }
        self.count(catalog.functions.len());
        for function in &catalog.functions {
            self.function(function);
        }
        self.count(catalog.suppliers.len());
        for supplier in &catalog.suppliers {
            text(self.column(Column::Ids), &supplier.id);
            text(self.column(Column::Ids), &supplier.name);
        }
        self.count(catalog.models.len());
        for model in &catalog.models {
            self.model(catalog, model);
        }
        self.policy(&catalog.policy);
        self.assumptions(catalog);
    }

    fn policy(&mut self, policy: &'a Policy) {
        self.count(policy.headlines.len());
        for headline in &policy.headlines {
            self.count(headline.0 as usize);
        }
        self.count(policy.steps.len());
        for step in &policy.steps {
            self.figure(step.from.value());
            self.figure(step.step.value());
        }
        let top_up = &policy.top_up;
        self.figure(top_up.minimum.amount());
        self.figure(top_up.maximum.amount());
        self.count(top_up.presets.len());
        for preset in &top_up.presets {
            self.figure(preset.amount());
        }
        self.figure(top_up.low_balance.amount());
        self.count(policy.checkout_origins.len());
        for origin in &policy.checkout_origins {
            self.text(origin);
        }
        self.count(usize::from(policy.expiring_days));
        self.count(usize::from(policy.old_days));
    }

    fn meter(&mut self, meter: &'a Meter) {
        text(self.column(Column::Ids), &meter.name);
        self.text(&meter.unit);
        self.text(&meter.units);
        self.figure(meter.scale.value());
        self.text(&meter.scale_unit);
        self.text(&meter.family);
        self.count(meter.part_of.len());
        for whole in &meter.part_of {
            varint(self.column(Column::Meters), u64::from(whole.0));
        }
    }

    fn function(&mut self, function: &'a Function) {
        text(self.column(Column::Ids), &function.id);
        text(self.column(Column::Ids), &function.name);
        self.text(&function.phrase);
        self.count(function.aliases.len());
        for alias in &function.aliases {
            text(self.column(Column::Ids), alias);
        }
        self.kind(place(&Flow::NAMES.map(|(flow, _)| flow), &function.flow));
        self.link(function.headline.meter);
        self.figure(function.headline.per.value());
        self.text(&function.headline.unit);
        self.text(&function.headline.units);
    }

    fn model(&mut self, catalog: &'a Catalog, model: &'a Model) {
        let supplier = catalog.supplier(model).map_or("", |supplier| supplier.id.as_str());
        let step = step(&mut self.supplier, u32::from(model.supplier.0));
        varint(self.column(Column::Suppliers), step);
        varint(self.column(Column::Functions), u64::from(model.function.0));
        self.id(supplier, &model.id);
        text(self.column(Column::Ids), &model.name);
        self.kind(match model.tokenizer {
            None => 0,
            Some(Tokenizer::O200k) => 1,
            Some(Tokenizer::Cl100k) => 2,
        });
        self.count(model.aliases.len());
        for alias in &model.aliases {
            self.id(supplier, alias);
        }
        self.count(model.prices.len());
        for price in &model.prices {
            self.price(price);
        }
    }

    /// The id of a model without its supplier's, which would be the same on every line.
    fn id(&mut self, supplier: &str, id: &str) {
        let own = id.strip_prefix(supplier).and_then(|rest| rest.strip_prefix('/'));
        match own.filter(|own| !own.starts_with(FULL_ID)) {
            Some(own) => text(self.column(Column::Ids), own),
            None => text(self.column(Column::Ids), &format!("{FULL_ID}{id}")),
        }
    }

    fn price(&mut self, price: &'a Price) {
        let start = step(&mut self.start, price.from.ordinal());
        varint(self.column(Column::Starts), start);
        let look = step(&mut self.look, price.verified.ordinal());
        varint(self.column(Column::Looks), look);
        self.text(&price.source);
        self.tariff(&price.tariff);
    }

    fn tariff(&mut self, tariff: &'a Tariff) {
        let mut kind = (tariff.variants.len() as u64) << tariff::VARIANTS;
        kind |= flag(tariff.minimum.is_some(), tariff::MINIMUM);
        kind |= flag(tariff.maximum.is_some(), tariff::MAXIMUM);
        self.kind(kind);
        for bound in [tariff.minimum, tariff.maximum].into_iter().flatten() {
            self.figure(bound.amount());
        }
        self.charges(&tariff.charges);
        for variant in &tariff.variants {
            self.condition(&variant.when);
            self.charges(&variant.charges);
        }
    }

    fn condition(&mut self, when: &'a Condition) {
        let mut kind = (when.attributes.len() as u64) << condition::ATTRIBUTES;
        kind |= flag(when.threshold.is_some(), condition::THRESHOLD);
        kind |= flag(when.hours.is_some(), condition::HOURS);
        kind |= flag(when.service.is_some(), condition::SERVICE);
        kind |= flag(when.region.is_some(), condition::REGION);
        self.kind(kind);
        if let Some(threshold) = when.threshold {
            self.link(threshold.meter);
            self.kind(place(&Operator::SIGNS.map(|(operator, _)| operator), &threshold.operator));
            self.figure(threshold.value.value());
        }
        if let Some(hours) = when.hours {
            self.count(usize::from(hours.from));
            self.count(usize::from(hours.to));
            self.kind(u64::from(hours.days));
        }
        for text in [&when.service, &when.region].into_iter().flatten() {
            self.text(text);
        }
        for (name, value) in &when.attributes {
            self.text(name);
            self.text(value);
        }
    }

    fn charges(&mut self, charges: &[Charge]) {
        self.count(charges.len());
        for charge in charges {
            self.charge(charge);
        }
    }

    fn charge(&mut self, charge: &Charge) {
        self.link(charge.meter);
        let mut kind = match charge.rate {
            Rate::Flat(_) => charge::FLAT,
            Rate::Graduated(_) => charge::GRADUATED,
            Rate::Volume(_) => charge::VOLUME,
        };
        // `0.00` equals `0`, and a figure that is not written comes back as `0`.
        kind |= flag(!charge.fixed.amount().is_zero(), charge::FIXED);
        kind |= flag(!charge.least.is_zero(), charge::LEAST);
        kind |= flag(charge.factor.is_some(), charge::FACTOR);
        kind |= flag(!charge.free.is_zero(), charge::FREE);
        kind |= flag(charge.is_free_first, charge::FREE_FIRST);
        kind |= flag(charge.is_due_at_zero, charge::AT_ZERO);
        if let Some(increment) = charge.increment {
            let rounding = match increment.rounding {
                Rounding::Up => 0,
                Rounding::Down => 1,
                Rounding::HalfUp => 2,
            };
            kind |= charge::INCREMENT | rounding << charge::ROUNDING;
        }
        self.kind(kind);
        match &charge.rate {
            Rate::Flat(rate) => self.rate(charge.meter, *rate),
            Rate::Graduated(tiers) | Rate::Volume(tiers) => {
                self.count(tiers.len());
                for tier in tiers {
                    self.figure_unless(tier.up_to.map(Quantity::value), None);
                    self.rate(charge.meter, tier.rate);
                    self.figure_unless(Some(tier.fixed.amount()), Some(Credits::ZERO.amount()));
                }
            }
        }
        let optional = [
            Some(charge.fixed.amount()).filter(|fixed| !fixed.is_zero()),
            Some(charge.least.value()).filter(|least| !least.is_zero()),
            charge.increment.map(|increment| increment.step.value()),
            charge.factor,
            Some(charge.free.value()).filter(|free| !free.is_zero()),
        ];
        for figure in optional.into_iter().flatten() {
            self.figure(figure);
        }
    }

    /// Nearly every rate is for its meter's scale.
    fn rate(&mut self, meter: MeterId, rate: UnitRate) {
        let usual = self.meters.get(meter).map(|meter| meter.scale.value());
        self.figure_unless(Some(rate.per.value()), usual);
        self.figure(rate.amount.amount());
    }

    fn assumptions(&mut self, catalog: &'a Catalog) {
        self.count(catalog.assumptions.named.len());
        for assumption in &catalog.assumptions.named {
            text(self.column(Column::Ids), &assumption.id);
            text(self.column(Column::Ids), &assumption.label);
            self.text(&assumption.unit);
            let Spread { low, expected, high } = assumption.value;
            for value in [low, expected, high] {
                self.figure(value.value());
            }
            self.text(&assumption.source);
            self.kind(u64::from(assumption.is_edited));
        }
        let languages = &catalog.assumptions.languages;
        self.count(languages.len());
        for language in languages {
            text(self.column(Column::Ids), &language.language);
        }
        for language in languages {
            self.text(&language.name);
        }
        // All languages of one ratio together: they are alike, the ratios of one language are not.
        self.ratios(languages.iter().map(|language| language.characters_ratio));
        self.ratios(languages.iter().map(|language| language.characters_per_token_o200k));
        self.ratios(languages.iter().map(|language| language.characters_per_token_cl100k));
    }

    /// The expected values, then how far the low and the high ones lie from them.
    fn ratios(&mut self, ratios: impl Iterator<Item = Spread<Quantity>> + Clone) {
        for ratio in ratios.clone() {
            self.ratio(ratio.expected, thousandths(ratio.expected));
        }
        for ratio in ratios.clone() {
            let below = |low| thousandths(ratio.expected)?.checked_sub(low);
            self.ratio(ratio.low, thousandths(ratio.low).and_then(below));
        }
        for ratio in ratios {
            let above = |high: u64| high.checked_sub(thousandths(ratio.expected)?);
            self.ratio(ratio.high, thousandths(ratio.high).and_then(above));
        }
    }

    /// A whole number of thousandths after 0, or 0 and any figure.
    fn ratio(&mut self, value: Quantity, thousandths: Option<u64>) {
        match thousandths {
            Some(thousandths) => varint(self.column(Column::Ratios), thousandths + 1),
            None => {
                varint(self.column(Column::Ratios), 0);
                self.figure(value.value());
            }
        }
    }

    #[expect(clippy::indexing_slicing, reason = "each column has its place in the list")]
    fn column(&mut self, column: Column) -> &mut Vec<u8> {
        &mut self.columns[column as usize]
    }

    fn count(&mut self, count: usize) {
        varint(self.column(Column::Counts), count as u64);
    }

    fn kind(&mut self, kind: u64) {
        varint(self.column(Column::Kinds), kind);
    }

    fn link(&mut self, meter: MeterId) {
        varint(self.column(Column::Meters), u64::from(meter.0));
    }

    /// A text that may have been given before.
    fn text(&mut self, value: &'a str) {
        let next = self.texts.len() as u64;
        let place = *self.texts.entry(value).or_insert(next);
        varint(self.column(Column::Repeats), next - place);
        if place == next {
            text(self.column(Column::Texts), value);
        }
    }

    fn figure(&mut self, value: Decimal) {
        let value = value.normalize();
        let (mut coefficient, mut form) = (value.mantissa().unsigned_abs(), value.scale() as u8);
        if coefficient != 0 && coefficient.is_multiple_of(10) {
            form = MAX_SCALE;
            while coefficient.is_multiple_of(10) {
                coefficient /= 10;
                form += 1;
            }
        }
        if value.is_sign_negative() {
            form |= NEGATIVE;
        }
        let high = (coefficient >> 64) as u64;
        self.column(Column::Forms).push(if high == 0 { form } else { form | WIDE });
        varint(self.column(Column::Coefficients), coefficient as u64);
        if high != 0 {
            varint(self.column(Column::Coefficients), high);
        }
    }

    /// A figure that is mostly the usual one, or an absent one where none is usual.
    fn figure_unless(&mut self, value: Option<Decimal>, usual: Option<Decimal>) {
        match value {
            Some(value) if Some(value) != usual => self.figure(value),
            _ => self.column(Column::Forms).push(USUAL),
        }
    }
}

/// Exact thousandths below 2^32, if the value is some.
fn thousandths(value: Quantity) -> Option<u64> {
    let value = value.value();
    let shift = 10_u128.checked_pow(3_u32.checked_sub(value.scale())?)?;
    let thousandths = value.mantissa().unsigned_abs().checked_mul(shift)?;
    u32::try_from(thousandths).ok().map(u64::from)
}

fn flag(is_set: bool, bit: u64) -> u64 {
    if is_set { bit } else { 0 }
}

/// Where an item stands in the list that names them all.
fn place<T: PartialEq>(all: &[T], item: &T) -> u64 {
    all.iter().take_while(|other| *other != item).count() as u64
}

fn text(column: &mut Vec<u8>, text: &str) {
    column.extend_from_slice(text.as_bytes());
    column.push(END_OF_TEXT);
}

/// The step from the value before, with the sign in the lowest bit.
fn step(before: &mut i64, value: u32) -> u64 {
    let step = i64::from(value) - *before;
    *before = i64::from(value);
    ((step << 1) ^ (step >> 63)) as u64
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn varint(column: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        column.push(value as u8 | 0x80);
        value >>= 7;
    }
    column.push(value as u8);
}
