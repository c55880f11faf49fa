//! What a budget buys, and what an amount of work costs: for each model, in the unit in which
//! people think of its function (pages, minutes, tokens, images).

mod plain;

use crate::{
    Decimal,
    assumption::Spread,
    catalog::{Catalog, Function, Model, ModelId},
    decimal::{FigureError, Rounded},
    estimate::{Estimate, Line},
    meter::{Meter, MeterId, Usage},
    money::{Credits, Quantity},
    quote::Subject,
    tariff::{BillError, BillItem, Context, Most, Tariff, UnitRate, one_request},
};

/// What a budget buys of one model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equivalent {
    /// Of what.
    pub model: ModelId,
    /// Counted by which meter: the function's, or the model's first where it has no price for that.
    pub meter: MeterId,
    /// In which unit.
    pub unit: WorkUnit,
    /// How much, in that unit.
    pub amount: Amount,
    /// The rate of the meter, where it is one figure for this request.
    pub rate: Option<UnitRate>,
}

/// A unit of work: a page is 2,000 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkUnit {
    /// `page`.
    pub one: String,
    /// `pages`.
    pub many: String,
    /// How many units of the meter it is; above 0.
    pub per: Quantity,
}

/// How much a budget buys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// At most this.
    UpTo {
        /// To the last digit, flagged where a division did not terminate.
        exact: Rounded<Quantity>,
        /// Rounded down to the policy's step: the headline figure.
        headline: Quantity,
    },
    /// More costs nothing more.
    Unlimited,
    /// There is no price, and why.
    NotPriced(String),
}

/// What an amount of work costs with one model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkCost {
    /// With what.
    pub model: ModelId,
    /// Its lines and total; a gap where there is no price.
    pub estimate: Estimate,
}

impl Catalog {
    /// What `budget` buys of a model at a moment.
    ///
    /// # Errors
    /// [`BillError`] when a figure leaves the range.
    pub fn buys(
        &self,
        id: ModelId,
        model: &Model,
        budget: Credits,
        context: &Context,
    ) -> Result<Option<Equivalent>, BillError> {
        let Some(function) = self.function_of(model) else { return Ok(None) };
        let Some(price) = model.price_at(context.at) else {
            return Ok(Some(Equivalent {
                model: id,
                meter: function.headline.meter,
                unit: WorkUnit::of(function),
                amount: Amount::NotPriced(no_price(model, context)),
                rate: None,
            }));
        };
        let (meter, unit) = self.unit_of(function, &price.tariff);
        let not_priced = || {
            Amount::NotPriced(format!(
                "{} has no price for {}",
                model.name,
                self.meters.name(meter)
            ))
        };
        let most = price.tariff.most(&self.meters, meter, budget.max(Credits::ZERO), context)?;
        let amount = match most {
            None => not_priced(),
            Some(Most::Unlimited) => Amount::Unlimited,
            Some(Most::Quantity(quantity)) => {
                self.up_to(quantity, &unit).map_err(BillError::Total)?
            }
        };
        let rate = self.rate(&price.tariff, meter, &amount, &unit, context)?;
        Ok(Some(Equivalent { model: id, meter, unit, amount, rate }))
    }

    fn up_to(&self, quantity: Rounded<Quantity>, unit: &WorkUnit) -> Result<Amount, FigureError> {
        let exact = quantity.value.scaled(Decimal::ONE, unit.per.value())?;
        Ok(Amount::UpTo {
            exact: Rounded {
                value: exact.value,
                is_rounded: exact.is_rounded || quantity.is_rounded,
            },
            headline: self.policy.round_down(exact.value)?,
        })
    }

