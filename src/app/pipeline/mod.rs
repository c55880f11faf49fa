//! *Pipeline*: the graph and what flows in on one side, what it costs on the other.

mod assume;
mod compare;
mod costs;
mod draw;
pub mod edit;
mod inputs;
mod layout;
mod open;
pub mod samples;
pub mod state;
mod units;
mod weigh;

use crate::app::part::maybe;
use yew::prelude::*;

use super::{
    figure::count,
    note,
    send::Send,
    state::{Action, Page},
};
use state::{Opened, PipelineAction};

/// The view.
pub fn view(page: &Page) -> Html {
    let pipeline = &page.pipeline;
    let drag = |is_over: bool| {
        let dispatcher = page.dispatcher();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            dispatcher.dispatch(Action::Pipeline(PipelineAction::Drag(is_over)));
        })
    };
    let drop = {
        let page = page.clone();
        Callback::from(move |event: DragEvent| open::dropped(&page, &event))
    };
    let trouble = pipeline.trouble.as_ref().map(|trouble| {
        let told =
            html! { <><p><b>{ &trouble.title }</b></p>{ note::list(&trouble.sentences) }</> };
        note::trouble(told, Some(page.press(|| Action::Pipeline(PipelineAction::Dismiss))))
    });
    let body = match &pipeline.opened {
        Some(opened) => filled(page, opened, trouble),
        None => html! {
            <>
                <div class="stack">
                    <h1>{ "What will this pipeline cost?" }</h1>
                    <p class="lead">{ "Open it before you run it: every node is priced on the volume that reaches it." }</p>
                </div>
                { maybe(trouble) }
                { open::open(page) }
            </>
        },
    };
    html! {
        <div class="stack wide" ondragover={drag(true)} ondragleave={drag(false)} ondrop={drop}>{ body }</div>
    }
}

fn filled(page: &Page, opened: &Opened, trouble: Option<Html>) -> Html {
    let graph = &opened.graph;
    let preview = page.pipeline.preview.as_deref();
    let warnings = preview.map(|preview| &preview.estimate.warnings).filter(|all| !all.is_empty());
    let warnings = warnings.map(|warnings| note::warning(note::list(warnings), None));
    // A sample is a click away; a file is not.
    let origin = page.pipeline.own_file().map(|opened| {
        let told = match opened.kept {
            Some(_) => {
                "From your file. This tab keeps it, without any key in it, until you open another or close the tab."
            }
            None => "From your file, which is too large to be kept: after a reload, open it again.",
        };
        html! { <p class="soft small no-print">{ told }</p> }
    });
    let size = format!(
        "{}, {}",
        count(graph.nodes().len(), "node", "nodes"),
        count(graph.links().len(), "link", "links")
    );
    html! {
        <>
            <div class="row apart">
                <div class="stack">
                    <h1>{ &opened.title }</h1>
                    <p class="soft">{ size }</p>
                    { maybe(origin) }
                </div>
                <button type="button" class="button no-print"
                    onclick={page.press(|| Action::Pipeline(PipelineAction::Close))}>{ "Open another" }</button>
            </div>
            { maybe(trouble) }
            { maybe(warnings) }
            <div class="sides">
                <div class="stack">
                    { inputs::inputs(page) }
                    { maybe(weigh::weigh(page, graph)) }
                    <section class="panel graph" aria-label="Graph" tabindex="0">{ draw::draw(graph, preview) }</section>
                </div>
                <div class="stack">
                    { maybe(preview.map(|preview| costs::costs(page, graph, preview))) }
                    { maybe(preview.map(|_| compare::compare(page, graph))) }
                    { maybe(preview.map(|preview| assume::assume(page, &preview.estimate.assumptions))) }
                </div>
            </div>
        </>
    }
}
