//! One run of a pipeline: volumes moved along its links in their order, and each node's tariff applied to
//! what reaches it.

use std::borrow::Cow;

use crate::{
    assumption::{AssumptionBook, Spread},
    catalog::{Catalog, Flow, FunctionId, Model, ModelId},
    decimal::{self, FigureError, Rounded},
    estimate::{Line, LineCost},
    money::Quantity,
    quote::Subject,
    tariff::Tariff,
};

use super::{
    Amount, FunctionType, Node, NodeKind, NodeView, Pipeline, PipelineProblem, PipelineRequest,
    Weight,
    flow::{Batch, Deriver, Task, implied_flow},
    resolve::{Resolver, Terms},
    route::Stream,
    volume::{Ids, Part, Volume},
};

/// What comes out of a node, or why nobody knows.
#[derive(Clone, Debug)]
pub(super) enum Reach {
    Flows(Stream),
    /// No volume is set for the INPUT at this place.
    Unset(usize),
    /// No link leads into the node at this place.
    Unlinked(usize),
    /// The ROUTER or DECISION at this place sends nothing this way.
    Idle(usize),
}

/// The state of one preview.
pub(super) struct Run<'a> {
    pub(super) pipeline: &'a Pipeline,
    pub(super) request: &'a PipelineRequest,
    pub(super) deriver: Deriver<'a>,
    pub(super) resolver: Resolver<'a>,
    pub(super) outputs: Vec<Reach>,
    pub(super) weights: Vec<Weight>,
}

/// A node with everything needed to price it.
pub(super) struct Station<'a> {
    pub(super) task: Task<'a>,
    pub(super) function: Option<FunctionId>,
    pub(super) volume: Volume,
    /// The share of the runs in which it reaches the node.
    pub(super) share: Rounded<Quantity>,
}

