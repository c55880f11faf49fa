//! What a benchmark costs: a row for each model, cheapest first, with its lines, its share and what a row costs.

use crate::app::part::{all, maybe};
use one_credit::catalog;
use one_credit_engine::{
    benchmark::{Benchmark as Costs, EntrantCost},
    estimate::{Line, LineCost},
    money::Credits,
    show::{self, Column},
};
use yew::prelude::*;

use crate::app::{figure, gap::gap, head::head, note, state::Page};

/// The table of costs.
pub fn costs(page: &Page, costs: &Costs) -> Html {
    let rows = figure::quantity(page.benchmark.priced_rows);
    let mut order: Vec<(u32, &EntrantCost)> = (0..).zip(&costs.entrants).collect();
    // What has no price comes last: nobody knows whether it is cheap.
    order.sort_by_key(|(_, entrant)| (entrant.subtotal.is_none(), expected(entrant)));
    let subtotals: Vec<Credits> =
        order.iter().filter_map(|(_, entrant)| expected(entrant)).collect();
    let column = show::column(&subtotals, show::digits(subtotals.iter().copied())).ok();
    let row_digits = show::digits(costs.entrants.iter().filter_map(|e| e.row.map(|row| row.value)));
    let body = order.iter().enumerate().map(|(place, (node, entrant))| {
        let lines = costs.estimate.lines.iter().filter(|line| line.node == Some(*node));
        let shown = column.as_ref().and_then(|column| column.lines.get(place)).copied();
        let figures = match (entrant.subtotal, shown) {
            (Some(subtotal), Some(shown)) => html! {
                <>
                    <td class="num" data-head="Per row">
                        { entrant.row.map(|row| figure::figure(show::amount(row.value, row_digits))) }
                    </td>
                    <td class="num" data-head="Share">{ share(subtotal.expected, costs.estimate.total.expected) }</td>
                    <td class="num expected" data-head="Credits">{ figure::figure(shown) }</td>
                </>
            },
            _ => html! {
                <td class="num whole" colspan="3">
                    { for lines.clone().filter_map(|line| match &line.cost {
                        LineCost::Gap(why) => Some(gap(&why.0)),
                        LineCost::Priced(_) => None,
                    }) }
                </td>
            },
        };
        let is_cheapest = place == 0 && order.len() > 1 && entrant.subtotal.is_some();
        html! {
            <tr key={*node}>
                <th scope="row">
                    { &entrant.label }
                    if is_cheapest { { " " }<span class="tag">{ "cheapest" }</span> }
                    if entrant.is_metric { { " " }<span class="tag">{ "metric" }</span> }
                    { all(parts(lines)) }
                </th>
                { figures }
            </tr>
        }
    });
    let total = column.as_ref().map(|Column { total, .. }| {
        html! {
            <tfoot>
                <tr>
                    <th scope="row" colspan="3">{ "Total" }</th>
                    <td class="num expected">{ figure::figure(*total) }</td>
                </tr>
            </tfoot>
        }
    });
    let warnings = &costs.estimate.warnings;
    let warnings = (!warnings.is_empty()).then(|| note::warning(note::list(warnings), None));
    html! {
        <section class="panel" aria-labelledby="costs-title">
            <h2 id="costs-title">{ "What it costs" }</h2>
            <table class="costs" aria-labelledby="costs-title">
                { head("Model", &["Per row, C", "Share", &format!("{rows} rows, C")]) }
                <tbody>{ all(body) }</tbody>
                { maybe(total) }
            </table>
            { maybe(warnings) }
        </section>
    }
}

fn expected(entrant: &EntrantCost) -> Option<Credits> {
    entrant.subtotal.map(|subtotal| subtotal.expected)
}

/// "Google", then "500,000 input tokens 0.15 C", each on a line of its own.
fn parts<'a>(lines: impl Iterator<Item = &'a Line> + Clone) -> Vec<Html> {
    let supplier = lines.clone().next().and_then(|line| line.supplier.clone());
    let parts = lines.filter_map(|line| {
        let credits = line.cost.credits()?.expected;
        let what = match line.meter.and_then(|meter| catalog().meters.get(meter)) {
            Some(meter) => format!("{} {}", figure::quantity(line.quantity.expected), meter.units),
            None => "minimum".to_owned(),
        };
        Some(html! { <span class="under" key={line.id.clone()}>{ what }{ " " }{ figure::credits(credits) }</span> })
    });
    let supplier =
        supplier.map(|name| html! { <span class="under" key="supplier">{ name }</span> });
    supplier.into_iter().chain(parts).collect()
}

/// A share in words and as a bar.
fn share(part: Credits, whole: Credits) -> Html {
    let Some(percent) = show::percent(part, whole) else { return Html::default() };
    html! {
        <>
            <bdi>{ format!("{}\u{a0}%", crate::app::browser::number::number(&percent.to_string())) }</bdi>
            <svg class="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                <rect class="whole" width="100" height="4" />
                <rect class="part" width={percent.to_string()} height="4" />
            </svg>
        </>
    }
}
