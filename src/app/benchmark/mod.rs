//! *Benchmark*: one dataset, several models; what each costs and what a row costs.

mod choices;
mod costs;
mod dataset;
mod samples;
pub mod state;

use yew::prelude::*;

use super::{can::ViewProps, note::Note, send::Send, state::Action};
use samples::SAMPLES;
use state::BenchmarkAction;

/// The view.
#[component]
pub fn Benchmark(props: &ViewProps) -> Html {
    let page = &props.page;
    let benchmark = &page.benchmark;
    let problem = benchmark.problem.as_ref().map(|problem| {
        html! {
            <Note kind="bad">
                <p><b>{ "The figures below are the last ones that could be worked out." }</b></p>
                <p>{ problem }</p>
            </Note>
        }
    });
    let costs = match &benchmark.costs {
        Some(costs) => html! { <costs::CostTable page={page.clone()} costs={costs.clone()} /> },
        None => html! {
            <section class="panel" aria-labelledby="samples-title">
                <h2 id="samples-title">{ "Choose models, or start from a sample" }</h2>
                <ul class="samples">
                    { for SAMPLES.iter().map(|sample| html! {
                        <li key={sample.title}>
                            <button type="button" class="sample"
                                onclick={page.press(move || Action::Benchmark(BenchmarkAction::Open(sample)))}>
                                <b>{ sample.title }</b><span class="soft small">{ sample.about }</span>
                            </button>
                        </li>
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
            { problem }
            <div class="sides">
                <div class="stack">
                    <choices::Choices page={page.clone()} />
                    <dataset::Dataset page={page.clone()} />
                </div>
                { costs }
            </div>
        </>
    }
}
