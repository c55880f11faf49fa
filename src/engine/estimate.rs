//! The one type of every preview: lines, total, range, gaps, assumptions and warnings.
//! A line without a price is a gap: it cannot be added up by accident.

use crate::{
    assumption::{Assumption, Spread},
    catalog::ModelId,
    decimal::{self, FigureError, Rounded},
    meter::MeterId,
    money::{Credits, Quantity},
    tariff::UnitRate,
    time::Timestamp,
};

/// What a piece of work costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// What it is made of, in the order in which it is shown.
    pub lines: Vec<Line>,
    /// The exact sum of the priced lines, for low, expected and high.
    pub total: Spread<Credits>,
    /// The moment whose prices were used.
    pub at: Timestamp,
    /// What was assumed to derive the volumes, each once.
    pub assumptions: Vec<Assumption>,
    /// What a reader should know, in sentences.
    pub warnings: Vec<String>,
}

/// One line of an estimate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Unique within the estimate: `2/characters` is node 2's charge for characters.
    pub id: String,
    /// What the line is about: `Translate`, `Azure Translator`.
    pub label: String,
    /// The node of the pipeline, the column of the benchmark; none for a single price.
    pub node: Option<u32>,
    /// The model of the catalog that is charged, if it is one.
    pub model: Option<ModelId>,
    /// The supplier's name, as the catalog or the host gives it.
    pub supplier: Option<String>,
    /// What is counted; none for a gap without a tariff and for a minimum or maximum.
    pub meter: Option<MeterId>,
    /// How much of it: the measured quantity, before increments and allowances.
    pub quantity: Spread<Quantity>,
    /// The rate, where it is one figure.
    pub rate: Option<UnitRate>,
    /// What it costs, or why nobody knows.
    pub cost: LineCost,
}

/// The cost of a line: known, or a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineCost {
    /// Low, expected and high; the flag tells that a division did not terminate.
    Priced(Rounded<Spread<Credits>>),
    /// Shown as "not priced"; never 0.
    Gap(Gap),
}

/// Why a line has no price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap(pub String);

impl Estimate {
    /// Adds the lines up.
    ///
    /// A quotient with 28 digits after the point leaves little room before it. Where the sum would
    /// not fit, lines are kept to as many digits as the sum can hold, those first that were rounded
    /// anyway, so that the lines shown always add up to the total, exactly.
    ///
    /// # Errors
    /// [`FigureError::TooLarge`] when not even whole credits fit.
    pub fn new(mut lines: Vec<Line>, at: Timestamp) -> Result<Self, FigureError> {
        let total = total(&mut lines)?;
        Ok(Self { lines, total, at, assumptions: Vec::new(), warnings: Vec::new() })
    }

    /// True when every line has a price.
    pub fn is_complete(&self) -> bool {
        self.gaps().next().is_none()
    }

    /// The lines without a price, with the reason.
    pub fn gaps(&self) -> impl Iterator<Item = (&Line, &Gap)> {
        self.lines.iter().filter_map(|line| match &line.cost {
            LineCost::Gap(gap) => Some((line, gap)),
            LineCost::Priced(_) => None,
        })
    }
}

impl LineCost {
    /// Low, expected and high, if there is a price.
    pub const fn credits(&self) -> Option<Spread<Credits>> {
        match self {
            Self::Priced(credits) => Some(credits.value),
            Self::Gap(_) => None,
        }
    }
}

/// The exact sum of the priced lines; see [`Estimate::new`].
pub(crate) fn total(lines: &mut [Line]) -> Result<Spread<Credits>, FigureError> {
    Ok(Spread {
        low: add_up(lines, |cost| &mut cost.low)?,
        expected: add_up(lines, |cost| &mut cost.expected)?,
        high: add_up(lines, |cost| &mut cost.high)?,
    })
}

/// The exact sum of one column of the priced lines.
fn add_up(
    lines: &mut [Line],
    column: fn(&mut Spread<Credits>) -> &mut Credits,
) -> Result<Credits, FigureError> {
    let mut costs = Vec::with_capacity(lines.len());
    let mut amounts = Vec::with_capacity(lines.len());
    for line in lines {
        if let LineCost::Priced(cost) = &mut line.cost {
            amounts.push(Rounded { value: *column(&mut cost.value), is_rounded: cost.is_rounded });
            costs.push(cost);
        }
    }
    let total = decimal::with_room(&mut amounts, &Ok)?;
    for (cost, amount) in costs.into_iter().zip(amounts) {
        *column(&mut cost.value) = amount.value;
        cost.is_rounded = amount.is_rounded;
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_read_for_as_many_units_as_people_use() {
        let rate = |amount: &str, per: &str, units: &str| {
            let amount = Credits::parse(amount).unwrap();
            let rate = UnitRate { amount, per: Quantity::parse(per).unwrap() };
            rate.of(Quantity::parse(units).unwrap()).unwrap()
        };
        assert_eq!(rate("0.00001", "1", "1000000").value.to_string(), "10");
        assert_eq!(rate("0.36", "3600", "60").value.to_string(), "0.006");
        assert!(rate("1", "3", "1").is_rounded);
    }
}
