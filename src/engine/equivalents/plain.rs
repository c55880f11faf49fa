//! What a budget buys where the tariff is plain: one rate for every unit, and nothing else that this meter could cause.
//! The first view of the page needs no more, and so no code for bills. Whatever else there is, takes the long way.

use crate::{
    catalog::{Catalog, Model, ModelId},
    decimal::{self, Rounded},
    meter::{MeterId, Meters},
    money::{Credits, Quantity},
    short,
    tariff::{Charge, Context, Increment, Rate, Rounding, Tariff, UnitRate},
};

use super::{Equivalent, WorkUnit};

impl Catalog {
    /// As [`Catalog::buys`], which it agrees with to the last digit; none where that has to be asked.
    pub fn buys_plainly(
        &self,
        id: ModelId,
        model: &Model,
        budget: Credits,
        context: &Context,
    ) -> Option<Equivalent> {
        let function = self.function_of(model)?;
        let meter = function.headline.meter;
        let (charge, rate) = plain(&model.price_at(context.at)?.tariff, &self.meters, meter)?;
        let quantity = charge.most_plainly(rate, budget.max(Credits::ZERO))?;
        let unit = WorkUnit::of(function);
        let amount = self.up_to(quantity, &unit).ok()?;
        // The rate is that of a bill, for one unit where nothing is bought; that bill must fit.
        rate.of(unit.per.max(charge.least)).ok()?;
        Some(Equivalent { model: id, meter, unit, amount, rate: Some(rate) })
    }
}

/// The charge of a meter and its rate, where a request that uses this meter alone is billed by nothing else.
fn plain<'a>(
    tariff: &'a Tariff,
    meters: &Meters,
    meter: MeterId,
) -> Option<(&'a Charge, UnitRate)> {
    if tariff.minimum.is_some() || tariff.maximum.is_some() || !tariff.variants.is_empty() {
        return None;
    }
    let mut found = None;
    for charge in &tariff.charges {
        let other = charge.meter;
        if other == meter {
            found = Some(charge);
        } else if meters.name(other) == "requests"
            || charge.is_due_at_zero
            || meters.is_part_of(other, meter)
            || meters.is_part_of(meter, other)
        {
            return None;
        }
    }
    let charge = found?;
    let Rate::Flat(rate) = charge.rate else { return None };
    let is_plain = charge.fixed == Credits::ZERO
        && charge.free.is_zero()
        && charge.factor.is_none()
        && !charge.is_due_at_zero
        && rate.amount > Credits::ZERO;
    is_plain.then_some((charge, rate))
}

impl Charge {
    /// The most that is within `budget`, where the quotient or the step leaves no doubt.
    fn most_plainly(&self, rate: UnitRate, budget: Credits) -> Option<Rounded<Quantity>> {
        let most =
            decimal::mul_div(budget.amount(), rate.per.value(), rate.amount.amount()).ok()?;
        let mut most =
            Rounded { value: Quantity::new(most.value).ok()?, is_rounded: most.is_rounded };
        if let Some(Increment { step, rounding }) = self.increment {
            if most.is_rounded || rounding != Rounding::Up {
                return None;
            }
            let whole = decimal::floor_to(most.value.value(), step.value()).ok()?;
            most.value = Quantity::new(whole).ok()?;
            // So near to the next step that rounding may reach it?
            let next = Quantity::new(short::add(whole, step.value())?).ok()?;
            if rate.of(next).ok()?.value <= budget {
                return None;
            }
        }
        if most.value < self.least {
            most = Rounded::exact(Quantity::ZERO);
        }
        Some(most)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        catalog::{Flow, Function, FunctionId, HeadlineUnit, Policy, Price, Step, SupplierId},
        equivalents::Amount,
        meter::Meter,
        time::{Date, Timestamp},
    };

    const CHARACTERS: MeterId = MeterId(0);
    const CACHED: MeterId = MeterId(1);
    const REQUESTS: MeterId = MeterId(2);
    const PAGES: MeterId = MeterId(3);

    fn quantity(text: &str) -> Quantity {
        Quantity::parse(text).unwrap()
    }

    fn meter(name: &str, part_of: Vec<MeterId>) -> Meter {
        let text = || name.to_owned();
        Meter {
            name: text(),
            unit: text(),
            units: text(),
            scale: Quantity::ONE,
            scale_unit: text(),
            family: text(),
            part_of,
        }
    }

    /// One model of a function whose unit is 2,000 characters.
    fn catalog(charges: Vec<Charge>) -> Catalog {
        let text = String::new;
        let step = |from, step| Step { from: quantity(from), step: quantity(step) };
        Catalog {
            meters: Meters::new(vec![
                meter("characters", vec![]),
                meter("characters.cached", vec![CHARACTERS]),
                meter("requests", vec![]),
                meter("pages", vec![]),
            ]),
            functions: vec![Function {
                id: text(),
                name: text(),
                phrase: text(),
                aliases: vec![],
                flow: Flow::Translate,
                headline: HeadlineUnit {
                    meter: CHARACTERS,
                    per: quantity("2000"),
                    unit: text(),
                    units: text(),
                },
            }],
            models: vec![Model {
                id: text(),
                name: text(),
                supplier: SupplierId(0),
                function: FunctionId(0),
                aliases: vec![],
                tokenizer: None,
                prices: vec![Price {
                    from: Date::parse("2026-01-01").unwrap(),
                    source: text(),
                    verified: Date::parse("2026-01-01").unwrap(),
                    tariff: Tariff { charges, ..Tariff::default() },
                }],
            }],
            policy: Policy {
                steps: vec![step("0", "0.000001"), step("1", "1"), step("10", "5")],
                ..Policy::default()
            },
            ..Catalog::default()
        }
    }

