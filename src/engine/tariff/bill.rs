//! The bill of one request: a usage run through a tariff, in the order
//! factor, free (if first), least, increment, free, bands or rate and fees, sum, minimum and maximum.

use core::fmt;

use crate::{
    Decimal,
    decimal::{self, FigureError, Rounded},
    meter::{MeterId, Meters, Usage, UsageError},
    money::{Credits, Quantity},
    time::Timestamp,
};

use super::{Charge, Increment, Rate, Rounding, Tariff, Tier, UnitRate};

/// What a tariff may ask about a request besides its usage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// When it is made.
    pub at: Timestamp,
    /// `standard` when none is given.
    pub service: Option<String>,
    /// Where it is served.
    pub region: Option<String>,
    /// Anything else: `resolution`, `quality`.
    pub attributes: Vec<(String, String)>,
}

impl Context {
    /// A standard request at this moment.
    pub const fn at(at: Timestamp) -> Self {
        Self { at, service: None, region: None, attributes: Vec::new() }
    }
}

/// What one request costs, charge by charge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bill {
    /// The charges in the order of the tariff, then what a minimum or maximum adds or takes away.
    pub lines: Vec<BillLine>,
    /// Used, but counted by no charge: gaps.
    pub unpriced: Vec<(MeterId, Quantity)>,
    /// Charged for, but not named by the usage: counted as 0.
    pub not_given: Vec<MeterId>,
}

/// One charge of a bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BillLine {
    /// What the line is for.
    pub item: BillItem,
    /// Measured, without the parts that are charged on their own.
    pub quantity: Quantity,
    /// After factor, allowance, least and increment.
    pub billed: Quantity,
    /// Where the charge has one rate for every unit.
    pub rate: Option<UnitRate>,
    /// What it costs; below 0 only for a maximum.
    pub credits: Rounded<Credits>,
}

/// What a line of a bill is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BillItem {
    /// The usage of a meter.
    Meter(MeterId),
    /// What is missing to the least a request costs.
    Minimum,
    /// What is over the most a request costs, negative.
    Maximum,
}

/// Why a bill could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BillError {
    /// The usage contradicts itself.
    Usage(UsageError),
    /// The charge of this meter leaves the range of figures.
    Charge {
        /// The meter's name.
        meter: String,
        /// What happened.
        error: FigureError,
    },
    /// The sum leaves the range of figures.
    Total(FigureError),
}

impl fmt::Display for BillError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(error) => error.fmt(f),
            Self::Charge { meter, error } => {
                write!(f, "the charge for {meter} cannot be computed: {error}")
            }
            Self::Total(error) => write!(f, "the sum of the charges cannot be computed: {error}"),
        }
    }
}

impl std::error::Error for BillError {}

impl Tariff {
    /// The bill for the usage of one request.
    ///
    /// # Errors
    /// [`BillError`] when the usage contradicts itself or a figure leaves the range.
    pub fn bill(
        &self,
        meters: &Meters,
        usage: &Usage,
        context: &Context,
    ) -> Result<Bill, BillError> {
        usage.check(meters).map_err(BillError::Usage)?;
        let charges = self.charges_for(usage, context);
        let priced: Vec<MeterId> = charges.iter().map(|charge| charge.meter).collect();
        let mut bill = Bill {
            lines: Vec::with_capacity(charges.len()),
            unpriced: usage.unpriced(meters, &priced).collect(),
            not_given: priced
                .iter()
                .copied()
                .filter(|meter| usage.get(*meter).is_none() && !has_whole(meters, &priced, *meter))
                .collect(),
        };
        for charge in charges {
            let leaf = usage.leaf(meters, &priced, charge.meter).map_err(BillError::Usage)?;
            let line = charge.line(leaf).map_err(|error| BillError::Charge {
                meter: meters.name(charge.meter).to_owned(),
                error,
            })?;
            bill.lines.extend(line);
        }
        self.bound(&mut bill.lines).map_err(BillError::Total)?;
        Ok(bill)
    }

