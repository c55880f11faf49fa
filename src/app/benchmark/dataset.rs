//! The dataset: how many rows, and what one row holds of what the chosen models are priced by.

use one_credit::catalog;
use one_credit_engine::meter::MeterId;
use yew::prelude::*;

use super::state::BenchmarkAction;
use crate::app::{
    can::ViewProps,
    field::Field,
    send::Send,
    state::{Action, Page},
};

/// The dataset's fields.
#[component]
pub fn Dataset(props: &ViewProps) -> Html {
    let page = &props.page;
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
                <div class="quantities">{ for wholes.into_iter().map(|meter| field(page, meter)) }</div>
            </fieldset>
        }
    });
    let parts = (!parts.is_empty()).then(|| {
        html! {
            <details>
                <summary>{ "Of which" }</summary>
                <div class="quantities">{ for parts.into_iter().map(|meter| field(page, meter)) }</div>
            </details>
        }
    });
    html! {
        <section class="panel" aria-labelledby="dataset-title">
            <h2 id="dataset-title">{ "Dataset" }</h2>
            <div class="quantities">
                <Field id="rows" label="Rows" entry={page.benchmark.rows.clone()}
                    oninput={page.typed(|text| Action::Benchmark(BenchmarkAction::Rows(text)))} />
            </div>
            { row }
            { parts }
        </section>
    }
}

fn field(page: &Page, id: MeterId) -> Html {
    let Some(meter) = catalog().meters.get(id) else { return Html::default() };
    html! {
        <Field key={id.0} id={format!("row-{}", id.0)} label={meter.units.clone()}
            entry={page.benchmark.field(id).cloned().unwrap_or_default()}
            oninput={page.typed(move |text| Action::Benchmark(BenchmarkAction::Row(id, text)))} />
    }
}
