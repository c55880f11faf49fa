//! The pipeline as a drawing: its nodes from top to bottom, each with what it costs.

use crate::app::part::all;
use one_credit::catalog;
use one_credit_engine::{
    estimate::LineCost,
    money::Credits,
    pipeline::{Node, NodeKind, Pipeline as Graph, Preview},
};
use yew::prelude::*;

use super::layout::{HEIGHT, WIDTH, lay_out};
use crate::app::figure::{self, count};

/// More nodes than these are not drawn: nobody could read them, and the table lists all.
const MOST: usize = 120;

/// The longest label that fits a node, in characters.
const LABEL: usize = 19;

/// What a node costs, for its badge.
enum Badge {
    Nothing,
    Costs(Credits),
    Gap,
}

/// The drawing.
pub fn draw(graph: &Graph, preview: Option<&Preview>) -> Html {
    let nodes = graph.nodes();
    let size = format!(
        "{}, {}",
        count(nodes.len(), "node", "nodes"),
        count(graph.links().len(), "link", "links")
    );
    if nodes.len() > MOST {
        return html! { <p class="soft">{ format!("{size}: too many to draw. The table lists all that cost something.") }</p> };
    }
    let links: Vec<_> = graph.links().iter().map(|link| (link.from, link.to)).collect();
    let layout = lay_out(&graph.layers(), &links);
    let paths = layout.paths.iter().enumerate().map(|(place, path)| {
        html! { <path key={format!("p{place}")} d={path.clone()} /> }
    });
    let tips = layout.tips.iter().enumerate().map(|(place, (x, y))| {
        html! { <path key={format!("t{place}")} class="tip" d={format!("M{x} {y}l-4-7h8z")} /> }
    });
    let boxes = nodes.iter().zip(&layout.corners).map(|(node, corner)| one(node, *corner, preview));
    html! {
        <svg viewBox={format!("0 0 {} {}", layout.width, layout.height)}
            width={layout.width.to_string()} height={layout.height.to_string()}
            role="img" aria-label={format!("The pipeline: {size}. The table lists what each node costs.")}>
            { all(paths) }
            { all(tips) }
            { all(boxes) }
        </svg>
    }
}

fn one(node: &Node, (x, y): (i32, i32), preview: Option<&Preview>) -> Html {
    let badge = badge(node, preview);
    let (class, cost) = match &badge {
        Badge::Gap => ("hole", "not priced".to_owned()),
        Badge::Costs(credits) => ("box", figure::credits_text(*credits)),
        Badge::Nothing if node.kind == NodeKind::Asset => ("box", String::new()),
        Badge::Nothing => ("end", String::new()),
    };
    html! {
        <g key={node.number}>
            <title>{ node.title() }</title>
            <rect {class} x={x.to_string()} y={y.to_string()} width={WIDTH.to_string()} height={HEIGHT.to_string()} rx="10" />
            <text x={(x + 14).to_string()} y={(y + 24).to_string()}>{ short(&node.label, LABEL) }</text>
            <text class="kind" x={(x + 14).to_string()} y={(y + 43).to_string()}>{ short(&kind(node, preview), LABEL + 8) }</text>
            <text class="cost" x={(x + WIDTH - 12).to_string()} y={(y + 24).to_string()}>{ cost }</text>
        </g>
    }
}

fn badge(node: &Node, preview: Option<&Preview>) -> Badge {
    let lines = preview.into_iter().flat_map(|preview| &preview.estimate.lines);
    let mut costs =
        lines.filter(|line| line.node == Some(node.number)).map(|line| &line.cost).peekable();
    if costs.peek().is_none() {
        return Badge::Nothing;
    }
    let priced: Option<Vec<Credits>> = costs
        .map(|cost| match cost {
            LineCost::Priced(credits) => Some(credits.value.expected),
            LineCost::Gap(_) => None,
        })
        .collect();
    match priced.map(Credits::sum) {
        Some(Ok(sum)) => Badge::Costs(sum),
        _ => Badge::Gap,
    }
}

/// The second line of a node: its model, else what kind of step it is.
fn kind(node: &Node, preview: Option<&Preview>) -> String {
    let model = preview
        .and_then(|preview| preview.nodes.iter().find(|view| view.number == node.number))
        .and_then(|view| catalog().get(view.model?));
    if let Some(model) = model {
        return model.name.clone();
    }
    match node.kind {
        NodeKind::Asset => node.function.clone().unwrap_or_else(|| "model".to_owned()),
        kind => {
            let types: Vec<_> = node.data_types.iter().map(|data_type| data_type.name()).collect();
            let name = NodeKind::NAMES
                .into_iter()
                .find(|(known, _)| *known == kind)
                .map_or("", |(_, name)| name)
                .to_ascii_lowercase();
            if types.is_empty() { name } else { format!("{name}: {}", types.join(", ")) }
        }
    }
}

/// The text, cut with `…` where it would not fit.
fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}
