//! What each node costs: its model, the volume that reaches it, the rate, and low, expected and high.

use crate::app::part::{all, maybe};
use one_credit::catalog;
use one_credit_engine::{
    assumption::Spread,
    estimate::{Line, LineCost},
    money::Credits,
    pipeline::{Node, NodeKind, NodeView, Pipeline as Graph, Preview, PricedBy},
    show::{self, Column, Shown},
};
use yew::prelude::*;

use super::state::PipelineAction;
use crate::app::{
    figure,
    gap::gap,
    head::head,
    send::Send,
    state::{Action, Page},
};

/// Up to so many nodes, each row holds the whole list of models.
const MOST_LISTED: usize = 30;

/// The shown figures of the priced lines, in their order.
struct Columns(Spread<Column>);

/// The table of costs.
pub fn costs(page: &Page, graph: &Graph, preview: &Preview) -> Html {
    let columns = match Columns::of(&preview.estimate.lines) {
        Ok(columns) => columns,
        Err(error) => return html! { <p class="problem">{ error.to_string() }</p> },
    };
    // Lines stand in the order in which work flows, those of a node together: one walk finds them all.
    let mut lines = preview.estimate.lines.as_slice();
    let mut figures = columns.cells();
    let bodies = graph.order().iter().filter_map(|place| {
        let node = graph.nodes().get(*place)?;
        let view = preview.nodes.get(*place)?;
        let own = lines.iter().take_while(|line| line.node == Some(node.number)).count();
        let (own, rest) = lines.split_at_checked(own)?;
        lines = rest;
        let is_listed = preview.nodes.len() <= MOST_LISTED;
        body(own, model(page, node, view, is_listed), node, &mut figures)
    });
    let Spread { low, expected, high } = &columns.0;
    html! {
        <section class="panel" aria-labelledby="costs-title">
            <h2 id="costs-title">{ "What it costs" }</h2>
            <table class="costs" aria-labelledby="costs-title">
                { head("Node", &["Volume", "Rate, C", "Low, C", "Expected, C", "High, C"]) }
                { all(bodies) }
                <tfoot>
                    <tr>
                        <th scope="row">{ "Total" }</th>
                        <td></td>
                        <td></td>
                        { cells(low.total, expected.total, high.total) }
                    </tr>
                </tfoot>
            </table>
        </section>
    }
}

impl Columns {
    fn of(lines: &[Line]) -> Result<Self, one_credit_engine::decimal::FigureError> {
        let priced: Vec<Spread<Credits>> =
            lines.iter().filter_map(|line| line.cost.credits()).collect();
        let all = priced.iter().flat_map(|cost| [cost.low, cost.expected, cost.high]);
        let digits = show::digits(all);
        let column = |of: fn(&Spread<Credits>) -> Credits| {
            let amounts: Vec<Credits> = priced.iter().map(of).collect();
            show::column(&amounts, digits)
        };
        Ok(Self(Spread {
            low: column(|cost| cost.low)?,
            expected: column(|cost| cost.expected)?,
            high: column(|cost| cost.high)?,
        }))
    }

    /// The figures of each priced line.
    fn cells(&self) -> impl Iterator<Item = Html> {
        let Spread { low, expected, high } = &self.0;
        let lines = low.lines.iter().zip(&expected.lines).zip(&high.lines);
        lines.map(|((low, expected), high)| cells(*low, *expected, *high))
    }
}

fn cells(low: Shown, expected: Shown, high: Shown) -> Html {
    html! {
        <>
            <td class="num" data-head="Low">{ figure::figure(low) }</td>
            <td class="num expected" data-head="Expected">{ figure::figure(expected) }</td>
            <td class="num" data-head="High">{ figure::figure(high) }</td>
        </>
    }
}