    /// What of a usage this tariff has to do with: the meters it prices, their parts and wholes. A
    /// dataset may be described in more meters than any one model bills.
    #[must_use]
    pub fn own_part(&self, meters: &Meters, usage: &Usage) -> Usage {
        let priced = self.meters();
        let is_own = |meter: MeterId| {
            priced.iter().any(|own| {
                *own == meter || meters.is_part_of(meter, *own) || meters.is_part_of(*own, meter)
            })
        };
        usage
            .iter()
            .filter(|(meter, _)| is_own(*meter))
            .fold(Usage::new(), |own, (meter, quantity)| own.with(meter, quantity))
    }

    /// The base charges, each replaced where the first variant that holds has its own.
    fn charges_for(&self, usage: &Usage, context: &Context) -> Vec<&Charge> {
        let replaced = self
            .variants
            .iter()
            .find(|variant| variant.when.holds(usage, context))
            .map_or(&[][..], |variant| &variant.charges);
        let of = |charges: &'_ [Charge], meter| {
            charges.iter().any(|charge: &Charge| charge.meter == meter)
        };
        self.charges
            .iter()
            .map(|base| replaced.iter().find(|charge| charge.meter == base.meter).unwrap_or(base))
            .chain(replaced.iter().filter(|charge| !of(&self.charges, charge.meter)))
            .collect()
    }

    /// Adds the line that brings the sum up to the minimum or down to the maximum.
    fn bound(&self, lines: &mut Vec<BillLine>) -> Result<(), FigureError> {
        if self.minimum.is_none() && self.maximum.is_none() {
            return Ok(());
        }
        let bounded = decimal::with_room(
            lines,
            |lines| {
                let sum = Credits::sum(lines.iter().map(|line| line.credits.value))?;
                let (item, bound) = match (self.minimum, self.maximum) {
                    (Some(minimum), _) if sum < minimum => (BillItem::Minimum, minimum),
                    (_, Some(maximum)) if sum > maximum => (BillItem::Maximum, maximum),
                    _ => return Ok(None),
                };
                Ok(Some((item, bound.checked_sub(sum)?)))
            },
            |line| &mut line.credits,
        )?;
        if let Some((item, difference)) = bounded {
            // Its digits are those of the lines it makes up for.
            let is_rounded = lines.iter().any(|line| line.credits.is_rounded);
            lines.push(BillLine {
                item,
                quantity: Quantity::ZERO,
                billed: Quantity::ZERO,
                rate: None,
                credits: Rounded { value: difference, is_rounded },
            });
        }
        Ok(())
    }
}

fn has_whole(meters: &Meters, priced: &[MeterId], part: MeterId) -> bool {
    priced.iter().any(|whole| meters.is_part_of(part, *whole))
}

impl Charge {
    /// The line for this much measured usage; none when there is nothing to charge for.
    fn line(&self, measured: Quantity) -> Result<Option<BillLine>, FigureError> {
        if measured.is_zero() && !self.is_due_at_zero {
            return Ok(None);
        }
        let billed = if measured.is_zero() {
            Rounded::exact(Quantity::ZERO)
        } else {
            self.billed(measured)?
        };
        let (cost, rate) = match &self.rate {
            Rate::Flat(rate) => (rate.of(billed.value)?, Some(*rate)),
            Rate::Graduated(tiers) => (graduated(tiers, billed.value)?, None),
            Rate::Volume(tiers) => {
                let tier = tiers
                    .iter()
                    .find(|tier| tier.up_to.is_none_or(|up_to| billed.value <= up_to))
                    .ok_or(FigureError::TooLarge)?;
                let cost = plus_fee(tier.rate.of(billed.value)?, tier.fixed)?;
                (cost, Some(tier.rate))
            }
        };
        let mut credits = plus_fee(cost, self.fixed)?;
        credits.is_rounded |= billed.is_rounded;
        Ok(Some(BillLine {
            item: BillItem::Meter(self.meter),
            quantity: measured,
            billed: billed.value,
            rate,
            credits,
        }))
    }