/// What is known about a node when the volumes have reached it.
pub(super) struct Visit<'r, 'a> {
    pub(super) place: usize,
    /// None when nobody knows what reaches it.
    pub(super) station: Option<&'r Station<'a>>,
    pub(super) lines: Vec<Line>,
    pub(super) view: NodeView,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        pipeline: &'a Pipeline,
        catalog: &'a Catalog,
        request: &'a PipelineRequest,
    ) -> Result<Self, PipelineProblem> {
        request.check(pipeline, &catalog.meters)?;
        let book = AssumptionBook::open(&catalog.assumptions, &request.assumptions)
            .map_err(PipelineProblem::Assumption)?;
        let ids = Ids::new(&catalog.meters)?;
        Ok(Self {
            pipeline,
            request,
            deriver: Deriver::new(catalog, ids, book),
            resolver: Resolver::new(catalog, &request.rates, request.context.at),
            outputs: (0..pipeline.nodes.len()).map(Reach::Unlinked).collect(),
            weights: pipeline.weigh(&request.routes)?,
        })
    }

    /// Visits every node in the order of the links, with what reaches it and its lines.
    pub(super) fn walk(
        &mut self,
        visit: &mut dyn FnMut(&mut Self, Visit<'_, 'a>) -> Result<(), PipelineProblem>,
    ) -> Result<(), PipelineProblem> {
        let pipeline = self.pipeline;
        for place in pipeline.order().iter().copied() {
            let Some(node) = pipeline.nodes.get(place) else { continue };
            let reach = if node.kind == NodeKind::Input {
                self.given(place, node)?
            } else {
                self.gather(place, node)?
            };
            let priced = self.resolver.price(node, self.request)?;
            let function = self.resolver.function(node, priced.model.map(|(_, model)| model));
            let view = NodeView {
                number: node.number,
                priced_by: priced.by,
                model: priced.model.map(|(id, _)| id),
                function,
                volume: Vec::new(),
            };
            let subject = self.subject(node, priced.model);
            let (station, output, lines) = match reach {
                Reach::Flows(stream) => {
                    let share = stream.share().map_err(|error| flow_error(node, error))?;
                    let Stream { volume, ways } = stream;
                    let task = self.task(place, node, function, &volume, priced.model);
                    let batches =
                        self.deriver.batches(task, &volume).map_err(|halt| halt.at(node))?;
                    self.warn_of_branches(task);
                    let station = Station { task, function, volume, share };
                    let lines = match &priced.tariff {
                        Terms::Free => Vec::new(),
                        Terms::Gap(reason) => {
                            vec![subject.gap(None, Spread::default(), reason.as_str())]
                        }
                        Terms::Tariff(tariff) => {
                            self.lines(&station, &batches, tariff, &subject)?
                        }
                    };
                    self.deriver.warnings.extend(priced.warning);
                    let volume = joined(node, &batches)?;
                    (Some(station), Reach::Flows(Stream { volume, ways }), lines)
                }
                Reach::Idle(router) => {
                    if !matches!(priced.tariff, Terms::Free) {
                        let warning = format!(
                            "{} costs nothing here: {} sends none of what is given its way",
                            node.title(),
                            self.title(router)
                        );
                        self.deriver.warnings.push(warning);
                    }
                    (None, reach, Vec::new())
                }
                Reach::Unset(_) | Reach::Unlinked(_) => {
                    let lines = match &priced.tariff {
                        Terms::Free => Vec::new(),
                        Terms::Gap(reason) => {
                            vec![subject.gap(None, Spread::default(), reason.as_str())]
                        }
                        Terms::Tariff(_) => {
                            vec![subject.gap(None, Spread::default(), self.reason(&reach))]
                        }
                    };
                    (None, reach, lines)
                }
            };
            if let Some(own) = self.outputs.get_mut(place) {
                *own = output;
            }
            visit(self, Visit { place, station: station.as_ref(), lines, view })?;
        }
        Ok(())
    }

    /// The lines of a node under a tariff.
    pub(super) fn lines(
        &mut self,
        station: &Station<'a>,
        batches: &[Batch],
        tariff: &Tariff,
        subject: &Subject,
    ) -> Result<Vec<Line>, PipelineProblem> {
        let Station { task, volume, share, .. } = station;
        let (task, node) = (*task, task.node);
        let meters = &self.deriver.catalog.meters;
        let mut lines: Vec<Line> = Vec::new();
        for batch in batches {
            let consumption = self
                .deriver
                .consumption(task, tariff, volume, batch)
                .map_err(|halt| halt.at(node))?;
            // A run that takes the way makes every request of it, with its fees and minimums.
            let requests = batch
                .count
                .scaled(share.value.value(), crate::Decimal::ONE)
                .map_err(|error| flow_error(node, error))?;
            let quote = subject
                .quote(meters, tariff, &consumption.usage, requests.value, &self.request.context)
                .map_err(|error| PipelineProblem::Bill { node: node.title(), error })?;
            let is_share_rounded = share.is_rounded || requests.is_rounded;
            let is_rounded = is_share_rounded || !consumption.rounded.is_empty();
            for mut line in quote.lines {
                match &mut line.cost {
                    // A meter that only an idle variant charges for: nothing is missing.
                    LineCost::Gap(_) => continue,
                    LineCost::Priced(cost) => {
                        cost.is_rounded |= match line.meter {
                            Some(meter) => is_share_rounded || consumption.rounded.contains(&meter),
                            None => is_rounded,
                        };
                    }
                }
                merge(&mut lines, line).map_err(|error| flow_error(node, error))?;
            }
            for meter in consumption.unknown {
                let name = meters.name(meter);
                let reason = if volume.parts.is_empty() {
                    format!("{}: nothing that can be measured reaches it", node.title())
                } else {
                    format!("{}: {name} cannot be told from what reaches it", node.title())
                };
                let gap = subject.gap(Some((meter, name)), Spread::default(), reason);
                merge(&mut lines, gap).map_err(|error| flow_error(node, error))?;
            }
        }
        Ok(lines)
    }

    /// What lines of a node are about.
    pub(super) fn subject(&self, node: &Node, model: Option<(ModelId, &Model)>) -> Subject {
        let supplier = match model {
            Some((_, model)) => {
                self.deriver.catalog.supplier(model).map(|supplier| supplier.name.clone())
            }
            None => node.suppliers.last().cloned(),
        };
        Subject {
            id: node.number.to_string(),
            label: node.label.clone(),
            node: Some(node.number),
            model: model.map(|(id, _)| id),
            supplier,
        }
    }

    fn task(
        &self,
        place: usize,
        node: &'a Node,
        function: Option<FunctionId>,
        volume: &Volume,
        model: Option<(ModelId, &Model)>,
    ) -> Task<'a> {
        let known = function
            .and_then(|id| self.deriver.catalog.functions.get(usize::from(id.0)))
            .map(|function| function.flow);
        let flow = match node.kind {
            NodeKind::Asset => known.unwrap_or_else(|| {
                let mappings = self.pipeline.outgoing(place).flat_map(|link| &link.mappings);
                let declared: Vec<_> = mappings.filter_map(|mapping| mapping.from_type).collect();
                implied_flow(&self.deriver.ids, volume, &declared)
            }),
            _ => Flow::Pass,
        };
        Task { node, flow, tokenizer: model.and_then(|(_, model)| model.tokenizer) }
    }

    /// What a reader should know where work branches or is split: it is all counted once.
    fn warn_of_branches(&mut self, task: Task<'a>) {
        let node = task.node;
        let mut said = String::new();
        let mut targets = Vec::new();
        for Weight { to, share, .. } in self.weights.iter().filter(|own| own.from == node.number) {
            let title = self.pipeline.node(*to).map(Node::title).unwrap_or_default();
            let comma = if targets.is_empty() { "" } else { "," };
            said = format!("{said}{comma} {title} for {share} of the runs");
            targets.push(*to);
        }
        if !targets.is_empty() {
            let open = if node.is_overcharged(&targets, &self.request.routes) {
                "; each route without a weight has all that is left, an upper bound"
            } else {
                ""
            };
            let sentence = format!("what is behind it is charged by weight:{said}{open}");
            return self.deriver.warn(task, &sentence);
        }
        let sentence = match (task.node.kind, task.node.function_type) {
            (NodeKind::Decision, _) => {
                "every branch behind it is charged once, as if all of them ran; the total is an upper bound"
            }
            (NodeKind::Router, _) => {
                "every branch behind it is charged once, for the type of data that it takes"
            }
            (NodeKind::Asset, FunctionType::Segmentor) => {
                "its segments are counted once, together; minimums and fees for each request may add to them"
            }
            _ => return,
        };
        self.deriver.warn(task, sentence);
    }

    /// What reaches a node, in all runs together.
    pub(super) fn amounts(&self, station: &Station<'a>) -> Result<Vec<Amount>, PipelineProblem> {
        let mut volume = Cow::Borrowed(&station.volume);
        if station.share.value != Quantity::ONE {
            let node = station.task.node;
            let taken = volume.to_mut().take_share(station.share);
            taken.map_err(|error| flow_error(node, error))?;
        }
        let code = |part: &Part| {
            let ratios = self.deriver.catalog.assumptions.ratios(part.language?)?;
            Some(ratios.language.clone())
        };
        let amount = |part: &Part| Amount {
            meter: part.meter,
            quantity: part.measure.amount,
            language: code(part),
        };
        Ok(volume.parts.iter().map(amount).collect())
    }

    fn reason(&self, reach: &Reach) -> String {
        match reach {
            Reach::Unset(place) => {
                let title = self.title(*place);
                let input = title.strip_prefix("node ").unwrap_or(&title);
                format!("no volume is set for input {input}")
            }
            Reach::Unlinked(place) => format!("{} has no link into it", self.title(*place)),
            Reach::Flows(_) | Reach::Idle(_) => String::new(),
        }
    }

    fn title(&self, place: usize) -> String {
        self.pipeline.nodes.get(place).map(Node::title).unwrap_or_default()
    }
}

