//! A tariff read backwards: how much of a meter a budget buys.
//! Each band is inverted in closed form; the bill then confirms that the answer is affordable.

use crate::{
    Decimal,
    decimal::{self, FigureError, Rounded},
    meter::{MeterId, Meters, Usage},
    money::{Credits, Quantity},
};

use super::{Bill, BillError, BillItem, Charge, Context, Operator, Rate, Tariff, Tier, UnitRate};

/// How much a budget buys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Most {
    /// At most this much; 0 when the budget does not reach for the first unit.
    Quantity(Rounded<Quantity>),
    /// More costs nothing more.
    Unlimited,
}

impl Tariff {
    /// The most of `meter` that one request can use for `budget`, with nothing else in it.
    /// None when the tariff has no price for the meter.
    ///
    /// # Errors
    /// [`BillError`] when a figure leaves the range.
    pub fn most(
        &self,
        meters: &Meters,
        meter: MeterId,
        budget: Credits,
        context: &Context,
    ) -> Result<Option<Most>, BillError> {
        let mut candidates: Vec<Rounded<Quantity>> = Vec::new();
        let mut is_priced = false;
        let idle = one_request(meters, Usage::new().with(meter, Quantity::ZERO));
        let others = self.bill(meters, &idle, context)?;
        let left = less(budget, others.sum_without(meter)?).map_err(BillError::Total)?;
        let variants = self.variants.iter().filter(|variant| variant.when.may_hold(context));
        for charges in
            core::iter::once(&self.charges).chain(variants.map(|variant| &variant.charges))
        {
            let Some(charge) = charges.iter().find(|charge| charge.meter == meter) else {
                continue;
            };
            is_priced = true;
            match charge.most(left).map_err(|error| BillError::Charge {
                meter: meters.name(meter).to_owned(),
                error,
            })? {
                Most::Quantity(quantity) => {
                    // A quotient within the bands may fall a hair short of the next step.
                    let step = charge.increment.map_or(Quantity::ZERO, |increment| increment.step);
                    let next = quantity.value.checked_add(step).map(Rounded::exact);
                    candidates.extend(next.ok().filter(|_| !step.is_zero()));
                    candidates.push(quantity);
                }
                Most::Unlimited if self.variants.is_empty() => {
                    return Ok(Some(Most::Unlimited));
                }
                Most::Unlimited => {}
            }
        }
        if !is_priced {
            return Ok(None);
        }
        if self.maximum.is_some_and(|maximum| maximum <= budget) {
            return Ok(Some(Most::Unlimited));
        }
        candidates.extend(self.edges(meter).map(Rounded::exact));
        candidates.sort_by_key(|candidate| core::cmp::Reverse(candidate.value));
        for candidate in candidates {
            let usage = one_request(meters, Usage::new().with(meter, short_of(candidate)));
            if self.bill(meters, &usage, context)?.sum()? <= budget {
                return Ok(Some(Most::Quantity(candidate)));
            }
        }
        Ok(Some(Most::Quantity(Rounded::exact(Quantity::ZERO))))
    }

    /// The last quantities before a variant takes over, where the rate may jump.
    fn edges(&self, meter: MeterId) -> impl Iterator<Item = Quantity> + '_ {
        self.variants
            .iter()
            .filter_map(|variant| variant.when.threshold)
            .filter(move |threshold| threshold.meter == meter)
            .filter_map(|threshold| match threshold.operator {
                Operator::Above | Operator::AtMost => Some(threshold.value),
                Operator::AtLeast | Operator::Below => {
                    decimal::sub(threshold.value.value(), Decimal::ONE).and_then(Quantity::new).ok()
                }
            })
    }
}

/// The usage of one request: `requests` is 1 where the registry knows it and the usage does not say.
pub fn one_request(meters: &Meters, mut usage: Usage) -> Usage {
    if let Some(requests) = meters.find("requests")
        && usage.get(requests).is_none()
    {
        usage.set(requests, Quantity::ONE);
    }
    usage
}

/// A quantity that was rounded, less a few units of its last digits, so that neither its rounding
/// nor that of its price lifts it over the budget.
fn short_of(quantity: Rounded<Quantity>) -> Quantity {
    const SPARE_DIGITS: u32 = 4;
    if !quantity.is_rounded {
        return quantity.value;
    }
    let scale = quantity.value.value().scale().saturating_sub(SPARE_DIGITS);
    let cut = decimal::with_digits(quantity.value.value(), scale);
    decimal::sub(cut, Decimal::new(1, scale)).and_then(Quantity::new).unwrap_or(Quantity::ZERO)
}

impl Bill {
    /// The exact sum of the lines.
    ///
    /// # Errors
    /// [`BillError::Total`] when it does not fit.
    pub fn sum(&self) -> Result<Credits, BillError> {
        let mut credits: Vec<_> = self.lines.iter().map(|line| line.credits).collect();
        decimal::with_room(&mut credits, &Ok).map_err(BillError::Total)
    }