    /// The quantity that is billed for a measured one.
    ///
    /// # Errors
    /// [`FigureError`] when it leaves the range.
    pub fn billed(&self, measured: Quantity) -> Result<Rounded<Quantity>, FigureError> {
        let mut billed = Rounded::exact(measured);
        if let Some(factor) = self.factor {
            billed = measured.scaled(factor, Decimal::ONE)?;
        }
        let without_free = |quantity: Quantity| {
            if quantity <= self.free {
                return Ok(Quantity::ZERO);
            }
            decimal::sub(quantity.value(), self.free.value()).and_then(Quantity::new)
        };
        if self.is_free_first {
            billed.value = without_free(billed.value)?;
        }
        billed.value = billed.value.max(self.least);
        if let Some(Increment { step, rounding }) = self.increment {
            let to_step = match rounding {
                Rounding::Up => decimal::ceil_to,
                Rounding::Down => decimal::floor_to,
                Rounding::HalfUp => decimal::half_up_to,
            };
            billed.value = Quantity::new(to_step(billed.value.value(), step.value())?)?;
        }
        if !self.is_free_first {
            billed.value = without_free(billed.value)?;
        }
        Ok(billed)
    }
}

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

/// The sum of the bands; the first is entered by every charge that applies.
fn graduated(tiers: &[Tier], quantity: Quantity) -> Result<Rounded<Credits>, FigureError> {
    let mut entered: Vec<(&Tier, Quantity)> = Vec::with_capacity(tiers.len());
    let mut lower = Quantity::ZERO;
    for tier in tiers {
        if !entered.is_empty() && quantity <= lower {
            break;
        }
        let upper = tier.up_to.map_or(quantity, |up_to| quantity.min(up_to));
        entered.push((tier, Quantity::new(decimal::sub(upper.value(), lower.value())?)?));
        lower = upper;
    }
    let fees = Credits::sum(entered.iter().map(|(tier, _)| tier.fixed))?;
    if let Some(cost) = over_one_divisor(&entered)? {
        return plus_fee(cost, fees);
    }
    let mut total = Rounded::exact(fees);
    for (tier, width) in entered {
        total = plus(total, tier.rate.of(width)?)?;
    }
    Ok(total)
}

/// The cost of bands whose rates all count the same number of units: one division, rounded once.
fn over_one_divisor(bands: &[(&Tier, Quantity)]) -> Result<Option<Rounded<Credits>>, FigureError> {
    let Some((first, _)) = bands.first() else { return Ok(None) };
    let per = first.rate.per;
    let mut numerator = Decimal::ZERO;
    for (tier, width) in bands {
        let Ok(Rounded { value: product, is_rounded: false }) =
            decimal::mul(tier.rate.amount.amount(), width.value())
        else {
            return Ok(None);
        };
        match decimal::add(numerator, product) {
            Ok(sum) if tier.rate.per == per => numerator = sum,
            _ => return Ok(None),
        }
    }
    let cost = decimal::mul_div(numerator, Decimal::ONE, per.value())?;
    Ok(Some(cost.map(Credits::new)))
}

fn plus_fee(cost: Rounded<Credits>, fee: Credits) -> Result<Rounded<Credits>, FigureError> {
    plus(cost, Rounded::exact(fee))
}

/// A sum in which a rounded part gives way to make room for the whole.
fn plus(a: Rounded<Credits>, b: Rounded<Credits>) -> Result<Rounded<Credits>, FigureError> {
    let is_rounded = a.is_rounded || b.is_rounded;
    let value = decimal::with_room(
        &mut [a, b],
        |parts| Credits::sum(parts.iter().map(|part| part.value)),
        |part| part,
    )?;
    Ok(Rounded { value, is_rounded })
}
