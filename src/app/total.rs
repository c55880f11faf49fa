//! The bar that keeps an estimate's total in view, and the sentence that says it aloud.

use super::part::maybe;
use one_credit::catalog;
use one_credit_engine::{equivalents::Amount, estimate::Estimate, show};
use yew::prelude::*;

use super::{
    account::running,
    browser::number::number,
    can::card::buys,
    figure::{self, count},
    icon::Icon,
    state::{Page, State, View},
};

/// The total, its range, and whether it holds everything.
pub fn bar(page: &Page, estimate: &Estimate) -> Html {
    let total = estimate.total;
    let digits = show::digits([total.low, total.expected, total.high]);
    // What the formatter rounds off is not kept from those who want it.
    let exact = total.expected.to_string();
    let is_rounded = exact.split_once('.').is_some_and(|(_, decimals)| decimals.len() > 6);
    let exact = is_rounded.then(|| {
        html! { <p class="soft small">{ "exactly " }<bdi>{ number(&exact) }</bdi></p> }
    });
    let range = (total.low != total.high).then(|| {
        html! {
            <p class="soft">
                { "between " }{ figure::figure(show::amount(total.low, digits)) }
                { " and " }{ figure::figure(show::amount(total.high, digits)) }
            </p>
        }
    });
    let state = match estimate.gaps().count() {
        0 => html! { <p class="state done">{ Icon::Done.draw() }{ "complete" }</p> },
        gaps => html! {
            <p class="state gap">
                { Icon::Warning.draw() }{ format!("{} not priced", count(gaps, "line", "lines")) }
            </p>
        },
    };
    html! {
        <section class="total" aria-label="Total">
            <div class="page">
                <p class="sum">
                    <bdi>{ figure::text(show::amount(total.expected, digits)) }</bdi>
                    <span class="unit">{ if range.is_some() { "\u{a0}C expected" } else { "\u{a0}C" } }</span>
                </p>
                { maybe(range) }
                { maybe(exact) }
                { state }
                { running::controls(page, estimate) }
            </div>
        </section>
    }
}

/// The view's result in one sentence.
pub fn spoken(state: &State) -> String {
    match state.view {
        View::Can => headlines(state),
        _ => state.rest.here().map_or_else(String::new, |rest| (rest.spoken)(state)),
    }
}

/// An estimate in one sentence.
pub fn said(estimate: &Estimate) -> String {
    let total = figure::credits_text(estimate.total.expected);
    match estimate.gaps().count() {
        0 => format!("Total {total}, complete"),
        gaps => format!("Total {total}, {} not priced", count(gaps, "line", "lines")),
    }
}

/// "2 C: 100 pages translated, 80 minutes transcribed".
fn headlines(state: &State) -> String {
    let catalog = catalog();
    let buys = catalog.policy.headlines.iter().filter_map(|id| {
        let model = catalog.get(*id)?;
        let function = catalog.function_of(model)?;
        let buys = buys(state, *id, model)?.ok()??;
        let Amount::UpTo { headline, .. } = buys.amount else { return None };
        let amount = format!("{} {}", figure::quantity(headline), buys.unit.many);
        Some(figure::phrase(function, &amount))
    });
    let mut said = figure::credits_text(state.can.credits.value);
    let mut before = ": ";
    for buys in buys {
        said.push_str(before);
        said.push_str(&buys);
        before = ", ";
    }
    said
}
