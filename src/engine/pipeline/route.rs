//! The ways behind a DECISION: which share of the runs takes each, as the caller sets it, and what flows there.
//! Fees and minimums of a request are due as often as the request runs, so a share counts requests, not work.

use core::fmt;

use crate::{
    Decimal,
    assumption::Spread,
    decimal::{self, FigureError, Rounded},
    money::Quantity,
};

use super::{
    Node, NodeKind, Pipeline, PipelineProblem,
    volume::{Part, Volume},
};

/// A share of all runs: 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(Quantity);

/// Why a figure is no share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShareError {
    /// It is no figure of 0 or more.
    Figure(FigureError),
    /// It is above 1.
    AboveOne(Quantity),
}

/// The weight of a route: the share of the runs that a DECISION sends to a node.
///
/// The weights of a DECISION come to at most 1, where nodes of one route, which run together, count once. A node
/// without a weight has that of its route; a route without one has all that the other routes leave, which is an
/// upper bound where several do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    /// The number of the DECISION.
    pub from: u32,
    /// The number of a node that it leads to.
    pub to: u32,
    /// The share of the runs that reach the DECISION.
    pub share: Share,
}

impl Share {
    /// A share from a quantity.
    ///
    /// # Errors
    /// [`ShareError::AboveOne`].
    pub fn new(value: Quantity) -> Result<Self, ShareError> {
        if value > Quantity::ONE { Err(ShareError::AboveOne(value)) } else { Ok(Self(value)) }
    }

    /// Reads a share from decimal text.
    ///
    /// # Errors
    /// [`ShareError`] when the text is no figure from 0 to 1.
    pub fn parse(text: &str) -> Result<Self, ShareError> {
        Quantity::parse(text).map_err(ShareError::Figure).and_then(Self::new)
    }

    /// The share as a quantity.
    pub const fn value(self) -> Quantity {
        self.0
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for ShareError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Figure(error) => error.fmt(f),
            Self::AboveOne(value) => write!(f, "{value} is no share; a share lies between 0 and 1"),
        }
    }
}

impl std::error::Error for ShareError {}

impl Pipeline {
    /// The nodes that a node leads to, each once, in the order of the links.
    pub fn behind(&self, place: usize) -> Vec<&Node> {
        let mut nodes: Vec<&Node> = Vec::new();
        for node in self.outgoing(place).filter_map(|link| self.nodes.get(link.to)) {
            if !nodes.iter().any(|known| known.number == node.number) {
                nodes.push(node);
            }
        }
        nodes
    }

    /// The weight of every route of the DECISIONs that have any.
    ///
    /// # Errors
    /// [`PipelineProblem`] for a weight of what is no DECISION or of a node that it does not lead to, and for
    /// weights that come to more than 1.
    pub fn weigh(&self, given: &[Weight]) -> Result<Vec<Weight>, PipelineProblem> {
        let mut weights: Vec<Weight> = Vec::new();
        for Weight { from, .. } in given {
            if weights.iter().any(|known| known.from == *from) {
                continue;
            }
            let place = self.nodes.iter().position(|node| node.number == *from);
            let decision = place.and_then(|place| Some((place, self.nodes.get(place)?)));
            let Some((place, decision)) =
                decision.filter(|(_, node)| node.kind == NodeKind::Decision)
            else {
                return Err(PipelineProblem::NoSuchDecision { node: *from });
            };
            let targets: Vec<u32> = self.behind(place).iter().map(|node| node.number).collect();
            let mut own = given.iter().filter(|weight| weight.from == *from);
            if let Some(Weight { to, .. }) = own.find(|weight| !targets.contains(&weight.to)) {
                let (node, number, to) = (decision.title(), *from, *to);
                return Err(PipelineProblem::NoSuchRoute { node, number, to, targets });
            }
            decision.weigh(&targets, given, &mut weights)?;
        }
        Ok(weights)
    }
}

impl Node {
    /// The weight given for one of its routes.
    fn weight(&self, given: &[Weight], to: u32) -> Option<Share> {
        let is_it = |weight: &&Weight| weight.from == self.number && weight.to == to;
        given.iter().find(is_it).map(|weight| weight.share)
    }

