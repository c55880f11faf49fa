//! Tariffs: the rules that turn a usage into credits.
//! The types and their meaning; `bill.rs` and `cost.rs` compute, `source.rs` reads TOML and JSON.

mod bill;
mod condition;
mod cost;
mod inverse;
mod source;

pub use bill::{Bill, BillError, BillItem, BillLine, Context};
pub use condition::{Condition, Hours, Operator, Threshold};
pub use inverse::{Most, one_request};
pub use source::{Figure, TariffError, TariffSource};

use crate::{
    Decimal,
    meter::MeterId,
    money::{Credits, Quantity},
};

/// The rules that turn the usage of one request into credits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tariff {
    /// The least a request costs.
    pub minimum: Option<Credits>,
    /// The most a request costs.
    pub maximum: Option<Credits>,
    /// At most one for each meter.
    pub charges: Vec<Charge>,
    /// The first whose condition holds replaces the charges of its meters.
    pub variants: Vec<Variant>,
}

/// Other charges when a condition holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// When it applies.
    pub when: Condition,
    /// Each replaces the base charge of its meter, or joins the rest.
    pub charges: Vec<Charge>,
}

/// What one meter costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// What is counted.
    pub meter: MeterId,
    /// What it costs.
    pub rate: Rate,
    /// A fee once for each request in which the charge applies.
    pub fixed: Credits,
    /// The measured quantity is multiplied by this first; above 0.
    pub factor: Option<Decimal>,
    /// The billed quantity is rounded to a multiple of this.
    pub increment: Option<Increment>,
    /// The least quantity billed for a request.
    pub least: Quantity,
    /// Units not billed.
    pub free: Quantity,
    /// Whether `free` is taken off before `least` and `increment` instead of after.
    pub is_free_first: bool,
    /// Whether fees are due even without usage.
    pub is_due_at_zero: bool,
}

impl Charge {
    /// So many credits for so many units of a meter, and nothing else.
    pub const fn flat(meter: MeterId, rate: UnitRate) -> Self {
        Self {
            meter,
            rate: Rate::Flat(rate),
            fixed: Credits::ZERO,
            factor: None,
            increment: None,
            least: Quantity::ZERO,
            free: Quantity::ZERO,
            is_free_first: false,
            is_due_at_zero: false,
        }
    }
}

/// Credits for quantities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rate {
    /// `amount` credits for each `per` units, pro rata.
    Flat(UnitRate),
    /// Each band at its own rate, and the fee of each band entered.
    Graduated(Vec<Tier>),
    /// The whole quantity at the rate of the band it lands in, and that band's fee.
    Volume(Vec<Tier>),
}

/// `amount` credits for each `per` units, pro rata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitRate {
    /// Credits.
    pub amount: Credits,
    /// Units; above 0.
    pub per: Quantity,
}

/// A band of quantities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier {
    /// The last quantity in the band, inclusive; none for the last, open band.
    pub up_to: Option<Quantity>,
    /// What its units cost.
    pub rate: UnitRate,
    /// Its fee.
    pub fixed: Credits,
}

/// How billed quantities are rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Increment {
    /// The step; above 0.
    pub step: Quantity,
    /// The direction.
    pub rounding: Rounding,
}

/// The direction of an [`Increment`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rounding {
    /// To the next multiple.
    #[default]
    Up,
    /// To the multiple before.
    Down,
    /// To the nearest multiple, halves away from zero.
    HalfUp,
}

impl Tariff {
    /// Every meter that a charge of the base or of a variant prices.
    pub fn meters(&self) -> Vec<MeterId> {
        let mut meters: Vec<_> = self
            .charges
            .iter()
            .chain(self.variants.iter().flat_map(|variant| &variant.charges))
            .map(|charge| charge.meter)
            .collect();
        meters.sort_unstable();
        meters.dedup();
        meters
    }

    /// Whether two requests may cost something else than one with the usage of both: by fees, tiers, least
    /// quantities, allowances, increments, bounds and variants.
    pub fn is_by_request(&self) -> bool {
        let is_even = |charge: &Charge| {
            matches!(charge.rate, Rate::Flat(_))
                && charge.fixed == Credits::ZERO
                && charge.increment.is_none()
                && charge.least.is_zero()
                && charge.free.is_zero()
        };
        self.minimum.is_some()
            || self.maximum.is_some()
            || !self.variants.is_empty()
            || !self.charges.iter().all(is_even)
    }
}
