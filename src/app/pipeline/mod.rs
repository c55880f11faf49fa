//! *Pipeline*: the graph and what flows in on one side, what it costs on the other.

mod assume;
mod costs;
mod draw;
mod edit;
mod inputs;
mod layout;
mod open;
mod samples;
pub mod state;
mod units;

use yew::prelude::*;

use super::{can::ViewProps, figure::count, note::Note, send::Send, state::Action};
use state::{Opened, PipelineAction};

/// The view.
#[component]
pub fn Pipeline(props: &ViewProps) -> Html {
    let page = &props.page;
    let pipeline = &page.pipeline;
    let over = Callback::from(|event: DragEvent| event.prevent_default());
    let drop = {
        let page = page.clone();
        Callback::from(move |event: DragEvent| open::dropped(&page, &event))
    };
    let trouble = pipeline.trouble.as_ref().map(|trouble| {
        let dismiss = page.press(|| Action::Pipeline(PipelineAction::Dismiss));
        html! {
            <Note kind="bad" {dismiss}>
                <p><b>{ &trouble.title }</b></p>
                <ul>{ for trouble.sentences.iter().map(|sentence| html! { <li key={sentence.clone()}>{ sentence }</li> }) }</ul>
            </Note>
        }
    });
    let body = match &pipeline.opened {
        Some(opened) => filled(props, opened, trouble),
        None => html! {
            <>
                <div class="stack">
                    <h1>{ "What will this pipeline cost?" }</h1>
                    <p class="lead">{ "Open it before you run it: every node is priced on the volume that reaches it." }</p>
                </div>
                { trouble }
                <open::Open page={page.clone()} />
            </>
        },
    };
    html! { <div class="stack wide" ondragover={over} ondrop={drop}>{ body }</div> }
}

fn filled(props: &ViewProps, opened: &Opened, trouble: Option<Html>) -> Html {
    let page = &props.page;
    let graph = &opened.graph;
    let preview = page.pipeline.preview.as_deref();
    let warnings = preview.map(|preview| &preview.estimate.warnings).filter(|all| !all.is_empty());
    let warnings = warnings.map(|warnings| {
        html! {
            <Note kind="warn">
                <ul>{ for warnings.iter().map(|warning| html! { <li key={warning.clone()}>{ warning }</li> }) }</ul>
            </Note>
        }
    });
    html! {
        <>
            <div class="row apart">
                <div class="stack">
                    <h1>{ &opened.title }</h1>
                    <p class="soft">{ format!("{}, {}",
                        count(graph.nodes().len(), "node", "nodes"),
                        count(graph.links().len(), "link", "links")) }</p>
                </div>
                <button type="button" class="button no-print"
                    onclick={page.press(|| Action::Pipeline(PipelineAction::Close))}>{ "Open another" }</button>
            </div>
            { trouble }
            { warnings }
            <div class="sides">
                <div class="stack">
                    <inputs::Inputs page={page.clone()} />
                    <section class="panel graph" aria-label="Graph" tabindex="0">{ draw::draw(graph, preview) }</section>
                </div>
                <div class="stack">
                    { preview.map(|preview| costs::costs(page, graph, preview)) }
                    { preview.map(|preview| assume::assume(page, &preview.estimate.assumptions)) }
                </div>
            </div>
        </>
    }
}
