//! Suppliers side by side: what the other models of each node's function would cost on the same volume,
//! and the cheapest pipeline that they make.

use std::collections::BTreeMap;

use crate::{
    assumption::Spread,
    catalog::{Catalog, ModelId},
    estimate::{self, Estimate, Line, LineCost},
    money::Credits,
};

use super::{
    NodeKind, Pipeline, PipelineProblem, PipelineRequest,
    flow::Task,
    run::{Run, Station},
};

/// A pipeline under every supplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideBySide {
    /// Every ASSET that something reaches and whose function the catalog knows, in the order of the links.
    pub nodes: Vec<NodeAlternatives>,
    /// The cheapest model for each node that has a cheaper one than its own: node number -> model id.
    pub models: BTreeMap<u32, String>,
    /// The pipeline with those models.
    pub cheapest: Estimate,
    /// What it costs less than the pipeline as it is, expected; none where either has a gap.
    pub saving: Option<Credits>,
}

/// What a node costs with each model of its function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeAlternatives {
    /// The node's number.
    pub node: u32,
    /// What it costs as it is; none with a gap.
    pub own: Option<Spread<Credits>>,
    /// The models of its function that have a price for the day, cheapest first; those with a gap last.
    pub options: Vec<Alternative>,
}

/// A model that could do a node's work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The model.
    pub model: ModelId,
    /// What it costs on the node's volume; none with a gap.
    pub credits: Option<Spread<Credits>>,
}

impl NodeAlternatives {
    /// What a model costs more than the node as it is, expected; below 0 where it costs less. None with a gap.
    pub fn difference(&self, option: &Alternative) -> Option<Credits> {
        option.credits?.expected.checked_sub(self.own?.expected).ok()
    }
}

impl Pipeline {
    /// What other models would cost, and the cheapest pipeline. By the expected figures.
    ///
    /// # Errors
    /// As [`Pipeline::estimate`].
    pub fn side_by_side(
        &self,
        catalog: &Catalog,
        request: &PipelineRequest,
    ) -> Result<SideBySide, PipelineProblem> {
        let mut nodes = Vec::new();
        let mut cheaper = request.clone();
        let mut models = BTreeMap::new();
        let mut run = Run::new(self, catalog, request)?;
        run.walk(&mut |run, visit| {
            let Some(station) =
                visit.station.filter(|station| station.task.node.kind == NodeKind::Asset)
            else {
                return Ok(());
            };
            let Some(options) = run.options(station)? else { return Ok(()) };
            let node = station.task.node.number;
            let own = cost(visit.lines)?;
            if let Some(Alternative { model, credits: Some(best) }) = options.first().copied()
                && own.is_none_or(|own| best.expected < own.expected)
                && let Some(model) = catalog.get(model)
            {
                models.insert(node, model.id.clone());
            }
            nodes.push(NodeAlternatives { node, own, options });
            Ok(())
        })?;
        cheaper.models.extend(models.clone());
        let cheapest = self.estimate(catalog, &cheaper)?;
        let own = self.estimate(catalog, request)?;
        let saving = (own.is_complete() && cheapest.is_complete())
            .then(|| own.total.expected.checked_sub(cheapest.total.expected).ok())
            .flatten();
        Ok(SideBySide { nodes, models, cheapest, saving })
    }
}

impl<'a> Run<'a> {
    /// What each model of a node's function costs; none when the function is not known.
    fn options(
        &mut self,
        station: &Station<'a>,
    ) -> Result<Option<Vec<Alternative>>, PipelineProblem> {
        let Some(function) = station.function else { return Ok(None) };
        let catalog = self.deriver.catalog;
        let node = station.task.node;
        let mut options = Vec::new();
        for (id, model) in catalog.iter().filter(|(_, model)| model.function == function) {
            let Some(tariff) = self.resolver.tariff_of((id, model)) else { continue };
            let task = Task { tokenizer: model.tokenizer, ..station.task };
            let batches =
                self.deriver.batches(task, &station.volume).map_err(|halt| halt.at(node))?;
            let subject = self.subject(node, Some((id, model)));
            let station = Station { task, volume: station.volume.clone(), ..*station };
            let lines = self.lines(&station, &batches, tariff, &subject)?;
            options.push(Alternative { model: id, credits: cost(lines)? });
        }
        // Stable: among equals the catalog's order holds.
        options.sort_by_key(|option| {
            (option.credits.is_none(), option.credits.map(|credits| credits.expected))
        });
        Ok(Some(options))
    }
}

/// The sum of a node's lines; none when one of them is a gap.
fn cost(mut lines: Vec<Line>) -> Result<Option<Spread<Credits>>, PipelineProblem> {
    if lines.iter().any(|line| matches!(line.cost, LineCost::Gap(_))) {
        return Ok(None);
    }
    estimate::total(&mut lines).map(Some).map_err(PipelineProblem::Total)
}