    fn weigh(
        &self,
        targets: &[u32],
        given: &[Weight],
        weights: &mut Vec<Weight>,
    ) -> Result<(), PipelineProblem> {
        let error = |error| PipelineProblem::Flow { node: self.title(), error };
        let routes = self.together(targets);
        let weight = |route: &[u32]| route.iter().filter_map(|to| self.weight(given, *to)).max();
        let mut taken = Decimal::ZERO;
        for share in routes.iter().filter_map(|route| weight(route)) {
            taken = decimal::add(taken, share.value().value()).map_err(error)?;
        }
        let left = decimal::sub(Decimal::ONE, taken).map_err(error)?;
        let Ok(left) = Quantity::new(left) else {
            let sum = decimal::to_text(taken);
            return Err(PipelineProblem::Overweight {
                node: self.title(),
                number: self.number,
                sum,
            });
        };
        for route in &routes {
            let together = weight(route).unwrap_or(Share(left));
            weights.extend(route.iter().map(|to| Weight {
                from: self.number,
                to: *to,
                share: self.weight(given, *to).unwrap_or(together),
            }));
        }
        Ok(())
    }

    /// The nodes behind a DECISION, those of one route together.
    fn together(&self, targets: &[u32]) -> Vec<Vec<u32>> {
        let mut routes: Vec<Vec<u32>> = Vec::new();
        for target in targets.iter().copied() {
            let way = self.ways.iter().find(|way| way.contains(&target));
            let is_with = |route: &&mut Vec<u32>| {
                way.is_some_and(|way| route.iter().any(|other| way.contains(other)))
            };
            match routes.iter_mut().find(is_with) {
                Some(route) => route.push(target),
                None => routes.push(vec![target]),
            }
        }
        routes
    }

    /// Whether several routes of a DECISION are charged for all that its weights leave.
    pub(super) fn is_overcharged(&self, targets: &[u32], given: &[Weight]) -> bool {
        let is_open = |route: &Vec<u32>| !route.iter().any(|to| self.weight(given, *to).is_some());
        self.together(targets).iter().filter(|route| is_open(route)).count() > 1
    }
}

/// What flows along a link in the runs in which anything does, and the ways that those runs have taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Stream {
    pub(super) volume: Volume,
    pub(super) ways: Vec<Weight>,
}

impl Stream {
    /// The share of the runs in which it flows.
    pub(super) fn share(&self) -> Result<Rounded<Quantity>, FigureError> {
        product(&self.ways)
    }

    /// Joins what another link brings to the same node. What comes on other ways comes in other runs: each is
    /// then taken by its share, and the node runs whenever their common ways are taken.
    pub(super) fn join(&mut self, mut other: Self) -> Result<(), FigureError> {
        let pairs = self.ways.iter().zip(&other.ways);
        let common = pairs.take_while(|(own, other)| own == other).count();
        for stream in [&mut *self, &mut other] {
            let beyond = product(stream.ways.get(common..).unwrap_or_default())?;
            stream.ways.truncate(common);
            stream.volume.take_share(beyond)?;
        }
        self.volume.join(&other.volume)
    }
}

impl Volume {
    /// The part of it that a share of the runs brings.
    pub(super) fn take_share(&mut self, share: Rounded<Quantity>) -> Result<(), FigureError> {
        if share.value == Quantity::ONE {
            return Ok(());
        }
        for Part { measure, .. } in &mut self.parts {
            *measure = measure.times(Spread::certain(share.value))?;
            measure.is_rounded |= share.is_rounded;
        }
        Ok(())
    }
}

fn product(ways: &[Weight]) -> Result<Rounded<Quantity>, FigureError> {
    let mut product = Rounded::exact(Quantity::ONE);
    for way in ways {
        let next = product.value.scaled(way.share.value().value(), Decimal::ONE)?;
        product = Rounded { is_rounded: product.is_rounded || next.is_rounded, ..next };
    }
    Ok(product)
}
