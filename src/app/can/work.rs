//! The way back: what an amount of work costs with each model, cheapest first.

use crate::app::part::all;
use one_credit::catalog;
use one_credit_engine::{
    catalog::{Function, FunctionId},
    equivalents::WorkCost,
    money::Credits,
    show,
    tariff::Context,
};
use yew::prelude::*;

use super::state::{CanAction, Table};
use crate::app::{
    field::{self, Name},
    figure,
    head::head,
    more::{FEW, more},
    send::Send,
    state::{Action, Page},
    unscripted::unscripted,
};

/// The question and its answer.
pub fn work(page: &Page) -> Html {
    let catalog = catalog();
    let can = &page.can;
    let Some(function) = catalog.functions.get(usize::from(can.work.0)) else {
        return Html::default();
    };
    let works = catalog.functions.iter().enumerate().filter_map(|(place, function)| {
        let id = FunctionId(u16::try_from(place).ok()?);
        catalog.models.iter().any(|model| model.function == id).then(|| {
            html! {
                <option key={place} value={function.id.clone()} selected={id == can.work}>
                    { figure::phrase(function, &function.headline.units) }
                </option>
            }
        })
    });
    let answer = match catalog.costs_of(function, can.need.value, &Context::at(page.at)) {
        Ok(costs) => {
            let is_open = can.opened.contains(&Table::Work);
            let open = page.press(|| Action::Can(CanAction::Open(Table::Work)));
            table(function, &costs, is_open, open)
        }
        Err(error) => html! { <p class="problem">{ error.to_string() }</p> },
    };
    let typed = page.typed(|text| Action::Can(CanAction::Need(text)));
    let asked = || {
        let amount = format!("{} {}", can.need.text, function.headline.units);
        html! { <b>{ figure::phrase(function, &amount) }</b> }
    };
    html! {
        <section class="inverse" aria-labelledby="work-title">
            <div class="stack">
                <h2 id="work-title">{ "Or start from the work" }</h2>
                <div class="need">
                    <span>{ "I need" }</span>
                    <span class="paired">
                        { field::input("need", Name::Words("Amount of work"), true, (&can.need).into(), typed) }
                        <select aria-label="Kind of work"
                            onchange={page.chosen(|id| Action::Can(CanAction::Work(id)))}>
                            { all(works) }
                        </select>
                    </span>
                    { unscripted(asked) }
                </div>
                { field::problem("need", can.need.problem.as_deref()) }
                { said(function) }
            </div>
            { answer }
        </section>
    }
}

/// What the unit is: "A page is 2,000 characters."
fn said(function: &Function) -> Html {
    let headline = &function.headline;
    let Some(meter) = catalog().meters.get(headline.meter) else { return Html::default() };
    let per = figure::quantity(headline.per);
    if per == "1" {
        return Html::default();
    }
    html! { <p class="soft">{ format!("1 {} is {per} {}.", headline.unit, meter.units) }</p> }
}

fn table(
    function: &Function,
    costs: &[WorkCost],
    is_open: bool,
    open: Callback<MouseEvent>,
) -> Html {
    let priced: Vec<(&WorkCost, Credits)> = costs
        .iter()
        .filter(|cost| cost.estimate.is_complete())
        .map(|cost| (cost, cost.estimate.total.expected))
        .collect();
    let Some((_, least)) = priced.first().copied() else {
        return html! {
            <p>{ format!("No model of the catalog sells {} by the {}.", function.name, function.headline.unit) }</p>
        };
    };
    let digits = show::digits(priced.iter().map(|(_, credits)| *credits));
    let shown = if is_open { priced.len() } else { FEW };
    let rows = priced.iter().take(shown).filter_map(|(cost, credits)| {
        let model = catalog().get(cost.model)?;
        let supplier = catalog().supplier(model)?;
        let more = credits.checked_sub(least).ok()?;
        let more = if more == Credits::ZERO {
            html! { <span class="tag">{ "cheapest" }</span> }
        } else {
            html! { <>{ "+" }{ figure::figure(show::amount(more, digits)) }</> }
        };
        Some(html! {
            <tr key={model.id.clone()}>
                <th scope="row">{ &model.name }<span class="under">{ &supplier.name }</span></th>
                <td class="num">{ figure::figure(show::amount(*credits, digits)) }</td>
                <td class="num">{ more }</td>
            </tr>
        })
    });
    html! {
        <div>
            <table>
                <caption class="unseen">{ "What this work costs with each model, cheapest first" }</caption>
                { head("Model", &["Credits", "Above the cheapest"]) }
                <tbody>{ all(rows) }</tbody>
            </table>
            { more(priced.len(), is_open, "work", open) }
        </div>
    }
}
