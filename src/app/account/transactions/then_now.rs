//! A job as it was charged beside what it would cost at the prices of another moment.

use one_credit::catalog;
use one_credit_engine::{
    estimate::{Estimate, Line, LineCost},
    ledger::{Job, JobLine},
    money::Credits,
    show,
    time::Timestamp,
};
use yew::prelude::*;

use super::detail::{about, amount, difference, elsewhere, quantity, rate_of, unknown};
use crate::app::{
    browser::clock,
    figure,
    gap::gap,
    head::head,
    note,
    part::{all, maybe},
};

/// The table.
pub fn then_now(job: &Job, charged: Credits, today: &Estimate, at: Timestamp) -> Html {
    let costs = |line: &Line| line.cost.credits().map(|credits| credits.expected);
    let now = today.lines.iter().filter_map(costs);
    let then = job.lines.iter().filter_map(|line| line.credits);
    let digits = show::digits(then.chain(now).chain([charged, today.total.expected]));
    let mut rest: Vec<&JobLine> = job.lines.iter().collect();
    let mut rows = Vec::new();
    for line in &today.lines {
        let found = rest.iter().position(|then| is_same(then, line));
        let then = found.map(|place| rest.remove(place));
        rows.push(row(rows.len(), then, Some(line), digits));
    }
    for then in rest {
        rows.push(row(rows.len(), Some(then), None, digits));
    }
    let gaps = today.gaps().count();
    let warnings =
        (!today.warnings.is_empty()).then(|| note::warning(note::list(&today.warnings), None));
    let day = clock::day(&at.date().to_string());
    let difference = if gaps == 0 {
        difference(Some(today.total.expected), Some(charged), digits)
    } else {
        html! { <span class="gap">{ format!("{} not priced", figure::count(gaps, "line", "lines")) }</span> }
    };
    html! {
        <div class="stack">
            <table class="lines">
                <caption><h3>{ format!("With the rates of {day}") }</h3></caption>
                { head("Model", &["Quantity", "Rate then, C", "Rate today, C", "Then, C", "Today, C", "Difference, C"]) }
                <tbody>{ all(rows) }</tbody>
                <tfoot>
                    <tr>
                        <th scope="row" colspan="4">{ "Total" }</th>
                        <td class="num" data-head="Then, C">{ amount(charged, digits) }</td>
                        <td class="num strong" data-head="Today, C">{ amount(today.total.expected, digits) }</td>
                        <td class="num" data-head="Difference, C">{ difference }</td>
                    </tr>
                </tfoot>
            </table>
            { maybe(warnings) }
        </div>
    }
}

/// Whether a line of today is the price of what a line of the job counts.
fn is_same(then: &JobLine, now: &Line) -> bool {
    let catalog = catalog();
    let model = now.model.and_then(|id| catalog.get(id)).map_or("", |model| &model.id);
    let meter = now.meter.map_or("", |meter| catalog.meters.name(meter));
    // A gap of a whole step names no meter.
    let is_meter = *then.meter == *meter || now.meter.is_none();
    is_meter && (*then.model == *model || now.model.is_none()) && then.step.parse().ok() == now.node
}

fn row(place: usize, then: Option<&JobLine>, now: Option<&Line>, digits: u32) -> Html {
    let catalog = catalog();
    let head = match (then, now) {
        (Some(then), _) => about(then),
        (None, Some(now)) => html! { { &now.label } },
        (None, None) => Html::default(),
    };
    let meter = now.and_then(|now| now.meter).map_or("", |meter| catalog.meters.name(meter));
    let rate_then = then.and_then(|then| Some(rate_of(then.rate?, &then.meter)));
    let rate_now = now.and_then(|now| Some(rate_of(now.rate?, meter)));
    let charged =
        then.map(|then| then.credits.map_or_else(elsewhere, |credits| amount(credits, digits)));
    let (cost, more) = match now.map(|now| &now.cost) {
        Some(LineCost::Priced(credits)) => {
            let credits = credits.value;
            let before = then.and_then(|then| then.credits);
            (amount(credits.expected, digits), difference(Some(credits.expected), before, digits))
        }
        Some(LineCost::Gap(why)) => (gap(&why.0), Html::default()),
        None => (html! { <span class="soft">{ "with the lines above" }</span> }, Html::default()),
    };
    html! {
        <tr key={place}>
            <th scope="row">{ head }</th>
            <td class="num" data-head="Quantity">{ then.map_or_else(unknown, quantity) }</td>
            <td class="num" data-head="Rate then">{ rate_then.unwrap_or_else(unknown) }</td>
            <td class="num" data-head="Rate today">{ rate_now.unwrap_or_default() }</td>
            <td class="num" data-head="Then, C">{ charged.unwrap_or_default() }</td>
            <td class="num strong" data-head="Today, C">{ cost }</td>
            <td class="num" data-head="Difference, C">{ more }</td>
        </tr>
    }
}
