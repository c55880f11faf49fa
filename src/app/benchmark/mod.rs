//! *Benchmark*: one dataset, several models; what each costs and what a row costs.

mod choices;
mod columns;
mod costs;
mod dataset;
mod open;
mod reading;
mod samples;
pub mod source;
pub mod state;

use crate::app::part::maybe;
use yew::prelude::*;

use super::{
    note, sample,
    send::Send,
    state::{Action, Page},
};
use samples::SAMPLES;
use source::SourceAction;
use state::BenchmarkAction;

/// The id of the field for pasted rows.
pub const PASTE_ROWS: &str = "paste-rows";

/// The view.
pub fn view(page: &Page) -> Html {
    let benchmark = &page.benchmark;
    let problem = benchmark.problem.as_ref().map(|problem| {
        let told = html! {
            <>
                <p><b>{ "The figures below are the last ones that could be worked out." }</b></p>
                <p>{ problem }</p>
            </>
        };
        note::trouble(told, None)
    });
    let costs = match &benchmark.costs {
        Some(costs) => costs::costs(page, costs),
        None => html! {
            <section class="panel" aria-labelledby="samples-title">
                <h2 id="samples-title">{ "Choose models, or start from a sample" }</h2>
                <ul class="samples">
                    { for SAMPLES.iter().map(|sample| {
                        let open = page.press(move || Action::Benchmark(BenchmarkAction::Open(sample)));
                        sample::sample(sample.title, sample.about, open)
                    }) }
                </ul>
            </section>
        },
    };
    let is_over = benchmark.source().is_over;
    let drag = |is_held: bool| {
        let dispatcher = page.dispatcher();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            if is_held != is_over {
                dispatcher.dispatch(reading::source(SourceAction::Over(is_held)));
            }
        })
    };
    let drop = {
        let page = page.clone();
        Callback::from(move |event: DragEvent| open::dropped(&page, &event))
    };
    html! {
        <div class="stack wide" ondragover={drag(true)} ondragleave={drag(false)} ondrop={drop}>
            <div class="stack">
                <h1>{ "What will this benchmark cost?" }</h1>
                <p class="lead">{ "One dataset, several models, and the metrics that score them." }</p>
            </div>
            { maybe(problem) }
            <div class="sides">
                <div class="stack">
                    { choices::choices(page) }
                    { dataset::dataset(page) }
                </div>
                { costs }
            </div>
        </div>
    }
}