    /// The rate at which the quantity bought is charged.
    fn rate(
        &self,
        tariff: &Tariff,
        meter: MeterId,
        amount: &Amount,
        unit: &WorkUnit,
        context: &Context,
    ) -> Result<Option<UnitRate>, BillError> {
        let quantity = match amount {
            Amount::UpTo { headline, .. } if !headline.is_zero() => {
                headline.scaled(unit.per.value(), Decimal::ONE).map_err(BillError::Total)?.value
            }
            _ => unit.per,
        };
        let bill = tariff.bill(
            &self.meters,
            &one_request(&self.meters, Usage::new().with(meter, quantity)),
            context,
        )?;
        let line = bill.lines.iter().find(|line| line.item == BillItem::Meter(meter));
        Ok(line.and_then(|line| line.rate))
    }

    /// The unit of a function's work under a tariff: the function's own where the tariff prices it,
    /// otherwise that of the tariff's first charge.
    fn unit_of(&self, function: &Function, tariff: &Tariff) -> (MeterId, WorkUnit) {
        let priced = tariff.meters();
        let own = function.headline.meter;
        let first =
            tariff.charges.first().map(|charge| charge.meter).or_else(|| priced.first().copied());
        match first {
            Some(first) if !priced.contains(&own) => (
                first,
                self.meters.get(first).map_or_else(|| WorkUnit::of(function), WorkUnit::of_meter),
            ),
            _ => (own, WorkUnit::of(function)),
        }
    }

    /// What `amount` units of a function's work cost with each of its models, cheapest first;
    /// models without a price for it come last, as gaps.
    ///
    /// # Errors
    /// [`BillError`] when a figure leaves the range.
    pub fn costs_of(
        &self,
        function: &Function,
        amount: Quantity,
        context: &Context,
    ) -> Result<Vec<WorkCost>, BillError> {
        let mut costs = Vec::new();
        for (id, model) in self.iter() {
            if self.function_of(model).is_none_or(|own| own.id != function.id) {
                continue;
            }
            let subject = Subject::of(self, id, model);
            let lines = self.work_lines(&subject, model, function, amount, context)?;
            let estimate = Estimate::new(lines, context.at).map_err(BillError::Total)?;
            costs.push(WorkCost { model: id, estimate });
        }
        costs.sort_by_key(|cost| (!cost.estimate.is_complete(), cost.estimate.total.expected));
        Ok(costs)
    }

    fn work_lines(
        &self,
        subject: &Subject,
        model: &Model,
        function: &Function,
        amount: Quantity,
        context: &Context,
    ) -> Result<Vec<Line>, BillError> {
        let meter = function.headline.meter;
        let quantity = amount
            .scaled(function.headline.per.value(), Decimal::ONE)
            .map_err(BillError::Total)?
            .value;
        let gap = |reason: String| {
            let name = self.meters.name(meter);
            vec![subject.gap(Some((meter, name)), Spread::certain(quantity), reason)]
        };
        let Some(price) = model.price_at(context.at) else {
            return Ok(gap(no_price(model, context)));
        };
        if !price.tariff.meters().contains(&meter) {
            return Ok(gap(format!(
                "{} is not sold by the {}",
                model.name, function.headline.unit
            )));
        }
        let usage = one_request(&self.meters, Usage::new().with(meter, quantity));
        let usage = Spread::certain(price.tariff.own_part(&self.meters, &usage));
        Ok(subject.quote(&self.meters, &price.tariff, &usage, Quantity::ONE, context)?.lines)
    }
}

/// Why a model without a price for the day has none.
pub fn no_price(model: &Model, context: &Context) -> String {
    match model.prices.first() {
        Some(first) => format!(
            "{} has no price on {}; the first starts on {}",
            model.name,
            context.at.date(),
            first.from
        ),
        None => format!("{} has no price", model.name),
    }
}

impl WorkUnit {
    fn of(function: &Function) -> Self {
        let headline = &function.headline;
        Self { one: headline.unit.clone(), many: headline.units.clone(), per: headline.per }
    }

    fn of_meter(meter: &Meter) -> Self {
        Self { one: meter.unit.clone(), many: meter.units.clone(), per: Quantity::ONE }
    }
}
