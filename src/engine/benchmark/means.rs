//! A dataset by its means: what one row holds, and what all of them hold, to the last digit.

use super::PerRow;
use crate::{
    Decimal,
    assumption::Spread,
    decimal::{self, FigureError, Rounded},
    estimate::{Line, LineCost},
    meter::{MeterId, Meters, Usage},
    money::{Credits, Quantity},
    tariff::{Charge, Rate, Tariff, UnitRate},
};

/// Digits behind the point of a mean that does not end. With all that fit, the difference of two might not.
const DIGITS: u32 = 12;

/// What a row holds of each meter.
pub(super) struct Means {
    /// As quantities, rounded where a mean does not end.
    pub(super) row: Usage,
    means: Vec<(MeterId, PerRow)>,
}

/// What all rows hold of the meters of a usage.
pub(super) struct Sums {
    pub(super) usage: Usage,
    /// Whether rows differ in one of them.
    pub(super) has_mean: bool,
    is_rounded: bool,
    /// Whether what a row holds of one of them was rounded.
    is_row_rounded: bool,
}

impl Means {
    pub(super) fn of(means: &[(MeterId, PerRow)], rows: Quantity) -> Result<Self, FigureError> {
        let mut row = Usage::new();
        for (meter, mean) in means {
            let Rounded { value, is_rounded } = mean.quantity()?;
            let short =
                if is_rounded { decimal::round(value.value(), DIGITS) } else { value.value() };
            row.set(*meter, Quantity::new(short)?);
            // What does not fit is said before anything is priced.
            mean.in_rows(rows)?;
        }
        Ok(Self { row, means: means.to_vec() })
    }

    /// What so many rows hold of the meters of `row`, which may count requests as well.
    pub(super) fn sums(&self, row: &Usage, rows: Quantity) -> Result<Sums, FigureError> {
        let mut sums =
            Sums { usage: Usage::new(), has_mean: false, is_rounded: false, is_row_rounded: false };
        for (meter, quantity) in row.iter() {
            let mean = self.means.iter().find(|(id, _)| *id == meter).map(|(_, mean)| *mean);
            sums.has_mean |= mean.is_some_and(|mean| mean.mean_of().is_some());
            let per_row = mean.unwrap_or(PerRow::same(quantity));
            sums.is_row_rounded |= per_row.quantity()?.is_rounded;
            let sum = per_row.in_rows(rows)?;
            sums.is_rounded |= sum.is_rounded;
            sums.usage.set(meter, sum.value);
        }
        Ok(sums)
    }
}

/// What a reader should know of the means of so many rows, of which these models bill each by itself.
pub(super) fn warnings(
    means: &Means,
    by_row: &[String],
    rows: Quantity,
) -> impl Iterator<Item = String> {
    let mut labels = by_row.to_vec();
    labels.dedup();
    let by_row = (!labels.is_empty()).then(|| {
        format!(
            "the rows differ, and each is priced as if it held their mean; what is billed by the row (least \
             quantities, steps, tiers, thresholds) may come to more or less: {}",
            labels.join(", ")
        )
    });
    let mut of = means.means.iter().filter_map(|(_, mean)| mean.mean_of());
    let of = of.find(|of| *of != rows);
    let taken = of.map(|of| format!("the mean of {of} rows is taken for each of {rows}"));
    by_row.into_iter().chain(taken)
}

/// Whether a row may cost something else than its part of a dataset: by least quantities, allowances, steps, tiers,
/// thresholds and bounds.
pub(super) fn is_billed_by_row(tariff: &Tariff) -> bool {
    tariff.minimum.is_some()
        || tariff.maximum.is_some()
        || tariff.variants.iter().any(|variant| variant.when.threshold.is_some())
        || !charges(tariff).all(is_even)
}

fn charges(tariff: &Tariff) -> impl Iterator<Item = &Charge> {
    let others = tariff.variants.iter().flat_map(|variant| &variant.charges);
    tariff.charges.iter().chain(others)
}

/// Whether two requests cost as much as one with the usage of both, but for the fee.
fn is_even(charge: &Charge) -> bool {
    matches!(charge.rate, Rate::Flat(_))
        && charge.increment.is_none()
        && charge.least.is_zero()
        && charge.free.is_zero()
}

impl Sums {
    /// Gives the lines the quantities of the dataset; and those of a rate alone the price of these, which no mean
    /// has rounded before.
    pub(super) fn settle(
        &self,
        meters: &Meters,
        tariff: &Tariff,
        lines: &mut [Line],
    ) -> Result<(), FigureError> {
        if !self.has_mean {
            return Ok(());
        }
        let priced = tariff.meters();
        let is_bounded = tariff.minimum.is_some() || tariff.maximum.is_some();
        for line in lines {
            let sum = line.meter.and_then(|meter| self.usage.leaf(meters, &priced, meter).ok());
            if let Some(sum) = sum {
                line.quantity = Spread::certain(sum);
            }
            let LineCost::Priced(cost) = &mut line.cost else { continue };
            cost.is_rounded |= self.is_rounded || self.is_row_rounded;
            let mut own = charges(tariff).filter(|charge| {
                let is_rate =
                    |rate: UnitRate| matches!(charge.rate, Rate::Flat(flat) if flat == rate);
                Some(charge.meter) == line.meter && line.rate.is_some_and(is_rate)
            });
            let (Some(charge), Some(sum), false) = (own.next(), sum, is_bounded) else { continue };
            // Another charge at the same rate may be the one that holds.
            let is_plain = |charge: &Charge| is_even(charge) && charge.fixed == Credits::ZERO;
            if !is_plain(charge)
                || own.any(|other| !is_plain(other) || other.factor != charge.factor)
            {
                continue;
            }
            let factor = charge.factor.unwrap_or(Decimal::ONE);
            let sum = sum.scaled(factor, Decimal::ONE)?;
            if let Some(rate) = line.rate {
                let credits = rate.of(sum.value)?;
                let is_rounded = credits.is_rounded || sum.is_rounded || self.is_rounded;
                *cost = Rounded { value: Spread::certain(credits.value), is_rounded };
            }
        }
        Ok(())
    }
}
