//! What quantities cost at their rates. A line is added up as one fraction and multiplied by the
//! requests before it is divided, so that it is rounded at most once.

use crate::{
    Decimal,
    decimal::{self, FigureError, Rounded},
    money::{Credits, Quantity},
};

use super::{Tier, UnitRate};

impl UnitRate {
    /// The price of a quantity at this rate.
    ///
    /// # Errors
    /// [`FigureError`] when it does not fit.
    pub fn of(&self, quantity: Quantity) -> Result<Rounded<Credits>, FigureError> {
        let cost = decimal::mul_div(self.amount.amount(), quantity.value(), self.per.value())?;
        Ok(cost.map(Credits::new))
    }
}

/// Units that cost one rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Band {
    pub(super) rate: UnitRate,
    pub(super) quantity: Quantity,
}

/// The bands that a quantity enters, and the sum of their fees; the first is entered by every
/// charge that applies.
pub(super) fn graduated(
    tiers: &[Tier],
    quantity: Quantity,
) -> Result<(Vec<Band>, Credits), FigureError> {
    let mut bands = Vec::with_capacity(tiers.len());
    let mut fees = Credits::ZERO;
    let mut lower = Quantity::ZERO;
    for tier in tiers {
        if !bands.is_empty() && quantity <= lower {
            break;
        }
        let upper = tier.up_to.map_or(quantity, |up_to| quantity.min(up_to));
        let width = Quantity::new(decimal::sub(upper.value(), lower.value())?)?;
        bands.push(Band { rate: tier.rate, quantity: width });
        fees = fees.checked_add(tier.fixed)?;
        lower = upper;
    }
    Ok((bands, fees))
}

/// The bands and the fees of one request, for so many requests.
pub(super) fn cost(
    bands: &[Band],
    fees: Credits,
    requests: Quantity,
) -> Result<Rounded<Credits>, FigureError> {
    // Most charges have one band and no fee: one product and one quotient.
    if let ([band], true, true) = (bands, fees == Credits::ZERO, requests == Quantity::ONE) {
        return band.rate.of(band.quantity);
    }
    if let Some(Fraction { numerator, divisor }) = Fraction::of(bands, fees) {
        let cost = decimal::mul_div(numerator, requests.value(), divisor)?;
        return Ok(cost.map(Credits::new));
    }
    // More digits than one fraction can hold: each band is rounded on its own.
    let mut parts = vec![fees.checked_mul(requests.value())?];
    for Band { rate, quantity } in bands {
        // Amounts and requests are mostly short, so their product is exact where others are not.
        let amount = rate.amount.checked_mul(requests.value())?;
        let part = UnitRate { amount: amount.value, ..*rate }.of(*quantity)?;
        parts.push(Rounded { is_rounded: part.is_rounded || amount.is_rounded, ..part });
    }
    let value = decimal::with_room(&mut parts, &Ok)?;
    Ok(Rounded { value, is_rounded: parts.iter().any(|part| part.is_rounded) })
}

/// A sum of bands and fees before its one division; both figures are exact.
struct Fraction {
    numerator: Decimal,
    divisor: Decimal,
}

impl Fraction {
    /// None where the figures need more digits than a [`Decimal`] holds.
    fn of(bands: &[Band], fees: Credits) -> Option<Self> {
        let mut sum = Self { numerator: fees.amount(), divisor: Decimal::ONE };
        for Band { rate, quantity } in bands {
            let product = exact(decimal::mul(rate.amount.amount(), quantity.value()))?;
            if !product.is_zero() {
                sum = sum.plus(product, rate.per.value())?;
            }
        }
        Some(sum)
    }

    /// With `numerator / divisor` more.
    fn plus(self, numerator: Decimal, divisor: Decimal) -> Option<Self> {
        if self.numerator.is_zero() {
            return Some(Self { numerator, divisor });
        }
        let times = |a, b| exact(decimal::mul(a, b));
        // Rates for each 100 and each 1,000 units share a divisor; for each 7 and each 60 they need a new one.
        if let Some(times_as_large) = exact(decimal::mul_div(self.divisor, Decimal::ONE, divisor)) {
            let numerator = times(numerator, times_as_large)?;
            return Some(Self { numerator: decimal::add(self.numerator, numerator).ok()?, ..self });
        }
        let numerator =
            decimal::add(times(self.numerator, divisor)?, times(numerator, self.divisor)?).ok()?;
        Some(Self { numerator, divisor: times(self.divisor, divisor)? })
    }
}

fn exact(result: Result<Rounded<Decimal>, FigureError>) -> Option<Decimal> {
    result.ok().filter(|result| !result.is_rounded).map(|result| result.value)
}
