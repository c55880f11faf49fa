//! What a demonstration without a host charges for a run.

use super::{Actual, ActualLine, JobLine, Names, run};
use crate::{
    Decimal,
    catalog::Catalog,
    decimal::{self, FigureError},
    estimate::Estimate,
    money::{Credits, Quantity},
};

/// Each priced line at `percent` of the way from its low to its high end, 0 to 100, to 12 digits after the point.
/// Lines without a price are charged nothing. The chance is the caller's.
///
/// # Errors
/// [`FigureError`] when a figure leaves the range.
pub fn demo_actual(
    catalog: &Catalog,
    estimate: &Estimate,
    percent: u8,
) -> Result<Actual, FigureError> {
    let percent = Decimal::from(percent.min(100));
    let between = |low: Decimal, high: Decimal| {
        let width = decimal::sub(high, low)?;
        let part = decimal::mul_div(width, percent, Decimal::ONE_HUNDRED)?;
        decimal::add_nearest(low, part.value).map(|sum| sum.value)
    };
    let mut names = Names::default();
    let mut lines = Vec::new();
    for line in &estimate.lines {
        let Some(cost) = line.cost.credits() else { continue };
        let credits = between(cost.low.amount(), cost.high.amount())?;
        let (least, most) = (line.quantity.low.value(), line.quantity.high.value());
        let JobLine { step, label, model, supplier, meter, quantity, .. } =
            run::job_line(&mut names, catalog, estimate.at, line);
        let quantity = match quantity {
            Some(_) => Some(Quantity::new(between(least, most)?)?),
            None => None,
        };
        let credits = Credits::new(decimal::round(credits, run::KEPT_DIGITS));
        lines.push(ActualLine { step, label, model, supplier, meter, quantity, credits });
    }
    Ok(Actual::Lines(lines))
}
