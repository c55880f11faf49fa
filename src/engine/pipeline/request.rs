//! What is asked about a pipeline: the volumes at its inputs, other assumptions, other models.

use std::collections::BTreeMap;

use crate::{
    assumption::{AssumptionEdits, Spread},
    meter::Meters,
    money::Quantity,
    rates::Rates,
    tariff::Context,
};

use super::{NodeKind, Pipeline, PipelineProblem, Share, Weight};

/// What is asked about a pipeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PipelineRequest {
    /// When it runs, and what tariffs may ask besides.
    pub context: Context,
    /// What flows in: INPUT number -> meter -> quantity for the whole run. Several meters of one INPUT
    /// describe the same data (characters and tokens), or several kinds of it.
    pub volumes: BTreeMap<u32, BTreeMap<String, Spread<Quantity>>>,
    /// Values in place of assumptions.
    pub assumptions: AssumptionEdits,
    /// Models of the catalog in place of a node's own, by the node's number.
    pub models: BTreeMap<u32, String>,
    /// Shares of the runs for the routes of DECISIONs.
    pub routes: Vec<Weight>,
    /// The host's own tariffs, before the catalog's and before prices in the file.
    pub rates: Rates,
}

impl PipelineRequest {
    /// Nothing flows in yet.
    pub const fn new(context: Context) -> Self {
        Self {
            context,
            volumes: BTreeMap::new(),
            assumptions: BTreeMap::new(),
            models: BTreeMap::new(),
            routes: Vec::new(),
            rates: Rates::NONE,
        }
    }

    /// Sets a volume from text: `3600` seconds of audio.
    ///
    /// # Errors
    /// [`PipelineProblem::Volume`] when the text is no figure of 0 or more.
    pub fn set_volume(
        &mut self,
        node: u32,
        meter: &str,
        quantity: &str,
    ) -> Result<(), PipelineProblem> {
        let quantity = Quantity::parse(quantity).map_err(|error| PipelineProblem::Volume {
            node,
            meter: meter.to_owned(),
            error,
        })?;
        let volumes = self.volumes.entry(node).or_default();
        volumes.insert(meter.to_owned(), Spread::certain(quantity));
        Ok(())
    }

    /// Replaces an assumption by figures from text, low <= expected <= high.
    ///
    /// # Errors
    /// [`PipelineProblem::AssumptionFigure`] when a text is no figure of 0 or more. Whether there is such
    /// an assumption, the estimate tells.
    pub fn set_assumption(&mut self, id: &str, value: Spread<&str>) -> Result<(), PipelineProblem> {
        let value = value.try_map(|text| {
            Quantity::parse(text)
                .map_err(|error| PipelineProblem::AssumptionFigure { id: id.to_owned(), error })
        })?;
        self.assumptions.insert(id.to_owned(), value);
        Ok(())
    }

    /// Sets the weight of a route from text: `0.25` of the runs of a DECISION go to a node.
    ///
    /// # Errors
    /// [`PipelineProblem::Weight`] when the text is no figure from 0 to 1. Whether there is such a route, the
    /// estimate tells.
    pub fn set_route(&mut self, node: u32, to: u32, share: &str) -> Result<(), PipelineProblem> {
        let share =
            Share::parse(share).map_err(|error| PipelineProblem::Weight { node, to, error })?;
        self.routes.retain(|weight| weight.from != node || weight.to != to);
        self.routes.push(Weight { from: node, to, share });
        Ok(())
    }

    /// Checks everything that names a node or a meter.
    pub(super) fn check(
        &self,
        pipeline: &Pipeline,
        meters: &Meters,
    ) -> Result<(), PipelineProblem> {
        let is_kind = |number: u32, kind: NodeKind| {
            pipeline.node(number).is_some_and(|node| node.kind == kind)
        };
        for (node, volumes) in &self.volumes {
            if !is_kind(*node, NodeKind::Input) {
                let inputs = pipeline.inputs().map(|input| input.number).collect();
                return Err(PipelineProblem::NoSuchInput { node: *node, inputs });
            }
            for (meter, spread) in volumes {
                let (node, meter) = (*node, meter.clone());
                if meters.find(&meter).is_none() {
                    let known = meters.iter().map(|(_, meter)| meter.name.clone()).collect();
                    return Err(PipelineProblem::NoSuchMeter { node, meter, known });
                }
                if spread.low > spread.expected || spread.expected > spread.high {
                    return Err(PipelineProblem::VolumeOutOfOrder { node, meter });
                }
            }
        }
        match self.models.keys().find(|number| !is_kind(**number, NodeKind::Asset)) {
            Some(node) => Err(PipelineProblem::NoSuchAsset { node: *node }),
            None => Ok(()),
        }
    }
}
