//! Answers as plain JavaScript values: figures as decimal strings, null for what is not known.
//! The keys are those of `www/package/index.d.ts`.

use one_credit_engine::{
    assumption::{Assumption, Spread},
    benchmark::Benchmark,
    catalog::{Catalog, Function, Model},
    equivalents::{Amount, Equivalent, WorkCost},
    estimate::{Estimate, Line, LineCost, LineRate},
    money::{Credits, Quantity},
    time::Timestamp,
};
use serde::Serialize;
use wasm_bindgen::JsValue;

use super::{error::Refusal, tariff::TariffOut};

/// Any answer as a JavaScript value.
///
/// # Errors
/// `internal`, which no request can cause.
pub fn value(answer: &impl Serialize) -> Result<JsValue, Refusal> {
    const PLAIN: serde_wasm_bindgen::Serializer = serde_wasm_bindgen::Serializer::json_compatible();
    answer.serialize(&PLAIN).map_err(|error| Refusal::internal(error.to_string()))
}

#[derive(Serialize)]
struct Prices {
    verified: Option<String>,
    models: usize,
    suppliers: usize,
    sha256: &'static str,
}

/// What `engine.prices` tells.
///
/// # Errors
/// As [`value`].
pub fn prices(catalog: &Catalog) -> Result<JsValue, Refusal> {
    value(&Prices {
        verified: catalog.verified().map(|day| day.to_string()),
        models: catalog.models.len(),
        suppliers: catalog.suppliers.len(),
        sha256: crate::prices_sha256(),
    })
}

/// Low, expected and high as text.
#[derive(Serialize)]
struct Range {
    low: String,
    expected: String,
    high: String,
}

impl Range {
    fn of(spread: Spread<impl ToString>) -> Self {
        let Spread { low, expected, high } = spread.map(|value| value.to_string());
        Self { low, expected, high }
    }
}

#[derive(Serialize)]
struct RateOut {
    amount: String,
    per: String,
}

impl From<LineRate> for RateOut {
    fn from(rate: LineRate) -> Self {
        Self { amount: rate.amount.to_string(), per: rate.per.to_string() }
    }
}

/// An id and a name.
#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    name: &'a str,
}

/// An estimate, as every method answers.
#[derive(Serialize)]
struct EstimateOut<'a> {
    total: String,
    low: String,
    high: String,
    complete: bool,
    at: String,
    lines: Vec<LineOut<'a>>,
    gaps: Vec<GapOut<'a>>,
    assumptions: Vec<AssumptionOut<'a>>,
    warnings: &'a [String],
}

#[derive(Serialize)]
struct LineOut<'a> {
    id: &'a str,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    node: Option<u32>,
    model: Option<&'a str>,
    supplier: Option<&'a str>,
    meter: Option<&'a str>,
    quantity: Range,
    rate: Option<RateOut>,
    credits: Option<Range>,
    rounded: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    gap: Option<&'a str>,
}

#[derive(Serialize)]
struct GapOut<'a> {
    line: &'a str,
    label: &'a str,
    meter: Option<&'a str>,
    reason: &'a str,
}

#[derive(Serialize)]
struct AssumptionOut<'a> {
    id: &'a str,
    label: &'a str,
    unit: &'a str,
    value: Range,
    source: &'a str,
    edited: bool,
}

impl<'a> EstimateOut<'a> {
    /// What callers see of an estimate.
    fn of(catalog: &'a Catalog, estimate: &'a Estimate) -> Self {
        let gaps = estimate.gaps().map(|(line, gap)| GapOut {
            line: &line.id,
            label: &line.label,
            meter: line.meter.map(|meter| catalog.meters.name(meter)),
            reason: &gap.0,
        });
        Self {
            total: estimate.total.expected.to_string(),
            low: estimate.total.low.to_string(),
            high: estimate.total.high.to_string(),
            complete: estimate.is_complete(),
            at: estimate.at.to_string(),
            lines: estimate.lines.iter().map(|line| LineOut::of(catalog, line)).collect(),
            gaps: gaps.collect(),
            assumptions: estimate.assumptions.iter().map(AssumptionOut::of).collect(),
            warnings: &estimate.warnings,
        }
    }
}

