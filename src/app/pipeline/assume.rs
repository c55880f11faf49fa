//! The assumptions behind the volumes, each to be changed where it stands.

use crate::app::part::{all, maybe};
use one_credit_engine::assumption::Assumption;
use yew::prelude::*;

use super::{
    edit::{Edit, Figure},
    state::PipelineAction,
};
use crate::app::{
    send::Send,
    state::{Action, Page},
};

/// The list of assumptions; nothing where none was used.
pub fn assume(page: &Page, assumptions: &[Assumption]) -> Html {
    if assumptions.is_empty() {
        return Html::default();
    }
    let reset = (!page.pipeline.edits.is_empty()).then(|| {
        html! {
            <button type="button" class="quiet no-print"
                onclick={page.press(|| Action::Pipeline(PipelineAction::ResetAll))}>{ "Reset all" }</button>
        }
    });
    html! {
        <section class="panel" aria-labelledby="assume-title">
            <div class="row apart"><h2 id="assume-title">{ "What we assume" }</h2>{ maybe(reset) }</div>
            <div>
                <p class="assume small soft heads" aria-hidden="true">
                    <span></span>
                    { all(Figure::ALL.map(|(_, name)| html! { <span class="num">{ name }</span> })) }
                </p>
                { all(assumptions.iter().map(|assumption| one(page, assumption))) }
            </div>
        </section>
    }
}

fn one(page: &Page, assumption: &Assumption) -> Html {
    let edit = page.pipeline.edit(&assumption.id);
    let is_edited = edit.is_some();
    let shown = edit.cloned().unwrap_or_else(|| Edit::of(assumption));
    let mut problem = None;
    let fields = Figure::ALL.map(|(which, name)| {
        let entry = which.get(&shown.fields);
        problem = problem.take().or_else(|| entry.problem.clone());
        let typed = {
            let assumption = assumption.clone();
            page.typed(move |text| {
                Action::Pipeline(PipelineAction::Assume(assumption.clone(), which, text))
            })
        };
        html! {
            <input key={name} class="num" inputmode="decimal" autocomplete="off"
                aria-label={format!("{}, {name}", assumption.label)}
                aria-invalid={entry.problem.is_some().then_some("true")}
                value={entry.text.clone()} oninput={typed} />
        }
    });
    let reset = is_edited.then(|| {
        let id = assumption.id.clone();
        html! {
            <>
                { " " }
                <button type="button" class="quiet no-print"
                    onclick={page.press(move || Action::Pipeline(PipelineAction::Reset(id.clone())))}>
                    { "Reset" }<span class="unseen">{ format!(": {}", assumption.label) }</span>
                </button>
            </>
        }
    });
    html! {
        <div class="assume" key={assumption.id.clone()} role="group" aria-label={assumption.label.clone()}>
            <p>
                { &assumption.label }
                if is_edited { { " " }<span class="tag edited">{ "edited" }</span> }
            </p>
            { all(fields) }
            if let Some(problem) = problem { <p class="about problem">{ problem }</p> }
            <p class="about small soft">{ format!("In {}. {}", assumption.unit, assumption.source) }{ maybe(reset) }</p>
        </div>
    }
}
