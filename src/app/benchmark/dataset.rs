//! The dataset: how many rows, and what one row holds of what the chosen models are priced by; typed in, or from a file.

use crate::app::part::{all, maybe};
use one_credit::catalog;
use one_credit_engine::meter::MeterId;
use yew::prelude::*;

use super::{open, state::BenchmarkAction};
use crate::app::{
    field, figure,
    send::Send,
    state::{Action, Page},
};

/// The dataset's fields.
pub fn dataset(page: &Page) -> Html {
    let meters = page.benchmark.meters(catalog(), page.at);
    // Parts of a whole (cached tokens of tokens) are asked for only by those who know them.
    let (wholes, parts): (Vec<MeterId>, Vec<MeterId>) = meters.iter().partition(|meter| {
        let part_of = catalog().meters.get(**meter).map(|meter| meter.part_of.as_slice());
        !part_of.unwrap_or_default().iter().any(|whole| meters.contains(whole))
    });
    let row = (!wholes.is_empty()).then(|| {
        html! {
            <fieldset class="stack">
                <legend><h3>{ "One row holds" }</h3></legend>
                <div class="quantities">{ all(wholes.into_iter().map(|meter| one(page, meter))) }</div>
            </fieldset>
        }
    });
    let parts = (!parts.is_empty()).then(|| {
        html! {
            <details>
                <summary>{ "Of which" }</summary>
                <div class="quantities">{ all(parts.into_iter().map(|meter| one(page, meter))) }</div>
            </details>
        }
    });
    html! {
        <section class="panel" aria-labelledby="dataset-title">
            <h2 id={open::TITLE} tabindex="-1">{ "Dataset" }</h2>
            { open::open(page) }
            <div class="quantities">
                { field::field("rows", "Rows", &page.benchmark.rows, page.typed(|text| Action::Benchmark(BenchmarkAction::Rows(text)))) }
            </div>
            { maybe(row) }
            { maybe(parts) }
        </section>
    }
}

fn one(page: &Page, id: MeterId) -> Html {
    let Some(meter) = catalog().meters.get(id) else { return Html::default() };
    let typed = page.typed(move |text| Action::Benchmark(BenchmarkAction::Row(id, text)));
    let entry = page.benchmark.field(id).cloned().unwrap_or_default();
    let field = field::field(&format!("row-{}", id.0), &meter.units, &entry, typed);
    // A mean may stand there as the quotient that it is.
    let mean = entry.value.mean_of().filter(|_| !entry.text.is_empty()).and_then(|_| {
        let rows = page.benchmark.rows.value;
        let all = figure::cut(entry.value.in_rows(rows).ok()?);
        let one = figure::cut(entry.value.quantity().ok()?);
        Some(html! { <p class="soft small">{ format!("{one} on average, {all} in {} rows", figure::quantity(rows)) }</p> })
    });
    html! { <div class="counted" key={id.0.to_string()}>{ field }{ maybe(mean) }</div> }
}
