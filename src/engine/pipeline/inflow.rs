//! What reaches a node: what the caller gives at an INPUT, and what links bring to everything else, past
//! ROUTERs and DECISIONs.

use super::{
    Node, NodeKind, PipelineProblem, Weight,
    route::Stream,
    run::{Reach, Run, flow_error},
    volume::{Measure, Part, Volume},
};

impl Run<'_> {
    /// What the caller says flows into an INPUT.
    pub(super) fn given(&self, place: usize, node: &Node) -> Result<Reach, PipelineProblem> {
        let Some(given) = self.request.volumes.get(&node.number).filter(|given| !given.is_empty())
        else {
            return Ok(Reach::Unset(place));
        };
        let mut volume = Volume::default();
        for (name, amount) in given {
            let Some(meter) = self.deriver.catalog.meters.find(name) else { continue };
            let part = Part { meter, language: None, measure: Measure::new(*amount) };
            volume.put(part).map_err(|error| flow_error(node, error))?;
        }
        Ok(Reach::Flows(Stream { volume, ways: Vec::new() }))
    }

    /// What the links bring to a node. Everything measurable that reaches any of its parameters is its
    /// work, and adds up: a metric reads hypotheses, references and sources. Labels and languages are
    /// settings, not work. A DECISION passes on what reaches its `passthrough`; what it compares decides
    /// the way only.
    pub(super) fn gather(&self, place: usize, node: &Node) -> Result<Reach, PipelineProblem> {
        let pipeline = self.pipeline;
        let has_passthrough = node.kind == NodeKind::Decision
            && pipeline
                .incoming(place)
                .flat_map(|link| &link.mappings)
                .any(|mapping| mapping.to.eq_ignore_ascii_case("passthrough"));
        let mut joined: Option<Option<Stream>> = None;
        let mut idle = None;
        for link in pipeline.incoming(place) {
            for mapping in &link.mappings {
                let is_compared =
                    has_passthrough && !mapping.to.eq_ignore_ascii_case("passthrough");
                if is_compared {
                    continue;
                }
                let stream = joined.get_or_insert_default();
                if mapping.is_setting() {
                    continue;
                }
                match self.outputs.get(link.from) {
                    Some(Reach::Flows(output)) => {
                        let Some(sent) = self.sent(link.from, node, output) else {
                            idle = Some(link.from);
                            continue;
                        };
                        match stream {
                            Some(stream) => {
                                stream.join(sent).map_err(|error| flow_error(node, error))?;
                            }
                            None => *stream = Some(sent),
                        }
                    }
                    Some(Reach::Idle(router)) => idle = Some(*router),
                    Some(unknown) => return Ok(unknown.clone()),
                    None => {}
                }
            }
        }
        Ok(match (joined.map(Option::unwrap_or_default), idle) {
            (None, _) => Reach::Unlinked(place),
            (Some(stream), Some(source)) if stream.volume.parts.is_empty() => Reach::Idle(source),
            (Some(stream), _) => Reach::Flows(stream),
        })
    }

    /// What the node at a place sends to another of what comes out of it; none when a ROUTER or DECISION keeps
    /// it all.
    fn sent(&self, from: usize, node: &Node, output: &Stream) -> Option<Stream> {
        let mut sent = output.clone();
        let Some(source) = self.pipeline.nodes.get(from) else { return Some(sent) };
        if source.kind == NodeKind::Router {
            sent.volume = self.routed(source, node, &output.volume);
            if sent.volume.parts.is_empty() && !output.volume.parts.is_empty() {
                return None;
            }
        }
        let is_it = |weight: &&Weight| weight.from == source.number && weight.to == node.number;
        if let Some(weight) = self.weights.iter().find(is_it) {
            if weight.share.value().is_zero() {
                return None;
            }
            sent.ways.push(*weight);
        }
        Some(sent)
    }

    /// What a ROUTER sends to a node: the types of data whose routes lead there, or everything when no
    /// route names it.
    fn routed(&self, router: &Node, node: &Node, volume: &Volume) -> Volume {
        let types: Vec<_> = router
            .routes
            .iter()
            .filter(|route| route.to.binary_search(&node.number).is_ok())
            .map(|route| route.data_type)
            .collect();
        let mut sent = volume.clone();
        if !types.is_empty() {
            let meters = &self.deriver.catalog.meters;
            let ids = self.deriver.ids;
            sent.parts.retain(|part| {
                types.iter().any(|data_type| ids.is_of(part.meter, *data_type, meters))
            });
        }
        sent
    }
}