pub(super) fn flow_error(node: &Node, error: FigureError) -> PipelineProblem {
    PipelineProblem::Flow { node: node.title(), error }
}

/// What all requests of a node put out together.
fn joined(node: &Node, batches: &[Batch]) -> Result<Volume, PipelineProblem> {
    let error = |error| flow_error(node, error);
    let mut pieces = Quantity::ZERO;
    let mut volume = Volume { parts: Vec::new(), pieces };
    for batch in batches {
        volume.put_copies(&batch.output, batch.count).map_err(error)?;
        let own = batch.output.pieces.scaled(batch.count.value(), crate::Decimal::ONE);
        pieces = pieces.checked_add(own.map_err(error)?.value).map_err(error)?;
    }
    Ok(Volume { pieces, ..volume })
}

/// Adds a line to those of the same charge: each target language is a request of its own, and one line
/// tells what they cost together.
fn merge(lines: &mut Vec<Line>, line: Line) -> Result<(), FigureError> {
    let Some(own) = lines.iter_mut().find(|own| own.id == line.id) else {
        lines.push(line);
        return Ok(());
    };
    own.quantity = own.quantity.plus(line.quantity)?;
    if own.rate != line.rate {
        own.rate = None;
    }
    if let (LineCost::Priced(cost), LineCost::Priced(other)) = (&mut own.cost, &line.cost) {
        let is_rounded = cost.is_rounded || other.is_rounded;
        let value = cost.value.try_zip(other.value, |a, b| {
            let rounded = |value| Rounded { value, is_rounded };
            decimal::with_room(&mut [rounded(a), rounded(b)], &Ok)
        })?;
        *cost = Rounded { value, is_rounded };
    }
    Ok(())
}
