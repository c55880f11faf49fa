//! The order of a pipeline: who comes before whom, in which column, and the circles that forbid one.
//! Nothing here recurses: a file decides how long a chain is, and the browser's stack is short.

use super::{Link, Pipeline};

/// Neighbours and order of the nodes of a pipeline, by place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Graph {
    /// For each node, the places of the links that enter it.
    incoming: Vec<Vec<usize>>,
    /// For each node, the places of the links that leave it.
    outgoing: Vec<Vec<usize>>,
    /// Every node, each after all that lead to it.
    order: Vec<usize>,
}

impl Graph {
    /// Orders `count` nodes.
    ///
    /// # Errors
    /// The circles, one for each knot of links, as places in the order of the links.
    pub(super) fn new(count: usize, links: &[Link]) -> Result<Self, Vec<Vec<usize>>> {
        let mut incoming = vec![Vec::new(); count];
        let mut outgoing = vec![Vec::new(); count];
        for (place, link) in links.iter().enumerate() {
            if let (Some(out), Some(into)) =
                (outgoing.get_mut(link.from), incoming.get_mut(link.to))
            {
                out.push(place);
                into.push(place);
            }
        }
        let mut graph = Self { incoming, outgoing, order: Vec::with_capacity(count) };
        let mut waiting: Vec<usize> = graph.incoming.iter().map(Vec::len).collect();
        // Filled from the front and read from the front: among equals, the file's order is kept.
        graph.order.extend((0..count).filter(|place| waiting.get(*place) == Some(&0)));
        let mut next = 0;
        while let Some(place) = graph.order.get(next).copied() {
            next += 1;
            for link in graph.outgoing.get(place).into_iter().flatten() {
                let Some(to) = links.get(*link).map(|link| link.to) else { continue };
                if let Some(left) = waiting.get_mut(to) {
                    *left -= 1;
                    if *left == 0 {
                        graph.order.push(to);
                    }
                }
            }
        }
        if graph.order.len() == count { Ok(graph) } else { Err(graph.circles(links)) }
    }

    /// Circles among the nodes that have no place in the order; no node is in two of them.
    fn circles(&self, links: &[Link]) -> Vec<Vec<usize>> {
        let count = self.incoming.len();
        let mut is_left = vec![true; count];
        for place in &self.order {
            if let Some(left) = is_left.get_mut(*place) {
                *left = false;
            }
        }
        // Walk along links; a node met again on the same walk closes a circle, and a walk that ends
        // leaves its nodes behind for good, so every link is followed once.
        let mut step = vec![usize::MAX; count];
        let mut cursor = vec![0_usize; count];
        let mut circles = Vec::new();
        for start in 0..count {
            let mut walk = vec![start];
            while let Some(place) = walk.last().copied() {
                let depth = walk.len() - 1;
                if is_left.get(place) != Some(&true) {
                    walk.pop();
                    continue;
                }
                if let Some(step) = step.get_mut(place) {
                    *step = depth;
                }
                let followed = cursor.get_mut(place).map(|cursor| {
                    *cursor += 1;
                    *cursor - 1
                });
                let next = followed
                    .and_then(|followed| self.outgoing.get(place)?.get(followed))
                    .and_then(|link| links.get(*link))
                    .map(|link| link.to);
                match next {
                    None => {
                        if let Some(left) = is_left.get_mut(place) {
                            *left = false;
                        }
                        walk.pop();
                    }
                    Some(to) if is_left.get(to) != Some(&true) => {}
                    Some(to) => match step.get(to).copied() {
                        Some(met) if walk.get(met) == Some(&to) => {
                            let circle = walk.split_off(met);
                            for place in &circle {
                                if let Some(left) = is_left.get_mut(*place) {
                                    *left = false;
                                }
                            }
                            circles.push(circle);
                        }
                        _ => walk.push(to),
                    },
                }
            }
        }
        circles
    }
}

impl Pipeline {
    /// The links that enter the node at this place, in the order of the file.
    pub fn incoming(&self, place: usize) -> impl Iterator<Item = &Link> {
        let links = self.graph.incoming.get(place).into_iter().flatten();
        links.filter_map(|link| self.links.get(*link))
    }

    /// The links that leave the node at this place, in the order of the file.
    pub fn outgoing(&self, place: usize) -> impl Iterator<Item = &Link> {
        let links = self.graph.outgoing.get(place).into_iter().flatten();
        links.filter_map(|link| self.links.get(*link))
    }

    /// The places of all nodes, each after those that lead to it.
    pub fn order(&self) -> &[usize] {
        &self.graph.order
    }

    /// The nodes in columns, for drawing: a node stands right of everything that leads to it. Places
    /// in [`Pipeline::nodes`], each once.
    pub fn layers(&self) -> Vec<Vec<usize>> {
        let mut depths = vec![0_usize; self.nodes.len()];
        let mut layers: Vec<Vec<usize>> = Vec::new();
        for place in self.order() {
            let depth = self
                .incoming(*place)
                .filter_map(|link| depths.get(link.from).map(|depth| depth + 1))
                .max()
                .unwrap_or(0);
            if let Some(own) = depths.get_mut(*place) {
                *own = depth;
            }
            if layers.len() <= depth {
                layers.resize(depth + 1, Vec::new());
            }
            if let Some(layer) = layers.get_mut(depth) {
                layer.push(*place);
            }
        }
        layers
    }
}