    fn flat(meter: MeterId, amount: &str, per: &str) -> Charge {
        let rate = UnitRate { amount: Credits::parse(amount).unwrap(), per: quantity(per) };
        Charge::flat(meter, rate)
    }

    fn at(day: &str) -> Context {
        Context::at(Timestamp::parse(&format!("{day}T12:00:00Z")).unwrap())
    }

    /// The short way, which the long way must agree with.
    fn short_way(charges: Vec<Charge>, budget: &str) -> Option<Amount> {
        let catalog = catalog(charges);
        let budget = Credits::parse(budget).unwrap();
        let (model, context) = (&catalog.models[0], at("2026-02-01"));
        let plainly = catalog.buys_plainly(ModelId(0), model, budget, &context)?;
        let long = catalog.buys(ModelId(0), model, budget, &context);
        assert_eq!(long, Ok(Some(plainly.clone())));
        Some(plainly.amount)
    }

    #[track_caller]
    fn takes_the_long_way(change: impl Fn(&mut Charge)) {
        let mut charge = flat(CHARACTERS, "10", "1000000");
        change(&mut charge);
        assert_eq!(short_way(vec![charge], "1"), None);
    }

    #[test]
    fn a_flat_rate_is_divided() {
        // 1 / 10 x 1,000,000 = 100,000 characters, 50 pages of 2,000.
        let exact = Rounded::exact(quantity("50"));
        let up_to = |exact, headline| Some(Amount::UpTo { exact, headline: quantity(headline) });
        let charges = || vec![flat(CHARACTERS, "10", "1000000"), flat(PAGES, "1", "1")];
        assert_eq!(short_way(charges(), "1"), up_to(exact, "50"));
        assert_eq!(short_way(charges(), "0"), up_to(Rounded::exact(Quantity::ZERO), "0"));
        assert_eq!(short_way(charges(), "-3"), up_to(Rounded::exact(Quantity::ZERO), "0"));
        // In blocks of 15, at least 30: 0.024 for 60 are 2,500 for 1, or 2,490 in whole blocks, 1.245 pages.
        let blocks = |least: &str| {
            let mut charge = flat(CHARACTERS, "0.024", "60");
            charge.increment = Some(Increment { step: quantity("15"), rounding: Rounding::Up });
            charge.least = quantity(least);
            vec![charge]
        };
        assert_eq!(short_way(blocks("30"), "1"), up_to(Rounded::exact(quantity("1.245")), "1"));
        assert_eq!(short_way(blocks("3000"), "1"), up_to(Rounded::exact(Quantity::ZERO), "0"));
    }

    #[test]
    fn whatever_is_more_than_a_rate_takes_the_long_way() {
        takes_the_long_way(|charge| charge.fixed = Credits::parse("0.1").unwrap());
        takes_the_long_way(|charge| charge.free = Quantity::ONE);
        takes_the_long_way(|charge| charge.factor = Some(crate::Decimal::TWO));
        takes_the_long_way(|charge| charge.is_due_at_zero = true);
        takes_the_long_way(|charge| charge.rate = Rate::Volume(vec![]));
        takes_the_long_way(|charge| charge.rate = flat(CHARACTERS, "0", "1").rate);
        takes_the_long_way(|charge| charge.meter = PAGES);
        for other in [CACHED, REQUESTS] {
            let charges = vec![flat(CHARACTERS, "10", "1000000"), flat(other, "1", "1")];
            assert_eq!(short_way(charges, "1"), None);
        }
    }

    #[test]
    fn before_the_first_price_it_takes_the_long_way() {
        let catalog = catalog(vec![flat(CHARACTERS, "10", "1000000")]);
        let model = &catalog.models[0];
        let early = catalog.buys_plainly(ModelId(0), model, Credits::ZERO, &at("2025-12-31"));
        assert_eq!(early, None);
    }

    fn figure() -> impl Strategy<Value = String> {
        (1..1_000_000_u64, 0..8_usize).prop_map(|(digits, scale)| {
            let text = format!("{digits:08}");
            let (whole, decimals) = text.split_at(8 - scale);
            if decimals.is_empty() { whole.to_owned() } else { format!("{whole}.{decimals}") }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn both_ways_agree(
            (amount, per, budget) in (figure(), figure(), figure()),
            step in prop::option::of(figure()),
            (least, other) in (figure(), figure()),
        ) {
            let mut charge = flat(CHARACTERS, &amount, &per);
            charge.least = quantity(&least);
            charge.increment =
                step.map(|step| Increment { step: quantity(&step), rounding: Rounding::Up });
            short_way(vec![flat(PAGES, &other, "1"), charge.clone()], &budget);
            charge.least = Quantity::ZERO;
            short_way(vec![charge], &budget);
        }
    }
}
