//! What the visitor set in *Benchmark*, and the estimate that follows from it.

use std::rc::Rc;

use one_credit_engine::{
    assumption::Spread,
    benchmark::{Benchmark as Costs, BenchmarkRequest, Entrant, PerRow},
    catalog::{Catalog, Flow, ModelId},
    meter::MeterId,
    money::Quantity,
    rates::Rates,
    tariff::Context,
    time::Timestamp,
};

use super::{
    samples::Sample,
    source::{Source, SourceAction, Wanted},
};
use crate::app::entry::Entry;

/// The view's state.
#[derive(Clone)]
pub struct Benchmark {
    /// The models and metrics compared, in the order in which they were chosen.
    pub models: Vec<ModelId>,
    /// How many rows the dataset has.
    pub rows: Entry<Quantity>,
    /// What one row holds; a field that was never touched is not here.
    pub row: Vec<(MeterId, Entry<PerRow>)>,
    /// The file from which they were read, if they were.
    pub source: Option<Rc<dyn AsRef<Source>>>,
    /// Only models whose name or supplier holds this.
    pub query: String,
    /// How many rows the last estimate is for.
    pub priced_rows: Quantity,
    /// The last estimate that could be made; none while no model is chosen.
    pub costs: Option<Rc<Costs>>,
    /// Why there is no newer one.
    pub problem: Option<String>,
}

/// What can happen in the view.
pub enum BenchmarkAction {
    /// A model is chosen, or no longer.
    Toggle(ModelId),
    /// Models of these ids are chosen besides.
    Choose(&'static [&'static str]),
    /// No model is chosen any longer.
    Clear,
    /// The number of rows changed.
    Rows(String),
    /// What a row holds changed.
    Row(MeterId, String),
    /// The search changed.
    Query(String),
    /// A sample is opened.
    Open(&'static Sample),
    /// Something with the dataset's file.
    Source(SourceAction),
}

impl Benchmark {
    /// No model, 1,000 rows.
    pub fn new() -> Self {
        Self {
            models: Vec::new(),
            rows: Entry::read_or_default("1000"),
            row: Vec::new(),
            source: None,
            query: String::new(),
            priced_rows: Quantity::ZERO,
            costs: None,
            problem: None,
        }
    }

    /// Carries an action out.
    pub fn apply(&mut self, catalog: &Catalog, at: Timestamp, action: BenchmarkAction) {
        match action {
            BenchmarkAction::Toggle(model) => {
                if self.models.contains(&model) {
                    self.models.retain(|chosen| *chosen != model);
                } else {
                    self.models.push(model);
                }
                self.fill(catalog, at, false);
            }
            BenchmarkAction::Choose(ids) => self.choose(catalog, ids),
            BenchmarkAction::Clear => self.models.clear(),
            BenchmarkAction::Rows(text) => self.rows.type_in(&text),
            BenchmarkAction::Row(meter, text) => {
                self.keep_typed(meter);
                self.set_row(meter, &text);
            }
            BenchmarkAction::Source(action) => self.apply_source(catalog, at, action),
            BenchmarkAction::Query(text) => {
                self.query = text;
                return;
            }
            BenchmarkAction::Open(sample) => {
                self.source().stop(Wanted::Nothing);
                *self = Self::new();
                self.rows.type_in(sample.rows);
                for (meter, text) in sample.row {
                    if let Some(meter) = catalog.meters.find(meter) {
                        self.set_row(meter, text);
                    }
                }
                self.choose(catalog, sample.models);
            }
        }
        self.estimate(catalog, at);
    }

    fn choose(&mut self, catalog: &Catalog, ids: &[&str]) {
        for (id, _) in ids.iter().filter_map(|id| catalog.model(id)) {
            if !self.models.contains(&id) {
                self.models.push(id);
            }
        }
    }

    /// Sets what a row holds.
    pub fn set_row(&mut self, meter: MeterId, text: &str) {
        let place = self.row.iter().position(|(set, _)| *set == meter);
        let place = place.unwrap_or_else(|| {
            self.row.push((meter, Entry::default()));
            self.row.len().saturating_sub(1)
        });
        if let Some((_, entry)) = self.row.get_mut(place) {
            entry.type_in_or_nothing(text);
        }
    }

    /// Sets what a row holds to what a link or a reload says; a mean shows as its figure.
    pub fn take_row(&mut self, meter: MeterId, text: &str) {
        self.set_row(meter, text);
        for (_, entry) in self.row.iter_mut().filter(|(set, _)| *set == meter) {
            if entry.problem.is_none() && !entry.text.is_empty() {
                entry.text = entry.value.short();
            }
        }
    }

    /// The field of a meter.
    pub fn field(&self, meter: MeterId) -> Option<&Entry<PerRow>> {
        self.row.iter().find(|(set, _)| *set == meter).map(|(_, entry)| entry)
    }

    /// The meters by which the chosen models are priced, in the order of the registry.
    pub fn meters(&self, catalog: &Catalog, at: Timestamp) -> Vec<MeterId> {
        let mut meters: Vec<MeterId> = self
            .models
            .iter()
            .filter_map(|id| catalog.get(*id)?.price_at(at))
            .flat_map(|price| price.tariff.meters())
            .collect();
        meters.sort_unstable();
        meters.dedup();
        meters
    }

    /// Brings the estimate up to date; where it cannot be made, the last one stays.
    pub fn estimate(&mut self, catalog: &Catalog, at: Timestamp) {
        self.problem = None;
        if self.models.is_empty() {
            self.costs = None;
            return;
        }
        let given = self.row.iter().filter(|(_, entry)| !entry.text.is_empty());
        let row: Vec<_> = given.map(|(meter, entry)| (*meter, entry.value)).collect();
        let (metrics, models) = self.models.iter().partition(|id| is_metric(catalog, **id));
        let entrants = |ids: Vec<&ModelId>| {
            ids.into_iter()
                .filter_map(|id| catalog.get(*id))
                .map(|model| Entrant { model: model.id.clone(), ..Entrant::default() })
                .collect()
        };
        let request = BenchmarkRequest {
            models: entrants(models),
            metrics: entrants(metrics),
            rows: self.rows.value,
            row: Spread::default(),
            context: Context::at(at),
            rates: Rates::NONE,
        };
        match catalog.benchmark_of_means(&request, &row) {
            Ok(costs) => {
                self.costs = Some(Rc::new(costs));
                self.priced_rows = self.rows.value;
            }
            Err(error) => self.problem = Some(format!("{error} ({})", error.path())),
        }
    }
}

/// Whether a model scores others.
pub fn is_metric(catalog: &Catalog, id: ModelId) -> bool {
    catalog
        .get(id)
        .and_then(|model| catalog.function_of(model))
        .is_some_and(|function| function.flow == Flow::Metric)
}
