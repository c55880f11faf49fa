//! Benchmarks: one dataset through several models, and metrics over their results.
//! Each row is one request, so that minimums and fees count once for each row.

pub mod dataset;
mod means;
mod per_row;

pub use per_row::PerRow;

use means::Means;

use core::fmt;

use crate::{
    Decimal,
    assumption::Spread,
    catalog::Catalog,
    decimal::Rounded,
    equivalents::no_price,
    estimate::{Estimate, Line, total},
    meter::{MeterId, Usage},
    money::{Credits, Quantity},
    rates::Rates,
    tariff::{BillError, Context, one_request},
};

/// A model in a benchmark; the same model may appear twice with other attributes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entrant {
    /// Its id or alias in the catalog, or an id of the request's rates.
    pub model: String,
    /// What tells this entrant from another of the same model; the model's name if there is none.
    pub label: Option<String>,
    /// Added to the request's attributes: `resolution = "1080p"`.
    pub attributes: Vec<(String, String)>,
}

/// A dataset and what runs over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BenchmarkRequest {
    /// The models compared.
    pub models: Vec<Entrant>,
    /// Metrics, charged like models, once for each row and model.
    pub metrics: Vec<Entrant>,
    /// How many rows the dataset has: a whole number.
    pub rows: Quantity,
    /// What one row holds, in as many meters as are known; each model is charged for those it prices.
    pub row: Spread<Usage>,
    /// When, and with which service.
    pub context: Context,
    /// The host's own tariffs, before the catalog's.
    pub rates: Rates,
}

/// What a benchmark costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Benchmark {
    /// Every line; `Line::node` is the place of its entrant, models first.
    pub estimate: Estimate,
    /// A summary for each entrant, in the order of the request, models first.
    pub entrants: Vec<EntrantCost>,
}

/// What one entrant costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntrantCost {
    /// Its name.
    pub label: String,
    /// Whether it is a metric.
    pub is_metric: bool,
    /// The sum of its lines; none when a line is a gap.
    pub subtotal: Option<Spread<Credits>>,
    /// What one row costs, expected.
    pub row: Option<Rounded<Credits>>,
}

/// Why a benchmark cannot be priced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BenchmarkError {
    /// There is nothing to compare.
    NoModel,
    /// The number of rows is not a whole number.
    Rows(Quantity),
    /// A model that no rate card has.
    UnknownModel {
        /// `models[2]`.
        path: String,
        /// The id as given.
        model: String,
    },
    /// A bill that cannot be made.
    Bill {
        /// `models[2]`.
        path: String,
        /// Why.
        error: BillError,
    },
}

impl BenchmarkError {
    /// The place in the request.
    pub fn path(&self) -> &str {
        match self {
            Self::NoModel => "models",
            Self::Rows(_) => "rows",
            Self::UnknownModel { path, .. } | Self::Bill { path, .. } => path,
        }
    }
}

impl fmt::Display for BenchmarkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoModel => f.write_str("a benchmark needs at least one model"),
            Self::Rows(rows) => write!(f, "{rows} is not a whole number of rows"),
            Self::UnknownModel { model, .. } => {
                write!(f, "no rate card has a model \"{}\"", crate::decimal::shorten(model))
            }
            Self::Bill { error, .. } => error.fmt(f),
        }
    }
}

impl std::error::Error for BenchmarkError {}

/// What an entrant does: all rows, so many times.
#[derive(Clone, Copy)]
struct Work<'a> {
    request: &'a BenchmarkRequest,
    means: Option<&'a Means>,
    runs: Quantity,
}

impl Catalog {
    /// What a benchmark costs: a line for each meter of each entrant.
    ///
    /// # Errors
    /// [`BenchmarkError`] with its place in the request.
    pub fn benchmark(&self, request: &BenchmarkRequest) -> Result<Benchmark, BenchmarkError> {
        self.benchmark_of::<false>(request, None)
    }

    /// The same of a dataset of which `means` says what a row holds, in the place of the request's `row`. Where two
    /// rows cost what one with the usage of both costs, it is the sum of the dataset that is priced.
    ///
    /// # Errors
    /// As [`Catalog::benchmark`].
    pub fn benchmark_of_means(
        &self,
        request: &BenchmarkRequest,
        means: &[(MeterId, PerRow)],
    ) -> Result<Benchmark, BenchmarkError> {
        let means = Means::of(means, request.rows).map_err(|error| BenchmarkError::Bill {
            path: "row".to_owned(),
            error: BillError::Total(error),
        })?;
        let row = Spread::certain(means.row.clone());
        self.benchmark_of::<true>(&BenchmarkRequest { row, ..request.clone() }, Some(&means))
    }