impl<'a> LineOut<'a> {
    fn of(catalog: &'a Catalog, line: &'a Line) -> Self {
        let (credits, is_rounded, gap) = match &line.cost {
            LineCost::Priced(cost) => (Some(Range::of(cost.value)), cost.is_rounded, None),
            LineCost::Gap(gap) => (None, false, Some(gap.0.as_str())),
        };
        let model = line.model.and_then(|id| catalog.get(id));
        Self {
            id: &line.id,
            label: &line.label,
            node: line.node,
            model: model.map(|model| model.id.as_str()),
            supplier: line.supplier.as_deref(),
            meter: line.meter.map(|meter| catalog.meters.name(meter)),
            quantity: Range::of(line.quantity),
            rate: line.rate.map(RateOut::from),
            credits,
            rounded: is_rounded,
            gap,
        }
    }
}

impl<'a> AssumptionOut<'a> {
    fn of(assumption: &'a Assumption) -> Self {
        Self {
            id: &assumption.id,
            label: &assumption.label,
            unit: &assumption.unit,
            value: Range::of(assumption.value),
            source: &assumption.source,
            edited: assumption.is_edited,
        }
    }
}

#[derive(Serialize)]
struct ModelOut<'a> {
    id: &'a str,
    name: &'a str,
    supplier: Option<Named<'a>>,
    function: Option<Named<'a>>,
    aliases: &'a [String],
    price: Option<PriceOut<'a>>,
}

#[derive(Serialize)]
struct PriceOut<'a> {
    from: String,
    source: &'a str,
    verified: String,
    tariff: TariffOut<'a>,
}

impl<'a> ModelOut<'a> {
    fn of(catalog: &'a Catalog, model: &'a Model, at: Timestamp) -> Self {
        let supplier = catalog.supplier(model);
        Self {
            id: &model.id,
            name: &model.name,
            supplier: supplier.map(|supplier| Named { id: &supplier.id, name: &supplier.name }),
            function: catalog.function_of(model).map(Named::function),
            aliases: &model.aliases,
            price: model.price_at(at).map(|price| PriceOut {
                from: price.from.to_string(),
                source: &price.source,
                verified: price.verified.to_string(),
                tariff: TariffOut::of(&catalog.meters, &price.tariff),
            }),
        }
    }
}

impl<'a> Named<'a> {
    fn function(function: &'a Function) -> Self {
        Self { id: &function.id, name: &function.name }
    }
}

/// An estimate.
///
/// # Errors
/// As [`value`].
pub fn estimate(catalog: &Catalog, estimate: &Estimate) -> Result<JsValue, Refusal> {
    value(&EstimateOut::of(catalog, estimate))
}

/// Models with their price at a moment.
///
/// # Errors
/// As [`value`].
pub fn models<'a>(
    catalog: &'a Catalog,
    models: impl Iterator<Item = &'a Model>,
    at: Timestamp,
) -> Result<JsValue, Refusal> {
    value(&models.map(|model| ModelOut::of(catalog, model, at)).collect::<Vec<_>>())
}

#[derive(Serialize)]
struct BenchmarkOut<'a> {
    #[serde(flatten)]
    estimate: EstimateOut<'a>,
    entrants: Vec<EntrantOut<'a>>,
}

#[derive(Serialize)]
struct EntrantOut<'a> {
    node: usize,
    label: &'a str,
    metric: bool,
    credits: Option<Range>,
    row: Option<RoundedOut>,
}

#[derive(Serialize)]
struct RoundedOut {
    credits: String,
    rounded: bool,
}

/// A benchmark: its estimate, and what each entrant costs.
///
/// # Errors
/// As [`value`].
pub fn benchmark(catalog: &Catalog, benchmark: &Benchmark) -> Result<JsValue, Refusal> {
    let entrants = benchmark.entrants.iter().enumerate().map(|(node, entrant)| EntrantOut {
        node,
        label: &entrant.label,
        metric: entrant.is_metric,
        credits: entrant.subtotal.map(Range::of),
        row: entrant
            .row
            .map(|row| RoundedOut { credits: row.value.to_string(), rounded: row.is_rounded }),
    });
    value(&BenchmarkOut {
        estimate: EstimateOut::of(catalog, &benchmark.estimate),
        entrants: entrants.collect(),
    })
}