    /// What everything but `meter` costs, minimum and maximum aside.
    fn sum_without(&self, meter: MeterId) -> Result<Credits, BillError> {
        Credits::sum(
            self.lines
                .iter()
                .filter(|line| matches!(line.item, BillItem::Meter(other) if other != meter))
                .map(|line| line.credits.value),
        )
        .map_err(BillError::Total)
    }
}

impl Charge {
    /// The largest measured quantity whose charge is within `budget`.
    fn most(&self, budget: Credits) -> Result<Most, FigureError> {
        let zero = Most::Quantity(Rounded::exact(Quantity::ZERO));
        let left = less(budget, self.fixed)?;
        if left < Credits::ZERO {
            return Ok(zero);
        }
        let billed = match &self.rate {
            Rate::Flat(rate) => rate.most(left)?,
            Rate::Graduated(tiers) => most_graduated(tiers, left)?,
            Rate::Volume(tiers) => most_volume(tiers, left)?,
        };
        let Most::Quantity(billed) = billed else { return Ok(Most::Unlimited) };
        let mut is_rounded = billed.is_rounded;
        let mut quantity = billed.value.value();
        if !self.is_free_first {
            let sum = decimal::add_nearest(quantity, self.free.value())?;
            is_rounded |= sum.is_rounded;
            quantity = sum.value;
        }
        if let Some(increment) = self.increment {
            quantity = decimal::floor_to(quantity, increment.step.value())?;
            is_rounded = false;
        }
        if quantity < self.least.value() {
            return Ok(zero);
        }
        if self.is_free_first {
            let sum = decimal::add_nearest(quantity, self.free.value())?;
            is_rounded |= sum.is_rounded;
            quantity = sum.value;
        }
        if let Some(factor) = self.factor {
            let divided = decimal::mul_div(quantity, Decimal::ONE, factor)?;
            is_rounded |= divided.is_rounded;
            // Rounded up in its last digit, it would begin another increment or band.
            let measured = Quantity::new(divided.value)?;
            quantity = short_of(divided.map(|_| measured)).value();
        }
        Ok(Most::Quantity(Rounded { value: Quantity::new(quantity)?, is_rounded }))
    }
}

impl UnitRate {
    fn most(&self, budget: Credits) -> Result<Most, FigureError> {
        if self.amount == Credits::ZERO {
            return Ok(Most::Unlimited);
        }
        let quantity = decimal::mul_div(budget.amount(), self.per.value(), self.amount.amount())?;
        Ok(Most::Quantity(Rounded {
            value: Quantity::new(quantity.value)?,
            is_rounded: quantity.is_rounded,
        }))
    }
}

fn most_graduated(tiers: &[Tier], budget: Credits) -> Result<Most, FigureError> {
    let mut left = budget;
    let mut lower = Quantity::ZERO;
    for tier in tiers {
        let after_fee = less(left, tier.fixed)?;
        if after_fee < Credits::ZERO {
            break;
        }
        let Most::Quantity(width) = tier.rate.most(after_fee)? else {
            match tier.up_to {
                Some(up_to) => {
                    (left, lower) = (after_fee, up_to);
                    continue;
                }
                None => return Ok(Most::Unlimited),
            }
        };
        let reached = decimal::add_nearest(lower.value(), width.value.value())?;
        match tier.up_to {
            Some(up_to) if reached.value >= up_to.value() => {
                let band = Quantity::new(decimal::sub(up_to.value(), lower.value())?)?;
                left = less(after_fee, tier.rate.of(band)?.value)?;
                lower = up_to;
            }
            _ => {
                let is_rounded = width.is_rounded || reached.is_rounded;
                return Ok(Most::Quantity(Rounded {
                    value: Quantity::new(reached.value)?,
                    is_rounded,
                }));
            }
        }
    }
    Ok(Most::Quantity(Rounded::exact(lower)))
}

/// What is left of a budget, to the nearest digit: budgets and quotients may fill all 28.
fn less(budget: Credits, cost: Credits) -> Result<Credits, FigureError> {
    Ok(Credits::new(decimal::add_nearest(budget.amount(), -cost.amount())?.value))
}

fn most_volume(tiers: &[Tier], budget: Credits) -> Result<Most, FigureError> {
    for (place, tier) in tiers.iter().enumerate().rev() {
        let lower = place
            .checked_sub(1)
            .and_then(|before| tiers.get(before))
            .and_then(|before| before.up_to);
        let left = less(budget, tier.fixed)?;
        if left < Credits::ZERO {
            continue;
        }
        match (tier.rate.most(left)?, tier.up_to) {
            (Most::Unlimited, None) => return Ok(Most::Unlimited),
            (Most::Unlimited, Some(up_to)) => return Ok(Most::Quantity(Rounded::exact(up_to))),
            (Most::Quantity(quantity), up_to)
                if lower.is_none_or(|lower| quantity.value > lower) =>
            {
                return Ok(Most::Quantity(match up_to {
                    Some(up_to) if quantity.value > up_to => Rounded::exact(up_to),
                    _ => quantity,
                }));
            }
            _ => {}
        }
    }
    Ok(Most::Quantity(Rounded::exact(Quantity::ZERO)))
}