/// A node with its lines; nothing for a node that costs nothing.
fn body(
    lines: &[Line],
    model: Html,
    node: &Node,
    figures: &mut impl Iterator<Item = Html>,
) -> Option<Html> {
    if lines.is_empty() {
        return None;
    }
    let head = html! {
        <th scope="rowgroup" rowspan={lines.len().to_string()}>{ &node.label }{ model }</th>
    };
    let rows = lines.iter().zip([head].into_iter().chain(core::iter::repeat(Html::default())));
    let rows = rows.map(|(line, head)| {
        let cost = match &line.cost {
            LineCost::Priced(_) => html! {
                <>
                    <td class="num rate" data-head="Rate">{ rate(line) }</td>
                    { maybe(figures.next()) }
                </>
            },
            LineCost::Gap(why) => html! { <td class="num whole" colspan="4">{ gap(&why.0) }</td> },
        };
        html! {
            <tr key={line.id.clone()}>
                { head }
                <td class="num volume" data-head="Volume">{ volume(line) }</td>
                { cost }
            </tr>
        }
    });
    Some(html! { <tbody key={node.number}>{ all(rows) }</tbody> })
}

/// The model of a node, to be exchanged for another of the same function.
fn model(page: &Page, node: &Node, view: &NodeView, is_short: bool) -> Html {
    let catalog = catalog();
    if node.kind != NodeKind::Asset {
        return Html::default();
    }
    let chosen = page.pipeline.models.get(&node.number);
    let own = match view.priced_by {
        PricedBy::Host => "The file’s own price".to_owned(),
        PricedBy::Choice => "As in the file".to_owned(),
        _ => match view.model.and_then(|id| catalog.get(id)) {
            Some(model) => named(model),
            None => node
                .asset_id
                .clone()
                .map_or_else(|| "Choose a model".to_owned(), |id| format!("{id}: choose a model")),
        },
    };
    // A long table holds the whole list only where somebody is choosing.
    let is_listed = is_short || page.pipeline.choosing == Some(node.number);
    let models = catalog.iter().filter(|(_, model)| {
        Some(model.function) == view.function && (is_listed || chosen == Some(&model.id))
    });
    let options = models.map(|(id, model)| {
        html! {
            <option key={id.0} value={model.id.clone()} selected={chosen == Some(&model.id)}>{ named(model) }</option>
        }
    });
    let number = node.number;
    let onfocus = (!is_listed).then(|| {
        let dispatcher = page.dispatcher();
        Callback::from(move |_: FocusEvent| {
            dispatcher.dispatch(Action::Pipeline(PipelineAction::Choose(number)));
        })
    });
    let stands_in = (view.priced_by == PricedBy::StandIn)
        .then(|| html! { <span class="under">{ "the same supplier’s, as the file’s own is not in the catalog" }</span> });
    html! {
        <>
            <select aria-label={format!("Model of {}", node.label)} {onfocus}
                onchange={page.chosen(move |id| Action::Pipeline(PipelineAction::Model(number, id)))}>
                <option value="" selected={chosen.is_none()}>{ own }</option>
                { all(options) }
            </select>
            { maybe(stands_in) }
        </>
    }
}

fn named(model: &one_credit_engine::catalog::Model) -> String {
    let supplier = catalog().supplier(model).map_or("", |supplier| supplier.name.as_str());
    format!("{} · {supplier}", model.name)
}

/// The expected volume, in the unit in which people read it.
fn volume(line: &Line) -> Html {
    let Some(meter) = line.meter.and_then(|meter| catalog().meters.get(meter)) else {
        return Html::default();
    };
    let (quantity, units) = figure::volume(line.quantity.expected, meter);
    html! { <><bdi>{ quantity }</bdi><span class="under">{ units }</span></> }
}

fn rate(line: &Line) -> Html {
    let meter = line.meter.and_then(|meter| catalog().meters.get(meter));
    let shown = line.rate.zip(meter).and_then(|(rate, meter)| {
        let amount = figure::rate(rate, meter)?;
        let shown = show::amount(amount, show::digits([amount]));
        Some(html! { <>{ figure::figure(shown) }<span class="under">{ format!("per {}", meter.scale_unit) }</span></> })
    });
    shown.unwrap_or_else(|| html! { <span class="soft">{ "varies" }</span> })
}