#[derive(Serialize)]
struct BuysOut<'a> {
    credits: String,
    at: String,
    headlines: Vec<EquivalentOut<'a>>,
    models: Vec<EquivalentOut<'a>>,
}

#[derive(Serialize)]
struct EquivalentOut<'a> {
    model: Named<'a>,
    supplier: Option<Named<'a>>,
    function: Option<Named<'a>>,
    meter: &'a str,
    unit: UnitOut<'a>,
    exact: Option<String>,
    rounded: bool,
    headline: Option<String>,
    unlimited: bool,
    rate: Option<RateOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gap: Option<&'a str>,
}

#[derive(Serialize)]
struct UnitOut<'a> {
    one: &'a str,
    many: &'a str,
    per: String,
}

impl<'a> EquivalentOut<'a> {
    fn of(catalog: &'a Catalog, buys: &'a Equivalent) -> Option<Self> {
        let model = catalog.get(buys.model)?;
        let supplier = catalog.supplier(model);
        let (exact, headline) = match &buys.amount {
            Amount::UpTo { exact, headline } => (Some(*exact), Some(headline.to_string())),
            Amount::Unlimited | Amount::NotPriced(_) => (None, None),
        };
        Some(Self {
            model: Named { id: &model.id, name: &model.name },
            supplier: supplier.map(|supplier| Named { id: &supplier.id, name: &supplier.name }),
            function: catalog.function_of(model).map(Named::function),
            meter: catalog.meters.name(buys.meter),
            unit: UnitOut {
                one: &buys.unit.one,
                many: &buys.unit.many,
                per: buys.unit.per.to_string(),
            },
            exact: exact.map(|exact| exact.value.to_string()),
            rounded: exact.is_some_and(|exact| exact.is_rounded),
            headline,
            unlimited: buys.amount == Amount::Unlimited,
            rate: buys.rate.map(RateOut::from),
            gap: match &buys.amount {
                Amount::NotPriced(reason) => Some(reason),
                Amount::UpTo { .. } | Amount::Unlimited => None,
            },
        })
    }
}

/// What a budget buys of each model, and of the headline models among them.
///
/// # Errors
/// As [`value`].
pub fn buys(
    catalog: &Catalog,
    credits: Credits,
    at: Timestamp,
    buys: &[Equivalent],
) -> Result<JsValue, Refusal> {
    let headlines = catalog
        .policy
        .headlines
        .iter()
        .filter_map(|id| buys.iter().find(|equivalent| equivalent.model == *id))
        .filter_map(|equivalent| EquivalentOut::of(catalog, equivalent));
    value(&BuysOut {
        credits: credits.to_string(),
        at: at.to_string(),
        headlines: headlines.collect(),
        models: buys
            .iter()
            .filter_map(|equivalent| EquivalentOut::of(catalog, equivalent))
            .collect(),
    })
}

#[derive(Serialize)]
struct WorkOut<'a> {
    function: Named<'a>,
    amount: String,
    unit: UnitOut<'a>,
    at: String,
    models: Vec<WorkCostOut<'a>>,
}

#[derive(Serialize)]
struct WorkCostOut<'a> {
    model: Named<'a>,
    #[serde(flatten)]
    estimate: EstimateOut<'a>,
}

/// What an amount of work costs with each model of a function, cheapest first.
///
/// # Errors
/// As [`value`].
pub fn work(
    catalog: &Catalog,
    function: &Function,
    amount: Quantity,
    at: Timestamp,
    costs: &[WorkCost],
) -> Result<JsValue, Refusal> {
    let models = costs.iter().filter_map(|cost| {
        let model = catalog.get(cost.model)?;
        Some(WorkCostOut {
            model: Named { id: &model.id, name: &model.name },
            estimate: EstimateOut::of(catalog, &cost.estimate),
        })
    });
    let headline = &function.headline;
    value(&WorkOut {
        function: Named::function(function),
        amount: amount.to_string(),
        unit: UnitOut { one: &headline.unit, many: &headline.units, per: headline.per.to_string() },
        at: at.to_string(),
        models: models.collect(),
    })
}
