//! What can be wrong with what is asked about a pipeline: every sentence, each with its place.

use core::fmt;

use crate::{
    assumption::AssumptionError,
    decimal::{self, FigureError},
    tariff::BillError,
};

use super::{ShareError, error::with_path};

/// What is wrong with a request about a pipeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PipelineProblem {
    /// A volume is given for a node that is not an INPUT, or not there.
    NoSuchInput {
        /// Its number.
        node: u32,
        /// The numbers of the INPUT nodes.
        inputs: Vec<u32>,
    },
    /// A volume is given in a meter that is not known.
    NoSuchMeter {
        /// The INPUT.
        node: u32,
        /// The meter.
        meter: String,
        /// Those that are known.
        known: Vec<String>,
    },
    /// A volume is not a figure of 0 or more.
    Volume {
        /// The INPUT.
        node: u32,
        /// The meter.
        meter: String,
        /// Why not.
        error: FigureError,
    },
    /// The low, expected and high of a volume are out of order.
    VolumeOutOfOrder {
        /// The INPUT.
        node: u32,
        /// The meter.
        meter: String,
    },
    /// Values that replace assumptions cannot be used; at least one error.
    Assumption(Vec<AssumptionError>),
    /// A value that replaces an assumption is not a figure of 0 or more.
    AssumptionFigure {
        /// The assumption.
        id: String,
        /// Why not.
        error: FigureError,
    },
    /// The catalog has no such meter, and volumes flow in it.
    NoMeter(&'static str),
    /// The catalog has no such assumption, and a volume needs it.
    NoAssumption(&'static str),
    /// A model is chosen for a node that takes none, or is not there.
    NoSuchAsset {
        /// Its number.
        node: u32,
    },
    /// A model is chosen that the catalog does not have.
    NoSuchModel {
        /// The node.
        node: u32,
        /// The model.
        model: String,
    },
    /// A weight is given for the routes of a node that is no DECISION, or not there.
    NoSuchDecision {
        /// Its number.
        node: u32,
    },
    /// A weight is given for a node that a DECISION does not lead to.
    NoSuchRoute {
        /// `node 4 "Decide"`.
        node: String,
        /// The DECISION's number.
        number: u32,
        /// The number of the node that it does not lead to.
        to: u32,
        /// The numbers of those that it leads to.
        targets: Vec<u32>,
    },
    /// A weight is not a share of the runs.
    Weight {
        /// The DECISION's number.
        node: u32,
        /// The number of the node that the route leads to.
        to: u32,
        /// Why not.
        error: ShareError,
    },
    /// The weights of a DECISION come to more than 1.
    Overweight {
        /// `node 4 "Decide"`.
        node: String,
        /// Its number.
        number: u32,
        /// What they come to.
        sum: String,
    },
    /// The volume of a node leaves the range of figures.
    Flow {
        /// `node 4 "Translate"`.
        node: String,
        /// What happened.
        error: FigureError,
    },
    /// The cost of a node cannot be computed.
    Bill {
        /// `node 4 "Translate"`.
        node: String,
        /// What happened.
        error: BillError,
    },
    /// The total leaves the range of figures.
    Total(FigureError),
}

impl PipelineProblem {
    /// The sentence, without the place.
    pub fn message(&self) -> String {
        match self {
            Self::NoSuchInput { node, inputs } => {
                let inputs: Vec<_> = inputs.iter().map(u32::to_string).collect();
                format!(
                    "node {node} is not an INPUT of this pipeline; its INPUT nodes are {}",
                    inputs.join(", ")
                )
            }
            Self::NoSuchMeter { node, meter, known } => format!(
                "input {node}: \"{}\" is not a meter; the meters are {}",
                decimal::shorten(meter),
                known.join(", ")
            ),
            Self::Volume { node, meter, error } => {
                format!("input {node}: {}: {error}", decimal::shorten(meter))
            }
            Self::VolumeOutOfOrder { node, meter } => format!(
                "input {node}: the figures for {} are out of order; low <= expected <= high",
                decimal::shorten(meter)
            ),
            Self::Assumption(errors) => {
                errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
            }
            Self::AssumptionFigure { id, error } => format!("{}: {error}", decimal::shorten(id)),
            Self::NoAssumption(id) => {
                format!("the catalog has no assumption {id}, which a volume needs")
            }
            Self::NoMeter(name) => {
                format!("the catalog has no meter {name}, in which volumes flow")
            }
            Self::NoSuchAsset { node } => {
                format!("a model is chosen for node {node}, which is not an ASSET of this pipeline")
            }
            Self::NoSuchModel { node, model } => {
                format!("node {node}: the catalog has no model \"{}\"", decimal::shorten(model))
            }
            Self::NoSuchDecision { node } => format!(
                "routes are given weights at node {node}, which is not a DECISION of this pipeline"
            ),
            Self::NoSuchRoute { node, to, targets, .. } => {
                let targets: Vec<_> = targets.iter().map(u32::to_string).collect();
                let targets = targets.join(", ");
                format!("{node} does not lead to node {to}; the nodes behind it are {targets}")
            }
            Self::Weight { node, to, error } => {
                format!("the route from node {node} to node {to}: {error}")
            }
            Self::Overweight { node, sum, .. } => {
                format!(
                    "{node}: the weights of its routes come to {sum}; together they are at most 1"
                )
            }
            Self::Flow { node, error } => format!("{node}: its volume cannot be computed: {error}"),
            Self::Bill { node, error } => format!("{node}: {error}"),
            Self::Total(error) => format!("the total cannot be computed: {error}"),
        }
    }

    /// Where in the request: `volumes.0.characters`; empty for the whole.
    pub fn path(&self) -> String {
        match self {
            Self::NoSuchInput { node, .. } => format!("volumes.{node}"),
            Self::NoSuchMeter { node, meter, .. }
            | Self::Volume { node, meter, .. }
            | Self::VolumeOutOfOrder { node, meter } => {
                format!("volumes.{node}.{}", decimal::shorten(meter))
            }
            Self::Assumption(errors) => {
                let id = errors.first().map_or("", AssumptionError::id);
                format!("assumptions.{}", decimal::shorten(id))
            }
            Self::AssumptionFigure { id, .. } => format!("assumptions.{}", decimal::shorten(id)),
            Self::NoSuchAsset { node } | Self::NoSuchModel { node, .. } => format!("models.{node}"),
            Self::NoSuchDecision { node } => format!("routes.{node}"),
            Self::Overweight { number, .. } => format!("routes.{number}"),
            Self::NoSuchRoute { number, to, .. } => format!("routes.{number}.{to}"),
            Self::Weight { node, to, .. } => format!("routes.{node}.{to}"),
            Self::NoMeter(_)
            | Self::NoAssumption(_)
            | Self::Flow { .. }
            | Self::Bill { .. }
            | Self::Total(_) => String::new(),
        }
    }
}

impl fmt::Display for PipelineProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        with_path(f, &self.message(), &self.path())
    }
}

impl std::error::Error for PipelineProblem {}
