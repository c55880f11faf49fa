//! Suppliers side by side: what the other models of each node would cost on the same volume, and the cheapest pipeline.

use crate::app::part::{all, maybe};
use one_credit::catalog;
use one_credit_engine::{
    catalog::ModelId,
    money::Credits,
    pipeline::{Alternative, NodeAlternatives, Pipeline as Graph, SideBySide},
    show,
};
use yew::prelude::*;

use super::state::PipelineAction;
use crate::app::{
    figure,
    gap::gap,
    head::head,
    more::{FEW, more},
    send::Send,
    state::{Action, Page},
};

/// The comparison, or the button that opens it.
pub fn compare(page: &Page, graph: &Graph) -> Html {
    let is_open = page.pipeline.is_comparing;
    let words = if is_open { "Close" } else { "Compare suppliers" };
    let compared = page.pipeline.compared.as_deref().map(|compared| {
        let nodes = compared.nodes.iter().filter_map(|node| {
            let label = graph.nodes().iter().find(|own| own.number == node.node)?.label.as_str();
            Some(html! { <div class="stack" key={node.node}>{ options(page, node, label) }</div> })
        });
        html! { <>{ cheapest(page, compared) }{ all(nodes) }</> }
    });
    html! {
        <section class="panel no-print" aria-labelledby="compare-title">
            <div class="row apart">
                <h2 id="compare-title">{ "Suppliers side by side" }</h2>
                <button type="button" class="button" aria-expanded={is_open.to_string()}
                    onclick={page.press(|| Action::Pipeline(PipelineAction::Compare))}>{ words }</button>
            </div>
            if !is_open {
                <p class="soft">{ "What the other models of each node would cost on the same volume." }</p>
            }
            { maybe(compared) }
        </section>
    }
}

/// The cheapest pipeline, and the way to it.
fn cheapest(page: &Page, compared: &SideBySide) -> Html {
    if compared.models.is_empty() {
        return html! { <p>{ "No other model of the catalog would do this work for less." }</p> };
    }
    let total = compared.cheapest.total.expected;
    let saving = compared.saving.map(|saving| {
        html! { <span>{ ", " }{ figure::credits(saving) }{ " less than now" }</span> }
    });
    let nodes = figure::count(compared.models.len(), "node", "nodes");
    html! {
        <div class="row apart">
            <p>
                { "With the cheapest models: " }<b>{ figure::credits(total) }</b>{ maybe(saving) }
                <span class="under">{ "By expected cost alone. Check that a model does your languages as well as you need." }</span>
            </p>
            <button type="button" class="button"
                onclick={page.press(|| Action::Pipeline(PipelineAction::Cheapest))}>
                { format!("Use them for {nodes}") }
            </button>
        </div>
    }
}

/// The models that could do a node's work, cheapest first.
fn options(page: &Page, node: &NodeAlternatives, label: &str) -> Html {
    let id = format!("compare-{}", node.node);
    let is_open = page.pipeline.unfolded.contains(&node.node);
    let shown = if is_open { node.options.len() } else { FEW };
    let used = used(page, node.node);
    // The one in use is there to compare with, however dear it is.
    let rows = || {
        let rows = node.options.iter().enumerate();
        rows.filter(|(place, option)| *place < shown || used == Some(option.model))
            .map(|(_, own)| own)
    };
    let digits = show::digits(rows().filter_map(|option| option.credits.map(|cost| cost.expected)));
    let body =
        rows().filter_map(|option| row(page, node, option, used == Some(option.model), digits));
    let unfold = {
        let number = node.node;
        page.press(move || Action::Pipeline(PipelineAction::Unfold(number)))
    };
    html! {
        <>
            <h3 id={id.clone()}>{ label }</h3>
            <table class="costs" aria-labelledby={id}>
                { head("Model", &["Expected, C", "Difference, C", "Choice"]) }
                <tbody>{ all(body) }</tbody>
            </table>
            { more(node.options.len(), is_open, label, unfold) }
        </>
    }
}

/// The model of the catalog that a node is priced as.
fn used(page: &Page, node: u32) -> Option<ModelId> {
    let preview = page.pipeline.preview.as_ref()?;
    preview.nodes.iter().find(|view| view.number == node)?.model
}

fn row(
    page: &Page,
    node: &NodeAlternatives,
    option: &Alternative,
    is_used: bool,
    digits: u32,
) -> Option<Html> {
    let model = catalog().get(option.model)?;
    let supplier = catalog().supplier(model)?;
    let number = node.node;
    let figures = match option.credits {
        Some(cost) => {
            let difference = node.difference(option).map(|more| difference(more, digits));
            html! {
                <>
                    <td class="num" data-head="Expected">{ figure::figure(show::amount(cost.expected, digits)) }</td>
                    <td class="num soft" data-head="Difference">{ maybe(difference.filter(|_| !is_used)) }</td>
                </>
            }
        }
        None => {
            html! { <td class="num whole" colspan="2">{ gap("a line of its has no price") }</td> }
        }
    };
    let choose = {
        let id = model.id.clone();
        page.press(move || Action::Pipeline(PipelineAction::Model(number, id.clone())))
    };
    let use_it = if is_used {
        html! { <span class="tag">{ "in use" }</span> }
    } else {
        html! {
            <button type="button" class="quiet" onclick={choose}>
                { "Use" }<span class="unseen">{ format!(" {}", model.name) }</span>
            </button>
        }
    };
    Some(html! {
        <tr key={model.id.clone()}>
            <th scope="row">{ &model.name }<span class="under">{ &supplier.name }</span></th>
            { figures }
            <td class="num">{ use_it }</td>
        </tr>
    })
}

fn difference(more: Credits, digits: u32) -> Html {
    html! { <bdi>{ figure::signed(more, digits) }</bdi> }
}
