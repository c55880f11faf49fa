//! From a tariff and a usage (low, expected, high) to the lines of an estimate.
//! Every preview, of one price, a benchmark or a pipeline, gets its lines here.

use crate::{
    assumption::Spread,
    catalog::{Catalog, Model, ModelId},
    decimal::Rounded,
    estimate::{Gap, Line, LineCost},
    meter::{MeterId, Meters, Usage},
    money::{Credits, Quantity},
    tariff::{Bill, BillError, BillItem, BillLine, Context, Tariff, UnitRate},
};

/// What lines are about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The first part of the lines' ids: the node's number, the model's id.
    pub id: String,
    /// `Translate`, `Azure Translator`.
    pub label: String,
    /// The node of a pipeline, the place in a benchmark.
    pub node: Option<u32>,
    /// The model of the catalog, if it is one.
    pub model: Option<ModelId>,
    /// The supplier's name.
    pub supplier: Option<String>,
}

/// The lines of one subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    /// A line for each charge, gaps included.
    pub lines: Vec<Line>,
    /// Meters that are charged for but that the usage does not name: counted as 0.
    pub not_given: Vec<MeterId>,
}

impl Subject {
    /// The subject of a model of the catalog.
    pub fn of(catalog: &Catalog, id: ModelId, model: &Model) -> Self {
        Self {
            id: model.id.clone(),
            label: model.name.clone(),
            node: None,
            model: Some(id),
            supplier: catalog.supplier(model).map(|supplier| supplier.name.clone()),
        }
    }

    /// A line that says why there is no price.
    pub fn gap(
        &self,
        meter: Option<(MeterId, &str)>,
        quantity: Spread<Quantity>,
        reason: impl Into<String>,
    ) -> Line {
        self.line(
            meter.map_or("gap", |(_, name)| name),
            meter.map(|(id, _)| id),
            quantity,
            None,
            LineCost::Gap(Gap(reason.into())),
        )
    }

    /// The lines for `requests` requests, each with this usage.
    ///
    /// # Errors
    /// [`BillError`] when a usage contradicts itself or a figure leaves the range.
    pub fn quote(
        &self,
        meters: &Meters,
        tariff: &Tariff,
        usage: &Spread<Usage>,
        requests: Quantity,
        context: &Context,
    ) -> Result<Quote, BillError> {
        let bill = |usage: &Usage| tariff.bill_for(meters, usage, requests, context);
        let expected = bill(&usage.expected)?;
        // Most usages are certain; those are billed once.
        let other =
            |usage_of: &Usage| (*usage_of != usage.expected).then(|| bill(usage_of)).transpose();
        let (low, high) = (other(&usage.low)?, other(&usage.high)?);
        let bills = Spread {
            low: low.as_ref().unwrap_or(&expected),
            expected: &expected,
            high: high.as_ref().unwrap_or(&expected),
        };
        let mut quote = Quote { lines: Vec::new(), not_given: bills.expected.not_given.clone() };
        for item in items(&bills) {
            quote.lines.push(self.charged(meters, item, &bills));
        }
        for meter in gaps(&bills) {
            let quantity = Spread {
                low: unpriced(bills.low, meter),
                expected: unpriced(bills.expected, meter),
                high: unpriced(bills.high, meter),
            };
            let name = meters.name(meter);
            let reason = format!("{} has no price for {name}", self.label);
            quote.lines.push(self.gap(Some((meter, name)), quantity, reason));
        }
        Ok(quote)
    }

    fn charged(&self, meters: &Meters, item: BillItem, bills: &Spread<&Bill>) -> Line {
        let find = |bill: &Bill| bill.lines.iter().find(|line| line.item == item).copied();
        let found =
            Spread { low: find(bills.low), expected: find(bills.expected), high: find(bills.high) };
        let is_rounded = [&found.low, &found.expected, &found.high]
            .into_iter()
            .flatten()
            .any(|line| line.credits.is_rounded);
        let rate_of = |line: &Option<BillLine>| line.map(|line| line.rate);
        let expected_rate = rate_of(&found.expected).flatten();
        let is_one_rate = [&found.low, &found.high]
            .into_iter()
            .all(|line| rate_of(line).is_none_or(|rate| rate == expected_rate));
        let credits = Spread {
            low: found.low.map_or(Credits::ZERO, |line| line.credits.value),
            expected: found.expected.map_or(Credits::ZERO, |line| line.credits.value),
            high: found.high.map_or(Credits::ZERO, |line| line.credits.value),
        };
        let quantity = Spread {
            low: found.low.map_or(Quantity::ZERO, |line| line.quantity),
            expected: found.expected.map_or(Quantity::ZERO, |line| line.quantity),
            high: found.high.map_or(Quantity::ZERO, |line| line.quantity),
        };
        let (name, meter) = match item {
            BillItem::Meter(meter) => (meters.name(meter), Some(meter)),
            BillItem::Minimum => ("minimum", None),
            BillItem::Maximum => ("maximum", None),
        };
        let rate = expected_rate.filter(|_| is_one_rate);
        self.line(
            name,
            meter,
            quantity,
            rate,
            LineCost::Priced(Rounded { value: credits, is_rounded }),
        )
    }

    fn line(
        &self,
        name: &str,
        meter: Option<MeterId>,
        quantity: Spread<Quantity>,
        rate: Option<UnitRate>,
        cost: LineCost,
    ) -> Line {
        Line {
            id: format!("{}/{name}", self.id),
            label: self.label.clone(),
            node: self.node,
            model: self.model,
            supplier: self.supplier.clone(),
            meter,
            quantity,
            rate,
            cost,
        }
    }
}

/// The items of three bills, each once, in the order in which they first appear.
fn items(bills: &Spread<&Bill>) -> Vec<BillItem> {
    let mut items: Vec<BillItem> = Vec::new();
    for line in [bills.expected, bills.low, bills.high].into_iter().flat_map(|bill| &bill.lines) {
        if !items.contains(&line.item) {
            items.push(line.item);
        }
    }
    items
}

fn gaps(bills: &Spread<&Bill>) -> Vec<MeterId> {
    let mut meters: Vec<MeterId> = Vec::new();
    for (meter, _) in
        [bills.expected, bills.low, bills.high].into_iter().flat_map(|bill| &bill.unpriced)
    {
        if !meters.contains(meter) {
            meters.push(*meter);
        }
    }
    meters
}

fn unpriced(bill: &Bill, meter: MeterId) -> Quantity {
    bill.unpriced
        .iter()
        .find(|(unpriced, _)| *unpriced == meter)
        .map_or(Quantity::ZERO, |(_, quantity)| *quantity)
}
