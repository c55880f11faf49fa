//! What running a pipeline costs, with what the page draws at each node.
//! `run.rs` moves the volumes and prices the nodes.

use crate::{
    assumption::Spread,
    catalog::{Catalog, FunctionId, ModelId},
    estimate::{Estimate, Line},
    meter::MeterId,
    money::Quantity,
};

use super::{Pipeline, PipelineProblem, PipelineRequest, PricedBy, run::Run};

/// A pipeline's estimate, with what the page draws at each node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Lines in the order in which work flows.
    pub estimate: Estimate,
    /// One for each node, in the order of [`Pipeline::nodes`].
    pub nodes: Vec<NodeView>,
}

/// What is known about a node once volumes flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeView {
    /// The node's number.
    pub number: u32,
    /// Where its price comes from.
    pub priced_by: PricedBy,
    /// The model of the catalog that it is, or is priced as.
    pub model: Option<ModelId>,
    /// What it does, where the catalog knows it.
    pub function: Option<FunctionId>,
    /// What reaches it; empty when nothing does, or nobody said.
    pub volume: Vec<Amount>,
}

/// One thing that reaches a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// What is counted.
    pub meter: MeterId,
    /// How much of it.
    pub quantity: Spread<Quantity>,
    /// The language, where it is known: `es`.
    pub language: Option<String>,
}

impl Pipeline {
    /// What running the pipeline costs.
    ///
    /// # Errors
    /// [`PipelineProblem`] when the request names what is not there, or a figure leaves the range.
    pub fn estimate(
        &self,
        catalog: &Catalog,
        request: &PipelineRequest,
    ) -> Result<Estimate, PipelineProblem> {
        let mut lines = Vec::new();
        let mut run = Run::new(self, catalog, request)?;
        run.walk(&mut |_, visit| {
            lines.extend(visit.lines);
            Ok(())
        })?;
        run.estimate(lines)
    }

    /// What running the pipeline costs, and what reaches each node.
    ///
    /// # Errors
    /// As [`Pipeline::estimate`].
    pub fn preview(
        &self,
        catalog: &Catalog,
        request: &PipelineRequest,
    ) -> Result<Preview, PipelineProblem> {
        let mut views: Vec<Option<NodeView>> = vec![None; self.nodes.len()];
        let mut lines = Vec::new();
        let mut run = Run::new(self, catalog, request)?;
        run.walk(&mut |run, visit| {
            lines.extend(visit.lines);
            if let Some(slot) = views.get_mut(visit.place) {
                let volume = visit.station.map(|station| run.amounts(station)).transpose()?;
                *slot = Some(NodeView { volume: volume.unwrap_or_default(), ..visit.view });
            }
            Ok(())
        })?;
        let estimate = run.estimate(lines)?;
        Ok(Preview { estimate, nodes: views.into_iter().flatten().collect() })
    }
}

impl Run<'_> {
    fn estimate(self, lines: Vec<Line>) -> Result<Estimate, PipelineProblem> {
        let at = self.request.context.at;
        let mut estimate = Estimate::new(lines, at).map_err(PipelineProblem::Total)?;
        estimate.assumptions = self.deriver.book.used();
        estimate.warnings = self.deriver.warnings;
        Ok(estimate)
    }
}
