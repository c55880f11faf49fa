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

use super::{
    Charge, Increment, Rate, Rounding, Tariff, UnitRate,
    cost::{self, Band},
};

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
        self.bill_for(meters, usage, Quantity::ONE, context)
    }

    /// The bill for `requests` requests that are all alike, each with this usage. Least quantities,
    /// fees, minimum and maximum are due for each; what is multiplied is not rounded before.
    ///
    /// # Errors
    /// [`BillError`] when the usage contradicts itself or a figure leaves the range.
    #[cfg_attr(feature = "fast", optimize(speed))]
    pub fn bill_for(
        &self,
        meters: &Meters,
        usage: &Usage,
        requests: Quantity,
        context: &Context,
    ) -> Result<Bill, BillError> {
        usage.check(meters).map_err(BillError::Usage)?;
        let charges = self.charges_for(usage, context);
        let mut priced: Vec<MeterId> = Vec::with_capacity(charges.len());
        priced.extend(charges.iter().map(|charge| charge.meter));
        let mut bill = Bill { lines: Vec::with_capacity(charges.len()), ..Bill::default() };
        for (meter, quantity) in usage.unpriced(meters, &priced) {
            let quantity = times(quantity, requests).map_err(BillError::Total)?;
            bill.unpriced.push((meter, quantity));
        }
        for meter in &priced {
            if usage.get(*meter).is_none() && !has_whole(meters, &priced, *meter) {
                bill.not_given.push(*meter);
            }
        }
        for charge in charges {
            let leaf = usage.leaf(meters, &priced, charge.meter).map_err(BillError::Usage)?;
            let line = charge.line(leaf, requests).map_err(|error| BillError::Charge {
                meter: meters.name(charge.meter).to_owned(),
                error,
            })?;
            if let Some(line) = line {
                bill.lines.push(line);
            }
        }
        self.bound(&mut bill.lines, requests).map_err(BillError::Total)?;
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
        let mut charges = Vec::with_capacity(self.charges.len() + replaced.len());
        for base in &self.charges {
            charges.push(replaced.iter().find(|own| own.meter == base.meter).unwrap_or(base));
        }
        for own in replaced {
            if !self.charges.iter().any(|base| base.meter == own.meter) {
                charges.push(own);
            }
        }
        charges
    }

    /// Adds the line that brings the sum up to the minimum or down to the maximum.
    fn bound(&self, lines: &mut Vec<BillLine>, requests: Quantity) -> Result<(), FigureError> {
        let bound = |bound: Option<Credits>| {
            bound.map(|bound| bound.checked_mul(requests.value())).transpose()
        };
        let (minimum, maximum) = (bound(self.minimum)?, bound(self.maximum)?);
        if minimum.is_none() && maximum.is_none() {
            return Ok(());
        }
        let bounded = |sum: Credits| match (minimum, maximum) {
            (Some(minimum), _) if sum < minimum.value => Some((BillItem::Minimum, minimum)),
            (_, Some(maximum)) if sum > maximum.value => Some((BillItem::Maximum, maximum)),
            _ => None,
        };
        let sum = add_up(lines, &|sum| match bounded(sum) {
            Some((_, bound)) => bound.value.checked_sub(sum).map(|_| sum),
            None => Ok(sum),
        })?;
        if let Some((item, bound)) = bounded(sum) {
            // Its digits are those of the lines it makes up for.
            let is_rounded = bound.is_rounded || lines.iter().any(|line| line.credits.is_rounded);
            lines.push(BillLine {
                item,
                quantity: Quantity::ZERO,
                billed: Quantity::ZERO,
                rate: None,
                credits: Rounded { value: bound.value.checked_sub(sum)?, is_rounded },
            });
        }
        Ok(())
    }
}

impl Bill {
    /// The exact sum of the lines. Where it would not fit, the lines are kept to as many digits as it
    /// can hold, so that they still add up.
    ///
    /// # Errors
    /// [`BillError::Total`] when not even whole credits fit.
    pub fn settle(&mut self) -> Result<Credits, BillError> {
        add_up(&mut self.lines, &Ok).map_err(BillError::Total)
    }
}

/// The sum of lines, after which `then` must fit; see [`decimal::with_room`].
fn add_up(
    lines: &mut [BillLine],
    then: &dyn Fn(Credits) -> Result<Credits, FigureError>,
) -> Result<Credits, FigureError> {
    let sum = Credits::sum(lines.iter().map(|line| line.credits.value)).and_then(then);
    if sum != Err(FigureError::TooLarge) {
        return sum;
    }
    let mut amounts: Vec<_> = lines.iter().map(|line| line.credits).collect();
    let sum = decimal::with_room(&mut amounts, then)?;
    for (line, amount) in lines.iter_mut().zip(amounts) {
        line.credits = amount;
    }
    Ok(sum)
}

/// A quantity that is shown for all requests; its last digit counts for nothing.
fn times(quantity: Quantity, requests: Quantity) -> Result<Quantity, FigureError> {
    if requests == Quantity::ONE {
        return Ok(quantity);
    }
    quantity.scaled(requests.value(), Decimal::ONE).map(|product| product.value)
}

fn has_whole(meters: &Meters, priced: &[MeterId], part: MeterId) -> bool {
    priced.iter().any(|whole| meters.is_part_of(part, *whole))
}

impl Charge {
    /// The line for requests with this much measured usage each; none when there is nothing to
    /// charge for.
    fn line(
        &self,
        measured: Quantity,
        requests: Quantity,
    ) -> Result<Option<BillLine>, FigureError> {
        if measured.is_zero() && !self.is_due_at_zero {
            return Ok(None);
        }
        let billed = if measured.is_zero() {
            Rounded::exact(Quantity::ZERO)
        } else {
            self.billed(measured)?
        };
        let (one, several);
        let (bands, fees, rate): (&[Band], _, _) = match &self.rate {
            Rate::Flat(rate) => {
                one = [Band { rate: *rate, quantity: billed.value }];
                (&one, Credits::ZERO, Some(*rate))
            }
            Rate::Graduated(tiers) => {
                let (bands, fees) = cost::graduated(tiers, billed.value)?;
                several = bands;
                (&several, fees, None)
            }
            Rate::Volume(tiers) => {
                let tier = tiers
                    .iter()
                    .find(|tier| tier.up_to.is_none_or(|up_to| billed.value <= up_to))
                    .ok_or(FigureError::TooLarge)?;
                one = [Band { rate: tier.rate, quantity: billed.value }];
                (&one, tier.fixed, Some(tier.rate))
            }
        };
        let mut credits = cost::cost(bands, fees.checked_add(self.fixed)?, requests)?;
        credits.is_rounded |= billed.is_rounded;
        Ok(Some(BillLine {
            item: BillItem::Meter(self.meter),
            quantity: times(measured, requests)?,
            billed: times(billed.value, requests)?,
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