    /// `BY_MEANS` keeps the code for means out of programs that have none.
    fn benchmark_of<const BY_MEANS: bool>(
        &self,
        request: &BenchmarkRequest,
        means: Option<&Means>,
    ) -> Result<Benchmark, BenchmarkError> {
        if request.models.is_empty() {
            return Err(BenchmarkError::NoModel);
        }
        if !request.rows.value().normalize().scale().eq(&0) {
            return Err(BenchmarkError::Rows(request.rows));
        }
        let models = request.models.iter().map(|entrant| (entrant, false));
        let metrics = request.metrics.iter().map(|entrant| (entrant, true));
        let runs = Quantity::new(Decimal::from(request.models.len())).unwrap_or(Quantity::ONE);
        let mut lines: Vec<Line> = Vec::new();
        let (mut warnings, mut by_row) = (Vec::new(), Vec::new());
        let mut entrants = Vec::new();
        for (place, (entrant, is_metric)) in models.chain(metrics).enumerate() {
            let path = match place.checked_sub(request.models.len()) {
                Some(place) => format!("metrics[{place}]"),
                None => format!("models[{place}]"),
            };
            let runs = if is_metric { runs } else { Quantity::ONE };
            let node = u32::try_from(place).unwrap_or(u32::MAX);
            let work = Work { request, means, runs };
            let notes = (&mut warnings, &mut by_row);
            let mut own = self.entrant_lines::<BY_MEANS>(work, entrant, (node, &path), notes)?;
            entrants.push(
                summary(&mut own, entrant, is_metric, request.rows).map_err(|error| {
                    BenchmarkError::Bill { path, error: BillError::Total(error) }
                })?,
            );
            lines.extend(own);
        }
        let mut estimate = Estimate::new(lines, request.context.at).map_err(|error| {
            BenchmarkError::Bill { path: "models".to_owned(), error: BillError::Total(error) }
        })?;
        if BY_MEANS && let Some(means) = means {
            warnings.extend(means::warnings(means, &by_row, request.rows));
        }
        estimate.warnings = warnings;
        Ok(Benchmark { estimate, entrants })
    }

    fn entrant_lines<const BY_MEANS: bool>(
        &self,
        work: Work<'_>,
        entrant: &Entrant,
        (node, path): (u32, &str),
        (warnings, by_row): (&mut Vec<String>, &mut Vec<String>),
    ) -> Result<Vec<Line>, BenchmarkError> {
        let Work { request, means, runs } = work;
        let at = request.context.at;
        let offer = self.offer(&request.rates, &entrant.model, at).ok_or_else(|| {
            BenchmarkError::UnknownModel { path: path.to_owned(), model: entrant.model.clone() }
        })?;
        let mut subject = offer.subject(self, &entrant.model);
        (subject.id, subject.node) = (node.to_string(), Some(node));
        if let Some(label) = &entrant.label {
            subject.label.clone_from(label);
        }
        let mut context = request.context.clone();
        context.attributes.extend(entrant.attributes.iter().cloned());
        let Some(tariff) = offer.tariff else {
            let reason = offer.model.map(|(_, model)| no_price(model, &context));
            return Ok(vec![subject.gap(None, Spread::default(), reason.unwrap_or_default())]);
        };
        let usage = request
            .row
            .clone()
            .map(|row| tariff.own_part(&self.meters, &one_request(&self.meters, row)));
        if usage.expected.iter().next().is_none() {
            let wanted: Vec<_> =
                tariff.meters().iter().map(|meter| self.meters.name(*meter)).collect();
            let reason = format!(
                "{} is priced by {}; say how much of that a row holds",
                subject.label,
                wanted.join(" and ")
            );
            return Ok(vec![subject.gap(None, Spread::default(), reason)]);
        }
        let in_request = |error| BenchmarkError::Bill { path: path.to_owned(), error };
        let in_total = |error| in_request(BillError::Total(error));
        let times = request.rows.scaled(runs.value(), Decimal::ONE).map_err(in_total)?.value;
        let mut quote =
            subject.quote(&self.meters, tariff, &usage, times, &context).map_err(in_request)?;
        if BY_MEANS && let Some(means) = means {
            let sums = means.sums(&usage.expected, times).map_err(in_total)?;
            sums.settle(&self.meters, tariff, &mut quote.lines).map_err(in_total)?;
            if sums.has_mean && means::is_billed_by_row(tariff) {
                by_row.push(subject.label.clone());
            }
        }
        warnings.extend(quote.not_given.iter().map(|meter| {
            let name = self.meters.name(*meter);
            format!(
                "{} has a price for {name}, but a row holds none; it counts as 0",
                subject.label
            )
        }));
        Ok(quote.lines)
    }
}

fn summary(
    lines: &mut [Line],
    entrant: &Entrant,
    is_metric: bool,
    rows: Quantity,
) -> Result<EntrantCost, crate::decimal::FigureError> {
    let label = lines.first().map_or_else(|| entrant.model.clone(), |line| line.label.clone());
    let is_complete = lines.iter().all(|line| line.cost.credits().is_some());
    let subtotal = is_complete.then(|| total(lines)).transpose()?;
    let row = match subtotal {
        Some(total) if !rows.is_zero() => {
            let cost =
                crate::decimal::mul_div(total.expected.amount(), Decimal::ONE, rows.value())?;
            Some(cost.map(Credits::new))
        }
        _ => None,
    };
    Ok(EntrantCost { label, is_metric, subtotal, row })
}
