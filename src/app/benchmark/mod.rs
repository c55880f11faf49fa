//! *Benchmark*: one dataset, several models; what each costs and what a row costs.

mod choices;
mod costs;
mod dataset;
mod samples;
pub mod state;

use crate::app::part::maybe;
use yew::prelude::*;

use super::{
    note, sample,
    send::Send,
    state::{Action, Page},
};
use samples::SAMPLES;
use state::BenchmarkAction;

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
    html! {
        <>
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
        </>
    }
}
